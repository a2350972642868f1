"""Pages of reports: parse, call, render."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from curbcut.service.library.models import Course
from curbcut.service.tenancy.access import for_administrators
from curbcut.service.tenancy.models import Institution


@never_cache
@for_administrators
@require_GET
def courses(request: HttpRequest, institution: Institution) -> HttpResponse:
    """List the institution's courses."""
    found = Course.objects.of(institution).filter(gone_at__isnull=True).select_related("term", "account")
    return render(request, "reporting/courses.html", {"courses": found, "section": "courses"})
