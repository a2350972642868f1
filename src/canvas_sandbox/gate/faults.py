"""Misbehaviour on request: what `Switches.faults` asks for (contract 14, point 11)."""

import asyncio
import contextlib
import re

from starlette.responses import HTMLResponse, Response
from starlette.types import Receive

from canvas_sandbox.model import Fault, Switches
from canvas_sandbox.refusals import internal_error

FOREIGN_HOST = "https://canvas.attacker.example"
TIME_OUT_SECONDS = 120.0
"""How long `time-out` hangs when the fault names no seconds."""

BAD_GATEWAY = """<!DOCTYPE html>
<html lang="en"><head><title>502 Bad Gateway</title></head>
<body><h1>502 Bad Gateway</h1><p>The server returned an invalid or incomplete response.</p></body></html>
"""

_NEXT = re.compile(r'<https?://[^/>]+([^>]*)>(; rel="next")')


def take(switches: Switches, method: str, path: str) -> Fault | None:
    """Return the fault that this request meets, and count it down."""
    for fault in switches.faults:
        if fault.times == 0 or not re.search(fault.pattern, f"{method} {path}"):
            continue
        if fault.after > 0:
            fault.after -= 1
            continue
        if fault.times > 0:
            fault.times -= 1
        return fault
    return None


async def answer(fault: Fault, receive: Receive) -> Response | None:
    """Wait as the fault says, and return its answer; None lets the request go on.

    Args:
        fault: What the request met.
        receive: Tells `time-out` that the client has given up, so that nothing hangs for nobody.

    Raises:
        Refusal: 500 in Canvas's own shape.
    """
    if fault.kind == "500":
        raise internal_error()
    if fault.kind in {"502-html", "lost-answer"}:
        return HTMLResponse(BAD_GATEWAY, status_code=502)
    if fault.kind == "time-out":
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(_client_gone(receive), fault.seconds or TIME_OUT_SECONDS)
        return HTMLResponse(BAD_GATEWAY.replace("502 Bad Gateway", "504 Gateway Time-out"), status_code=504)
    if fault.kind == "slow":
        await asyncio.sleep(fault.seconds)
    return None


async def _client_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def spoil_links(fault: Fault, headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Return headers whose `Link` is sent twice or whose next page is on a foreign host."""
    if fault.kind == "duplicate-link":
        return headers + [header for header in headers if header[0] == b"link"]
    if fault.kind == "foreign-next":
        return [(name, _foreign(value) if name == b"link" else value) for name, value in headers]
    return headers


def _foreign(value: bytes) -> bytes:
    return _NEXT.sub(rf"<{FOREIGN_HOST}\1>\2", value.decode("latin-1")).encode("latin-1")
