"""The nearest colour that can be read: a walk along the lightness of OKLCH, hue kept. Source: CSS Color 4, section 9.4."""

from collections.abc import Callable
from math import atan2, cos, hypot, sin

from curbcut.documents.colours import LINEAR_BELOW, Colour

STEP = 1 / 256
"""Lightness that is walked at a time, finer than eyes tell colours apart (0.02)."""
_CHROMA_HALVINGS = 12
_Triple = tuple[float, float, float]


def nearest_readable(colour: Colour, is_readable: Callable[[Colour], bool]) -> Colour | None:
    """Return the readable colour that is nearest in lightness, of the same hue; `None` when there is none.

    Chroma stays as far as sRGB has it at the new lightness. Every colour is asked for as `#RRGGBB` writes it.

    Args:
        colour: The opaque colour to start from.
        is_readable: Whether a colour, in 8 bits a channel, can be read where it stands.
    """
    lightness, chroma, hue = oklch_of(colour)
    for step in range(round(1 / STEP) + 1):
        for away in (-step, step) if step else (0,):
            target = min(1.0, max(0.0, lightness + away * STEP))
            found = in_srgb(target, chroma, hue)
            if is_readable(found):
                return found
    return None


def oklch_of(colour: Colour) -> _Triple:
    """Return lightness (0 to 1), chroma and hue (radians) of a colour."""
    red, green, blue = (
        channel / 12.92 if channel <= LINEAR_BELOW else ((channel + 0.055) / 1.055) ** 2.4 for channel in colour[:3]
    )
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return lightness, hypot(a, b), atan2(b, a)


def in_srgb(lightness: float, chroma: float, hue: float) -> Colour:
    """Return the colour in 8 bits a channel, with less chroma where sRGB has not that much."""
    linear = _linear_srgb(lightness, chroma, hue)
    if not _is_in_gamut(linear):
        low, high = 0.0, chroma
        for _ in range(_CHROMA_HALVINGS):
            middle = (low + high) / 2
            low, high = (middle, high) if _is_in_gamut(_linear_srgb(lightness, middle, hue)) else (low, middle)
        linear = _linear_srgb(lightness, low, hue)
    return Colour(*(round(_gamma(min(1.0, max(0.0, channel))) * 255) / 255 for channel in linear))


def _linear_srgb(lightness: float, chroma: float, hue: float) -> _Triple:
    a, b = chroma * cos(hue), chroma * sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _is_in_gamut(linear: _Triple) -> bool:
    return all(-0.0005 <= channel <= 1.0005 for channel in linear)


def _gamma(linear: float) -> float:
    return 12.92 * linear if linear <= 0.0031308 else 1.055 * linear ** (1 / 2.4) - 0.055
