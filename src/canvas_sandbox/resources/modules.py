"""Modules: the probe outside the 27 scopes by which a client sees whether they are enforced (contract 3.4)."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from canvas_sandbox.exchange import api_json
from canvas_sandbox.paging import paginate
from canvas_sandbox.resources.finding import course_of


async def _list_modules(request: Request) -> Response:
    """The sandbox keeps no modules: a course that exists has none."""
    course_of(request)
    nothing: list[object] = []
    page, headers = paginate(request, nothing)
    return api_json(request, page, headers=headers)


ROUTES = [Route("/api/v1/courses/{course_id}/modules", _list_modules)]
