"""The score of a course and of an institution: means weighted by amount of content. See docs/explanation/scoring.md."""

from collections.abc import Iterable, Sequence
from math import fsum

from msgspec import Struct

from curbcut.documents.context import Origin
from curbcut.scoring.item import BEST_WITH_AN_ISSUE

LEAST_WEIGHT = 0.25
MOST_WEIGHT = 8.0
"""Bounds of an item's weight in standard pages: a short announcement still counts, a book does not drown the rest."""

AMOUNT_UNKNOWN = 1.0
"""Weight of an item whose amount is not known, such as a file that cannot be opened and scores 0."""

ENOUGH_CONTENT = 2.0
"""Standard pages of checked content below which a course has no score: an untouched template is not 99 % accessible."""

MOST_COURSE_WEIGHT = 200.0
"""Bound of a course's weight in its institution, in standard pages."""


class ScoredItem(Struct, frozen=True, kw_only=True):
    """What the score of a course needs to know of an item.

    Attributes:
        score: Its score, or `None` when it has none.
        origin: `file` or `editor`.
        amount: Its content in standard pages, or `None` when not known.
    """

    score: float | None
    origin: Origin
    amount: float | None = None


class CourseScore(Struct, frozen=True, kw_only=True):
    """The score of a course.

    Attributes:
        overall: Over all items, or `None` for "not enough content".
        files: Over uploaded files only, `None` as above.
        editor: Over what is written in Canvas's editor only, `None` as above.
        amount: Scored content in standard pages.
        scored: Number of items with a score.
        not_scored: Number of items without one.
    """

    overall: float | None
    files: float | None
    editor: float | None
    amount: float
    scored: int
    not_scored: int


def score_course(items: Iterable[ScoredItem]) -> CourseScore:
    """Score a course from its items; their order does not matter."""
    everything = list(items)
    scored = [item for item in everything if item.score is not None]
    return CourseScore(
        overall=_mean_of(scored),
        files=_mean_of([item for item in scored if item.origin == "file"]),
        editor=_mean_of([item for item in scored if item.origin == "editor"]),
        amount=round(fsum(_amount_of(item) for item in scored), 2),
        scored=len(scored),
        not_scored=len(everything) - len(scored),
    )


def shares_of(items: Sequence[ScoredItem]) -> list[float]:
    """Say how many points of the course's score a point of each item is worth: its weight over that of all.

    Returns:
        One number an item, in their order; 0 for an item without a score, and for all where there is not enough content.
    """
    weights = [0.0 if item.score is None else _weight_of(item) for item in items]
    whole = fsum(weights)
    if fsum(_amount_of(item) for item in items if item.score is not None) < ENOUGH_CONTENT:
        return [0.0] * len(weights)
    return [weight / whole for weight in weights]


def score_institution(courses: Iterable[CourseScore]) -> float | None:
    """Score an institution from its courses; those without enough content do not count.

    Returns:
        The mean weighted by scored content, or `None` when no course has a score.
    """
    pairs = [
        (course.overall, max(LEAST_WEIGHT, min(course.amount, MOST_COURSE_WEIGHT)))
        for course in courses
        if course.overall is not None
    ]
    return _weighted_mean(pairs)


def _mean_of(items: Sequence[ScoredItem]) -> float | None:
    if fsum(_amount_of(item) for item in items) < ENOUGH_CONTENT:
        return None
    return _weighted_mean([(item.score, _weight_of(item)) for item in items if item.score is not None])


def _amount_of(item: ScoredItem) -> float:
    return AMOUNT_UNKNOWN if item.amount is None else item.amount


def _weight_of(item: ScoredItem) -> float:
    return max(LEAST_WEIGHT, min(_amount_of(item), MOST_WEIGHT))


def _weighted_mean(pairs: Sequence[tuple[float, float]]) -> float | None:
    if not pairs:
        return None
    weight = fsum(weight for _, weight in pairs)
    mean = round(fsum(score * weight for score, weight in pairs) / weight, 1)
    return mean if all(score >= 100.0 for score, _ in pairs) else min(mean, BEST_WITH_AN_ISSUE)
