"""The audit log as a page and as a file; administrators only."""

from django import forms
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from curbcut.service.feedback import log
from curbcut.service.feedback.log import LogFilters
from curbcut.service.feedback.models import Change
from curbcut.service.people.models import Event
from curbcut.service.tenancy.access import for_administrators
from curbcut.service.tenancy.models import Institution


class LogForm(forms.Form):
    """What the log is narrowed to."""

    who = forms.CharField(label="Who", required=False, max_length=200, widget=forms.SearchInput)
    where = forms.CharField(label="Course", required=False, max_length=200, widget=forms.SearchInput)
    what = forms.ChoiceField(
        label="What",
        required=False,
        choices=[
            ("", "Everything"),
            ("In Canvas", [(log.CHANGES, "All changes in Canvas"), *Change.Kind.choices]),
            ("Here", list(Event.Action.choices)),
        ],
    )
    since = forms.DateField(label="From", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label="To", required=False, widget=forms.DateInput(attrs={"type": "date"}))


@never_cache
@for_administrators
@require_GET
def audit_log(request: HttpRequest, institution: Institution) -> HttpResponse:
    """Show who did what, the newest first."""
    form = LogForm(request.GET, auto_id="log_%s")
    query = request.GET.copy()
    number = "".join(query.pop("page", ["1"])[-1:])
    context = {
        "section": "audit",
        "form": form,
        "page": log.lines_page(institution, _filters(form), int(number) if _is_number(number) else 1),
        "query": query.urlencode(),
    }
    return render(request, "feedback/audit.html", context)


@never_cache
@for_administrators
@require_GET
def audit_csv(request: HttpRequest, institution: Institution) -> StreamingHttpResponse:
    """Send the same, all of it, as CSV."""
    lines = log.write_csv(institution, _filters(LogForm(request.GET)))
    headers = {"Content-Disposition": 'attachment; filename="audit-log.csv"'}
    marked = (("\ufeff" if number == 0 else "") + line for number, line in enumerate(lines))
    return StreamingHttpResponse(marked, content_type="text/csv; charset=utf-8", headers=headers)


def _filters(form: LogForm) -> LogFilters:
    return LogFilters(**form.cleaned_data) if form.is_valid() else LogFilters()


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 7
