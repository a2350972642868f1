"""Access tokens over many processes: renewed at 55 minutes, by one of them, and never while another one looks."""

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import timedelta

import pytest
from tests.contract.service.connection.administrator import Administrator

WORKERS = 8
WORKER = """
import multiprocessing, sys, django
django.setup()
from curbcut.service.connection.tokens import canvas_of
from curbcut.service.tenancy.models import Institution

def work(pipe):
    institution = Institution.objects.get(pk=int(sys.argv[1]))
    while pipe.recv():
        with canvas_of(institution) as canvas:
            pipe.send(next(iter(canvas.accounts.list_accounts())).name)

fork = multiprocessing.get_context("fork")  # eight processes with all that is theirs, for the price of one start
pipes = [fork.Pipe() for _ in range(int(sys.argv[2]))]
for _, theirs in pipes:
    fork.Process(target=work, args=(theirs,), daemon=True).start()
print("ready", flush=True)
for _ in sys.stdin:
    for ours, _ in pipes:
        ours.send("go")
    print(*(ours.recv() for ours, _ in pipes), sep="|", flush=True)
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


@contextmanager
def workers(ada, database, count=WORKERS):
    """Run that many processes; gives a function that lets them ask Canvas at the same moment and returns their answers."""
    environment = os.environ | {"DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "curbcut.service.settings"}
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    command = [sys.executable, "-c", WORKER, str(ada.client_id), str(count)]
    with subprocess.Popen(command, text=True, env=environment, **pipes) as process:

        def all_at_once():
            process.stdin.write("go\n")
            process.stdin.flush()
            return process.stdout.readline().strip().split("|")

        try:
            assert process.stdout.readline() == "ready\n"
            yield all_at_once
            assert process.communicate(timeout=120)[1] == ""
        finally:
            process.kill()


def test_eight_workers_and_one_expired_token_make_one_refresh(ada, database):
    """Whether our clock says that it is over, or Canvas does."""
    with workers(ada, database) as all_at_once:
        for left in (-100, 3000):
            ada.sandbox.control("POST", "clock", {"advance": 3700})
            ada.sandbox.control("DELETE", "counters")
            expire_here(ada, left=left)
            assert all_at_once() == ["Alderwick University"] * WORKERS
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
