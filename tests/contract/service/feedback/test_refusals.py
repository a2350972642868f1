"""What Canvas does not let us do, does not keep, or cannot do now: said as it is, and never called done."""

import pytest
from tests.builders.canvas_state import COURSE, a_course, a_page, a_state
from tests.contract.service.feedback.courses import CheckedCourse

from canvas_sandbox.model import BlueprintSubscription, Lock
from curbcut.canvas.secret import Secret
from curbcut.canvas.throttle import Throttle
from curbcut.fixes.fix import FixRefusedError
from curbcut.service.connection import tokens
from curbcut.service.connection.models import ACCESS_TOKEN, Connection
from curbcut.service.feedback import contents, writing
from curbcut.service.feedback.errors import ForbiddenError, NotOfferedError
from curbcut.service.feedback.models import Change
from curbcut.service.feedback.offers import offers_for
from curbcut.service.tenancy.models import Person
from curbcut.service.tenancy.secret_store import write_secret

IMAGE = '<p>A<img src="/a.png">B</p>'
LOCKED = Lock(is_child=True, restrictions={"content": True})


def of_blueprint(*, lock=LOCKED, reaches=True):
    """A course with one locked page that follows a blueprint course, in or out of our reach."""
    state = a_state()
    a_page(state, id=11, body=IMAGE, lock=lock)
    a_course(state, id=200, name="Biology Master", blueprint=True, account_id=7 if reaches else 99)
    state.blueprint_subscriptions[1] = BlueprintSubscription(1, 1, 200, COURSE)
    return state


def test_locked_content_is_not_tried_and_the_blueprint_course_is_named(sandbox):
    course = CheckedCourse(sandbox, of_blueprint())
    item = course.item("page")
    [offer, *_] = offers_for(item, *course.find(item, "describe-image"))
    assert (offer.is_open, offer.obstacle.code, offer.obstacle.blueprint.name) == (False, "locked", "Biology Master")
    assert "Biology Master" in offer.obstacle.text
    with pytest.raises(NotOfferedError, match="Biology Master") as refused:
        course.fix(item, "describe-image", "A dog")
    assert refused.value.why == "locked"
    assert course.requests() == 0


def test_lock_that_came_after_the_listing_is_told_by_canvas(sandbox):
    course = CheckedCourse(sandbox, of_blueprint(lock=None))
    change = course.fix(course.item("page"), "describe-image", "A dog")
    course.edit("pages", 11, lock={"is_child": True, "restrictions": {"content": True}})
    change = course.done(change)
    assert (change.state, change.code, change.is_written) == ("locked", "locked", False)
    assert "Biology Master" in change.reason
    assert course.stored("pages", 11)["body"] == IMAGE


def test_fix_that_canvas_drops_is_never_called_done(sandbox):
    state = a_state(sanitizer_drops=["img alt"])
    a_page(state, id=11, body=IMAGE)
    course = CheckedCourse(sandbox, state)
    change = course.done(course.fix(course.item("page"), "describe-image", "A dog"))
    assert (change.state, change.code) == ("not-fixed", "dropped")
    assert change.score_after == change.score_before
    assert course.stored("pages", 11)["body"] == IMAGE
    assert course.item("page").body == IMAGE


def test_what_canvas_takes_away_beside_the_fix_is_said(sandbox):
    state = a_state()
    a_page(state, id=11, body=f'{IMAGE}<p style="position: absolute">C</p>')
    course = CheckedCourse(sandbox, state)
    change = course.done(course.fix(course.item("page"), "describe-image", "A dog"))
    assert (change.state, change.code) == ("fixed", "respelled")
    assert change.became != change.wanted


@pytest.fixture
def course(sandbox):
    state = a_state()
    a_page(state, id=11, body=IMAGE)
    return CheckedCourse(sandbox, state)


def before_the_put(monkeypatch, happens):
    put = contents.write_text

    def first(*arguments):
        happens()
        return put(*arguments)

    monkeypatch.setattr(contents, "write_text", first)


def test_throttled_write_waits_and_is_done_once(course, monkeypatch):
    monkeypatch.setitem(tokens._THROTTLES, course.institution.pk, Throttle(sleep=lambda _: None))
    with monkeypatch.context() as patched:
        before_the_put(patched, lambda: course.switch(throttle_high_water_mark=-1.0))
        change = course.done(course.fix(course.item("page"), "describe-image", "A dog"))
    assert (change.state, change.code) == ("writing", "canvas-throttled")
    assert change.due_at > change.created_at
    assert course.stored("pages", 11)["body"] == IMAGE
    course.switch(throttle_high_water_mark=600.0)
    course.sandbox.control("DELETE", "buckets")
    assert course.again(change).state == "fixed"
    assert course.requests("PUT") == 1


def test_token_that_is_lost_in_the_middle_leaves_the_change_waiting_until_access_is_granted_anew(course, monkeypatch):
    with monkeypatch.context() as patched:
        before_the_put(patched, lambda: course.fault("^PUT ", "revoke-token"))
        change = course.done(course.fix(course.item("page"), "describe-image", "A dog"))
    assert (change.state, change.code) == ("writing", "grant-lost")
    assert course.stored("pages", 11)["body"] == IMAGE
    asked = course.sandbox.counters()["requests"]
    assert course.again(change).state == "writing"  # nobody asks in vain
    assert course.sandbox.counters()["requests"] == asked
    write_secret(course.institution, ACCESS_TOKEN, Secret(course.sandbox.token("root.admin")))
    Connection.objects.of(course.institution).update(attention_code="", state=Connection.State.HEALTHY)
    assert course.again(change).state == "fixed"
    assert course.requests("PUT") == 1


def test_scope_that_the_key_lacks_is_named_before_anything_is_tried(course):
    scope = "url:PUT|/api/v1/courses/:course_id/pages/:url_or_id"
    Connection.objects.of(course.institution).update(report={"scopes": [{"scope": scope, "granted": False}]})
    with pytest.raises(NotOfferedError, match="url:PUT") as refused:
        course.fix(course.item("page"), "describe-image", "A dog")
    assert refused.value.why == "scope-missing"


def test_canvas_that_does_not_take_it_is_told_in_its_own_words(course):
    change = course.fix(course.item("page"), "describe-image", "A dog")
    with_students_rights = Secret(course.sandbox.token("tom.reed"))
    write_secret(course.institution, ACCESS_TOKEN, with_students_rights)
    change = course.done(change)
    assert (change.state, change.code, change.is_written) == ("failed", "permission-denied", False)
    assert change.reason


def test_what_was_written_and_cannot_be_read_back_is_neither_done_nor_failed(course, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(contents, "storable", lambda text: text.replace("dog", "cat"))
        change = course.done(course.fix(course.item("page"), "describe-image", "A dog"))
    assert (change.state, change.code) == ("writing", "not-read-back")
    assert course.again(change).state == "fixed"
    assert course.requests("PUT") == 1


def test_error_of_ours_is_said_and_nothing_written(course, monkeypatch):
    monkeypatch.setattr(writing, "carry_out", lambda *_: 1 / 0)
    change = course.done(course.fix(course.item("page"), "describe-image", "A dog"))
    assert (change.state, change.code) == ("failed", "change-error")
    assert "ZeroDivisionError" in change.reason
    assert course.requests() == 0


def test_page_that_is_gone_is_told(course):
    change = course.fix(course.item("page"), "describe-image", "A dog")
    course.edit("pages", 11, workflow_state="deleted")
    change = course.done(change)
    assert (change.state, change.code) == ("failed", "not-found")


def test_answer_that_is_none_is_told_to_whoever_gave_it(course):
    with pytest.raises(FixRefusedError) as refused:
        course.fix(course.item("page"), "describe-image", "  ")
    assert refused.value.reason == "answer"
    assert not Change.objects.of(course.institution).exists()


def test_who_may_not_change_the_course_changes_nothing(course):
    course.person = Person.objects.create_person(email="eve@example.edu", name="Eve", password="of another place")
    with pytest.raises(ForbiddenError):
        course.fix(course.item("page"), "describe-image", "A dog")
    assert not Change.objects.of(course.institution).exists()


def test_finding_or_fix_that_is_not_there_is_told(course):
    item = course.item("page")
    rule_id, _ = course.find(item, "describe-image")
    for number, fix_id, why in ((99, "describe-image", "no-such-finding"), (1, "title-frame", "no-such-fix")):
        from curbcut.service.feedback.changes import request_fix

        with pytest.raises(NotOfferedError) as refused:
            request_fix(
                item=item, person=course.person, rule_id=rule_id, number=number, fix_id=fix_id, answer="x",
                expects=item.fingerprint,
            )  # fmt: skip
        assert refused.value.why == why


def test_offers_say_what_is_asked_and_what_could_be_answered(sandbox):
    state = a_state()
    a_page(state, id=11, body='<p>A</p><p style="color: #999999">Pale</p>')
    course = CheckedCourse(sandbox, state)
    item = course.item("page")
    [offer] = [one for one in offers_for(item, *course.find(item, "change-text-colour")) if one.is_open]
    assert (offer.fix_id, offer.question.kind) == ("change-text-colour", "colour")
    assert offer.proposal.startswith("#")
    assert offers_for(item, "html-text-contrast", 99) == ()
