"""Colours: every CSS syntax to sRGB, compositing, and the contrast ratio of WCAG 2."""

import re
from functools import lru_cache
from math import isfinite
from typing import NamedTuple

from curbcut.documents.colour_spaces import parse_functional_colour
from curbcut.standards.spaces import ASCII_WHITESPACE

_HEX_DIGITS = re.compile(r"[0-9a-f]{3,8}", re.ASCII)
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*\)", re.ASCII)

LINEAR_BELOW = 0.04045
"""Where the sRGB curve turns linear. Source: WCAG 2.2 as corrected in 2021; 8-bit colours cannot tell it from 0.03928."""


class Colour(NamedTuple):
    """A colour in sRGB; every part from 0 to 1."""

    red: float
    green: float
    blue: float
    alpha: float = 1.0

    @property
    def hex(self) -> str:
        """`#RRGGBB` in 8 bits a channel, without the alpha."""
        return "#" + "".join(f"{round(channel * 255):02X}" for channel in self[:3])


BLACK = Colour(0.0, 0.0, 0.0)
WHITE = Colour(1.0, 1.0, 1.0)
TRANSPARENT = Colour(0.0, 0.0, 0.0, 0.0)


def parse_colour(text: str, current: Colour = BLACK) -> Colour | None:
    """Read a CSS colour in any syntax of CSS Color 4.

    Args:
        text: The value, such as `#0374b5`, `rgb(3 116 181 / 50%)`, `oklch(0.5 0.1 240)`.
        current: What `currentcolor` stands for.

    Returns:
        The colour in sRGB, clipped to its gamut; `None` when the text is no colour.
    """
    found = _parse(text.strip().lower())
    return current if found == "currentcolor" else found  # type: ignore[return-value]  # the only string


@lru_cache(maxsize=4096)
def _parse(text: str) -> Colour | str | None:
    if text == "currentcolor":
        return text
    if text.startswith("#"):
        return _from_hex(text[1:])
    if (match := _RGB.fullmatch(text)) is not None:
        return Colour(*(min(int(channel), 255) / 255 for channel in match.groups()))
    if (number := NAMES.get(text)) is not None:
        return _from_number(number)
    if text == "transparent":
        return TRANSPARENT
    if "(" not in text or len(text) > 200:
        return None
    parts = parse_functional_colour(text)
    return Colour(*parts) if parts is not None and all(map(isfinite, parts)) else None


def _from_hex(digits: str) -> Colour | None:
    if _HEX_DIGITS.fullmatch(digits) is None:
        return None
    if len(digits) in {3, 4}:
        digits = "".join(digit * 2 for digit in digits)
    if len(digits) not in {6, 8}:
        return None
    return Colour(*(int(digits[start : start + 2], 16) / 255 for start in range(0, len(digits), 2)))


def _from_number(number: int) -> Colour:
    return Colour((number >> 16) / 255, (number >> 8 & 255) / 255, (number & 255) / 255)


@lru_cache(maxsize=1024)
def parse_legacy_colour(text: str) -> Colour | None:
    """Read the colour of an old attribute (`bgcolor`, `color` of `font`), where nearly any text is one.

    Source: HTML, "rules for parsing a legacy colour value".
    """
    value = text.strip(ASCII_WHITESPACE).lower()
    if not value or value == "transparent":
        return None
    if value in NAMES:
        return _from_number(NAMES[value])
    if len(value) == 4 and value[0] == "#" and _HEX_DIGITS.fullmatch(value[1:]):
        return _from_hex(value[1:])
    value = "".join("00" if ord(char) > 0xFFFF else char for char in value)[:128].removeprefix("#")
    value = "".join(char if char in "0123456789abcdef" else "0" for char in value)
    value += "0" * (3 - len(value) if len(value) < 3 else -len(value) % 3)
    third = len(value) // 3
    parts = [value[start * third : (start + 1) * third][-8:] for start in range(3)]
    while len(parts[0]) > 2 and all(part[0] == "0" for part in parts):
        parts = [part[1:] for part in parts]
    return Colour(*(int(part[:2], 16) / 255 for part in parts))


def over(front: Colour, back: Colour) -> Colour:
    """Composite one colour over another (CSS Compositing 1, "source over")."""
    if front.alpha >= 1:
        return front
    alpha = front.alpha + back.alpha * (1 - front.alpha)
    if alpha <= 0:
        return TRANSPARENT
    share = front.alpha / alpha
    red, green, blue = (share * ours + (1 - share) * theirs for ours, theirs in zip(front[:3], back[:3], strict=True))
    return Colour(red, green, blue, alpha)


def mixed(first: Colour, second: Colour, share: float) -> Colour:
    """Return the colour that lies between two, `share` (0 to 1) of the way to the second."""
    return Colour(*(one + (other - one) * share for one, other in zip(first, second, strict=True)))


def luminance(colour: Colour) -> float:
    """Return the relative luminance, 0 to 1, of the opaque colour (WCAG 2, "relative luminance")."""
    red, green, blue = (
        channel / 12.92 if channel <= LINEAR_BELOW else ((channel + 0.055) / 1.055) ** 2.4 for channel in colour[:3]
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast_ratio(one: Colour, other: Colour) -> float:
    """Return the contrast ratio, 1 to 21, of two opaque colours (WCAG 2, "contrast ratio")."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


NAMES: dict[str, int] = {
    "black": 0x000000, "silver": 0xC0C0C0, "gray": 0x808080, "white": 0xFFFFFF, "maroon": 0x800000, "red": 0xFF0000,
    "purple": 0x800080, "fuchsia": 0xFF00FF, "green": 0x008000, "lime": 0x00FF00, "olive": 0x808000,
    "yellow": 0xFFFF00, "navy": 0x000080, "blue": 0x0000FF, "teal": 0x008080, "aqua": 0x00FFFF,
    "aliceblue": 0xF0F8FF, "antiquewhite": 0xFAEBD7, "aquamarine": 0x7FFFD4, "azure": 0xF0FFFF, "beige": 0xF5F5DC,
    "bisque": 0xFFE4C4, "blanchedalmond": 0xFFEBCD, "blueviolet": 0x8A2BE2, "brown": 0xA52A2A, "burlywood": 0xDEB887,
    "cadetblue": 0x5F9EA0, "chartreuse": 0x7FFF00, "chocolate": 0xD2691E, "coral": 0xFF7F50,
    "cornflowerblue": 0x6495ED, "cornsilk": 0xFFF8DC, "crimson": 0xDC143C, "cyan": 0x00FFFF, "darkblue": 0x00008B,
    "darkcyan": 0x008B8B, "darkgoldenrod": 0xB8860B, "darkgray": 0xA9A9A9, "darkgreen": 0x006400,
    "darkgrey": 0xA9A9A9, "darkkhaki": 0xBDB76B, "darkmagenta": 0x8B008B, "darkolivegreen": 0x556B2F,
    "darkorange": 0xFF8C00, "darkorchid": 0x9932CC, "darkred": 0x8B0000, "darksalmon": 0xE9967A,
    "darkseagreen": 0x8FBC8F, "darkslateblue": 0x483D8B, "darkslategray": 0x2F4F4F, "darkslategrey": 0x2F4F4F,
    "darkturquoise": 0x00CED1, "darkviolet": 0x9400D3, "deeppink": 0xFF1493, "deepskyblue": 0x00BFFF,
    "dimgray": 0x696969, "dimgrey": 0x696969, "dodgerblue": 0x1E90FF, "firebrick": 0xB22222, "floralwhite": 0xFFFAF0,
    "forestgreen": 0x228B22, "gainsboro": 0xDCDCDC, "ghostwhite": 0xF8F8FF, "gold": 0xFFD700, "goldenrod": 0xDAA520,
    "greenyellow": 0xADFF2F, "grey": 0x808080, "honeydew": 0xF0FFF0, "hotpink": 0xFF69B4, "indianred": 0xCD5C5C,
    "indigo": 0x4B0082, "ivory": 0xFFFFF0, "khaki": 0xF0E68C, "lavender": 0xE6E6FA, "lavenderblush": 0xFFF0F5,
    "lawngreen": 0x7CFC00, "lemonchiffon": 0xFFFACD, "lightblue": 0xADD8E6, "lightcoral": 0xF08080,
    "lightcyan": 0xE0FFFF, "lightgoldenrodyellow": 0xFAFAD2, "lightgray": 0xD3D3D3, "lightgreen": 0x90EE90,
    "lightgrey": 0xD3D3D3, "lightpink": 0xFFB6C1, "lightsalmon": 0xFFA07A, "lightseagreen": 0x20B2AA,
    "lightskyblue": 0x87CEFA, "lightslategray": 0x778899, "lightslategrey": 0x778899, "lightsteelblue": 0xB0C4DE,
    "lightyellow": 0xFFFFE0, "limegreen": 0x32CD32, "linen": 0xFAF0E6, "magenta": 0xFF00FF,
    "mediumaquamarine": 0x66CDAA, "mediumblue": 0x0000CD, "mediumorchid": 0xBA55D3, "mediumpurple": 0x9370DB,
    "mediumseagreen": 0x3CB371, "mediumslateblue": 0x7B68EE, "mediumspringgreen": 0x00FA9A,
    "mediumturquoise": 0x48D1CC, "mediumvioletred": 0xC71585, "midnightblue": 0x191970, "mintcream": 0xF5FFFA,
    "mistyrose": 0xFFE4E1, "moccasin": 0xFFE4B5, "navajowhite": 0xFFDEAD, "oldlace": 0xFDF5E6, "olivedrab": 0x6B8E23,
    "orange": 0xFFA500, "orangered": 0xFF4500, "orchid": 0xDA70D6, "palegoldenrod": 0xEEE8AA, "palegreen": 0x98FB98,
    "paleturquoise": 0xAFEEEE, "palevioletred": 0xDB7093, "papayawhip": 0xFFEFD5, "peachpuff": 0xFFDAB9,
    "peru": 0xCD853F, "pink": 0xFFC0CB, "plum": 0xDDA0DD, "powderblue": 0xB0E0E6, "rosybrown": 0xBC8F8F,
    "royalblue": 0x4169E1, "saddlebrown": 0x8B4513, "salmon": 0xFA8072, "sandybrown": 0xF4A460, "seagreen": 0x2E8B57,
    "seashell": 0xFFF5EE, "sienna": 0xA0522D, "skyblue": 0x87CEEB, "slateblue": 0x6A5ACD, "slategray": 0x708090,
    "slategrey": 0x708090, "snow": 0xFFFAFA, "springgreen": 0x00FF7F, "steelblue": 0x4682B4, "tan": 0xD2B48C,
    "thistle": 0xD8BFD8, "tomato": 0xFF6347, "turquoise": 0x40E0D0, "violet": 0xEE82EE, "wheat": 0xF5DEB3,
    "whitesmoke": 0xF5F5F5, "yellowgreen": 0x9ACD32, "rebeccapurple": 0x663399,
    # The system colours as Chromium has them in its light scheme.
    "canvas": 0xFFFFFF, "canvastext": 0x000000, "linktext": 0x0000EE, "visitedtext": 0x551A8B,
    "activetext": 0xFF0000, "buttonface": 0xEFEFEF, "buttontext": 0x000000, "buttonborder": 0x000000,
    "field": 0xFFFFFF, "fieldtext": 0x000000, "highlight": 0x3367D1, "highlighttext": 0xFFFFFF, "graytext": 0x808080,
    "mark": 0xFFFF00, "marktext": 0x000000,
}  # fmt: skip
"""Named colours as 0xRRGGBB. Source: CSS Color 4, sections 6.1 and 6.2."""
