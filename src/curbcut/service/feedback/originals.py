"""Keeping content for as long as it may have to be put back."""

from datetime import timedelta
from functools import cache

import obstore
from django.db.models import Q
from django.utils import timezone
from obstore.exceptions import BaseError
from obstore.store import ObjectStore

from curbcut.errors import CurbcutError
from curbcut.service.checking.file_cache import open_store
from curbcut.service.feedback.models import OPEN, Change, Original
from curbcut.service.library.texts import fingerprint
from curbcut.service.settings import CONFIGURATION
from curbcut.service.tenancy.models import Institution

IN_THE_DATABASE_BYTES = 1 << 20
"""Texts always stand in the database, in the same transaction as the change; only large files go to the store."""


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
    is_small = len(data) <= IN_THE_DATABASE_BYTES
    if not is_small:
        _put(institution, sha256, data)
    original: Original = Original.objects.of(institution).update_or_create(
        institution=institution,
        sha256=sha256,
        defaults={"size": len(data), "data": data if is_small else None, "kept_until": until},
    )[0]
    return original


def data_of(original: Original) -> bytes | None:
    """Return kept bytes, or `None` when they are not there any more."""
    if original.data is not None:
        return bytes(original.data)
    try:
        data = bytes(obstore.get(_store(), _key(original.institution_id, original.sha256)).bytes())
    except (BaseError, OSError):
        return None
    return data if fingerprint(data) == original.sha256 else None


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
        if original.data is None:
            _delete(original)
        original.delete()
    return len(gone)


@cache
def _store() -> ObjectStore:
    """Open the store: beside the cache of fetched files, never inside, since the cache tidies all that it finds."""
    address = CONFIGURATION.file_store
    return open_store(address and f"{address.rstrip('/')}-originals", CONFIGURATION.data, folder="originals")


def _put(institution: Institution, sha256: str, data: bytes) -> None:
    try:
        obstore.put(_store(), _key(institution.pk, sha256), data)
    except (BaseError, OSError) as error:
        raise NotKeptError("What stands in Canvas could not be kept, so nothing is written over it.") from error


def _delete(original: Original) -> None:
    try:
        obstore.delete(_store(), _key(original.institution_id, original.sha256))
    except (BaseError, OSError):
        return  # it was gone, or stays without anything that speaks of it


def _key(client_id: int, sha256: str) -> str:
    return f"{client_id}/{sha256}"
