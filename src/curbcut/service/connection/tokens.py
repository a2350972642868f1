"""The access tokens of an institution: read from the database each time, refreshed by one process at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.utils import timezone

from curbcut.canvas.address import Origin
from curbcut.canvas.client import Canvas
from curbcut.canvas.errors import GrantLostError
from curbcut.canvas.oauth import REFRESH_BEFORE_SECONDS, Grant, OAuth
from curbcut.canvas.secret import Secret
from curbcut.canvas.throttle import Throttle
from curbcut.canvas.transport import Transport
from curbcut.service.connection.locks import advisory_lock
from curbcut.service.connection.models import ACCESS_TOKEN, DEVELOPER_KEY_SECRET, REFRESH_TOKEN, Connection
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
        if self._oauth is not None and self._is_due():
            with refresh_lock(self._institution):
                # Whoever held the lock before us may have renewed it.
                return self.refresh() if self._is_due() else self._stored()
        return self._stored()

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

    def _is_due(self) -> bool:
        expires_at = Connection.objects.of(self._institution).values_list("token_expires_at", flat=True).first()
        return expires_at is not None and timezone.now() >= expires_at - timedelta(seconds=REFRESH_BEFORE_SECONDS)


def keep_grant(institution: Institution, grant: Grant) -> None:
    """Write what Canvas gave; the refresh token comes only once, at the code exchange."""
    write_secret(institution, ACCESS_TOKEN, grant.access_token)
    if grant.refresh_token is not None:
        write_secret(institution, REFRESH_TOKEN, grant.refresh_token)
    Connection.objects.of(institution).update(token_expires_at=timezone.now() + timedelta(seconds=grant.expires_in))


def oauth_of(connection: Connection, transport: Transport) -> OAuth | None:
    """Return the developer key of a connection, or `None` for one by access token.

    Raises:
        NotConnectedError: The key's secret is not here.
    """
    if connection.method != Connection.Method.DEVELOPER_KEY:
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

    Raises:
        NotConnectedError: There is no connection.
    """
    connection = Connection.objects.of(institution).select_related("institution").first()
    if connection is None or not connection.canvas_url:
        raise NotConnectedError("The institution is not connected to its Canvas.")
    transport = Transport(Origin(connection.canvas_url))
    tokens = InstitutionTokens(institution, oauth_of(connection, transport))
    throttle = _THROTTLES.setdefault(institution.client_id, Throttle())
    with Canvas(transport, tokens, lock=refresh_lock(institution), throttle=throttle) as canvas:
        yield canvas


class refresh_lock:  # noqa: N801 - used like a function, but the client enters the same object many times
    """The lock around a refresh: over all processes of the deployment, re-entrant in a thread."""

    def __init__(self, institution: Institution) -> None:
        self._name = f"refresh/{institution.client_id}"
        self._held: list[object] = []

    def __enter__(self) -> None:
        lock = advisory_lock(self._name)
        lock.__enter__()
        self._held.append(lock)

    def __exit__(self, *details: object) -> None:
        lock = self._held.pop()
        lock.__exit__(*details)  # type: ignore[attr-defined]  # what __enter__ put there
