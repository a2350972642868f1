"""What an administrator does on the Configuration page: one function a use case, no HTTP objects."""

import hashlib
import secrets
from dataclasses import asdict
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from curbcut.canvas.address import Origin
from curbcut.canvas.errors import AccessTokenRefusedError, CanvasError, ForeignAddressError
from curbcut.canvas.oauth import redirect_error
from curbcut.canvas.preflight import preflight
from curbcut.canvas.secret import Secret
from curbcut.canvas.transport import Transport
from curbcut.errors import CurbcutError
from curbcut.service.connection import problems
from curbcut.service.connection.models import (
    ACCESS_TOKEN,
    DEVELOPER_KEY_SECRET,
    REFRESH_TOKEN,
    Connection,
    GrantAttempt,
)
from curbcut.service.connection.problems import Problem
from curbcut.service.connection.tokens import NotConnectedError, keep_grant, oauth_of
from curbcut.service.queue import nudge
from curbcut.service.tenancy.models import Institution, Person
from curbcut.service.tenancy.secret_store import forget_secrets, read_secret, write_secret

ATTEMPT_LIFETIME = timedelta(hours=1)


class GrantRefusedError(CurbcutError):
    """A step towards the connection was refused.

    Attributes:
        problem: What is wrong, worded for the administrator.
    """

    code = "grant-refused"

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.text)
        self.problem = problem


def connection_of(institution: Institution) -> Connection:
    """Return the institution's connection; a new one is unconfigured."""
    connection: Connection = Connection.objects.of(institution).get_or_create(institution=institution)[0]
    return connection


def save_key(
    institution: Institution, *, canvas_url: str, developer_key_id: int, secret: Secret | None
) -> tuple[Problem, ...]:
    """Keep a developer key and look at it before anyone leaves the page.

    Args:
        institution: Whose key.
        canvas_url: Address of its Canvas.
        developer_key_id: The key's ID, global or local.
        secret: The key's secret; `None` keeps the one that is known.

    Returns:
        What the pre-flight saw; empty when everything is right so far. It explains and never forbids.

    Raises:
        GrantRefusedError: The address may not be asked, or no secret is known.
    """
    origin = _origin(canvas_url)
    if secret is None and read_secret(institution, DEVELOPER_KEY_SECRET) is None:
        raise GrantRefusedError(problems.problem("wrong-secret"))
    connection = connection_of(institution)
    with transaction.atomic():
        if secret is not None:
            write_secret(institution, DEVELOPER_KEY_SECRET, secret)
        connection.method = Connection.Method.DEVELOPER_KEY
        connection.canvas_url = str(origin)
        connection.developer_key_id = str(developer_key_id)
        connection.save()
    transport = Transport(origin)
    try:
        oauth = oauth_of(connection, transport)
        assert oauth is not None
        report = preflight(transport, oauth)
    finally:
        transport.close()
    return tuple(problems.of_preflight(finding) for finding in report.findings)


def start_grant(institution: Institution, person: Person) -> str:
    """Begin the way to Canvas and return the address to send the browser to; all 27 scopes are asked for.

    Raises:
        GrantRefusedError: No key is saved.
    """
    connection = connection_of(institution)
    state = secrets.token_urlsafe(32)
    transport = Transport(_origin(connection.canvas_url))
    try:
        oauth = oauth_of(connection, transport)
    except NotConnectedError as error:
        raise GrantRefusedError(problems.problem("not-connected")) from error
    finally:
        transport.close()
    if oauth is None:
        raise GrantRefusedError(problems.problem("not-connected"))
    GrantAttempt.objects.of(institution).filter(started_at__lt=timezone.now() - ATTEMPT_LIFETIME).delete()
    GrantAttempt.objects.of(institution).create(institution=institution, state_digest=_digest(state), person=person)
    _set_state(connection, Connection.State.AWAITING_GRANT)
    return oauth.authorize_url(state, purpose=f"Curbcut for {institution.name}")


def finish_grant(
    institution: Institution, person: Person, *, query: str, state: str | None, code: Secret | None
) -> None:
    """Take what Canvas sent back: exchange the code, keep the tokens, begin the check.

    Raises:
        GrantRefusedError: Canvas refused, or the answer is not one to a request of this person's.
    """
    connection = connection_of(institution)
    if refusal := redirect_error(query):
        # Canvas of 2019 to 2021 leaves the state out here, so the error is read first; it changes nothing but the message.
        raise _refused(connection, problems.of_error(refusal), keep=bool(connection.granted_at))
    _redeem(institution, person, state)
    if code is None:
        raise GrantRefusedError(problems.problem("state-missing"))
    transport = Transport(_origin(connection.canvas_url))
    try:
        oauth = oauth_of(connection, transport)
        assert oauth is not None
        grant = oauth.exchange(code)
    except CanvasError as error:
        raise _refused(connection, problems.of_error(error), keep=False) from error
    finally:
        transport.close()
    with transaction.atomic():
        keep_grant(institution, grant)
        connection.refresh_from_db()
        connection.granted_at = timezone.now()
        connection.canvas_user_id = str(grant.user.id) if grant.user else ""
        connection.canvas_user_name = grant.user.name if grant.user else ""
        connection.report = {"is_masquerade": grant.is_masquerade}
        connection.save()
        begin_check(institution)


def connect_by_access_token(institution: Institution, *, canvas_url: str, token: Secret) -> None:
    """Connect with the token of a service user, the older way, and begin the check.

    Raises:
        GrantRefusedError: The address may not be asked.
    """
    origin = _origin(canvas_url)
    with transaction.atomic():
        forget_secrets(institution, REFRESH_TOKEN)
        write_secret(institution, ACCESS_TOKEN, token)
        connection = connection_of(institution)
        connection.method = Connection.Method.ACCESS_TOKEN
        connection.canvas_url = str(origin)
        connection.granted_at = timezone.now()
        connection.token_expires_at = None
        connection.report = {}
        connection.save()
        begin_check(institution)


def begin_check(institution: Institution) -> None:
    """Mark the connection as being checked and nudge a worker."""
    connection = connection_of(institution)
    connection.progress = 0
    _set_state(connection, Connection.State.CHECKING)
    nudge("connection.check", once=f"check-connection/{institution.pk}", client_id=institution.pk)


def disconnect(institution: Institution) -> Problem | None:
    """Revoke the token at Canvas and forget every secret; the second happens even where the first cannot.

    Returns:
        Why Canvas could not be told, if so: the administrator then deletes the token there.
    """
    connection = connection_of(institution)
    trouble: Problem | None = None
    try:
        _revoke(connection)
    except CanvasError as error:
        trouble = problems.of_error(error)
    with transaction.atomic():
        forget_secrets(institution, DEVELOPER_KEY_SECRET, ACCESS_TOKEN, REFRESH_TOKEN)
        connection.granted_at = connection.token_expires_at = None
        connection.report, connection.attention_code, connection.attention_text = {}, "", ""
        _set_state(connection, Connection.State.DISCONNECTED)
    return trouble


def settle(connection: Connection, found: tuple[Problem, ...]) -> None:
    """Write what is wrong, or that nothing is."""
    stopping = [one for one in found if one.stops_work]
    connection.attention_code = stopping[0].code if stopping else ""
    connection.attention_text = " ".join(one.text for one in stopping)
    connection.report = connection.report | {"problems": [asdict(one) for one in found]}
    _set_state(connection, Connection.State.NEEDS_ATTENTION if stopping else Connection.State.HEALTHY)


def _set_state(connection: Connection, state: Connection.State) -> None:
    connection.state = state
    connection.state_changed_at = timezone.now()
    connection.save()


def _refused(connection: Connection, problem: Problem, *, keep: bool) -> GrantRefusedError:
    """Write a refusal on the connection, unless an earlier grant still works."""
    if keep:
        _set_state(
            connection, Connection.State.HEALTHY if not connection.attention_code else Connection.State.NEEDS_ATTENTION
        )
    else:
        settle(connection, (problem,))
    return GrantRefusedError(problem)


def _redeem(institution: Institution, person: Person, state: str | None) -> None:
    """Use an attempt's state, once, by the person who started it and for the institution it was started for."""
    if not state:
        raise GrantRefusedError(problems.problem("state-missing"))
    with transaction.atomic():
        attempt = GrantAttempt.objects.of(institution).select_for_update().filter(state_digest=_digest(state)).first()
        if attempt is None or attempt.person_id != person.pk:
            raise GrantRefusedError(problems.problem("state-unknown"))
        if attempt.finished_at is not None or attempt.started_at < timezone.now() - ATTEMPT_LIFETIME:
            raise GrantRefusedError(problems.problem("state-used"))
        attempt.finished_at = timezone.now()
        attempt.save()


def _revoke(connection: Connection) -> None:
    token = read_secret(connection.institution, ACCESS_TOKEN)
    if token is None or connection.method != Connection.Method.DEVELOPER_KEY:
        return  # a service user's own token is theirs to delete
    transport = Transport(_origin(connection.canvas_url))
    try:
        oauth = oauth_of(connection, transport)
        if oauth is not None:
            oauth.revoke(token)
    except AccessTokenRefusedError:
        pass  # it was dead already
    finally:
        transport.close()


def _digest(state: str) -> str:
    return hashlib.sha256(state.encode()).hexdigest()


def _origin(canvas_url: str) -> Origin:
    try:
        return Origin(canvas_url)
    except ForeignAddressError as error:
        code = "not-https" if canvas_url.strip().startswith("http://") else "private-address"
        raise GrantRefusedError(problems.problem(code)) from error
