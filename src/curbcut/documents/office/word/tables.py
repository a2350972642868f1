"""Tables of Word: their rows through all wrappers, their header row, their merges, and the look that their style gives a cell."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from curbcut.documents.colours import Colour
from curbcut.documents.office.folds import PARAGRAPHS, Folds
from curbcut.documents.office.model import HeaderMark
from curbcut.documents.office.names import W, is_on
from curbcut.documents.office.word.styles import Look, Styles

_FLAGS = {
    "firstRow": 0x20,
    "lastRow": 0x40,
    "firstColumn": 0x80,
    "lastColumn": 0x100,
    "noHBand": 0x200,
    "noVBand": 0x400,
}
"""Bits of `w:tblLook/@w:val` (ISO/IEC 29500-4, 14.3.7)."""
_WRAPPERS = frozenset(W + name for name in ("sdt", "sdtContent", "ins", "customXml", "moveTo"))
LAYOUT_WORDS = 60
LAYOUT_PARAGRAPHS = 3


def children(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield children of a tag, through content controls and tracked insertions."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from children(child, tag)


@dataclass(slots=True)
class Grid:
    """A table laid out: each row's cells with the column where they begin."""

    element: etree._Element
    rows: list[etree._Element]
    cells: list[list[etree._Element]]
    options: dict[str, bool]
    style_id: str

    @property
    def columns(self) -> int:
        """The most columns that a row has."""
        return max((sum(span_of(cell) for cell in row) for row in self.cells), default=0)

    @property
    def is_merged(self) -> bool:
        """Whether some cell spans others."""
        for row in self.cells:
            for cell in row:
                properties = cell.find(W + "tcPr")
                if properties is None:
                    continue
                if span_of(cell) > 1:
                    return True
                if properties.find(W + "vMerge") is not None or properties.find(W + "hMerge") is not None:
                    return True
        counts = {len(row) + _skipped(tr) for tr, row in zip(self.rows, self.cells, strict=True)}
        return len(counts) > 1

    @property
    def is_nested(self) -> bool:
        """Whether a cell holds a table."""
        return any(next(cell.iter(W + "tbl"), None) is not None for row in self.cells for cell in row)


def grid_of(table: etree._Element, styles: Styles) -> Grid:
    """Lay out a table; rows that were deleted with tracking are left out."""
    rows = [row for row in children(table, W + "tr") if row.find(f"{W}trPr/{W}del") is None]
    properties = table.find(W + "tblPr")
    style = None if properties is None else properties.find(W + "tblStyle")
    style_id = styles.default_table if style is None else style.get(W + "val") or ""
    look = None if properties is None else properties.find(W + "tblLook")
    return Grid(table, rows, [list(children(row, W + "tc")) for row in rows], _options(look), style_id)


def _options(look: etree._Element | None) -> dict[str, bool]:
    if look is None:
        return dict.fromkeys(_FLAGS, False)
    try:
        bits = int(look.get(W + "val") or "0", 16)
    except ValueError:
        bits = 0
    return {
        name: bool(bits & bit) if look.get(W + name) is None else is_on(look, W + name) for name, bit in _FLAGS.items()
    }


def header_of(grid: Grid, styles: Styles) -> HeaderMark:
    """Tell how a table says which row is its header."""
    if not grid.rows:
        return "none"
    if is_on(grid.rows[0].find(f"{W}trPr/{W}tblHeader")):
        return "row"
    if grid.options["firstRow"]:
        for style in styles.chain(grid.style_id):
            for condition in style.element.iterfind(W + "tblStylePr"):
                marked = is_on(condition.find(f"{W}trPr/{W}tblHeader"))
                if condition.get(W + "type") == "firstRow" and marked:
                    return "style"
        return "option"
    return "none"


def is_layout(grid: Grid, styles: Styles, folds: Folds) -> bool:
    """Tell whether a table arranges blocks of text instead of holding data."""
    if _has_borders(grid, styles):
        return False
    filled = [cell for row in grid.cells for cell in row if _words(cell, folds)]
    blocks = [cell for cell in filled if _holds_blocks(cell, folds)]
    return 2 * len(blocks) >= len(filled)


def _holds_blocks(cell: etree._Element, folds: Folds) -> bool:
    paragraphs = sum(_words(paragraph, folds) > 0 for paragraph in children(cell, W + "p"))
    paragraphs += sum(folds.filled(each) for each in children(cell, W + PARAGRAPHS))
    return paragraphs >= LAYOUT_PARAGRAPHS or _words(cell, folds) >= LAYOUT_WORDS or cell.find(W + "tbl") is not None


def _words(element: etree._Element, folds: Folds) -> int:
    return sum(len(text.split()) for text in folds.texts(element, W))


def _has_borders(grid: Grid, styles: Styles) -> bool:
    own = grid.element.find(f"{W}tblPr/{W}tblBorders")
    styled = (style.element.find(f"{W}tblPr/{W}tblBorders") for style in styles.chain(grid.style_id))
    found = [own] if own is not None else [each for each in styled if each is not None]
    return any((side.get(W + "val") or "none") not in {"none", "nil"} for each in found for side in each)


def span_of(cell: etree._Element) -> int:
    """Return how many columns a cell spans."""
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    value = "" if span is None else span.get(W + "val") or ""
    return min(1000, int(value)) if value.isdecimal() and int(value) else 1


def _skipped(row: etree._Element) -> int:
    total = 0
    for name in ("gridBefore", "gridAfter"):
        skipped = row.find(f"{W}trPr/{W}{name}")
        value = "" if skipped is None else skipped.get(W + "val") or ""
        total += int(value) if value.isdecimal() else 0
    return total


def look_of_cell(grid: Grid, styles: Styles, row: int, column: int) -> tuple[Look, Colour | None]:
    """Return look and fill that the table's style gives a cell. Source: ISO/IEC 29500-1, 17.7.6."""
    look: Look = {}
    fill: Colour | None = None
    for condition in _conditions(grid, row, column):
        for style in reversed(styles.chain(grid.style_id)):
            found = styles.conditions_of(style).get(condition)
            if found is not None:
                look |= found[0]
                fill = found[1] or fill
    return look, fill


def _conditions(grid: Grid, row: int, column: int) -> Iterator[str]:
    # In rising precedence.
    options = grid.options
    is_first_row = options["firstRow"] and row == 0
    is_last_row = options["lastRow"] and row == len(grid.rows) - 1
    is_first_column = options["firstColumn"] and column == 0
    is_last_column = options["lastColumn"] and column == grid.columns - 1
    yield ""
    yield "wholeTable"
    if not options["noVBand"] and not is_first_column:
        yield f"band{1 + (column - options['firstColumn']) % 2}Vert"
    if not options["noHBand"] and not is_first_row:
        yield f"band{1 + (row - options['firstRow']) % 2}Horz"
    if is_last_column:
        yield "lastCol"
    if is_first_column:
        yield "firstCol"
    if is_last_row:
        yield "lastRow"
    if is_first_row:
        yield "firstRow"
    if is_first_row and (is_first_column or is_last_column):
        yield "nwCell" if is_first_column else "neCell"
    if is_last_row and (is_first_column or is_last_column):
        yield "swCell" if is_first_column else "seCell"
