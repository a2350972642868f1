"""Pages of reports: parse, call, render."""

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from curbcut.service.checking import exclusions
from curbcut.service.checking.dispatch import nudge_slot, nudge_spreading
from curbcut.service.checking.forms import ExclusionForm
from curbcut.service.checking.models import CourseSummary
from curbcut.service.library import reading
from curbcut.service.library.models import Course, Item
from curbcut.service.people.access import courses_of, for_course_people, for_members, person_of
from curbcut.service.reporting import exports, items, order, selectors
from curbcut.service.reporting.forms import CourseFilterForm
from curbcut.service.reporting.selectors import Filters
from curbcut.service.tenancy.access import for_administrators, may_administer
from curbcut.service.tenancy.models import Institution

_EXPORTS = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
_NOT_CONNECTED = "Canvas cannot be asked just now. The Configuration page says why and what to do."


@never_cache
@for_members
@require_GET
def courses(request: HttpRequest, institution: Institution) -> HttpResponse:
    """List the courses that a person works in, with search, term and account; administrators see the whole as well."""
    person = person_of(request)
    is_administrator = may_administer(person, institution)
    seen = courses_of(person, institution)
    accounts = selectors.accounts_of(institution) if is_administrator else []
    form = CourseFilterForm(request.GET, terms=selectors.terms_of(institution, seen), accounts=accounts)
    filters = Filters(**form.cleaned_data) if form.is_valid() else Filters()
    page = selectors.courses_page(institution, seen, filters, _number(request))
    context: dict[str, Any] = {
        "section": "courses",
        "form": form,
        "page": page,
        "rows": selectors.course_rows(page),
        "can_ask": reading.can_ask(institution),
        "query": _query_without_page(request),
    }
    if is_administrator:
        context["progress"] = selectors.progress_of(institution)
        context["numbers"] = selectors.institution_numbers(institution)
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
@for_course_people
@require_GET
def course(request: HttpRequest, institution: Institution, course_id: int) -> HttpResponse:
    """Report on a course."""
    found = _course(institution, course_id)
    summary = CourseSummary.objects.of(institution).filter(course=found).first()
    rows = items.item_rows(institution, found)
    steps = order.steps_of(rows)
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
        "steps": steps[: order.FIRST_STEPS],
        "all_steps": len(steps),
        "page": Paginator(rows, items.ITEMS_A_PAGE).get_page(_number(request)),
        "progress": selectors.progress_of(institution, found),
        "query": "",
    }
    return render(request, "reporting/course.html", context)


@never_cache
@for_course_people
@require_GET
def work(request: HttpRequest, institution: Institution, course_id: int) -> HttpResponse:
    """List all work of a course in the order in which it helps; all, or only what one click mends."""
    found = _course(institution, course_id)
    steps = order.steps_of(items.item_rows(institution, found))
    is_easy_only = request.GET.get("easy") == "1"
    shown = [step for step in steps if step.is_easy] if is_easy_only else steps
    context = {
        "section": "courses",
        "course": found,
        "page": Paginator(shown, order.STEPS_A_PAGE).get_page(_number(request)),
        "is_easy_only": is_easy_only,
        "query": _query_without_page(request),
    }
    return render(request, "reporting/work.html", context)


@for_course_people
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
@for_course_people
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
@for_course_people
@require_http_methods(["GET", "POST"])
def exclude(request: HttpRequest, institution: Institution, course_id: int, item_id: int) -> HttpResponse:
    """Leave an item out, with the reason."""
    found = _item(institution, course_id, item_id)
    form = ExclusionForm(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        context = {"section": "courses", "course": found.course, "item": found, "form": form}
        return render(request, "reporting/exclude.html", context, status=422 if form.errors else 200)
    exclusions.exclude(found, person=person_of(request), why=form.why)
    nudge_spreading(institution)
    messages.success(request, f"“{found.title}” is excluded: it no longer counts.")
    return redirect("course", client_id=institution.client_id, course_id=course_id)


@for_course_people
@require_POST
def include(request: HttpRequest, institution: Institution, course_id: int, item_id: int) -> HttpResponse:
    """Take an item in again."""
    found = _item(institution, course_id, item_id)
    exclusions.include(found, person=person_of(request))
    nudge_slot(institution, 0)
    messages.success(request, f"“{found.title}” counts again; it is being checked.")
    return redirect("item", client_id=institution.client_id, course_id=course_id, item_id=item_id)


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
