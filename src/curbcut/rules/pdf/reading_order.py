"""Whether the order of the tags can be the order in which the page is read."""

from collections.abc import Iterator
from typing import NamedTuple

from curbcut.documents.pdf import PdfDocument
from curbcut.documents.pdf.reading_order import PageOrder, page_orders
from curbcut.documents.place import Place
from curbcut.rules.rule import Check, Outcome, Rule, Severity, Verdict
from curbcut.standards import wcag

LEAST_AGREEMENT = 0.6
"""Kendall's tau between the order of the tags and that of the page, below which a person should look."""

PDF_READING_ORDER = Rule(
    id="pdf-reading-order",
    title="The reading order may be wrong",
    requirement=wcag.MEANINGFUL_SEQUENCE,
    severity=Severity.ADVICE,
    messages={
        "alike": "The tags follow the page from column to column.",
        "different": "The tags of the page follow another order than its columns and lines: listen to whether it makes sense.",
    },
)
"""Advice only: where a page leaves several orders open, no program knows the right one (Matterhorn 09-001 is for people)."""


class _Page(NamedTuple):
    order: PageOrder

    @property
    def place(self) -> Place:
        return Place(page_number=self.order.page_index + 1)


def _pages(document: PdfDocument) -> Iterator[_Page]:
    if document.has_usable_structure:
        yield from map(_Page, page_orders(document))


def _is_alike(page: _Page) -> Verdict:
    if page.order.agreement >= LEAST_AGREEMENT:
        return Verdict(Outcome.PASSED, "alike")
    return Verdict(Outcome.CANT_TELL, "different")


CHECKS = (Check(PDF_READING_ORDER, _pages, _is_alike),)
