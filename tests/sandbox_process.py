"""A sandbox as its own process, for tests that go over loopback.

with start_sandbox(seed="demo", switches={"permission_status": 401}) as sandbox:
    httpx.get(f"{sandbox.address}/api/v1/accounts", headers=sandbox.bearer("admin"))
"""

import os
import queue
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import httpx

START_SECONDS = 60.0
STOP_SECONDS = 15.0
_ADDRESS = re.compile(r"http://\S+")


@dataclass(frozen=True, slots=True)
class SandboxProcess:
    """A running sandbox: where it is, and its controls."""

    address: str
    process: subprocess.Popen[str]

    def control(self, method: str, path: str, body: object = None) -> object:
        """Call a control, such as `control("POST", "faults", [{...}])`, and return its JSON (or None)."""
        url = f"{self.address}/sandbox/{path}"
        answer = httpx.request(method, url, json=body, timeout=30.0, trust_env=False)
        if answer.is_error:
            raise AssertionError(f"{method} {url}: {answer.status_code} {answer.text}")
        return answer.json() if answer.content else None

    def token(self, login: str = "admin", **wanted: object) -> str:
        """Make an access token; `scopes=[...]`, `developer_key_id=ID` and `seconds=N` narrow it."""
        made = self.control("POST", "tokens", {"login": login, **wanted})
        assert isinstance(made, dict)
        return made["access_token"]

    def bearer(self, login: str = "admin", **wanted: object) -> dict[str, str]:
        """Make an access token and return the header that presents it."""
        return {"Authorization": f"Bearer {self.token(login, **wanted)}"}

    def counters(self) -> dict:
        """Return what was asked of the sandbox so far."""
        counted = self.control("GET", "counters")
        assert isinstance(counted, dict)
        return counted


@contextmanager
def start_sandbox(
    seed: str = "demo",
    content: Path | None = None,
    switches: dict[str, object] | None = None,
    state: Path | None = None,
) -> Iterator[SandboxProcess]:
    """Start a sandbox on a free port, yield it once it answers, and end it."""
    command = [sys.executable, "-m", "canvas_sandbox", "serve", "--port", "0", "--seed", seed]
    command += ["--content", str(content)] if content is not None else []
    command += ["--state", str(state)] if state is not None else []
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        errors: queue.Queue[str] = queue.Queue()
        readers = [_drain(process.stderr, errors)]
        try:
            lines: queue.Queue[str] = queue.Queue()
            readers.append(_drain(process.stdout, lines))
            sandbox = SandboxProcess(_address(lines, errors), process)
            if switches:
                sandbox.control("PATCH", "switches", switches)
            yield sandbox
        finally:
            _stop(process)
            for reader in readers:
                reader.join(STOP_SECONDS)


def _drain(stream: IO[str] | None, lines: queue.Queue[str]) -> threading.Thread:
    """Read a stream to its end on a thread, so that a full pipe never blocks the sandbox."""

    def read() -> None:
        for line in stream or ():
            lines.put(line)
        lines.put("")

    thread = threading.Thread(target=read, daemon=True)
    thread.start()
    return thread


def _address(lines: queue.Queue[str], errors: queue.Queue[str]) -> str:
    try:
        line = lines.get(timeout=START_SECONDS)
    except queue.Empty:
        line = ""
    found = _ADDRESS.search(line)
    if found is None:
        raise RuntimeError(f"the sandbox did not start: {line}{''.join(errors.queue)}")
    return found[0]


def _stop(process: subprocess.Popen[str]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(STOP_SECONDS)
