"""What is kept so that it can be put back: for how long, where, and of whom."""

from datetime import timedelta

import obstore
import pytest
from django.utils import timezone
from tests.builders.canvas_state import a_page, a_state
from tests.contract.service.feedback.courses import CheckedCourse

from curbcut.service.checking.file_cache import open_store
from curbcut.service.feedback import originals, tasks
from curbcut.service.feedback.models import Original, OriginalPart
from curbcut.service.tenancy.services import create_institution

LARGE = b"x" * originals.PART_BYTES + b"y"


@pytest.fixture
def institution(database):
    return create_institution(name="Northfield")


@pytest.fixture
def bucket(tmp_path, monkeypatch):
    """Object storage, which a folder stands in for."""
    store = open_store("", tmp_path, folder="bucket")
    monkeypatch.setattr(originals, "_store", lambda: store)
    return store


def old(institution):
    Original.objects.of(institution).update(kept_until=timezone.now() - timedelta(seconds=1))


@pytest.mark.parametrize("data", [b"", b"<p>A text</p>", LARGE])
def test_content_is_kept_for_ninety_days(institution, data):
    kept = originals.keep(institution, data)
    assert originals.data_of(kept) == data
    assert timedelta(days=89) < kept.kept_until - timezone.now() <= timedelta(days=90)
    assert originals.forget_old(institution) == 0
    old(institution)
    assert originals.forget_old(institution) == 1
    assert not Original.objects.of(institution).exists()
    assert not OriginalPart.objects.of(institution).exists()


def test_large_content_goes_to_object_storage_and_small_does_not(institution, bucket):
    small, large = originals.keep(institution, b"<p>"), originals.keep(institution, LARGE)
    [[kept]] = obstore.list(bucket)
    assert kept["path"] == f"{institution.pk}/{large.sha256}"
    assert originals.data_of(large) == LARGE
    old(institution)
    assert originals.forget_old(institution) == 2
    assert originals.data_of(large) is None
    assert list(obstore.list(bucket)) == []
    assert originals.data_of(small) == b"<p>"  # the row in hand


def test_object_storage_that_takes_nothing_stops_the_change(institution, bucket, monkeypatch):
    def full(*_):
        raise OSError

    monkeypatch.setattr(originals.obstore, "put", full)
    with pytest.raises(originals.NotKeptError):
        originals.keep(institution, LARGE)


def test_same_content_is_kept_once_and_from_now_on(institution):
    first = originals.keep(institution, LARGE)
    old(institution)
    assert originals.keep(institution, LARGE) == first
    assert originals.forget_old(institution) == 0


def test_content_of_one_institution_is_not_that_of_another(institution):
    other = create_institution(name="Southfield")
    mine, theirs = originals.keep(institution, LARGE), originals.keep(other, LARGE)
    assert mine != theirs
    old(other)
    assert originals.forget_old(other) == 1
    assert originals.data_of(mine) == LARGE


def test_large_content_that_was_lost_or_spoiled_is_not_given_out(institution, bucket):
    kept = originals.keep(institution, LARGE)
    obstore.put(bucket, f"{institution.pk}/{kept.sha256}", b"spoiled")
    assert originals.data_of(kept) is None
    assert originals.data_of(originals.keep(institution, LARGE)) == LARGE  # kept anew
    obstore.delete(bucket, f"{institution.pk}/{kept.sha256}")
    assert originals.data_of(kept) is None


def test_what_an_open_change_needs_stays(sandbox):
    state = a_state()
    a_page(state, id=11, body='<p>A<img src="/a.png">B</p>')
    course = CheckedCourse(sandbox, state)
    course.fault("^PUT ", "lost-answer")
    change = course.done(course.fix(course.item("page"), "describe-image", "A dog"))
    old(course.institution)
    tasks.tidy(0)
    change = course.again(change)
    assert change.state == "fixed"
    tasks.tidy(0)
    change = course.now(change)
    assert (change.original, change.proposal) == (None, None)
    assert change.diff  # the line in the log stays


def test_tick_nudges_what_waits(sandbox):
    from procrastinate.contrib.django.models import ProcrastinateJob

    state = a_state()
    a_page(state, id=11, body='<p>A<img src="/a.png">B</p>')
    course = CheckedCourse(sandbox, state)
    course.fix(course.item("page"), "describe-image", "A dog")
    jobs = ProcrastinateJob.objects.filter(task_name="feedback.write-changes", status="todo")
    assert jobs.count() == 2
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    tasks.tick()
    assert jobs.count() == 2
    tasks.write_changes(course.institution.pk, 0)
    assert course.item("page").changes.get().state == "fixed"
