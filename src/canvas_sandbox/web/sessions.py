"""Browser sessions: who is logged in, and the authorization that is under way. Kept in memory only."""

import hmac
import secrets
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import Response

from canvas_sandbox.model import State, User

COOKIE = "canvas_session"
SESSION_SECONDS = 24 * 3600.0
SESSION_LIMIT = 10_000


@dataclass(frozen=True, slots=True)
class AuthorizationRequest:
    """What an application asked for at `/login/oauth2/auth`, kept until the person decides."""

    developer_key_id: int
    redirect_uri: str
    state: str | None
    scopes: tuple[str, ...]
    purpose: str | None = None
    code_challenge: str | None = None


@dataclass(slots=True)
class Session:
    """One browser's session.

    Attributes:
        identifier: The cookie's value.
        csrf_token: What its forms carry.
        user_id: Who is logged in.
        real_user_id: Who is behind it, while acting as somebody else.
        authorization: The authorization under way.
        return_to: Where to go after the login; a path of ours.
        notice: A message for the next page.
        started_at: Seconds since the epoch.
    """

    identifier: str
    started_at: float
    csrf_token: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    user_id: int | None = None
    real_user_id: int | None = None
    authorization: AuthorizationRequest | None = None
    return_to: str | None = None
    notice: str | None = None

    def allows(self, token: object) -> bool:
        """Say whether a form came from one of our pages in this session."""
        return isinstance(token, str) and hmac.compare_digest(token.encode(), self.csrf_token.encode())


class Sessions:
    """All sessions, oldest first."""

    def __init__(self) -> None:
        self._sessions: dict[str, Session] = {}

    def find(self, request: Request, now: float) -> Session | None:
        """Return the request's session, if it has a living one."""
        identifier = request.cookies.get(COOKIE)
        session = self._sessions.get(identifier) if identifier else None
        if session is not None and session.started_at + SESSION_SECONDS <= now:
            del self._sessions[session.identifier]
            return None
        return session

    def ensure(self, request: Request, now: float) -> Session:
        """Return the request's session, or a new one nobody is logged in to."""
        return self.find(request, now) or self._start(now)

    def log_in(self, session: Session, user: User, now: float) -> Session:
        """Return a session under a new identifier for the user: the old one may have been planted."""
        self._sessions.pop(session.identifier, None)
        fresh = self._start(now)
        fresh.user_id = user.id
        fresh.authorization, fresh.return_to = session.authorization, session.return_to
        return fresh

    def end(self, session: Session) -> None:
        """End one session."""
        self._sessions.pop(session.identifier, None)

    def end_all_of(self, user_id: int) -> None:
        """End every session of a person."""
        self._sessions = {key: one for key, one in self._sessions.items() if one.user_id != user_id}

    def clear(self) -> None:
        """End every session."""
        self._sessions.clear()

    def _start(self, now: float) -> Session:
        while len(self._sessions) >= SESSION_LIMIT:
            del self._sessions[next(iter(self._sessions))]
        session = Session(identifier=secrets.token_urlsafe(32), started_at=now)
        self._sessions[session.identifier] = session
        return session


def user_of(state: State, session: Session | None) -> User | None:
    """Return who is logged in to a session."""
    return None if session is None or session.user_id is None else state.users.get(session.user_id)


def keep_session(response: Response, session: Session) -> Response:
    """Send the session's cookie with a response."""
    response.set_cookie(COOKIE, session.identifier, path="/", httponly=True, samesite="lax")
    return response
