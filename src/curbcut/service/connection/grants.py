"""An administrator's way to Canvas and back: authorize, callback, code."""

import hashlib
import secrets
import time
from contextlib import closing
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from curbcut.canvas.address import Origin
from curbcut.canvas.errors import AuthorizationError, CanvasError, CanvasThrottledError
from curbcut.canvas.oauth import Grant, OAuth, redirect_error
from curbcut.canvas.secret import Secret
from curbcut.canvas.transport import Transport
from curbcut.errors import CurbcutError
from curbcut.service.connection import problems
from curbcut.service.connection.models import Connection, GrantAttempt
from curbcut.service.connection.problems import Problem
from curbcut.service.connection.states import begin_check, connection_of, resume, set_state, settle
from curbcut.service.connection.tokens import keep_grant, oauth_of, refresh_lock
from curbcut.service.tenancy.encryption import EncryptionError
from curbcut.service.tenancy.models import Institution, Person

ATTEMPT_LIFETIME = timedelta(hours=1)
PATIENCE_SECONDS = 25.0
"""How long an administrator's browser may wait for us at the callback."""
pause = time.sleep


class GrantRefusedError(CurbcutError):
    """A step towards the connection was refused.

    Attributes:
        problem: What is wrong, worded for the administrator.
    """

    code = "grant-refused"

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.whole_text)
        self.problem = problem


def start_grant(institution: Institution, person: Person) -> str:
    """Begin the way to Canvas and return the address to send the browser to; all 27 scopes are asked for.

    Raises:
        GrantRefusedError: No key is saved.
    """
    connection = connection_of(institution)
    if not connection.is_by_key or not connection.developer_key_id:
        raise GrantRefusedError(problems.problem("not-connected"))
    state = secrets.token_urlsafe(32)
    with closing(Transport(Origin(connection.canvas_url))) as transport:
        url = _key_of(connection, transport).authorize_url(state, purpose=f"Curbcut for {institution.name}")
    GrantAttempt.objects.of(institution).filter(started_at__lt=timezone.now() - ATTEMPT_LIFETIME).delete()
    GrantAttempt.objects.of(institution).create(institution=institution, state_digest=_digest(state), person=person)
    set_state(connection, Connection.State.AWAITING_GRANT)
    return url


def finish_grant(
    institution: Institution, person: Person, *, query: str, state: str | None, code: Secret | None
) -> None:
    """Take what Canvas sent back: exchange the code, keep the tokens, begin the check.

    Args:
        institution: Whose callback it was.
        person: Whose browser brought it.
        query: The callback's query, for what Canvas says in it.
        state: Its `state`.
        code: Its `code`.

    Raises:
        GrantRefusedError: Canvas refused, or the answer is not one to a request of this person's.
    """
    connection = connection_of(institution)
    refusal = redirect_error(query)
    if refusal is not None and not state:
        raise _refused_without_state(institution, person, connection, refusal)
    _redeem(institution, person, state)
    if refusal is not None:
        raise _give_up(connection, problems.of_error(refusal))
    if code is None:
        raise _give_up(connection, problems.problem("code-missing"))
    try:
        with closing(Transport(Origin(connection.canvas_url))) as transport:
            grant = _exchange(_key_of(connection, transport), code)
    except CanvasError as error:
        raise _give_up(connection, problems.of_exchange(error)) from error
    _keep(institution, grant)


def _exchange(oauth: OAuth, code: Secret) -> Grant:
    """Exchange the code; wait once where Canvas asks for it.

    Each request to the token endpoint costs a third of the bucket of our address, the pre-flight's too: an administrator
    who had to save twice meets this. Canvas refuses before it looks at the code, so the code is still good.
    """
    try:
        return oauth.exchange(code)
    except CanvasThrottledError as error:
        if error.wait_seconds > PATIENCE_SECONDS:
            raise
        pause(error.wait_seconds)
        return oauth.exchange(code)


def _keep(institution: Institution, grant: Grant) -> None:
    # Under the lock, or a refresh of the grant before this one could write its token over ours.
    with refresh_lock(institution), transaction.atomic():
        keep_grant(institution, grant)
        connection = connection_of(institution)
        connection.granted_at = timezone.now()
        connection.canvas_user_id = str(grant.user.id) if grant.user else ""
        connection.canvas_user_name = grant.user.name if grant.user else ""
        connection.attention_code = connection.attention_text = ""
        connection.checked_at = connection.healthy_at = None
        connection.report = {"is_masquerade": grant.is_masquerade}
        begin_check(connection)


def _key_of(connection: Connection, transport: Transport) -> OAuth:
    try:
        oauth = oauth_of(connection, transport)
    except (CanvasError, EncryptionError) as error:
        raise GrantRefusedError(problems.of_error(error)) from error
    assert oauth is not None
    return oauth


def _give_up(connection: Connection, problem: Problem) -> GrantRefusedError:
    """Write a refusal down, unless an earlier grant goes on working."""
    connection.refresh_from_db()
    if connection.granted_at is None:
        settle(connection, (problem,))
    else:
        resume(connection)
    return GrantRefusedError(problem)


def _refused_without_state(
    institution: Institution, person: Person, connection: Connection, refusal: AuthorizationError
) -> GrantRefusedError:
    """Read an error that names no request of ours, as Canvas of 2019 to 2021 sends `invalid_scope`.

    Anybody can make a link that looks so; it changes something only while this person is on the way, and then no more
    than pressing Cancel would.
    """
    problem = problems.of_error(refusal)
    since = timezone.now() - ATTEMPT_LIFETIME
    is_on_the_way = (
        GrantAttempt.objects.of(institution)
        .filter(person=person, finished_at__isnull=True, started_at__gte=since)
        .exists()
    )
    return _give_up(connection, problem) if is_on_the_way else GrantRefusedError(problem)


def _redeem(institution: Institution, person: Person, state: str | None) -> None:
    """Use an attempt's state, once, by the person who started it and for the institution it was started for."""
    if not state:
        raise GrantRefusedError(problems.problem("state-missing"))
    with transaction.atomic():
        # Over all institutions, but only what this very person began: to tell them which one an answer belongs to.
        mine = GrantAttempt.all_tenants.select_for_update().filter(state_digest=_digest(state), person=person)
        attempt = mine.first()
        if attempt is None:
            raise GrantRefusedError(problems.problem("state-unknown"))
        if attempt.institution_id != institution.pk:
            raise GrantRefusedError(problems.problem("state-of-another-institution"))
        if attempt.finished_at is not None or attempt.started_at < timezone.now() - ATTEMPT_LIFETIME:
            raise GrantRefusedError(problems.problem("state-used"))
        attempt.finished_at = timezone.now()
        attempt.save()


def _digest(state: str) -> str:
    return hashlib.sha256(state.encode()).hexdigest()
