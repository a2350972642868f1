"""Puts the token and scope check in front of each route, after routing (contract 3.3 steps 2 to 4)."""

import re
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from canvas_sandbox.exchange import Caller, state_of
from canvas_sandbox.gate.authentication import authenticate
from canvas_sandbox.refusals import unauthenticated
from canvas_sandbox.running import running_of

Handler = Callable[[Request], Awaitable[Response]]

_UPLOAD_STEP_3 = re.compile(r"/api/v1/files/[^/]+/create_success\Z")
"""Looked up by id and uuid; needs no user (contract 8.2)."""

_DOWNLOADS = re.compile(r"/(?:courses/[^/]+/)?files/[^/]+(?:/|\Z)")
"""Outside /api; take a bearer token since the removal of verifiers began (contract 8.4, era B)."""


def behind_the_gate(route: Route) -> Route:
    """Return the same route with a handler that first finds out who calls.

    Raises:
        Refusal: From the handler: 401, see `authenticate`.
    """
    handler: Handler = route.endpoint

    async def guarded(request: Request) -> Response:
        running = running_of(request)
        caller = _identify(request)
        request.scope["canvas.caller"] = caller
        running.counters.routes[f"{request.method} {route.path}"] += 1
        if caller is not None:
            running.counters.tokens[caller.token.id] += 1
        return await handler(request)

    return Route(route.path, guarded, methods=sorted(route.methods or {"GET"}), name=route.name)


def _identify(request: Request) -> Caller | None:
    path = request.url.path
    index = running_of(request).tokens
    if path.startswith("/api/"):
        caller = authenticate(request, index)
        if caller is None and not _UPLOAD_STEP_3.match(path):
            raise unauthenticated()
        return caller
    # Older versions read tokens under /api only: elsewhere a bearer token means nothing.
    if _DOWNLOADS.match(path) and state_of(request).switches.download_era == "bearer":
        return authenticate(request, index)
    return None
