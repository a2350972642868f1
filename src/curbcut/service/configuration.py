"""The deployment's configuration: typed, read from the environment, all faults reported together."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self
from urllib.parse import parse_qsl, unquote, urlsplit

from curbcut.errors import CurbcutError
from curbcut.service.tenancy.encryption import KeyRing, MasterKeyError
from curbcut.service.tenancy.environments import Environment, environment_of

DEFAULT_DATABASE = "postgresql:///curbcut"
MEGABYTE = 1024 * 1024


class ConfigurationError(CurbcutError):
    """Settings that do not fit; the text names every one of them."""

    code = "configuration-error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """What a deployment is told.

    Attributes:
        environment: The one environment that this deployment serves.
        base_url: `https://host`, or `http://127.0.0.1:port` on loopback; what redirect URIs begin with.
        session_key: Signs sessions and CSRF tokens.
        master_keys: Key id and 32 bytes in base64 each, the current one first: `id:base64,id:base64`.
        database: Django's database dictionary.
        data: Folder for what a deployment keeps beside the database.
        is_behind_proxy: Whether a reverse proxy in front sets `X-Forwarded-Proto` and `X-Forwarded-For`.
        file_limit_bytes: Largest course file that is fetched for checking.
        file_store: Object storage for fetched files (`s3://bucket/prefix`); empty for a folder in `data`.
        cache_limit_bytes: How much of fetched files is kept.
        check_processes: Bounded child processes a worker runs.
        keep_originals_days: How long content that a change replaced is kept, so that it can be undone.
        setup_token: Opens the set-up page while no operator exists.
    """

    environment: Environment
    base_url: str
    session_key: str = field(repr=False)
    master_keys: str = field(repr=False)
    database: Mapping[str, Any] = field(repr=False)
    data: Path
    is_behind_proxy: bool
    file_limit_bytes: int
    file_store: str
    cache_limit_bytes: int
    check_processes: int
    keep_originals_days: int
    setup_token: str = field(repr=False)

    @property
    def is_https(self) -> bool:
        """Whether people reach us over https."""
        return self.base_url.startswith("https://")

    @property
    def allowed_hosts(self) -> list[str]:
        """Host names that we answer to; on loopback each of its names, so that the demo works under any."""
        host = urlsplit(self.base_url).hostname or ""
        return ["127.0.0.1", "localhost", "[::1]"] if self.environment.is_loopback else [host]

    @classmethod
    def from_environment(cls, variables: Mapping[str, str] | None = None) -> Self:
        """Read the configuration.

        Args:
            variables: Environment variables; the process's own by default.

        Raises:
            ConfigurationError: Something does not fit; every fault is in the text.
        """
        reader = _Reader(os.environ if variables is None else variables)
        environment = reader.environment("CURBCUT_ENVIRONMENT", "127.0.0.1:8040")
        configuration = cls(
            environment=environment,
            base_url=environment.base_url,
            session_key=reader.text("CURBCUT_SESSION_KEY", ""),
            master_keys=reader.master_keys("CURBCUT_MASTER_KEYS"),
            database=reader.database("DATABASE_URL", DEFAULT_DATABASE),
            data=Path(reader.text("CURBCUT_DATA", str(default_data_folder()))),
            is_behind_proxy=reader.flag("CURBCUT_BEHIND_PROXY"),
            file_limit_bytes=reader.number("CURBCUT_FILE_LIMIT_MB", 100, least=1) * MEGABYTE,
            file_store=reader.file_store("CURBCUT_FILE_STORE"),
            cache_limit_bytes=reader.number("CURBCUT_CACHE_LIMIT_MB", 2048, least=0) * MEGABYTE,
            check_processes=reader.number("CURBCUT_CHECK_PROCESSES", min(os.cpu_count() or 1, 8), least=1),
            keep_originals_days=reader.number("CURBCUT_KEEP_ORIGINALS_DAYS", 90, least=1),
            setup_token=reader.text("CURBCUT_SETUP_TOKEN", ""),
        )
        reader.raise_faults()
        return configuration


def default_data_folder() -> Path:
    """Return where data goes when nothing is said.

    The embedded PostgreSQL opens the permissions of the folders above its data when it runs for root, so for root the
    folder is never inside a private home.
    """
    if os.geteuid() == 0:
        return Path("/var/lib/curbcut")
    base = os.environ.get("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local" / "share") / "curbcut"


class _Reader:
    """Reads variables one by one and remembers what did not fit."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self._variables = variables
        self._faults: list[str] = []

    def text(self, name: str, default: str) -> str:
        return self._variables.get(name, "").strip() or default

    def flag(self, name: str) -> bool:
        value = self.text(name, "no").casefold()
        if value not in {"yes", "no", "true", "false", "1", "0"}:
            self._faults.append(f"{name} is {value!r}; it is yes or no.")
        return value in {"yes", "true", "1"}

    def number(self, name: str, default: int, *, least: int) -> int:
        value = self.text(name, str(default))
        if not value.isdecimal() or int(value) < least:
            self._faults.append(f"{name} is {value!r}; it is a whole number of at least {least}.")
            return default
        return int(value)

    def environment(self, name: str, default: str) -> Environment:
        environment = environment_of(self.text(name, default))
        if not environment.is_host:
            self._faults.append(f"{name} is {environment.host!r}; it is us, ca, eu, sg, au, or a host of your own.")
        return environment

    def master_keys(self, name: str) -> str:
        text = self.text(name, "")
        try:
            if text:
                KeyRing.parse(text)
        except MasterKeyError as error:
            self._faults.append(f"{name} is not id:base64,id:base64. {error}")
        return text

    def file_store(self, name: str) -> str:
        text = self.text(name, "")
        if text and not urlsplit(text).scheme:
            self._faults.append(f"{name} is {text!r}; it is an address such as s3://bucket/prefix.")
        return text

    def database(self, name: str, default: str) -> Mapping[str, Any]:
        form = "it is an address such as postgresql://user:password@host/name."
        try:
            parts = urlsplit(self.text(name, default))
            port = parts.port
        except ValueError:  # the text would repeat the password
            self._faults.append(f"{name} has a host or port that cannot be one; {form}")
            return {}
        if parts.scheme not in {"postgresql", "postgres"}:
            self._faults.append(f"{name} begins with {parts.scheme!r}; {form}")
        options = dict(parse_qsl(parts.query))
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")) or "curbcut",
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": options.pop("host", None) or parts.hostname or "",
            "PORT": str(port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": options,
        }

    def raise_faults(self) -> None:
        if self._faults:
            raise ConfigurationError("The settings do not fit:\n" + "\n".join(f"- {fault}" for fault in self._faults))
