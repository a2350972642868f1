"""Whether the programs that were started from here still compute: one that waits for ever takes no time that could run out."""

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Literal, NamedTuple

_PROCESSES = Path("/proc")
_AT_WORK = frozenset("RD")
"""States of a process that computes or waits for its turn, and of one that waits for a disk (proc(5))."""
_PAUSE_SECONDS = 0.02
_GLANCE_SECONDS = 0.5


class _Process(NamedTuple):
    parent: int
    state: str
    ticks: int


def wait_while_active(
    process: subprocess.Popen[bytes], still_seconds: float, may_go_on: Callable[[], bool] = lambda: True
) -> Literal["done", "still", "stopped"]:
    """Wait until a program ends, stands still, or may not go on.

    A busy machine does not make it stand still: whoever waits for its turn to compute is at work.

    Args:
        process: The program; what it or we have started besides counts as well.
        still_seconds: Time in which nobody of them computes before they stand still.
        may_go_on: Asked again and again, often enough to see memory grow.

    Returns:
        How it came to an end. Where the system does not tell who computes (no `/proc`), it never stands still.
    """
    before, since = _used_by_descendants(), time.monotonic()
    looked = since
    while True:
        with suppress(subprocess.TimeoutExpired):
            process.wait(min(_PAUSE_SECONDS, still_seconds))
            return "done"
        if not may_go_on():
            return "stopped"
        now = time.monotonic()
        if now - looked < min(_GLANCE_SECONDS, still_seconds):
            continue
        looked = now
        used = _used_by_descendants()
        if used is None or used != before:
            before, since = used, now
        elif now - since >= still_seconds:
            return "still"


def _used_by_descendants() -> int | None:
    """Return the computing time that processes below this one have used, `None` while one of them is at work."""
    known = dict(_processes())
    below = {os.getpid()}
    used = 0
    # Children are younger than their parents, but their numbers may have begun anew.
    while new := {pid for pid, each in known.items() if each.parent in below and pid not in below}:
        below |= new
        for pid in new:
            if known[pid].state in _AT_WORK:
                return None
            used += known[pid].ticks
    return used if known else None


def _processes() -> Iterator[tuple[int, _Process]]:
    for folder in _PROCESSES.glob("[0-9]*"):
        with suppress(OSError):
            # The name of the program, in brackets, may hold anything; user and system time are the 12th and 13th field after it.
            said = (folder / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            yield int(folder.name), _Process(int(said[1]), said[0], int(said[11]) + int(said[12]))
