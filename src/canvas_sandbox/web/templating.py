"""Templates, and what every page needs: who is there, the session's form token, a notice."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from canvas_sandbox.exchange import clock_of, global_id, root_account_id, session_user, state_of
from canvas_sandbox.model import User
from canvas_sandbox.refusals import Refusal
from canvas_sandbox.running import running_of
from canvas_sandbox.web.sessions import Session, keep_session

SECURITY_HEADERS = {
    # No form-action: after "Authorize" the browser follows the form's redirect to the application.
    "Content-Security-Policy": "default-src 'self'; img-src * data:; frame-ancestors 'none'; base-uri 'none'",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
}


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("canvas_sandbox.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["global_id"] = global_id
    return environment


def session_of(request: Request) -> Session:
    """Return the request's session; a new one when it has none."""
    session: Session | None = request.scope.get("canvas.session")
    if session is None:
        session = running_of(request).sessions.ensure(request, clock_of(request).now())
        request.scope["canvas.session"] = session
    return session


def render(request: Request, template: str, *, status: int = 200, **values: object) -> Response:
    """Answer with a page, and keep the browser's session."""
    session = session_of(request)
    state = state_of(request)
    notice, session.notice = session.notice, None
    text = (
        _environment()
        .get_template(template)
        .render(
            **values,
            me=session_user(request),
            real_me=state.users.get(session.real_user_id) if session.real_user_id is not None else None,
            csrf_token=session.csrf_token,
            notice=notice,
            root_account=state.accounts.get(root_account_id(state)),
        )
    )
    return keep_session(HTMLResponse(text, status, SECURITY_HEADERS), session)


def go_to(request: Request, path: str, *, notice: str | None = None) -> Response:
    """Send the browser to one of our pages after a form, with a notice to show there."""
    session = session_of(request)
    session.notice = notice
    return keep_session(RedirectResponse(path, status_code=303), session)


class LoginNeededError(Exception):
    """Nobody is logged in; the app sends the browser to the login page and back."""


def logged_in_user(request: Request) -> User:
    """Return who is logged in.

    Raises:
        LoginNeededError: Nobody is.
    """
    user = session_user(request)
    if user is None:
        raise LoginNeededError
    return user


async def send_to_login(request: Request, _error: Exception) -> Response:
    """Answer `LoginNeededError`: log in first, then come back to a page (never to the target of a form)."""
    session = session_of(request)
    session.return_to = request.url.path if request.method == "GET" else "/"
    return keep_session(RedirectResponse("/login", status_code=302), session)


async def checked_form(request: Request) -> dict[str, list[str]]:
    """Read a form of one of our pages; values by name, in order.

    Raises:
        Refusal: 422, it does not carry the session's token.
    """
    session: Session | None = request.scope.get("canvas.session")
    form = await request.form(max_fields=10_000)
    values: dict[str, list[str]] = {}
    for name, value in form.multi_items():
        if isinstance(value, str):
            values.setdefault(name, []).append(value)
    if session is None or not session.allows(values.get("authenticity_token", [""])[0]):
        raise Refusal(422, "The form has expired; go back, reload the page and try again\n")
    return values
