"""Where the cells of a table lie. Source: HTML Standard 4.9.12, "Forming a table"."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from curbcut.documents.lazy import lazy

if TYPE_CHECKING:
    from curbcut.documents.html.document import HtmlDocument
    from curbcut.documents.html.elements import Element
    from curbcut.documents.html.tree import Tree

MOST_SLOTS = 500_000
"""Slots of one table that are laid out; what lies beyond has no place in the grid, so nothing is said of it."""
_WIDEST_SPAN = 1000  # HTML Standard 4.9.11
_TALLEST_SPAN = 65534

Rows = list[list[int]]
"""The indexes of a table's cells, row by row."""


class Cell:
    """One cell and the slots that it covers; columns and rows count from 0.

    Attributes:
        document: Where it is.
        element_index: Index of its element.
        column: Its first column.
        row: Its first row.
        width: Number of columns.
        height: Number of rows.
    """

    __slots__ = ("column", "document", "element_index", "height", "row", "width")

    def __init__(
        self, document: "HtmlDocument", element_index: int, column: int, row: int, width: int = 1, height: int = 1
    ) -> None:
        self.document = document
        self.element_index = element_index
        self.column = column
        self.row = row
        self.width = width
        self.height = height

    @property
    def element(self) -> "Element":
        """The td or th."""
        return self.document.elements.at(self.element_index)

    @property
    def is_header(self) -> bool:
        """Whether it is a th."""
        return self.document.tree.tags[self.element_index] == "th"

    @property
    def is_empty(self) -> bool:
        """Whether it has neither text nor an element in it."""
        return is_empty(self.document.tree, self.element_index)


def is_empty(tree: "Tree", index: int) -> bool:
    """Tell whether an element has neither text nor an element in it."""
    if tree.ends[index] > index + 1:
        return False
    text = tree.texts[index]
    return not (tree.mixed.get(index, "") if text is None else text).strip()


class PlainLayout:
    """The layout of a table without spans, as nearly all are: a cell lies where it is written.

    Attributes:
        column_count: Columns of the widest row.
        is_complete: Whether every cell was laid out.
    """

    def __init__(self, document: "HtmlDocument", rows: Rows) -> None:
        self._document = document
        self._rows = rows
        self.is_complete = True
        self.column_count = max(map(len, rows), default=0)

    @lazy
    def cells(self) -> list[Cell]:
        """Every cell in document order."""
        document = self._document
        return [Cell(document, cell, x, y) for y, row in enumerate(self._rows) for x, cell in enumerate(row)]

    @lazy
    def _places(self) -> dict[int, tuple[int, int]]:
        return {cell: (x, y) for y, row in enumerate(self._rows) for x, cell in enumerate(row)}

    @lazy
    def _data_rows(self) -> set[int]:
        tags = self._document.tree.tags
        return {y for y, row in enumerate(self._rows) if "td" in map(tags.__getitem__, row)}

    @lazy
    def _data_columns(self) -> set[int]:
        tags = self._document.tree.tags
        return {x for row in self._rows for x, cell in enumerate(row) if tags[cell] == "td"}

    def has_data_in_rows(self, first: int, end: int) -> bool:
        """Tell whether there is a td in some rows, the last one before `end`."""
        return not self._data_rows.isdisjoint(range(first, end))

    def has_data_in_columns(self, first: int, end: int) -> bool:
        """Tell whether there is a td in some columns, the last one before `end`."""
        return not self._data_columns.isdisjoint(range(first, end))

    def cell_of(self, index: int) -> Cell | None:
        """Return the cell of a td or th of this table."""
        place = self._places.get(index)
        return None if place is None else Cell(self._document, index, place[0], place[1])

    def at(self, column: int, row: int) -> Cell | None:
        """Return the cell that covers a slot."""
        if 0 <= row < len(self._rows) and 0 <= column < len(self._rows[row]):
            return Cell(self._document, self._rows[row][column], column, row)
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
    """

    def __init__(self, document: "HtmlDocument", rows: Rows, row_groups: list[int]) -> None:
        self._document = document
        self.cells: list[Cell] = []
        self.column_count = 0
        self.is_complete = True
        self._data_rows: set[int] = set()
        self._data_columns: set[int] = set()
        self._slots: dict[tuple[int, int], Cell] = {}
        self._lay_out(rows, row_groups)
        self._by_index = {cell.element_index: cell for cell in self.cells}

    def has_data_in_rows(self, first: int, end: int) -> bool:
        """Tell whether there is a td in some rows, the last one before `end`."""
        return not self._data_rows.isdisjoint(range(first, end))

    def has_data_in_columns(self, first: int, end: int) -> bool:
        """Tell whether there is a td in some columns, the last one before `end`."""
        return not self._data_columns.isdisjoint(range(first, end))

    def cell_of(self, index: int) -> Cell | None:
        """Return the cell of a td or th of this table."""
        return self._by_index.get(index)

    def at(self, column: int, row: int) -> Cell | None:
        """Return the cell that covers a slot."""
        return self._slots.get((column, row))

    def slots(self) -> Iterator[tuple[int, int, Cell]]:
        """Yield column, row and cell of every slot that is covered."""
        return ((column, row, cell) for (column, row), cell in self._slots.items())

    def _lay_out(self, rows: Rows, row_groups: list[int]) -> None:
        tree = self._document.tree
        last_rows = {group: index + 1 for index, group in enumerate(row_groups)}
        for y, row in enumerate(rows):
            x = 0
            for index in row:
                while (x, y) in self._slots:
                    x += 1
                width = min(_span(tree, index, "colspan") or 1, _WIDEST_SPAN)
                height = _span(tree, index, "rowspan")
                # A rowspan of 0 reaches to the end of the row group, and none reaches further.
                left = last_rows[row_groups[y]] - y
                height = left if height == 0 else min(height, left, _TALLEST_SPAN)
                cell = Cell(self._document, index, x, y, width, max(height, 1))
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
                self._data_rows.add(row)
            for column in range(cell.column, cell.column + cell.width):
                self._slots.setdefault((column, row), cell)
                if is_data:
                    self._data_columns.add(column)


def layout_of(document: "HtmlDocument", rows: Rows, row_groups: list[int]) -> PlainLayout | SpannedLayout:
    """Lay out a table.

    Args:
        document: Where it is.
        rows: Its cells, row by row.
        row_groups: For each row a number that all rows of its group share.
    """
    if _has_spans(document.tree, rows) or sum(map(len, rows)) > MOST_SLOTS:
        return SpannedLayout(document, rows, row_groups)
    return PlainLayout(document, rows)


def _has_spans(tree: "Tree", rows: Rows) -> bool:
    if "colspan" not in tree.by_attribute and "rowspan" not in tree.by_attribute:
        return False
    given = tree.attributes
    return any(cell in given and ("colspan" in given[cell] or "rowspan" in given[cell]) for row in rows for cell in row)


def _span(tree: "Tree", index: int, attribute: str) -> int:
    value = tree.attributes[index].get(attribute, "").strip() if index in tree.attributes else "1"
    digits = value[: len(value) - len(value.lstrip("0123456789"))]
    return int(digits[:6]) if digits else 1
