"""The outermost step: throttle, counters, faults, and the headers of every answer (contract 3.3 step 1, 5, 6)."""

import secrets
import time
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from canvas_sandbox.exchange import Caller, clock_of, global_id, state_of
from canvas_sandbox.gate import faults
from canvas_sandbox.gate.authentication import authenticate, client_identity, presented_token
from canvas_sandbox.refusals import Refusal, throttled
from canvas_sandbox.replies import refuse
from canvas_sandbox.running import Running, running_of
from canvas_sandbox.web.sessions import user_of

if TYPE_CHECKING:
    from canvas_sandbox.gate.throttle import Bucket
    from canvas_sandbox.model import Fault, Switches, User

OWN_PATHS = ("/sandbox/", "/sandbox-static/")
"""Paths that are the sandbox's and not Canvas's: neither throttled nor counted."""

EXTRA_COST = "canvas.extra_cost"


class Gate:
    """ASGI middleware around everything that Canvas would answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, answer it, and settle what it cost."""
        if scope["type"] != "http" or scope["path"].startswith(OWN_PATHS):
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        running, clock = running_of(request), clock_of(request)
        session = running.sessions.find(request, clock.now())
        scope["canvas.session"] = session
        scope["canvas.session_user"] = user_of(state_of(request), session)
        _normalise_path(scope)
        client = client_identity(request, session.identifier if session else None)
        answer = _Answer(request, send, client)
        running.counters.enter()
        try:
            await self._let_in(scope, receive, answer)
        finally:
            answer.settle()
            running.counters.leave(answer.status)

    async def _let_in(self, scope: Scope, receive: Receive, answer: "_Answer") -> None:
        if not answer.enter_throttle():
            await refuse(throttled(answer.switches.throttle_status))(scope, receive, answer.send)
            return
        fault = answer.fault = faults.take(answer.switches, scope["method"], scope["path"])
        if fault is not None:
            if fault.kind == "revoke-token":
                _revoke(answer.request, answer.running)
            try:
                response = await faults.answer(fault, receive)
            except Refusal as refusal:
                response = refuse(refusal)
            if fault.kind == "lost-answer":
                await self._app(scope, receive, _lose)
            if response is not None:
                await response(scope, receive, answer.send)
                return
        await self._app(scope, receive, answer.send)


async def _lose(_message: Message) -> None:
    """Send nothing on: what was asked for is done, and nobody hears of it."""


class _Answer:
    """One answer on its way: its headers, its cost, its place in the bucket."""

    def __init__(self, request: Request, send: Send, client: str) -> None:
        self.request = request
        self.running: Running = running_of(request)
        self.switches: Switches = state_of(request).switches
        self.status = 500
        self.fault: Fault | None = None
        self._send = send
        self._client = client
        self._bucket: Bucket | None = None
        self._started = time.thread_time()

    def enter_throttle(self) -> bool:
        """Reserve the up-front cost; False when the client's bucket is full."""
        now = clock_of(self.request).now()
        self._bucket = self.running.throttle.enter(self._client, self.switches, now)
        if self._bucket is None:
            self.running.counters.throttled += 1
        return self._bucket is not None

    async def send(self, message: Message) -> None:
        """Send on, with Canvas's headers on the first message."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers: list[tuple[bytes, bytes]] = list(message["headers"])
            if self.fault is not None:
                headers = faults.spoil_links(self.fault, headers)
            message = {**message, "headers": headers + self._headers()}
        await self._send(message)

    def settle(self) -> float | None:
        """Charge the request once; returns what remains in the bucket, None when it was not let in."""
        if self._bucket is None:
            return None
        now = clock_of(self.request).now()
        remaining = self.running.throttle.leave(self._bucket, self._cost(), self.switches, now)
        self._bucket = None
        return remaining

    def _cost(self) -> float:
        extra: float = self.request.scope.get(EXTRA_COST, 0.0)
        return time.thread_time() - self._started + self.switches.request_cost + extra

    def _headers(self) -> list[tuple[bytes, bytes]]:
        headers = [(b"x-request-context-id", secrets.token_hex(16).encode())]
        if self._bucket is not None:
            cost = self._cost()
            remaining = self.settle()
            headers.append((b"x-request-cost", repr(round(cost, 6)).encode()))
            headers.append((b"x-rate-limit-remaining", repr(round(remaining or 0.0, 6)).encode()))
        caller: Caller | None = self.request.scope.get("canvas.caller")
        user: User | None = caller.user if caller is not None else self.request.scope.get("canvas.session_user")
        if user is not None:
            headers.append((b"x-canvas-user-id", str(global_id(user.id)).encode()))
        return headers


def _normalise_path(scope: Scope) -> None:
    """Route `/api/v1/accounts/` and `/api/v1/accounts.json` as Rails does; the scope check sees what was sent."""
    path: str = scope["path"]
    scope["canvas.raw_path"] = scope.get("raw_path")
    if path.startswith("/api/"):
        path = path.removesuffix(".json")
    if len(path) > 1:
        path = path.rstrip("/") or "/"
    scope["path"] = path


def _revoke(request: Request, running: Running) -> None:
    if presented_token(request) is None:
        return
    try:
        caller = authenticate(request, running.tokens, check_scopes=False)
    except Refusal:
        return
    if caller is not None:
        caller.token.workflow_state = "deleted"
