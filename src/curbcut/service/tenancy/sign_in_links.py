"""Links that sign a person in once, for whoever can run commands on the server; printed, never sent."""

from datetime import timedelta

from django.core.signing import BadSignature, TimestampSigner

from curbcut.service.settings import CONFIGURATION
from curbcut.service.tenancy.models import Person

LIFETIME = timedelta(hours=1)


def sign_in_link(person: Person) -> str:
    """Return an address that signs a person in, once and within an hour."""
    return f"{CONFIGURATION.base_url}/sign-in/once/{_signer().sign_object(_claims(person))}/"


def person_of(token: str) -> Person | None:
    """Return whom a link signs in; `None` when it is not ours, too old, or was used."""
    try:
        claims = _signer().unsign_object(token, max_age=LIFETIME)
    except BadSignature:
        return None
    person = Person.objects.filter(pk=claims[0], is_active=True).first()
    return person if person is not None and _claims(person) == claims else None


def _claims(person: Person) -> list[object]:
    # Signing in moves `last_login`, so that the link opens once.
    return [person.pk, person.last_login.isoformat() if person.last_login else ""]


def _signer() -> TimestampSigner:
    return TimestampSigner(salt="curbcut.sign-in-link")
