"""`GET /login/oauth2/auth` and what a person decides there (contract 2.1, 2.2)."""

import re

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from canvas_sandbox.exchange import clock_of, local_id, parameters_of, root_account_id, session_user, state_of
from canvas_sandbox.keys.bindings import works_in
from canvas_sandbox.model import DeveloperKey, State, User
from canvas_sandbox.oauth.grants import has_reusable_grant, make_code
from canvas_sandbox.oauth.redirects import final_redirect, redirect_uri_matches
from canvas_sandbox.refusals import Refusal
from canvas_sandbox.running import running_of
from canvas_sandbox.web.sessions import AuthorizationRequest, Session, keep_session
from canvas_sandbox.web.templating import render

CHALLENGE = {"WWW-Authenticate": "Canvas OAuth 2.0"}
INVALID_SCOPE = (
    "A requested scope is invalid, unknown, malformed, or exceeds the scope granted by the resource owner. "
    "The following scopes were requested, but not granted: "
)
NO_SESSION = "Invalid or missing session for oauth"
_CODE_CHALLENGE = re.compile(r"[A-Za-z0-9._~-]{43,128}=*\Z")


def oauth_error(status: int, error: str, description: str, headers: dict[str, str] | None = None) -> Refusal:
    """Return an OAuth 2 error as JSON."""
    return Refusal(status, {"error": error, "error_description": description}, headers)


def unknown_client() -> Refusal:
    """The client id is no integer, unknown, or of a key that is not active (contract 2.1 row 1, 2.3)."""
    return oauth_error(401, "invalid_client", "unknown client", CHALLENGE)


def to_sentence(items: list[str]) -> str:
    """Join as Rails' `to_sentence` does: `a`, `a and b`, `a, b, and c`."""
    if len(items) < 3:
        return " and ".join(items)
    return f"{', '.join(items[:-1])}, and {items[-1]}"


def find_client(state: State, client_id: object) -> DeveloperKey:
    """Return the active key of a client id, local or global.

    Raises:
        Refusal: 401 `invalid_client`.
    """
    key = state.developer_keys.get(local_id(str(client_id).strip()) or 0)
    if key is None or key.workflow_state != "active":
        raise unknown_client()
    return key


async def authorize(request: Request) -> Response:
    """Check the request in the order of table 2.1, and send the browser on."""
    query = request.query_params
    if "client_id" not in query and ("code" in query or "error" in query):
        return render(request, "out_of_band.html", code=query.get("code"), error=query.get("error"))
    state = state_of(request)
    key = find_client(state, query.get("client_id", ""))
    redirect_uri = query.get("redirect_uri")
    if redirect_uri is None or not redirect_uri_matches(key, redirect_uri):
        raise oauth_error(400, "invalid_request", "redirect_uri does not match client settings")
    asked = AuthorizationRequest(
        developer_key_id=key.id,
        redirect_uri=redirect_uri,
        state=query.get("state"),
        scopes=tuple((query.get("scope") or query.get("scopes") or "").split()),
        purpose=query.get("purpose"),
        code_challenge=query.get("code_challenge"),
    )
    error = _fault_of(request, state, key, asked)
    if error is not None:
        return final_redirect(redirect_uri, {**error, "state": asked.state})
    return _send_on(request, state, key, asked)


def _fault_of(
    request: Request, state: State, key: DeveloperKey, asked: AuthorizationRequest
) -> dict[str, str | None] | None:
    """Rows 3 to 5 of table 2.1: faults that are told to the application."""
    missing = [scope for scope in asked.scopes if scope not in key.scopes]
    if key.require_scopes and (missing or not asked.scopes):
        return {"error": "invalid_scope", "error_description": INVALID_SCOPE + to_sentence(missing)}
    if not works_in(state, key, root_account_id(state)):
        description = "Client does not have access to the specified Canvas account."
        return {"error": "unauthorized_client", "error_description": description}
    if request.query_params.get("response_type") != "code":
        description = "Only response_type=code is permitted"
        return {"error": "unsupported_response_type", "error_description": description}
    if asked.code_challenge is not None and not _is_challenge(request, asked.code_challenge):
        # Canvas only knows S256; RFC 7636, 4.4.1 names the error.
        return {"error": "invalid_request", "error_description": "Only code_challenge_method=S256 is permitted"}
    return None


def _is_challenge(request: Request, challenge: str) -> bool:
    method = request.query_params.get("code_challenge_method")
    return method == "S256" and _CODE_CHALLENGE.match(challenge) is not None


def _send_on(request: Request, state: State, key: DeveloperKey, asked: AuthorizationRequest) -> Response:
    """Rows 6 to 8 of table 2.1: nobody is at fault, so who is there?"""
    user = session_user(request)
    prompt = request.query_params.get("prompt")
    reusable = user is not None and has_reusable_grant(state, key, user, asked.scopes)
    if prompt is not None:
        error = _prompt_error(prompt, user, reusable=reusable)
        if error is not None:
            return final_redirect(asked.redirect_uri, {"error": error, "state": asked.state})
    clock = clock_of(request)
    session = running_of(request).sessions.ensure(request, clock.now())
    must_log_in = user is None or request.query_params.get("force_login") in {"1", "true"}
    if reusable and not must_log_in:
        return _grant(request, session, asked, remember=True)
    session.authorization = asked
    if must_log_in:
        session.return_to = "/login/oauth2/confirm"
        return keep_session(RedirectResponse(_login_path(request), status_code=302), session)
    return keep_session(RedirectResponse("/login/oauth2/confirm", status_code=302), session)


def _prompt_error(prompt: str, user: User | None, *, reusable: bool) -> str | None:
    if prompt != "none":
        return "unsupported_prompt_type"
    if user is None:
        return "login_required"
    return None if reusable else "interaction_required"


def _login_path(request: Request) -> str:
    unique_id = request.query_params.get("unique_id")
    return str(request.url_for("login").include_query_params(unique_id=unique_id)) if unique_id else "/login"


def _grant(request: Request, session: Session, asked: AuthorizationRequest, *, remember: bool) -> Response:
    code = make_code(state_of(request), clock_of(request), session, asked, remember=remember)
    session.authorization = None
    return final_redirect(asked.redirect_uri, {"code": code.code, "state": asked.state})


async def confirm(request: Request) -> Response:
    """Ask the person (contract 2.2)."""
    session, asked, user = _under_way(request)
    state = state_of(request)
    key = state.developer_keys.get(asked.developer_key_id)
    if key is None:
        raise Refusal(400, NO_SESSION)
    real_user = state.users.get(session.real_user_id) if session.real_user_id is not None else None
    return render(request, "confirm.html", key=key, user=user, real_user=real_user, asked=asked)


async def accept(request: Request) -> Response:
    """The person authorizes: back to the application with a code."""
    session, asked, _ = _under_way(request)
    form = await parameters_of(request)
    if not session.allows(form.get("authenticity_token")):
        raise Refusal(422, "The form has expired; go back and try again\n")
    return _grant(request, session, asked, remember=form.get("remember_access") == "1")


async def deny(request: Request) -> Response:
    """The person refuses: back to the application with `access_denied` and no description."""
    session, asked, _ = _under_way(request)
    session.authorization = None
    return final_redirect(asked.redirect_uri, {"error": "access_denied", "state": asked.state})


def _under_way(request: Request) -> tuple[Session, AuthorizationRequest, User]:
    session: Session | None = request.scope.get("canvas.session")
    user = session_user(request)
    if session is None or session.authorization is None or user is None:
        raise Refusal(400, NO_SESSION)
    return session, session.authorization, user


ROUTES = [
    Route("/login/oauth2/auth", authorize, methods=["GET"]),
    Route("/login/oauth2/confirm", confirm, methods=["GET"]),
    Route("/login/oauth2/accept", accept, methods=["POST"]),
    Route("/login/oauth2/deny", deny, methods=["GET"]),
]
