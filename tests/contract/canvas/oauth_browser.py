"""What an administrator's browser does between Canvas's authorize page and a callback of the test's own."""

import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple
from urllib.parse import urlsplit

import httpx

from curbcut.canvas.errors import AuthorizationError, CanvasShapeError
from curbcut.canvas.oauth import OAuth, redirect_error
from curbcut.canvas.secret import Secret
from curbcut.cli.demo import browser as pages

CALLBACK_PATH = "/api/v2/1/auth/canvas/callback"
WAIT_SECONDS = 30.0


class Callback(NamedTuple):
    """A loopback server that waits for Canvas to send the browser back."""

    uri: str
    arrived: threading.Event
    queries: list[str]


@contextmanager
def callback_server() -> Iterator[Callback]:
    """Listen on a free loopback port while the block runs."""
    arrived = threading.Event()
    queries: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            is_ours = parts.path == CALLBACK_PATH
            self.send_response(200 if is_ours else 404)
            self.send_header("Content-Type", "text/plain; charset=utf-8")
            self.end_headers()
            self.wfile.write(b"Back at Curbcut.\n" if is_ours else b"Nothing here.\n")
            if is_ours:
                queries.append(parts.query)
                arrived.set()

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the base class's name
            """Log nothing: the address carries the authorization code."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield Callback(f"http://127.0.0.1:{server.server_port}{CALLBACK_PATH}", arrived, queries)
    finally:
        server.shutdown()
        server.server_close()
        thread.join(WAIT_SECONDS)


def authorize(oauth: OAuth, callback: Callback, login: str, password: Secret) -> Secret:
    """Log in, press Authorize, and return the code that came to the callback.

    Raises:
        AuthorizationError: Canvas refused, or the state that came back is not ours.
        CanvasShapeError: A page is not the one that was expected.
    """
    state = secrets.token_urlsafe(24)
    with httpx.Client(follow_redirects=False, timeout=WAIT_SECONDS, trust_env=False) as browser:
        page = pages._follow(browser, browser.get(oauth.authorize_url(state)))
        form = pages._form(page, "/login/canvas")
        credentials = {"pseudonym_session[unique_id]": login, "pseudonym_session[password]": password.reveal()}
        page = pages._follow(browser, browser.post(form.action, data=form.fields | credentials))
        form = pages._form(page, "/login/oauth2/accept")
        pages._follow(browser, browser.post(form.action, data=form.fields))
    if not callback.arrived.wait(WAIT_SECONDS):
        raise CanvasShapeError("Canvas did not send the browser back.")
    return _code(callback.queries[-1], state)


def _code(query: str, state: str) -> Secret:
    error = redirect_error(query)
    if error is not None:
        raise error
    parameters = httpx.QueryParams(query)
    if not secrets.compare_digest(parameters.get("state", ""), state):
        raise AuthorizationError("The answer that came back is not to our question.", "state-mismatch")
    return Secret(parameters.get("code", ""))
