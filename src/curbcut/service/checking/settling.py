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
    course, items = settled[0].item.course, [one.item for one in settled]
    with transaction.atomic():
        _write_standings(settled, rule_set)
        _write_items(settled)
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


def _write_items(settled: list[Settled]) -> None:
    rows = Item.objects.of(settled[0].item.institution).filter(pk__in=[one.item.pk for one in settled])
    fields = ("pk", "content_version", "due_at", "fingerprint")
    now_there = {pk: tuple(rest) for pk, *rest in rows.order_by("pk").select_for_update().values_list(*fields)}
    done: list[int] = []
    for one in settled:
        item = one.item
        content_version, due_at, fingerprint = now_there.get(item.pk, ("", None, ""))
        # A listing that came in between with other content has made it due anew, and that stays.
        if content_version != item.content_version:
            continue
        if due_at == item.due_at:
            done.append(item.pk)
        if item.is_file and one.said.fingerprint and one.said.fingerprint != fingerprint:
            rows.filter(pk=item.pk).update(fingerprint=one.said.fingerprint)
    rows.filter(pk__in=done).update(due_at=None, is_urgent=False, attempts=0, claim=None)


def _fields_of(said: Said) -> dict[str, object]:
    result = said.result
    if result is None:
        return {"state": Standing.State.COULD_NOT_CHECK, "code": said.code, "reason": said.reason, "result": None}
    state = Standing.State.CHECKED if result.status == "checked" else Standing.State.COULD_NOT_CHECK
    return {"state": state, "code": result.code, "reason": result.reason, "result": result}
