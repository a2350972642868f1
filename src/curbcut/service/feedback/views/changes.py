"""What became of a change, what it changed, the history of an item, and taking changes back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from curbcut.service.feedback import originals, undoing
from curbcut.service.feedback.changes import history_of
from curbcut.service.feedback.diffs import Hunk, hunks_between, hunks_of
from curbcut.service.feedback.models import Change
from curbcut.service.feedback.outcomes import outcome_of, rule_title_of, title_of
from curbcut.service.feedback.views.issues import REFUSALS
from curbcut.service.feedback.views.lookups import (
    Score,
    change_of,
    for_people_of_the_course,
    frame_of,
    item_of,
    outcome_address,
    person_of,
)
from curbcut.service.library.models import Item
from curbcut.service.tenancy.models import Institution

STOP_POLLING = 286
"""The status by which htmx learns that there is nothing more to ask for."""

MOST_IN_HISTORY = 100


@never_cache
@for_people_of_the_course
@require_GET
def change(
    request: HttpRequest, institution: Institution, course_id: int, item_id: int, change_id: int
) -> HttpResponse:
    """Show how a change stands; while it is open, the page asks again by itself."""
    found = item_of(institution, course_id, item_id)
    return render(request, "feedback/change.html", _about(found, change_of(found, change_id)))


@never_cache
@for_people_of_the_course
@require_GET
def change_state(
    request: HttpRequest, institution: Institution, course_id: int, item_id: int, change_id: int
) -> HttpResponse:
    """Send the part of the page that moves."""
    found = item_of(institution, course_id, item_id)
    asked = change_of(found, change_id)
    context = _about(found, asked) | {"is_part": True}
    return render(request, "feedback/_change.html", context, status=200 if asked.is_open else STOP_POLLING)


@for_people_of_the_course
@require_POST
def undo(request: HttpRequest, institution: Institution, course_id: int, item_id: int, change_id: int) -> HttpResponse:
    """Ask for a change to be taken back."""
    found = item_of(institution, course_id, item_id)
    try:
        asked = undoing.request_undo(change=change_of(found, change_id), person=person_of(request))
    except REFUSALS as error:
        messages.error(request, str(error))
        return redirect("change", institution.client_id, course_id, item_id, change_id)
    return redirect(outcome_address(asked))


@never_cache
@for_people_of_the_course
@require_GET
def history(request: HttpRequest, institution: Institution, course_id: int, item_id: int) -> HttpResponse:
    """List what was changed in an item, by whom, and what can be taken back."""
    found = item_of(institution, course_id, item_id)
    rows = [_row(each) for each in history_of(found).select_related("original", "item")[:MOST_IN_HISTORY]]
    return render(request, "feedback/history.html", frame_of(found, "history") | {"rows": rows})


def _about(found: Item, asked: Change) -> dict[str, Any]:
    context = frame_of(found, "history")
    is_stuck = asked.state in {Change.State.MOVED, Change.State.NOT_FIXED}
    return context | _row(asked) | {
        "hunks": hunks_of(asked.diff),
        "meanwhile": _meanwhile(found, asked),
        "next": context["walk"].first,
        "is_stuck": is_stuck,
        "shows_text": not found.is_file and bool(found.body.strip()),
    }  # fmt: skip


def _row(asked: Change) -> dict[str, Any]:
    obstacle = undoing.why_not(asked)
    return {
        "change": asked,
        "title": title_of(asked),
        "rule_title": rule_title_of(asked),
        "outcome": outcome_of(asked),
        "before": Score(asked.score_before),
        "after": Score(asked.score_after),
        "can_undo": obstacle is None,
        "why_no_undo": "" if obstacle is None or not asked.is_written else obstacle.text,
    }


def _meanwhile(found: Item, asked: Change) -> tuple[Hunk, ...]:
    """Return what somebody else has changed, for a change that found other content than it was made for."""
    if asked.state != Change.State.MOVED or found.is_file:
        return ()
    before = found.body if found.fingerprint == asked.made_from else originals.text_of(asked.original)
    now = originals.text_of(asked.found)
    return () if before is None or now is None else hunks_between(before, now)
