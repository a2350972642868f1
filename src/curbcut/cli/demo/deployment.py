"""A whole deployment for the demo: temporary data, a free port, web and worker as they run everywhere else."""

import functools
import os
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import httpx

from curbcut.errors import CurbcutError

if TYPE_CHECKING:
    from curbcut.service.embedded_database import EmbeddedDatabase

START_SECONDS = 60.0
_PREFIX = "CURBCUT_"
ResultT = TypeVar("ResultT")


class DemoServiceError(CurbcutError):
    """The demo's service did not start, or did not get on."""

    code = "demo-service-failed"


@contextmanager
def demo_environment() -> Iterator[str]:
    """Point the process to temporary data and a free port while the block lasts, and give the service's address.

    Nothing of a real deployment's settings is left in the environment, least of all its database.
    """
    before = dict(os.environ)
    with tempfile.TemporaryDirectory(prefix="curbcut-demo-", ignore_cleanup_errors=True) as folder:
        for name in [*os.environ]:
            if name.startswith(_PREFIX) or name in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}:
                del os.environ[name]
        host = f"127.0.0.1:{_free_port()}"
        os.environ |= {"CURBCUT_ENVIRONMENT": host, "CURBCUT_DATA": str(Path(folder) / "data")}
        try:
            yield f"http://{host}"
        finally:
            os.environ.clear()
            os.environ.update(before)


def run_beside(
    address: str, work: Callable[[], ResultT], *, stays: bool, database: "EmbeddedDatabase | None" = None
) -> ResultT:
    """Run web and worker, and some work beside them once the web answers.

    Args:
        address: Where the web listens.
        work: What to do; it runs in a thread of its own, since the supervisor needs the main one for signals.
        stays: Whether web and worker go on after the work, until Ctrl-C or SIGTERM.
        database: The embedded PostgreSQL, to be kept running too.

    Raises:
        CurbcutError: What the work raised.
        KeyboardInterrupt: Somebody ended the supervisor before the work was done.
    """
    from curbcut.service.supervisor import Child, Supervisor, web_command, worker_command

    host, _, port = address.removeprefix("http://").partition(":")
    children = (
        Child("web", web_command(host, int(port), threads=4)),
        Child("worker", worker_command(), ends_with_database=True),
    )
    say = functools.partial(print, file=sys.stderr, flush=True)
    supervisor = Supervisor(children, say=say, database=database)
    results: list[ResultT] = []
    errors: list[BaseException] = []

    def run() -> None:
        from django.db import connections

        try:
            _await_web(address)
            results.append(work())
        except BaseException as error:  # noqa: BLE001 - carried over to the main thread, which raises it
            errors.append(error)
        finally:
            connections.close_all()
            if errors or not stays:
                supervisor.stop()

    thread = threading.Thread(target=run, name="curbcut-demo", daemon=True)
    thread.start()
    supervisor.run()
    if errors:
        raise errors[0]
    if not results:
        raise KeyboardInterrupt
    thread.join()
    return results[0]


def _await_web(address: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            if httpx.get(f"{address}/sign-in/", timeout=5, trust_env=False).is_success:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.1)
    raise DemoServiceError(f"The web server did not answer on {address} within {START_SECONDS:.0f} seconds.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
