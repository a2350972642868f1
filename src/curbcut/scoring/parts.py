"""The score of one item, and what each failed rule does to it."""

from msgspec import Struct

from curbcut.rules.rule import Severity


class ScorePart(Struct, frozen=True, kw_only=True):
    """What one failed rule does to the score of its item.

    Attributes:
        rule_id: The rule.
        severity: Its severity.
        failed_share: Share of its targets that failed, 0 to 1.
        points_lost: Its part of what is missing to 100; the parts of an item add up to that.
        score_if_fixed: Score of the item with this rule's findings gone and all others left; `None` when nobody can know
            it, as of a file that cannot be read.
    """

    rule_id: str
    severity: Severity
    failed_share: float
    points_lost: float
    score_if_fixed: float | None


class ItemScore(Struct, frozen=True):
    """A score with its parts.

    Attributes:
        score: 0 to 100, one decimal.
        parts: The failed rules that lower it, the costliest first.
    """

    score: float
    parts: tuple[ScorePart, ...] = ()
