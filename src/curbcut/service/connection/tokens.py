"""The access tokens of an institution: read from the database each time, refreshed by one process at a time."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from curbcut.canvas.address import Origin
from curbcut.canvas.client import Canvas
from curbcut.canvas.errors import AccessTokenRefusedError, CanvasError, GrantLostError
from curbcut.canvas.oauth import REFRESH_BEFORE_SECONDS, Grant, OAuth
from curbcut.canvas.secret import Secret
from curbcut.canvas.throttle import Throttle
from curbcut.canvas.transport import Transport
from curbcut.service.connection import problems
from curbcut.service.connection.locks import AdvisoryLock, advisory_lock
from curbcut.service.connection.models import ACCESS_TOKEN, DEVELOPER_KEY_SECRET, REFRESH_TOKEN, Connection
from curbcut.service.connection.states import settle
from curbcut.service.tenancy.encryption import EncryptionError
from curbcut.service.tenancy.environments import environment_of
from curbcut.service.tenancy.models import Institution
from curbcut.service.tenancy.secret_store import read_secret, write_secret

_THROTTLES: dict[int, Throttle] = {}
"""One pace an institution and process: Canvas counts by token, which all threads share."""


class NotConnectedError(GrantLostError):
    """The institution has not connected its Canvas, or has disconnected it."""

    code = "not-connected"


class InstitutionTokens:
    """A `TokenSource` over the database.

    A refresh kills the old token at once, so two workers must never refresh side by side: the one that waits for the
    lock finds a fresh token when it gets it.
    """

    def __init__(self, institution: Institution, oauth: OAuth | None) -> None:
        self._institution = institution
        self._oauth = oauth

    def current(self) -> Secret:
        """Return the token to use now; renewed at 55 minutes."""
        if self._oauth is None or not self._is_due(REFRESH_BEFORE_SECONDS):
            return self._stored()
        with refresh_lock(self._institution):
            # Whoever held the lock before us may have renewed it.
            if not self._is_due(REFRESH_BEFORE_SECONDS):
                return self._stored()
            try:
                return self.refresh()
            except CanvasError as error:
                # Its last five minutes are for an hour in which the token endpoint does not answer.
                if error.retryable and not self._is_due(0):
                    return self._stored()
                raise

    def refresh(self) -> Secret:
        """Get and keep a new token; the caller holds `refresh_lock`.

        Raises:
            GrantLostError: The grant is gone.
        """
        refresh_token = read_secret(self._institution, REFRESH_TOKEN)
        if self._oauth is None or refresh_token is None:
            raise GrantLostError("Canvas refused the access token, and there is nothing to renew it with.")
        grant = self._oauth.refresh(refresh_token)
        keep_grant(self._institution, grant)
        return grant.access_token

    def _stored(self) -> Secret:
        token = read_secret(self._institution, ACCESS_TOKEN)
        if token is None:
            raise NotConnectedError("The institution is not connected to its Canvas.")
        return token

    def _is_due(self, seconds_before: float) -> bool:
        expires_at = Connection.objects.of(self._institution).values_list("token_expires_at", flat=True).first()
        return expires_at is not None and timezone.now() >= expires_at - timedelta(seconds=seconds_before)


@transaction.atomic
def keep_grant(institution: Institution, grant: Grant) -> None:
    """Write what Canvas gave; the refresh token comes only once, at the code exchange."""
    write_secret(institution, ACCESS_TOKEN, grant.access_token)
    if grant.refresh_token is not None:
        write_secret(institution, REFRESH_TOKEN, grant.refresh_token)
    Connection.objects.of(institution).update(token_expires_at=timezone.now() + timedelta(seconds=grant.expires_in))


def refresh_lock(institution: Institution) -> AdvisoryLock:
    """Return the lock around a refresh, which holds over all processes of the deployment."""
    return advisory_lock(f"refresh/{institution.client_id}")


def oauth_of(connection: Connection, transport: Transport) -> OAuth | None:
    """Return the developer key of a connection, or `None` for one by access token.

    Raises:
        NotConnectedError: The key's secret is not here.
        EncryptionError: It is here and does not open.
    """
    if not connection.is_by_key:
        return None
    institution = connection.institution
    secret = read_secret(institution, DEVELOPER_KEY_SECRET)
    if secret is None:
        raise NotConnectedError("The secret of the developer key is not known; save it again.")
    redirect_uri = environment_of(institution.environment).callback_url(institution.client_id)
    return OAuth(transport, int(connection.developer_key_id), secret, redirect_uri)


@contextmanager
def canvas_of(institution: Institution) -> Iterator[Canvas]:
    """Open an institution's Canvas with its own tokens and pace.

    A grant that turns out to be lost while the block runs is written down, so that the Configuration page says so and the
    next job does not even try.

    Raises:
        NotConnectedError: There is no connection.
        EncryptionError: A secret does not open.
    """
    connection = Connection.objects.of(institution).select_related("institution").first()
    if connection is None or connection.granted_at is None:
        raise NotConnectedError("The institution is not connected to its Canvas.")
    with closing(Transport(Origin(connection.canvas_url))) as transport:
        throttle = _THROTTLES.setdefault(institution.client_id, Throttle())
        try:
            tokens = InstitutionTokens(institution, oauth_of(connection, transport))
            yield Canvas(transport, tokens, lock=refresh_lock(institution), throttle=throttle)
        except (GrantLostError, EncryptionError) as error:
            _note_loss(connection, error)
            raise


def revoke_grant(connection: Connection) -> None:
    """Give the grant of a developer key back to Canvas; the caller holds `refresh_lock`.

    A token that is past its hour is renewed first: Canvas takes back only what it is shown, and the refresh token of an
    expired one would live on. The token of a service user is theirs to delete.

    Raises:
        CanvasError: Canvas could not be told.
        EncryptionError: A secret does not open.
    """
    if not connection.is_by_key or connection.granted_at is None:
        return
    with closing(Transport(Origin(connection.canvas_url))) as transport:
        oauth = oauth_of(connection, transport)
        assert oauth is not None
        tokens = InstitutionTokens(connection.institution, oauth)
        try:
            _revoke(oauth, tokens)
        except GrantLostError:
            return  # it was gone already


def _revoke(oauth: OAuth, tokens: InstitutionTokens) -> None:
    try:
        oauth.revoke(tokens.current())
    except AccessTokenRefusedError:
        oauth.revoke(tokens.refresh())


def _note_loss(connection: Connection, error: GrantLostError | EncryptionError) -> None:
    granted_at = connection.granted_at
    connection.refresh_from_db()
    if connection.granted_at == granted_at:  # else somebody has granted anew, or disconnected, meanwhile
        settle(connection, (problems.of_error(error, by_developer_key=connection.is_by_key),))
