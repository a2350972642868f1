"""Writing what was said of items: where they stand, that they are no longer due, and the course's numbers, together."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from curbcut.service.checking import acceptances, spreading, summaries, surroundings
from curbcut.service.checking.assessing import Said
from curbcut.service.checking.models import RuleSet, Standing
from curbcut.service.library.models import Item

_WRITTEN = ("course", "rule_set", "state", "code", "reason", "result", "checked_at")


@dataclass(frozen=True, slots=True)
class Settled:
    """An item and what is to be written of it."""

    item: Item
    said: Said


def settle(settled: list[Settled], rule_set: RuleSet) -> None:
    """Write what was said of some items of one course, and the course's numbers, in one transaction.

    A handful of statements however many items there are: two thirds of a worker's time with the database went into rows one
    by one.
    """
    if not settled:
        return
    course = settled[0].item.course
    with transaction.atomic():
        current = _lock(settled)
        if not current:
            return
        _write_standings([one for one, _ in current], rule_set)
        _write_items(current)
        items = [one.item for one, _ in current]
        spreading.receive(course, items)
        acceptances.recount(course.institution, items)
        summaries.refresh(course)
    surroundings.refresh(course)


def _write_standings(settled: list[Settled], rule_set: RuleSet) -> None:
    institution, now = settled[0].item.institution, timezone.now()
    standings = Standing.objects.of(institution)
    known = standings.filter(item__in=[one.item.pk for one in settled]).order_by("pk")
    # Locked, so that a person who leaves an item out at this moment has the last word.
    states = dict(known.select_for_update().values_list("pk", "state"))
    rows = [
        Standing(
            institution=institution,
            item=one.item,
            course=one.item.course,
            rule_set=rule_set,
            checked_at=now,
            **_fields_of(one.said),
        )
        for one in settled
        if states.get(one.item.pk) != Standing.State.EXCLUDED
    ]
    standings.bulk_create(rows, update_conflicts=True, unique_fields=["item"], update_fields=_WRITTEN)


def _lock(settled: list[Settled]) -> "list[tuple[Settled, Item]]":
    """Hold the rows of items until the end, and leave out those whose content was changed since they were looked at.

    What is said of older content is not said of the item any more: it is due anew, or its new content has been checked
    already. Locked, so that whoever changes the content at this moment comes before or after.
    """
    rows = Item.objects.of(settled[0].item.institution).filter(pk__in=[one.item.pk for one in settled])
    fields = ("kind", "content_version", "due_at", "fingerprint")
    there = {row.pk: row for row in rows.order_by("pk").select_for_update().only(*fields)}
    pairs = [(one, there[one.item.pk]) for one in settled if one.item.pk in there]
    return [(one, row) for one, row in pairs if row.content_version == one.item.content_version]


def _write_items(current: "list[tuple[Settled, Item]]") -> None:
    items = Item.objects.of(current[0][0].item.institution)
    for one, row in current:
        if row.is_file and one.said.fingerprint and one.said.fingerprint != row.fingerprint:
            items.filter(pk=row.pk).update(fingerprint=one.said.fingerprint)
    # Whoever made it due in between, for newer rules, is not forgotten.
    done = [row.pk for one, row in current if row.due_at == one.item.due_at]
    items.filter(pk__in=done).update(due_at=None, is_urgent=False, attempts=0, claim=None)


def _fields_of(said: Said) -> dict[str, object]:
    result = said.result
    if result is None:
        return {"state": Standing.State.COULD_NOT_CHECK, "code": said.code, "reason": said.reason, "result": None}
    state = Standing.State.CHECKED if result.status == "checked" else Standing.State.COULD_NOT_CHECK
    return {"state": state, "code": result.code, "reason": result.reason, "result": result}
