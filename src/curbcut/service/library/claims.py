"""Who works on what, over all processes of a deployment, without a lease that has to run out.

A job takes a random number, holds PostgreSQL's advisory lock of it, and writes it on the rows that it works on. When its
process dies, by whatever signal, PostgreSQL frees the lock, and the rows are anybody's at once.
"""

import hashlib
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.db import connection, models, transaction
from django.db.models import Q
from django.db.models.expressions import RawSQL

from curbcut.service.library.models import Item
from curbcut.service.tenancy.models import Institution

REQUESTS_IN_FLIGHT = 3
"""Requests that one Canvas gets from us at the same time, over all processes."""

PATIENCE_SECONDS = 0.1
_LIVE = """
    SELECT (classid::bigint << 32) | objid::bigint FROM pg_locks
    WHERE locktype = 'advisory' AND objsubid = 1
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""
RowT = TypeVar("RowT", bound=models.Model)


@contextmanager
def claim() -> Iterator[int]:
    """Give a number to claim rows with, alive while the block lasts."""
    number = secrets.randbits(62)
    with _held(number):
        yield number


@contextmanager
def only_one(name: str) -> Iterator[bool]:
    """Say whether nobody else is in a block of this name; if so, keep others out while ours lasts."""
    key = _key_of(name)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        [is_ours] = cursor.fetchone()
    try:
        yield is_ours
    finally:
        if is_ours:
            _free(key)


@contextmanager
def canvas_slot(institution: Institution) -> Iterator[None]:
    """Wait for one of the few requests that an institution's Canvas gets from us at a time."""
    while True:
        for number in range(REQUESTS_IN_FLIGHT):
            with only_one(f"canvas/{institution.pk}/{number}") as is_ours:
                if is_ours:
                    yield
                    return
        time.sleep(PATIENCE_SECONDS)


def take(waiting: "models.QuerySet[Any]", number: int, *, limit: int) -> list[Any]:
    """Claim rows that no living job has; another process that asks at the same moment gets others.

    Args:
        waiting: Ordered rows of one institution that have a `claim`.
        number: From `claim`.
        limit: Most rows.
    """
    free = waiting.filter(Q(claim__isnull=True) | ~Q(claim__in=live()))
    with transaction.atomic(), connection.cursor() as cursor:
        # One at a time: PostgreSQL reads the living claims once a statement, and looks again only at the row. A claim that
        # came to life in between would look dead, and its rows would be taken twice.
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_key_of(f"take/{waiting.model._meta.db_table}")])  # noqa: SLF001 - Django's documented API
        rows = list(free.select_for_update(skip_locked=True, of=("self",))[:limit])
        waiting.filter(pk__in=[row.pk for row in rows]).update(claim=number)
    return rows


def live() -> RawSQL:
    """Return the claims of living jobs, for use in a query."""
    return RawSQL(_LIVE, [])  # noqa: S611 - a constant


def items_being_checked(institution: Institution) -> "models.QuerySet[Item]":
    """Return the items that a living job has claimed."""
    return Item.objects.of(institution).filter(claim__isnull=False, claim__in=live())


@contextmanager
def _held(key: int) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [key])
    try:
        yield
    finally:
        _free(key)


def _key_of(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)


def _free(key: int) -> None:
    # A broken connection has freed its locks itself.
    if connection.connection is None or connection.connection.closed or connection.connection.broken:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(%s)", [key])
