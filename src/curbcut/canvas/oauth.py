"""OAuth 2 with a developer key: authorize address, code exchange, refresh, revocation.

Source: Canvas `app/controllers/oauth2_provider_controller.rb`, `lib/canvas/oauth/`; RFC 6749, RFC 7636.
"""

import base64
import hashlib
import re
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager

import httpx
import msgspec
from msgspec import Struct

from curbcut.canvas.decode import decode
from curbcut.canvas.errors import (
    AuthorizationError,
    CanvasError,
    CanvasShapeError,
    CanvasThrottledError,
    CanvasUnavailableError,
    GrantLostError,
)
from curbcut.canvas.exchange import Answer, Call
from curbcut.canvas.ids import DeveloperKeyId, UserId
from curbcut.canvas.scopes import SCOPES, Endpoint
from curbcut.canvas.secret import Secret
from curbcut.canvas.statuses import error_of
from curbcut.canvas.transport import Transport

AUTHORIZE = Endpoint(name="authorize", section="OAuth 2", verb="GET", path="/login/oauth2/auth")
TOKEN = Endpoint(name="exchange a code or refresh a token", section="OAuth 2", verb="POST", path="/login/oauth2/token")
REVOKE = Endpoint(name="revoke the access token", section="OAuth 2", verb="DELETE", path="/login/oauth2/token")
REFRESH_BEFORE_SECONDS = 300.0
"""Tokens live an hour; only their age tells an expired one from a refused one, so they are renewed at 55 minutes."""
_SCOPE = re.compile(r"url:[A-Z]+\|[^\s,]+")
_LOST = frozenset({"invalid_grant", "invalid_client", "unauthorized_client"})


class GrantUser(Struct, frozen=True):
    """Who authorized."""

    id: UserId
    name: str = ""


class Grant(Struct, frozen=True, kw_only=True):
    """What Canvas gave.

    Attributes:
        access_token: Lives `expires_in` seconds.
        refresh_token: Lives until it is revoked; `None` in the answer to a refresh, where the old one stays.
        expires_in: Seconds.
        user: Who authorized.
        is_masquerade: An administrator acted as that user; the token has that user's rights.
        region: Where hosted Canvas keeps the data, when it says so.
    """

    access_token: Secret
    refresh_token: Secret | None
    expires_in: float
    user: GrantUser | None
    is_masquerade: bool = False
    region: str | None = None


class _TokenAnswer(Struct):
    access_token: str
    refresh_token: str | None = None
    expires_in: float = 3600.0
    user: GrantUser | None = None
    real_user: GrantUser | None = None
    canvas_region: str | None = None


class _TokenRefusal(Struct):
    error: str = ""
    error_description: str = ""


class OAuth:
    """One developer key at one Canvas.

    Args:
        transport: Sends to its host.
        client_id: The key's ID.
        client_secret: The key's secret.
        redirect_uri: Where Canvas sends the browser back; written on the key, character for character.
    """

    def __init__(
        self, transport: Transport, client_id: DeveloperKeyId | int, client_secret: Secret, redirect_uri: str
    ) -> None:
        self._transport = transport
        self.client_id = client_id
        self.redirect_uri = redirect_uri
        self._client_secret = client_secret

    def authorize_url(
        self,
        state: str,
        *,
        scopes: tuple[str, ...] = SCOPES,
        purpose: str = "Curbcut",
        code_challenge: str | None = None,
    ) -> str:
        """Build the address to send the administrator's browser to. It carries no secret.

        Args:
            state: Unguessable, bound to the browser's session, used once.
            scopes: Space separated in one parameter: Canvas keeps only the last of a repeated one.
            purpose: Shown in the user's list of tokens.
            code_challenge: Of PKCE, see `code_challenge_of`.
        """
        return (
            f"{self._transport.origin}{AUTHORIZE.path}?{self.authorize_query(state, scopes, purpose, code_challenge)}"
        )

    def authorize_query(
        self, state: str, scopes: tuple[str, ...], purpose: str, code_challenge: str | None = None
    ) -> httpx.QueryParams:
        """Return the parameters of `authorize_url`."""
        query = {
            "client_id": str(self.client_id),
            "response_type": "code",
            "redirect_uri": self.redirect_uri,
            "state": state,
            "scope": " ".join(scopes),
            "purpose": purpose,
        }
        if code_challenge is not None:
            query |= {"code_challenge": code_challenge, "code_challenge_method": "S256"}
        return httpx.QueryParams(query)

    def exchange(self, code: Secret, code_verifier: Secret | None = None) -> Grant:
        """Exchange the code of the callback, once and within ten minutes.

        Raises:
            AuthorizationError: Canvas refused; `error` says why.
            CanvasUnavailableError: Canvas did not answer; the code may still be good.
        """
        form = {"grant_type": "authorization_code", "code": code.reveal(), "redirect_uri": self.redirect_uri}
        if code_verifier is not None:
            form["code_verifier"] = code_verifier.reveal()
        return self._grant(form)

    def refresh(self, refresh_token: Secret) -> Grant:
        """Get a new access token; the old one dies at once.

        Raises:
            GrantLostError: The refresh token, or the key, is no more: someone has to authorize again.
            CanvasUnavailableError: Canvas did not answer; the grant is still good.
        """
        try:
            return self._grant({"grant_type": "refresh_token", "refresh_token": refresh_token.reveal()})
        except AuthorizationError as error:
            if error.error in _LOST or "refresh_token not found" in str(error):
                raise GrantLostError(
                    f"Canvas no longer honours our grant ({error}). An administrator has to authorize again."
                ) from error
            raise

    def revoke(self, access_token: Secret) -> None:
        """Give the grant back: the access token and its refresh token die.

        Raises:
            AccessTokenRefusedError: It was dead already.
            CanvasUnavailableError: Canvas did not answer.
        """
        self._transport.send(Call(endpoint=REVOKE), access_token)

    def ask_token(self, form: dict[str, str]) -> Answer:
        """POST to the token endpoint with the key in the body, never in the address; redirects are not followed."""
        key = {"client_id": str(self.client_id), "client_secret": self._client_secret.reveal()}
        return self._transport.exchange(Call(endpoint=TOKEN, form=tuple((key | form).items())))

    def _grant(self, form: dict[str, str]) -> Grant:
        answer = self.ask_token(form)
        if answer.status != 200:
            raise refusal_of(answer)
        body = decode(answer, _TokenAnswer)
        return Grant(
            access_token=Secret(body.access_token),
            refresh_token=Secret(body.refresh_token) if body.refresh_token else None,
            expires_in=body.expires_in,
            user=body.user,
            is_masquerade=body.real_user is not None,
            region=body.canvas_region,
        )


def refusal_of(answer: Answer) -> CanvasError:
    """Say why the token endpoint refused."""
    error = error_of(answer)
    if isinstance(error, CanvasThrottledError | CanvasUnavailableError):
        return error
    if 300 <= answer.status < 400:
        # Canvas before 2022 answered errors by a redirect; following it would send our form to the callback.
        return AuthorizationError("Canvas refused the key or the code, and answered with a redirect.", "redirect")
    try:
        body = msgspec.json.decode(answer.content, type=_TokenRefusal)
    except msgspec.MsgspecError:
        return CanvasShapeError(
            f"The token endpoint answered with status {answer.status} and no reason. Is it a Canvas?"
        )
    if not body.error:
        return CanvasShapeError(
            f"The token endpoint answered with status {answer.status} and no reason. Is it a Canvas?"
        )
    return AuthorizationError(f"{body.error}: {body.error_description[:300]}", body.error)


def redirect_error(query: str) -> AuthorizationError | None:
    """Read what Canvas says in the query of the callback; `None` when it says no error.

    Canvas of 2019 to 2021 left out `state` with `invalid_scope`, so errors are read before the state is compared.
    """
    parameters = httpx.QueryParams(query)
    error = parameters.get("error")
    if error is None:
        return None
    description = parameters.get("error_description", "")
    missing = tuple(_SCOPE.findall(description)) if error == "invalid_scope" else ()
    return AuthorizationError(f"{error}: {description[:300]}" if description else error, error, missing)


def code_challenge_of(code_verifier: Secret) -> str:
    """Return the S256 challenge of a verifier. Source: RFC 7636, 4.2."""
    digest = hashlib.sha256(code_verifier.reveal().encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


class GrantTokens:
    """Access tokens of a grant, renewed at 55 minutes; keeps them in memory.

    Args:
        oauth: The key.
        grant: From the code exchange.
        lock: Re-entrant, held around a refresh, the same as `Canvas` is given.
        clock: Monotonic seconds.
    """

    def __init__(
        self,
        oauth: OAuth,
        grant: Grant,
        *,
        lock: AbstractContextManager[object] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._oauth = oauth
        self._lock = lock or threading.RLock()
        self._clock = clock
        self._refresh_token = grant.refresh_token
        self._access_token = grant.access_token
        self._due_at = clock() + grant.expires_in - REFRESH_BEFORE_SECONDS

    def current(self) -> Secret:
        """Return the token to use now, renewed when its hour is nearly over."""
        if self._clock() < self._due_at or self._refresh_token is None:
            return self._access_token
        with self._lock:
            # Another thread may have renewed it while this one waited.
            return self._access_token if self._clock() < self._due_at else self.refresh()

    def refresh(self) -> Secret:
        """Return a new token.

        Raises:
            GrantLostError: There is none any more.
        """
        if self._refresh_token is None:
            raise GrantLostError("Canvas gave no refresh token. An administrator has to authorize again.")
        grant = self._oauth.refresh(self._refresh_token)
        self._access_token = grant.access_token
        self._due_at = self._clock() + grant.expires_in - REFRESH_BEFORE_SECONDS
        return self._access_token
