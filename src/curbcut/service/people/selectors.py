"""Who works where, as the pages about people show it."""

from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from curbcut.service.library.models import Course
from curbcut.service.people.models import Instructor
from curbcut.service.tenancy.models import Institution, Membership, Person

PEOPLE_A_PAGE = 100


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person and where they may work."""

    person: Person
    is_administrator: bool
    roles: list[Instructor] = field(default_factory=list)


def people_page(institution: Institution, number: int) -> "Page[Any]":
    """Return one page of everybody who works for an institution, administrators first; it holds `PersonRow`s."""
    memberships = Membership.objects.filter(institution=institution).select_related("person")
    page: Page[Any] = Paginator(memberships.order_by("role", "person__name", "pk"), PEOPLE_A_PAGE).get_page(number)
    rows = {one.person_id: PersonRow(one.person, one.role == Membership.Role.ADMINISTRATOR) for one in page.object_list}
    for role in _instructors(institution).filter(person__in=list(rows)).order_by("course__name", "pk"):
        rows[role.person_id].roles.append(role)
    page.object_list = list(rows.values())
    return page


def instructors_of(course: Course) -> QuerySet[Instructor]:
    """Return a course's instructors by name."""
    return _instructors(course.institution).filter(course=course)


def _instructors(institution: Institution) -> QuerySet[Instructor]:
    return Instructor.objects.of(institution).select_related("person", "course")
