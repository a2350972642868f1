"""Tables of office files: their header rows."""

from curbcut.documents.office import table_edits
from curbcut.documents.office.model import Table
from curbcut.fixes.fix import Change, Edit, Fix
from curbcut.fixes.office.contrast import still_readable
from curbcut.fixes.office.writing import SLIDES, WORD, OfficeOriginal, at_place, changed
from curbcut.rules.results import Finding

_MARKED = frozenset({"row", "style"})


def _mark_header_row(original: OfficeOriginal, finding: Finding, _answer: str) -> Change:
    table = at_place(original.document.content.tables, finding.place, lambda one: one.place, _lacks_header)
    before = "a row like others" if _lacks_header(table) else "the header"
    edit = Edit(f"first row of the table “{table.place.excerpt[:60]}”", before, "the header")
    change = changed(original, edit, lambda: table_edits.mark_header_row(original.data, original.document, table))
    # On slides a header has the look of the table's style, over fills that cells have of their own.
    return still_readable(original, change) if original.document.kind == "slides" else change


def _lacks_header(table: Table) -> bool:
    return table.header not in _MARKED


FIXES = (
    Fix(
        id="mark-office-header-row",
        title="Make the first row the header",
        kinds=(*WORD, *SLIDES),
        make=_mark_header_row,
    ),
)
