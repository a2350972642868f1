"""What `curbcut serve` does about processes that die, with programs that only wait in the place of web and worker."""

import os
import shutil
import signal
import sys
import threading
import time
from pathlib import Path

import pytest

from curbcut.service.supervisor import Child, Supervisor

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes in /proc")
WAIT = [shutil.which("sleep"), "600"]
LEAVES_A_CHILD = [shutil.which("sh"), "-c", "sleep 600 & wait"]


class FakeDatabase:
    """Keeps the contract of `EmbeddedDatabase`: dies when told to."""

    def __init__(self):
        self.is_dead = False
        self.error = None

    def revive(self):
        if self.error is not None:
            raise self.error
        was_dead, self.is_dead = self.is_dead, False
        return was_dead


@pytest.fixture
def run():
    """Run a supervisor in this thread, and something beside it in another, which ends it."""

    def run(children, beside, database=None):
        said, failed = [], []
        supervisor = Supervisor(children, say=said.append, database=database)

        def play():
            try:
                beside()
            except BaseException as error:  # noqa: BLE001 - raised where it is seen
                failed.append(error)
            finally:
                supervisor.stop()

        thread = threading.Thread(target=play)
        thread.start()
        try:
            supervisor.run()
        finally:
            supervisor.stop()
            thread.join()
        if failed:
            raise failed[0]
        return said

    return run


def until(condition):
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if found := condition():
            return found
        time.sleep(0.02)
    raise AssertionError("It did not come to that in time.")


def process_of(child, *, not_of=None):
    """The id of a child's process, once it runs its program."""

    def find():
        process = child.process
        if process is None or process.pid == not_of:
            return None
        command = Path(f"/proc/{process.pid}/cmdline")
        return process.pid if command.exists() and b"tied.py" not in command.read_bytes() else None

    return until(find)


def is_alive(process_id):
    try:
        return Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_child_that_dies_is_started_again_and_what_it_left_is_ended(run):
    child = Child("web", LEAVES_A_CHILD)

    def beside():
        first = process_of(child)
        [left] = until(lambda: Path(f"/proc/{first}/task/{first}/children").read_text().split())
        os.kill(first, signal.SIGKILL)
        process_of(child, not_of=first)
        until(lambda: not is_alive(left))

    assert run([child], beside) == ["The web process ended with code -9; starting it again in 1 s."]
    assert child.process.poll() is not None


def test_what_hangs_on_the_database_is_started_again_with_it(run):
    web, worker, database = Child("web", WAIT), Child("worker", WAIT, ends_with_database=True), FakeDatabase()
    stayed = []

    def beside():
        stayed.append(process_of(web))
        first = process_of(worker)
        database.is_dead = True
        process_of(worker, not_of=first)
        assert process_of(web) == stayed[0]

    said = run([web, worker], beside, database)
    assert said[0] == "PostgreSQL had ended; it runs again, with everything that was written."
    assert not is_alive(stayed[0])


def test_everything_ends_when_the_database_does_not_start_any_more(run):
    child, database = Child("web", WAIT), FakeDatabase()

    def beside():
        process_of(child)
        database.error = RuntimeError("PostgreSQL did not start")
        until(lambda: child.process.poll() is not None)

    with pytest.raises(RuntimeError, match="did not start"):
        run([child], beside, database)
