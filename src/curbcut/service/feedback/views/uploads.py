"""A corrected version of a file: checked first, shown what it would change, put in its place only then."""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from curbcut.reports.issues import issues_of
from curbcut.rules.catalogue import rules_by_id
from curbcut.scoring.assessment import Assessment
from curbcut.service.checking import file_cache
from curbcut.service.feedback import changes
from curbcut.service.feedback.assessments import assessment_of
from curbcut.service.feedback.errors import NotOfferedError
from curbcut.service.feedback.forms import UploadForm
from curbcut.service.feedback.views.issues import REFUSALS
from curbcut.service.feedback.views.lookups import (
    Score,
    for_people_of_the_course,
    framed,
    item_of,
    outcome_address,
    person_of,
)
from curbcut.service.feedback.walking import walk_of
from curbcut.service.library.models import Item
from curbcut.service.library.texts import fingerprint
from curbcut.service.settings import CONFIGURATION
from curbcut.service.tenancy.models import Institution

_SALT = "curbcut.feedback.upload"
_SECONDS = 3600
_GONE = "The uploaded version is not kept any more. Please choose it again."


@never_cache
@for_people_of_the_course
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, institution: Institution, course_id: int, item_id: int) -> HttpResponse:
    """Take a corrected version and show what its check says; nothing is replaced yet."""
    found = item_of(institution, course_id, item_id)
    if not found.is_file:
        raise Http404("Only a file can be replaced by a file.")
    assessment = assessment_of(found)
    form = UploadForm(longest=CONFIGURATION.file_limit_bytes, data=request.POST or None, files=request.FILES or None)
    context = framed(found, "upload", assessment, walk_of(assessment)) | {"form": form}
    if request.method == "POST" and form.is_valid():
        context |= _checked(found, assessment, form)
    return render(request, "feedback/upload.html", context, status=422 if form.errors else 200)


@for_people_of_the_course
@require_POST
def replace(request: HttpRequest, institution: Institution, course_id: int, item_id: int) -> HttpResponse:
    """Put the version that was shown in the place of the file."""
    found = item_of(institution, course_id, item_id)
    try:
        sha256, name, expects = signing.loads(
            request.POST.get("version", ""), salt=f"{_SALT}/{found.pk}", max_age=_SECONDS
        )
        data = file_cache.file_cache().get(institution, sha256)
    except signing.BadSignature:
        data = None
    if data is None:
        messages.error(request, _GONE)
        return redirect("upload", institution.client_id, course_id, item_id)
    try:
        change = changes.request_upload(item=found, person=person_of(request), name=name, data=data, expects=expects)
    except REFUSALS as error:
        messages.error(request, str(error))
        return redirect("upload", institution.client_id, course_id, item_id)
    return redirect(outcome_address(change))


def _checked(found: Item, before: Assessment, form: UploadForm) -> dict[str, Any]:
    """Check an uploaded version and keep it for the next step."""
    file = form.cleaned_data["file"]
    data = file.read()
    try:
        changes.check_upload(found, file.name, data)
    except NotOfferedError as error:
        form.add_error("file", str(error))
        return {}
    after = changes.preview_upload(found, data)
    file_cache.file_cache().put(found.institution, fingerprint(data), data)
    known = rules_by_id()
    old = {issue.rule.id: issue for issue in issues_of(before, known)}
    new = {issue.rule.id: issue for issue in issues_of(after, known)}
    is_told = after.status == "checked"
    version = [fingerprint(data), file.name, found.fingerprint]
    return {
        "version": signing.dumps(version, salt=f"{_SALT}/{found.pk}"),
        "name": file.name,
        "after": Score(after.score),
        "assessment": after,
        "is_told": is_told,
        # What could not be looked for is not gone.
        "gone": [issue for rule_id, issue in old.items() if is_told and rule_id not in new],
        "stay": [issue for rule_id, issue in new.items() if rule_id in old],
        "come": [issue for rule_id, issue in new.items() if rule_id not in old],
    }
