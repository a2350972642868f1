"""The command line: `canvas-sandbox serve`."""

import argparse
import asyncio
import ipaddress
import signal
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

import uvicorn

from canvas_sandbox.app import create_app
from canvas_sandbox.model import State
from canvas_sandbox.seeds import SeedError, plant
from canvas_sandbox.store import StateFileError, load_state, save_state

USAGE_ERROR = 2
SHUTDOWN_SECONDS = 2
"""How long answers in flight may take once the program is told to stop."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program.

    Returns:
        Exit status: 0 after a clean stop, 2 for an argument that cannot be used.
    """
    options = _parser().parse_args(arguments)
    try:
        state = _state(options.seed, options.content, options.state)
        listener = _listen(options.host, options.port)
    except (SeedError, StateFileError, OSError) as error:
        print(f"canvas-sandbox: {error}", file=sys.stderr)
        return USAGE_ERROR
    server = _Server(state, listener)
    try:
        server.serve_until_told_to_stop()
    finally:
        if options.state is not None:
            save_state(server.state, options.state)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="canvas-sandbox", description="A stand-in of the Canvas LMS on this machine.")
    commands = parser.add_subparsers(dest="command", required=True)
    serve = commands.add_parser("serve", help="answer as a Canvas until told to stop")
    serve.add_argument("--port", type=_port, default=8080, help="port; 0 picks a free one (default 8080)")
    serve.add_argument("--host", type=_loopback, default="127.0.0.1", help="a loopback address (default 127.0.0.1)")
    serve.add_argument("--seed", default="demo", help="demo, empty or institution:COURSES (default demo)")
    serve.add_argument("--content", type=Path, help="a folder that becomes one more course")
    serve.add_argument("--state", type=Path, help="a file to start from if it is there, and to save to at the end")
    return parser


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= 65_535):
        raise argparse.ArgumentTypeError(f"{text!r} is no port from 0 to 65535")
    return int(text)


def _loopback(text: str) -> str:
    """Everybody's passwords stand on the login page, so nobody else's machine may reach it."""
    address = "127.0.0.1" if text == "localhost" else text
    try:
        is_loopback = ipaddress.ip_address(address).is_loopback
    except ValueError:
        is_loopback = False
    if not is_loopback:
        raise argparse.ArgumentTypeError(f"{text!r} is no loopback address; the sandbox serves this machine only")
    return address


def _state(seed: str, content: Path | None, file: Path | None) -> State:
    state = None if file is None else load_state(file)
    if state is None:
        state = State()
        plant(state, seed, content)
    return state


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # With the protocol named, asyncio turns Nagle's algorithm off: 44 ms an answer without, 1 ms with.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise OSError(f"{host}:{port} cannot be used: {error.strerror}") from error
    return listener


class _Server(uvicorn.Server):
    """Says where it answers once it answers, and stops on SIGINT and SIGTERM without dying of them."""

    def __init__(self, state: State, listener: socket.socket) -> None:
        self._app = create_app(state)
        self._listener = listener
        super().__init__(
            uvicorn.Config(
                self._app,
                access_log=False,
                log_level="warning",
                lifespan="off",
                ws="none",
                timeout_graceful_shutdown=SHUTDOWN_SECONDS,
            )
        )

    @property
    def state(self) -> State:
        """The state as it is now; a control may have replaced the first one."""
        state: State = self._app.state.sandbox
        return state

    def serve_until_told_to_stop(self) -> None:
        """Serve; uvicorn raises the signal again when it is done, which must not end us before we saved."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: None)
        asyncio.run(self.serve([self._listener]))

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then print the address."""
        await super().startup(sockets)
        host, port = self._listener.getsockname()[:2]
        shown = f"[{host}]" if ":" in host else host
        print(f"Canvas sandbox answers at http://{shown}:{port}", flush=True)
