"""The log of all changes: who, when, what, and what became of it; of one institution, and safe in a spreadsheet."""

import csv
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.builders.canvas_state import a_page, a_state
from tests.contract.service.feedback.courses import CheckedCourse

from curbcut.service.feedback import audit
from curbcut.service.feedback.audit import AuditFilters
from curbcut.service.tenancy.services import create_institution


@pytest.fixture
def course(sandbox):
    state = a_state()
    a_page(state, id=11, title="=HYPERLINK(1)", body='<p>A<img src="/a.png">B</p>')
    return CheckedCourse(sandbox, state)


def test_every_change_is_a_line(course):
    change = course.done(course.fix(course.item("page"), "describe-image", "+1 dog"))
    undo = course.done(course.undo(change))
    lines = list(csv.DictReader("".join(audit.write_csv(course.institution)).splitlines()))
    assert [line["outcome"] for line in lines] == ["fixed", "fixed"]
    of_undo, of_fix = lines
    assert (of_fix["by"], of_fix["answer"], of_fix["item"]) == ("Ada", "'+1 dog", "'=HYPERLINK(1)")
    assert (of_undo["undoes"], of_undo["change"]) == (str(change.pk), str(undo.pk))
    assert of_fix["sha256 after"] == of_undo["sha256 before"]
    assert of_fix["written at"]


def test_log_is_narrowed(course):
    change = course.done(course.fix(course.item("page"), "describe-image", "A dog"))
    course.undo(change)
    hour = timedelta(hours=1)
    now = timezone.now()
    for filters, count in (
        (AuditFilters(), 2),
        (AuditFilters(kind="undo"), 1),
        (AuditFilters(state="fixed"), 1),
        (AuditFilters(course=course.course.pk, person=course.person.pk, item=change.item_id), 2),
        (AuditFilters(person=0), 0),
        (AuditFilters(since=now - hour, until=now + hour), 2),
        (AuditFilters(since=now + hour), 0),
    ):
        assert audit.rows(course.institution, filters).count() == count


def test_line_stays_when_the_person_is_gone(course):
    course.done(course.fix(course.item("page"), "describe-image", "A dog"))
    course.person.delete()
    [line] = audit.rows(course.institution)
    assert (line.person, line.person_name) == (None, "Ada")


def test_log_is_of_one_institution(course):
    course.done(course.fix(course.item("page"), "describe-image", "A dog"))
    assert not audit.rows(create_institution(name="Southfield")).exists()
