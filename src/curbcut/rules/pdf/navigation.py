"""Getting around: bookmarks, and the order in which Tab reaches links and fields."""

from collections.abc import Iterator
from typing import NamedTuple

from curbcut.documents.pdf import PdfDocument, objects
from curbcut.documents.place import Place
from curbcut.rules.rule import Check, Outcome, Rule, Severity, Verdict
from curbcut.standards import wcag

LONG_FROM_PAGES = 21
"""Acrobat's full check asks for bookmarks from 21 pages on, and so do we."""

PDF_BOOKMARKS = Rule(
    id="pdf-bookmarks",
    title="A long PDF has no bookmarks",
    requirement=wcag.MULTIPLE_WAYS,
    severity=Severity.MINOR,
    messages={
        "present": "The PDF has bookmarks.",
        "missing": "The PDF has {pages} pages and no bookmarks to jump to its parts.",
    },
)

PDF_TAB_ORDER = Rule(
    id="pdf-tab-order",
    title="The Tab key does not follow the structure",
    requirement=wcag.FOCUS_ORDER,
    severity=Severity.MINOR,
    messages={
        "structure": "The Tab key follows the structure of the page.",
        "other": "The page has links, fields or notes, and the Tab key does not go through them in reading order.",
    },
    fixes=("set-pdf-tab-order",),
)
"""ISO 14289-1, 7.18.3: a page with annotations has `Tabs` with the value S; Matterhorn 28-008, 28-009.

Without a structure there is nothing for the key to follow, so untagged files are not judged.
"""


class _Page(NamedTuple):
    page_number: int
    tabs: str

    @property
    def place(self) -> Place:
        return Place(page_number=self.page_number)


def _long_documents(document: PdfDocument) -> Iterator[PdfDocument]:
    if document.page_count >= LONG_FROM_PAGES:
        yield document


def _has_bookmarks(document: PdfDocument) -> Verdict:
    if document.has_bookmarks:
        return Verdict(Outcome.PASSED, "present")
    return Verdict(Outcome.FAILED, "missing", {"pages": document.page_count})


def _pages_with_annotations(document: PdfDocument) -> Iterator[_Page]:
    if not document.has_usable_structure:
        return
    for page_index, page in enumerate(document.pages):
        if any(objects.dictionary(annotation) is not None for annotation in objects.array(page.get("/Annots"))):
            yield _Page(page_index + 1, objects.name(page.get("/Tabs")))


def _follows_structure(page: _Page) -> Verdict:
    return Verdict(Outcome.PASSED, "structure") if page.tabs == "S" else Verdict(Outcome.FAILED, "other")


CHECKS = (
    Check(PDF_BOOKMARKS, _long_documents, _has_bookmarks),
    Check(PDF_TAB_ORDER, _pages_with_annotations, _follows_structure),
)
