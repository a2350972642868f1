"""The order of work of a course: what helps most people soonest comes first. Counted from results, findings are not read."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, cast

from curbcut.fixes.catalogue import fixes_of
from curbcut.reports.issues import SEVERITY_ORDER
from curbcut.reports.page import SEVERITY_SHAPES
from curbcut.rules.catalogue import rules_by_id
from curbcut.rules.rule import Rule, Severity
from curbcut.scoring.course import ScoredItem, shares_of
from curbcut.service.library.models import Item
from curbcut.service.library.reach import Reach, reach_of
from curbcut.service.reporting.items import ItemRow

if TYPE_CHECKING:
    from curbcut.documents.kinds import Kind

FIRST_STEPS = 10
"""Steps that the report of a course begins with."""

STEPS_A_PAGE = 100

_REACHES = {
    Reach.SENT_THERE: "Students are sent there",
    Reach.PUBLISHED: "Published, no text links to it",
    Reach.UNPUBLISHED: "Not published",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One issue of one item, as a piece of work.

    Attributes:
        item: Where.
        rule: What.
        places: How many places.
        reach: How surely students meet the item.
        is_easy: Whether a look and a click mend it here.
        gain: Points that the course's score gains when it is mended; `None` when that is not known.
    """

    item: Item
    rule: Rule
    places: int
    reach: Reach
    is_easy: bool
    gain: float | None

    @property
    def shape(self) -> str:
        """Shape of the severity."""
        return SEVERITY_SHAPES[self.rule.severity]

    @property
    def who(self) -> str:
        """The reach in words."""
        return _REACHES[self.reach]


def steps_of(rows: Iterable[ItemRow]) -> list[Step]:
    """Return all work of a course in the order in which it helps.

    What students are sent to comes before what is published and not linked, and that before what is not published; then
    severe before minor; then what one click mends; then what raises the course's score most. Advice is no work.

    Args:
        rows: All items of the course.
    """
    rows = list(rows)
    scored = [
        ScoredItem(score=row.score.value, origin="file" if row.item.is_file else "editor", amount=row.amount)
        for row in rows
    ]
    rules = rules_by_id()
    steps = [
        _step(row, rule, places, share)
        for row, share in zip(rows, shares_of(scored), strict=True)
        for rule_id, places in row.failed.items()
        if (rule := rules.get(rule_id)) is not None and rule.severity is not Severity.ADVICE
    ]
    return sorted(steps, key=_place_in_order)


def _step(row: ItemRow, rule: Rule, places: int, share: float) -> Step:
    mended = row.gains.get(rule.id)
    gain = None if mended is None or row.score.value is None or not share else share * (mended - row.score.value)
    is_easy = not row.item.is_content_locked and _is_easy(rule.id, cast("Kind", row.file_kind))
    return Step(row.item, rule, places, reach_of(row.item), is_easy, gain)


def _place_in_order(step: Step) -> tuple[int, int, bool, float, str, int, str]:
    severity = SEVERITY_ORDER.index(step.rule.severity)
    return (
        step.reach, severity, not step.is_easy, -(step.gain or 0.0), step.item.title.casefold(), step.item.pk, step.rule.id
    )  # fmt: skip


@cache
def _is_easy(rule_id: str, kind: "Kind") -> bool:
    return any(fix.is_one_click for fix in fixes_of(rules_by_id()[rule_id], kind))
