"""The stand-in Canvas as a child process, and a token of its administrator."""

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import httpx
import msgspec

from curbcut.canvas.secret import Secret
from curbcut.errors import CurbcutError

ADMIN_LOGIN = "admin"
ADMIN_PASSWORD = "sandbox-admin"  # noqa: S105 - printed on the sandbox's own login page, for everyone
STOP_SECONDS = 10.0
_ADDRESS = re.compile(r"https?://[^\s/]+")


class StandInError(CurbcutError):
    """The stand-in Canvas did not start."""

    code = "stand-in-failed"


class _Token(msgspec.Struct):
    access_token: str


@contextmanager
def stand_in(*, port: int = 0, content: Path | None = None) -> Iterator[str]:
    """Run a stand-in Canvas while the block runs, and yield its address.

    Args:
        port: Where it listens; 0 for a free port.
        content: Folder of pages and files that becomes one more course.

    Raises:
        StandInError: It did not start.
    """
    command = [sys.executable, "-m", "canvas_sandbox", "serve", "--seed", "demo", "--port", str(port)]
    command += ["--content", str(content)] if content is not None else []
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    # Its own group: Ctrl-C reaches us first, and we end it in order.
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        start_new_session=True,
    ) as process:
        errors: list[str] = []
        readers = [_reader(process.stderr, errors)]
        try:
            assert process.stdout is not None
            found = _ADDRESS.search(process.stdout.readline())
            if found is None:
                process.wait(STOP_SECONDS)
                readers[0].join(STOP_SECONDS)
                raise StandInError(f"The stand-in Canvas did not start. {''.join(errors)[-500:].strip()}")
            readers.append(_reader(process.stdout, []))
            yield found[0]
        finally:
            _stop(process)
            for reader in readers:
                reader.join(STOP_SECONDS)


def administrator_token(address: str) -> Secret:
    """Have the stand-in make an access token, as its administrator would under Account, Settings."""
    answer = httpx.post(f"{address}/sandbox/tokens", json={"login": ADMIN_LOGIN}, timeout=30, trust_env=False)
    answer.raise_for_status()
    return Secret(msgspec.json.decode(answer.content, type=_Token).access_token)


def _reader(stream: IO[str] | None, lines: list[str]) -> threading.Thread:
    """Read a stream to its end on a thread, so that a full pipe never stops the other side."""

    def read() -> None:
        lines.extend(stream or ())

    thread = threading.Thread(target=read, daemon=True)
    thread.start()
    return thread


def _stop(process: subprocess.Popen[str]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(STOP_SECONDS)
