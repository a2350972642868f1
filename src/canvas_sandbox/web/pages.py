"""Login, logout, dashboard, account page, acting as somebody else."""

import hmac

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from canvas_sandbox.exchange import (
    clock_of,
    is_root_administrator,
    local_id,
    may_manage_account,
    may_read_course,
    session_user,
    state_of,
)
from canvas_sandbox.model import Account, State, User
from canvas_sandbox.refusals import not_found, unauthorized
from canvas_sandbox.running import running_of
from canvas_sandbox.seeds.people import LOGINS
from canvas_sandbox.web.sessions import COOKIE, keep_session
from canvas_sandbox.web.templating import checked_form, go_to, logged_in_user, render, session_of

WRONG_LOGIN = "Please verify your username or password and try again."


async def login_page(request: Request) -> Response:
    """Show the login form, with the people of the sandbox and their passwords."""
    if session_user(request) is not None and session_of(request).authorization is None:
        return RedirectResponse("/", status_code=302)
    return _login_form(request, unique_id=request.query_params.get("unique_id", ""))


def _login_form(request: Request, *, unique_id: str, error: str | None = None) -> Response:
    known = state_of(request).users.values()
    roles = {login.login: login.role for login in LOGINS}
    people = [(user, roles[user.login]) for user in known if user.login in roles]
    status = 200 if error is None else 400
    return render(request, "login.html", status=status, unique_id=unique_id, error=error, people=people)


async def log_in(request: Request) -> Response:
    """Check login and password, start a fresh session, and go where the person was going."""
    form = await checked_form(request)
    unique_id = form.get("pseudonym_session[unique_id]", [""])[0].strip()
    password = form.get("pseudonym_session[password]", [""])[0]
    user = _user_with(state_of(request), unique_id, password)
    if user is None:
        return _login_form(request, unique_id=unique_id, error=WRONG_LOGIN)
    old = session_of(request)
    session = running_of(request).sessions.log_in(old, user, clock_of(request).now())
    target, session.return_to = session.return_to or "/", None
    return keep_session(RedirectResponse(target, status_code=303), session)


def _user_with(state: State, unique_id: str, password: str) -> User | None:
    for user in state.users.values():
        if unique_id in {user.login, user.email} and unique_id:
            return user if hmac.compare_digest(user.password.encode(), password.encode()) else None
    return None


async def log_out(request: Request) -> Response:
    """End the session."""
    await checked_form(request)
    running_of(request).sessions.end(session_of(request))
    response = RedirectResponse("/login", status_code=303)
    response.delete_cookie(COOKIE, path="/")
    return response


async def dashboard(request: Request) -> Response:
    """Show what the person administers, teaches and studies."""
    user = logged_in_user(request)
    state = state_of(request)
    accounts = [state.accounts[account] for account in user.administers if account in state.accounts]
    courses = [
        state.courses[course]
        for course in dict.fromkeys([*user.teaches, *user.studies])
        if course in state.courses and may_read_course(state, user, course)
    ]
    others = [other for other in state.users.values() if other.id != user.id]
    may_act = is_root_administrator(state, user) and session_of(request).real_user_id is None
    return render(request, "dashboard.html", accounts=accounts, courses=courses, others=others if may_act else [])


def managed_account(request: Request, user: User) -> Account:
    """Return the account of the path, which the person must administer.

    Raises:
        Refusal: 404 or 401/403.
    """
    state = state_of(request)
    account = state.accounts.get(local_id(request.path_params["account_id"]) or 0)
    if account is None:
        raise not_found()
    if not may_manage_account(state, user, account.id):
        raise unauthorized(state)
    return account


async def account_page(request: Request) -> Response:
    """Show an account: where to go from here, its sub-accounts, its courses."""
    account = managed_account(request, logged_in_user(request))
    state = state_of(request)
    return render(
        request,
        "account.html",
        account=account,
        sub_accounts=[one for one in state.accounts.values() if one.parent_account_id == account.id],
        courses=[one for one in state.courses.values() if one.account_id == account.id],
    )


async def masquerade(request: Request) -> Response:
    """Let a root administrator act as another user, until they stop."""
    user = logged_in_user(request)
    await checked_form(request)
    state, session = state_of(request), session_of(request)
    other = state.users.get(local_id(request.path_params["user_id"]) or 0)
    if other is None:
        raise not_found()
    if session.real_user_id is not None or not is_root_administrator(state, user):
        raise unauthorized(state)
    session.real_user_id, session.user_id = user.id, other.id
    return go_to(request, "/", notice=f"You are now acting as {other.name}.")


async def stop_masquerade(request: Request) -> Response:
    """Be oneself again."""
    logged_in_user(request)
    await checked_form(request)
    session = session_of(request)
    if session.real_user_id is not None:
        session.user_id, session.real_user_id = session.real_user_id, None
    return go_to(request, "/", notice="You have stopped acting as another user.")


ROUTES = [
    Route("/", dashboard, methods=["GET"]),
    Route("/login", login_page, methods=["GET"], name="login"),
    Route("/login/canvas", login_page, methods=["GET"]),
    Route("/login/canvas", log_in, methods=["POST"]),
    Route("/logout", log_out, methods=["POST"]),
    Route("/accounts/{account_id}", account_page, methods=["GET"]),
    Route("/users/{user_id}/masquerade", masquerade, methods=["POST"]),
    Route("/users/self/stop_masquerade", stop_masquerade, methods=["POST"]),
]
