"""Who may see and change a course: the gate of its pages, and the rights that writes ask for."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from curbcut.service.library.models import Course
from curbcut.service.people.models import Instructor
from curbcut.service.tenancy.access import InstitutionView, enter, for_signed_in, may_administer
from curbcut.service.tenancy.models import Institution, Person

Parameters = ParamSpec("Parameters")
ResponseT = TypeVar("ResponseT", bound=HttpResponseBase)
CourseView = Callable[Concatenate[HttpRequest, Institution, int, Parameters], ResponseT]


def courses_of(person: Person, institution: Institution) -> QuerySet[Course]:
    """Return the courses that a person may see and change: all for administrators, chosen ones for instructors."""
    courses = Course.objects.of(institution).filter(gone_at__isnull=True)
    if may_administer(person, institution):
        return courses
    if not person.is_active:
        return courses.none()
    return courses.filter(pk__in=Instructor.objects.of(institution).filter(person=person).values("course_id"))


def may_change(person: Person, course: Course) -> bool:
    """Whether a person may mend a course's content, accept its issues and take both back."""
    return courses_of(person, course.institution).filter(pk=course.pk).exists()


def works_here(person: Person, institution: Institution) -> bool:
    """Whether an institution has any page for a person."""
    return may_administer(person, institution) or courses_of(person, institution).exists()


def for_members(view: InstitutionView[Parameters, ResponseT]) -> Callable[..., ResponseT | HttpResponse]:
    """Let a view be called by administrators and by instructors of any course; it has to ask `courses_of` what to show."""

    @wraps(view)
    def guarded(
        request: HttpRequest, client_id: int, *args: Parameters.args, **kwargs: Parameters.kwargs
    ) -> ResponseT | HttpResponse:
        found = enter(request, client_id, works_here)
        return found if isinstance(found, HttpResponse) else view(request, found, *args, **kwargs)

    return for_signed_in(guarded)


def for_course_people(view: CourseView[Parameters, ResponseT]) -> Callable[..., ResponseT | HttpResponse]:
    """Let a view of one course be called by administrators and by the course's instructors; others get 404.

    The view has `course_id` in its address and gets it as it is; a course that is another institution's, or gone, never
    reaches it.
    """

    @wraps(view)
    def guarded(
        request: HttpRequest, client_id: int, course_id: int, *args: Parameters.args, **kwargs: Parameters.kwargs
    ) -> ResponseT | HttpResponse:
        found = enter(request, client_id, works_here)
        if isinstance(found, HttpResponse):
            return found
        if not courses_of(person_of(request), found).filter(pk=course_id).exists():
            raise Http404("There is no such course, or you do not work in it.")
        return view(request, found, course_id, *args, **kwargs)

    return for_signed_in(guarded)


def person_of(request: HttpRequest) -> Person:
    """Return who is signed in; behind a gate there is always somebody."""
    assert isinstance(request.user, Person)
    return request.user
