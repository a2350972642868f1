"""What every report shows: the issues of one assessment in the order in which people should fix them, and their words."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from msgspec import Struct

from curbcut.documents.place import Place
from curbcut.rules.results import Finding, RuleResult
from curbcut.rules.rule import Outcome, Rule, Severity
from curbcut.scoring.assessment import Assessment
from curbcut.scoring.parts import ScorePart

SEVERITY_ORDER = (Severity.SEVERE, Severity.MAJOR, Severity.MINOR, Severity.ADVICE)

_STORIES = {"header": "in a header", "footer": "in a footer", "footnotes": "in a footnote", "endnotes": "in an endnote"}
"""Parts of a Word document beside its text, by the names that programs give them: nobody finds those by a heading."""

_FAMILIES = {"html": "HTML", "pdf": "PDF", "office": "Office files", "image": "pictures", "media": "films and sounds"}
"""What the first word of a rule's id says it is about."""


class Issue(Struct, frozen=True):
    """A rule's findings in one item.

    Attributes:
        rule: The rule.
        result: What it says of the item.
        outcome: `failed`, or `cantTell` for what a person has to look at; one rule can have both in one item.
        part: What it does to the score; `None` for advice and for what cannot be told.
    """

    rule: Rule
    result: RuleResult
    outcome: Outcome
    part: ScorePart | None = None

    @property
    def count(self) -> int:
        """Number of targets that failed, or that nobody can tell of."""
        return self.result.failed if self.outcome is Outcome.FAILED else self.result.cannot_tell

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings behind `count`, as far as they were kept."""
        return tuple(each for each in self.result.findings if each.outcome is self.outcome)

    @property
    def left_out(self) -> int:
        """Number of findings that were counted and not kept."""
        return max(0, self.count - len(self.findings))


def issues_of(assessment: Assessment, rules: Mapping[str, Rule]) -> list[Issue]:
    """Return what failed: the severest first, in a severity what costs most."""
    parts = {part.rule_id: part for part in assessment.parts}
    found = [
        Issue(rule, result, Outcome.FAILED, parts.get(rule.id))
        for rule, result in _with_rules(assessment, rules)
        if result.failed
    ]
    return sorted(found, key=_urgency)


def reviews_of(assessment: Assessment, rules: Mapping[str, Rule]) -> list[Issue]:
    """Return what a person has to look at, because no program can tell."""
    found = [
        Issue(rule, result, Outcome.CANT_TELL) for rule, result in _with_rules(assessment, rules) if result.cannot_tell
    ]
    return sorted(found, key=_urgency)


def names_of(rules: Collection[Rule]) -> dict[str, str]:
    """Return what to call rules beside each other, by id: titles, and of two of one title what each is about."""
    titles = Counter(rule.title for rule in rules)
    return {rule.id: rule.title if titles[rule.title] == 1 else f"{rule.title} ({_family_of(rule)})" for rule in rules}


def is_empty(assessment: Assessment) -> bool:
    """Whether there is nothing in it to check, which says nothing against anybody."""
    return assessment.code == "empty"


def conversion_note(assessment: Assessment) -> str:
    """Say that something made from the file was checked, and not the file itself; empty otherwise."""
    if assessment.converted_to is None:
        return ""
    return f"LibreOffice converted it to .{assessment.converted_to}, and that was checked: some places may look different there."


def where(place: Place) -> str:
    """Say in a few words where something is; empty for the whole document."""
    parts = []
    if place.page_number is not None:
        parts.append(f"page {place.page_number}")
    if place.slide_number is not None:
        parts.append(f"slide {place.slide_number}")
    if place.sheet is not None:
        parts.append(f"sheet {place.sheet}")
    if place.cell is not None:
        parts.append(f"cell {place.cell}")
    if place.line is not None:
        column = f", column {place.column}" if place.column is not None else ""
        parts.append(f"line {place.line}{column}")
    if place.part is not None and (story := _story_of(place.part)):
        parts.append(story)
    if place.heading:
        parts.append(f"under “{place.heading}”")
    return ", ".join(parts)


def _family_of(rule: Rule) -> str:
    family = rule.id.partition("-")[0]
    return _FAMILIES.get(family, family)


def _story_of(part: str) -> str:
    name = part.rpartition("/")[2].partition(".")[0]
    return _STORIES.get(name.rstrip("0123456789"), "")


def _with_rules(assessment: Assessment, rules: Mapping[str, Rule]) -> Iterator[tuple[Rule, RuleResult]]:
    return ((rules[result.rule_id], result) for result in assessment.results)


def _urgency(issue: Issue) -> tuple[int, float]:
    return SEVERITY_ORDER.index(issue.rule.severity), -(issue.part.points_lost if issue.part else 0.0)
