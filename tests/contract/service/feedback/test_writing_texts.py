"""Texts are mended in Canvas: the way there, what is asked of it, and what is written down."""

from tests.builders.canvas_state import a_page, a_state
from tests.contract.service.feedback.courses import Written

IMAGE = '<p>A<img src="/courses/101/files/9/preview">B</p>'


def test_finding_is_mended_read_back_and_checked(sandbox):
    state = a_state()
    page = a_page(state, body=IMAGE)
    course = Written(sandbox, state)
    change = course.fix(course.item("page"), "describe-image", "A dog")
    assert (change.state, change.score_before) == ("waiting", course.item("page").standing.result.score)
    change = course.done(change)
    assert (change.state, change.code, change.reason) == ("fixed", "", "")
    mended = '<p>A<img src="/courses/101/files/9/preview" alt="A dog">B</p>'
    assert course.stored("pages", page.id)["body"] == mended
    assert course.item("page").body == mended
    assert change.score_after > change.score_before
    assert course.requests() == 3
