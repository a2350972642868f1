"""Writing down what people did, in the transaction in which they did it."""

from curbcut.service.library.models import Course, Item
from curbcut.service.library.texts import storable
from curbcut.service.people.models import Event
from curbcut.service.tenancy.models import Institution, Person


def record(
    action: Event.Action,
    *,
    institution: Institution,
    person: Person | None,
    subject: str,
    note: str = "",
    course: Course | None = None,
    item: Item | None = None,
) -> None:
    """Add a line to the audit log; without a person it was done by the clock."""
    Event.objects.of(institution).create(
        institution=institution,
        action=action,
        person=person,
        person_name=person.name if person is not None else "",
        course=course,
        item=item,
        subject=storable(subject, 600),
        note=storable(note),
    )
