"""Tables: whether their header cells are tagged, and tied to the data they speak for."""

from collections.abc import Iterator

from curbcut.documents.pdf import PdfDocument
from curbcut.documents.pdf.tables import Table, is_blank
from curbcut.rules.rule import Check, Outcome, Rule, Severity, Verdict
from curbcut.standards import wcag

SMALLEST = 2
"""Rows and columns of a data table at least; one row or one column is layout."""

PDF_TABLE_HEADERS = Rule(
    id="pdf-table-headers",
    title="A table has no header cells",
    requirement=wcag.INFO_AND_RELATIONSHIPS,
    severity=Severity.MAJOR,
    messages={
        "linked": "Every data cell of the table has a header cell.",
        "absent": "The table has {rows} rows and no header cell, so its numbers are read out without their meaning.",
        "blank": "The header cells of the table are all empty.",
        "unlinked": "{count} data cells of the table have no header cell: the header cells do not say which row or column they are for.",
    },
    export_name="TableHeaders",
)
"""Two tests, as both are needed.

A table of at least two rows and two columns without any TH fails: veraPDF's 7.5 passes it, since no cell claims a header. And a
table with TH fails when a data cell has one in its row or column that does not speak for it: the cell names no Headers and no Scope
says which way the header goes (ISO 14289-1, 7.5; Matterhorn 15-003; veraPDF 7.5-1 and 7.5-2).
"""


def _tables(document: PdfDocument) -> Iterator[Table]:
    if not document.has_usable_structure:
        return
    for element in document.structure.of_roles("Table"):
        table = Table(element)
        has_data = any(cell.element.role == "TD" for cell in table.cells)
        if len(table.rows) >= SMALLEST and table.column_count >= SMALLEST and has_data:
            yield table


def _has_headers(table: Table) -> Verdict:
    if not table.headers:
        return Verdict(Outcome.FAILED, "absent", {"rows": len(table.rows)})
    if all(is_blank(cell.element) for cell in table.headers):
        return Verdict(Outcome.FAILED, "blank")
    unlinked = len(table.unlinked)
    if unlinked:
        return Verdict(Outcome.FAILED, "unlinked", {"count": unlinked})
    return Verdict(Outcome.PASSED, "linked")


CHECKS = (Check(PDF_TABLE_HEADERS, _tables, _has_headers),)
