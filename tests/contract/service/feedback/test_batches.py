"""The same fix all over a course: one answer, one change an item, an outcome each, stop, and all of it taken back."""

from dataclasses import replace

import pytest
from tests.builders.canvas_state import a_file, a_page, a_quiz, a_state
from tests.contract.service.feedback.courses import CheckedCourse

from canvas_sandbox.model import Lock
from curbcut.service.feedback import batches
from curbcut.service.feedback.errors import ForbiddenError, NotOfferedError
from curbcut.service.library.models import Course, Item
from curbcut.service.tenancy.models import Person
from curbcut.service.tenancy.services import create_institution

LOGO = '<p><img src="/courses/101/files/9/preview"></p>'
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


@pytest.fixture
def course(sandbox):
    """A logo on four texts, once twice and once locked; another picture beside it."""
    state = a_state()
    a_file(state, id=9, display_name="logo.png", content_type="image/png", data=PNG)
    for identifier, body in (
        (11, LOGO),
        (12, LOGO + '<p>Other <img src="/courses/101/files/8/preview"></p>' + LOGO.replace("/preview", "/preview?w=1")),
        (13, LOGO.replace("/preview", "")),
    ):
        a_page(state, id=identifier, title=f"P{identifier}", body=body)
    a_page(state, id=14, title="P14", body=LOGO, lock=Lock(is_child=True, restrictions={"content": True}))
    a_quiz(state, id=15, description=LOGO)
    return CheckedCourse(sandbox, state)


def the_same(course):
    item = course.item("page", canvas_id="11")
    return batches.same_findings(item, *course.find(item, "describe-image"))


def request(course, targets=None, **more):
    return batches.request_batch(
        course=course.course, person=course.person, fix_id="describe-image", answer="Our logo",
        targets=the_same(course) if targets is None else targets, **more,
    )  # fmt: skip


def outcomes(batch):
    return {change.item.title: change.state for change in batch.changes.select_related("item")}


def test_same_picture_is_found_wherever_it_is_used(course):
    titles = [course.items(pk=target.item_id).get().title for target in the_same(course)]
    assert sorted(titles) == ["P11", "P12", "P12", "P13", "P14", "Quiz 15"]


def test_one_answer_is_written_everywhere_and_each_text_has_its_outcome(course):
    before = course.content()
    batch = request(course, title="Describe the logo")
    assert (batch.title, batches.progress_of(batch).left) == ("Describe the logo", 4)
    course.work()
    assert outcomes(batch) == {"P11": "fixed", "P12": "fixed", "P13": "fixed", "P14": "locked", "Quiz 15": "fixed"}
    progress = batches.progress_of(batch)
    assert (progress.total, progress.done, progress.is_working) == (5, 5, False)
    assert course.requests() == 3 * 4
    for table, identifier, field in (
        ("pages", 11, "body"),
        ("pages", 12, "body"),
        ("pages", 13, "body"),
        ("quizzes", 15, "description"),
    ):
        text = course.stored(table, identifier)[field]
        before[table][str(identifier)][field] = text
        assert text.count('alt="Our logo"') == (2 if identifier == 12 else 1)
    assert course.content() == before
    assert '<img src="/courses/101/files/8/preview">' in course.stored("pages", 12)["body"]


def test_all_of_it_is_taken_back_at_once(course):
    before = course.content()
    batch = request(course)
    course.work()
    undo = batches.request_undo_of_batch(batch=batch, person=course.person)
    course.work()
    assert set(outcomes(undo).values()) == {"fixed"}
    assert undo.undoes == batch
    assert course.content() == before
    with pytest.raises(NotOfferedError):
        batches.request_undo_of_batch(batch=batch, person=course.person)


def test_undo_of_all_leaves_what_a_person_changed_since(course):
    batch = request(course)
    course.work()
    course.edit("pages", 11, body="<p>A person's</p>")
    undo = batches.request_undo_of_batch(batch=batch, person=course.person)
    course.work()
    assert outcomes(undo)["P11"] == "moved"
    assert course.stored("pages", 11)["body"] == "<p>A person's</p>"
    assert course.stored("pages", 13)["body"] == LOGO.replace("/preview", "")


def test_stop_writes_nothing_more(course, monkeypatch):
    from curbcut.service.feedback import writing

    batch = request(course)
    record = writing.record_written

    def record_and_stop(*arguments):
        record(*arguments)
        batches.stop(batch)

    monkeypatch.setattr(writing, "record_written", record_and_stop)
    course.work()
    assert sorted(outcomes(batch).values()) == ["fixed", "locked", "stopped", "stopped", "stopped"]
    assert course.requests("PUT") == 1


def test_change_that_is_stopped_at_the_last_moment_is_not_written(course, monkeypatch):
    from curbcut.service.feedback import exchange

    batch = request(course)
    declare = exchange._declare

    def stop_and_declare(*arguments):
        batches.stop(batch)
        return declare(*arguments)

    monkeypatch.setattr(exchange, "_declare", stop_and_declare)
    course.work()
    assert course.requests("PUT") == 0
    assert set(outcomes(batch).values()) == {"locked", "stopped"}


def test_text_that_changed_since_it_was_looked_at_gets_its_line(course):
    targets = the_same(course)
    course.edit("pages", 13, body="<p>Other</p>")
    course.read()
    batch = request(course, targets)
    course.work()
    assert outcomes(batch)["P13"] == "moved"
    assert course.stored("pages", 13)["body"] == "<p>Other</p>"


def test_picture_of_the_course_is_described_where_it_is_used(course):
    targets = batches.uses_without_description(course.item("file"))
    assert sorted(targets, key=hash) == sorted(the_same(course), key=hash)


def test_who_may_not_change_the_course_starts_nothing(course):
    targets = the_same(course)
    course.person = Person.objects.create_person(email="eve@example.edu", name="Eve", password="of another place")
    with pytest.raises(ForbiddenError):
        request(course, targets)
    with pytest.raises(ForbiddenError):
        batches.request_undo_of_batch(
            batch=batches.Batch(institution=course.institution, course=course.course), person=course.person
        )


def test_places_of_other_courses_and_institutions_are_not_touched(course):
    here, elsewhere = course.institution, create_institution(name="Southfield")
    foreign = []
    for institution in (here, elsewhere):
        other = Course.objects.of(institution).create(institution=institution, canvas_id="999", name="Other")
        items = Item.objects.of(institution)
        foreign.append(items.create(institution=institution, course=other, kind="page", canvas_id="1"))
    [target, *_] = the_same(course)
    batch = request(course, [target, *(replace(target, item_id=item.pk) for item in foreign)])
    assert {change.item_id for change in batch.changes.all()} == {target.item_id}
