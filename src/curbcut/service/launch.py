"""Brings a deployment up: data folder, keys, database, migrations. Everything else imports Django after this ran."""

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from curbcut.errors import CurbcutError
from curbcut.service.configuration import Configuration
from curbcut.service.embedded_database import EmbeddedDatabase, embedded_database
from curbcut.service.tenancy.encryption import new_master_key

SETTINGS_MODULE = "curbcut.service.settings"
KEPT = ("CURBCUT_SESSION_KEY", "CURBCUT_MASTER_KEYS", "CURBCUT_SETUP_TOKEN")
"""Secrets that a deployment makes for itself when nobody gives them, and keeps in `keys.env` in its data folder."""


class DataFolderInUseError(CurbcutError):
    """Another process serves from the same data folder."""

    code = "data-folder-in-use"


class DataFolderError(CurbcutError):
    """The data folder cannot be made, read or written."""

    code = "data-folder-unusable"


class DatabaseAwayError(CurbcutError):
    """The database does not answer, or not to us."""

    code = "database-away"
    retryable = True


@dataclass(frozen=True, slots=True)
class Deployment:
    """What runs while `deployment` lasts.

    Attributes:
        configuration: Its settings.
        database: The embedded PostgreSQL; `None` where `DATABASE_URL` leads to another one.
    """

    configuration: Configuration
    database: EmbeddedDatabase | None = None


@contextmanager
def deployment(*, exclusive: bool) -> Iterator[Deployment]:
    """Settle the environment variables and the database, set Django up, and clean up behind.

    Without `DATABASE_URL` the embedded PostgreSQL runs while the block lasts.

    Args:
        exclusive: Whether only one process may have this data folder at a time (`serve`), told with who has it.

    Raises:
        ConfigurationError: A setting does not fit.
        DataFolderError: The data folder cannot be made, read or written.
        DataFolderInUseError: `exclusive`, and another process has it.
        EmbeddedDatabaseError: The embedded PostgreSQL did not start.
        DatabaseAwayError: Nothing answers at `DATABASE_URL`.
    """
    data = Configuration.from_environment().data
    with _used(data):
        data.mkdir(parents=True, exist_ok=True)
    with _lock(data, exclusive=exclusive):
        with _used(data):
            _settle_keys(data)
        if os.environ.get("DATABASE_URL"):
            configuration = _configured()
            _ask_database()
            yield Deployment(configuration)
            return
        with embedded_database(data / "postgresql") as database:
            os.environ["DATABASE_URL"] = database.address
            try:
                yield Deployment(_configured(), database)
            finally:
                del os.environ["DATABASE_URL"]


def migrate() -> None:
    """Bring the database to the schema of this version."""
    from django.core.management import call_command  # noqa: PLC0415 - Django is set up by now

    call_command("migrate", interactive=False, verbosity=0)


def _configured() -> Configuration:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS_MODULE)
    import django  # noqa: PLC0415 - reads the settled environment

    django.setup()
    return Configuration.from_environment()


def _ask_database() -> None:
    """Find out before anything starts whether the database answers, in words that name the setting."""
    from django.db import OperationalError, connection  # noqa: PLC0415 - Django is set up by now

    try:
        connection.ensure_connection()
    except OperationalError as error:
        raise DatabaseAwayError(f"The database of DATABASE_URL does not let us in: {error}") from error
    finally:
        connection.close()


def _settle_keys(data: Path) -> None:
    """Read `keys.env`, make what is missing, and put it into the environment; what the environment says goes first."""
    path = data / "keys.env"
    kept = dict(line.split("=", 1) for line in path.read_text().splitlines() if "=" in line) if path.exists() else {}
    made = {
        "CURBCUT_SESSION_KEY": lambda: secrets.token_urlsafe(50),
        "CURBCUT_MASTER_KEYS": lambda: new_master_key("k1"),
        "CURBCUT_SETUP_TOKEN": lambda: secrets.token_urlsafe(24),
    }
    missing = {name: made[name]() for name in KEPT if name not in kept and not os.environ.get(name)}
    if missing:
        kept |= missing
        temporary = path.with_suffix(".new")
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.writelines(f"{name}={value}\n" for name, value in kept.items())
        temporary.replace(path)
    for name in KEPT:
        if name in kept:
            os.environ.setdefault(name, kept[name])


@contextmanager
def _used(data: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise DataFolderError(
            f"The data folder {data} cannot be used: {error.strerror} ({error.filename}). CURBCUT_DATA names another one."
        ) from error


@contextmanager
def _lock(data: Path, *, exclusive: bool) -> Iterator[None]:
    if not exclusive:
        yield
        return
    with _used(data):
        file = (data / "serve.lock").open("a+")
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            file.seek(0)
            raise DataFolderInUseError(
                f"{data} is in use by process {file.read().strip() or 'unknown'}. Stop that one, or set CURBCUT_DATA."
            ) from error
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
