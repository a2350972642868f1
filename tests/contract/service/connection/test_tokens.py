"""Access tokens over many processes: renewed at 55 minutes, by one of them, and never while another one looks."""

import os
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from tests.contract.service.connection.administrator import Administrator

WORKERS = 8
WORKER = """
import sys, time, django
django.setup()
from curbcut.service.connection.tokens import canvas_of
from curbcut.service.tenancy.models import Institution
institution = Institution.objects.get(pk=int(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
with canvas_of(institution) as canvas:
    print(next(iter(canvas.accounts.list_accounts())).name, flush=True)
"""


@pytest.fixture
def ada(sandbox):
    # The bucket is not what this is about: eight workers that ask at once fill it with their up-front costs.
    sandbox.control("PATCH", "switches", {"throttle_high_water_mark": 100_000.0})
    made = Administrator(sandbox)
    made.connect()
    sandbox.control("DELETE", "counters")
    return made


def expire_here(ada, *, left):
    """Make what we know of the token's end be so many seconds from now."""
    from django.utils import timezone

    from curbcut.service.connection.models import Connection

    Connection.objects.of(ada.institution).update(token_expires_at=timezone.now() + timedelta(seconds=left))


def all_at_once(ada, database, count=WORKERS):
    """Start that many processes, let them ask Canvas at the same moment, and return what they print."""
    environment = os.environ | {"DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "curbcut.service.settings"}
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", WORKER, str(ada.client_id)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
        )
        for _ in range(count)
    ]
    try:
        assert [process.stdout.readline() for process in processes] == ["ready\n"] * count
        for process in processes:
            process.stdin.write("go\n")
            process.stdin.flush()
        results = [process.communicate(timeout=120) for process in processes]
    finally:
        for process in processes:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout, process.stderr):
                stream.close()
    assert [error for _, error in results if error] == []
    return [output.strip() for output, _ in results]


@pytest.mark.parametrize("known", [True, False])
def test_eight_workers_and_one_expired_token_make_one_refresh(ada, database, known):
    """Whether our clock says that it is over, or Canvas does."""
    ada.sandbox.control("POST", "clock", {"advance": 3700})
    expire_here(ada, left=-100 if known else 3000)
    assert all_at_once(ada, database) == ["Alderwick University"] * WORKERS
    counters = ada.sandbox.counters()
    assert (counters["token_requests"], counters["token_refreshes"]) == (1, 1)


@pytest.mark.parametrize(("left", "refreshes"), [(301, 0), (299, 1)])
def test_a_token_is_renewed_at_55_minutes(ada, left, refreshes):
    from curbcut.service.connection.tokens import canvas_of

    expire_here(ada, left=left)
    with canvas_of(ada.institution) as canvas:
        list(canvas.accounts.list_accounts())
        list(canvas.accounts.list_accounts())
    assert ada.sandbox.counters()["token_refreshes"] == refreshes


def test_the_last_five_minutes_are_for_a_token_endpoint_that_does_not_answer(ada):
    from curbcut.canvas.errors import CanvasUnavailableError
    from curbcut.service.connection.tokens import canvas_of

    expire_here(ada, left=200)
    ada.fault("POST /login/oauth2/token", "502-html")
    try:
        with canvas_of(ada.institution) as canvas:
            assert list(canvas.accounts.list_accounts())
        expire_here(ada, left=-1)
        with pytest.raises(CanvasUnavailableError), canvas_of(ada.institution) as canvas:
            list(canvas.accounts.list_accounts())
    finally:
        ada.sandbox.control("DELETE", "faults")
    assert ada.connection.is_usable


def test_the_refresh_token_stays_when_canvas_gives_no_other(ada):
    from curbcut.service.connection.tokens import canvas_of
    from curbcut.service.tenancy.secret_store import read_secret

    before = read_secret(ada.institution, "refresh_token")
    for _ in range(2):
        expire_here(ada, left=-1)
        with canvas_of(ada.institution) as canvas:
            list(canvas.accounts.list_accounts())
    assert read_secret(ada.institution, "refresh_token") == before
    assert ada.sandbox.counters()["token_refreshes"] == 2


# The lock under it


def test_a_lock_is_re_entrant_in_a_thread_and_shuts_others_out():
    held = []

    def other():
        from django.db import connection

        from curbcut.service.connection.locks import advisory_lock

        with advisory_lock("a name"):
            held.append(time.monotonic())
        connection.close()

    import threading

    from curbcut.service.connection.locks import advisory_lock

    lock = advisory_lock("a name")
    thread = threading.Thread(target=other)
    with lock:
        with lock:
            pass
        thread.start()
        thread.join(0.3)
        assert held == []
        released = time.monotonic()
    thread.join(10)
    assert held[0] >= released


def test_a_lock_inside_a_transaction_that_fails_is_released_with_it():
    from django.db import DatabaseError, connection, transaction

    from curbcut.service.connection.locks import advisory_lock

    with pytest.raises(DatabaseError), transaction.atomic(), advisory_lock("a name"), connection.cursor() as cursor:
        cursor.execute("SELECT 1 / 0")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")
        assert cursor.fetchone() == (0,)
