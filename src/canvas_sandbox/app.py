"""Puts the sandbox together: routes behind the gate, pages, controls, refusals."""

from http import HTTPStatus

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from canvas_sandbox import control, resources
from canvas_sandbox.clock import Clock
from canvas_sandbox.gate import unimitated
from canvas_sandbox.gate.doors import behind_the_gate
from canvas_sandbox.gate.middleware import Gate
from canvas_sandbox.keys import api as keys_api
from canvas_sandbox.model import State
from canvas_sandbox.oauth import authorize, tokens
from canvas_sandbox.refusals import Refusal, internal_error, not_found
from canvas_sandbox.replies import refuse
from canvas_sandbox.running import Running
from canvas_sandbox.web import key_page, pages
from canvas_sandbox.web.templating import LoginNeededError, send_to_login


async def _answer_refusal(_request: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)
    return refuse(error)


async def _answer_http_error(_request: Request, error: Exception) -> Response:
    """Rails answers a path or verb without a route with 404, never with 405."""
    assert isinstance(error, HTTPException)
    if error.status_code in {404, 405}:
        return refuse(not_found())
    return PlainTextResponse(HTTPStatus(error.status_code).phrase, error.status_code, error.headers)


async def _answer_bug(_request: Request, _error: Exception) -> Response:
    return refuse(internal_error())


def create_app(state: State) -> Starlette:
    """Return the sandbox as an ASGI application.

    Args:
        state: What it starts with; it works on this very object.
    """
    app = Starlette(
        routes=[
            *map(behind_the_gate, [*keys_api.ROUTES, *resources.ROUTES, *unimitated.routes()]),
            *tokens.ROUTES,
            *authorize.ROUTES,
            *key_page.ROUTES,
            *pages.ROUTES,
            *control.ROUTES,
            Mount("/sandbox-static", StaticFiles(packages=[("canvas_sandbox.web", "static")])),
        ],
        middleware=[Middleware(Gate)],
        exception_handlers={
            Refusal: _answer_refusal,
            LoginNeededError: send_to_login,
            HTTPException: _answer_http_error,
            Exception: _answer_bug,
        },
    )
    app.router.redirect_slashes = False
    app.state.sandbox = state
    app.state.clock = Clock()
    app.state.running = Running()
    return app
