"""Endpoints that Canvas has and the sandbox does not imitate: their scopes are checked all the same.

Without them a probe of an endpoint outside the key, such as `GET /api/v1/courses/0/modules`, would tell
a missing route instead of a missing scope (contract 3.4).
"""

import re

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from canvas_sandbox.exchange import local_id, state_of
from canvas_sandbox.keys.scope_list import all_scopes
from canvas_sandbox.refusals import Refusal, not_found

_PARAMETER = re.compile(r"[:*]([a-z_]+)")
_MESSAGE = "The sandbox does not imitate this endpoint."


async def _refuse(request: Request) -> Response:
    """Course and account come first, as in Canvas; then the sandbox admits that it cannot go on."""
    state = state_of(request)
    for name, records in (("course_id", state.courses), ("account_id", state.accounts)):
        text = request.path_params.get(name)
        if text is not None and text != "self" and (local_id(text) or 0) not in records:
            raise not_found()
    if "0" in request.path_params.values():
        raise not_found()
    raise Refusal(501, {"errors": [{"message": _MESSAGE}]})


def routes() -> list[Route]:
    """Return a route for every API scope that a key can hold; they go behind the imitated ones."""
    return [
        Route(_PARAMETER.sub(r"{\1}", scope.path), _refuse, methods=[scope.verb])
        for scope in all_scopes()
        if scope.path.startswith("/api/")
    ]
