"""Locks that hold over every process of a deployment: PostgreSQL advisory locks."""

import hashlib
from types import TracebackType

from django.db import connection


class AdvisoryLock:
    """A named lock, entered as often as one likes: re-entrant in a thread, released when the process dies.

    Inside a transaction it is held until the transaction ends: a transaction that failed takes no statement any more, so
    nothing else could release it.
    """

    def __init__(self, name: str) -> None:
        self._key = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)

    def __enter__(self) -> None:
        function = "pg_advisory_xact_lock" if connection.in_atomic_block else "pg_advisory_lock"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {function}(%s)", [self._key])

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if connection.in_atomic_block:
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [self._key])


def advisory_lock(name: str) -> AdvisoryLock:
    """Return the lock of that name, to be used in a `with` statement."""
    return AdvisoryLock(name)
