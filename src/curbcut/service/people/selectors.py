"""Who works where, as the pages about people show it."""

from dataclasses import dataclass, field

from django.db.models import QuerySet

from curbcut.service.library.models import Course
from curbcut.service.people.models import Instructor
from curbcut.service.tenancy.models import Institution, Membership, Person


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person and where they may work."""

    person: Person
    is_administrator: bool
    roles: list[Instructor] = field(default_factory=list)


def people_of(institution: Institution) -> list[PersonRow]:
    """Return everybody who works for an institution, administrators first."""
    memberships = Membership.objects.filter(institution=institution).select_related("person")
    rows = {
        one.person_id: PersonRow(one.person, one.role == Membership.Role.ADMINISTRATOR)
        for one in memberships.order_by("person__name", "pk")
    }
    for role in _instructors(institution).order_by("course__name", "pk"):
        if role.person_id in rows:
            rows[role.person_id].roles.append(role)
    return sorted(rows.values(), key=lambda row: not row.is_administrator)


def instructors_of(course: Course) -> QuerySet[Instructor]:
    """Return a course's instructors by name."""
    return _instructors(course.institution).filter(course=course)


def _instructors(institution: Institution) -> QuerySet[Instructor]:
    return Instructor.objects.of(institution).select_related("person", "course")
