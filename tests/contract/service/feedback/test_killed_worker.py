"""A worker's job that is killed between writing to Canvas and recording it: nothing lost, nothing written twice."""

import os
import subprocess
import sys

from django.db import connections
from tests.builders.canvas_state import a_page, a_state
from tests.contract.service.feedback.courses import CheckedCourse
from tests.contract.service.workers import wait_until

from curbcut.service.feedback.models import Change

IMAGE = '<p>A<img src="/a.png">B</p>'
JOB = """
import django
django.setup()
from curbcut.service.feedback.tasks import write_changes
write_changes({client_id}, 1)
"""


def test_killed_job_wrote_once_and_the_next_one_records_it(sandbox, database):
    state = a_state()
    a_page(state, id=11, body=IMAGE)
    course = CheckedCourse(sandbox, state)
    change = course.fix(course.item("page"), "describe-image", "A dog")
    # The first read is let through, the one after the write hangs until the process is dead.
    course.fault("^GET /api/v1/courses/101/pages/11", "slow", after=1, seconds=600)

    job = [sys.executable, "-c", JOB.format(client_id=course.institution.pk)]
    with subprocess.Popen(job, env=os.environ | {"DATABASE_URL": database}) as process:
        wait_until(lambda: course.requests("PUT") == 1 or process.poll() is not None, seconds=300.0)
        process.kill()
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
