"""A worker that is killed between writing to Canvas and recording it: nothing lost, nothing written twice."""

import signal

from django.db import connections
from tests.builders.canvas_state import a_page, a_state
from tests.contract.service.feedback.courses import CheckedCourse
from tests.contract.service.workers import wait_until, worker

from curbcut.service.feedback.models import Change

IMAGE = '<p>A<img src="/a.png">B</p>'


def test_killed_worker_wrote_once_and_the_next_one_records_it(sandbox, database, tmp_path):
    state = a_state()
    a_page(state, id=11, body=IMAGE)
    course = CheckedCourse(sandbox, state)
    change = course.fix(course.item("page"), "describe-image", "A dog")
    # The first read is let through, the one after the write hangs until the worker is dead.
    course.fault("^GET /api/v1/courses/101/pages/11", "slow", after=1, seconds=600)

    with worker(database, tmp_path / "one") as first:
        wait_until(lambda: course.requests("PUT") == 1)
        first.send_signal(signal.SIGKILL)
        first.wait(10)
    connections.close_all()
    change = course.now(change)
    assert (change.state, change.written_at) == ("writing", None)
    assert 'alt="A dog"' in course.stored("pages", 11)["body"]

    course.work()
    change = Change.objects.of(course.institution).get(pk=change.pk)
    assert (change.state, change.code) == ("fixed", "")
    assert course.requests("PUT") == 1
    assert course.done(course.undo(change)).state == "fixed"
    assert course.stored("pages", 11)["body"] == IMAGE
