"""One place of one issue: what it means, where it is, and what can be done about it here."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from curbcut.fixes.fix import FixRefusedError
from curbcut.reports.page import guidance_on
from curbcut.service.feedback import batches, changes, previews, sights
from curbcut.service.feedback.assessments import assessment_of
from curbcut.service.feedback.contrasts import contrast_of
from curbcut.service.feedback.errors import ContentChangedError, ForbiddenError, NotOfferedError
from curbcut.service.feedback.forms import AnswerForm, languages
from curbcut.service.feedback.models import Change
from curbcut.service.feedback.offers import Offer, offers_for
from curbcut.service.feedback.pictures import Gallery
from curbcut.service.feedback.views.lookups import for_people_of_the_course, framed, item_of, outcome_address, person_of
from curbcut.service.feedback.walking import Stop, walk_of
from curbcut.service.library.models import Item
from curbcut.service.tenancy.models import Institution

REFUSALS = (ContentChangedError, NotOfferedError, ForbiddenError)


@never_cache
@for_people_of_the_course
@require_http_methods(["GET", "POST"])
def issue(
    request: HttpRequest, institution: Institution, course_id: int, item_id: int, rule_id: str, number: int
) -> HttpResponse:
    """Show one place of an issue with the fixes that fit; ask for one of them."""
    found = item_of(institution, course_id, item_id)
    assessment = assessment_of(found)
    walk = walk_of(assessment)
    stop = walk.stop(rule_id, number)
    if stop is None:
        tell_that_it_is_gone(request)
        return redirect("item", client_id=institution.client_id, course_id=course_id, item_id=item_id)
    offers = offers_for(found, rule_id, number)
    forms = [
        AnswerForm(offer, expects=found.fingerprint, data=request.POST or None) for offer in offers if offer.is_open
    ]
    if request.method == "POST" and (change := _asked(request, found, stop, forms)) is not None:
        return redirect(outcome_address(change))
    has_error = any(form.errors for form in forms)
    context = (
        framed(found, "issues", assessment, walk)
        | _about(found, stop, offers)
        | {
            "before": walk.before(stop),
            "after": walk.after(stop),
            "forms": forms,
            "has_error": has_error,
            "closed": [offer for offer in offers if not offer.is_open],
            "languages": languages(),
        }
    )
    return render(request, "feedback/issue.html", context, status=422 if has_error else 200)


def tell_that_it_is_gone(request: HttpRequest) -> None:
    """Say that an issue is not there any more; to whoever sent an answer, that it was not written."""
    if request.method == "POST":
        messages.warning(request, "Nothing was written: this issue is not there any more. Here is what was found last.")
    else:
        messages.info(request, "This issue is not there any more. Here is what was found last.")


def _about(found: Item, stop: Stop, offers: Sequence[Offer]) -> dict[str, object]:
    sight = previews.PREVIEWS.of(found)
    gallery = Gallery(found, sight.preview)
    contrast = contrast_of(stop.finding)
    proposal = next((offer.proposal for offer in offers if offer.question.kind == "colour"), None)
    same = batches.same_findings(found, stop.rule.id, stop.number) if any(offer.is_open for offer in offers) else []
    return {
        "stop": stop,
        "gallery": gallery,
        "place_picture": gallery.picture_at(stop.rule.id, stop.number, stop.finding.place),
        "place_address": gallery.address_at(stop.rule.id, stop.number, stop.finding.place),
        "picture": sights.picture_of(found),
        "shown_picture": sights.picture_at(found, stop.finding.place),
        "guidance": guidance_on(stop.rule, (gallery.application,) if gallery.application else (), heading_level=4),
        "contrast": contrast,
        "proposed": contrast.sample(proposal) if contrast is not None and proposal else None,
        "same": len(same),
        "same_items": len({target.item_id for target in same}),
        "shows_text": not found.is_file and bool(found.body.strip()),
    }


def _asked(request: HttpRequest, found: Item, stop: Stop, forms: Sequence[AnswerForm]) -> Change | None:
    """Ask for the fix whose form was sent; `None` when that did not go, said in the form or in a message."""
    form = next((each for each in forms if each.is_bound), None)
    if form is None:
        messages.error(request, "This fix cannot be asked for any more. Here is what can be done now.")
        return None
    if not form.is_valid():
        return None
    try:
        return changes.request_fix(
            item=found,
            person=person_of(request),
            rule_id=stop.rule.id,
            number=stop.number,
            fix_id=form.offer.fix_id,
            answer=form.answer,
            expects=form.cleaned_data["expects"],
        )
    except FixRefusedError as error:
        form.add_error("answer" if "answer" in form.fields else None, str(error))
    except REFUSALS as error:
        messages.error(request, str(error))
    return None
