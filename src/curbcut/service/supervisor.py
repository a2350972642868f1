"""Keeps the processes of one machine running: web, worker and the embedded PostgreSQL are started again when they die."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Protocol

GRACE_SECONDS = 15.0
POLL_SECONDS = 0.2
SHORTEST_LIFE_SECONDS = 5.0
LONGEST_PAUSE_SECONDS = 30.0


@dataclass(slots=True)
class Child:
    """A program that should be running.

    Attributes:
        name: For messages.
        command: Program and arguments.
        ends_with_database: Whether it is started again when the database was: all that it does hangs on connections that
            are dead, and it takes ten seconds to notice.
        pause_seconds: Wait before the next start; doubles while it keeps dying young.
    """

    name: str
    command: Sequence[str]
    ends_with_database: bool = False
    process: "subprocess.Popen[bytes] | None" = None
    started: float = 0.0
    pause_seconds: float = 0.5
    resume_at: float = field(default=0.0)


def web_command(host: str, port: int, *, threads: int) -> list[str]:
    """Granian, serving WSGI: blocking threads do the work, one process is enough for one machine's database."""
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port), "--workers", "1",
        "--blocking-threads", str(threads), "--no-ws", "--respawn-failed-workers", "--log-level", "warning",
        "curbcut.service.wsgi:application",
    ]  # fmt: skip


def worker_command() -> list[str]:
    """`curbcut worker` of this same installation."""
    return [sys.executable, "-m", "curbcut.cli", "worker", "--quiet"]


class Database(Protocol):
    """A database that is no child of ours and yet ours to keep running."""

    def revive(self) -> bool:
        """Start it again if it died, and say whether it had."""
        ...


class Supervisor:
    """Starts children, restarts those that die, stops them all at the end.

    Args:
        children: What should be running.
        say: Tells the person at the terminal.
        database: The embedded PostgreSQL, if there is one.
    """

    def __init__(
        self, children: Sequence[Child], *, say: Callable[[str], None], database: Database | None = None
    ) -> None:
        self._children = children
        self._say = say
        self._database = database
        # A plain flag: the signal's handler runs in the thread that waits, where an Event's own lock would be taken twice.
        self._is_stopping = False

    def run(self) -> None:
        """Keep everything running until SIGINT, SIGTERM or `stop`.

        Raises:
            EmbeddedDatabaseError: The database died and does not start any more. Web and worker are nothing without it, so
                everything ends, with a text that whoever restarts us can log.
        """
        before = {number: signal.signal(number, self._on_signal) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            while not self._is_stopping:
                self._keep_database()
                for child in self._children:
                    self._keep_running(child)
                time.sleep(POLL_SECONDS)
        finally:
            self._stop_children()
            for number, handler in before.items():
                signal.signal(number, handler)

    def stop(self) -> None:
        """End `run` from another thread."""
        self._is_stopping = True

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self._is_stopping = True

    def _keep_database(self) -> None:
        if self._database is None or not self._database.revive():
            return
        self._say("PostgreSQL had ended; it runs again, with everything that was written.")
        for child in self._children:
            if child.ends_with_database and child.process is not None:
                child.process.kill()  # what it had begun is anybody's, since its claims died with its connections

    def _keep_running(self, child: Child) -> None:
        now = time.monotonic()
        if child.process is None:
            if now >= child.resume_at:
                # A group of its own: Ctrl-C in the terminal reaches us, and we stop the children in order.
                child.process = subprocess.Popen([*_tied(), *child.command], start_new_session=True)
                child.started = now
            return
        code = child.process.poll()
        if code is None:
            return
        _end_group(child.process)
        died_young = now - child.started < SHORTEST_LIFE_SECONDS
        child.pause_seconds = min(child.pause_seconds * 2, LONGEST_PAUSE_SECONDS) if died_young else 0.5
        child.process, child.resume_at = None, now + child.pause_seconds
        self._say(f"The {child.name} process ended with code {code}; starting it again in {child.pause_seconds:g} s.")

    def _stop_children(self) -> None:
        running = [child.process for child in self._children if child.process is not None]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + GRACE_SECONDS
        for process in running:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            _end_group(process)


def _tied() -> list[str]:
    return [sys.executable, "-I", "-S", str(Path(__file__).with_name("tied.py")), str(os.getpid())]


def _end_group(leader: "subprocess.Popen[bytes]") -> None:
    """End what a child that has ended left behind: a web process that was killed leaves its own child on the port."""
    with suppress(ProcessLookupError):
        os.killpg(leader.pid, signal.SIGKILL)
