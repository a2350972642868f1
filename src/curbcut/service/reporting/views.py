"""Pages of reports: parse, call, render."""

from dataclasses import asdict

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from curbcut.reports.page import Entry, page_of
from curbcut.rules.catalogue import rules_by_id
from curbcut.service.checking import exclusions
from curbcut.service.checking.dispatch import nudge_slot
from curbcut.service.checking.models import CourseSummary
from curbcut.service.library import reading
from curbcut.service.library.claims import items_being_checked
from curbcut.service.library.models import Course, Item
from curbcut.service.reporting import exports, selectors
from curbcut.service.reporting.forms import CourseFilterForm, ExclusionForm
from curbcut.service.reporting.pictures import Gallery, place_of
from curbcut.service.reporting.previews import PREVIEWS, Sight
from curbcut.service.reporting.selectors import Filters
from curbcut.service.tenancy.access import for_administrators
from curbcut.service.tenancy.models import Institution, Person

_EXPORTS = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
_PICTURE_HEADERS = {"Cache-Control": "private, max-age=3600"}
_BUSY_HEADERS = {"Retry-After": "5"}
_NOT_CONNECTED = "Canvas cannot be asked just now. The Configuration page says why and what to do."


@never_cache
@for_administrators
@require_GET
def courses(request: HttpRequest, institution: Institution) -> HttpResponse:
    """List the institution's courses, with search, term and account, and say how far the work is."""
    form = CourseFilterForm(
        request.GET, terms=selectors.terms_of(institution), accounts=selectors.accounts_of(institution)
    )
    filters = Filters(**form.cleaned_data) if form.is_valid() else Filters()
    page = selectors.courses_page(institution, filters, _number(request))
    context = {
        "section": "courses",
        "form": form,
        "page": page,
        "rows": selectors.course_rows(page),
        "progress": selectors.progress_of(institution),
        "numbers": selectors.institution_numbers(institution),
        "can_ask": reading.can_ask(institution),
        "query": _query_without_page(request),
    }
    return render(request, "reporting/courses.html", context)


@never_cache
@for_administrators
@require_GET
def progress(_request: HttpRequest, institution: Institution) -> HttpResponse:
    """Say how far the work is, for programs."""
    counted = selectors.progress_of(institution)
    return JsonResponse(asdict(counted) | {"is_working": counted.is_working})


@for_administrators
@require_POST
def scan_institution(request: HttpRequest, institution: Institution) -> HttpResponse:
    """Have everything read and checked anew; what did not change costs a listing and no more."""
    if reading.can_ask(institution):
        reading.request_sync(institution)
        messages.success(request, "All courses are being read anew. What changed is checked; the rest stays.")
    else:
        messages.error(request, _NOT_CONNECTED)
    return redirect("courses", client_id=institution.client_id)


@never_cache
@for_administrators
@require_GET
def course(request: HttpRequest, institution: Institution, course_id: int) -> HttpResponse:
    """Report on a course."""
    found = _course(institution, course_id)
    summary = CourseSummary.objects.of(institution).filter(course=found).first()
    rows = Paginator(selectors.item_rows(institution, found), selectors.ITEMS_A_PAGE).get_page(_number(request))
    context = {
        "section": "courses",
        "course": found,
        "summary": summary,
        "scores": [
            ("Whole course", selectors.Score(summary.score if summary else None)),
            ("Uploaded files", selectors.Score(summary.files_score if summary else None)),
            ("Canvas pages and texts", selectors.Score(summary.editor_score if summary else None)),
        ],
        "rules": selectors.rule_rows(summary),
        "kinds": selectors.kind_rows(summary),
        "page": rows,
        "progress": selectors.progress_of(institution, found),
        "query": "",
    }
    return render(request, "reporting/course.html", context)


@for_administrators
@require_POST
def scan_course(request: HttpRequest, institution: Institution, course_id: int) -> HttpResponse:
    """Have one course read and checked anew, before others."""
    found = _course(institution, course_id)
    if reading.can_ask(institution):
        reading.request_course(found)
        messages.success(request, "The course is being read anew. What changed is checked; the rest stays.")
    else:
        messages.error(request, _NOT_CONNECTED)
    return redirect("course", client_id=institution.client_id, course_id=found.pk)


@never_cache
@for_administrators
@require_GET
def export(_request: HttpRequest, institution: Institution, course_id: int, form: str) -> HttpResponse:
    """Send a course as CSV or JSON."""
    if form not in _EXPORTS:
        raise Http404("There is no such form of a report.")
    found = _course(institution, course_id)
    name = slugify(f"{found.course_code or found.name} accessibility") or "course"
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    return HttpResponse(exports.write_course(found, form), content_type=_EXPORTS[form], headers=headers)


@never_cache
@for_administrators
@require_GET
def item(request: HttpRequest, institution: Institution, course_id: int, item_id: int) -> HttpResponse:
    """Report on an item: its issues, where they are, and what to do."""
    return _item_page(request, institution, _item(institution, course_id, item_id), ExclusionForm())


@for_administrators
@require_GET
def item_thumbnail(_request: HttpRequest, institution: Institution, course_id: int, item_id: int) -> HttpResponse:
    """Send the picture of a PDF's first page."""
    sight = PREVIEWS.of(_item(institution, course_id, item_id))
    return _picture(sight, None if sight.preview is None else sight.preview.thumbnail)


@for_administrators
@require_GET
def item_picture(
    _request: HttpRequest, institution: Institution, course_id: int, item_id: int, rule_id: str, number: int
) -> HttpResponse:
    """Send the picture of one place that a rule found in a PDF."""
    found = _item(institution, course_id, item_id)
    sight = PREVIEWS.of(found)
    place = None if sight.preview is None else place_of(exports.assessment_of(found), rule_id, number)
    return _picture(sight, None if sight.preview is None or place is None else sight.preview.picture_of(place))


@for_administrators
@require_POST
def exclude(request: HttpRequest, institution: Institution, course_id: int, item_id: int) -> HttpResponse:
    """Leave an item out, with the reason."""
    found = _item(institution, course_id, item_id)
    form = ExclusionForm(request.POST)
    if not form.is_valid():
        return _item_page(request, institution, found, form, status=422)
    assert isinstance(request.user, Person)
    exclusions.exclude(found, person=request.user, why=form.cleaned_data["why"])
    messages.success(request, f"“{found.title}” is excluded: it no longer counts.")
    return redirect("course", client_id=institution.client_id, course_id=course_id)


@for_administrators
@require_POST
def include(request: HttpRequest, institution: Institution, course_id: int, item_id: int) -> HttpResponse:
    """Take an item in again."""
    found = _item(institution, course_id, item_id)
    exclusions.include(found)
    nudge_slot(institution, 0)
    messages.success(request, f"“{found.title}” counts again; it is being checked.")
    return redirect("item", client_id=institution.client_id, course_id=course_id, item_id=item_id)


def _item_page(
    request: HttpRequest, institution: Institution, found: Item, form: ExclusionForm, status: int = 200
) -> HttpResponse:
    is_being_checked = items_being_checked(institution).filter(pk=found.pk).exists()
    assessment = exports.assessment_of(found)
    sight = PREVIEWS.of(found)
    gallery = Gallery(found, sight.preview)
    entry = Entry(title=found.title, assessment=assessment, sort=found.kind, preview=gallery.without_pictures)
    page = page_of([entry], rules_by_id(), title=found.title)
    guidance = {text.rule.id: text for text in page.guidance}
    context = {
        "section": "courses",
        "course": found.course,
        "item": found,
        "row": selectors.item_row(found, is_being_checked=is_being_checked),
        "gallery": gallery,
        "conversion": page.shown[0].conversion,
        "why_no_pictures": sight.why_not,
        "issues": [(one, gallery.places_of(one), guidance.get(one.issue.rule.id)) for one in page.shown[0].issues],
        "reviews": [(one, gallery.places_of(one), guidance.get(one.issue.rule.id)) for one in page.shown[0].reviews],
        "form": form,
    }
    return render(request, "reporting/item.html", context, status=status)


def _picture(sight: Sight, data: bytes | None) -> HttpResponse:
    if sight.is_busy:
        return HttpResponse(sight.why_not, status=503, headers=_BUSY_HEADERS, content_type="text/plain")
    if data is None:
        raise Http404("There is no such picture.")
    return HttpResponse(data, content_type="image/png", headers=_PICTURE_HEADERS)


def _course(institution: Institution, course_id: int) -> Course:
    found: Course | None = (
        Course.objects.of(institution)
        .select_related("term", "account", "institution")
        .filter(pk=course_id, gone_at__isnull=True)
        .first()
    )
    if found is None:
        raise Http404("There is no such course.")
    return found


def _item(institution: Institution, course_id: int, item_id: int) -> Item:
    found: Item | None = (
        Item.objects.of(institution)
        .select_related("course", "institution", "standing__result", "standing__excluded_by")
        .filter(pk=item_id, course_id=course_id, gone_at__isnull=True)
        .first()
    )
    if found is None:
        raise Http404("There is no such item.")
    return found


def _number(request: HttpRequest) -> int:
    text = request.GET.get("page", "1")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 1


def _query_without_page(request: HttpRequest) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    return query.urlencode()
