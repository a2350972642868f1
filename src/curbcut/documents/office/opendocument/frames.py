"""Where shapes lie on the pages of a presentation. Source: ODF 1.3 part 3, sections 19.228 (`draw:transform`) and 19.575."""

import re
from math import cos, sin

from lxml import etree

from curbcut.documents.office.model import Frame
from curbcut.documents.office.opendocument.names import DRAW, SVG
from curbcut.documents.office.opendocument.styles import points_of

Corner = tuple[float, float]

_STEP = re.compile(r"([a-zA-Z]+)\s*\(([^()]*)\)")


def frame_of(element: etree._Element, page_height: float | None) -> Frame | None:
    """Return where a shape lies; of a group, the frame around all in it. `None` when it or the page does not say enough."""
    if not page_height:
        return None
    shapes = element.iterdescendants() if element.tag == DRAW + "g" else iter((element,))
    corners = [corner for each in shapes for corner in _corners_of(each)]
    if not corners:
        return None
    across, down = zip(*corners, strict=True)
    return Frame((min(across), min(down), max(across), max(down)), page_height)


def _corners_of(element: etree._Element) -> list[Corner]:
    """Return the corners of a shape, in points from the upper left corner of the page; none when it does not say them."""
    width, height = points_of(element.get(SVG + "width")), points_of(element.get(SVG + "height"))
    transform = element.get(DRAW + "transform")
    left, top = points_of(element.get(SVG + "x")), points_of(element.get(SVG + "y"))
    if width is None or height is None or ((left is None or top is None) and transform is None):
        return []
    left, top = left or 0.0, top or 0.0
    corners = [(x, y) for x in (left, left + width) for y in (top, top + height)]
    for name, values in _STEP.findall(transform or ""):
        moved = _moved(corners, name, values.replace(",", " ").split())
        if moved is None:
            return []
        corners = moved
    return corners


def _moved(corners: list[Corner], name: str, values: list[str]) -> list[Corner] | None:
    """Take one step of a transform; `None` for a step that shapes on slides do not have."""
    if name == "translate" and values:
        across, down = points_of(values[0]), points_of(values[1] if len(values) > 1 else "0pt")
        return None if across is None or down is None else [(x + across, y + down) for x, y in corners]
    if name == "rotate" and len(values) == 1:
        try:
            angle = float(values[0])
        except ValueError:
            return None
        # Against the clock, as programs write it, on a page whose second axis points down.
        return [(x * cos(angle) + y * sin(angle), y * cos(angle) - x * sin(angle)) for x, y in corners]
    return None
