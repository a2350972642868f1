"""A browser and API client for a sandbox inside the test's own process: no socket, no server.

with sandbox_client(state) as client:
    answer = client.get("/api/v1/accounts", headers=bearer(token))
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from canvas_sandbox.app import create_app
from canvas_sandbox.model import State


class _Transport(httpx.BaseTransport):
    """Runs each request through the ASGI app in one event loop of its own."""

    def __init__(self, app, runner: asyncio.Runner, peer: str) -> None:
        self._inner = httpx.ASGITransport(app, client=(peer, 50_000))
        self._runner = runner

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return self._runner.run(self._answer(request))

    async def _answer(self, request: httpx.Request) -> httpx.Response:
        request.read()
        answer = await self._inner.handle_async_request(request)
        body = await answer.aread()
        return httpx.Response(answer.status_code, headers=answer.headers, content=body)


@contextmanager
def sandbox_client(
    state: State, *, address: str = "http://127.0.0.1:8080", peer: str = "127.0.0.1", app=None
) -> Iterator[httpx.Client]:
    """Yield a client (with cookies, following no redirect) of a sandbox that works on this very state."""
    with asyncio.Runner() as runner:
        transport = _Transport(app or create_app(state), runner, peer)
        with httpx.Client(transport=transport, base_url=address) as client:
            yield client


def bearer(token: str) -> dict[str, str]:
    """Return the header that presents a token."""
    return {"Authorization": f"Bearer {token}"}
