"""Pages about people: parse, call, render."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from curbcut.service.people import invitations, selectors
from curbcut.service.people.access import courses_of, person_of
from curbcut.service.people.forms import InviteForm, JoinForm
from curbcut.service.people.models import Instructor, Invitation
from curbcut.service.tenancy.access import for_administrators
from curbcut.service.tenancy.models import Institution, Person
from curbcut.service.tenancy.services import PasswordError

if TYPE_CHECKING:
    from curbcut.service.library.models import Course
    from curbcut.service.people.invitations import Invited


@never_cache
@for_administrators
@require_GET
def people(request: HttpRequest, institution: Institution) -> HttpResponse:
    """List everybody who works for the institution, and the invitations that wait."""
    number = request.GET.get("page", "")
    context = {
        "section": "people",
        "page": selectors.people_page(institution, int(number) if number.isdecimal() and len(number) < 7 else 1),
        "invitations": invitations.open_invitations(institution).prefetch_related("courses"),
    }
    return render(request, "people/people.html", context)


@never_cache
@for_administrators
@require_http_methods(["GET", "POST"])
def course_people(request: HttpRequest, institution: Institution, course_id: int) -> HttpResponse:
    """List a course's instructors; invite one, and show the link once."""
    course: Course = get_object_or_404(
        courses_of(person_of(request), institution).select_related("institution"), pk=course_id
    )
    form = InviteForm(request.POST or None, institution=institution)
    invited: Invited | None = None
    if request.method == "POST" and form.is_valid():
        courses = {one.pk: one for one in (course, *form.cleaned_data["others"])}
        try:
            invited = invitations.invite(
                institution=institution,
                courses=courses.values(),
                email=form.cleaned_data["email"],
                inviter=person_of(request),
            )
        except invitations.InvitationError as error:
            form.add_error("email", str(error))
    context = {
        "section": "courses",
        "course": course,
        "instructors": selectors.instructors_of(course),
        "invitations": invitations.open_invitations(institution).filter(courses=course),
        "form": InviteForm(institution=institution) if invited else form,
        "invited": invited,
        "email": form.cleaned_data.get("email") if invited else "",
        "days": invitations.LIFETIME.days,
    }
    status = 422 if request.method == "POST" and invited is None else 200
    return render(request, "people/course.html", context, status=status)


@for_administrators
@require_POST
def remove(request: HttpRequest, institution: Institution, course_id: int, instructor_id: int) -> HttpResponse:
    """Let a person work in a course no longer."""
    found: Instructor | None = (
        Instructor.objects.of(institution)
        .select_related("institution", "person", "course")
        .filter(pk=instructor_id, course_id=course_id)
        .first()
    )
    if found is None:
        raise Http404("There is no such instructor.")
    invitations.remove(found, by=person_of(request))
    messages.success(request, f"{found.person.name} works in {found.course.name} no longer.")
    return redirect("course-people", client_id=institution.client_id, course_id=course_id)


@for_administrators
@require_POST
def revoke(request: HttpRequest, institution: Institution, invitation_id: int) -> HttpResponse:
    """Take an invitation back."""
    found: Invitation | None = (
        Invitation.objects.of(institution).select_related("institution").filter(pk=invitation_id).first()
    )
    if found is None:
        raise Http404("There is no such invitation.")
    invitations.revoke(found, by=person_of(request))
    messages.success(request, f"The invitation of {found.email} opens no longer.")
    return redirect("people", client_id=institution.client_id)


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show an invitation to whoever has its link, and let them in."""
    try:
        found = invitations.invitation_of(token)
        person = request.user if isinstance(request.user, Person) else None
        has_account = invitations.account_of(found) is not None
        form = JoinForm(request.POST or None)
        if request.method == "POST" and person is not None:
            return _go_in(invitations.accept(token=token, person=person))
        if request.method == "POST" and form.is_valid():
            person = _join(token, form)
            if person is not None:
                login(request, person)
                return _go_in(found.institution)
    except invitations.InvitationError as error:
        messages.error(request, str(error))
        return redirect("home" if request.user.is_authenticated else "sign-in")
    context = {
        "invitation": found,
        "courses": found.courses.all(),
        "has_account": has_account,
        "is_mine": person is not None and person.email.casefold() == found.email.casefold(),
        "form": form,
    }
    return render(request, "people/invitation.html", context)


def _join(token: str, form: JoinForm) -> Person | None:
    try:
        return invitations.join(token=token, **form.cleaned_data)
    except PasswordError as error:
        form.add_error("password", str(error))
        return None


def _go_in(institution: Institution) -> HttpResponse:
    return redirect("courses", client_id=institution.client_id)
