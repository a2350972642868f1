"""Tables: rows and cells on their grid, and which header cells speak for which data cells."""

from functools import cached_property
from typing import NamedTuple

from curbcut.documents.pdf import objects
from curbcut.documents.pdf.structure import StructureElement
from curbcut.documents.place import Place
from curbcut.standards.pdfua import TABLE_SECTIONS

MOST_COLUMNS = 1_000
MOST_SQUARES = 500_000
"""Columns and squares of the grid that are laid out; a span in a broken file may claim any number."""


class Cell(NamedTuple):
    """One cell on the grid.

    Attributes:
        element: `TH` or `TD`.
        rows: Rows that it spans.
        columns: Columns that it spans.
    """

    element: StructureElement
    rows: range
    columns: range


class Table:
    """One Table element; cells of tables inside it are not its own."""

    def __init__(self, element: StructureElement) -> None:
        self.element = element

    @property
    def place(self) -> Place:
        """Where the table is."""
        return self.element.place

    @cached_property
    def rows(self) -> list[StructureElement]:
        """Its TR elements, through THead, TBody and TFoot."""
        found: list[StructureElement] = []
        for child in self.element.parts:
            if child.role == "TR":
                found.append(child)
            elif child.role in TABLE_SECTIONS:
                found.extend(row for row in child.parts if row.role == "TR")
        return found

    @cached_property
    def cells(self) -> list[Cell]:
        """Its cells, row by row, where their spans put them."""
        taken: set[tuple[int, int]] = set()
        cells: list[Cell] = []
        for row_index, row in enumerate(self.rows):
            column = 0
            for element in row.parts:
                if element.role not in {"TH", "TD"}:
                    continue
                while (row_index, column) in taken:
                    column += 1
                columns = range(column, column + _span(element, "/ColSpan"))
                rows = range(row_index, min(row_index + _span(element, "/RowSpan"), len(self.rows)))
                if len(taken) + len(rows) * len(columns) <= MOST_SQUARES:
                    taken.update((below, across) for below in rows for across in columns)
                cells.append(Cell(element, rows, columns))
                column = columns.stop
        return cells

    @cached_property
    def column_count(self) -> int:
        """Columns of its widest row."""
        return max((cell.columns.stop for cell in self.cells), default=0)

    @cached_property
    def headers(self) -> list[Cell]:
        """Its header cells."""
        return [cell for cell in self.cells if cell.element.role == "TH"]

    @cached_property
    def unlinked(self) -> list[Cell]:
        """Data cells that header cells stand over or beside without saying so (ISO 14289-1, 7.5; Matterhorn 15-003).

        Such a cell names no header that the table has, or it names none, no header with a `Scope` speaks for it, and a
        header without one is in its row or column. An empty cell needs no header.
        """
        grid = _HeaderGrid(self.headers)
        return [
            cell
            for cell in self.cells
            if cell.element.role == "TD" and not grid.is_linked(cell) and not is_blank(cell.element)
        ]


class _HeaderGrid:
    """The rows and columns that header cells speak for, and those where they stand in silence."""

    def __init__(self, headers: list[Cell]) -> None:
        scopes = [(cell, scope_of(cell.element)) for cell in headers]
        self._identifiers = {cell.element.identifier for cell in headers} - {""}
        self._columns = {at for cell, scope in scopes if scope in {"Column", "Both"} for at in cell.columns}
        self._rows = {at for cell, scope in scopes if scope in {"Row", "Both"} for at in cell.rows}
        self._silent_columns = {at for cell, scope in scopes if not scope for at in cell.columns}
        self._silent_rows = {at for cell, scope in scopes if not scope for at in cell.rows}

    def is_linked(self, cell: Cell) -> bool:
        named = headers_of(cell.element)
        if named:
            return all(header in self._identifiers for header in named)
        if not self._columns.isdisjoint(cell.columns) or not self._rows.isdisjoint(cell.rows):
            return True
        return self._silent_columns.isdisjoint(cell.columns) and self._silent_rows.isdisjoint(cell.rows)


def scope_of(element: StructureElement) -> str:
    """Return a header cell's `Scope`, empty when it has none (ISO 32000-1, table 349)."""
    return objects.name(element.attribute("/Scope"))


def headers_of(element: StructureElement) -> list[str]:
    """Return the identifiers of the header cells that a cell names."""
    return [text for value in objects.array(element.attribute("/Headers")) if (text := objects.text(value))]


def is_blank(element: StructureElement) -> bool:
    """Whether a cell has neither text nor a picture in it."""
    return not element.text() and element.rectangle() is None and not any(element.descendants())


def _span(element: StructureElement, key: str) -> int:
    span = objects.integer(element.attribute(key)) or 1
    return max(1, min(span, MOST_COLUMNS))
