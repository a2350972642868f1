"""Runs an installed program over some bytes, within the limits of the process that calls it; the one place here that starts one."""

import os
import shutil
import subprocess

PLACES = os.pathsep.join((os.defpath, "/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"))
MOST_ANSWER_BYTES = 16 << 20


def find_program(name: str) -> str | None:
    """Return the path of an installed program; the caller's own search path is not believed."""
    return shutil.which(name, path=PLACES)


def run_program(command: list[str], data: bytes, *, timeout_seconds: float) -> bytes | None:
    """Give a program bytes and return what it says.

    Args:
        command: The path of the program and its arguments; no shell is involved.
        data: Its standard input.
        timeout_seconds: It is ended after so long.

    Returns:
        Its standard output; `None` when it fails, takes too long, or says too much.
    """
    try:
        done = subprocess.run(
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=timeout_seconds,
            check=False,
            env={"PATH": PLACES, "LANG": "C.UTF-8", "OMP_THREAD_LIMIT": "1"},
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    if done.returncode != 0 or len(done.stdout) > MOST_ANSWER_BYTES:
        return None
    return done.stdout
