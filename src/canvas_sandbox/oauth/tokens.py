"""`POST` and `DELETE /login/oauth2/token` (contract 2.3, 2.4)."""

import base64
import binascii
import hmac
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from canvas_sandbox.exchange import api_json, clock_of, global_id, parameters_of, state_of
from canvas_sandbox.gate.authentication import authenticate
from canvas_sandbox.gate.middleware import EXTRA_COST
from canvas_sandbox.model import AccessToken, DeveloperKey, State
from canvas_sandbox.oauth import grants
from canvas_sandbox.oauth.authorize import find_client, oauth_error, unknown_client
from canvas_sandbox.oauth.redirects import final_redirect, redirect_uri_matches
from canvas_sandbox.refusals import Refusal, bad_request_message
from canvas_sandbox.running import running_of

CODE_GRANT, REFRESH_GRANT = "authorization_code", "refresh_token"
REGION = "us-east-1"
"""Newer hosted Canvas names the region of the token's home."""


async def create_token(request: Request) -> Response:
    """Exchange a code or refresh a token. Order of checks: client, secret, then the grant's fields."""
    state = state_of(request)
    request.scope[EXTRA_COST] = state.switches.token_request_cost
    running_of(request).counters.token_requests += 1
    parameters = await parameters_of(request)
    try:
        key = _authenticated_client(request, state, parameters)
        return _grant(request, state, key, parameters)
    except Refusal as refusal:
        redirect = _old_style_redirect(state, parameters, refusal)
        if redirect is None:
            raise
        return redirect


def _authenticated_client(request: Request, state: State, parameters: dict[str, Any]) -> DeveloperKey:
    """Client id and secret of the body, else of HTTP Basic; each falls back on its own, the body wins."""
    basic_id, basic_secret = _basic_credentials(request)
    client_id = parameters.get("client_id") or basic_id
    secret = parameters.get("client_secret") or basic_secret
    if not client_id:
        raise unknown_client()
    key = find_client(state, client_id)
    if not isinstance(secret, str) or not hmac.compare_digest(secret.encode(), key.api_key.encode()):
        raise oauth_error(401, "invalid_client", "invalid client")
    return key


def _basic_credentials(request: Request) -> tuple[str | None, str | None]:
    scheme, _, encoded = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return None, None
    try:
        name, _, password = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None, None
    return name, password


def _grant(request: Request, state: State, key: DeveloperKey, parameters: dict[str, Any]) -> Response:
    grant_type = parameters.get("grant_type") or (CODE_GRANT if parameters.get("code") else "")
    if grant_type == CODE_GRANT:
        token = _exchange(request, state, key, parameters)
        running_of(request).counters.token_exchanges += 1
        return api_json(request, _token_json(state, token, shows_refresh_token=True), headers=_NO_STORE)
    if grant_type == REFRESH_GRANT:
        token = _refresh(request, state, key, parameters)
        running_of(request).counters.token_refreshes += 1
        return api_json(request, _token_json(state, token, shows_refresh_token=False), headers=_NO_STORE)
    description = "The grant_type you requested is not currently supported"
    raise oauth_error(400, "unsupported_grant_type", description)


def _exchange(request: Request, state: State, key: DeveloperKey, parameters: dict[str, Any]) -> AccessToken:
    text = parameters.get("code")
    if not text:
        description = "You must provide the code parameter when using the authorization_code grant type"
        raise oauth_error(400, "invalid_request", description)
    clock = clock_of(request)
    code = grants.find_code(state, clock, str(text))
    if code is None:
        raise oauth_error(400, "invalid_grant", "authorization_code not found")
    if code.developer_key_id != key.id:
        raise oauth_error(400, "invalid_grant", "incorrect client")
    if code.code_challenge and not grants.verifier_matches(code.code_challenge, parameters.get("code_verifier")):
        del state.codes[code.code]  # one guess at a verifier, no more
        raise oauth_error(400, "invalid_grant", "code_verifier does not match code_challenge")
    replace = str(parameters.get("replace_tokens", "")).lower() in {"1", "true"}
    return grants.exchange_code(state, clock, code, replace_tokens=replace)


def _refresh(request: Request, state: State, key: DeveloperKey, parameters: dict[str, Any]) -> AccessToken:
    text = parameters.get("refresh_token")
    if not text:
        description = "You must provide the refresh_token parameter when using the refresh_token grant type"
        raise oauth_error(400, "invalid_request", description)
    token = grants.find_refreshable(state, str(text))
    if token is None:
        raise oauth_error(400, "invalid_request", "refresh_token not found")
    if token.developer_key_id != key.id:
        raise oauth_error(400, "invalid_grant", "incorrect client")
    grants.refresh(state, clock_of(request), token)
    return token


def _token_json(state: State, token: AccessToken, *, shows_refresh_token: bool) -> dict[str, object]:
    """The token's JSON; the refresh token shows only once, at the code exchange."""
    user = state.users[token.user_id]
    answer: dict[str, object] = {
        "access_token": token.token,
        "token_type": "Bearer",
        "user": {"id": user.id, "name": user.name, "global_id": str(global_id(user.id)), "effective_locale": "en"},
        "canvas_region": REGION,
    }
    real_user = state.users.get(token.real_user_id) if token.real_user_id is not None else None
    if real_user is not None:
        answer["real_user"] = {
            "id": real_user.id,
            "name": real_user.name,
            "global_id": str(global_id(real_user.id)),
        }
    if shows_refresh_token:
        answer["refresh_token"] = token.refresh_token
    answer["expires_in"] = state.switches.access_token_seconds
    return answer


def _old_style_redirect(state: State, parameters: dict[str, Any], refusal: Refusal) -> RedirectResponse | None:
    """Older Canvas told token errors to `redirect_uri` (contract 2.3, switch `token_errors_redirect`)."""
    uri = parameters.get("redirect_uri")
    if not state.switches.token_errors_redirect or not isinstance(uri, str) or not isinstance(refusal.body, dict):
        return None
    # The stand-in redirects to registered addresses only, whoever the client claims to be.
    if not any(redirect_uri_matches(key, uri) for key in state.developer_keys.values()):
        return None
    return final_redirect(uri, {name: str(value) for name, value in refusal.body.items()})


async def delete_token(request: Request) -> Response:
    """Revoke the token that the request presents, whatever its scopes."""
    running = running_of(request)
    caller = authenticate(request, running.tokens, check_scopes=False)
    if caller is None:
        raise bad_request_message("can't delete OAuth access token when not using an OAuth access token")
    caller.token.workflow_state = "deleted"
    parameters = await parameters_of(request)
    if str(parameters.get("expire_sessions", "")).lower() in {"1", "true"}:
        running.sessions.end_all_of(caller.token.user_id)
    return api_json(request, {})


_NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}

ROUTES = [
    Route("/login/oauth2/token", create_token, methods=["POST"]),
    Route("/login/oauth2/token", delete_token, methods=["DELETE"]),
]
