"""Where a shape lies on its slide, through groups, turns and mirrors. Source: ISO/IEC 29500-1, 20.1.7."""

from math import cos, radians, sin
from typing import NamedTuple

from lxml import etree

from curbcut.documents.office.names import A, is_true

UNITS_A_POINT = 12_700
"""English metric units (ISO/IEC 29500-1, 20.1.10.16)."""
_UNITS_A_DEGREE = 60_000
"""Of an angle, clockwise (20.1.10.3)."""
_QUARTER = 90.0

_OFFSET, _EXTENT = A + "off", A + "ext"


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


class Turn(NamedTuple):
    """A turn of a group, in degrees clockwise around a point of the slide."""

    degrees: float
    x: float
    y: float


class Scale(NamedTuple):
    """From the coordinates inside a group to those of the slide; a mirrored group has a negative factor.

    Attributes:
        turns: Turns of the groups around, the innermost first.
    """

    factor_x: float = 1.0
    factor_y: float = 1.0
    shift_x: float = 0.0
    shift_y: float = 0.0
    turns: tuple[Turn, ...] = ()

    def apply(self, box: Box) -> Box:
        """Return a box of the group on the slide, before anything is turned."""
        left, right = box.left * self.factor_x + self.shift_x, box.right * self.factor_x + self.shift_x
        top, bottom = box.top * self.factor_y + self.shift_y, box.bottom * self.factor_y + self.shift_y
        return Box(min(left, right), min(top, bottom), max(left, right), max(top, bottom))

    def seen(self, box: Box, degrees: float) -> Box:
        """Return the box around a shape on the slide, given its box before anything is turned and its own turn."""
        corners = [(x, y) for x in (box.left, box.right) for y in (box.top, box.bottom)]
        middle = Turn(degrees, (box.left + box.right) / 2, (box.top + box.bottom) / 2)
        for turn in (middle, *self.turns):
            corners = [_turned(x, y, turn) for x, y in corners] if turn.degrees % 360 else corners
        across, down = zip(*corners, strict=True)
        return Box(min(across), min(down), max(across), max(down))

    def turns_squarely(self, degrees: float) -> bool:
        """Whether a shape with a turn of its own is a rectangle along the sides of the slide in the end."""
        return all(not each % _QUARTER for each in (degrees, *(turn.degrees for turn in self.turns)))


UNSCALED = Scale()


class Position(NamedTuple):
    """Where a shape lies on the slide.

    Attributes:
        box: What is compared with other shapes: as it is seen, but for one that stands askew, which fills less than the box
            around it; of such a one, its box before it is turned.
        seen: The box around it as it is seen.
    """

    box: Box
    seen: Box


def placed(box: Box, degrees: float, scale: Scale) -> Position:
    """Return where a shape lies, given its box inside its group and its own turn."""
    flat = box if scale is UNSCALED else scale.apply(box)
    if not degrees % 360 and not scale.turns:
        return Position(flat, flat)
    seen = scale.seen(flat, degrees)
    return Position(seen if scale.turns_squarely(degrees) else flat, seen)


def position_of(transform: etree._Element | None, scale: Scale = UNSCALED) -> Position | None:
    """Return where a shape lies, given its `a:xfrm` or `p:xfrm`; `None` when it does not say it."""
    box = box_of(transform)
    return None if box is None else placed(box, turn_of(transform), scale)


def _turned(x: float, y: float, turn: Turn) -> tuple[float, float]:
    angle = radians(turn.degrees)
    # To a thousandth of a unit, so that half a turn ends where it should.
    across, down = x - turn.x, y - turn.y
    return (
        round(turn.x + across * cos(angle) - down * sin(angle), 3),
        round(turn.y + across * sin(angle) + down * cos(angle), 3),
    )


def box_of(transform: etree._Element | None) -> Box | None:
    """Return the box that an `a:xfrm` or `p:xfrm` says, before anything is turned."""
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


def turn_of(transform: etree._Element | None) -> float:
    """Return the turn that an `a:xfrm` or `p:xfrm` says, in degrees clockwise."""
    return 0.0 if transform is None or "rot" not in transform.attrib else _number(transform, "rot") / _UNITS_A_DEGREE


def scale_of(transform: etree._Element | None, outer: Scale) -> Scale:
    """Return the scale inside a group whose `a:xfrm` is given."""
    box = box_of(transform)
    if transform is None or box is None:
        return outer
    offset, extent = transform.find(A + "chOff"), transform.find(A + "chExt")
    if offset is None or extent is None:
        return outer
    factor_x, shift_x = _along(
        (box.left, box.right),
        (_number(offset, "x"), _number(extent, "cx")),
        is_mirrored=is_true(transform.get("flipH")),
    )
    factor_y, shift_y = _along(
        (box.top, box.bottom),
        (_number(offset, "y"), _number(extent, "cy")),
        is_mirrored=is_true(transform.get("flipV")),
    )
    around = outer.apply(box)
    is_mirrored = outer.factor_x * outer.factor_y < 0
    degrees = -turn_of(transform) if is_mirrored else turn_of(transform)
    turn = Turn(degrees, (around.left + around.right) / 2, (around.top + around.bottom) / 2)
    return Scale(
        outer.factor_x * factor_x,
        outer.factor_y * factor_y,
        outer.factor_x * shift_x + outer.shift_x,
        outer.factor_y * shift_y + outer.shift_y,
        (turn, *outer.turns) if degrees % 360 else outer.turns,
    )


def _along(group: tuple[float, float], inside: tuple[float, float], *, is_mirrored: bool) -> tuple[float, float]:
    """Return factor and shift along one side, given where the group begins and ends, and the offset and size inside of it."""
    start, end = group
    offset, size = inside
    factor = (end - start) / size if size else 1.0
    return (-factor, end + offset * factor) if is_mirrored else (factor, start - offset * factor)


def _number(element: etree._Element, name: str) -> float:
    try:
        return int(element.get(name) or "0")
    except ValueError:
        return 0.0
