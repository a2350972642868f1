"""Course files that were fetched, kept by institution and sha256: in a folder of this machine, or in object storage.

A new rule set then checks them without asking Canvas again. It is a cache: what is missing is fetched.
"""

import threading
from contextlib import suppress
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import obstore
import structlog
from obstore.exceptions import BaseError
from obstore.store import LocalStore, ObjectStore, from_url

from curbcut.service.configuration import MEGABYTE
from curbcut.service.library.texts import fingerprint
from curbcut.service.settings import CONFIGURATION
from curbcut.service.tenancy.models import Institution

if TYPE_CHECKING:
    from obstore.store import RetryConfig

LEFT_AFTER_TIDYING = 0.9
TIDY_EVERY_BYTES = 64 * MEGABYTE
"""Listing what is kept costs a moment, so it is done once for so many new bytes."""

RETRY: "RetryConfig" = {"max_retries": 2, "retry_timeout": timedelta(seconds=20)}
"""Object storage that does not answer holds a check for seconds. By default that were three minutes, for each file."""

log = structlog.get_logger(__name__)


class FileCache:
    """Bytes by institution and fingerprint, up to a size; the oldest go first."""

    def __init__(self, store: ObjectStore, limit_bytes: int) -> None:
        self._store = store
        self._limit = limit_bytes
        self._lock = threading.Lock()
        self._since_tidying = TIDY_EVERY_BYTES  # what an earlier process left is looked at with the first file

    def get(self, institution: Institution, sha256: str) -> bytes | None:
        """Return a file's bytes, or `None` when they are not here, or not what they were."""
        try:
            data = bytes(obstore.get(self._store, _key(institution, sha256)).bytes())
        except FileNotFoundError:
            return None
        except (BaseError, OSError) as error:
            log.warning("file-cache-unreadable", error=type(error).__name__)
            return None
        return data if fingerprint(data) == sha256 else None

    def put(self, institution: Institution, sha256: str, data: bytes) -> None:
        """Keep a file's bytes, if they fit at all; a cache that cannot write stops no check."""
        if len(data) > self._limit:
            return
        try:
            obstore.put(self._store, _key(institution, sha256), data)
            self._count(len(data))
        except (BaseError, OSError) as error:
            log.warning("file-cache-unwritable", error=type(error).__name__)

    def size_bytes(self) -> int:
        """Return how much is kept."""
        return sum(size for _, size in self._files())

    def _count(self, size: int) -> None:
        with self._lock:
            self._since_tidying += size
            if self._since_tidying >= min(TIDY_EVERY_BYTES, self._limit // 10):
                self._tidy()
                self._since_tidying = 0

    def _tidy(self) -> None:
        files = self._files()
        kept = sum(size for _, size in files)
        if kept <= self._limit:
            return
        for path, size in files:
            if kept <= self._limit * LEFT_AFTER_TIDYING:
                return
            with suppress(FileNotFoundError):  # another process tidied too
                obstore.delete(self._store, path)
            kept -= size

    def _files(self) -> list[tuple[str, int]]:
        """Return path and size of everything, the oldest first."""
        entries = [entry for chunk in obstore.list(self._store) for entry in chunk]
        entries.sort(key=lambda entry: entry["last_modified"])
        return [(entry["path"], entry["size"]) for entry in entries]


@cache
def file_cache() -> FileCache:
    """Return the deployment's cache; opened once a process."""
    return FileCache(open_store(CONFIGURATION.file_store, CONFIGURATION.data), CONFIGURATION.cache_limit_bytes)


def open_store(address: str, data: Path, *, folder: str = "files") -> ObjectStore:
    """Open object storage by its address (`s3://bucket/prefix`), or a folder in the data folder when there is none.

    Credentials of object storage come from its own environment variables (`AWS_ACCESS_KEY_ID` and others).
    """
    if address:
        return from_url(address, retry_config=RETRY)
    return LocalStore(data / folder, mkdir=True)


def _key(institution: Institution, sha256: str) -> str:
    return f"{institution.pk}/{sha256}"
