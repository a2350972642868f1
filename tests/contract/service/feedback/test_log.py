"""The audit log: everything that people did, for administrators, on a page and as CSV."""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.contract.service.checked_items import FILLER, a_course, a_page, checked
from tests.contract.service.institutions import operator
from tests.contract.service.test_people import an_instructor

from curbcut import check as check_html
from curbcut.service.checking import exclusions
from curbcut.service.checking.acceptances import Why
from curbcut.service.feedback import log
from curbcut.service.feedback.log import LogFilters
from curbcut.service.feedback.models import Change
from curbcut.service.people.events import record
from curbcut.service.people.invitations import invite
from curbcut.service.people.models import Event
from curbcut.service.tenancy.services import create_institution


@pytest.fixture
def page(database):
    return checked(a_page(a_course(create_institution(name="Northfield")), FILLER))


@pytest.fixture
def ada(page, browser):
    person = operator()
    browser.force_login(person)
    return person


def a_change(item, person, **fields):
    return Change.objects.of(item.institution).create(
        institution=item.institution,
        item=item,
        course=item.course,
        person=person,
        person_name=person.name,
        kind=fields.pop("kind", "fix"),
        state=fields.pop("state", "fixed"),
        made_from="0" * 64,
        **fields,
    )


def lines(browser, item, **query):
    """The rows of the table, each as its cells."""
    content = browser.get(f"/i/{item.institution_id}/audit/", query).content.decode()
    rows = re.findall(r"<tr><th scope=\"row\">.*?</tr>", content, re.DOTALL)
    return [
        [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)]
        for row in rows
    ]


def rows_of(browser, item, **query):
    answer = browser.get(f"/i/{item.institution_id}/audit.csv", query)
    return list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))


def everything(item, ada):
    """A change, an exclusion and an invitation, in this order."""
    a_change(item, ada, reason="Well done.", created_at=timezone.now() - timedelta(days=2))
    exclusions.exclude(item, person=ada, why=Why(reason="archived"))
    invite(institution=item.institution, courses=[item.course], email="bo@example.edu", inviter=ada)


def test_page_has_changes_and_decisions_by_time(page, ada, browser):
    everything(page, ada)
    found = lines(browser, page)
    assert [line[1:] for line in found] == [
        ["Ada", "Invited", "bo@example.edu", "Zoology", ""],
        ["Ada", "Excluded an item", "Foxes", "Zoology", "It is kept for reference only."],
        ["Ada", "Fix", "Foxes", "Zoology", "Done. Well done."],
    ]


def test_csv_has_the_same_lines_in_the_same_order(page, ada, browser):
    everything(page, ada)
    found = rows_of(browser, page)
    assert [(row["by"], row["what"], row["item"], row["about"]) for row in found] == [
        ("Ada", "Invited", "", "bo@example.edu"),
        ("Ada", "Excluded an item", "Foxes", "Foxes"),
        ("Ada", "Fix", "Foxes", ""),
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"what": "changes"}, ["Fix"]),
        ({"what": "fix"}, ["Fix"]),
        ({"what": "undo"}, []),
        ({"what": "invited"}, ["Invited"]),
        ({"who": "ad"}, ["Invited", "Excluded an item", "Fix"]),
        ({"who": "bo"}, []),
        ({"where": "zoo"}, ["Invited", "Excluded an item", "Fix"]),
        ({"where": "botany"}, []),
        ({"until": "2020-01-01"}, []),
        ({"since": "2020-01-01", "until": "9999-12-31"}, ["Invited", "Excluded an item", "Fix"]),
        ({"since": "nonsense"}, ["Invited", "Excluded an item", "Fix"]),
        ({"page": "99"}, ["Invited", "Excluded an item", "Fix"]),
        ({"page": "x", "who": "\x00"}, ["Invited", "Excluded an item", "Fix"]),
    ],
)
def test_log_is_narrowed(page, ada, browser, query, found):
    everything(page, ada)
    assert [line[2] for line in lines(browser, page, **query)] == found
    assert [row["what"] for row in rows_of(browser, page, **query)] == found


def test_days_take_in_their_whole_day(page, ada, browser):
    everything(page, ada)
    today = timezone.now().date()
    day = str(today - timedelta(days=2))
    assert [line[2] for line in lines(browser, page, since=day, until=day)] == ["Fix"]
    assert [line[2] for line in lines(browser, page, since=str(today))] == ["Invited", "Excluded an item"]


def test_long_log_has_pages_and_keeps_the_filter(page, ada, browser):
    for number in range(log.LINES_A_PAGE + 1):
        record(Event.Action.INVITED, institution=page.institution, person=ada, subject=f"p{number}@example.edu")
    content = browser.get(f"/i/{page.institution_id}/audit/", {"what": "invited"}).content.decode()
    assert "?what=invited&amp;page=2" in content
    assert [line[3] for line in lines(browser, page, what="invited", page="2")] == ["p0@example.edu"]


def test_line_stays_when_its_person_is_gone(page, ada, browser):
    bo = an_instructor(page.institution, page.course)
    a_change(page, bo)
    record(Event.Action.ISSUE_ACCEPTED, institution=page.institution, person=bo, subject="An issue", item=page)
    bo.delete()
    assert {line[1] for line in lines(browser, page)} == {"Bo"}


def test_what_the_clock_did_is_told_so(page, ada, browser):
    record(Event.Action.ITEM_INCLUDED, institution=page.institution, person=None, subject="Foxes")
    assert lines(browser, page)[0][1] == "By itself"


def test_cells_are_no_formulas(page, ada, browser):
    record(Event.Action.INVITED, institution=page.institution, person=ada, subject="=cmd()@example.edu")
    assert rows_of(browser, page)[0]["about"] == "'=cmd()@example.edu"


def test_log_of_another_institution_has_nothing_of_this_one(page, ada):
    everything(page, ada)
    other = create_institution(name="Other")
    assert list(log.lines_page(other, LogFilters(), 1)) == []
    assert len(list(log.write_csv(other, LogFilters()))) == 1


def test_instructors_do_not_see_the_log(page, ada, browser):
    browser.force_login(an_instructor(page.institution, page.course))
    assert browser.get(f"/i/{page.institution_id}/audit/").status_code == 404
    assert browser.get(f"/i/{page.institution_id}/audit.csv").status_code == 404
    assert "Audit log" not in browser.get(f"/i/{page.institution_id}/courses/").content.decode()


def test_our_own_rules_find_nothing_wrong_with_the_page(page, ada, browser):
    everything(page, ada)
    answer = browser.get(f"/i/{page.institution_id}/audit/", {"since": "x"})
    assert [part.rule_id for part in check_html(answer.content, name="page.html").parts] == []
