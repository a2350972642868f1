"""What the HTML report shows, ready for its template: entries, tables, places, guidance. No engine, no HTML here."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from msgspec import Struct

from curbcut.documents.place import Place
from curbcut.guidance import MissingGuidanceError, guidance_of
from curbcut.guidance.markdown import to_html, with_first
from curbcut.reports.issues import (
    SEVERITY_ORDER,
    Issue,
    conversion_note,
    is_empty,
    issues_of,
    names_of,
    reviews_of,
    where,
)
from curbcut.reports.previews import FilePreview, data_uri, spot_of, words_of_file, words_of_place
from curbcut.rules.rule import Rule, Severity
from curbcut.scoring.assessment import Assessment
from curbcut.scoring.bands import Band, band_of

if TYPE_CHECKING:
    from curbcut.scoring.preview import Spot

MOST_PLACES = 25
"""Places shown an issue; a page with thousands of places helps nobody, and the JSON form has all that were kept."""

SEVERITY_SHAPES = {Severity.SEVERE: "■", Severity.MAJOR: "▲", Severity.MINOR: "◆", Severity.ADVICE: "○"}


class Entry(Struct, frozen=True, kw_only=True):
    """One file or one piece of course content.

    Attributes:
        title: Its name.
        assessment: What is said of it.
        sort: What it is, such as `page` or `pdf`.
        url: Where it can be opened.
        facts: More to say of it, such as "not published".
        preview: Pictures of it, and what it was made with.
    """

    title: str
    assessment: Assessment
    sort: str
    url: str | None = None
    facts: tuple[str, ...] = ()
    preview: FilePreview | None = None


class ScoreRow(Struct, frozen=True):
    """One score of the summary."""

    name: str
    score: float | None
    note: str = ""


class Shown(Struct, frozen=True, kw_only=True):
    """An entry as the template shows it."""

    number: int
    entry: Entry
    issues: list["ShownIssue"]
    reviews: list["ShownIssue"]

    @property
    def band(self) -> Band | None:
        """Band of the score."""
        return band_of(self.entry.assessment.score)

    @property
    def without_score(self) -> str:
        """What stands in place of a score."""
        return "empty" if is_empty(self.entry.assessment) else "could not be checked"

    @property
    def is_checked(self) -> bool:
        """Whether every check was made."""
        return self.entry.assessment.status == "checked"

    @property
    def thumbnail(self) -> str:
        """The first page as a `data:` address, empty without one."""
        return "" if self.entry.preview is None else data_uri(self.entry.preview.thumbnail)

    @property
    def thumbnail_words(self) -> str:
        """Its text alternative."""
        return words_of_file(self.entry.assessment.kind, self.entry.title)

    @property
    def why_no_pictures(self) -> str:
        """Why it is not pictured, where somebody can do something about that."""
        return "" if self.entry.preview is None else self.entry.preview.why_not

    @property
    def conversion(self) -> str:
        """That something made from the file was checked, as a sentence; empty otherwise."""
        return conversion_note(self.entry.assessment)

    @property
    def application(self) -> str:
        """Name of the application that it was made with, empty when unknown."""
        return "" if self.entry.preview is None else self.entry.preview.application


class ShownIssue(Struct, frozen=True, kw_only=True):
    """An issue of one entry as the template shows it."""

    issue: Issue
    places: list["ShownPlace"]
    left_out: int

    @property
    def shape(self) -> str:
        """Shape of the severity."""
        return SEVERITY_SHAPES[self.issue.rule.severity]


class ShownPlace(Struct, frozen=True):
    """One finding: the sentence, where it is, a piece of the source, and a picture of the place as a `data:` address."""

    message: str
    where: str
    excerpt: str
    place: Place
    picture: str = ""

    @property
    def picture_words(self) -> str:
        """What its picture shows, as the beginning of a text alternative."""
        return words_of_place(self.place)


class RuleRow(Struct, kw_only=True):
    """A rule over all entries.

    Attributes:
        rule: The rule.
        entries: Number of entries in which it failed.
        places: Number of places in which it failed.
        looks: Number of places that a person has to look at.
    """

    rule: Rule
    entries: int = 0
    places: int = 0
    looks: int = 0

    @property
    def shape(self) -> str:
        """Shape of the severity."""
        return SEVERITY_SHAPES[self.rule.severity]


class ShownGuidance(Struct, frozen=True):
    """The guidance on a rule, as HTML."""

    rule: Rule
    what: str
    why: str
    how: str


class Page(Struct, frozen=True, kw_only=True):
    """Everything that the template shows; `names` has what each of its rules is called, by id."""

    title: str
    introduction: tuple[str, ...]
    scores: list[ScoreRow]
    shown: list[Shown]
    rows: list[RuleRow]
    names: dict[str, str]
    guidance: list[ShownGuidance]
    notes: tuple[str, ...]
    made_at: datetime
    version: str


def page_of(
    entries: Iterable[Entry],
    rules: Mapping[str, Rule],
    *,
    title: str,
    introduction: Sequence[str] = (),
    scores: Sequence[ScoreRow] = (),
    notes: Sequence[str] = (),
    made_at: datetime | None = None,
) -> Page:
    """Prepare a report.

    Args:
        entries: In the order in which they are shown.
        rules: The rules that their results name, by id.
        title: The page's title and first heading.
        introduction: Paragraphs under it.
        scores: Scores of the whole.
        notes: What the reader has to know of what is missing.
        made_at: Time of the report, now by default.
    """
    shown = [_shown(number, entry, rules) for number, entry in enumerate(entries, 1)]
    rows = _rows_of(shown)
    return Page(
        title=title,
        introduction=tuple(introduction),
        scores=list(scores),
        shown=shown,
        rows=rows,
        names=names_of([row.rule for row in rows]),
        guidance=[text for row in rows if (text := guidance_on(row.rule, _applications(row.rule, shown))) is not None],
        notes=tuple(notes),
        made_at=made_at or datetime.now(UTC),
        version=version("curbcut"),
    )


def _shown(number: int, entry: Entry, rules: Mapping[str, Rule]) -> Shown:
    return Shown(
        number=number,
        entry=entry,
        issues=[_shown_issue(issue, entry.preview) for issue in issues_of(entry.assessment, rules)],
        reviews=[_shown_issue(issue, entry.preview) for issue in reviews_of(entry.assessment, rules)],
    )


def _shown_issue(issue: Issue, preview: FilePreview | None) -> ShownIssue:
    places: list[ShownPlace] = []
    pictured: set[Spot | None] = set()
    for finding in issue.findings[:MOST_PLACES]:
        place = finding.place
        spot = spot_of(place)
        # Of a slide with many places one picture is enough.
        picture = "" if preview is None or spot in pictured else data_uri(preview.picture_of(place))
        pictured.add(spot)
        places.append(ShownPlace(finding.message, where(place), place.excerpt, place, picture))
    return ShownIssue(issue=issue, places=places, left_out=issue.count - len(places))


def _rows_of(shown: Iterable[Shown]) -> list[RuleRow]:
    rows: dict[str, RuleRow] = {}
    for each in shown:
        for found in each.issues:
            row = rows.setdefault(found.issue.rule.id, RuleRow(rule=found.issue.rule))
            row.entries += 1
            row.places += found.issue.count
        for found in each.reviews:
            rows.setdefault(found.issue.rule.id, RuleRow(rule=found.issue.rule)).looks += found.issue.count
    return sorted(rows.values(), key=_row_order)


def _row_order(row: RuleRow) -> tuple[bool, int, int, str]:
    return not row.places, SEVERITY_ORDER.index(row.rule.severity), -row.places, row.rule.id


def _applications(rule: Rule, shown: Iterable[Shown]) -> tuple[str, ...]:
    """Return what the files with an issue were made with, the most frequent first."""
    found = Counter(
        each.application
        for each in shown
        if each.application and any(one.issue.rule.id == rule.id for one in (*each.issues, *each.reviews))
    )
    return tuple(name for name, _ in found.most_common())


@cache
def _guidance_texts(rule_id: str, applications: tuple[str, ...], heading_level: int) -> tuple[str, str, str] | None:
    try:
        guidance = guidance_of(rule_id)
    except MissingGuidanceError:
        return None
    how = with_first(guidance.how, applications)
    return to_html(guidance.what), to_html(guidance.why), to_html(how, heading_level=heading_level)


def guidance_on(rule: Rule, applications: tuple[str, ...] = (), *, heading_level: int = 5) -> ShownGuidance | None:
    """Return the guidance on a rule; `None` when there is none.

    Args:
        rule: The rule.
        applications: What it says of these comes first.
        heading_level: Level of the headings inside its last part.
    """
    texts = _guidance_texts(rule.id, applications, heading_level)
    return None if texts is None else ShownGuidance(rule, *texts)
