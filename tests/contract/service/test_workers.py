"""Workers as processes: they share the work, and a death in the middle loses nothing and doubles nothing."""

import os
import signal
import socket
import subprocess
import sys
from collections import Counter
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from tests.contract.service.institutions import connected
from tests.contract.service.object_storage import object_storage
from tests.contract.service.workers import wait_until, worker
from tests.sandbox_process import start_sandbox

from curbcut.service.checking.models import CourseSummary, Result, Standing
from curbcut.service.library import reading
from curbcut.service.library.claims import live
from curbcut.service.library.models import Course, Item
from curbcut.service.queue import DEFAULT_CONCURRENCY, nudge
from curbcut.service.reporting.selectors import progress_of

COURSES = 3


@pytest.fixture
def sandbox():
    with start_sandbox(seed=f"institution:{COURSES}") as running:
        yield running


@pytest.fixture
def institution(sandbox, database):
    institution = connected(sandbox)
    reading.request_sync(institution)
    return institution


@pytest.fixture
def storage():
    with object_storage() as variables:
        yield variables


def is_done(institution):
    done = progress_of(institution)
    return done.courses == COURSES and done.items > 0 and not done.is_working


def checked(institution):
    return Standing.objects.of(institution).count()


def assert_whole(institution, sandbox):
    """Every item has one answer, the numbers are those of the answers, and no content has two results."""
    items = Item.objects.of(institution).filter(gone_at__isnull=True)
    assert Standing.objects.of(institution).count() == items.count()
    assert not Item.objects.of(institution).filter(due_at__isnull=False).exists()
    contents = Counter(Result.objects.of(institution).values_list("fingerprint", "context"))
    assert max(contents.values()) == 1
    for summary in CourseSummary.objects.of(institution):
        standings = Standing.objects.of(institution).filter(course_id=summary.course_id)
        assert summary.items == standings.count()
        assert summary.major == sum(one.result.major for one in standings.filter(result__isnull=False))


def downloads(sandbox):
    routes = sandbox.counters()["routes"]
    return sum(count for route, count in routes.items() if route.startswith("GET /files/"))


def fetched_files(institution):
    """Items whose bytes had to come from Canvas."""
    return Item.objects.of(institution).filter(kind="file").exclude(fingerprint="").count()


def test_two_workers_with_folders_of_their_own_share_the_work_and_do_nothing_twice(
    sandbox, institution, database, tmp_path
):
    with worker(database, tmp_path / "one") as first, worker(database, tmp_path / "two") as second:
        workers = set()

        def is_shared_and_done():
            workers.update(busy_workers())
            return is_done(institution)

        wait_until(is_shared_and_done)
        assert first.poll() is None
        assert second.poll() is None
    assert len(workers) == 2
    assert_whole(institution, sandbox)
    assert downloads(sandbox) == fetched_files(institution)
    routes = sandbox.counters()["routes"]
    assert routes["GET /api/v1/courses/{course_id}/files"] == COURSES
    assert sandbox.counters()["peak_in_flight"] <= 3 + 1  # the requests of content, and one of the control


def busy_workers():
    """The workers whose database connections hold a claim or a slot at this moment."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT worker_id FROM procrastinate_jobs WHERE status = 'doing'")
        return {row[0] for row in cursor.fetchall()}


def test_killed_worker_loses_nothing_and_doubles_nothing(sandbox, institution, database, tmp_path, storage):
    """Another machine goes on where it died: what it had fetched is in the storage that they share."""
    with worker(database, tmp_path / "one", **storage) as first:
        wait_until(lambda: checked(institution) >= 30)
        first.send_signal(signal.SIGKILL)
        first.wait(10)
    before = set(Result.objects.of(institution).values_list("pk", flat=True))
    assert not is_done(institution)
    with worker(database, tmp_path / "two", **storage):
        wait_until(lambda: is_done(institution))
    assert_whole(institution, sandbox)
    assert set(Result.objects.of(institution).values_list("pk", flat=True)) >= before
    # The bytes are in the storage and their fingerprint in the database before a job goes on, so that each job loses at most
    # the one file that it was fetching.
    assert fetched_files(institution) <= downloads(sandbox) <= fetched_files(institution) + DEFAULT_CONCURRENCY


def test_claims_of_a_killed_worker_are_free_at_once(sandbox, institution, database, tmp_path):
    with worker(database, tmp_path / "one") as first:
        wait_until(lambda: Item.objects.of(institution).filter(claim__in=live()).exists())
        first.send_signal(signal.SIGKILL)
        first.wait(10)
    wait_until(lambda: not Item.objects.of(institution).filter(claim__in=live()).exists())
    wait_until(lambda: not Course.objects.of(institution).filter(claim__in=live()).exists())


def test_job_of_a_dead_worker_goes_back_to_the_queue(database, tmp_path, institution):
    """What no tick would nudge again, such as the check of a connection."""
    from procrastinate.contrib.django.models import ProcrastinateJob

    nudge("connection.check", once="check", client_id=institution.pk)
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE task_name = 'connection.check'")
        cursor.execute("DELETE FROM procrastinate_jobs WHERE task_name <> 'connection.check'")
    nudge("checking.revive-jobs", once="revive")
    with worker(database, tmp_path / "one"):
        wait_until(lambda: not ProcrastinateJob.objects.filter(task_name="connection.check").exists())


def test_whatever_is_killed_comes_back_with_everything(sandbox, tmp_path):
    """`curbcut serve` on data of its own: its web process dies alone, then all at once, PostgreSQL alone, the supervisor alone."""
    with serving(tmp_path) as (serve, port):
        prepare(tmp_path, sandbox)
        web = web_of(serve)
        kill(*web)
        wait_until(lambda: answers(port) and not set(web_of(serve)) & set(web))
        wait_until(lambda: asked(tmp_path, ANSWERS) >= 20)
        # The supervisor first, so that it restarts nothing.
        family = [serve.pid, *family_of(serve.pid), postmaster(tmp_path)]
        assert len(family) >= 5  # supervisor, web and its process, worker, PostgreSQL
        kill(*family)
        serve.wait(10)
    with serving(tmp_path) as (serve, port):
        assert asked(tmp_path, ANSWERS) >= 20
        kill(postmaster(tmp_path))
        wait_until(lambda: asked(tmp_path, COURSES_READ) == COURSES and asked(tmp_path, WAITING) == 0)
        assert asked(tmp_path, ANSWERS) == asked(tmp_path, ITEMS)
        assert asked(tmp_path, DOUBLED) == 0
        left = family_of(serve.pid)
        kill(serve.pid)
        serve.wait(10)
        wait_until(lambda: not answers(port) and not any(is_alive(process_id) for process_id in left))
        os.kill(postmaster(tmp_path), signal.SIGTERM)


ANSWERS = "SELECT count(*) FROM checking_standing"
ITEMS = "SELECT count(*) FROM library_item WHERE gone_at IS NULL"
WAITING = "SELECT count(*) FROM library_item WHERE due_at IS NOT NULL AND gone_at IS NULL"
COURSES_READ = "SELECT count(*) FROM library_course WHERE sync_state = 'read' AND wanted_at IS NULL"
DOUBLED = (
    "SELECT count(*) FROM (SELECT 1 FROM checking_result GROUP BY fingerprint, context HAVING count(*) > 1) AS doubled"
)
PREPARE = """
import sys
from curbcut.service.launch import deployment
with deployment(exclusive=False):
    from tests.contract.service.institutions import connected
    from curbcut.service.library.reading import request_sync
    request_sync(connected(type("Sandbox", (), {"address": sys.argv[1]}), token=sys.argv[2]))
"""


def address_of(folder):
    return f"postgresql://postgres:@/curbcut?host={folder}/data/postgresql"


def asked(folder, question):
    """Ask the deployment's database; -1 while it does not answer."""
    import psycopg

    try:
        with psycopg.connect(address_of(folder), connect_timeout=5) as connection:
            return connection.execute(question).fetchone()[0]
    except psycopg.Error:
        return -1


def environment_of(folder, port):
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("CURBCUT_", "DATABASE"))}
    return inherited | {"CURBCUT_DATA": f"{folder}/data", "CURBCUT_ENVIRONMENT": f"127.0.0.1:{port}"}


@contextmanager
def serving(folder):
    """Run `curbcut serve` until it answers, give it and its port, and end it if it still lives."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "curbcut.cli", "serve", "--port", str(port)]
    environment = environment_of(folder, port)
    log = folder / "serve.log"
    with (
        log.open("ab") as said,
        subprocess.Popen(command, env=environment, stdout=said, stderr=said, start_new_session=True) as serve,
    ):
        try:
            wait_until(lambda: answers(port) or serve.poll() is not None)
            assert serve.poll() is None, log.read_text()
            yield serve, port
        finally:
            if serve.poll() is None:
                serve.send_signal(signal.SIGTERM)
            try:
                serve.wait(60)
            except subprocess.TimeoutExpired:
                serve.kill()


def answers(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def prepare(folder, sandbox):
    """Connect an institution and ask for its courses, from a process of its own."""
    environment = environment_of(folder, 8040) | {"DATABASE_URL": address_of(folder), "PYTHONPATH": str(Path.cwd())}
    command = [sys.executable, "-c", PREPARE, sandbox.address, sandbox.token("admin")]
    subprocess.run(command, env=environment, check=True, timeout=60)


def kill(*process_ids):
    for process_id in process_ids:
        with suppress(ProcessLookupError):
            os.kill(process_id, signal.SIGKILL)


def is_alive(process_id):
    """Whether a process runs; one that ended and that nobody has buried does not."""
    with suppress(OSError):
        return Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def postmaster(folder):
    return int((folder / "data" / "postgresql" / "postmaster.pid").read_text().splitlines()[0])


def web_of(serve):
    """The web server that `curbcut serve` started: one process, whose own child does the work."""
    return [one for one in children_of(serve.pid) if "granian" in command_of(one)]


def command_of(process_id):
    with suppress(OSError):
        return Path(f"/proc/{process_id}/cmdline").read_text()
    return ""


def family_of(process_id):
    """Everything that a process started, and what that started."""
    children = [*children_of(process_id)]
    return [*children, *(grandchild for child in children for grandchild in children_of(child))]


def children_of(process_id):
    """Processes that a process started, by Linux's own list."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            if int(stat.read_text().rpartition(")")[2].split()[1]) == process_id:
                yield int(stat.parent.name)
