"""The same fix all over a course: where it would be made, how far it is, stopping it, taking all of it back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from curbcut.fixes.catalogue import fixes_by_id
from curbcut.fixes.fix import FixRefusedError
from curbcut.service.feedback import batches, sights
from curbcut.service.feedback.assessments import assessment_of
from curbcut.service.feedback.batches import BatchProgress, Target
from curbcut.service.feedback.errors import ForbiddenError, NotOfferedError
from curbcut.service.feedback.forms import AnswerForm, languages
from curbcut.service.feedback.likeness import uses_without_description
from curbcut.service.feedback.models import Batch, Change
from curbcut.service.feedback.offers import Offer, offers_for
from curbcut.service.feedback.outcomes import outcome_of
from curbcut.service.feedback.undoing import is_undone
from curbcut.service.feedback.views.changes import STOP_POLLING
from curbcut.service.feedback.views.issues import tell_that_it_is_gone
from curbcut.service.feedback.views.lookups import (
    Score,
    batch_of,
    course_of,
    for_people_of_the_course,
    framed,
    item_of,
    person_of,
)
from curbcut.service.feedback.walking import Stop, walk_of
from curbcut.service.library.models import Course, Item
from curbcut.service.tenancy.models import Institution

PICTURE_FIX = "describe-image"


@never_cache
@for_people_of_the_course
@require_http_methods(["GET", "POST"])
def everywhere(
    request: HttpRequest, institution: Institution, course_id: int, item_id: int, rule_id: str, number: int
) -> HttpResponse:
    """Show where in the course the same is wrong; ask for the same fix at the chosen places."""
    found = item_of(institution, course_id, item_id)
    stop = walk_of(assessment_of(found)).stop(rule_id, number)
    targets = [] if stop is None else batches.same_findings(found, rule_id, number)
    if stop is None or not targets:
        tell_that_it_is_gone(request)
        return redirect("item", client_id=institution.client_id, course_id=course_id, item_id=item_id)
    offers = [offer for offer in offers_for(found, rule_id, number) if offer.is_open]
    return _chosen(request, found, targets, offers, stop)


@never_cache
@for_people_of_the_course
@require_http_methods(["GET", "POST"])
def describe_picture(request: HttpRequest, institution: Institution, course_id: int, item_id: int) -> HttpResponse:
    """Ask once what a picture shows, for every text of the course that uses it without saying so."""
    found = item_of(institution, course_id, item_id)
    targets = uses_without_description(found) if found.is_file else []
    if not targets:
        messages.info(request, "No text of the course uses this picture without a description.")
        return redirect("item", client_id=institution.client_id, course_id=course_id, item_id=item_id)
    fix = fixes_by_id()[PICTURE_FIX]
    offer = Offer(fix_id=fix.id, title=fix.title, question=fix.asks)
    return _chosen(request, found, targets, [offer], None)


@never_cache
@for_people_of_the_course
@require_GET
def batch(request: HttpRequest, institution: Institution, course_id: int, batch_id: int) -> HttpResponse:
    """Show how far a batch is, and what became of each item."""
    found = batch_of(course_of(institution, course_id), batch_id)
    return render(request, "feedback/batch.html", _about(found))


@never_cache
@for_people_of_the_course
@require_GET
def batch_state(request: HttpRequest, institution: Institution, course_id: int, batch_id: int) -> HttpResponse:
    """Send the part of the page that moves."""
    context = _about(batch_of(course_of(institution, course_id), batch_id)) | {"is_part": True}
    status = 200 if context["progress"].is_working else STOP_POLLING
    return render(request, "feedback/_batch.html", context, status=status)


@for_people_of_the_course
@require_POST
def stop_batch(request: HttpRequest, institution: Institution, course_id: int, batch_id: int) -> HttpResponse:
    """Write nothing more of a batch."""
    found = batch_of(course_of(institution, course_id), batch_id)
    stopped = batches.stop(found)
    messages.success(request, f"Stopped: {stopped} of the places stay as they are.")
    return redirect("batch", institution.client_id, course_id, batch_id)


@for_people_of_the_course
@require_POST
def undo_batch(request: HttpRequest, institution: Institution, course_id: int, batch_id: int) -> HttpResponse:
    """Ask for everything that a batch has written to be taken back."""
    found = batch_of(course_of(institution, course_id), batch_id)
    try:
        undoing = batches.request_undo_of_batch(batch=found, person=person_of(request))
    except (ForbiddenError, NotOfferedError) as error:
        messages.error(request, str(error))
        return redirect("batch", institution.client_id, course_id, batch_id)
    return redirect("batch", institution.client_id, course_id, undoing.pk)


@never_cache
@for_people_of_the_course
@require_GET
def changes_of_course(request: HttpRequest, institution: Institution, course_id: int) -> HttpResponse:
    """List the batches of a course and its latest changes."""
    course = course_of(institution, course_id)
    rows = Change.objects.of(institution).filter(course=course).select_related("item", "undoes")[:100]
    context = {
        "section": "courses",
        "course": course,
        "batches": [
            (each, batches.progress_of(each)) for each in Batch.objects.of(institution).filter(course=course)[:50]
        ],
        "rows": [{"change": each, "outcome": outcome_of(each)} for each in rows],
    }
    return render(request, "feedback/changes.html", context)


def _chosen(
    request: HttpRequest, found: Item, targets: list[Target], offers: list[Offer], stop: Stop | None
) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    forms = [AnswerForm(offer, expects=found.fingerprint, data=data) for offer in offers]
    chosen = targets if data is None else [each for each in targets if _name(each) in data.getlist("target")]
    form = next((each for each in forms if each.is_bound), None)
    if form is not None and form.is_valid() and not chosen:
        form.add_error(None, "No place is ticked, so nothing was written. Tick those that you mean.")
    if form is not None and form.is_valid() and (answer := _asked(request, found, chosen, form)) is not None:
        return answer
    assessment = assessment_of(found)
    items = {each.pk: each for each in _items_of(found.course, targets)}
    context = framed(found, "issues", assessment, walk_of(assessment)) | {
        "stop": stop,
        "targets": [
            (_name(each), items[each.item_id], each.where, each in chosen) for each in targets if each.item_id in items
        ],
        "items": len(items),
        "forms": forms,
        "has_error": any(each.errors for each in forms),
        "languages": languages(),
        "picture": sights.picture_of(found),
        "shown_picture": None if stop is None else sights.picture_at(found, stop.finding.place),
    }
    return render(request, "feedback/everywhere.html", context, status=422 if data is not None else 200)


def _asked(request: HttpRequest, found: Item, chosen: list[Target], form: AnswerForm) -> HttpResponse | None:
    try:
        asked = batches.request_batch(
            course=found.course,
            person=person_of(request),
            fix_id=form.offer.fix_id,
            answer=form.answer,
            targets=chosen,
            title=f"{form.offer.title}: “{found.title}”" + (f" and {len(chosen) - 1} more" if len(chosen) > 1 else ""),
        )
    except FixRefusedError as error:
        form.add_error("answer" if "answer" in form.fields else None, str(error))
        return None
    except (ForbiddenError, NotOfferedError) as error:
        messages.error(request, str(error))
        return None
    return redirect("batch", found.institution_id, found.course_id, asked.pk)


def _about(found: Batch) -> dict[str, Any]:
    rows = Change.objects.of(found.institution).filter(batch=found).select_related("item", "undoes")
    changes = list(rows.order_by("item__kind", "item__title", "pk"))
    progress: BatchProgress = batches.progress_of(found)
    written = [each for each in changes if each.is_written]
    return {
        "section": "courses",
        "course": found.course,
        "batch": found,
        "progress": progress,
        "rows": [
            {"change": each, "outcome": outcome_of(each), "before": Score(each.score_before), "after": Score(each.score_after)}
            for each in changes
        ],
        "good": sum(each.state == Change.State.FIXED for each in changes),
        "can_undo": not progress.is_working and any(not is_undone(each) for each in written),
    }  # fmt: skip


def _items_of(course: Course, targets: list[Target]) -> list[Item]:
    wanted = {each.item_id for each in targets}
    return list(
        Item.objects.of(course.institution).filter(pk__in=wanted, gone_at__isnull=True).defer("body", "address")
    )


def _name(target: Target) -> str:
    return f"{target.item_id}/{target.rule_id}/{target.number}/{target.fingerprint}"
