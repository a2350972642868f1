"""The cells of a table on a slide: each as an element, or as the number of the text that a plain one was folded to."""

from typing import TypeAlias

from lxml import etree

from curbcut.documents.office.folds import CELLS, Folds
from curbcut.documents.office.names import A, is_true
from curbcut.documents.office.slides.fills import fill_of
from curbcut.documents.office.slides.inheritance import Styles
from curbcut.documents.office.slides.tables import TableStyles, options_of, parts_of, style_id_of
from curbcut.documents.office.slides.texts import Body, TextReader, Under

Cell: TypeAlias = "etree._Element | int"  # noqa: SLF001 - lxml has no other name for its elements
NO_TEXT = -1

_ROW, _CELL, _FOLDED, _TEXT, _PROPERTIES = (A + name for name in ("tr", "tc", CELLS, "txBody", "tcPr"))


def rows_of(table: etree._Element) -> list[list[Cell]]:
    """Return the cells of a table, row by row."""
    return [_cells_of(row) for row in table.iterchildren(_ROW)]


def _cells_of(row: etree._Element) -> list[Cell]:
    found: list[Cell] = []
    for child in row:
        if child.tag == _CELL:
            found.append(child)
        elif child.tag == _FOLDED:
            found += [int(number) if number else NO_TEXT for number in (child.text or "").split(",")]
    return found


class CellReader:
    """Reads the cells of one table."""

    def __init__(self, table_styles: TableStyles, styles: Styles, folds: Folds, below: Under) -> None:
        """Make ready to read.

        Args:
            table_styles: Those that the deck brings.
            styles: Text styles of the slide.
            folds: What was folded in the part.
            below: What the table stands on.
        """
        self._table_styles, self._palette, self._folds, self._below = table_styles, styles.palette, folds, below

    def read(self, rows: list[list[Cell]], properties: etree._Element | None, reader: TextReader) -> None:
        """Read all texts; `properties` is the table's `a:tblPr`."""
        style_id, options = style_id_of(properties), options_of(properties)
        columns = max((len(row) for row in rows), default=0)
        known: dict[tuple[str, ...], tuple[Under, Body]] = {}
        for row_index, row in enumerate(rows):
            for column, cell in enumerate(row):
                parts = parts_of(options, (row_index, column, len(rows), columns))
                styled = known.get(parts)
                if styled is None:
                    styled = known[parts] = self._styled(style_id, parts)
                under, body = styled
                if isinstance(cell, int):
                    reader.read_folded(self._folds.paragraphs[cell] if cell != NO_TEXT else (), body, under)
                else:
                    self._read(cell, under, body, reader)

    def _styled(self, style_id: str, parts: tuple[str, ...]) -> tuple[Under, Body]:
        """Return what text in some parts of a table stands on, and what holds for all of it."""
        style = self._table_styles.cell(style_id, self._palette, parts)
        fill, colour, bold = style if style is not None else ((), None, None)
        return self._below if fill is None else Under(fill), Body(None, colour, bold, is_cell=True)

    def _read(self, cell: etree._Element, under: Under, body: Body, reader: TextReader) -> None:
        text = properties = None
        for child in cell:
            if child.tag == _TEXT:
                text = child
            elif child.tag == _PROPERTIES:
                properties = child
        if text is None:
            return
        if properties is not None and len(properties):
            said, own = fill_of(properties, self._palette)
            if said:
                under = self._below if own is None else Under(own)
        reader.read(text, body.with_own(text), under)

    def words(self, cell: Cell) -> str:
        """Return the text of a cell."""
        if not isinstance(cell, int):
            return "".join(self._folds.texts(cell, A))
        paragraphs = self._folds.paragraphs[cell] if cell != NO_TEXT else ()
        return "".join("".join(texts) for _, _, texts in paragraphs)


def is_merged(cell: Cell) -> bool:
    """Tell whether a cell spans others, or is spanned."""
    if isinstance(cell, int) or not cell.keys():
        return False
    spans = any((cell.get(name) or "1") not in {"", "0", "1"} for name in ("gridSpan", "rowSpan"))
    return spans or is_true(cell.get("hMerge")) or is_true(cell.get("vMerge"))
