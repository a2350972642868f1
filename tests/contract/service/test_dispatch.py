"""Which jobs the tick puts into the queue, and who works on what; no Canvas is asked for that."""

import pytest
from django.utils import timezone
from tests.contract.service.checked_items import a_course, a_page
from tests.contract.service.institutions import connected
from tests.contract.service.queue_and_claims import in_another_connection, jobs

from curbcut.service.checking import dispatch, due
from curbcut.service.library.claims import claim, items_being_checked, take
from curbcut.service.library.models import Item


class NobodyThere:
    """Stands where the sandbox would be asked for its address and a token."""

    address = "https://canvas.test"

    @staticmethod
    def token(_login):
        return "a-token"


@pytest.fixture
def institution(database):
    return with_work("Northfield")


def with_work(name):
    """A connected institution with a course of more pages that nobody has checked than there are jobs for, one a job."""
    institution = connected(NobodyThere(), name=name)
    course = a_course(institution)
    for number in range(dispatch.SLOTS + 1):
        a_page(course, f"<p>Page {number}</p>")
    Item.objects.of(institution).update(due_at=timezone.now())
    return institution


def test_dispatcher_keeps_a_few_jobs_of_each_institution_in_the_queue(institution, monkeypatch):
    from procrastinate.contrib.django.models import ProcrastinateJob

    other = with_work("Other")
    monkeypatch.setattr(dispatch, "BATCH", 1)
    dispatch.tick()
    dispatch.tick()
    slots = sorted(
        (job.args["client_id"], job.args["slot"])
        for job in ProcrastinateJob.objects.filter(task_name="checking.check-items", status="todo")
    )
    assert slots == [(one.pk, slot) for one in (institution, other) for slot in range(dispatch.SLOTS)]


def test_tick_lists_an_institution_that_never_was(institution):
    dispatch.tick()
    assert "library.sync-institution" in jobs()


def test_claims_of_a_dead_job_are_free_and_of_a_living_one_are_not(institution):
    waiting = due.due_items(institution)
    total = waiting.count()
    with in_another_connection(claim()) as number:
        assert len(take(waiting, number, limit=5)) == 5
        assert items_being_checked(institution).count() == 5
        with claim() as ours:
            assert len(take(waiting, ours, limit=1000)) == total - 5
    assert not items_being_checked(institution).exists()
    with claim() as ours:
        assert len(take(waiting, ours, limit=1000)) == total
