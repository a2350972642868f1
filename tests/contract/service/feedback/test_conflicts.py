"""Nobody's edit is lost and nothing is written twice, whatever comes between."""

import pytest
from tests.builders.canvas_state import a_page, a_state
from tests.contract.service.feedback.courses import CheckedCourse

from curbcut.service.checking import loop, rule_sets
from curbcut.service.checking.assessing import Said
from curbcut.service.checking.loop import Settled
from curbcut.service.feedback import contents, exchange, originals, writing
from curbcut.service.feedback.errors import ContentChangedError
from curbcut.service.library.claims import claim, take

IMAGE = '<p>A<img src="/a.png">B</p>'
MENDED = '<p>A<img src="/a.png" alt="A dog">B</p>'
THEIRS = "<p>Written by a person in the meantime</p>"


@pytest.fixture
def course(sandbox):
    state = a_state()
    a_page(state, id=11, body=IMAGE)
    return CheckedCourse(sandbox, state)


def fix(course):
    return course.fix(course.item("page"), "describe-image", "A dog")


def body(course):
    return course.stored("pages", 11)["body"]


def test_content_that_moved_is_shown_and_never_overwritten(course):
    change = fix(course)
    course.edit("pages", 11, body=THEIRS)
    change = course.done(change)
    assert (change.state, change.code, change.written_at) == ("moved", "content-changed", None)
    assert body(course) == THEIRS
    assert course.requests("PUT") == 0
    assert originals.text_of(change.found) == THEIRS
    assert originals.text_of(change.proposal) == MENDED


def test_content_that_moved_before_the_person_asked_is_told_at_once(course):
    course.edit("pages", 11, body=IMAGE + "<p>More</p>")
    course.read()
    with pytest.raises(ContentChangedError):
        course.fix(course.item("page"), "describe-image", "A dog", expects="of another day")
    assert course.item("page").changes.count() == 0
    assert course.done(fix(course)).state == "fixed"


def test_content_that_a_listing_found_changed_is_a_conflict_too(course):
    change = fix(course)
    course.edit("pages", 11, body=THEIRS)
    course.read()
    assert course.done(change).state == "moved"
    assert body(course) == THEIRS


def test_answer_that_was_lost_after_the_deed_is_found_and_not_written_again(course):
    course.fault("^PUT ", "lost-answer")
    change = course.done(fix(course))
    assert (change.state, change.code) == ("writing", "canvas-unavailable")
    assert originals.text_of(change.original) == IMAGE
    change = course.again(change)
    assert (change.state, change.code) == ("fixed", "")
    assert body(course) == MENDED
    assert course.requests("PUT") == 1


def test_answer_that_was_lost_before_the_deed_is_written_once(course):
    course.fault("^PUT ", "502-html")
    change = course.done(fix(course))
    assert (change.state, body(course)) == ("writing", IMAGE)
    change = course.again(change)
    assert (change.state, body(course)) == ("fixed", MENDED)
    assert course.requests("PUT") == 1


def test_edit_of_a_person_after_a_lost_answer_stays(course):
    course.fault("^PUT ", "lost-answer")
    change = course.done(fix(course))
    course.edit("pages", 11, body=THEIRS)
    change = course.again(change)
    assert (change.state, change.code) == ("moved", "unknown-outcome")
    assert body(course) == THEIRS
    assert originals.text_of(change.original) == IMAGE


def test_edit_of_a_person_right_after_ours_is_not_taken_for_ours(course, monkeypatch):
    """What an undo expects to find is what Canvas made of ours, not what somebody wrote after that."""
    put = contents.write_text

    def put_and_lose_the_race(*arguments):
        answered = put(*arguments)
        course.edit("pages", 11, body=THEIRS)
        return answered

    with monkeypatch.context() as patched:
        patched.setattr(contents, "write_text", put_and_lose_the_race)
        change = course.done(fix(course))
    assert change.code == "changed-after"
    assert course.item("page").body == THEIRS
    undo = course.done(course.undo(change))
    assert (undo.state, body(course)) == ("moved", THEIRS)


class Killed(BaseException):
    """Ends a job as a kill does: nothing of ours catches it."""


def test_job_that_ended_between_writing_and_recording_is_recorded_by_the_next(course, monkeypatch):
    def killed(*_):
        raise Killed

    asked = fix(course)
    with monkeypatch.context() as patched:
        patched.setattr(writing, "record_written", killed)
        with pytest.raises(Killed):
            course.done(asked)
    change = course.item("page").changes.get()
    assert (change.state, change.claim, body(course)) == ("writing", None, MENDED)
    course.read()  # a listing in between finds our own text, and is no conflict
    change = course.done(change)
    assert (change.state, change.code) == ("fixed", "")
    assert course.requests("PUT") == 1
    assert course.now(course.undo(change)).state == "waiting"


def test_text_that_canvas_spelled_anew_is_recognised_after_an_end_in_the_middle(course, monkeypatch):
    put = contents.write_text

    def spelled_anew(canvas, course_id, kind, number, html):
        put(canvas, course_id, kind, number, html.replace('"/a.png" alt="A dog"', "'/a.png'  alt='A&#32;dog'"))
        raise Killed

    asked = fix(course)
    with monkeypatch.context() as patched:
        patched.setattr(contents, "write_text", spelled_anew)
        with pytest.raises(Killed):
            course.done(asked)
    change = course.done(course.item("page").changes.get())
    assert (change.state, change.became == change.wanted) == ("fixed", False)
    assert course.requests("PUT") == 1


def test_listing_that_began_before_we_wrote_does_not_bring_the_old_text_back(course):
    from django.utils import timezone

    from curbcut.canvas.client import connect
    from curbcut.canvas.course_reader import read_contents
    from curbcut.canvas.secret import Secret
    from curbcut.service.library import sync_course

    began_at = timezone.now()
    with connect(course.sandbox.address, Secret(course.sandbox.token("root.admin"))) as canvas:
        listed = read_contents(canvas, int(course.canvas_id))
    course.done(fix(course))
    assert sync_course.apply(course.course, listed, began_at=began_at) is False
    assert course.item("page").body == MENDED


def test_check_of_the_old_text_that_ends_after_ours_says_nothing_of_the_new(course):
    old = course.item("page")
    course.done(fix(course))
    after = course.item("page").standing.result
    loop.settle([Settled(old, Said(old.standing.result, fingerprint=old.fingerprint))], rule_sets.current_rule_set())
    assert course.item("page").standing.result == after
    assert not course.items(due_at__isnull=False).exists()


def test_changes_of_one_item_go_one_after_the_other_whatever_the_number_of_workers(course):
    first, second = fix(course), course.fix(course.item("page"), "mark-image-decorative")
    waiting = writing.waiting_changes(course.institution)
    with claim() as one, claim() as two:
        assert take(waiting, one, limit=5) == [first]
        assert take(waiting, two, limit=5) == []
    course.work()
    assert [course.now(change).state for change in (first, second)] == ["fixed", "moved"]
    assert body(course) == MENDED


def test_nothing_is_written_over_what_could_not_be_kept(course, monkeypatch):
    def full(*_):
        raise originals.NotKeptError("The disk is full.")

    change = fix(course)
    with monkeypatch.context() as patched:
        patched.setattr(exchange.originals, "keep", full)
        change = course.done(change)
    assert (change.state, change.code, body(course)) == ("waiting", "not-kept", IMAGE)
    assert course.again(change).state == "fixed"
