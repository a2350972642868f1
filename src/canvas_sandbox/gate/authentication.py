"""From a bearer token to a caller, in Canvas's order of checks (contract 3.1 to 3.3)."""

import hashlib

from starlette.requests import Request

from canvas_sandbox import refusals
from canvas_sandbox.clock import format_time
from canvas_sandbox.exchange import (
    Caller,
    clock_of,
    is_root_administrator,
    local_id,
    root_account_id,
    state_of,
)
from canvas_sandbox.gate.scope_patterns import admits
from canvas_sandbox.keys.bindings import works_in
from canvas_sandbox.model import AccessToken, DeveloperKey, State, User


def presented_token(request: Request) -> str | None:
    """Return the token of `Authorization: Bearer T`, else of the parameter `access_token`; never verified here."""
    scheme, _, credentials = request.headers.get("authorization", "").partition(" ")
    if scheme == "Bearer" and credentials.strip():
        return credentials.strip()
    return request.query_params.get("access_token") or None


def client_identity(request: Request, session_id: str | None) -> str:
    """Return whose bucket pays: the token's, the session's or the address's (contract 5, "Client identity")."""
    token = presented_token(request)
    if token is not None:
        return f"token:{hashlib.sha256(token.encode()).hexdigest()}"
    if session_id is not None:
        return f"session:{session_id}"
    return f"ip:{request.client.host if request.client else ''}"


class TokenIndex:
    """Finds an access token's record by the token; records may change behind its back."""

    def __init__(self) -> None:
        self._ids: dict[str, int] = {}

    def find(self, state: State, token: str) -> AccessToken | None:
        """Return the record of a token, deleted ones too."""
        record = state.access_tokens.get(self._ids.get(token, -1))
        if record is not None and record.token == token:
            return record
        self._ids = {known.token: identifier for identifier, known in state.access_tokens.items()}
        return state.access_tokens.get(self._ids.get(token, -1))


def authenticate(request: Request, index: TokenIndex, *, check_scopes: bool = True) -> Caller | None:
    """Return the caller whose token the request presents; None when it presents none.

    Raises:
        Refusal: 401: the token is no good, its scopes do not reach the path, or `as_user_id` is wrong.
    """
    presented = presented_token(request)
    if presented is None:
        return None
    state = state_of(request)
    token = index.find(state, presented)
    if token is None:
        raise refusals.invalid_token()
    user, key = _usable(state, token, clock_of(request).now())
    enforced = key is not None and key.require_scopes
    if enforced and check_scopes and not admits(token.scopes, request.method, path_of(request)):
        raise refusals.insufficient_scopes()
    _note_use(token, key, clock_of(request).timestamp())
    return Caller(
        user=_acting_as(request, state, user),
        token=token,
        key=key,
        scopes_enforced=enforced,
        allow_includes=key is None or not enforced or key.allow_includes,
    )


def path_of(request: Request) -> str:
    """Return the path as it was sent: an escaped slash is no slash to the scope check."""
    raw = request.scope.get("canvas.raw_path") or request.scope.get("raw_path")
    return raw.decode("latin-1") if isinstance(raw, bytes) and raw else request.url.path


def _usable(state: State, token: AccessToken, now: float) -> tuple[User, DeveloperKey | None]:
    if token.workflow_state == "deleted":
        raise refusals.revoked_token()
    if token.expires_at is not None and token.expires_at <= now:
        # Only a manual token says that it expired; an hour-long one is just invalid (contract 3.2).
        raise (
            refusals.invalid_token()
            if token.developer_key_id
            else refusals.expired_token(format_time(token.expires_at))
        )
    user = state.users.get(token.user_id)
    if user is None:
        raise refusals.invalid_token()
    if token.developer_key_id is None:
        return user, None
    key = state.developer_keys.get(token.developer_key_id)
    if key is None or key.workflow_state != "active" or not works_in(state, key, root_account_id(state)):
        raise refusals.invalid_token()
    return user, key


def _note_use(token: AccessToken, key: DeveloperKey | None, timestamp: str) -> None:
    token.last_used_at = timestamp
    if key is not None:
        key.last_used_at = timestamp


def _acting_as(request: Request, state: State, user: User) -> User:
    wanted = request.query_params.get("as_user_id")
    if wanted is None:
        return user
    other = state.users.get(local_id(wanted) or 0)
    if other is None or (other.id != user.id and not is_root_administrator(state, user)):
        raise refusals.invalid_as_user_id()
    return other
