"""What the pages of the panel begin with: who may see them, the rows that an address names, and the frame of an item's page."""

from typing import Any, TypeVar

from django.http import Http404, HttpRequest
from django.urls import reverse

from curbcut.scoring.assessment import Assessment
from curbcut.scoring.bands import Band, band_of
from curbcut.service.feedback.assessments import assessment_of
from curbcut.service.feedback.changes import history_of
from curbcut.service.feedback.models import OPEN, Batch, Change
from curbcut.service.feedback.obstacles import obstacle_of
from curbcut.service.feedback.offers import fixes_for, result_of
from curbcut.service.feedback.states import state_of
from curbcut.service.feedback.walking import Walk, walk_of
from curbcut.service.library.claims import items_being_checked
from curbcut.service.library.models import Course, Item
from curbcut.service.people.access import for_course_people
from curbcut.service.tenancy.models import Institution, Person

RowT = TypeVar("RowT")

for_people_of_the_course = for_course_people
"""The one gate of the panel: it gets the institution by `client_id`, and whoever may not see the course gets 404."""


class Score:
    """A score for people: a number, a word and a shape."""

    def __init__(self, value: float | None) -> None:
        self.value = value

    @property
    def band(self) -> Band | None:
        """Its band."""
        return band_of(self.value)


def course_of(institution: Institution, course_id: int) -> Course:
    """Return a course, or answer 404."""
    rows = Course.objects.of(institution).select_related("institution").filter(pk=course_id, gone_at__isnull=True)
    found: Course | None = rows.first()
    return _found(found, "course")


def item_of(institution: Institution, course_id: int, item_id: int) -> Item:
    """Return an item with its course and result, or answer 404."""
    rows = Item.objects.of(institution).select_related(
        "course", "institution", "standing__result", "standing__excluded_by"
    )
    found: Item | None = rows.filter(pk=item_id, course_id=course_id, gone_at__isnull=True).first()
    return _found(found, "item")


def change_of(item: Item, change_id: int) -> Change:
    """Return a change of an item, or answer 404."""
    rows = history_of(item).select_related("original", "proposal", "found")
    return _found(rows.filter(pk=change_id).first(), "change")


def batch_of(course: Course, batch_id: int) -> Batch:
    """Return a batch of a course, or answer 404."""
    rows = Batch.objects.of(course.institution).select_related("course", "institution", "undoes")
    found: Batch | None = rows.filter(pk=batch_id, course=course).first()
    return _found(found, "batch")


def person_of(request: HttpRequest) -> Person:
    """Return who asks; the gate has let nobody else in."""
    assert isinstance(request.user, Person)
    return request.user


def outcome_address(change: Change) -> str:
    """Return where a change is shown, its outcome first for whoever reads by ear or by keyboard."""
    names = (change.institution_id, change.course_id, change.item_id, change.pk)
    return f"{reverse('change', args=names)}#outcome"


def frame_of(item: Item, tab: str) -> dict[str, Any]:
    """Return what every page of an item shows: its name, its state, its score, how much is left to do."""
    assessment = assessment_of(item)
    return framed(item, tab, assessment, walk_of(assessment))


def framed(item: Item, tab: str, assessment: Assessment, walk: Walk) -> dict[str, Any]:
    """Return the same for a page that has walked through the item already."""
    is_being_checked = items_being_checked(item.institution).filter(pk=item.pk).exists()
    state = state_of(item, getattr(item, "standing", None), is_being_checked=is_being_checked)
    return {
        "section": "courses",
        "tab": tab,
        "course": item.course,
        "item": item,
        "state": state,
        "score": Score(assessment.score),
        "walk": walk,
        "mendable": _mendable(item, walk),
        "obstacle": obstacle_of(item),
        "changes": history_of(item).count(),
        "open_change": history_of(item).filter(state__in=OPEN).first(),
    }


def _mendable(item: Item, walk: Walk) -> int:
    """Count the places that failed and for which there is a fix, without trying any."""
    result = result_of(item)
    if result is None:
        return 0
    mended = {rule_id for rule_id in result.failed if fixes_for(result, rule_id)}
    return sum(stop.rule.id in mended for stop in walk.stops if not stop.is_review)


def _found(row: RowT | None, what: str) -> RowT:
    if row is None:
        raise Http404(f"There is no such {what}.")
    return row
