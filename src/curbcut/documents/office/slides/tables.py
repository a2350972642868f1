"""Table styles of a deck: which fill and text colour they give a cell."""

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

    def cell(self, style_id: str, palette: Palette, parts: tuple[str, ...]) -> CellStyle | None:
        """Return what a table's style gives a cell.

        Args:
            style_id: Id of the style.
            palette: Colours of the slide.
            parts: The parts of the table that the cell is in, as `parts_of` gives them.

        Returns:
            `None` when the style is not in the file and not known.
        """
        style = self._styles.get(style_id)
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


def _medium_style_2(palette: Palette, parts: tuple[str, ...]) -> CellStyle:
    accent = palette.slot("accent1") or BLACK
    is_edge = any(name in {"firstRow", "lastRow", "firstCol", "lastCol"} for name in parts)
    if is_edge:
        return (accent,), palette.slot("lt1") or WHITE, True
    is_band = any(name.startswith("band1") for name in parts)
    return (tinted(accent, 0.4 if is_band else 0.2),), palette.slot("dk1") or BLACK, False


_OPTIONS = ("firstRow", "lastRow", "firstCol", "lastCol", "bandRow", "bandCol")


def style_id_of(properties: etree._Element | None) -> str:
    """Return the id of the style that an `a:tblPr` names, empty for none."""
    return "" if properties is None else (properties.findtext(A + "tableStyleId") or "").strip().upper()


def options_of(properties: etree._Element | None) -> frozenset[str]:
    """Return the parts that an `a:tblPr` sets apart."""
    return frozenset() if properties is None else frozenset(name for name in _OPTIONS if is_true(properties.get(name)))


def parts_of(options: frozenset[str], at: tuple[int, int, int, int]) -> tuple[str, ...]:
    """Return the parts of a table that a cell is in, in rising precedence; `at` is row, column, number of rows, of columns."""
    row, column, rows, columns = at
    found = ["wholeTbl"]
    if "bandRow" in options and not ("firstRow" in options and row == 0):
        found.append(f"band{1 + (row - ('firstRow' in options)) % 2}H")
    if "bandCol" in options and not ("firstCol" in options and column == 0):
        found.append(f"band{1 + (column - ('firstCol' in options)) % 2}V")
    if "lastCol" in options and column == columns - 1:
        found.append("lastCol")
    if "firstCol" in options and column == 0:
        found.append("firstCol")
    if "lastRow" in options and row == rows - 1:
        found.append("lastRow")
    if "firstRow" in options and row == 0:
        found.append("firstRow")
    return tuple(found)
