"""The order of work of a course, what students are sent to, and what a step gains."""

import time

import pytest
from tests.contract.service.checked_items import FILLER, a_course, a_page, again, checked, edited
from tests.contract.service.test_acceptances import RIGHT, accept
from tests.contract.service.test_people import an_instructor

from curbcut.service.checking.models import CourseSummary, Result, Standing
from curbcut.service.checking.rule_sets import current_rule_set
from curbcut.service.library.models import Item
from curbcut.service.library.reach import Reach, linked_items, note_links, reach_of
from curbcut.service.reporting.items import item_rows
from curbcut.service.reporting.order import steps_of
from curbcut.service.tenancy.services import create_institution

IMAGE, EMPTY_HEADING = "html-image-without-alternative", "html-empty-heading"
PICTURE, HEADING = '<p><img src="a.png"></p>', "<h3></h3>"


@pytest.fixture
def course(database):
    return a_course(create_institution(name="Northfield"))


def steps(course):
    return steps_of(item_rows(course.institution, course))


def order(course):
    return [(step.item.title, step.rule.id) for step in steps(course)]


def test_what_students_are_sent_to_comes_before_what_is_published_and_that_before_the_rest(course):
    checked(
        a_page(course, FILLER + PICTURE, title="Hidden", is_published=False, is_linked=True),
        a_page(course, FILLER + PICTURE, title="Unlinked", is_linked=False),
        a_page(course, FILLER + PICTURE, title="Linked", is_linked=True),
        a_page(course, FILLER + PICTURE, title="Front", is_front_page=True),
        a_page(course, FILLER + PICTURE, title="Homework", kind="assignment"),
    )
    assert [title for title, _ in order(course)] == ["Front", "Homework", "Linked", "Unlinked", "Hidden"]


def test_severe_comes_before_minor_and_easy_before_what_takes_words(course):
    checked(a_page(course, FILLER + PICTURE + HEADING, is_linked=True))
    found = {step.rule.id: step for step in steps(course)}
    assert found[EMPTY_HEADING].is_easy
    assert not found[IMAGE].is_easy
    assert found[EMPTY_HEADING].rule.severity == found[IMAGE].rule.severity
    ids = [rule_id for _, rule_id in order(course)]
    assert ids.index(EMPTY_HEADING) < ids.index(IMAGE)
    ranks = ["severe", "major", "minor"]
    severities = [ranks.index(step.rule.severity) for step in steps(course)]
    assert severities == sorted(severities)


def test_what_the_blueprint_course_locks_is_not_easy(course):
    checked(a_page(course, FILLER + HEADING, is_content_locked=True))
    assert not any(step.is_easy for step in steps(course))


def test_gain_is_what_the_course_s_score_gains(course):
    item = checked(a_page(course, FILLER + PICTURE), a_page(course, FILLER * 2, title="Dens"))
    before = CourseSummary.objects.of(course.institution).get().score
    [step] = [step for step in steps(course) if step.rule.id == IMAGE]
    edited(item, FILLER)
    after = CourseSummary.objects.of(course.institution).get().score
    assert step.gain == pytest.approx(after - before, abs=0.11)


def test_gain_is_unknown_where_the_course_has_no_score(course):
    checked(a_page(course, PICTURE))
    assert [step.gain for step in steps(course)] != []
    assert {step.gain for step in steps(course)} == {None}


def test_accepted_places_and_excluded_items_are_no_work(course):
    from tests.contract.service.institutions import operator

    from curbcut.service.checking import exclusions

    first, second = a_page(course, FILLER + PICTURE), a_page(course, FILLER + PICTURE * 2, title="Dens")
    first = checked(first, second)
    ada = operator()
    accept(first, ada)
    [step] = [step for step in steps(course) if step.rule.id == IMAGE]
    assert (step.item.title, step.places) == ("Dens", 2)
    accept(again(second), ada)  # the same picture stands there twice, and both are the same element
    assert not [step for step in steps(course) if step.rule.id == IMAGE]
    edited(second, FILLER + HEADING)
    exclusions.exclude(again(second), person=ada, why=RIGHT)
    assert order(course) == []


def test_page_begins_with_the_first_steps_and_lists_all_on_another(course, browser):
    checked(*(a_page(course, FILLER + PICTURE + HEADING, title=f"Page {number:02}") for number in range(8)))
    browser.force_login(an_instructor(course.institution, course))
    base = f"/i/{course.institution_id}/courses/{course.pk}/"
    report = browser.get(base).content.decode()
    assert report.index("Where to start") < report.index("Issues by kind")
    assert "All 16 issues in this order" in report
    assert report.count("Easy win: one click") == 8
    assert browser.get(f"{base}work/").content.decode().count("Easy win") - 1 == 8
    easy = browser.get(f"{base}work/?easy=1").content.decode()
    assert "Image has no text alternative" not in easy
    assert browser.get(f"{base}work/?page=9&easy=x").status_code == 200


def test_links_of_published_texts_are_noted(course):
    number = course.canvas_id
    page = a_page(
        course,
        f"<a href='/courses/{number}/pages/vixens'>a</a> <a href='/courses/{number}/assignments/7?x=1#y'>b</a>"
        f"<img src='/courses/{number}/files/5/preview'> <a href='/files/6/download'>c</a>"
        f"<a href='/courses/{number}/pages/caf%C3%A9&amp;co'>d</a>",
    )
    hidden = a_page(course, f"<a href='/courses/{number}/pages/cubs'>x</a>", is_published=False, title="Hidden")
    own = a_page(course, f"<a href='/courses/{number}/pages/own'>x</a>", title="Own")

    def target(kind, path="", canvas_id="", **fields):
        item = a_page(course, "", kind=kind, title=path or canvas_id, **fields)
        item.html_url = f"https://canvas.test/courses/{number}/{path}" if path else ""
        item.canvas_id = canvas_id or item.canvas_id
        item.save()
        return item

    linked = [
        target("page", "pages/Vixens"),
        target("assignment", "assignments/7"),
        target("file", canvas_id="5"),
        target("file", canvas_id="66", former_ids=["6"]),
        target("page", "pages/café&co"),
    ]
    unlinked = [target("page", "pages/cubs"), target("page", "pages/7"), target("file", canvas_id="55")]
    own.html_url = f"https://canvas.test/courses/{number}/pages/own"
    everything = [page, hidden, own, *linked, *unlinked]
    assert linked_items(number, everything) == {item.pk for item in linked}
    note_links(course, everything)
    noted = dict(Item.objects.of(course.institution).values_list("pk", "is_linked"))
    assert {pk for pk, is_linked in noted.items() if is_linked} == {item.pk for item in linked}
    assert None not in noted.values()


@pytest.mark.parametrize(
    ("fields", "reach"),
    [
        ({"kind": "page"}, Reach.PUBLISHED),
        ({"kind": "page", "is_linked": True}, Reach.SENT_THERE),
        ({"kind": "page", "is_front_page": True}, Reach.SENT_THERE),
        ({"kind": "file", "is_linked": False}, Reach.PUBLISHED),
        ({"kind": "quiz"}, Reach.SENT_THERE),
        ({"kind": "quiz", "is_published": False}, Reach.UNPUBLISHED),
    ],
)
def test_reach_of_an_item(fields, reach):
    assert reach_of(Item(**fields)) is reach


def test_a_thousand_items_are_put_in_order_without_reading_their_findings(course, django_assert_reads):
    rule_set, institution = current_rule_set(), course.institution
    result = Result.objects.of(institution).create(
        institution=institution,
        fingerprint="f",
        context="c",
        rule_set=rule_set,
        status="checked",
        file_kind="html",
        score=60.0,
        amount=2.0,
        major=4,
        failed={IMAGE: 2, EMPTY_HEADING: 2},
        gains={IMAGE: 80.0, EMPTY_HEADING: 75.0},
        document=b"not read",
    )
    items = Item.objects.of(institution).bulk_create(
        Item(institution=institution, course=course, kind="page", canvas_id=str(number), title=f"Page {number}")
        for number in range(1000)
    )
    Standing.objects.of(institution).bulk_create(
        Standing(institution=institution, item=item, course=course, state="checked", result=result) for item in items
    )
    with django_assert_reads(2):
        rows = item_rows(institution, course)
        began = time.process_time()
        found = steps_of(rows)
        taken = time.process_time() - began
    assert len(found) == 2000
    assert taken < 0.5


@pytest.fixture
def django_assert_reads():
    """A block that asks the database so many times."""
    from contextlib import contextmanager

    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    @contextmanager
    def reads(number):
        with CaptureQueriesContext(connection) as queries:
            yield
        assert len(queries) == number

    return reads
