"""The score of one item, its parts, and what it would be with one issue fixed. Explained in docs/explanation/scoring.md."""

import math
from collections.abc import Callable, Iterable

from curbcut.rules.results import RuleResult
from curbcut.rules.rule import Outcome, Severity
from curbcut.scoring.parts import ItemScore, ScorePart

SEVERE_CEILING = 33.0
"""The best that an item with a severe issue can have: the top of the band Low."""

FLOOR = 34.0
"""What major and minor issues alone never go below: the bottom of the band Medium, so that Low always means severe."""

KEPT_BY_A_SEVERE_RULE = 0.5
KEPT_BY_A_MAJOR_RULE = 0.35
KEPT_BY_A_MINOR_RULE = 0.8
"""What a rule that fails on all its targets leaves of the room above the floor (severe: of the ceiling)."""

KEPT_BY_ALL_MINOR_RULES = 0.5
"""Half of the room, 33 points, is the most that minor issues together can take: minor-only items stay High."""

BEST_WITH_AN_ISSUE = 99.9
"""100 is kept for items without an open issue, also after rounding to one decimal."""

# In Python 3.11 a member of an enumeration is looked up anew each time, and every result of every item is asked.
_FAILED = Outcome.FAILED
_SEVERE, _MAJOR, _MINOR = Severity.SEVERE, Severity.MAJOR, Severity.MINOR


class _Failure:
    __slots__ = ("rule_id", "severity", "share")

    def __init__(self, rule_id: str, severity: Severity, share: float) -> None:
        self.rule_id = rule_id
        self.severity = severity
        self.share = share


def score_item(results: Iterable[RuleResult], severity_of: Callable[[str], Severity]) -> ItemScore:
    """Score one item.

    Args:
        results: One result a rule, in any order.
        severity_of: Severity of a rule by its id.

    Returns:
        The score; outcomes other than `failed`, and advice, never lower it.
    """
    failed = [result for result in results if result.outcome is _FAILED]
    failures = [failure for result in failed if (failure := _failure_of(result, severity_of)) is not None]
    if not failures:
        return ItemScore(100.0)
    exact = _exact_score(failures)
    return ItemScore(_rounded(exact, failures), _parts_of(failures, exact))


def _failure_of(result: RuleResult, severity_of: Callable[[str], Severity]) -> _Failure | None:
    severity = severity_of(result.rule_id)
    if severity is Severity.ADVICE:
        return None
    return _Failure(result.rule_id, severity, min(1.0, max(0.0, result.failed_share)))


def _exact_score(failures: list[_Failure]) -> float:
    # math.fsum is exact, so the order of the rules cannot move the last digit.
    severe = [failure.share for failure in failures if failure.severity is _SEVERE]
    major = math.fsum(failure.share for failure in failures if failure.severity is _MAJOR)
    minor = math.fsum(failure.share for failure in failures if failure.severity is _MINOR)
    kept_of_minor = KEPT_BY_ALL_MINOR_RULES + (1 - KEPT_BY_ALL_MINOR_RULES) * math.pow(KEPT_BY_A_MINOR_RULE, minor)
    score = FLOOR + (100.0 - FLOOR) * math.pow(KEPT_BY_A_MAJOR_RULE, major) * kept_of_minor
    if severe:
        score *= SEVERE_CEILING / 100.0 * math.pow(KEPT_BY_A_SEVERE_RULE, math.fsum(severe))
    return score


def _rounded(exact: float, failures: list[_Failure]) -> float:
    return min(round(exact, 1), BEST_WITH_AN_ISSUE) if failures else 100.0


def _parts_of(failures: list[_Failure], exact: float) -> tuple[ScorePart, ...]:
    without = [_without(failures, index) for index in range(len(failures))]
    exact_without = [_exact_score(rest) for rest in without]
    gains = [max(0.0, score - exact) for score in exact_without]
    gained = math.fsum(gains)
    parts = [
        ScorePart(
            rule_id=failure.rule_id,
            severity=failure.severity,
            failed_share=failure.share,
            points_lost=round((100.0 - exact) * (gain / gained if gained else 1.0 / len(failures)), 2),
            score_if_fixed=_rounded(score, rest),
        )
        for failure, gain, score, rest in zip(failures, gains, exact_without, without, strict=True)
    ]
    return tuple(sorted(parts, key=lambda part: (-part.points_lost, part.rule_id)))


def _without(failures: list[_Failure], index: int) -> list[_Failure]:
    return [failure for position, failure in enumerate(failures) if position != index]
