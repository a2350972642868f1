"""The service against a real PostgreSQL: the embedded one, in a folder of its own, emptied after each test."""

import os
import tempfile
from pathlib import Path

import pytest

_FOLDER = tempfile.TemporaryDirectory(prefix="curbcut-tests-", ignore_cleanup_errors=True)
os.environ["CURBCUT_DATA"] = _FOLDER.name
os.environ["CURBCUT_ENVIRONMENT"] = "127.0.0.1:8040"
os.environ["CURBCUT_SESSION_KEY"] = "a session key for tests, and for nothing else"
os.environ["CURBCUT_SETUP_TOKEN"] = "a-set-up-token"
os.environ["CURBCUT_MASTER_KEYS"] = "t1:" + "QUFB" * 10 + "QUE="
os.environ["DJANGO_SETTINGS_MODULE"] = "curbcut.service.settings"

import django  # noqa: E402 - reads the variables above

django.setup()

from django.conf import settings  # noqa: E402 - set up by now

# What a password costs to try is Django's to test; here it is only waited for.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def database():
    """Run PostgreSQL for the session and give its address."""
    from django.db import connections
    from django.test.utils import setup_test_environment, teardown_test_environment

    from curbcut.service.configuration import Configuration
    from curbcut.service.embedded_database import embedded_database
    from curbcut.service.launch import migrate

    setup_test_environment()
    with embedded_database(Path(_FOLDER.name) / "postgresql") as running:
        fitting = Configuration.from_environment({"DATABASE_URL": running.address}).database
        connections["default"].settings_dict.update(fitting)
        _forget_the_disk(connections["default"])
        migrate()
        yield running.address
        connections.close_all()
    teardown_test_environment()


def _forget_the_disk(connection):
    """Let PostgreSQL answer before its files are on the disk: these data need to survive nothing, and TRUNCATE waits for it."""
    with connection.cursor() as cursor:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            cursor.execute(f"ALTER SYSTEM SET {setting} = off")
        cursor.execute("SELECT pg_reload_conf()")


KEPT = ("django_migrations", "django_content_type", "auth_permission")
"""Written by migrations; Django's own `flush` empties two of them and writes them anew, which took most of its time."""


@pytest.fixture(autouse=True)
def _empty_tables(database):
    """Leave nothing behind: every test starts with a migrated, empty database and an empty queue."""
    yield
    from django.db import connections

    empty_tables()
    connections.close_all()


def empty_tables():
    """Empty every table that has rows, those of the queue too."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND NOT tablename = ANY(%s)", [[*KEPT]]
        )
        names = [name for (name,) in cursor.fetchall()]
        cursor.execute(" UNION ALL ".join(f"(SELECT '{name}' FROM {name} LIMIT 1)" for name in names))
        filled = [name for (name,) in cursor.fetchall()]
        if filled:
            cursor.execute(f"TRUNCATE {', '.join(filled)} RESTART IDENTITY CASCADE")


@pytest.fixture
def browser():
    """A browser without script: Django's test client, with CSRF checks on."""
    from django.test import Client

    return Client(HTTP_HOST="127.0.0.1")
