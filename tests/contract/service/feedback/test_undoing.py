"""Taking back: what stood there stands there again, unless somebody changed it since."""

import pytest
from tests.builders.canvas_state import COURSE, a_page, a_state
from tests.contract.service.feedback.courses import CheckedCourse

from curbcut.service.feedback.changes import history_of
from curbcut.service.feedback.errors import NotOfferedError
from curbcut.service.feedback.models import Original
from curbcut.service.feedback.undoing import undoable, why_not

PICTURES = '<p><img src="/a.png"></p>\r\n<p><img src="/b.png"></p>'


@pytest.fixture
def course(sandbox):
    state = a_state()
    a_page(state, id=11, body=PICTURES)
    return CheckedCourse(sandbox, state)


def fix(course, answer):
    return course.done(course.fix(course.item("page"), "describe-image", answer))


def body(course):
    return course.stored("pages", 11)["body"]


def test_undo_is_checked_against_what_we_left(course):
    change = fix(course, "One")
    course.edit("pages", 11, body="<p>A person's</p>")
    undo = course.done(course.undo(change))
    assert (undo.state, undo.code, body(course)) == ("moved", "content-changed", "<p>A person's</p>")
    assert why_not(course.now(change)) is None  # may be asked for again


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2), (1, 2, 0)])
def test_changes_of_one_text_are_taken_back_in_any_order(sandbox, order):
    state = a_state()
    before = PICTURES + '<p><img src="/c.png"></p>'
    a_page(state, id=11, body=before)
    course = CheckedCourse(sandbox, state)
    changes = [fix(course, answer) for answer in ("One", "Two", "Three")]
    for count, number in enumerate(order):
        assert course.done(course.undo(changes[number])).state == "fixed"
        left = [answer for at, answer in enumerate(("One", "Two", "Three")) if at not in order[: count + 1]]
        assert [answer for answer in ("One", "Two", "Three") if f'alt="{answer}"' in body(course)] == left
    assert body(course) == before
    assert undoable(course.item("page")) is None


def test_change_that_another_of_the_same_place_stands_on_is_not_taken_out(sandbox):
    state = a_state()
    a_page(state, id=11, body='<p><img src="/a.png"></p>')
    course = CheckedCourse(sandbox, state)
    first, second = fix(course, "a.png"), fix(course, "A dog")
    assert (first.state, second.state) == ("fixed", "fixed")
    with pytest.raises(NotOfferedError) as refused:
        course.undo(first)
    assert refused.value.why == "later-changes"
    assert course.done(course.undo(second)).state == "fixed"
    assert course.done(course.undo(first)).state == "fixed"


def test_edit_of_a_person_between_two_changes_is_never_taken_out_with_the_first(course):
    first = fix(course, "One")
    course.edit("pages", 11, body=body(course) + "<p>A person's</p>")
    course.read()
    second = fix(course, "Two")
    with_both = body(course)
    assert course.done(course.undo(first)).state == "moved"
    assert body(course) == with_both
    assert course.done(course.undo(second)).state == "fixed"
    assert body(course).endswith("<p>A person's</p>")


def test_undo_can_be_taken_back_and_nothing_twice(course):
    change = fix(course, "One")
    mended = body(course)
    undo = course.done(course.undo(change))
    with pytest.raises(NotOfferedError) as refused:
        course.undo(change)
    assert refused.value.why == "undone"
    redo = course.done(course.undo(undo))
    assert (redo.state, body(course)) == ("fixed", mended)
    assert course.done(course.undo(change)).state == "fixed"
    assert body(course) == PICTURES


def test_diff_of_an_undo_is_the_other_way_round(course):
    change = fix(course, "One")
    undo = course.undo(change)
    assert '+  alt="One"' in change.diff.splitlines()
    assert '-  alt="One"' in undo.diff.splitlines()


def test_history_says_who_what_and_with_which_score(course):
    change = fix(course, "One")
    undo = course.done(course.undo(change))
    assert list(history_of(course.item("page"))) == [undo, change]
    assert (undo.score_before, undo.score_after) == (change.score_after, change.score_before)
    assert (change.person_name, change.rule_id, change.answer) == ("Ada", "html-image-without-alternative", "One")


def test_what_is_not_done_or_wrote_nothing_has_nothing_to_take_back(course):
    change = course.fix(course.item("page"), "describe-image", "One")
    assert why_not(change).code == "still-open"
    course.edit("pages", 11, body="<p>Other</p>")
    assert why_not(course.done(change)).code == "not-written"


def test_what_is_not_kept_any_more_cannot_be_taken_back(course):
    change = fix(course, "One")
    Original.objects.of(course.institution).all().delete()
    with pytest.raises(NotOfferedError) as refused:
        course.undo(change)
    assert refused.value.why == "not-kept"


def test_syllabus_has_no_history_but_ours(sandbox):
    state = a_state()
    stored = "<h2></h2>\n<!-- note --><P Class=x>Caf\u00e9 &amp; &nbsp;bar</P>"
    state.courses[COURSE].syllabus_body = stored
    course = CheckedCourse(sandbox, state)
    change = course.done(course.fix(course.item("syllabus"), "remove-empty-heading"))
    assert change.state == "fixed"
    assert course.stored("courses", COURSE)["syllabus_body"] == stored.removeprefix("<h2></h2>")
    assert course.done(course.undo(change)).state == "fixed"
    assert course.stored("courses", COURSE)["syllabus_body"] == stored
