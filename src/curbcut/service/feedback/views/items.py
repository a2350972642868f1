"""An item as a whole: its issues, its preview, its pictures."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET

from curbcut.reports.page import Entry, ShownIssue, ShownPlace, page_of
from curbcut.rules.catalogue import rules_by_id
from curbcut.service.feedback import previews, sights
from curbcut.service.feedback.assessments import assessment_of
from curbcut.service.feedback.likeness import uses_without_description
from curbcut.service.feedback.pictures import Gallery, Picture, place_of
from curbcut.service.feedback.previews import Sight
from curbcut.service.feedback.views.lookups import for_people_of_the_course, framed, item_of
from curbcut.service.feedback.walking import Stop, Walk, mark_of, walk_of
from curbcut.service.tenancy.models import Institution

PREVIEW_POLICY = (
    "sandbox; default-src 'none'; img-src 'self'; style-src 'self' 'unsafe-inline'; style-src-elem 'self'; "
    "style-src-attr 'unsafe-inline'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
)
"""Of no origin, without script, without any request to another host; the author's own styles are what has to be seen."""

_PICTURE_HEADERS = {"Cache-Control": "private, max-age=3600"}
_RASTER_HEADERS = _PICTURE_HEADERS | {"Content-Security-Policy": "sandbox; default-src 'none'"}
_BUSY_HEADERS = {"Retry-After": "5"}


@never_cache
@for_people_of_the_course
@require_GET
def item(request: HttpRequest, institution: Institution, course_id: int, item_id: int) -> HttpResponse:
    """Show an item: its issues one after the other, where they are, and what to do."""
    found = item_of(institution, course_id, item_id)
    assessment = assessment_of(found)
    walk = walk_of(assessment)
    sight = previews.PREVIEWS.of(found)
    gallery = Gallery(found, sight.preview)
    entry = Entry(title=found.title, assessment=assessment, sort=found.kind, preview=gallery.without_pictures)
    page = page_of([entry], rules_by_id(), title=found.title)
    guidance = {text.rule.id: text for text in page.guidance}
    issues = [_issue(one, gallery, walk, guidance) for one in (*page.shown[0].issues, *page.shown[0].reviews)]
    context = framed(found, "issues", assessment, walk) | {
        "gallery": gallery,
        "picture": (picture := sights.picture_of(found)),
        "uses": len(uses_without_description(found)) if picture else 0,
        "conversion": page.shown[0].conversion,
        "why_no_pictures": sight.why_not,
        "issues": [one for one in issues if not one["is_review"]],
        "reviews": [one for one in issues if one["is_review"]],
        "shows_text": not found.is_file and bool(found.body.strip()),
    }
    return render(request, "feedback/item.html", context)


@never_cache
@for_people_of_the_course
@require_GET
@xframe_options_sameorigin
def preview(request: HttpRequest, institution: Institution, course_id: int, item_id: int) -> HttpResponse:
    """Show an item's text with its places marked, all of them or the one that is asked for, inside a frame."""
    found = item_of(institution, course_id, item_id)
    if found.is_file:
        raise Http404("A file has no text to show.")
    walk = walk_of(assessment_of(found))
    marks = () if "plain" in request.GET else walk.marks
    if "rule" in request.GET:
        number = request.GET.get("number", "")
        stop = walk.stop(request.GET["rule"], int(number) if number.isdecimal() and len(number) < 6 else 0)
        mark = None if stop is None else mark_of(stop)
        marks = () if mark is None else (mark,)
    context = {"item": found, "body": sights.safe_body(found, marks), "marks": len(marks)}
    answer = render(request, "feedback/preview.html", context)
    answer.headers["Content-Security-Policy"] = PREVIEW_POLICY
    return answer


@require_GET
def picture(_request: HttpRequest, client_id: int, token: str) -> HttpResponse:
    """Send a picture of a course to whoever has its signed address: the frame of a preview, which has no cookies."""
    institution = Institution.objects.filter(pk=client_id).first()
    image = None if institution is None else sights.image_of(institution, token)
    if image is None:
        raise Http404("There is no such picture.")
    return HttpResponse(image.data, content_type=image.media_type, headers=_RASTER_HEADERS)


@for_people_of_the_course
@require_GET
def item_thumbnail(_request: HttpRequest, institution: Institution, course_id: int, item_id: int) -> HttpResponse:
    """Send the picture of a PDF's first page."""
    sight = previews.PREVIEWS.of(item_of(institution, course_id, item_id))
    return _picture(sight, None if sight.preview is None else sight.preview.thumbnail)


@for_people_of_the_course
@require_GET
def item_picture(
    _request: HttpRequest, institution: Institution, course_id: int, item_id: int, rule_id: str, number: int
) -> HttpResponse:
    """Send the picture of one place that a rule found in a PDF."""
    found = item_of(institution, course_id, item_id)
    sight = previews.PREVIEWS.of(found)
    place = None if sight.preview is None else place_of(assessment_of(found), rule_id, number)
    return _picture(sight, None if sight.preview is None or place is None else sight.preview.picture_of(place))


@for_people_of_the_course
@require_GET
def place_picture(
    _request: HttpRequest, institution: Institution, course_id: int, item_id: int, rule_id: str, number: int
) -> HttpResponse:
    """Send the picture of any place that a rule found in a PDF, rendered for the one who looks at it."""
    found = item_of(institution, course_id, item_id)
    place = place_of(assessment_of(found), rule_id, number)
    sight = Sight() if place is None else previews.PREVIEWS.picture_of(found, place)
    return _picture(sight, None if sight.preview is None or place is None else sight.preview.picture_of(place))


def _issue(one: ShownIssue, gallery: Gallery, walk: Walk, guidance: dict[str, Any]) -> dict[str, Any]:
    outcome = one.issue.outcome
    stops = [stop for stop in walk.stops if stop.rule is one.issue.rule and stop.issue.outcome is outcome]
    places: list[tuple[Stop, ShownPlace, Picture | None]] = [
        (stop, place, picture) for stop, (place, picture) in zip(stops, gallery.places_of(one), strict=False)
    ]
    return {
        "found": one,
        "places": places,
        "guidance": guidance.get(one.issue.rule.id),
        "is_review": bool(stops) and stops[0].is_review,
    }


def _picture(sight: Sight, data: bytes | None) -> HttpResponse:
    if sight.is_busy:
        return HttpResponse(sight.why_not, status=503, headers=_BUSY_HEADERS, content_type="text/plain")
    if data is None:
        raise Http404("There is no such picture.")
    return HttpResponse(data, content_type="image/png", headers=_PICTURE_HEADERS)
