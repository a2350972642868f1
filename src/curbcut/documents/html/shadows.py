"""Where the shadows of a text lie. Source: CSS Text Decoration 3, section 4, "Text Shadows"."""

from functools import lru_cache

from curbcut.documents.html.lengths import MEDIUM, pixels_of
from curbcut.documents.html.values import split_outside_parentheses

_CORNERS = frozenset({(True, True), (True, False), (False, True), (False, False)})


@lru_cache(maxsize=512)
def surrounds(value: str) -> bool:
    """Tell whether the shadows of a `text-shadow` lie towards all four corners, and so on every side of a letter.

    One shadow without an offset does too, but how much of it is left at the edge of a letter hangs on its blur.

    Args:
        value: The value, in lower case.
    """
    corners: set[tuple[bool, bool]] = set()
    for layer in split_outside_parentheses(value, ","):
        words = split_outside_parentheses(layer, " ")
        lengths = [pixels for word in words if (pixels := pixels_of(word, MEDIUM, MEDIUM)) is not None]
        if len(lengths) > 1 and lengths[0] and lengths[1]:
            corners.add((lengths[0] > 0, lengths[1] > 0))
    return corners == _CORNERS
