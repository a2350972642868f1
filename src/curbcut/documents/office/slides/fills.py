"""What a shape, a slide or a cell is filled with, and where a shape lies. Source: ISO/IEC 29500-1, 20.1.8 and 20.1.4.2."""

from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from curbcut.documents.colours import Colour
from curbcut.documents.office.names import A, P
from curbcut.documents.office.theme import Palette

PICTURE: tuple[Colour, ...] = ()
"""The fill of something that is filled with a picture: no colour is known."""
FIRST_BACKGROUND_STYLE = 1001
UNITS_A_POINT = 12_700
"""English metric units (ISO/IEC 29500-1, 20.1.10.16)."""

_OFFSET, _EXTENT = A + "off", A + "ext"
_FILLS = frozenset(A + name for name in ("solidFill", "gradFill", "blipFill", "pattFill", "noFill", "grpFill"))


class Box(NamedTuple):
    """A rectangle in English metric units, top left first."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def area(self) -> float:
        """Its area."""
        return max(0.0, self.right - self.left) * max(0.0, self.bottom - self.top)

    def share_under(self, other: "Box") -> float:
        """Return which share of this box another one covers."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return width * height / self.area if width > 0 and height > 0 and self.area else 0.0


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


class Scale(NamedTuple):
    """From the coordinates inside a group to those of the slide."""

    factor_x: float = 1.0
    factor_y: float = 1.0
    shift_x: float = 0.0
    shift_y: float = 0.0

    def apply(self, box: Box) -> Box:
        """Return a box of the group on the slide."""
        return Box(
            box.left * self.factor_x + self.shift_x,
            box.top * self.factor_y + self.shift_y,
            box.right * self.factor_x + self.shift_x,
            box.bottom * self.factor_y + self.shift_y,
        )


UNSCALED = Scale()


def box_of(transform: etree._Element | None) -> Box | None:
    """Return the box that an `a:xfrm` or `p:xfrm` says."""
    if transform is None:
        return None
    offset = extent = None
    for child in transform:
        if child.tag == _OFFSET:
            offset = child
        elif child.tag == _EXTENT:
            extent = child
    if offset is None or extent is None:
        return None
    left, top = _number(offset, "x"), _number(offset, "y")
    return Box(left, top, left + _number(extent, "cx"), top + _number(extent, "cy"))


def scale_of(transform: etree._Element | None, outer: Scale) -> Scale:
    """Return the scale inside a group whose `a:xfrm` is given."""
    box = box_of(transform)
    if transform is None or box is None:
        return outer
    offset, extent = transform.find(A + "chOff"), transform.find(A + "chExt")
    if offset is None or extent is None:
        return outer
    width, height = _number(extent, "cx"), _number(extent, "cy")
    factor_x = (box.right - box.left) / width if width else 1.0
    factor_y = (box.bottom - box.top) / height if height else 1.0
    inner = Scale(
        factor_x, factor_y, box.left - _number(offset, "x") * factor_x, box.top - _number(offset, "y") * factor_y
    )
    return Scale(
        outer.factor_x * inner.factor_x,
        outer.factor_y * inner.factor_y,
        outer.factor_x * inner.shift_x + outer.shift_x,
        outer.factor_y * inner.shift_y + outer.shift_y,
    )


def _number(element: etree._Element, name: str) -> float:
    try:
        return int(element.get(name) or "0")
    except ValueError:
        return 0.0
