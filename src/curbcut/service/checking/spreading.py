"""Decisions follow content: what was accepted in a course holds in its copies, where the content is the same."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from curbcut.service.checking import acceptances, exclusions, summaries
from curbcut.service.checking.acceptances import Why, keys_by_finding
from curbcut.service.checking.models import Acceptance, Standing
from curbcut.service.library.likeness import is_same_content
from curbcut.service.library.models import Course, Item
from curbcut.service.tenancy.models import Institution


def waiting(institution: Institution) -> QuerySet[Acceptance]:
    """Return the decisions whose copies were not looked for yet."""
    return Acceptance.objects.of(institution).filter(is_spread=False, ended_at__isnull=True)


def spread(institution: Institution) -> None:
    """Carry new decisions into the courses that were copied from theirs; each item in a transaction of its own."""
    for decision in waiting(institution).select_related("course", "item", "institution"):
        copies = Item.objects.of(institution).filter(
            course__origin_canvas_id=decision.course.canvas_id,
            course__gone_at__isnull=True,
            gone_at__isnull=True,
            kind=decision.item.kind,
            title=decision.item.title,
        )
        for item in copies.exclude(course=decision.course_id).select_related("course__institution", "institution"):
            with transaction.atomic():
                if _carry([decision], [item]):
                    summaries.refresh(item.course)
        Acceptance.objects.of(institution).filter(pk=decision.pk).update(is_spread=True)


def receive(course: Course, items: Iterable[Item]) -> None:
    """Carry decisions from the course that this one was copied from to some items that were just checked."""
    if not course.origin_canvas_id:
        return
    items = list(items)
    decisions = Acceptance.objects.of(course.institution).filter(
        course__canvas_id=course.origin_canvas_id,
        ended_at__isnull=True,
        item__kind__in={item.kind for item in items},
        item__title__in={item.title for item in items},
    )
    _carry(decisions.exclude(course=course).select_related("course", "item", "institution"), items)


def run_out(institution: Institution) -> None:
    """End the decisions whose time is over."""
    over = Acceptance.objects.of(institution).filter(ended_at__isnull=True, until__lte=timezone.now())
    for decision in over.select_related("course", "item__course", "item__institution", "institution"):
        if decision.is_exclusion:
            exclusions.include(decision.item, person=None)
        else:
            acceptances.take_back(decision, person=None)


def _carry(decisions: Iterable[Acceptance], items: Iterable[Item]) -> bool:
    """Carry decisions to those of some items that are copies; say whether anything was carried."""
    decisions, carried = list(decisions), False
    for item in items if decisions else ():
        for decision in decisions:
            if is_same_content(decision.item, item):
                carried |= _exclude(decision, item) if decision.is_exclusion else _accept(decision, item)
    return carried


def _exclude(decision: Acceptance, item: Item) -> bool:
    # Whoever decided on this item itself, either way, decided.
    if Acceptance.objects.of(item.institution).filter(item=item, rule_id="").exists():
        return False
    why = Why(reason=decision.reason, note=decision.note, until=decision.until)
    exclusions.exclude(item, person=decision.person, why=why, carried_from=decision)
    return True


def _accept(decision: Acceptance, item: Item) -> bool:
    keys = _keys_in_copy(decision, item)
    if not keys:
        return False
    known = Acceptance.objects.of(item.institution).filter(item=item, rule_id=decision.rule_id)
    if any(set(each.keys) & set(keys) for each in known):
        return False  # it was decided here, or carried already, perhaps taken back since
    carried = Acceptance.objects.of(item.institution).create(
        institution=item.institution,
        item=item,
        course=item.course,
        rule_id=decision.rule_id,
        outcome=decision.outcome,
        keys=keys,
        places=decision.places,
        is_whole_rule=decision.is_whole_rule,
        person=decision.person,
        person_name=decision.person_name,
        reason=decision.reason,
        note=decision.note,
        until=decision.until,
        carried_from=decision,
    )
    acceptances.recount(item.institution, [item])
    acceptances.record_acceptance(carried, None, f"Carried over from {decision.course.name}.")
    return True


def _keys_in_copy(decision: Acceptance, item: Item) -> list[str]:
    """Return the keys that the same findings have in the copy, whose links have other numbers: one by one, in order."""
    here, there = (_findings_of(one, decision.rule_id) for one in (decision.item, item))
    if len(here) != len(there):
        return []
    return sorted({copied for key, copied in zip(here, there, strict=True) if key in decision.keys})


def _findings_of(item: Item, rule_id: str) -> list[str]:
    standing = Standing.objects.of(item.institution).filter(item=item, result__isnull=False).first()
    results = () if standing is None else standing.result.assessment.results
    return next((keys_by_finding(item, each) for each in results if each.rule_id == rule_id), [])
