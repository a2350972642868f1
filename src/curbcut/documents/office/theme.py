"""Colours of a theme, through the colour map and the transforms, to sRGB. Source: ISO/IEC 29500-1, 20.1.2.3 and 17.3.2.6."""

from collections.abc import Mapping
from colorsys import hls_to_rgb, rgb_to_hls
from functools import cache

from lxml import etree

from curbcut.documents.colours import BLACK, WHITE, Colour, parse_colour
from curbcut.documents.office.names import A

PRESENTATION_MAP = {
    "bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2", "hlink": "hlink", "folHlink": "folHlink",
    **{f"accent{number}": f"accent{number}" for number in range(1, 7)},
}  # fmt: skip
"""The colour map of a deck or workbook that says none."""

_OFFICE_THEME = {
    "dk1": "#000000", "lt1": "#FFFFFF", "dk2": "#1F497D", "lt2": "#EEECE1", "accent1": "#4F81BD", "accent2": "#C0504D",
    "accent3": "#9BBB59", "accent4": "#8064A2", "accent5": "#4BACC6", "accent6": "#F79646", "hlink": "#0000FF", "folHlink": "#800080",
}  # fmt: skip
"""What programs assume when a file brings no theme: Office 2007's."""

_PRESETS = {
    "dk": "dark", "lt": "light", "med": "medium",
}  # fmt: skip


class Theme:
    """The colours and fills of one theme part; without a part, those that programs assume."""

    def __init__(self, root: etree._Element | None = None) -> None:
        self.slots = {slot: parse_colour(value) or BLACK for slot, value in _OFFICE_THEME.items()}
        self.background_fills: list[etree._Element] = []
        self.fills: list[etree._Element] = []
        if root is None:
            return
        # The first is the theme's; others stand behind it in `a:extraClrSchemeLst`, for people to choose from (20.1.6.6).
        scheme = root.find(f".//{A}clrScheme")
        for slot in () if scheme is None else scheme:
            colour = next((_plain(child) for child in slot), None)
            if colour is not None:
                self.slots[etree.QName(slot).localname] = colour
        fills = root.find(f".//{A}fmtScheme/{A}fillStyleLst")
        backgrounds = root.find(f".//{A}fmtScheme/{A}bgFillStyleLst")
        self.fills = [] if fills is None else list(fills)
        self.background_fills = [] if backgrounds is None else list(backgrounds)


class Palette:
    """A theme seen through a colour map."""

    def __init__(self, theme: Theme, mapping: Mapping[str, str] | None = None) -> None:
        self.theme = theme
        self._map = PRESENTATION_MAP if mapping is None else mapping

    def slot(self, name: str) -> Colour | None:
        """Return the colour of a scheme name such as `tx1`, `accent2` or `dk1`."""
        return self.theme.slots.get(self._map.get(name, name))

    def of_fill(self, parent: etree._Element | None, placeholder: Colour | None = None) -> Colour | None:
        """Return the colour of the first colour element under a parent (`a:solidFill`, `a:fontRef`, `a:gs`)."""
        if parent is None:
            return None
        for child in parent:
            colour = self.of(child, placeholder)
            if colour is not None:
                return colour
        return None

    def of(self, element: etree._Element, placeholder: Colour | None = None) -> Colour | None:
        """Return what a colour element says, transforms and all; `None` when it says no colour."""
        if element.tag == A + "schemeClr":
            name = element.get("val") or ""
            colour = placeholder if name == "phClr" else self.slot(name)
        else:
            colour = _plain(element)
        if colour is None or not len(element):
            return colour
        for step in element:
            colour = _transformed(colour, etree.QName(step).localname, step.get("val") or "0")
        return colour


def _plain(element: etree._Element) -> Colour | None:
    match etree.QName(element).localname:
        case "srgbClr":
            return hex_colour(element.get("val"))
        case "sysClr":
            known = {"windowText": BLACK, "window": WHITE}
            return hex_colour(element.get("lastClr")) or known.get(element.get("val") or "")
        case "prstClr":
            name = element.get("val") or ""
            for short, long in _PRESETS.items():
                if name.startswith(short) and name[len(short) : len(short) + 1].isupper():
                    name = long + name[len(short) :]
            return parse_colour(name.lower())
        case "scrgbClr":
            return _from_shares(element)
        case "hslClr":
            return _from_hsl(element)
    return None


def _from_shares(element: etree._Element) -> Colour:
    red, green, blue = (_from_linear(_share(element.get(name) or "0")) for name in "rgb")
    return Colour(red, green, blue)


def _from_linear(value: float) -> float:
    value = min(1.0, max(0.0, value))
    return value * 12.92 if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055


def _to_linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _from_hsl(element: etree._Element) -> Colour:
    try:
        hue = float(element.get("hue") or 0) / 21_600_000
    except ValueError:
        hue = 0.0
    return Colour(*hls_to_rgb(hue % 1, _share(element.get("lum") or "0"), _share(element.get("sat") or "0")))


def _share(value: str) -> float:
    try:
        return float(value[:-1]) / 100 if value.endswith("%") else float(value) / 100_000
    except ValueError:
        return 0.0


@cache
def hex_colour(value: str | None) -> Colour | None:
    """Return the colour of six hexadecimal digits, `None` for anything else."""
    if value is None or len(value) != 6:
        return None
    return parse_colour("#" + value)


def _transformed(colour: Colour, name: str, value: str) -> Colour:
    share = _share(value)
    if name == "alpha":
        return colour._replace(alpha=min(1.0, max(0.0, share)))
    if name in {"tint", "shade"}:
        # 20.1.2.3.34 mixes with white or black in linear light, as PowerPoint draws it.
        end = 1.0 if name == "tint" else 0.0
        red, green, blue = (_from_linear(_to_linear(channel) * share + end * (1 - share)) for channel in colour[:3])
        return Colour(red, green, blue, colour.alpha)
    if name == "inv":
        red, green, blue = (1 - channel for channel in colour[:3])
        return Colour(red, green, blue, colour.alpha)
    if name not in _HLS_STEPS:
        return colour
    hue, light, saturation = rgb_to_hls(*colour[:3])
    part, change = _HLS_STEPS[name]
    parts = [hue, light, saturation]
    parts[part] = parts[part] * share if change == "times" else parts[part] + share if change == "plus" else share
    red, green, blue = hls_to_rgb(parts[0] % 1, min(1.0, max(0.0, parts[1])), min(1.0, max(0.0, parts[2])))
    return Colour(red, green, blue, colour.alpha)


_HLS_STEPS = {
    "lumMod": (1, "times"), "lumOff": (1, "plus"), "lum": (1, "is"), "satMod": (2, "times"), "satOff": (2, "plus"), "sat": (2, "is"),
    "hueMod": (0, "times"),
}  # fmt: skip
"""Which of hue, lightness and saturation a transform changes, and how."""


def tinted(colour: Colour, tint: float) -> Colour:
    """Lighten a colour as Word's `themeTint` and Excel's positive `tint` do: `tint` (0 to 1) of its lightness is kept."""
    hue, light, saturation = rgb_to_hls(*colour[:3])
    return Colour(*hls_to_rgb(hue, light * tint + (1 - tint), saturation))


def shaded(colour: Colour, shade: float) -> Colour:
    """Darken a colour as Word's `themeShade` does: `shade` (0 to 1) of its lightness is kept."""
    hue, light, saturation = rgb_to_hls(*colour[:3])
    return Colour(*hls_to_rgb(hue, light * shade, saturation))
