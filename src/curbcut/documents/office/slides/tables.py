"""Table styles of a deck: which fill and text colour they give a cell."""

from collections.abc import Iterator

from lxml import etree

from curbcut.documents.colours import BLACK, WHITE, Colour
from curbcut.documents.office.names import A, is_true
from curbcut.documents.office.slides.fills import fill_of
from curbcut.documents.office.theme import Palette, tinted

MEDIUM_STYLE_2 = "{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}"
"""The style of tables that nobody gave one; files name it without bringing it."""
_NO_STYLE = frozenset({"{2D5ABB26-0587-4C30-8999-92F81FD0307C}", "{5940675A-B579-460E-94D1-54222C63F5DA}", ""})
"""No style, with and without a grid."""

CellStyle = tuple[tuple[Colour, ...] | None, Colour | None, bool | None]
"""Fill, colour and boldness of a cell's text, each `None` when the style does not say it."""


class TableStyles:
    """The styles that a deck brings."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles = {} if root is None else {style.get("styleId") or "": style for style in root}

    def cell(
        self, properties: etree._Element | None, palette: Palette, at: tuple[int, int, int, int]
    ) -> CellStyle | None:
        """Return what a table's style gives a cell.

        Args:
            properties: The table's `a:tblPr`.
            palette: Colours of the slide.
            at: Row, column, number of rows, number of columns.

        Returns:
            `None` when the style is not in the file and not known.
        """
        style_id = "" if properties is None else (properties.findtext(A + "tableStyleId") or "").strip().upper()
        style = self._styles.get(style_id)
        parts = list(_parts(properties, at))
        if style is None:
            if style_id == MEDIUM_STYLE_2:
                return _medium_style_2(palette, parts)
            return (None, None, None) if style_id in _NO_STYLE else None
        fill: tuple[Colour, ...] | None = None
        colour: Colour | None = None
        bold: bool | None = None
        for name in parts:
            part = style.find(A + name)
            if part is None:
                continue
            said, painted = fill_of(part.find(f"{A}tcStyle/{A}fill"), palette)
            fill = painted if said else fill
            text = part.find(A + "tcTxStyle")
            if text is not None:
                colour = next((found for child in text if (found := _text_colour(child, palette)) is not None), colour)
                bold = text.get("b") == "on" if text.get("b") else bold
        return fill, colour, bold


def _text_colour(element: etree._Element, palette: Palette) -> Colour | None:
    return None if element.tag == A + "fontRef" else palette.of(element)


def _medium_style_2(palette: Palette, parts: list[str]) -> CellStyle:
    accent = palette.slot("accent1") or BLACK
    is_edge = any(name in {"firstRow", "lastRow", "firstCol", "lastCol"} for name in parts)
    if is_edge:
        return (accent,), palette.slot("lt1") or WHITE, True
    is_band = any(name.startswith("band1") for name in parts)
    return (tinted(accent, 0.4 if is_band else 0.2),), palette.slot("dk1") or BLACK, False


def _parts(properties: etree._Element | None, at: tuple[int, int, int, int]) -> Iterator[str]:
    row, column, rows, columns = at
    yield "wholeTbl"
    if properties is None:
        return
    has = {
        name: is_true(properties.get(name))
        for name in ("firstRow", "lastRow", "firstCol", "lastCol", "bandRow", "bandCol")
    }
    if has["bandRow"] and not (has["firstRow"] and row == 0):
        yield f"band{1 + (row - has['firstRow']) % 2}H"
    if has["bandCol"] and not (has["firstCol"] and column == 0):
        yield f"band{1 + (column - has['firstCol']) % 2}V"
    if has["lastCol"] and column == columns - 1:
        yield "lastCol"
    if has["firstCol"] and column == 0:
        yield "firstCol"
    if has["lastRow"] and row == rows - 1:
        yield "lastRow"
    if has["firstRow"] and row == 0:
        yield "firstRow"
