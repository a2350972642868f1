"""Accepting issues and excluding items: numbers with and without, taking back, running out, and copies of courses."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from tests.contract.service.checked_items import FILLER, a_course, a_page, again, checked, edited, standing_of
from tests.contract.service.institutions import operator

from curbcut.service.checking import acceptances, dispatch, exclusions, spreading
from curbcut.service.checking.acceptances import AcceptanceError, Why
from curbcut.service.checking.models import Acceptance, CourseSummary, Standing
from curbcut.service.library.models import Course, Item
from curbcut.service.people.models import Event
from curbcut.service.tenancy.services import create_institution

IMAGE = "html-image-without-alternative"
FOX, VIXEN = '<p><img src="/courses/1/files/5/preview"></p>', '<p><img src="/courses/1/files/6/preview"></p>'
RIGHT = Why(reason="not-an-issue", note="Only an ornament.")


@pytest.fixture
def institution(database):
    return create_institution(name="Northfield")


@pytest.fixture
def ada(institution):
    return operator()


@pytest.fixture
def page(institution, ada):
    """A page with two pictures without a description."""
    return checked(a_page(a_course(institution), FILLER + FOX + VIXEN))


def accept(item, person, *, number=1, rule_id=IMAGE, outcome="failed", why=RIGHT, result_id=None):
    return acceptances.accept(
        item=item,
        person=person,
        rule_id=rule_id,
        outcome=outcome,
        number=number,
        result_id=result_id or standing_of(item).result_id,
        why=why,
    )


def numbers(item):
    """What the course's summary says, and how the item counts."""
    summary = CourseSummary.objects.of(item.institution).get(course=item.course)
    fields = (
        "score",
        "editor_score",
        "major",
        "by_rule",
        "by_kind",
        "accepted",
        "score_without",
        "to_review",
        "excluded",
    )
    return {name: getattr(summary, name) for name in fields} | {"standing": standing_of(item).accepted}


def actions(institution):
    return [one.action for one in Event.objects.of(institution).order_by("pk")]


def test_accepted_finding_counts_apart_and_taking_it_back_restores_everything(page, ada):
    before = numbers(page)
    decision = accept(page, ada)
    after = numbers(page)
    assert after["score"] > before["score"]
    assert (after["major"], after["accepted"], after["score_without"]) == (before["major"] - 1, 1, before["score"])
    assert after["by_rule"][IMAGE] == {"items": 1, "places": 1, "accepted": 1}
    acceptances.take_back(decision, person=ada)
    acceptances.take_back(decision, person=ada)
    assert numbers(page) == before
    assert actions(page.institution) == ["issue-accepted", "issue-reopened"]


def test_accepting_says_by_whom_why_and_until_when(page, ada):
    until = timezone.now() + timedelta(days=30)
    accept(page, ada, why=Why(reason="later", note=" In May. ", until=until))
    decision = Acceptance.objects.of(page.institution).get()
    assert (decision.person_name, decision.reason, decision.note, decision.until) == ("Ada", "later", "In May.", until)
    event = Event.objects.of(page.institution).get()
    assert (event.subject, event.note) == (
        "Image has no text alternative (1) in Foxes",
        "It will be mended later. In May.",
    )


def test_whole_issue_is_accepted_at_once(page, ada):
    accept(page, ada, number=None)
    assert standing_of(page).accepted["score"] == 100
    assert numbers(page)["by_rule"][IMAGE] == {"items": 0, "places": 0, "accepted": 2}


def test_decision_stays_when_something_else_is_edited_and_not_when_the_picture_is_another(page, ada):
    accept(page, ada)
    page = edited(page, f"<h2>Dens</h2>{FILLER}{VIXEN}{FOX}")
    assert standing_of(page).accepted["failed"] == {IMAGE: 1}
    page = edited(page, FILLER + VIXEN + FOX.replace("files/5", "files/7"))
    assert standing_of(page).accepted == {}
    page = edited(page, FILLER + FOX + VIXEN)
    assert standing_of(page).accepted["failed"] == {IMAGE: 1}


def test_new_finding_of_an_accepted_issue_is_open(page, ada):
    accept(page, ada, number=None)
    page = edited(page, FILLER + FOX + VIXEN + FOX.replace("files/5", "files/7"))
    assert numbers(page)["by_rule"][IMAGE]["places"] == 1


def test_what_needs_a_look_is_accepted_too_and_costs_no_score(institution, ada):
    item = checked(
        a_page(a_course(institution), FILLER + '<iframe src="https://www.youtube.com/embed/x" title="A fox"></iframe>')
    )
    results = standing_of(item).result.assessment.results
    unsure = next((each for each in results if each.cannot_tell), None)
    assert unsure is not None
    before = numbers(item)
    accept(item, ada, rule_id=unsure.rule_id, outcome="cantTell", number=None)
    after = numbers(item)
    assert (after["to_review"], after["score"]) == (before["to_review"] - unsure.cannot_tell, before["score"])


@pytest.mark.parametrize(
    "wrong",
    [{"number": 3}, {"number": 0}, {"outcome": "cantTell"}, {"rule_id": "no-such-rule"}, {"result_id": 999_999}],
)
def test_what_is_not_there_any_more_is_not_accepted(page, ada, wrong):
    with pytest.raises(AcceptanceError, match="look at it again"):
        accept(page, ada, **wrong)
    assert not Acceptance.objects.of(page.institution).exists()


def test_item_that_could_not_be_checked_has_nothing_to_accept(institution, ada):
    item = checked(a_page(a_course(institution), " "))
    with pytest.raises(AcceptanceError):
        acceptances.accept(item=item, person=ada, rule_id=IMAGE, outcome="failed", number=None, result_id=1, why=RIGHT)


def test_decisions_end_on_their_day(page, ada):
    before = numbers(page)
    accept(page, ada, why=Why(reason="later", until=timezone.now() + timedelta(days=1)))
    exclusions.exclude(page, person=ada, why=Why(reason="archived", until=timezone.now() + timedelta(days=1)))
    dispatch.start(page.institution)
    assert numbers(page)["excluded"] == 1
    Acceptance.objects.of(page.institution).update(until=timezone.now())
    dispatch.start(page.institution)
    assert not Acceptance.objects.of(page.institution).filter(ended_at__isnull=True).exists()
    assert again(page).due_at is not None
    checked(page)
    assert numbers(page) == before
    ended = Event.objects.of(page.institution).filter(person=None)
    assert {(one.action, one.note) for one in ended} == {
        ("issue-reopened", "Its time was over."),
        ("item-included", "Its time was over."),
    }


def test_exclusion_has_a_reason_and_shows_who_decided(page, ada):
    exclusions.exclude(page, person=ada, why=Why(reason="third-party", note="By the publisher."))
    assert standing_of(page).reason == "It comes from somebody else and cannot be changed here. By the publisher."
    assert exclusions.exclusion_of(page).person_name == "Ada"
    exclusions.exclude(page, person=ada, why=Why(reason="archived", until=datetime(2099, 5, 1, tzinfo=UTC)))
    assert standing_of(page).reason == "It is kept for reference only. Until 2099-05-01."
    assert Acceptance.objects.of(page.institution).filter(ended_at__isnull=True).count() == 1
    exclusions.include(page, person=ada)
    assert exclusions.exclusion_of(page) is None


def test_accepted_issues_hold_again_after_an_exclusion_ends(page, ada):
    accept(page, ada)
    before = numbers(page)
    exclusions.exclude(page, person=ada, why=Why(reason="archived"))
    assert numbers(page)["accepted"] == 0
    exclusions.include(page, person=ada)
    checked(page)
    assert numbers(page) == before


def test_what_was_excluded_before_decisions_had_rows_gets_one(page, ada):
    from importlib import import_module

    from django.apps import apps

    exclusions.exclude(page, person=ada, why=Why(reason="other", note="Old."))
    Acceptance.objects.of(page.institution).delete()
    import_module("curbcut.service.checking.migrations.0003_exclusions_as_acceptances").write_down(apps, None)
    found = exclusions.exclusion_of(page)
    assert (found.person_name, found.note, found.is_exclusion) == ("Ada", "Old.", True)


def a_copy(course, item, *, origin="copy", title=None):
    """The course again, copied: other numbers in its links, as Canvas makes them."""
    copy = a_course(course.institution, "Zoology again", origin=origin, origin_canvas_id=course.canvas_id)
    body = item.body.replace("/courses/1/files/5", "/courses/2/files/51").replace(
        "/courses/1/files/6", "/courses/2/files/61"
    )
    return a_page(copy, body, title=title or item.title)


def carried(item):
    return Acceptance.objects.of(item.institution).filter(item=item, ended_at__isnull=True)


@pytest.mark.parametrize("origin", ["copy", "blueprint"])
def test_copy_made_later_has_the_decisions_of_its_origin(page, ada, origin):
    decision = accept(page, ada, number=2)
    copy = checked(a_copy(page.course, page, origin=origin))
    [found] = carried(copy)
    assert (found.carried_from_id, found.person_name, found.note) == (decision.pk, "Ada", "Only an ornament.")
    assert standing_of(copy).accepted["failed"] == {IMAGE: 1}
    assert acceptances.covering(copy, IMAGE, _findings(copy)[0], [found]) is None
    assert acceptances.covering(copy, IMAGE, _findings(copy)[1], [found]) == found


def _findings(item):
    return next(each.findings for each in standing_of(item).result.assessment.results if each.rule_id == IMAGE)


def test_copy_that_is_there_already_gets_later_decisions(page, ada):
    copy = checked(a_copy(page.course, page))
    before = numbers(copy)
    accept(page, ada)
    assert spreading.waiting(page.institution).exists()
    spreading.spread(page.institution)
    assert numbers(copy)["score"] > before["score"]
    assert carried(copy).exists()
    spreading.spread(page.institution)
    assert not spreading.waiting(page.institution).exists()
    lines = [(one.person, one.note) for one in Event.objects.of(page.institution).filter(item=copy)]
    assert lines == [(None, "Carried over from Zoology.")]
    assert Acceptance.objects.of(page.institution).count() == 2


def test_taken_back_in_the_copy_it_does_not_come_again(page, ada):
    copy = checked(a_copy(page.course, page))
    accept(page, ada)
    spreading.spread(page.institution)
    acceptances.take_back(carried(copy).get(), person=ada)
    checked(copy)
    spreading.spread(page.institution)
    assert not carried(copy).exists()
    assert carried(page).exists()


def test_other_content_other_title_and_other_courses_get_nothing(page, ada):
    accept(page, ada)
    exclusions.exclude(page, person=ada, why=Why(reason="archived"))
    titled = checked(a_copy(page.course, page, title="Vixens"))
    changed = a_copy(page.course, page)
    Item.objects.of(page.institution).filter(pk=changed.pk).update(body=FILLER + FOX)
    changed = checked(again(changed))
    unrelated = checked(a_page(a_course(page.institution, "Botany"), page.body))
    spreading.spread(page.institution)
    for item in (titled, changed, unrelated):
        assert not carried(item).exists()
        assert standing_of(item).state == "checked"


def test_course_of_the_same_number_in_another_institution_gets_nothing(page, ada):
    other = create_institution(name="Other")
    course = Course.objects.of(other).create(
        institution=other, canvas_id="9", name="Z", origin_canvas_id=page.course.canvas_id
    )
    accept(page, ada)
    item = checked(a_page(course, page.body))
    spreading.spread(page.institution)
    assert not carried(item).exists()


def test_excluded_item_is_excluded_in_copies_until_taken_in_there(page, ada):
    exclusions.exclude(page, person=ada, why=Why(reason="archived"))
    copy = checked(a_copy(page.course, page))
    assert standing_of(copy).state == Standing.State.EXCLUDED
    assert exclusions.exclusion_of(copy).carried_from.item_id == page.pk
    assert standing_of(copy).reason == "It is kept for reference only. Carried over from Zoology."
    exclusions.include(copy, person=ada)
    checked(copy)
    assert standing_of(copy).state == "checked"


def test_courses_copied_from_each_other_carry_once(page, ada):
    copy = checked(a_copy(page.course, page))
    Course.objects.of(page.institution).filter(pk=page.course_id).update(
        origin="copy", origin_canvas_id=copy.course.canvas_id
    )
    accept(page, ada)
    for _ in range(3):
        spreading.spread(page.institution)
    checked(page)
    assert Acceptance.objects.of(page.institution).count() == 2


def test_tick_asks_for_the_job_that_spreads(page, ada):
    from procrastinate.contrib.django.models import ProcrastinateJob

    accept(page, ada)
    dispatch.start(page.institution)
    assert ProcrastinateJob.objects.filter(task_name="checking.spread", status="todo").exists()
