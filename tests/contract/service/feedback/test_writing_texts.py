"""Texts are mended in Canvas: what is sent, what it becomes, what is written down, and back again."""

import pytest
from tests.builders.canvas_state import COURSE, a_page, a_quiz, a_state, a_topic, an_assignment
from tests.contract.service.feedback.courses import CheckedCourse

from curbcut.service.checking.models import CourseSummary
from curbcut.service.feedback.changes import Wanted, request_fixes

IMAGE = '<p>A<img src="/courses/101/files/9/preview">B</p>'
MENDED = '<p>A<img src="/courses/101/files/9/preview" alt="A dog">B</p>'


def everything():
    """A course with one faulty text of every kind."""
    state = a_state()
    a_page(state, id=11, body=IMAGE)
    an_assignment(state, id=12, description=IMAGE)
    a_topic(state, id=13, message=IMAGE)
    a_topic(state, id=14, message=IMAGE, is_announcement=True)
    a_quiz(state, id=15, description=IMAGE)
    state.courses[COURSE].syllabus_body = IMAGE
    return state


PLACES = {
    "page": ("pages", 11, "body"),
    "assignment": ("assignments", 12, "description"),
    "discussion": ("discussion_topics", 13, "message"),
    "announcement": ("discussion_topics", 14, "message"),
    "quiz": ("quizzes", 15, "description"),
    "syllabus": ("courses", COURSE, "syllabus_body"),
}


def test_every_kind_is_mended_with_three_requests_and_nothing_else_is_touched(sandbox):
    course = CheckedCourse(sandbox, everything())
    before = course.content()
    for kind in PLACES:
        change = course.fix(course.item(kind), "describe-image", "A dog")
        assert (change.state, change.person_name) == ("waiting", "Ada")
    course.work()
    assert course.requests() == 3 * len(PLACES)
    for kind, (table, identifier, field) in PLACES.items():
        change = course.item(kind).changes.get()
        assert (kind, change.state, change.code, change.reason) == (kind, "fixed", "", "")
        assert course.stored(table, identifier)[field] == course.item(kind).body == MENDED
        before[table][str(identifier)][field] = MENDED
        assert change.score_after > change.score_before
        assert change.diff.endswith('\n- \n+  alt="A dog"') or '+  alt="A dog"' in change.diff
    assert course.content() == before  # no title, no date, no other item, and no message to students


def test_every_kind_is_undone_to_the_byte(sandbox):
    course = CheckedCourse(sandbox, everything())
    before = course.content()
    done = [course.done(course.fix(course.item(kind), "describe-image", "A dog")) for kind in PLACES]
    assert course.content() != before
    undone = [course.undo(change) for change in done]
    course.work()
    assert [course.now(change).state for change in undone] == ["fixed"] * len(PLACES)
    assert course.content() == before
    assert {item.standing.result.score for item in course.items()} == {done[0].score_before}


def test_numbers_of_the_course_follow_at_once_and_the_next_listing_finds_nothing_new(sandbox):
    course = CheckedCourse(sandbox, everything())
    before = CourseSummary.objects.of(course.institution).get()
    course.done(course.fix(course.item("page"), "describe-image", "A dog"))
    after = CourseSummary.objects.of(course.institution).get()
    assert after.major + after.severe < before.major + before.severe
    changed_at = course.course.items_changed_at
    course.read()
    assert course.course.items_changed_at == changed_at
    assert not course.items(due_at__isnull=False).exists()


def test_several_findings_are_one_write(sandbox):
    state = a_state()
    page = a_page(
        state, body='<h2></h2><p><img src="/a.png"></p><p><img src="/b.png"></p><table><tr><td>x</td></tr></table>'
    )
    course = CheckedCourse(sandbox, state)
    item = course.item("page")
    empty, number = course.find(item, "remove-empty-heading")
    wanted = [
        Wanted(rule_id="html-image-without-alternative", number=1, fix_id="describe-image", answer="One"),
        Wanted(rule_id="html-image-without-alternative", number=2, fix_id="describe-image", answer="Two"),
        Wanted(rule_id=empty, number=number, fix_id="remove-empty-heading"),
    ]
    change = course.done(request_fixes(item=item, person=course.person, wanted=wanted, expects=item.fingerprint))
    assert (change.state, change.reason, change.rule_id) == ("fixed", "", "")
    body = '<p><img src="/a.png" alt="One"></p><p><img src="/b.png" alt="Two"></p><table><tr><td>x</td></tr></table>'
    assert course.stored("pages", page.id)["body"] == body
    assert course.requests("PUT") == 1


def test_neither_verifiers_nor_our_host_get_into_the_content(sandbox):
    """Contract 8.4 and 11: Canvas shows files with a permission in their address, and takes that for content."""
    from tests.builders.canvas_state import a_file

    state = a_state(links_carry_location=True)
    a_file(state, id=9, display_name="a.png", content_type="image/png", data=b"\x89PNG\r\n\x1a\n")
    body = IMAGE + '<p><a href="/courses/101/pages/x">There</a> <a href="/courses/101/files/9?wrap=1">file</a></p>'
    page = a_page(state, body=body)
    course = CheckedCourse(sandbox, state)
    change = course.done(course.fix(course.item("page"), "describe-image", "A dog"))
    assert course.stored("pages", page.id)["body"] == body.replace(IMAGE, MENDED)
    assert "verifier" not in change.diff + change.reason
    assert sandbox.address not in change.diff + change.reason


@pytest.mark.parametrize("answers", [("A dog", "A cat"), ("A dog", "A dog")])
def test_fix_that_waits_behind_another_follows_it(sandbox, answers):
    """Two quick clicks on one page are no conflict of the person with themselves."""
    state = a_state()
    page = a_page(state, body='<p><img src="/a.png"></p><p><img src="/b.png"></p>')
    course = CheckedCourse(sandbox, state)
    item, person = course.item("page"), course.person
    asked = [
        request_fixes(
            item=item, person=person, expects=item.fingerprint,
            wanted=[Wanted(rule_id="html-image-without-alternative", number=number, fix_id="describe-image", answer=answer)],
        )
        for number, answer in enumerate(answers, 1)
    ]  # fmt: skip
    course.work()
    assert [course.now(change).state for change in asked] == ["fixed", "fixed"]
    one, two = answers
    assert (
        course.stored("pages", page.id)["body"]
        == f'<p><img src="/a.png" alt="{one}"></p><p><img src="/b.png" alt="{two}"></p>'
    )


def test_same_asked_for_twice_is_one_change(sandbox):
    state = a_state()
    a_page(state, body=IMAGE)
    course = CheckedCourse(sandbox, state)
    item = course.item("page")
    assert course.fix(item, "describe-image", "A dog") == course.fix(item, "describe-image", "A dog")


def test_what_could_not_be_mended_with_the_others_is_said(sandbox):
    state = a_state()
    page = a_page(state, body='<p><img src="/a.png"></p><p><a href="/b"><img src="/b.png"></a></p>')
    course = CheckedCourse(sandbox, state)
    item = course.item("page")
    rule_id, _ = course.find(item, "mark-image-decorative")
    wanted = [Wanted(rule_id=rule_id, number=number, fix_id="mark-image-decorative") for number in (1, 2)]
    change = course.done(request_fixes(item=item, person=course.person, wanted=wanted, expects=item.fingerprint))
    assert (change.state, change.code, change.is_written) == ("not-fixed", "partly", True)
    assert "1 of 2" in change.reason
    assert course.stored("pages", page.id)["body"].endswith('<p><a href="/b"><img src="/b.png"></a></p>')
