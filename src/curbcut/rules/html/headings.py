"""Headings: does each say something, and do their levels make an outline?"""

from collections.abc import Iterator

from curbcut.documents.html import Element, HtmlDocument
from curbcut.documents.html.names import has_fallback
from curbcut.documents.place import Place
from curbcut.rules.rule import Check, Outcome, Rule, Severity, Verdict
from curbcut.standards import wcag

EMPTY_HEADING = Rule(
    id="html-empty-heading",
    title="Heading is empty",
    requirement=wcag.INFO_AND_RELATIONSHIPS,
    act_rules=("ffd0e9",),
    severity=Severity.MAJOR,
    messages={
        "named": "The heading has text.",
        "fallback": "What the heading says stands only inside an object, for browsers that cannot show it.",
        "empty": "The heading of level {level} has no text that can be read out.",
    },
    fixes=("remove-empty-heading",),
    export_name="HtmlEmptyHeading",
)
SKIPPED_LEVEL = Rule(
    id="html-heading-level-skipped",
    title="Heading levels are skipped",
    requirement=None,
    severity=Severity.MINOR,
    messages={
        "follows": "The heading follows the one before it without a gap.",
        "skipped": "A heading of level {level} follows one of level {before}; a level between them is skipped.",
    },
    fixes=("change-heading-level",),
    export_name="HtmlHeadingOrder",
)
FIRST_LEVEL = Rule(
    id="html-first-heading-level",
    title="The first heading does not have the first level",
    requirement=None,
    severity=Severity.MAJOR,
    messages={
        "first": "The first heading has the level that the content starts with.",
        "deep": "The first heading has level {level}; the outline would start better with level {expected}.",
        "title": "The first heading has level 1, which Canvas already uses for the title of the page; level 2 fits here.",
    },
    fixes=("change-heading-level",),
    export_name="HtmlHeadingsStart",
)

_NAMED = Verdict(Outcome.PASSED, "named")
_FOLLOWS = Verdict(Outcome.PASSED, "follows")
_FIRST = Verdict(Outcome.PASSED, "first")
_TAGS = ("h1", "h2", "h3", "h4", "h5", "h6")


class OutlineStep:
    """A heading with the level of the one before it.

    Attributes:
        heading: The heading.
        level: Its level, from 1.
        before: Level of the heading before it; `None` for the first.
    """

    __slots__ = ("before", "heading", "level")

    def __init__(self, heading: Element, level: int, before: int | None) -> None:
        self.heading = heading
        self.level = level
        self.before = before

    @property
    def place(self) -> Place:
        """Where the heading is."""
        return self.heading.place


def _headings(document: HtmlDocument) -> Iterator[Element]:
    for element in document.with_role("heading", tags=_TAGS):
        if element.is_html and element.is_included_in_accessibility_tree:
            yield element


def level_of(heading: Element) -> int:
    """Return a heading's level: `aria-level`, else its tag's number, else 2 (WAI-ARIA 1.2, heading)."""
    stated = heading.attributes.get("aria-level", "").strip()
    if stated.isdecimal() and int(stated[:3]) > 0:
        return int(stated[:3])
    return int(heading.tag[1]) if heading.tag in _TAGS else 2


def _says_something(heading: Element) -> Verdict:
    if heading.accessible_name:
        return _NAMED
    if has_fallback(heading):
        return Verdict(Outcome.CANT_TELL, "fallback")
    return Verdict(Outcome.FAILED, "empty", {"level": level_of(heading)})


def _outline(document: HtmlDocument) -> Iterator[OutlineStep]:
    before: int | None = None
    for heading in _headings(document):
        # An empty heading is reported as such; it is no step of the outline that anyone can hear.
        if heading.accessible_name:
            level = level_of(heading)
            yield OutlineStep(heading, level, before)
            before = level


def _later_steps(document: HtmlDocument) -> Iterator[OutlineStep]:
    return (step for step in _outline(document) if step.before is not None)


def _leaves_no_gap(step: OutlineStep) -> Verdict:
    if step.before is None or step.level <= step.before + 1:
        return _FOLLOWS
    return Verdict(Outcome.FAILED, "skipped", {"level": step.level, "before": step.before})


def _first_step(document: HtmlDocument) -> Iterator[OutlineStep]:
    step = next(_outline(document), None)
    # What a fragment of a file is put into is unknown, so nothing can be said of where it starts.
    if step is not None and (document.is_whole_page or document.context.origin == "editor"):
        yield step


def _starts_the_outline(step: OutlineStep) -> Verdict:
    expected = 2 if step.heading.document.context.origin == "editor" else 1
    if step.level == expected:
        return _FIRST
    if step.level < expected:
        return Verdict(Outcome.FAILED, "title")
    return Verdict(Outcome.FAILED, "deep", {"level": step.level, "expected": expected})


_NEEDS = frozenset({*_TAGS, "[role]"})

CHECKS = (
    Check(EMPTY_HEADING, _headings, _says_something, needs=_NEEDS),
    Check(SKIPPED_LEVEL, _later_steps, _leaves_no_gap, needs=_NEEDS),
    Check(FIRST_LEVEL, _first_step, _starts_the_outline, needs=_NEEDS),
)
