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
        for child in self.element.children:
            if child.role == "TR":
                found.append(child)
            elif child.role in TABLE_SECTIONS:
                found.extend(row for row in child.children if row.role == "TR")
        return found

    @cached_property
    def cells(self) -> list[Cell]:
        """Its cells, row by row, where their spans put them."""
        taken: set[tuple[int, int]] = set()
        cells: list[Cell] = []
        for row_index, row in enumerate(self.rows):
            column = 0
            for element in row.children:
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
        """Data cells that no header cell speaks for, neither by `Headers` nor by `Scope` (ISO 14289-1, 7.5).

        An empty cell, such as the corner between two kinds of headers, needs none.
        """
        identifiers = {cell.element.identifier for cell in self.headers} - {""}
        columns = {at for cell in self.headers if scope_of(cell.element) in {"Column", "Both"} for at in cell.columns}
        rows = {at for cell in self.headers if scope_of(cell.element) in {"Row", "Both"} for at in cell.rows}
        return [
            cell
            for cell in self.cells
            if cell.element.role == "TD"
            and not _is_linked(cell, identifiers=identifiers, columns=columns, rows=rows)
            and not is_blank(cell.element)
        ]


def _is_linked(cell: Cell, *, identifiers: set[str], columns: set[int], rows: set[int]) -> bool:
    named = headers_of(cell.element)
    if named:
        return all(header in identifiers for header in named)
    return any(at in columns for at in cell.columns) or any(at in rows for at in cell.rows)


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
