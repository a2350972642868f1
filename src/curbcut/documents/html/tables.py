"""The grid of a table: where each cell lies, which headers are for columns and which for rows, which cells they have.

Source: HTML Standard 4.9.12, "Forming a table" and "Forming relationships between data cells and header cells".
"""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from curbcut.documents.html.elements import Element

MOST_SLOTS = 500_000
"""Slots of one table that are laid out; what lies beyond has no place in the grid, so nothing is said of it."""
_WIDEST_SPAN = 1000  # HTML Standard 4.9.11
_TALLEST_SPAN = 65534
_ROW_GROUPS = frozenset({"thead", "tbody", "tfoot"})

HeaderKind = Literal["columnheader", "rowheader", "cell"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell and the slots that it covers; columns and rows count from 0."""

    element: "Element"
    column: int
    row: int
    width: int
    height: int

    @property
    def is_header(self) -> bool:
        """Whether it is a th."""
        return self.element.tag == "th"

    @property
    def is_empty(self) -> bool:
        """Whether it has neither text nor an element in it."""
        return not any(not isinstance(child, str) or child.strip() for child in self.element.children)


class TableGrid:
    """A table's cells laid out.

    Attributes:
        table: The table element.
        cells: Its own cells, in document order, not those of tables inside it.
        column_count: Columns of the widest row.
        row_count: Rows.
        is_complete: Whether every cell was laid out; `MOST_SLOTS` may leave some out.
    """

    def __init__(self, table: "Element") -> None:
        self.table = table
        self.cells: list[Cell] = []
        self.column_count = 0
        self.row_count = 0
        self.is_complete = True
        self._slots: dict[tuple[int, int], Cell] = {}
        self._group_of_row: list[int] = []
        self._data_rows: set[int] = set()
        self._data_columns: set[int] = set()
        self._lay_out()

    def cell_of(self, element: "Element") -> Cell | None:
        """Return the cell of a td or th of this table."""
        return self._by_index.get(element.index)

    def at(self, column: int, row: int) -> Cell | None:
        """Return the cell that covers a slot."""
        return self._slots.get((column, row))

    def role_of_header(self, element: "Element") -> HeaderKind:
        """Tell whether a th is for its column or its row: by scope, else by where the data cells are."""
        scope = element.attributes.get("scope", "").strip().lower()
        if scope in {"col", "colgroup"}:
            return "columnheader"
        if scope in {"row", "rowgroup"}:
            return "rowheader"
        cell = self.cell_of(element)
        if cell is None:
            return "cell"
        if not any(row in self._data_rows for row in range(cell.row, cell.row + cell.height)):
            return "columnheader"
        if not any(column in self._data_columns for column in range(cell.column, cell.column + cell.width)):
            return "rowheader"
        # The standard assigns such a header to nothing; browsers go by the edge that it lies at.
        return "columnheader" if cell.row == 0 else "rowheader" if cell.column == 0 else "cell"

    def assigned_cells(self, header: Cell) -> "Iterator[Cell]":
        """Yield the cells that a header is for, those that name it by id first."""
        identifier = header.element.attributes.get("id")
        if identifier:
            yield from self._by_header_id.get(identifier, ())
        scope = header.element.attributes.get("scope", "").strip().lower()
        role = header.element.role
        if scope == "rowgroup":
            yield from self._rest_of_group(header)
        elif role == "columnheader":
            yield from self._below(header)
        elif role == "rowheader":
            yield from self._beside(header)

    def _below(self, header: Cell) -> "Iterator[Cell]":
        for column in range(header.column, header.column + header.width):
            for row in range(header.row + header.height, self._last_rows.get(column, -1) + 1):
                cell = self.at(column, row)
                if cell is not None and cell is not header and "headers" not in cell.element.attributes:
                    yield cell

    def _beside(self, header: Cell) -> "Iterator[Cell]":
        for row in range(header.row, header.row + header.height):
            for column in range(header.column + header.width, self._last_columns.get(row, -1) + 1):
                cell = self.at(column, row)
                if cell is not None and cell is not header and "headers" not in cell.element.attributes:
                    yield cell

    def _rest_of_group(self, header: Cell) -> "Iterator[Cell]":
        group = self._group_of_row[header.row]
        for cell in self.cells:
            in_group = self._group_of_row[cell.row] == group and cell.column >= header.column and cell.row >= header.row
            if in_group and cell is not header and "headers" not in cell.element.attributes:
                yield cell

    @cached_property
    def _by_header_id(self) -> dict[str, list[Cell]]:
        found: dict[str, list[Cell]] = {}
        for cell in self.cells:
            for identifier in cell.element.attributes.get("headers", "").split():
                found.setdefault(identifier, []).append(cell)
        return found

    @cached_property
    def _last_rows(self) -> dict[int, int]:
        # The last row of each column with a cell that headers are found for by position: nothing is looked for below.
        return _last(self._slots, by=0)

    @cached_property
    def _last_columns(self) -> dict[int, int]:
        return _last(self._slots, by=1)

    def _lay_out(self) -> None:
        for group, rows in enumerate(_row_groups_of(self.table)):
            last_row = self.row_count + len(rows)
            for row in rows:
                self._lay_out_row(row, group, last_row)
        self._by_index = {cell.element.index: cell for cell in self.cells}

    def _lay_out_row(self, row: "Element", group: int, last_row: int) -> None:
        y, x = self.row_count, 0
        for element in row.children:
            if isinstance(element, str) or element.tag not in {"td", "th"}:
                continue
            while (x, y) in self._slots:
                x += 1
            width = min(_span(element, "colspan") or 1, _WIDEST_SPAN)
            height = _span(element, "rowspan")
            # A rowspan of 0 reaches to the end of the row group, and none reaches further.
            height = last_row - y if height == 0 else min(height, last_row - y, _TALLEST_SPAN)
            cell = Cell(element, x, y, width, max(height, 1))
            self.cells.append(cell)
            self._cover(cell)
            x += width
        self.column_count = max(self.column_count, x)
        self._group_of_row.append(group)
        self.row_count += 1

    def _cover(self, cell: Cell) -> None:
        if len(self._slots) + cell.width * cell.height > MOST_SLOTS:
            self.is_complete = False
            return
        is_data = not cell.is_header
        for row in range(cell.row, cell.row + cell.height):
            if is_data:
                self._data_rows.add(row)
            for column in range(cell.column, cell.column + cell.width):
                self._slots.setdefault((column, row), cell)
                if is_data:
                    self._data_columns.add(column)


def _last(slots: dict[tuple[int, int], Cell], *, by: Literal[0, 1]) -> dict[int, int]:
    found: dict[int, int] = {}
    for slot, cell in slots.items():
        if "headers" not in cell.element.attributes and slot[1 - by] > found.get(slot[by], -1):
            found[slot[by]] = slot[1 - by]
    return found


def _row_groups_of(table: "Element") -> "list[list[Element]]":
    groups: list[list[Element]] = []
    loose: list[Element] = []
    for child in table.children:
        if isinstance(child, str):
            continue
        if child.tag == "tr":
            loose.append(child)
        elif child.tag in _ROW_GROUPS:
            if loose:
                groups.append(loose)
                loose = []
            groups.append([row for row in child.children if not isinstance(row, str) and row.tag == "tr"])
    if loose:
        groups.append(loose)
    return groups


def _span(element: "Element", attribute: str) -> int:
    if not element.attributes:
        return 1
    value = element.attributes.get(attribute, "").strip()
    digits = value[: len(value) - len(value.lstrip("0123456789"))]
    return int(digits[:6]) if digits else 1
