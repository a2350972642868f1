"""Headings: whether there are any, where they start, whether levels are skipped, and what only looks like one."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from curbcut.documents.office import OfficeDocument
from curbcut.documents.office.model import Heading, Paragraph
from curbcut.documents.place import Place
from curbcut.rules.rule import Check, Outcome, Rule, Severity, Verdict, quoted
from curbcut.standards import wcag

WORDS_WITHOUT_HEADINGS = 300
"""Words, a page or so, that can do without headings."""
LONGEST_HEADING = 80
MOST_HEADING_WORDS = 12
LEAST_ENLARGEMENT = 1.2
"""How much larger than the body's text a faked heading is, when it is not bold."""
LEAST_BODY = 60
"""Characters of the paragraph under a faked heading."""

OFFICE_HEADINGS_MISSING = Rule(
    id="office-headings-missing",
    title="The document has no headings",
    requirement=wcag.INFO_AND_RELATIONSHIPS,
    severity=Severity.MAJOR,
    messages={
        "present": "The document has headings.",
        "missing": "The document has {words} words and not one heading to find the way with.",
    },
    export_name="HeadingsPresence",
)

OFFICE_HEADING_ORDER = Rule(
    id="office-heading-order",
    title="A heading level is skipped",
    requirement=None,
    severity=Severity.MINOR,
    messages={
        "in-order": "The heading follows on the one before it.",
        "skipped": "A heading of level {level} follows one of level {previous}: a level is skipped.",
    },
    export_name="HeadingsSequential",
)

OFFICE_HEADING_START = Rule(
    id="office-heading-start",
    title="The first heading is not of level 1",
    requirement=None,
    severity=Severity.MINOR,
    messages={
        "first": "The first heading is of level 1.",
        "deeper": "The first heading is of level {level}, not 1.",
    },
    export_name="HeadingsStartAtOne",
)
"""A paragraph in the style Title is no heading, so heading 1 comes after it."""

OFFICE_HEADING_FAKED = Rule(
    id="office-heading-faked",
    title="A paragraph looks like a heading but is none",
    requirement=wcag.INFO_AND_RELATIONSHIPS,
    severity=Severity.ADVICE,
    messages={
        "paragraph": "The paragraph does not look like a heading.",
        "bold": "The paragraph “{text}” is short and bold: with a heading style, people can find it.",
        "large": "The paragraph “{text}” is short and large: with a heading style, people can find it.",
    },
    fixes=("make-office-heading",),
)

_END = re.compile(r"[.,;:!?…。、؟]\s*[^\w\s]*$")
_LETTERS = re.compile(r"[^\W\d_]{2}")


def _texts(document: OfficeDocument) -> Iterator[OfficeDocument]:
    if document.kind == "text" and (document.content.headings or document.content.words >= WORDS_WITHOUT_HEADINGS):
        yield document


def _has_headings(document: OfficeDocument) -> Verdict:
    if document.content.headings:
        return Verdict(Outcome.PASSED, "present")
    return Verdict(Outcome.FAILED, "missing", {"words": document.content.words})


def _headings(document: OfficeDocument) -> list[Heading]:
    return document.content.headings if document.kind == "text" else []


def _follows(heading: Heading) -> Verdict:
    if heading.previous is None or heading.level <= heading.previous + 1:
        return Verdict(Outcome.PASSED, "in-order")
    return Verdict(Outcome.FAILED, "skipped", {"level": heading.level, "previous": heading.previous})


def _first_heading(document: OfficeDocument) -> list[Heading]:
    return _headings(document)[:1]


def _starts_at_one(heading: Heading) -> Verdict:
    if heading.level == 1:
        return Verdict(Outcome.PASSED, "first")
    return Verdict(Outcome.FAILED, "deeper", {"level": heading.level})


_NO_HEADING = Verdict(Outcome.PASSED, "paragraph")


class _Candidate(NamedTuple):
    paragraph: Paragraph
    following: Paragraph | None
    body_size: float

    @property
    def place(self) -> Place:
        return self.paragraph.place


def _candidates(document: OfficeDocument) -> Iterator[_Candidate]:
    if document.kind != "text":
        return
    paragraphs = document.content.paragraphs
    sizes = Counter[float]()
    for each in paragraphs:
        if not _is_apart(each):
            sizes[each.size] += len(each.text)
    body_size = sizes.most_common(1)[0][0] if sizes else 0.0
    for paragraph, following in zip(paragraphs, [*paragraphs[1:], None], strict=False):
        if not _is_apart(paragraph) and not paragraph.is_list:
            yield _Candidate(paragraph, following, body_size)


def _is_apart(paragraph: Paragraph) -> bool:
    return paragraph.is_marked or paragraph.is_cell


def _is_no_heading(candidate: _Candidate) -> Verdict:
    paragraph, following = candidate.paragraph, candidate.following
    text = paragraph.text.strip()
    is_large = paragraph.size >= LEAST_ENLARGEMENT * candidate.body_size
    if not (paragraph.is_bold or is_large) or not _is_short(text) or not _is_body(paragraph, following):
        return _NO_HEADING
    return Verdict(Outcome.FAILED, "large" if is_large else "bold", {"text": quoted(text)})


def _is_short(text: str) -> bool:
    if len(text) > LONGEST_HEADING or len(text.split()) > MOST_HEADING_WORDS or "\n" in text:
        return False
    return _LETTERS.search(text) is not None and _END.search(text) is None


def _is_body(paragraph: Paragraph, following: Paragraph | None) -> bool:
    """Whether the next paragraph is what would stand under a heading."""
    if following is None or _is_apart(following) or following.block != paragraph.block:
        return False
    if following.is_bold and following.size >= paragraph.size:
        return False
    return following.is_list or len(following.text.strip()) >= LEAST_BODY


CHECKS = (
    Check(OFFICE_HEADINGS_MISSING, _texts, _has_headings),
    Check(OFFICE_HEADING_ORDER, _headings, _follows),
    Check(OFFICE_HEADING_START, _first_heading, _starts_at_one),
    Check(OFFICE_HEADING_FAKED, _candidates, _is_no_heading),
)
