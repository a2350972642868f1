"""Worker processes as `curbcut worker` starts them, each with a data folder of its own."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

STOP_SECONDS = 40.0


@contextmanager
def worker(database, data, **variables):
    """Run one worker on a database while the block lasts; it may die before."""
    environment = os.environ | {
        "DATABASE_URL": database,
        "CURBCUT_DATA": str(data),
        "CURBCUT_CHECK_PROCESSES": "1",
        "PYTHONUNBUFFERED": "1",
        **variables,
    }
    with subprocess.Popen(
        [sys.executable, "-m", "curbcut.cli", "worker", "--quiet"],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()


def wait_until(condition, *, seconds=180.0):
    """Ask again and again until something is so; what is not so by then hangs, however busy the machine is."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return
        time.sleep(0.1)
    raise AssertionError("It did not come to that in time.")
