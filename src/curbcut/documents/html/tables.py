"""The grid of a table: where each cell lies, which headers are for columns and which for rows, which cells they have.

Source: HTML Standard 4.9.12, "Forming a table" and "Forming relationships between data cells and header cells".
"""

from itertools import chain
from typing import TYPE_CHECKING, Literal

from curbcut.documents.html.table_layout import Cell, PlainLayout, SpannedLayout, layout_of
from curbcut.documents.html.tree import NO_ATTRIBUTES
from curbcut.documents.lazy import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from curbcut.documents.html.elements import Element
    from curbcut.documents.html.tree import Tree

__all__ = ["Cell", "HeaderKind", "TableGrid"]

_ROW_GROUPS = frozenset({"thead", "tbody", "tfoot"})
_CELLS = frozenset({"td", "th"})

HeaderKind = Literal["columnheader", "rowheader", "cell"]


class TableGrid:
    """A table's cells.

    Attributes:
        table: The table element.
        rows: The indexes of its own cells row by row, as they are written, not of those of tables inside it.
        row_count: Rows.
    """

    def __init__(self, table: "Element") -> None:
        self.table = table
        self._tree = tree = table.document.tree
        groups = _row_groups_of(tree, table.index)
        self.rows = [_cells_of(tree, row) for group in groups for row in group]
        self.row_count = len(self.rows)
        self._group_of_row = [index for index, group in enumerate(groups) for _ in group]

    @lazy
    def has_header_cells(self) -> bool:
        """Whether any of its own cells is a th."""
        return any(map(self._has_header, self.rows))

    def _has_header(self, row: list[int]) -> bool:
        return "th" in self._tree.by_tag and "th" in map(self._tree.tags.__getitem__, row)

    @lazy
    def _layout(self) -> PlainLayout | SpannedLayout:
        return layout_of(self.table.document, self.rows, self._group_of_row)

    @property
    def cells(self) -> list[Cell]:
        """Its own cells, in document order, not those of tables inside it."""
        return self._layout.cells

    @property
    def cell_indexes(self) -> "Iterator[int]":
        """The indexes of its own cells in document order."""
        return chain.from_iterable(self.rows)

    @property
    def column_count(self) -> int:
        """Columns of the widest row."""
        return self._layout.column_count

    @property
    def is_complete(self) -> bool:
        """Whether every cell was laid out; `table_layout.MOST_SLOTS` may leave some out."""
        return self._layout.is_complete

    def cell_of(self, element: "Element") -> Cell | None:
        """Return the cell of a td or th of this table."""
        return self._layout.cell_of(element.index)

    def at(self, column: int, row: int) -> Cell | None:
        """Return the cell that covers a slot."""
        return self._layout.at(column, row)

    def role_of_header(self, element: "Element") -> HeaderKind:
        """Tell whether a th is for its column or its row: by scope, else by where the data cells are."""
        by_scope = _role_by_scope(_scope_of(self._tree, element.index))
        if by_scope is not None:
            return by_scope
        cell = self.cell_of(element)
        return "cell" if cell is None else _role_by_place(self._layout, cell)

    def assigned_cells(self, header: Cell) -> "Iterator[Cell]":
        """Yield the cells that a header is for, those that name it by id first."""
        identifier = header.element.attributes.get("id")
        if identifier:
            yield from self._by_header_id.get(identifier, ())
        role = header.element.role
        if _scope_of(self._tree, header.element_index) == "rowgroup":
            yield from self._rest_of_group(header)
        elif role == "columnheader":
            yield from self._below(header)
        elif role == "rowheader":
            yield from self._beside(header)

    # The next slot nearly always answers; how far a column or a row reaches is only worked out for those beyond it.

    def _below(self, header: Cell) -> "Iterator[Cell]":
        first = header.row + header.height
        for column in range(header.column, header.column + header.width):
            yield from self._for_header(header, column, first)
            for row in range(first + 1, self._last_rows.get(column, -1) + 1):
                yield from self._for_header(header, column, row)

    def _beside(self, header: Cell) -> "Iterator[Cell]":
        first = header.column + header.width
        for row in range(header.row, header.row + header.height):
            yield from self._for_header(header, first, row)
            for column in range(first + 1, self._last_columns.get(row, -1) + 1):
                yield from self._for_header(header, column, row)

    def _for_header(self, header: Cell, column: int, row: int) -> "tuple[Cell, ...]":
        cell = self.at(column, row)
        if cell is None or cell.element_index == header.element_index or self._has_headers(cell):
            return ()
        return (cell,)

    def _has_headers(self, cell: Cell) -> bool:
        return "headers" in self._tree.attributes.get(cell.element_index, NO_ATTRIBUTES)

    def _rest_of_group(self, header: Cell) -> "Iterator[Cell]":
        group = self._group_of_row[header.row]
        for cell in self.cells:
            in_group = self._group_of_row[cell.row] == group and cell.column >= header.column and cell.row >= header.row
            if in_group and cell.element_index != header.element_index and not self._has_headers(cell):
                yield cell

    @lazy
    def _by_header_id(self) -> dict[str, list[Cell]]:
        found: dict[str, list[Cell]] = {}
        for cell in self.cells:
            for identifier in cell.element.attributes.get("headers", "").split():
                found.setdefault(identifier, []).append(cell)
        return found

    @lazy
    def _last_rows(self) -> dict[int, int]:
        # The last row of each column with a cell that headers are found for by position: nothing is looked for below.
        found: dict[int, int] = {}
        for column, row, cell in self._layout.slots():
            if not self._has_headers(cell) and row > found.get(column, -1):
                found[column] = row
        return found

    @lazy
    def _last_columns(self) -> dict[int, int]:
        found: dict[int, int] = {}
        for column, row, cell in self._layout.slots():
            if not self._has_headers(cell) and column > found.get(row, -1):
                found[row] = column
        return found

    @lazy
    def plain_headers(self) -> dict[int, bool]:
        """The headers of a column or row in a table without spans, each with whether there is a cell right next to it.

        Next is below a header of its column and beside one of its row. Of a table with spans there are none.
        """
        if not isinstance(self._layout, PlainLayout):
            return {}
        found: dict[int, bool] = {}
        tree, layout, rows = self._tree, self._layout, self.rows
        for y, row in enumerate(rows):
            for x, index in enumerate(row if self._has_header(row) else ()):
                if tree.tags[index] != "th":
                    continue
                place = Cell(self.table.document, index, x, y)
                role = _role_by_scope(_scope_of(tree, index)) or _role_by_place(layout, place)
                if role == "columnheader":
                    found[index] = y + 1 < len(rows) and x < len(rows[y + 1])
                elif role == "rowheader":
                    found[index] = x + 1 < len(row)
        return found


def _scope_of(tree: "Tree", index: int) -> str:
    return tree.attributes[index].get("scope", "").strip().lower() if index in tree.attributes else ""


def _role_by_scope(scope: str) -> HeaderKind | None:
    if scope in {"col", "colgroup"}:
        return "columnheader"
    return "rowheader" if scope in {"row", "rowgroup"} else None


def _role_by_place(layout: PlainLayout | SpannedLayout, cell: Cell) -> HeaderKind:
    if not layout.has_data_in_rows(cell.row, cell.row + cell.height):
        return "columnheader"
    if not layout.has_data_in_columns(cell.column, cell.column + cell.width):
        return "rowheader"
    # The standard assigns such a header to nothing; browsers go by the edge that it lies at.
    return "columnheader" if cell.row == 0 else "rowheader" if cell.column == 0 else "cell"


def _cells_of(tree: "Tree", row: int) -> list[int]:
    tags, end = tree.tags, tree.ends[row]
    if _CELLS.issuperset(tags[row + 1 : end]):
        # Nothing inside but cells, which do not stand right in one another: the row of nearly every table.
        return tree.rows[row + 1 : end]
    return [child for child in tree.children(row) if tags[child] in _CELLS]


def _row_groups_of(tree: "Tree", table: int) -> list[list[int]]:
    tags = tree.tags
    groups: list[list[int]] = []
    loose: list[int] = []
    for child in tree.children(table):
        if tags[child] == "tr":
            loose.append(child)
        elif tags[child] in _ROW_GROUPS:
            if loose:
                groups.append(loose)
                loose = []
            groups.append([row for row in tree.children(child) if tags[row] == "tr"])
    if loose:
        groups.append(loose)
    return groups
