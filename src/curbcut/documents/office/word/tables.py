"""Tables of Word: their rows through all wrappers, their header row, their merges, and the look that their style gives a cell."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from curbcut.documents.colours import Colour
from curbcut.documents.office.folds import PARAGRAPHS, Folds, number_in
from curbcut.documents.office.model import HeaderMark
from curbcut.documents.office.names import W, is_on
from curbcut.documents.office.word.styles import Look, Style, Styles

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
_TABLE, _CELL_PROPERTIES, _SPAN, _SHADE = W + "tbl", W + "tcPr", W + "gridSpan", W + "shd"
_MERGES = frozenset({W + "vMerge", W + "hMerge"})
_FOLDED = W + PARAGRAPHS
_PLAIN_CHILDREN = 2
"""What most cells hold: their properties, and one paragraph or what stands for several."""
LAYOUT_WORDS = 60
LAYOUT_PARAGRAPHS = 3


def children(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield children of a tag, through content controls and tracked insertions."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from children(child, tag)


class Facts(NamedTuple):
    """What a cell says of itself: how many columns it spans, whether it is part of a merge, its fill."""

    span: int = 1
    is_merged: bool = False
    fill: Colour | None = None


PLAIN = Facts()


@dataclass(slots=True)
class Grid:
    """A table laid out.

    Attributes:
        element: The table.
        rows: Its rows.
        cells: The cells of each row.
        facts: What they say; the same object for cells that say nothing.
        columns: The most columns that a row has.
        options: Which parts its style sets apart.
        style_id: Id of its style.
        looks: Look and fill that the style gives parts of it, as far as they were asked for.
    """

    element: etree._Element
    rows: list[etree._Element]
    cells: list[list[etree._Element]]
    facts: list[list[Facts]]
    columns: int
    options: dict[str, bool]
    style_id: str
    looks: dict[tuple[str, ...], tuple[Look, Colour | None]] = field(default_factory=dict)

    @property
    def is_merged(self) -> bool:
        """Whether some cell spans others."""
        if any(each.is_merged for row in self.facts for each in row):
            return True
        counts = {len(row) + _skipped(tr) for tr, row in zip(self.rows, self.cells, strict=True)}
        return len(counts) > 1

    @property
    def is_nested(self) -> bool:
        """Whether a cell holds a table."""
        if next(self.element.iterdescendants(_TABLE), None) is None:
            return False
        return any(next(cell.iter(_TABLE), None) is not None for row in self.cells for cell in row)


def grid_of(table: etree._Element, styles: Styles) -> Grid:
    """Lay out a table; rows that were deleted with tracking are left out."""
    rows = [row for row in children(table, W + "tr") if row.find(f"{W}trPr/{W}del") is None]
    properties = table.find(W + "tblPr")
    style = None if properties is None else properties.find(W + "tblStyle")
    style_id = styles.default_table if style is None else style.get(W + "val") or ""
    look = None if properties is None else properties.find(W + "tblLook")
    cells = [list(children(row, W + "tc")) for row in rows]
    facts = [[_facts_of(cell, styles) for cell in row] for row in cells]
    columns = max((sum(each.span for each in row) for row in facts), default=0)
    return Grid(table, rows, cells, facts, columns, _options(look), style_id)


def _facts_of(cell: etree._Element, styles: Styles) -> Facts:
    properties = next(cell.iterchildren(_CELL_PROPERTIES), None)
    span, is_merged, fill = 1, False, None
    for child in () if properties is None else properties:
        tag = child.tag
        if tag == _SPAN:
            span = _span_of(child)
        elif tag in _MERGES:
            is_merged = True
        elif tag == _SHADE:
            fill = styles.colours.shading(child)
    is_plain = span == 1 and not is_merged and fill is None
    return PLAIN if is_plain else Facts(span, is_merged or span > 1, fill)


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
    filled = blocks = 0
    for row in grid.cells:
        for cell in row:
            words, paragraphs = _counted(cell, folds)
            filled += words > 0
            is_block = words >= LAYOUT_WORDS or paragraphs >= LAYOUT_PARAGRAPHS
            blocks += words > 0 and (is_block or (len(cell) > _PLAIN_CHILDREN and cell.find(_TABLE) is not None))
    return 2 * blocks >= filled


def _counted(cell: etree._Element, folds: Folds) -> tuple[int, int]:
    """Return how many words a cell has, and how many paragraphs with words."""
    last = cell[-1] if 0 < len(cell) <= _PLAIN_CHILDREN else None
    if last is not None and last.tag == _FOLDED:
        found = [sum(len(text.split()) for text in texts) for _, _, texts in folds.paragraphs[number_in(last)]]
        return sum(found), sum(words > 0 for words in found)
    paragraphs = sum(_words(paragraph, folds) > 0 for paragraph in children(cell, W + "p"))
    paragraphs += sum(folds.filled(each) for each in children(cell, _FOLDED))
    return _words(cell, folds), paragraphs


def _words(element: etree._Element, folds: Folds) -> int:
    return sum(len(text.split()) for text in folds.texts(element, W))


def _has_borders(grid: Grid, styles: Styles) -> bool:
    own = grid.element.find(f"{W}tblPr/{W}tblBorders")
    styled = (style.element.find(f"{W}tblPr/{W}tblBorders") for style in styles.chain(grid.style_id))
    found = [own] if own is not None else [each for each in styled if each is not None]
    return any((side.get(W + "val") or "none") not in {"none", "nil"} for each in found for side in each)


def _span_of(element: etree._Element) -> int:
    value = element.get(W + "val") or ""
    return min(1000, int(value)) if value.isdecimal() and int(value) else 1


def _skipped(row: etree._Element) -> int:
    total = 0
    properties = row.find(W + "trPr")
    if properties is None:
        return 0
    for name in ("gridBefore", "gridAfter"):
        skipped = properties.find(W + name)
        value = "" if skipped is None else skipped.get(W + "val") or ""
        total += int(value) if value.isdecimal() else 0
    return total


def look_of_cell(grid: Grid, styles: Styles, row: int, column: int) -> tuple[Look, Colour | None]:
    """Return look and fill that the table's style gives a cell. Source: ISO/IEC 29500-1, 17.7.6."""
    conditions = tuple(_conditions(grid, row, column))
    found = grid.looks.get(conditions)
    if found is None:
        found = grid.looks[conditions] = _look_under(conditions, styles.chain(grid.style_id), styles)
    return found


def _look_under(conditions: tuple[str, ...], chain: list[Style], styles: Styles) -> tuple[Look, Colour | None]:
    look: Look = {}
    fill: Colour | None = None
    for condition in conditions:
        for style in reversed(chain):
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
