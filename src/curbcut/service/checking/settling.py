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
        _write(settled, rule_set)
        spreading.receive(course, items)
        acceptances.recount(course.institution, items)
        summaries.refresh(course)
    surroundings.refresh(course)


def _write(settled: list[Settled], rule_set: RuleSet) -> None:
    """Write standings, then that the items are no longer due; both locked first, so that nobody comes in between.

    What is said of older content is not said of the item any more: it is due anew, or its new content was checked already.
    """
    institution, pks = settled[0].item.institution, [one.item.pk for one in settled]
    standings, items = Standing.objects.of(institution), Item.objects.of(institution).filter(pk__in=pks)
    # Locked, so that a person who leaves an item out at this moment has the last word.
    known = standings.filter(item__in=pks).order_by("pk").select_for_update()
    states = dict(known.values_list("pk", "state"))
    fields = ("pk", "content_version", "due_at", "fingerprint")
    now_there = {pk: tuple(rest) for pk, *rest in items.order_by("pk").select_for_update().values_list(*fields)}
    current = [one for one in settled if now_there.get(one.item.pk, ("",))[0] == one.item.content_version]
    rows = [
        Standing(
            institution=institution,
            item=one.item,
            course=one.item.course,
            rule_set=rule_set,
            checked_at=timezone.now(),
            **_fields_of(one.said),
        )
        for one in current
        if states.get(one.item.pk) != Standing.State.EXCLUDED
    ]
    standings.bulk_create(rows, update_conflicts=True, unique_fields=["item"], update_fields=_WRITTEN)
    for one in current:
        if one.item.is_file and one.said.fingerprint and one.said.fingerprint != now_there[one.item.pk][2]:
            items.filter(pk=one.item.pk).update(fingerprint=one.said.fingerprint)
    # Whoever made an item due in between, for newer rules, is not forgotten.
    done = [one.item.pk for one in current if now_there[one.item.pk][1] == one.item.due_at]
    items.filter(pk__in=done).update(due_at=None, is_urgent=False, attempts=0, claim=None)


def _fields_of(said: Said) -> dict[str, object]:
    result = said.result
    if result is None:
        return {"state": Standing.State.COULD_NOT_CHECK, "code": said.code, "reason": said.reason, "result": None}
    state = Standing.State.CHECKED if result.status == "checked" else Standing.State.COULD_NOT_CHECK
    return {"state": state, "code": result.code, "reason": result.reason, "result": result}
