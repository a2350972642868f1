"""Headings: whether there are any, where they start, whether levels are skipped, how deep they go."""

from collections.abc import Iterator
from typing import NamedTuple

from curbcut.documents.pdf import PdfDocument
from curbcut.documents.pdf.structure import StructureElement
from curbcut.documents.place import Place
from curbcut.rules.rule import Check, Outcome, Rule, Severity, Verdict
from curbcut.standards import wcag
from curbcut.standards.pdfua import DEEPEST_HEADING, HEADING_TYPES

LONGEST_WITHOUT_HEADINGS = 3
"""Pages that can do without headings: users of existing checkers report, and we keep, a limit of three."""

PDF_HEADINGS_MISSING = Rule(
    id="pdf-headings-missing",
    title="The PDF has no headings",
    requirement=wcag.INFO_AND_RELATIONSHIPS,
    severity=Severity.MAJOR,
    messages={
        "present": "The PDF has headings.",
        "missing": "The PDF has {pages} pages and not one heading to find the way with.",
    },
    export_name="HeadingsPresence",
)

PDF_HEADING_ORDER = Rule(
    id="pdf-heading-order",
    title="A heading level is skipped",
    requirement=None,
    severity=Severity.MINOR,
    messages={
        "in-order": "The heading follows on the one before it.",
        "skipped": "A heading of level {level} follows one of level {previous}: a level is skipped.",
    },
    export_name="HeadingsSequential",
)
"""ISO 14289-1, 7.4.2: numbered headings do not skip a level on the way down; Matterhorn 14-003."""

PDF_HEADING_START = Rule(
    id="pdf-heading-start",
    title="The first heading is not of level 1",
    requirement=None,
    severity=Severity.MINOR,
    messages={
        "first": "The first heading is of level 1.",
        "deeper": "The first heading is of level {level}, not 1.",
    },
    export_name="HeadingsStartAtOne",
)
"""Matterhorn 14-002. The structure type Title of PDF 2.0 is not a heading, so H1 comes after it."""

PDF_HEADING_DEPTH = Rule(
    id="pdf-heading-depth",
    title="A heading is deeper than level 6",
    requirement=None,
    severity=Severity.MINOR,
    messages={
        "shallow": "The heading's level is one that assistive technology knows.",
        "deep": "The heading is of level {level}; assistive technology knows levels 1 to 6.",
    },
    export_name="HeadingsHigherLevel",
)
"""H7 and deeper are legal in PDF 2.0 and in ISO 14289-1 (7.4.3), yet most software reads them as text."""


class _Heading(NamedTuple):
    element: StructureElement
    level: int
    previous: int | None

    @property
    def place(self) -> Place:
        return self.element.place


def _documents(document: PdfDocument) -> Iterator[PdfDocument]:
    if document.has_usable_structure and document.page_count > LONGEST_WITHOUT_HEADINGS:
        yield document


def _has_headings(document: PdfDocument) -> Verdict:
    found = any(element.role in HEADING_TYPES or element.level is not None for element in document.structure.elements)
    if found:
        return Verdict(Outcome.PASSED, "present")
    return Verdict(Outcome.FAILED, "missing", {"pages": document.page_count})


def _headings(document: PdfDocument) -> Iterator[_Heading]:
    if not document.has_usable_structure:
        return
    previous: int | None = None
    for element in document.structure.elements:
        if (level := element.level) is not None:
            yield _Heading(element, level, previous)
            previous = level


def _follows(heading: _Heading) -> Verdict:
    if heading.previous is None or heading.level <= heading.previous + 1:
        return Verdict(Outcome.PASSED, "in-order")
    return Verdict(Outcome.FAILED, "skipped", {"level": heading.level, "previous": heading.previous})


def _first_heading(document: PdfDocument) -> Iterator[_Heading]:
    for heading in _headings(document):
        yield heading
        return


def _starts_at_one(heading: _Heading) -> Verdict:
    if heading.level == 1:
        return Verdict(Outcome.PASSED, "first")
    return Verdict(Outcome.FAILED, "deeper", {"level": heading.level})


def _is_shallow(heading: _Heading) -> Verdict:
    if heading.level <= DEEPEST_HEADING:
        return Verdict(Outcome.PASSED, "shallow")
    return Verdict(Outcome.FAILED, "deep", {"level": heading.level})


CHECKS = (
    Check(PDF_HEADINGS_MISSING, _documents, _has_headings),
    Check(PDF_HEADING_ORDER, _headings, _follows),
    Check(PDF_HEADING_START, _first_heading, _starts_at_one),
    Check(PDF_HEADING_DEPTH, _headings, _is_shallow),
)
