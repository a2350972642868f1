"""Where a connection is on its way, and every change of that."""

from dataclasses import asdict
from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from curbcut.service.connection.models import Connection
from curbcut.service.connection.problems import Problem
from curbcut.service.queue import nudge
from curbcut.service.tenancy.models import Institution

State = Connection.State
OVERDUE = timedelta(seconds=20)
"""Someone who presses Authorize is back sooner, and a check is done sooner; later the page says what may be the matter."""
FIRST_READING = "library.sync-institution"
"""Task that lists an institution's courses."""


def connection_of(institution: Institution) -> Connection:
    """Return the institution's connection; a new one is unconfigured."""
    connection: Connection = Connection.objects.of(institution).get_or_create(institution=institution)[0]
    return connection


def set_state(connection: Connection, state: State) -> None:
    """Write the connection, in its new state."""
    connection.state = state
    connection.state_changed_at = timezone.now()
    connection.save()


def is_overdue(connection: Connection) -> bool:
    """Whether an answer of Canvas, or of a worker, is later than usual."""
    is_waiting = connection.state in {State.AWAITING_GRANT, State.CHECKING}
    return is_waiting and timezone.now() - connection.state_changed_at > OVERDUE


def begin_check(connection: Connection) -> None:
    """Mark the connection as being checked and nudge a worker; without a grant there is nothing to check."""
    if connection.granted_at is None:
        return
    connection.progress = 0
    set_state(connection, State.CHECKING)
    nudge_check(connection.institution_id)


def nudge_check(client_id: int) -> None:
    """Ask a worker for the check, once."""
    nudge("connection.check", once=f"check-connection/{client_id}", client_id=client_id)


def settle(connection: Connection, found: tuple[Problem, ...]) -> None:
    """Write what is wrong, or that nothing is; a grant that is in order for the first time has its courses read."""
    stopping = [one for one in found if one.stops_work]
    connection.attention_code = stopping[0].code if stopping else ""
    connection.attention_text = " ".join(one.whole_text for one in stopping)
    connection.report = connection.report | {"problems": [asdict(one) for one in found]}
    if stopping:
        set_state(connection, State.NEEDS_ATTENTION)
        return
    is_first = connection.healthy_at is None
    connection.healthy_at = timezone.now()
    set_state(connection, State.HEALTHY)
    if is_first and FIRST_READING in app.tasks:
        client_id = connection.institution_id
        nudge(FIRST_READING, once=f"sync-institution/{client_id}", client_id=client_id)


def resume(connection: Connection) -> None:
    """Go back to what an earlier grant was, after an attempt at a new one that came to nothing."""
    set_state(connection, State.NEEDS_ATTENTION if connection.attention_code else State.HEALTHY)
