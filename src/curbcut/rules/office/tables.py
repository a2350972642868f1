"""Tables: their header rows, and cells that span others."""

from curbcut.documents.office import OfficeDocument
from curbcut.documents.office.model import Merge, Table
from curbcut.rules.rule import Check, Outcome, Rule, Severity, Verdict
from curbcut.standards import wcag

OFFICE_TABLE_HEADERS = Rule(
    id="office-table-headers",
    title="A table does not say which row is its header",
    requirement=wcag.INFO_AND_RELATIONSHIPS,
    severity=Severity.MAJOR,
    messages={
        "marked": "The table says which row is its header.",
        "styled": "The style of the table makes its first row the header.",
        "option": "The first row only looks like a header: it is not set to repeat as one, so screen readers and PDF do not know it.",
        "unmarked": "The table does not say which row is its header.",
        "unknown": "Whether the table says which row is its header is lost when a file of this older format is converted.",
    },
    fixes=("mark-office-header-row",),
    export_name="TableHeaders",
)
"""In Word `w:tblHeader` on the first row, its own or through the table's style (ISO/IEC 29500-1, 17.4.78); `firstRow` in decks.

The option "Header row" of Word's table styles (`w:tblLook`) changes colours alone, and nearly every table has it: it says nothing.
"""

OFFICE_MERGED_CELLS = Rule(
    id="office-merged-cells",
    title="Cells of a table are merged",
    requirement=None,
    severity=Severity.MINOR,
    messages={
        "simple": "The table has no merged cells.",
        "merged": "Cells are merged, so that screen readers lose count of rows and columns.",
        "nested": "A cell holds another table, which is hard to follow when it is read out.",
    },
)


def _tables(document: OfficeDocument) -> list[Table]:
    return document.content.tables


def _has_header(table: Table) -> Verdict:
    match table.header:
        case "row":
            return Verdict(Outcome.PASSED, "marked")
        case "style":
            return Verdict(Outcome.PASSED, "styled")
        case "option":
            return Verdict(Outcome.FAILED, "option")
        case "unknown":
            return Verdict(Outcome.CANT_TELL, "unknown")
        case _:
            return Verdict(Outcome.FAILED, "unmarked")


def _tables_and_merges(document: OfficeDocument) -> list[Table | Merge]:
    simple = [table for table in document.content.tables if not table.has_merged_cells and not table.has_nested_table]
    return [*simple, *document.content.merges]


def _is_simple(target: Table | Merge) -> Verdict:
    if isinstance(target, Table):
        return Verdict(Outcome.PASSED, "simple")
    return Verdict(Outcome.FAILED, "nested" if target.is_nested else "merged")


CHECKS = (
    Check(OFFICE_TABLE_HEADERS, _tables, _has_header),
    Check(OFFICE_MERGED_CELLS, _tables_and_merges, _is_simple),
)
