"""Number formats of OpenDocument workbooks: whether red alone tells negative numbers. Source: ODF 1.3 part 3, section 16.29."""

from lxml import etree

from curbcut.documents.office.model import Located
from curbcut.documents.office.opendocument.names import FO, NUMBER, STYLE
from curbcut.documents.office.opendocument.styles import Styles, colour_of
from curbcut.documents.place import Place

_SIGNS = "-\u2212\u2013("
_NEGATIVE = frozenset({"value()<0", "value()<=0"})
_REST = frozenset({"value()>=0", "value()>0"})


def number_format_of(styles: Styles, cell_style: str, place: Place) -> Located | None:
    """Return a number format that has a section of its own for negative numbers; wrong when red alone tells them."""
    style = styles.number_style(styles.own_attribute("table-cell", cell_style, STYLE + "data-style-name") or "")
    negative = None if style is None else _section_of_negatives(style, styles)
    if negative is None:
        return None
    shown = "".join(_shown(child) for child in negative)
    is_red = _is_red(negative)
    has_sign = any(sign in shown for sign in _SIGNS)
    return Located(place, f"[Red]{shown}" if is_red else shown, is_red and not has_sign)


def _section_of_negatives(style: etree._Element, styles: Styles) -> etree._Element | None:
    maps = {
        (each.get(STYLE + "condition") or "").replace(" ", ""): each.get(STYLE + "apply-style-name") or ""
        for each in style.iterfind(STYLE + "map")
    }
    for condition, name in maps.items():
        if condition in _NEGATIVE:
            return styles.number_style(name)
    return style if any(condition in _REST for condition in maps) else None


def _is_red(style: etree._Element) -> bool:
    properties = style.find(STYLE + "text-properties")
    colour = None if properties is None else colour_of(properties.get(FO + "color"))
    return colour is not None and colour.red > 0.5 and colour.green < 0.25 and colour.blue < 0.25


def _shown(part: etree._Element) -> str:
    if part.tag == NUMBER + "text":
        return part.text or ""
    if part.tag == NUMBER + "currency-symbol":
        return part.text or "\u00a4"
    return "0" if str(part.tag).startswith(NUMBER) else ""
