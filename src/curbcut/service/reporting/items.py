"""The items of a course as its report lists them; findings are not read."""

from dataclasses import dataclass, field

from curbcut.service.checking.models import Standing
from curbcut.service.checking.summaries import SEVERITIES
from curbcut.service.feedback.states import ShownState, state_of
from curbcut.service.library.claims import items_being_checked
from curbcut.service.library.models import Course, Item
from curbcut.service.reporting.selectors import Score
from curbcut.service.tenancy.models import Institution

ITEMS_A_PAGE = 100


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item in its course's list.

    Attributes:
        item: The item.
        state: Where it stands.
        score: Its score, as it counts.
        counts: Open places by severity; empty when nothing is known.
        accepted: Places that a person has accepted.
        failed: Open places by rule.
        gains: Its score with a rule's findings mended, by rule.
        amount: Its content in standard pages, when known.
        file_kind: What it was read as; empty when it was not.
    """

    item: Item
    state: ShownState
    score: Score
    counts: dict[str, int] = field(default_factory=dict)
    accepted: int = 0
    failed: dict[str, int] = field(default_factory=dict)
    gains: dict[str, float] = field(default_factory=dict)
    amount: float | None = None
    file_kind: str = ""

    @property
    def issues(self) -> int:
        """Places that failed, advice not counted."""
        return sum(self.counts.get(severity, 0) for severity in ("severe", "major", "minor"))


def item_rows(institution: Institution, course: Course) -> list[ItemRow]:
    """Return a course's items, those with the most to do first."""
    items = Item.objects.of(institution).filter(course=course, gone_at__isnull=True).defer("body", "address")
    items = items.select_related("standing__result").defer("body", "address", "standing__result__document")
    checking = set(items_being_checked(institution).filter(course=course).values_list("pk", flat=True))
    rows = [item_row(item, is_being_checked=item.pk in checking) for item in items]
    return sorted(rows, key=_urgency)


def item_row(item: Item, *, is_being_checked: bool) -> ItemRow:
    """Return what is shown of one item."""
    standing: Standing | None = getattr(item, "standing", None)
    state = state_of(item, standing, is_being_checked=is_being_checked)
    if standing is None or standing.result is None:
        return ItemRow(item, state, Score(None))
    result, accepted = standing.result, standing.accepted
    counts = {name: getattr(result, name) - accepted.get(name, 0) for name in (*SEVERITIES, "to_review")}
    if standing.state == Standing.State.EXCLUDED:
        return ItemRow(item, state, Score(None), counts)
    taken: dict[str, int] = accepted.get("failed", {})
    return ItemRow(
        item,
        state,
        Score(accepted.get("score", result.score)),
        counts,
        accepted=standing.accepted_places,
        failed={rule_id: left for rule_id, all_ in result.failed.items() if (left := all_ - taken.get(rule_id, 0))},
        gains=accepted.get("gains", result.gains),
        amount=result.amount,
        file_kind=result.file_kind,
    )


def _urgency(row: ItemRow) -> tuple[float, int, str, int]:
    score = 100.5 if row.score.value is None else row.score.value
    return score, -row.issues, row.item.title.casefold(), row.item.pk
