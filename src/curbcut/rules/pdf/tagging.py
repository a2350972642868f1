"""Whether there is anything but pictures of pages, and whether it has a structure: the issues that block all others.

A scanned file reports `pdf-scanned` and neither `pdf-untagged` nor any rule about structure, an untagged one `pdf-untagged`
and no rule about structure: those issues follow from the one. What does not follow stays: language, title, contrast,
bookmarks, form labels, Unicode.
"""

from collections.abc import Container, Iterator
from typing import NamedTuple

from curbcut.documents.pdf import PdfDocument
from curbcut.documents.pdf.characters import length_without_spaces
from curbcut.documents.pdf.drawn import DrawnPage
from curbcut.documents.pdf.structure import Mark
from curbcut.documents.place import WHOLE_DOCUMENT, Place
from curbcut.rules.rule import Check, Outcome, Rule, Severity, Verdict
from curbcut.standards import wcag

OWNED_SHARE = 0.9
"""Share of the drawn text that the tree has to own before we call the document tagged throughout."""

FEWEST_CHARACTERS = 20
"""Below this no share is worth a name."""

FLAG_WEIGHT = 0.25
"""What a missing mark of being tagged weighs beside a missing structure."""

PDF_SCANNED = Rule(
    id="pdf-scanned",
    title="The PDF is a scan without text",
    requirement=wcag.IMAGES_OF_TEXT,
    severity=Severity.SEVERE,
    messages={
        "text": "The page has text.",
        "some": "The page is a picture; most other pages have text.",
        "scanned": "The page is a picture of a page: its text cannot be read out, searched or enlarged.",
    },
    fixes=("ocr-pdf",),
    export_name="Scanned",
)

PDF_OCRED = Rule(
    id="pdf-ocred",
    title="The text of a scan was recognised by a program",
    requirement=wcag.IMAGES_OF_TEXT,
    severity=Severity.MAJOR,
    messages={
        "text": "The page has text of its own.",
        "some": "The page is a picture with a text layer; most other pages have text of their own.",
        "ocred": "The page is a picture with a text layer that a program recognised; nobody may have checked it.",
    },
    export_name="Ocred",
)

PDF_UNTAGGED = Rule(
    id="pdf-untagged",
    title="The PDF is not tagged",
    requirement=wcag.INFO_AND_RELATIONSHIPS,
    severity=Severity.MAJOR,
    messages={
        "tagged": "The PDF has a structure.",
        "marked": "The PDF says that it is tagged.",
        "owned": "The text of the PDF is in its structure.",
        "untagged": "The PDF has no tags: headings, lists, tables and the reading order are lost to screen readers.",
        "hollow": "The PDF has tags, but none of its text is in them.",
        "unmarked": "The PDF has tags but does not say so, and some readers therefore ignore them.",
        "partly": "A part of the text ({share} %) is outside the tags: if it is more than decoration, it is not read out.",
    },
    export_name="Tagged",
)
"""No structure element, or `Marked` not true, which ISO 14289-1, 6.2 requires: a weaker finding of the same rule."""


class _Page(NamedTuple):
    place: Place
    kind: str


def _pages(document: PdfDocument, kind: str, among: Container[int], *, whole: bool) -> Iterator[_Page]:
    for page_index in range(document.page_count):
        page = document.drawn(page_index)
        if page.runs or page.graphics:
            is_kind = page_index in among and (whole or not _has_tagged_words(document, page_index))
            shown = "text" if not is_kind else kind if whole else "some"
            yield _Page(document.place_on(page_index, page.crop_box), shown)


def _has_tagged_words(document: PdfDocument, page_index: int) -> bool:
    """Whether a page has a word that is seen and tagged: the short title of a slide on a picture; nobody tags a stamp."""
    return document.has_structure and any(
        run.is_visible and run.content.mcid >= 0 and any(map(str.isalpha, run.text))
        for run in document.drawn(page_index).runs
    )


def _pages_for_scanned(document: PdfDocument) -> Iterator[_Page]:
    scans = document.scans
    return _pages(document, "scanned", frozenset(scans.scanned), whole=scans.is_scanned)


def _pages_for_ocred(document: PdfDocument) -> Iterator[_Page]:
    scans = document.scans
    return _pages(document, "ocred", frozenset(scans.ocred), whole=scans.is_ocred)


def _is_more_than_a_picture(page: _Page) -> Verdict:
    if page.kind == "some":
        return Verdict(Outcome.CANT_TELL, "some")
    return Verdict(Outcome.FAILED, "scanned") if page.kind == "scanned" else Verdict(Outcome.PASSED, "text")


def _has_text_of_its_own(page: _Page) -> Verdict:
    if page.kind == "some":
        return Verdict(Outcome.CANT_TELL, "some")
    return Verdict(Outcome.FAILED, "ocred") if page.kind == "ocred" else Verdict(Outcome.PASSED, "text")


class _Aspect(NamedTuple):
    name: str
    document: PdfDocument

    @property
    def place(self) -> Place:
        return WHOLE_DOCUMENT


def _aspects(document: PdfDocument) -> Iterator[_Aspect]:
    if document.scans.is_scanned:
        return
    yield _Aspect("structure", document)
    if document.has_structure:
        yield _Aspect("flag", document)
        yield _Aspect("ownership", document)


def _is_tagged(aspect: _Aspect) -> Verdict:
    document = aspect.document
    if aspect.name == "flag":
        if document.is_marked:
            return Verdict(Outcome.PASSED, "marked")
        return Verdict(Outcome.FAILED, "unmarked")
    if not document.has_structure:
        return Verdict(Outcome.FAILED, "untagged")
    if aspect.name == "structure":
        return Verdict(Outcome.PASSED, "tagged")
    return _ownership(document)


def _ownership(document: PdfDocument) -> Verdict:
    owned, loose = _characters(document)
    if owned + loose < FEWEST_CHARACTERS or owned >= OWNED_SHARE * (owned + loose):
        return Verdict(Outcome.PASSED, "owned")
    if owned == 0:
        return Verdict(Outcome.FAILED, "hollow")
    return Verdict(Outcome.CANT_TELL, "partly", {"share": round(100 * loose / (owned + loose))})


def _characters(document: PdfDocument) -> tuple[int, int]:
    """Count the characters inside and outside the tree; artifacts are neither."""
    owned = loose = 0
    marks = document.structure.marks
    for page_index in range(document.page_count):
        inside, outside = _characters_of(document.drawn(page_index), page_index, marks)
        owned += inside
        loose += outside
    return owned, loose


def _characters_of(page: DrawnPage, page_index: int, marks: frozenset[Mark]) -> tuple[int, int]:
    owned = loose = 0
    for run in page.runs:
        if run.content.is_artifact:
            continue
        length = length_without_spaces(run.text)
        # A form XObject that the tree refers to as a whole has no marks of its own: benefit of the doubt.
        if run.content.is_in_form or Mark(page_index, run.content.mcid, run.content.is_in_form) in marks:
            owned += length
        else:
            loose += length
    return owned, loose


def _weight(aspect: _Aspect) -> float:
    return 1.0 if aspect.name == "structure" else FLAG_WEIGHT


CHECKS = (
    Check(PDF_SCANNED, _pages_for_scanned, _is_more_than_a_picture),
    Check(PDF_UNTAGGED, _aspects, _is_tagged, _weight),
    Check(PDF_OCRED, _pages_for_ocred, _has_text_of_its_own),
)
