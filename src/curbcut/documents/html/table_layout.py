"""Where the cells of a table lie. Source: HTML Standard 4.9.12, "Forming a table"."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from curbcut.documents.html.elements import Element

MOST_SLOTS = 500_000
"""Slots of one table that are laid out; what lies beyond has no place in the grid, so nothing is said of it."""
_WIDEST_SPAN = 1000  # HTML Standard 4.9.11
_TALLEST_SPAN = 65534

Rows = list[list["Element"]]


class Cell(NamedTuple):
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
        return all(isinstance(child, str) and (not child or child.isspace()) for child in self.element.children)


class PlainLayout:
    """The layout of a table without spans, as nearly all are: a cell lies where it is written.

    Attributes:
        column_count: Columns of the widest row.
        is_complete: Whether every cell was laid out.
        data_rows: Rows with a td.
        data_columns: Columns with a td.
    """

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._cells: list[Cell] | None = None
        self.is_complete = True
        self.column_count = max(map(len, rows), default=0)
        self.data_rows: set[int] = set()
        self.data_columns: set[int] = set()
        self._places: dict[int, tuple[int, int]] = {}
        for y, row in enumerate(rows):
            for x, cell in enumerate(row):
                self._places[cell.index] = x, y
                if cell.tag == "td":
                    self.data_rows.add(y)
                    self.data_columns.add(x)

    @property
    def cells(self) -> list[Cell]:
        """Every cell in document order."""
        if self._cells is None:
            self._cells = [Cell(cell, x, y, 1, 1) for y, row in enumerate(self._rows) for x, cell in enumerate(row)]
        return self._cells

    def cell_of(self, element: "Element") -> Cell | None:
        """Return the cell of a td or th of this table."""
        place = self._places.get(element.index)
        return None if place is None else Cell(element, *place, 1, 1)

    def at(self, column: int, row: int) -> Cell | None:
        """Return the cell that covers a slot."""
        if 0 <= row < len(self._rows) and 0 <= column < len(self._rows[row]):
            return Cell(self._rows[row][column], column, row, 1, 1)
        return None

    def slots(self) -> Iterator[tuple[int, int, Cell]]:
        """Yield column, row and cell of every slot that is covered."""
        return ((cell.column, cell.row, cell) for cell in self.cells)


class SpannedLayout:
    """The layout of a table with cells that span several columns or rows.

    Attributes:
        cells: Every cell in document order.
        column_count: Columns of the widest row.
        is_complete: Whether every cell was laid out; `MOST_SLOTS` may leave some out.
        data_rows: Rows with a td.
        data_columns: Columns with a td.
    """

    def __init__(self, rows: Rows, row_groups: list[int]) -> None:
        self.cells: list[Cell] = []
        self.column_count = 0
        self.is_complete = True
        self.data_rows: set[int] = set()
        self.data_columns: set[int] = set()
        self._slots: dict[tuple[int, int], Cell] = {}
        self._lay_out(rows, row_groups)
        self._by_index = {cell.element.index: cell for cell in self.cells}

    def cell_of(self, element: "Element") -> Cell | None:
        """Return the cell of a td or th of this table."""
        return self._by_index.get(element.index)

    def at(self, column: int, row: int) -> Cell | None:
        """Return the cell that covers a slot."""
        return self._slots.get((column, row))

    def slots(self) -> Iterator[tuple[int, int, Cell]]:
        """Yield column, row and cell of every slot that is covered."""
        return ((column, row, cell) for (column, row), cell in self._slots.items())

    def _lay_out(self, rows: Rows, row_groups: list[int]) -> None:
        last_rows = {group: index + 1 for index, group in enumerate(row_groups)}
        for y, row in enumerate(rows):
            x = 0
            for element in row:
                while (x, y) in self._slots:
                    x += 1
                width = min(_span(element, "colspan") or 1, _WIDEST_SPAN)
                height = _span(element, "rowspan")
                # A rowspan of 0 reaches to the end of the row group, and none reaches further.
                left = last_rows[row_groups[y]] - y
                height = left if height == 0 else min(height, left, _TALLEST_SPAN)
                cell = Cell(element, x, y, width, max(height, 1))
                self.cells.append(cell)
                self._cover(cell)
                x += width
            self.column_count = max(self.column_count, x)

    def _cover(self, cell: Cell) -> None:
        if len(self._slots) + cell.width * cell.height > MOST_SLOTS:
            self.is_complete = False
            return
        is_data = not cell.is_header
        for row in range(cell.row, cell.row + cell.height):
            if is_data:
                self.data_rows.add(row)
            for column in range(cell.column, cell.column + cell.width):
                self._slots.setdefault((column, row), cell)
                if is_data:
                    self.data_columns.add(column)


def layout_of(rows: Rows, row_groups: list[int]) -> PlainLayout | SpannedLayout:
    """Lay out a table.

    Args:
        rows: Its cells, row by row.
        row_groups: For each row a number that all rows of its group share.
    """
    has_spans = any(
        cell.attributes and ("colspan" in cell.attributes or "rowspan" in cell.attributes)
        for row in rows
        for cell in row
    )
    if has_spans or sum(map(len, rows)) > MOST_SLOTS:
        return SpannedLayout(rows, row_groups)
    return PlainLayout(rows)


def _span(element: "Element", attribute: str) -> int:
    if not element.attributes:
        return 1
    value = element.attributes.get(attribute, "").strip()
    digits = value[: len(value) - len(value.lstrip("0123456789"))]
    return int(digits[:6]) if digits else 1
