"""The order in which a person walks through an item: issue by issue, place by place, what failed before what to look at."""

from dataclasses import dataclass
from functools import cached_property

from curbcut.documents.html.showing import Mark
from curbcut.reports.issues import Issue, issues_of, reviews_of, where
from curbcut.reports.page import SEVERITY_SHAPES
from curbcut.rules.catalogue import rules_by_id
from curbcut.rules.results import Finding
from curbcut.rules.rule import Outcome, Rule
from curbcut.scoring.assessment import Assessment


@dataclass(frozen=True, slots=True)
class Stop:
    """One place on the way.

    Attributes:
        position: Where on the way, from 1; the number that marks the place in the preview.
        issue: The issue that it belongs to.
        number: Which of its rule's findings, from 1, over all outcomes; with the rule's id it names the finding.
        place_number: Which of the issue's places, from 1.
        finding: What was found.
    """

    position: int
    issue: Issue
    number: int
    place_number: int
    finding: Finding

    @property
    def rule(self) -> Rule:
        """Its rule."""
        return self.issue.rule

    @property
    def key(self) -> tuple[str, int]:
        """What names it."""
        return self.issue.rule.id, self.number

    @property
    def shape(self) -> str:
        """Shape of its severity."""
        return SEVERITY_SHAPES[self.issue.rule.severity]

    @property
    def where(self) -> str:
        """Where it is, in a few words; empty for the whole document."""
        return where(self.finding.place)

    @property
    def is_review(self) -> bool:
        """Whether a person has to look, because no program can tell."""
        return self.issue.outcome is Outcome.CANT_TELL


@dataclass(frozen=True)
class Walk:
    """All the stops of one item."""

    stops: tuple[Stop, ...]

    @cached_property
    def _by_key(self) -> dict[tuple[str, int], Stop]:
        return {stop.key: stop for stop in self.stops}

    def stop(self, rule_id: str, number: int) -> Stop | None:
        """Return the stop of a finding, `None` when there is no such finding any more."""
        return self._by_key.get((rule_id, number))

    def before(self, stop: Stop) -> Stop | None:
        """Return the stop before one, `None` at the first."""
        return self.stops[stop.position - 2] if stop.position > 1 else None

    def after(self, stop: Stop) -> Stop | None:
        """Return the stop after one, `None` at the last."""
        return self.stops[stop.position] if stop.position < len(self.stops) else None

    @property
    def first(self) -> Stop | None:
        """The first stop, `None` when nothing was found."""
        return self.stops[0] if self.stops else None

    @property
    def failed(self) -> int:
        """How many places failed."""
        return sum(not stop.is_review for stop in self.stops)

    @property
    def reviews(self) -> int:
        """How many places a person has to look at."""
        return len(self.stops) - self.failed

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The places that can be marked in a text, numbered as the stops are."""
        return tuple(mark for stop in self.stops if (mark := mark_of(stop)) is not None)


def walk_of(assessment: Assessment) -> Walk:
    """Return the way through what was found in an item."""
    rules = rules_by_id()
    stops: list[Stop] = []
    for issue in (*issues_of(assessment, rules), *reviews_of(assessment, rules)):
        numbered = [each for each in enumerate(issue.result.findings, 1) if each[1].outcome is issue.outcome]
        for place_number, (number, finding) in enumerate(numbered, 1):
            stops.append(Stop(len(stops) + 1, issue, number, place_number, finding))
    return Walk(tuple(stops))


def mark_of(stop: Stop) -> Mark | None:
    """Return the mark of a stop, `None` where its place is not an element of the source."""
    start = stop.finding.place.start
    return None if start is None else Mark(stop.position, start)
