"""Keeping content for as long as it may have to be put back."""

from contextlib import suppress
from datetime import timedelta
from functools import cache

import obstore
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from obstore.exceptions import BaseError
from obstore.store import ObjectStore

from curbcut.errors import CurbcutError
from curbcut.service.checking.file_cache import open_store
from curbcut.service.feedback.models import OPEN, Change, Original, OriginalPart
from curbcut.service.library.texts import fingerprint
from curbcut.service.settings import CONFIGURATION
from curbcut.service.tenancy.models import Institution

PART_BYTES = 1 << 20
"""Up to so much stands in one row, texts therefore always; larger files are cut, or go to object storage."""


class NotKeptError(CurbcutError):
    """Content could not be kept, so nothing may be written over it."""

    code = "not-kept"
    retryable = True


def keep(institution: Institution, data: bytes) -> Original:
    """Keep content for the time that the deployment keeps it, from now on.

    Raises:
        NotKeptError: The store of files does not take it.
    """
    sha256 = fingerprint(data)
    until = timezone.now() + timedelta(days=CONFIGURATION.keep_originals_days)
    known: Original | None = Original.objects.of(institution).filter(sha256=sha256).first()
    if known is not None and data_of(known) is not None:
        Original.objects.of(institution).filter(pk=known.pk).update(kept_until=until)
        return known
    is_small = len(data) <= PART_BYTES
    store = None if is_small else _store()
    if store is not None:
        _put(store, institution, sha256, data)
    with transaction.atomic():
        original: Original = Original.objects.of(institution).update_or_create(
            institution=institution,
            sha256=sha256,
            defaults={"size": len(data), "data": data if is_small else None, "kept_until": until},
        )[0]
        if not is_small and store is None:
            _cut(original, data)
    return original


def data_of(original: Original) -> bytes | None:
    """Return kept bytes, or `None` when they are not there any more."""
    if original.data is not None:
        return bytes(original.data)
    data = _joined(original)
    if data is None and (store := _store()) is not None:
        data = _got(store, original)
    return data if data is not None and fingerprint(data) == original.sha256 else None


def text_of(original: Original | None) -> str | None:
    """Return a kept text, or `None` when there is none any more."""
    data = None if original is None else data_of(original)
    return None if data is None else data.decode("utf-8", "replace")


def forget_old(institution: Institution) -> int:
    """Forget what was kept long enough and what no open change needs; return how many."""
    old = Original.objects.of(institution).filter(kept_until__lt=timezone.now())
    waiting = Change.objects.of(institution).filter(state__in=OPEN)
    needed = Q()
    for name in ("original_id", "proposal_id"):
        needed |= Q(pk__in=waiting.filter(**{f"{name}__isnull": False}).values(name))
    gone = list(old.exclude(needed))
    for original in gone:
        _delete(original)
        original.delete()
    return len(gone)


@cache
def _store() -> ObjectStore | None:
    """Open object storage, where the deployment has some; a folder of one host is none, since others may undo.

    Beside the cache of fetched files, never inside: the cache tidies all that it finds.
    """
    address = CONFIGURATION.file_store
    return open_store(f"{address.rstrip('/')}-originals", CONFIGURATION.data) if address else None


def _cut(original: Original, data: bytes) -> None:
    parts = OriginalPart.objects.of(original.institution)
    parts.filter(original=original).delete()
    for number, start in enumerate(range(0, len(data), PART_BYTES)):
        part = data[start : start + PART_BYTES]
        parts.create(institution=original.institution, original=original, number=number, data=part)


def _joined(original: Original) -> bytes | None:
    parts = OriginalPart.objects.of(original.institution).filter(original=original)
    found = [bytes(part) for part in parts.order_by("number").values_list("data", flat=True)]
    return b"".join(found) if found else None


def _put(store: ObjectStore, institution: Institution, sha256: str, data: bytes) -> None:
    try:
        obstore.put(store, _key(institution.pk, sha256), data)
    except (BaseError, OSError) as error:
        raise NotKeptError("What stands in Canvas could not be kept, so nothing is written over it.") from error


def _got(store: ObjectStore, original: Original) -> bytes | None:
    try:
        return bytes(obstore.get(store, _key(original.institution_id, original.sha256)).bytes())
    except (BaseError, OSError):
        return None


def _delete(original: Original) -> None:
    store = _store()
    if original.data is not None or store is None:
        return
    # What was gone already, or stays, is something that nobody speaks of any more.
    with suppress(BaseError, OSError):
        obstore.delete(store, _key(original.institution_id, original.sha256))


def _key(client_id: int, sha256: str) -> str:
    return f"{client_id}/{sha256}"
