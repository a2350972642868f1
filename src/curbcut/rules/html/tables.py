"""Tables: which header belongs to which cell?"""

from collections.abc import Iterator
from itertools import islice

from curbcut.documents.html import Element, HtmlDocument
from curbcut.documents.html.table_purpose import TABLE_ROLES, holds_data
from curbcut.documents.html.tables import TableGrid
from curbcut.documents.html.tree import Tree
from curbcut.documents.html.visibility import NOT_IN_ACCESSIBILITY_TREE
from curbcut.rules.rule import Check, Outcome, Rule, Severity, Survey, Verdict
from curbcut.standards import aria, wcag
from curbcut.standards.spaces import tokens_of

HEADERS_ATTRIBUTE = Rule(
    id="html-table-headers-attribute-invalid",
    title="Table cell points at headers that are not there",
    requirement=wcag.INFO_AND_RELATIONSHIPS,
    act_rules=("a25f45",),
    severity=Severity.MAJOR,
    messages={
        "found": "The headers attribute names cells of the same table.",
        "missing": "The headers attribute names “{identifier}”, which is no cell of the same table.",
        "itself": "The headers attribute names the cell that it stands on.",
    },
    fixes=("drop-broken-headers",),
    export_name="HtmlTdHasHeader",
)
HEADER_WITHOUT_CELLS = Rule(
    id="html-table-header-without-cells",
    title="Table header belongs to no cell",
    requirement=wcag.INFO_AND_RELATIONSHIPS,
    act_rules=("d0f69e",),
    severity=Severity.MAJOR,
    messages={
        "assigned": "The header belongs to at least one cell.",
        "alone": "The header “{text}” belongs to no cell of the table.",
        "large": "The table is too large to follow which cells the header “{text}” belongs to.",
    },
    fixes=("make-data-cell",),
    export_name="HtmlTdHasHeader",
)
EMPTY_HEADER = Rule(
    id="html-table-header-empty",
    title="Table header is empty",
    requirement=None,
    severity=Severity.MAJOR,
    messages={
        "named": "The header has text.",
        "corner": "The empty cell in the corner heads nothing.",
        "empty": "The header cell has no text for the cells that it belongs to.",
    },
    fixes=("name-table-header", "make-data-cell"),
    export_name="HtmlEmptyTableHeader",
)
SCOPE_INVALID = Rule(
    id="html-table-scope-invalid",
    title="Table header has an unknown scope",
    requirement=wcag.INFO_AND_RELATIONSHIPS,
    severity=Severity.MINOR,
    messages={
        "known": "The scope is row, col, rowgroup or colgroup.",
        "unknown": "The scope “{scope}” is none of row, col, rowgroup and colgroup.",
        "cell": "A scope stands on a data cell, where it means nothing.",
    },
    fixes=("set-scope",),
    export_name="HtmlTdHasHeader",
)
TABLE_WITHOUT_HEADERS = Rule(
    id="html-table-without-headers",
    title="Data table has no headers",
    requirement=wcag.INFO_AND_RELATIONSHIPS,
    severity=Severity.MAJOR,
    messages={
        "headed": "The table has header cells.",
        "missing": "The table of {rows} rows and {columns} columns has no header cells.",
        "unclear": "The table has no header cells; look whether it holds data or only arranges the page.",
    },
    fixes=("set-table-headers",),
    export_name="HtmlTdHasHeader",
)

_FOUND = Verdict(Outcome.PASSED, "found")
_ITSELF = Verdict(Outcome.FAILED, "itself")
_ASSIGNED = Verdict(Outcome.PASSED, "assigned")
_NAMED = Verdict(Outcome.PASSED, "named")
_CORNER = Verdict(Outcome.PASSED, "corner")
_EMPTY = Verdict(Outcome.FAILED, "empty")
_KNOWN = Verdict(Outcome.PASSED, "known")
_ON_DATA = Verdict(Outcome.FAILED, "cell")
_HEADED = Verdict(Outcome.PASSED, "headed")
_UNCLEAR = Verdict(Outcome.CANT_TELL, "unclear")

_HEADER_ROLES = ("columnheader", "rowheader")
_PRESENTATIONAL_ATTRIBUTES = frozenset({
    "abbr", "align", "bgcolor", "class", "height", "id", "nowrap", "scope", "style", "valign", "width",
})  # fmt: skip
"""Attributes that give a cell neither a name nor a role."""
_SCOPES = frozenset({"row", "col", "rowgroup", "colgroup"})
_CELLS = frozenset({"td", "th"})
_PAINTED = frozenset({
    "audio", "button", "canvas", "embed", "hr", "iframe", "img", "input", "math", "meter", "object", "progress", "select", "svg",
    "textarea", "video",
})  # fmt: skip
"""Tags of what is seen without any text."""


def _is_heard(element: Element) -> bool:
    return element.is_visible and element.is_included_in_accessibility_tree


def _cells_with_headers(document: HtmlDocument) -> Iterator[Element]:
    for cell in document.with_attribute("headers"):
        if cell.tag not in _CELLS:
            continue
        table = cell.closest("table")
        if table is not None and _is_heard(table) and table.role in TABLE_ROLES and _is_in_sight(table):
            yield cell


def _is_in_sight(element: Element) -> bool:
    """Tell whether it is visible in the sense of ACT: not moved or clipped away either."""
    return not element.document.styles.of(element).is_out_of_sight


def _names_cells_of_its_table(cell: Element) -> Verdict:
    table = cell.closest("table")
    for identifier in tokens_of(cell.attributes["headers"]):
        named = cell.document.by_id.get(identifier)
        if named is cell:
            return _ITSELF
        if named is None or named.tag not in _CELLS or named.closest("table") is not table:
            return Verdict(Outcome.FAILED, "missing", {"identifier": identifier[:80]})
    return _FOUND


def _headers(document: HtmlDocument) -> Iterator[Element]:
    return (header for header in _th_cells_and_roles(document) if _is_test_target(header))


def _th_cells_and_roles(document: HtmlDocument) -> list[Element]:
    return document.with_role(*_HEADER_ROLES, tags=("th",))


def _is_test_target(header: Element) -> bool:
    if not _is_heard(header) or not header.is_html or _is_blank(header):
        return False
    table = _table_of(header)
    return table is not None and table.is_included_in_accessibility_tree and _is_in_sight(header)


def _plain_headers(document: HtmlDocument) -> dict[int, bool]:
    """Return the headers of which nothing but their place in the table has to be asked, each with whether a cell is next to it.

    They hold one text and have no attribute that could give them another name or role or hide them, and the page says
    nothing of roles and headers, so that every cell has the role that its tag gives it.
    """
    tree = document.tree
    if "th" not in tree.by_tag or "role" in tree.by_attribute or "headers" in tree.by_attribute:
        return {}
    found: dict[int, bool] = {}
    for table in document.by_tag("table"):
        if table.is_included_in_accessibility_tree and document.table_of(table).has_header_cells:
            found |= document.table_of(table).plain_headers
    return {index: is_next for index, is_next in found.items() if _is_plain(tree, index)}


def _is_plain(tree: Tree, index: int) -> bool:
    text = tree.texts[index]
    if text is None or tree.flags[index] & NOT_IN_ACCESSIBILITY_TREE or not text.strip():
        return False
    return index not in tree.attributes or tree.attributes[index].keys() <= _PRESENTATIONAL_ATTRIBUTES


def _survey_headers(document: HtmlDocument) -> Survey[Element]:
    plain = _plain_headers(document)
    passed = [index for index, has_next in plain.items() if has_next]
    if not passed:
        return Survey(_headers(document))
    rest = sorted(set(document.tree.by_tag["th"]).difference(passed))
    elements = (document.elements.at(index) for index in rest)
    targets = [one for one in elements if one.role in _HEADER_ROLES and _is_test_target(one)]
    return Survey(targets, len(passed), float(len(passed)))


def _is_blank(header: Element) -> bool:
    # Nothing of an empty header can be seen, so it is no visible header; EMPTY_HEADER speaks of it.
    return not header.accessible_name and not any(map(_is_seen_in_itself, islice(header.descendants(), 1000)))


def _is_seen_in_itself(element: Element) -> bool:
    if not element.is_visible:
        return False
    return element.tag in _PAINTED or any(isinstance(child, str) and not child.isspace() for child in element.children)


def _table_of(header: Element) -> Element | None:
    if not header.document.with_attribute("role"):
        return header.closest("table")
    for ancestor in header.ancestors():
        if ancestor.role in TABLE_ROLES:
            return ancestor
    return None


def _has_assigned_cell(header: Element) -> Verdict:
    table = _table_of(header)
    if table is None or table.tag != "table":
        return _ASSIGNED if _has_cell_by_role(header, table) else _without_cells(header, Outcome.FAILED, "alone")
    grid = header.document.table_of(table)
    cell = grid.cell_of(header)
    if cell is None or not grid.is_complete:
        return _without_cells(header, Outcome.CANT_TELL, "large")
    for assigned in islice(grid.assigned_cells(cell), 1000):
        if aria.inherits_from(assigned.element.role, "cell"):
            return _ASSIGNED
    return _without_cells(header, Outcome.FAILED, "alone")


def _without_cells(header: Element, outcome: Outcome, reason: str) -> Verdict:
    return Verdict(outcome, reason, {"text": header.accessible_name[:80]})


def _has_cell_by_role(header: Element, table: Element | None) -> bool:
    """Look for a cell in the row or column of a header where roles make the table."""
    row = next((ancestor for ancestor in header.ancestors() if ancestor.role == "row" or ancestor is table), None)
    if row is None or table is None or row is table:
        return False
    if header.role == "rowheader":
        return len(_cells_in(row)) > 1
    cells = _cells_in(row)
    position = sum(map(_columns_of, cells[: cells.index(header)]))
    for other in table.document.with_role("row", tags=("tr",)):
        if table.contains(other) and other is not row and sum(map(_columns_of, _cells_in(other))) > position:
            return True
    return False


def _columns_of(cell: Element) -> int:
    span = cell.attributes.get("aria-colspan", "").strip()
    return max(1, int(span[:4])) if span.isdecimal() else 1


def _cells_in(row: Element) -> list[Element]:
    return [inner for inner in islice(row.descendants(), 2000) if aria.inherits_from(inner.role, "cell")]


def _th_cells(document: HtmlDocument) -> Iterator[Element]:
    for header in document.with_role(*_HEADER_ROLES, tags=("th",)):
        if _is_heard(header) and header.is_html and header.tag in _CELLS:
            yield header


def _says_something(header: Element) -> Verdict:
    if header.accessible_name:
        return _NAMED
    table = header.closest("table")
    if table is None:
        return _EMPTY
    grid = header.document.table_of(table)
    cell = grid.cell_of(header)
    if cell is None or (cell.column == 0 and cell.row == 0):
        return _CORNER
    return _EMPTY


def _survey_names(document: HtmlDocument) -> Survey[Element]:
    plain = _plain_headers(document)
    if not plain:
        return Survey(_th_cells(document))
    rest = sorted(set(document.tree.by_tag["th"]).difference(plain))
    elements = (document.elements.at(index) for index in rest)
    targets = [one for one in elements if one.role in _HEADER_ROLES and _is_heard(one) and one.is_html]
    return Survey(targets, len(plain), float(len(plain)))


def _scoped_cells(document: HtmlDocument) -> Iterator[Element]:
    for cell in document.with_attribute("scope"):
        if cell.tag in _CELLS and _is_heard(cell) and cell.role not in {"generic", "none", "presentation"}:
            yield cell


def _has_known_scope(cell: Element) -> Verdict:
    if cell.tag == "td":
        return _KNOWN if cell.role in _HEADER_ROLES else _ON_DATA
    scope = cell.attributes["scope"].strip().lower()
    return _KNOWN if scope in _SCOPES else Verdict(Outcome.FAILED, "unknown", {"scope": scope[:40]})


def _data_tables(document: HtmlDocument) -> Iterator[Element]:
    for table in document.by_tag("table"):
        if not _is_heard(table) or table.role not in TABLE_ROLES:
            continue
        grid = document.table_of(table)
        if grid.row_count > 1 and grid.column_count > 1:
            yield table


def _has_headers(table: Element) -> Verdict:
    grid = table.document.table_of(table)
    if grid.has_header_cells or _has_headers_by_role(grid):
        return _HEADED
    if holds_data(grid):
        return Verdict(Outcome.FAILED, "missing", {"rows": grid.row_count, "columns": grid.column_count})
    return _UNCLEAR


def _has_headers_by_role(grid: TableGrid) -> bool:
    document = grid.table.document
    with_role = document.tree.with_any(("role",))
    return bool(with_role) and any(
        document.elements.at(cell).role in _HEADER_ROLES for cell in grid.cell_indexes if cell in with_role
    )


CHECKS = (
    Check(HEADERS_ATTRIBUTE, _cells_with_headers, _names_cells_of_its_table, needs=frozenset({"[headers]"})),
    Check(
        HEADER_WITHOUT_CELLS, _headers, _has_assigned_cell, survey=_survey_headers, needs=frozenset({"th", "[role]"})
    ),
    Check(EMPTY_HEADER, _th_cells, _says_something, survey=_survey_names, needs=frozenset({"th", "[role]"})),
    Check(SCOPE_INVALID, _scoped_cells, _has_known_scope, needs=frozenset({"[scope]"})),
    Check(TABLE_WITHOUT_HEADERS, _data_tables, _has_headers, needs=frozenset({"table"})),
)
