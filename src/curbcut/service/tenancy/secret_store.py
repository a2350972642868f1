"""Secrets of institutions: written encrypted, read as `Secret`, forgotten at once."""

from functools import cache

from django.db import transaction

from curbcut.canvas.secret import Secret
from curbcut.service.settings import CONFIGURATION
from curbcut.service.tenancy.encryption import KeyRing
from curbcut.service.tenancy.models import EncryptedSecret, Institution


@cache
def key_ring() -> KeyRing:
    """Return the deployment's master keys; read once."""
    return KeyRing.parse(CONFIGURATION.master_keys)


def write_secret(institution: Institution, name: str, value: Secret) -> None:
    """Keep a secret under a name, replacing an earlier one."""
    ciphertext = key_ring().encrypt(value.reveal(), place=_place(institution.client_id, name))
    EncryptedSecret.objects.update_or_create(institution=institution, name=name, defaults={"ciphertext": ciphertext})


def read_secret(institution: Institution, name: str) -> Secret | None:
    """Return a secret, or `None` when there is none of that name.

    Raises:
        EncryptionError: The row was copied from elsewhere, or its master key is gone.
    """
    row = EncryptedSecret.objects.filter(institution=institution, name=name).first()
    if row is None:
        return None
    return Secret(key_ring().decrypt(bytes(row.ciphertext), place=_place(institution.client_id, name)))


def forget_secrets(institution: Institution, *names: str) -> None:
    """Delete secrets; without names, all of the institution's."""
    rows = EncryptedSecret.objects.filter(institution=institution)
    (rows.filter(name__in=names) if names else rows).delete()


def rotate_secrets(ring: KeyRing) -> int:
    """Encrypt with the ring's current key whatever an older one encrypted; return how many that were."""
    rotated = 0
    with transaction.atomic():
        for row in EncryptedSecret.objects.select_for_update().order_by("pk").iterator():
            ciphertext = bytes(row.ciphertext)
            if ring.is_current(ciphertext):
                continue
            place = _place(row.institution_id, row.name)
            row.ciphertext = ring.encrypt(ring.decrypt(ciphertext, place=place), place=place)
            row.save(update_fields=["ciphertext", "updated_at"])
            rotated += 1
    return rotated


def _place(client_id: int, name: str) -> str:
    return f"institution/{client_id}/{name}"
