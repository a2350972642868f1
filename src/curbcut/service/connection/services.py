"""What an administrator does on the Configuration page: one function a use case, no HTTP objects."""

from contextlib import closing

from django.db import transaction
from django.utils import timezone

from curbcut.canvas.address import Origin
from curbcut.canvas.errors import CanvasError, ForeignAddressError
from curbcut.canvas.preflight import preflight
from curbcut.canvas.secret import Secret
from curbcut.canvas.transport import Transport
from curbcut.service.connection import problems
from curbcut.service.connection.grants import GrantRefusedError
from curbcut.service.connection.models import (
    ACCESS_TOKEN,
    DEVELOPER_KEY_SECRET,
    LONGEST_URL,
    REFRESH_TOKEN,
    Connection,
)
from curbcut.service.connection.problems import Problem
from curbcut.service.connection.selectors import has_key_secret
from curbcut.service.connection.states import begin_check, connection_of, set_state
from curbcut.service.connection.tokens import oauth_of, refresh_lock, revoke_grant
from curbcut.service.tenancy.encryption import EncryptionError
from curbcut.service.tenancy.models import Institution
from curbcut.service.tenancy.secret_store import forget_secrets, write_secret

Method = Connection.Method


def save_key(
    institution: Institution, *, canvas_url: str, developer_key_id: int, secret: Secret | None
) -> tuple[Problem, ...]:
    """Keep a developer key and look at it before anyone leaves the page.

    Args:
        institution: Whose key.
        canvas_url: Address of its Canvas.
        developer_key_id: The key's ID, global or local.
        secret: The key's secret; `None` uses the one that is kept for this very key and address.

    Returns:
        What the pre-flight saw; empty when everything is right so far. It explains and never forbids.

    Raises:
        GrantRefusedError: The address may not be asked, or the secret is not known.
    """
    origin = origin_of(canvas_url)
    connection = connection_of(institution)
    is_same_key = (connection.canvas_url, connection.developer_key_id) == (str(origin), str(developer_key_id))
    if secret is None and not (is_same_key and has_key_secret(institution)):
        raise GrantRefusedError(problems.problem("secret-wanted"))
    if not (is_same_key and connection.is_by_key):
        _end_grant(connection)
    with transaction.atomic():
        if secret is not None:
            write_secret(institution, DEVELOPER_KEY_SECRET, secret)
        connection.method = Method.DEVELOPER_KEY
        connection.canvas_url = str(origin)
        connection.developer_key_id = str(developer_key_id)
        connection.save()
    return _preflight(connection)


def connect_by_access_token(institution: Institution, *, canvas_url: str, token: Secret) -> None:
    """Connect with the token of a service user, the older way, and begin the check.

    Raises:
        GrantRefusedError: The address may not be asked.
    """
    origin = origin_of(canvas_url)
    connection = connection_of(institution)
    _end_grant(connection)
    with transaction.atomic():
        if connection.canvas_url != str(origin):
            # A secret goes to the address that it was given for and to no other.
            forget_secrets(institution, DEVELOPER_KEY_SECRET)
            connection.developer_key_id = ""
        write_secret(institution, ACCESS_TOKEN, token)
        connection.method = Method.ACCESS_TOKEN
        connection.canvas_url = str(origin)
        connection.granted_at = timezone.now()
        connection.save()
        begin_check(connection)


def check_again(institution: Institution) -> None:
    """Repeat the check of a connection that has a grant."""
    begin_check(connection_of(institution))


def disconnect(institution: Institution) -> Problem | None:
    """Revoke the token at Canvas and forget every secret; the second happens even where the first cannot.

    Returns:
        Why Canvas could not be told, if so: the administrator then deletes the token there.
    """
    connection = connection_of(institution)
    trouble = _end_grant(connection)
    forget_secrets(institution, DEVELOPER_KEY_SECRET)
    set_state(connection, Connection.State.DISCONNECTED)
    return trouble


def origin_of(canvas_url: str) -> Origin:
    """Read the address of a Canvas as a person types it.

    Raises:
        GrantRefusedError: It may not be asked.
    """
    try:
        origin = Origin(canvas_url)
    except ForeignAddressError as error:
        is_plain = canvas_url.strip().casefold().startswith("http://")
        raise GrantRefusedError(problems.problem("not-https" if is_plain else "not-an-address")) from error
    if len(str(origin)) > LONGEST_URL:
        raise GrantRefusedError(problems.problem("not-an-address"))
    return origin


def _preflight(connection: Connection) -> tuple[Problem, ...]:
    with closing(Transport(Origin(connection.canvas_url))) as transport:
        try:
            oauth = oauth_of(connection, transport)
        except EncryptionError as error:
            raise GrantRefusedError(problems.of_error(error)) from error
        assert oauth is not None
        return tuple(problems.of_preflight(finding) for finding in preflight(transport, oauth).findings)


def _end_grant(connection: Connection) -> Problem | None:
    """Give the grant that there is back to Canvas and forget its tokens; say why Canvas could not be told."""
    trouble: Problem | None = None
    institution = connection.institution
    with refresh_lock(institution):
        try:
            revoke_grant(connection)
        except (CanvasError, EncryptionError) as error:
            trouble = problems.of_error(error)
        with transaction.atomic():
            forget_secrets(institution, ACCESS_TOKEN, REFRESH_TOKEN)
            connection.granted_at = connection.token_expires_at = connection.checked_at = connection.healthy_at = None
            connection.report, connection.attention_code, connection.attention_text = {}, "", ""
            connection.canvas_user_id = connection.canvas_user_name = ""
            if connection.state != Connection.State.DISCONNECTED:
                connection.state = Connection.State.UNCONFIGURED
            connection.save()
    return trouble
