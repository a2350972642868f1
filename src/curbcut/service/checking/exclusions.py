"""Leaving an item out: by whom, why and until when is written down, and its numbers no longer count."""

from django.db import transaction
from django.utils import timezone

from curbcut.service.checking import summaries
from curbcut.service.checking.acceptances import Why
from curbcut.service.checking.models import Acceptance, Standing
from curbcut.service.library.models import Item
from curbcut.service.library.texts import storable
from curbcut.service.people.events import record
from curbcut.service.people.models import Event
from curbcut.service.tenancy.models import Person


@transaction.atomic
def exclude(item: Item, *, person: Person | None, why: Why, carried_from: Acceptance | None = None) -> None:
    """Leave an item out of checks and scores; it takes the place of an exclusion that holds already."""
    _end_running(item)
    name = person.name if person is not None else carried_from.person_name if carried_from is not None else ""
    Acceptance.objects.of(item.institution).create(
        institution=item.institution,
        item=item,
        course=item.course,
        person=person,
        person_name=name,
        reason=why.reason,
        note=storable(why.note.strip(), 1000),
        until=why.until,
        carried_from=carried_from,
    )
    fields = {
        "course": item.course,
        "state": Standing.State.EXCLUDED,
        "code": "excluded",
        "reason": storable(_told(why, carried_from)),
        "excluded_by": person,
        "accepted": {},
        "checked_at": timezone.now(),
    }
    Standing.objects.of(item.institution).update_or_create(institution=item.institution, item=item, defaults=fields)
    Item.objects.of(item.institution).filter(pk=item.pk).update(due_at=None)
    summaries.refresh(item.course)
    _record(Event.Action.ITEM_EXCLUDED, item, person if carried_from is None else None, _told(why, carried_from))


@transaction.atomic
def include(item: Item, *, person: Person | None) -> None:
    """Take an item in again; it is checked anew, which is quick where its content was checked before."""
    _end_running(item)
    excluded = Standing.objects.of(item.institution).filter(item=item, state=Standing.State.EXCLUDED)
    if not excluded.delete()[0]:
        return
    Item.objects.of(item.institution).filter(pk=item.pk).update(due_at=timezone.now(), is_urgent=True)
    summaries.refresh(item.course)
    _record(Event.Action.ITEM_INCLUDED, item, person, "" if person is not None else "Its time was over.")


def _end_running(item: Item) -> None:
    # The item's row first, as whoever settles it does: two that wait for each other would both fail.
    Item.objects.of(item.institution).select_for_update().get(pk=item.pk)
    running = Acceptance.objects.of(item.institution).filter(item=item, rule_id="", ended_at__isnull=True)
    running.update(ended_at=timezone.now())


def exclusion_of(item: Item) -> Acceptance | None:
    """Return the decision that leaves an item out, if one holds."""
    found: Acceptance | None = (
        Acceptance.objects.of(item.institution)
        .select_related("carried_from__course")
        .filter(item=item, rule_id="", ended_at__isnull=True)
        .first()
    )
    return found


def _told(why: Why, carried_from: Acceptance | None) -> str:
    """Return the reason as lists show it, with its end and where it comes from."""
    parts = [why.sentence]
    if why.until is not None:
        parts.append(f"Until {why.until:%Y-%m-%d}.")
    if carried_from is not None:
        parts.append(f"Carried over from {carried_from.course.name}.")
    return " ".join(parts)


def _record(action: Event.Action, item: Item, person: Person | None, note: str) -> None:
    record(
        action,
        institution=item.institution,
        person=person,
        subject=item.title,
        note=note,
        course=item.course,
        item=item,
    )
