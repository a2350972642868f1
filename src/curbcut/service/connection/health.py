"""The quick check: what works through a connection, written down for the Configuration page."""

import time
from collections.abc import Callable
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from msgspec import to_builtins

from curbcut.canvas.errors import CanvasError, CanvasThrottledError
from curbcut.canvas.scope_check import ConnectionReport, check_connection
from curbcut.service.connection import problems
from curbcut.service.connection.models import Connection
from curbcut.service.connection.problems import Problem
from curbcut.service.connection.rights import with_rights
from curbcut.service.connection.states import connection_of, nudge_check, settle
from curbcut.service.connection.tokens import canvas_of
from curbcut.service.tenancy.encryption import EncryptionError
from curbcut.service.tenancy.models import Institution

STUCK = timedelta(minutes=5)
"""A check takes seconds; one that is still under way then has lost its worker."""
PATIENCE_SECONDS = 60.0
pause = time.sleep


def check(institution: Institution) -> None:
    """Probe the connection and write the report, also when Canvas does not answer.

    An earlier report stays when there is no new one, so that a bad night does not look like lost scopes.
    """
    connection = connection_of(institution)
    if connection.granted_at is None:
        return
    granted_at = connection.granted_at
    report, found = _look(institution, connection)
    connection.refresh_from_db()
    if connection.granted_at != granted_at:
        return  # disconnected, or granted anew, which asks for a check of its own
    connection.checked_at = timezone.now()
    if report is not None:
        connection.report = to_builtins(report) | {"is_masquerade": _is_masquerade(connection)}
    settle(connection, found)


def nudge_every_check() -> None:
    """Check every connection, so that a key that was switched off is told before anybody misses results."""
    for client_id in _client_ids(Q(granted_at__isnull=False)):
        nudge_check(client_id)


def nudge_overdue_checks() -> None:
    """Check again where Canvas did not answer, and where a worker died in the middle."""
    is_passing = Q(state=Connection.State.NEEDS_ATTENTION, attention_code__in=problems.PASSING)
    is_stuck = Q(state=Connection.State.CHECKING, state_changed_at__lt=timezone.now() - STUCK)
    for client_id in _client_ids(Q(granted_at__isnull=False) & (is_passing | is_stuck)):
        nudge_check(client_id)


def _look(institution: Institution, connection: Connection) -> tuple[ConnectionReport | None, tuple[Problem, ...]]:
    def progress(done: int, steps: int) -> None:
        Connection.objects.of(institution).update(progress=done * 100 // steps)

    def look() -> ConnectionReport:
        with canvas_of(institution) as canvas:
            return with_rights(canvas, check_connection(canvas, progress=progress))

    try:
        report = _patiently(look)
    except (CanvasError, EncryptionError) as error:
        return None, (problems.of_error(error, by_developer_key=connection.is_by_key),)
    found = problems.of_report(
        report,
        person=connection.canvas_user_name or ("" if connection.is_by_key else "The owner of the token"),
        by_developer_key=connection.is_by_key,
        is_masquerade=_is_masquerade(connection),
    )
    return report, found


def _patiently(look: Callable[[], ConnectionReport]) -> ConnectionReport:
    """Look again once after the wait that Canvas asks for.

    The requests of a set-up (pre-flight, exchange) fill the bucket of our address, from which a download is paid too.
    """
    try:
        return look()
    except CanvasThrottledError as error:
        if error.wait_seconds > PATIENCE_SECONDS:
            raise
        pause(error.wait_seconds)
        return look()


def _is_masquerade(connection: Connection) -> bool:
    """Only the code exchange tells this; later checks carry it on."""
    return bool(connection.report.get("is_masquerade"))


def _client_ids(which: Q) -> list[int]:
    return list(Connection.all_tenants.filter(which).values_list("institution_id", flat=True))
