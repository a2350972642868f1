"""Colours written as functions of other colour spaces (`hsl()`, `lab()`, `color(display-p3 ...)`) to sRGB.

Loaded work is rare in course content, so the CSS parser behind it is imported on first use.
"""

Triple = tuple[float, float, float]
Matrix = tuple[Triple, Triple, Triple]

# Source of the matrices: CSS Color 4, section 18 "Sample code for color conversions".
_XYZ_TO_LINEAR_SRGB: Matrix = (
    (3.2409699419045226, -1.537383177570094, -0.4986107602930034),
    (-0.9692436362808796, 1.8759675015077202, 0.04155505740717559),
    (0.05563007969699366, -0.20397695888897652, 1.0569715142428786),
)
_D50_TO_D65: Matrix = (
    (0.9554734527042182, -0.023098536874261423, 0.0632593086610217),
    (-0.028369706963208136, 1.0099954580058226, 0.021041398966943008),
    (0.012314001688319899, -0.020507696433477912, 1.3303659366080753),
)
_LINEAR_P3_TO_XYZ: Matrix = (
    (0.4865709486482162, 0.26566769316909306, 0.1982172852343625),
    (0.2289745640697488, 0.6917385218365064, 0.079286914093745),
    (0.0, 0.04511338185890264, 1.043944368900976),
)
_LINEAR_A98_TO_XYZ: Matrix = (
    (0.5766690429101305, 0.1855582379065463, 0.1882286462349947),
    (0.29734497525053605, 0.6273635662554661, 0.0752914584939978),
    (0.02703136138641234, 0.07068885253582723, 0.9913375368376388),
)
_LINEAR_PROPHOTO_TO_XYZ_D50: Matrix = (
    (0.7977604896723027, 0.13518583717574031, 0.0313493495815248),
    (0.2880711282292934, 0.7118432178101014, 0.00008565396060525902),
    (0.0, 0.0, 0.8251046025104601),
)
_LINEAR_REC2020_TO_XYZ: Matrix = (
    (0.6369580483012914, 0.14461690358620832, 0.1688809751641721),
    (0.2627002120112671, 0.6779980715188708, 0.05930171646986196),
    (0.0, 0.028072693049087428, 1.060985057710791),
)


def parse_functional_colour(text: str) -> tuple[float, float, float, float] | None:
    """Read a colour function.

    Args:
        text: One function of CSS Color 4, in lower case.

    Returns:
        Red, green, blue and alpha, each 0 to 1, clipped to the gamut of sRGB; `None` when it is no colour.
    """
    from tinycss2 import color4  # noqa: PLC0415 - see the top

    try:
        colour = color4.parse_color(text)
    except (ValueError, TypeError, IndexError, AttributeError):
        # tinycss2 1.5 raises on an empty `color()` and the like instead of answering None.
        return None
    if not isinstance(colour, color4.Color):
        return None
    red, green, blue = (min(1.0, max(0.0, channel)) for channel in _srgb_of(colour))
    return red, green, blue, float(colour.alpha)


def _srgb_of(colour: object) -> Triple:
    space: str = colour.space  # type: ignore[attr-defined]  # tinycss2 has no types
    if space in {"srgb", "hsl", "hwb"}:
        return _triple(colour.to("srgb"))  # type: ignore[attr-defined]  # tinycss2 has no types
    if space in {"lab", "lch"}:
        return _from_xyz(_times(_D50_TO_D65, _triple(colour.to("xyz-d50"))))  # type: ignore[attr-defined]  # as above
    if space in {"oklab", "oklch"}:
        return _from_xyz(_triple(colour.to("xyz-d65")))  # type: ignore[attr-defined]  # as above
    channels = _triple(colour)
    match space:
        case "srgb-linear":
            return _gamma(channels)
        case "display-p3":
            return _from_xyz(_times(_LINEAR_P3_TO_XYZ, _linear(channels)))
        case "a98-rgb":
            return _from_xyz(_times(_LINEAR_A98_TO_XYZ, _power(channels, 563 / 256)))
        case "prophoto-rgb":
            xyz = _times(_LINEAR_PROPHOTO_TO_XYZ_D50, _linear_prophoto(channels))
            return _from_xyz(_times(_D50_TO_D65, xyz))
        case "rec2020":
            # CSS Color 4 (2025) takes the pure power of BT.1886, as browsers now do.
            return _from_xyz(_times(_LINEAR_REC2020_TO_XYZ, _power(channels, 2.4)))
        case "xyz-d50":
            return _from_xyz(_times(_D50_TO_D65, channels))
        case _:
            return _from_xyz(channels)


def _triple(colour: object) -> Triple:
    parts: tuple[float | None, ...] = colour.coordinates  # type: ignore[attr-defined]  # tinycss2 has no types
    first, second, third = (0.0 if part is None else float(part) for part in parts)
    return first, second, third


def _times(matrix: Matrix, vector: Triple) -> Triple:
    first, second, third = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return first, second, third


def _from_xyz(xyz: Triple) -> Triple:
    return _gamma(_times(_XYZ_TO_LINEAR_SRGB, xyz))


def _gamma(linear: Triple) -> Triple:
    red, green, blue = (
        12.92 * channel if channel <= 0.0031308 else 1.055 * min(channel, 16.0) ** (1 / 2.4) - 0.055
        for channel in linear
    )
    return red, green, blue


def _linear(channels: Triple) -> Triple:
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((min(channel, 16.0) + 0.055) / 1.055) ** 2.4 for channel in channels
    )
    return red, green, blue


def _linear_prophoto(channels: Triple) -> Triple:
    red, green, blue = (channel / 16 if channel <= 16 / 512 else min(channel, 16.0) ** 1.8 for channel in channels)
    return red, green, blue


def _power(channels: Triple, exponent: float) -> Triple:
    red, green, blue = (max(0.0, min(channel, 16.0)) ** exponent for channel in channels)
    return red, green, blue
