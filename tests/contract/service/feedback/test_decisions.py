"""Accepting issues on the pages of an item, as a browser without script does it."""

import re

import pytest
from tests.contract.service.checked_items import FILLER, a_course, a_page, again, checked, standing_of
from tests.contract.service.institutions import operator
from tests.contract.service.test_people import an_instructor

from curbcut import check as check_html
from curbcut.service.checking.models import Acceptance, CourseSummary
from curbcut.service.feedback.batches import same_findings
from curbcut.service.tenancy.services import create_institution

IMAGE = "html-image-without-alternative"
BODY = FILLER + '<p><img src="/courses/1/files/5/preview"></p><p><img src="/courses/1/files/6/preview"></p>'


@pytest.fixture
def page(database):
    return checked(a_page(a_course(create_institution(name="Northfield")), BODY))


@pytest.fixture
def bo(page, browser):
    """An instructor of the course, signed in."""
    person = an_instructor(page.institution, page.course)
    browser.force_login(person)
    return person


def address(item, *parts):
    return f"/i/{item.institution_id}/courses/{item.course_id}/items/{item.pk}/" + "".join(f"{one}/" for one in parts)


def answer_of(item, **fields):
    given = {"outcome": "failed", "result": standing_of(item).result_id, "number": 1, "reason": "not-an-issue"}
    return given | {"note": "", "until": ""} | fields


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def accept(browser, item, *, rule_id=IMAGE, **fields):
    return browser.post(address(item, "accept", rule_id), answer_of(item, **fields), follow=True)


def test_instructor_accepts_a_place_and_everybody_sees_who_and_why(page, bo, browser):
    shown = browser.get(address(page, "issues", IMAGE, "1"))
    assert "Accept it as it is" in text_of(shown)
    assert "All 2 places of this issue" in text_of(shown)
    assert f'action="{address(page, "accept", IMAGE)}"' in shown.content.decode()
    answer = accept(browser, page, reason="other", note="A line between <b>parts</b>.", until="2099-05-01")
    shown = text_of(answer)
    assert "counts apart from now on" in shown
    assert "Another reason: “A line between &lt;b&gt;parts&lt;/b&gt;.”" in shown
    assert "By Bo, " in shown
    assert "until 1 May 2099" in shown
    assert "1 place to mend, 1 accepted" in shown
    browser.force_login(operator())
    course = text_of(browser.get(f"/i/{page.institution_id}/courses/{page.course_id}/"))
    summary = CourseSummary.objects.of(page.institution).get()
    assert "1 place with a reason; with it the score would be" in course
    assert f"{summary.score_without:.1f}" in course
    assert "1 accepted" in course
    whole = text_of(browser.get(f"/i/{page.institution_id}/courses/"))
    assert f"1 more accepted with a reason, with it the score would be {summary.score_without:.1f}" in whole


def test_other_findings_keep_their_numbers(page, bo, browser):
    accept(browser, page, number=1)
    assert browser.get(address(page, "issues", IMAGE, "2")).status_code == 200
    gone = browser.get(address(page, "issues", IMAGE, "1"), follow=True)
    assert "Accept it as it is" not in text_of(gone) or gone.redirect_chain


def test_all_places_are_accepted_at_once_and_opened_again(page, bo, browser):
    before = CourseSummary.objects.of(page.institution).get().score
    assert "Nothing left to mend" in text_of(accept(browser, page, scope="all"))
    assert CourseSummary.objects.of(page.institution).get().score == 100
    decision = Acceptance.objects.of(page.institution).get()
    assert (decision.is_whole_rule, decision.places) == (True, 2)
    answer = browser.post(address(page, "accepted", decision.pk, "reopen"), follow=True)
    assert "2 places to mend" in text_of(answer)
    assert CourseSummary.objects.of(page.institution).get().score == before


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"reason": ""}, "This field is required"),
        ({"reason": "not-used"}, "Select a valid choice"),
        ({"reason": "other", "note": " "}, "Write what the reason is"),
        ({"until": "2020-01-01"}, "Choose a day after today"),
        ({"until": "soon"}, "Enter a valid date"),
    ],
)
def test_form_that_lacks_something_says_so_and_keeps_what_was_meant(page, bo, browser, wrong, says):
    answer = accept(browser, page, scope="all", **wrong)
    assert answer.status_code == 422
    assert says in text_of(answer)
    assert 'name="scope" value="all"' in answer.content.decode()
    assert not Acceptance.objects.of(page.institution).exists()


def test_result_of_yesterday_is_told(page, bo, browser):
    answer = accept(browser, page, result=standing_of(page).result_id + 1)
    assert "checked anew since you opened the page" in text_of(answer)


@pytest.mark.parametrize(
    "wrong", [{"outcome": "passed"}, {"result": "x"}, {"number": "-1"}, {"rule_id": "no-such-rule"}]
)
def test_nonsense_is_not_found(page, bo, browser, wrong):
    assert accept(browser, page, **wrong).status_code == 404


def test_decision_of_another_item_is_not_found(page, bo, browser):
    other = checked(a_page(page.course, BODY + "<p>More.</p>", title="Dens"))
    accept(browser, page)
    decision = Acceptance.objects.of(page.institution).get()
    assert browser.post(address(other, "accepted", decision.pk, "reopen")).status_code == 404


def test_what_was_accepted_is_left_out_of_what_is_mended_everywhere(page, bo, browser):
    other = checked(a_page(page.course, BODY + "<p>More.</p>", title="Dens"))
    accept(browser, other, number=1)
    assert [(one.item_id, one.number) for one in same_findings(again(page), IMAGE, 1)] == [(page.pk, 1)]
    assert len(same_findings(again(page), IMAGE, 2)) == 2


def test_export_has_the_accepted_apart(page, bo, browser):
    accept(browser, page)
    course = f"/i/{page.institution_id}/courses/{page.course_id}/"
    found = browser.get(f"{course}report.json").json()
    summary = CourseSummary.objects.of(page.institution).get()
    assert found["items"][0]["accepted"] == {IMAGE: 1}
    assert found["score"]["without_accepting"] == summary.score_without
    assert (found["score"]["overall"], found["items"][0]["score"]) == (
        summary.score,
        standing_of(page).accepted["score"],
    )
    rows = browser.get(f"{course}report.csv").content.decode().splitlines()
    assert rows[0].endswith(",accepted")
    assert rows[1].endswith(",1")


def test_our_own_rules_find_nothing_wrong_with_the_pages(page, bo, browser):
    accept(browser, page)
    wrong = browser.post(address(page, "accept", IMAGE), answer_of(page, reason=""))
    for answer in (browser.get(address(page)), browser.get(address(page, "issues", IMAGE, "2")), wrong):
        assert [part.rule_id for part in check_html(answer.content, name="page.html").parts] == []
