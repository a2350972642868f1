"""What a shape, a slide or a cell is filled with. Source: ISO/IEC 29500-1, 20.1.8 and 20.1.4.2."""

from dataclasses import dataclass

from lxml import etree

from curbcut.documents.colours import Colour
from curbcut.documents.office.names import A, P
from curbcut.documents.office.slides.geometry import Box
from curbcut.documents.office.theme import Palette

PICTURE: tuple[Colour, ...] = ()
"""The fill of something that is filled with a picture: no colour is known."""
FIRST_BACKGROUND_STYLE = 1001
_FILLS = frozenset(A + name for name in ("solidFill", "gradFill", "blipFill", "pattFill", "noFill", "grpFill"))


@dataclass(frozen=True, slots=True)
class Painted:
    """Something that paints a box: the colours of its fill, none for a picture."""

    box: Box
    colours: tuple[Colour, ...]


def fill_of(
    parent: etree._Element | None, palette: Palette, inherited: tuple[Colour, ...] | None = None
) -> tuple[bool, tuple[Colour, ...] | None]:
    """Read the fill among the children of an element.

    Args:
        parent: `spPr`, `tcPr`, `bgPr` or a run's properties.
        palette: Colours of the slide.
        inherited: Fill of the group around it.

    Returns:
        Whether a fill is said; and its colours, empty for a picture, `None` for no fill.
    """
    if parent is None:
        return False, None
    for child in parent:
        if child.tag in _FILLS:
            return True, _colours_of(child, palette, inherited)
    return False, None


def _colours_of(
    fill: etree._Element, palette: Palette, inherited: tuple[Colour, ...] | None, placeholder: Colour | None = None
) -> tuple[Colour, ...] | None:
    name = fill.tag[len(A) :]
    if name == "noFill":
        return None
    if name == "grpFill":
        return inherited
    if name == "blipFill":
        return PICTURE
    if name == "solidFill":
        colour = palette.of_fill(fill, placeholder)
        return None if colour is None else (colour,)
    found = [palette.of_fill(stop, placeholder) for stop in fill.iter(A + "gs", A + "fgClr", A + "bgClr")]
    colours = tuple(dict.fromkeys(colour for colour in found if colour is not None))
    return colours or None


def styled_fill(style: etree._Element | None, palette: Palette) -> tuple[Colour, ...] | None:
    """Return the fill that a shape takes from the theme through the `a:fillRef` in its `p:style`."""
    reference = None if style is None else style.find(A + "fillRef")
    if reference is None:
        return None
    return _themed(reference, palette)


def _themed(reference: etree._Element, palette: Palette) -> tuple[Colour, ...] | None:
    value = reference.get("idx") or "0"
    index = int(value) if value.isdecimal() else 0
    if not index:
        return None
    colour = palette.of_fill(reference)
    is_background = index >= FIRST_BACKGROUND_STYLE
    styles = palette.theme.background_fills if is_background else palette.theme.fills
    at = index - (FIRST_BACKGROUND_STYLE if is_background else 1)
    if at < len(styles):
        return _colours_of(styles[at], palette, None, colour)
    return None if colour is None else (colour,)


def background_of(root: etree._Element, palette: Palette) -> tuple[bool, tuple[Colour, ...] | None]:
    """Read the background that a slide, layout or master says of itself."""
    background = root.find(f"{P}cSld/{P}bg")
    if background is None:
        return False, None
    reference = background.find(P + "bgRef")
    if reference is not None:
        return True, _themed(reference, palette)
    return fill_of(background.find(P + "bgPr"), palette)
