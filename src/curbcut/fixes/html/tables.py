"""Tables: header cells and what they head, captions."""

from curbcut.documents.html import Element
from curbcut.documents.html.tables import Cell
from curbcut.fixes.fix import Choice, Fix, FixRefusedError, Question
from curbcut.fixes.html.editing import (
    Patch,
    escaped_text,
    on_element,
    proposing,
    spans_of,
    with_attribute,
    with_content,
    with_optional_end_tag,
    without_attribute,
)
from curbcut.fixes.html.texts import with_words

_SCOPES = (
    Choice("col", "The cells below it"),
    Choice("row", "The cells beside it"),
    Choice("colgroup", "Several columns below it"),
    Choice("rowgroup", "Several rows beside it"),
)
_SCOPE = Question(kind="choice", label="What does the cell head?", choices=_SCOPES)
_SIDES = (
    Choice("row", "The first row"),
    Choice("column", "The first column"),
    Choice("both", "The first row and the first column"),
)


def _set_headers(table: Element, side: str) -> list[Patch]:
    grid = table.document.table_of(table)
    if not grid.is_complete:
        raise FixRefusedError("not-applicable", "The table is too large to follow its cells; mend it in the editor.")
    patches: list[Patch] = []
    for cell in grid.cells:
        if side != "column" and cell.row == 0:
            patches += _as_header(cell, "col")
        elif side != "row" and cell.column == 0:
            patches += _as_header(cell, "row")
    return patches


def _as_header(cell: Cell, scope: str) -> list[Patch]:
    # An empty header heads nothing; in a corner and above a margin the cell stays what it is.
    if cell.is_header or cell.is_empty:
        return []
    return [*with_optional_end_tag(cell.element, "th"), with_attribute(cell.element, "scope", scope)]


def _headed_sides(table: Element) -> str:
    corner = table.document.table_of(table).at(0, 0)
    return "both" if corner is not None and corner.is_empty else "row"


def _set_scope(cell: Element, scope: str) -> list[Patch]:
    # HTML 4 let a td with a scope be a header; today only a th is one.
    patches = with_optional_end_tag(cell, "th") if cell.tag == "td" else []
    return [*patches, with_attribute(cell, "scope", scope)]


def _scope_by_place(cell: Element) -> str | None:
    table = cell.closest("table")
    if table is None:
        return None
    found = table.document.table_of(table).cell_of(cell)
    if found is None:
        return None
    return "col" if found.row == 0 else "row"


def _name_header(header: Element, text: str) -> list[Patch]:
    patches = with_words(header, text)
    scope = _scope_by_place(header)
    if scope is not None and header.tag == "th" and not (header.get("scope") or "").strip():
        patches.append(with_attribute(header, "scope", scope))
    return patches


def _add_caption(table: Element, text: str) -> list[Patch]:
    caption = next((child for child in table.element_children if child.tag == "caption"), None)
    if caption is not None:
        return [with_content(caption, text)]
    behind = spans_of(table).start_tag.end
    return [Patch(behind, behind, f"<caption>{escaped_text(text)}</caption>")]


def _make_data_cell(header: Element, _answer: str) -> list[Patch]:
    if header.tag != "th":
        raise FixRefusedError("not-applicable", "It is a header by its role, not by its tag; mend it in the editor.")
    patches = [*with_optional_end_tag(header, "td"), *without_attribute(header, "scope")]
    return patches + (without_attribute(header, "role") if header.get("role") is not None else [])


def _drop_broken_headers(cell: Element, _answer: str) -> list[Patch]:
    table = cell.closest("table")
    named = dict.fromkeys((cell.get("headers") or "").split())
    found = {name: cell.document.by_id.get(name) for name in named}
    kept = [
        name
        for name, header in found.items()
        if header is not None and header is not cell and header.tag in {"td", "th"} and header.closest("table") is table
    ]
    return [with_attribute(cell, "headers", " ".join(kept))] if kept else without_attribute(cell, "headers")


FIXES = (
    Fix(
        id="set-table-headers",
        title="Mark the header cells",
        kinds=("html",),
        asks=Question(kind="choice", label="Which cells are headers?", choices=_SIDES),
        make=on_element(_set_headers),
        propose=proposing(_headed_sides),
    ),
    Fix(
        id="set-scope",
        title="Say what the header cell heads",
        kinds=("html",),
        asks=_SCOPE,
        make=on_element(_set_scope),
        propose=proposing(_scope_by_place),
    ),
    Fix(
        id="add-caption",
        title="Give the table a caption",
        kinds=("html",),
        asks=Question(kind="text", label="What is the table about?", longest=500),
        make=on_element(_add_caption),
    ),
    Fix(
        id="name-table-header",
        title="Write a heading into the cell",
        kinds=("html",),
        asks=Question(kind="text", label="What does the cell head?", longest=300),
        make=on_element(_name_header),
    ),
    Fix(id="make-data-cell", title="Make it an ordinary cell", kinds=("html",), make=on_element(_make_data_cell)),
    Fix(
        id="drop-broken-headers",
        title="Drop the references to headers that are not there",
        kinds=("html",),
        make=on_element(_drop_broken_headers),
    ),
)
