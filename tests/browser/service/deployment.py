"""A deployment as its own processes, started as the documentation says, on a free port and with data of its own."""

import os
import queue
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

START_SECONDS = 90.0
STOP_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Deployment:
    """A running `curbcut serve`.

    Attributes:
        address: Where it answers.
        set_up_link: What it printed for the first person.
        said: Everything that its processes printed so far.
    """

    address: str
    set_up_link: str
    said: list[str]


@contextmanager
def serving() -> Iterator[Deployment]:
    """Run web, worker and embedded PostgreSQL while the block lasts."""
    with tempfile.TemporaryDirectory(prefix="curbcut-browser-", ignore_cleanup_errors=True) as data:
        port = _free_port()
        ours = {"CURBCUT_DATA": data, "CURBCUT_ENVIRONMENT": f"127.0.0.1:{port}", "PYTHONUNBUFFERED": "1"}
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("CURBCUT_", "DATABASE"))}
        command = [sys.executable, "-m", "curbcut.cli", "serve", "--port", str(port), "--threads", "4"]
        with subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=inherited | ours,
        ) as process:
            lines: queue.Queue[str] = queue.Queue()
            said: list[str] = []
            reader = threading.Thread(target=_read, args=(process, lines, said), daemon=True)
            reader.start()
            try:
                link = _link(lines, said)
                _wait_until_listening(port)
                yield Deployment(f"http://127.0.0.1:{port}", link, said)
            finally:
                process.send_signal(signal.SIGTERM)
                try:
                    process.wait(STOP_SECONDS)
                except subprocess.TimeoutExpired:
                    process.kill()
                reader.join(STOP_SECONDS)


def _read(process, lines, said):
    for line in process.stdout:
        said.append(line)
        lines.put(line)
    lines.put("")


def _link(lines, said):
    while line := lines.get(timeout=START_SECONDS):
        if found := re.search(r"http://\S+/set-up/\S+", line):
            return found[0]
    raise RuntimeError(f"curbcut serve did not start: {''.join(said)}")


def _wait_until_listening(port):
    for _ in range(600):
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        threading.Event().wait(0.1)
    raise RuntimeError("curbcut serve does not listen")


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
