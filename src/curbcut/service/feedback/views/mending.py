"""All places of an item at once: answered on one page, written to Canvas in one go."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from curbcut.fixes.fix import FixRefusedError
from curbcut.service.feedback import changes, previews, sights
from curbcut.service.feedback.assessments import assessment_of
from curbcut.service.feedback.changes import Wanted
from curbcut.service.feedback.contrasts import contrast_of
from curbcut.service.feedback.forms import StopForm, languages
from curbcut.service.feedback.offers import offers_for_all
from curbcut.service.feedback.pictures import Gallery
from curbcut.service.feedback.views.issues import REFUSALS
from curbcut.service.feedback.views.lookups import for_people_of_the_course, framed, item_of, outcome_address, person_of
from curbcut.service.feedback.walking import Stop, Walk, walk_of
from curbcut.service.library.models import Item
from curbcut.service.tenancy.models import Institution

MOST_AT_ONCE = 60
"""Places on one page; the rest come when these are done."""

_NOTHING_CHOSEN = "Nothing is filled in yet, so there is nothing to write."


@never_cache
@for_people_of_the_course
@require_http_methods(["GET", "POST"])
def mend_item(request: HttpRequest, institution: Institution, course_id: int, item_id: int) -> HttpResponse:
    """Ask what is to be done about each place that can be mended; ask for all of it in one write."""
    found = item_of(institution, course_id, item_id)
    assessment = assessment_of(found)
    walk = walk_of(assessment)
    data = request.POST if request.method == "POST" else None
    places = _places(found, walk, data)
    status = 200
    if data is not None:
        if all(form.is_valid() for _, form, _ in places):
            _tell_what_is_gone(request, {form.add_prefix("how") for _, form, _ in places})
            wanted = [_wanted(stop, form) for stop, form, _ in places if form.wish is not None]
            if (answer := _asked(request, found, wanted, data.get("expects", ""))) is not None:
                return answer
        status = 422
    context = framed(found, "mend", assessment, walk) | {
        "places": places,
        "has_error": any(form.errors for _, form, _ in places),
        "left_out": walk.failed - len(places),
        "languages": languages(),
        "shows_text": not found.is_file and bool(found.body.strip()),
        "picture": sights.picture_of(found),
    }
    return render(request, "feedback/mend.html", context, status=status)


def _places(found: Item, walk: Walk, data: Any) -> list[tuple[Stop, StopForm, dict[str, object]]]:
    failed = [stop for stop in walk.stops if not stop.is_review]
    offers = offers_for_all(found, [stop.key for stop in failed[:MOST_AT_ONCE]])
    places: list[tuple[Stop, StopForm, dict[str, object]]] = []
    gallery = Gallery(found, previews.PREVIEWS.of(found).preview)
    for stop in failed[:MOST_AT_ONCE]:
        open_offers = [offer for offer in offers.get(stop.key, ()) if offer.is_open]
        if open_offers:
            form = StopForm(open_offers, prefix=_prefix(stop), data=data)
            contrast = contrast_of(stop.finding)
            proposal = next((offer.proposal for offer in open_offers if offer.question.kind == "colour"), None)
            about: dict[str, object] = {
                "shown_picture": sights.picture_at(found, stop.finding.place),
                "place_picture": gallery.picture_at(stop.rule.id, stop.number, stop.finding.place),
                "contrast": contrast,
                "proposed": contrast.sample(proposal) if contrast is not None and proposal else None,
            }
            places.append((stop, form, about))
    return places


def _prefix(stop: Stop) -> str:
    """Name a place by what it is, not by its position: that moves when somebody accepts another place meanwhile."""
    return f"place-{stop.rule.id}-{stop.number}"


def _wanted(stop: Stop, form: StopForm) -> Wanted:
    assert form.wish is not None
    fix_id, answer = form.wish
    return Wanted(rule_id=stop.rule.id, number=stop.number, fix_id=fix_id, answer=answer)


def _tell_what_is_gone(request: HttpRequest, known: set[str]) -> None:
    """Say which places of the form that was sent are not open any more, so that no answer is dropped in silence."""
    sent = {
        name for name, choice in request.POST.items() if name.startswith("place-") and name.endswith("-how") and choice
    }
    if gone := len(sent - known):
        places = "1 place of the form is" if gone == 1 else f"{gone} places of the form are"
        messages.warning(
            request, f"{places} not open any more: somebody mended or accepted it. Nothing was written there."
        )


def _asked(request: HttpRequest, found: Item, wanted: list[Wanted], expects: str) -> HttpResponse | None:
    if not wanted:
        messages.error(request, _NOTHING_CHOSEN)
        return None
    try:
        change = changes.request_fixes(item=found, person=person_of(request), wanted=wanted, expects=expects)
    except (FixRefusedError, *REFUSALS) as error:
        messages.error(request, str(error))
        return None
    return redirect(outcome_address(change))
