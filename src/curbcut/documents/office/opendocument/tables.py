"""Tables of OpenDocument: their header rows, their merges, and whether they hold data at all."""

from lxml import etree

from curbcut.documents.office.model import HeaderMark
from curbcut.documents.office.opendocument.names import FO, TABLE, TEXT
from curbcut.documents.office.opendocument.styles import Styles

LAYOUT_WORDS = 60
LAYOUT_PARAGRAPHS = 3
_BORDERS = ("border", "border-top", "border-bottom", "border-left", "border-right")
_CELL = TABLE + "table-cell"


def header_of(table: etree._Element) -> HeaderMark:
    """Tell how a table says which row is its header: by rows set apart, on a slide by the look of its first row."""
    if table.find(f".//{TABLE}table-header-rows") is not None or table.get(TABLE + "use-first-row-styles") == "true":
        return "row"
    return "none"


def spans(cell: etree._Element) -> bool:
    """Tell whether a cell spans others."""
    said = (cell.get(TABLE + name) or "1" for name in ("number-columns-spanned", "number-rows-spanned"))
    return any(span not in {"0", "1"} for span in said)


def is_layout(table: etree._Element, styles: Styles) -> bool:
    """Tell whether a table arranges blocks of text instead of holding data: no borders, and blocks in half of its cells."""
    filled = [cell for cell in table.iter(_CELL) if _words(cell)]
    blocks = [cell for cell in filled if _holds_blocks(cell)]
    return 2 * len(blocks) >= len(filled) and not any(_has_border(cell, styles) for cell in table.iter(_CELL))


def _holds_blocks(cell: etree._Element) -> bool:
    paragraphs = sum(1 for each in cell.iterchildren(TEXT + "p", TEXT + "h") if _words(each))
    return paragraphs >= LAYOUT_PARAGRAPHS or _words(cell) >= LAYOUT_WORDS or cell.find(TABLE + "table") is not None


def _words(element: etree._Element) -> int:
    return len(" ".join(str(text) for text in element.itertext()).split())


def _has_border(cell: etree._Element, styles: Styles) -> bool:
    name = cell.get(TABLE + "style-name") or ""
    said = (styles.attribute("table-cell", name, "table-cell-properties", FO + border) for border in _BORDERS)
    return any(border not in {None, "none", "hidden"} for border in said)
