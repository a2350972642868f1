"""Cell formats of a workbook: font colour, fill, size, number format."""

from dataclasses import dataclass
from typing import TypeVar

from lxml import etree

from curbcut.documents.colours import BLACK, WHITE, Colour, mixed, parse_colour
from curbcut.documents.office.names import S, is_true
from curbcut.documents.office.theme import Palette, Theme, shaded, tinted

_T = TypeVar("_T")

DEFAULT_POINTS = 11.0
_THEME_ORDER = (
    "lt1",
    "dk1",
    "lt2",
    "dk2",
    "accent1",
    "accent2",
    "accent3",
    "accent4",
    "accent5",
    "accent6",
    "hlink",
    "folHlink",
)
"""Excel counts light before dark (ISO/IEC 29500-1, 18.8.3)."""
_INDEXED = [
    "000000",
    "FFFFFF",
    "FF0000",
    "00FF00",
    "0000FF",
    "FFFF00",
    "FF00FF",
    "00FFFF",
    "000000",
    "FFFFFF",
    "FF0000",
    "00FF00",
    "0000FF",
    "FFFF00",
    "FF00FF",
    "00FFFF",
    "800000",
    "008000",
    "000080",
    "808000",
    "800080",
    "008080",
    "C0C0C0",
    "808080",
    "9999FF",
    "993366",
    "FFFFCC",
    "CCFFFF",
    "660066",
    "FF8080",
    "0066CC",
    "CCCCFF",
    "000080",
    "FF00FF",
    "FFFF00",
    "00FFFF",
    "800080",
    "800000",
    "008080",
    "0000FF",
    "00CCFF",
    "CCFFFF",
    "CCFFCC",
    "FFFF99",
    "99CCFF",
    "FF99CC",
    "CC99FF",
    "FFCC99",
    "3366FF",
    "33CCCC",
    "99CC00",
    "FFCC00",
    "FF9900",
    "FF6600",
    "666699",
    "969696",
    "003366",
    "339966",
    "003300",
    "333300",
    "993300",
    "993366",
    "333399",
    "333333",
]
"""ISO/IEC 29500-1, 18.8.27."""
_BUILTIN_RED = {6, 8, 38, 40}
"""Built-in number formats that show negative numbers in red; of them 38 and 40 put brackets around too (18.8.30)."""
_DENSITY = {"solid": 1.0, "darkGray": 0.75, "mediumGray": 0.5, "lightGray": 0.25, "gray125": 0.125, "gray0625": 0.0625}


@dataclass(frozen=True, slots=True)
class CellFormat:
    """How cells of one format look."""

    colour: Colour | None
    fill: Colour | None
    is_large: bool
    code: str


class CellFormats:
    """The formats of a workbook by number."""

    def __init__(self, root: etree._Element | None, theme: Theme) -> None:
        self._palette = Palette(theme, {})
        self._formats: list[CellFormat] = []
        self._indexed = list(_INDEXED)
        if root is None:
            return
        indexed = [(each.get("rgb") or "")[-6:] for each in root.iterfind(f"{S}colors/{S}indexedColors/{S}rgbColor")]
        self._indexed = indexed or self._indexed
        fonts = [self._font(font) for font in root.iterfind(f"{S}fonts/{S}font")]
        fills = [self._fill(fill) for fill in root.iterfind(f"{S}fills/{S}fill")]
        codes = {each.get("numFmtId"): each.get("formatCode") or "" for each in root.iterfind(f"{S}numFmts/{S}numFmt")}
        for number, each in enumerate(root.iterfind(f"{S}cellXfs/{S}xf")):
            if number > 65_000:
                break
            font = _at(fonts, each.get("fontId"), (None, False))
            fill = _at(fills, each.get("fillId"), None)
            format_id = each.get("numFmtId") or "0"
            code = codes.get(format_id, _builtin(format_id))
            self._formats.append(CellFormat(font[0], fill, font[1], code))

    def __getitem__(self, number: str | None) -> CellFormat:
        return _at(self._formats, number, _PLAIN)

    def colour(self, element: etree._Element | None) -> Colour | None:
        """Return what a colour element says; `None` for automatic."""
        if element is None:
            return None
        colour = self._base(element)
        try:
            tint = float(element.get("tint") or 0)
        except ValueError:
            tint = 0.0
        if colour is None or not -1 <= tint <= 1 or not tint:
            return colour
        return tinted(colour, 1 - tint) if tint > 0 else shaded(colour, 1 + tint)

    def _base(self, element: etree._Element) -> Colour | None:
        rgb, theme, index = element.get("rgb"), element.get("theme"), element.get("indexed")
        if rgb is not None and len(rgb) in {6, 8}:
            return parse_colour("#" + rgb[-6:])
        if theme is not None and theme.isdecimal():
            return self._palette.slot(_THEME_ORDER[int(theme)]) if int(theme) < len(_THEME_ORDER) else None
        if index is not None and index.isdecimal() and int(index) < len(self._indexed):
            return parse_colour("#" + self._indexed[int(index)])
        return None

    def _font(self, font: etree._Element) -> tuple[Colour | None, bool]:
        size = font.find(S + "sz")
        try:
            points = float(size.get("val") or DEFAULT_POINTS) if size is not None else DEFAULT_POINTS
        except ValueError:
            points = DEFAULT_POINTS
        bold = font.find(S + "b")
        is_bold = bold is not None and is_true(bold.get("val", "1"))
        return self.colour(font.find(S + "color")), points >= 18 or (points >= 14 and is_bold)

    def _fill(self, fill: etree._Element) -> Colour | None:
        pattern = fill.find(S + "patternFill")
        if pattern is None:
            return self.colour(fill.find(f"{S}gradientFill/{S}stop/{S}color"))
        kind = pattern.get("patternType") or "none"
        if kind == "none":
            return None
        front = self.colour(pattern.find(S + "fgColor"))
        if kind == "solid":
            return front
        return mixed(self.colour(pattern.find(S + "bgColor")) or WHITE, front or BLACK, _DENSITY.get(kind, 0.4))


_PLAIN = CellFormat(None, None, False, "")


def _at(items: list[_T], number: str | None, default: _T) -> _T:
    at = int(number) if number is not None and number.isdecimal() else 0
    return items[at] if at < len(items) else default


def _builtin(format_id: str) -> str:
    if not format_id.isdecimal() or int(format_id) not in _BUILTIN_RED:
        return ""
    return "#,##0_);[Red](#,##0)"


def is_red_alone(code: str) -> bool:
    """Tell whether a number format shows negative numbers by red alone, without a minus or brackets."""
    sections = code.split(";")
    if len(sections) < 2:
        return False
    negative = sections[1].casefold()
    is_red = any(
        word in negative for word in ("[red]", "[rot]", "[rouge]", "[rojo]", "[rosso]", "[color3]", "[color 3]")
    )
    bare = negative
    for opening, closing in (("[", "]"), ('"', '"')):
        while opening in bare and closing in bare[bare.index(opening) + 1 :]:
            start = bare.index(opening)
            end = bare.index(closing, start + 1)
            inside = (
                bare[start : end + 1] if opening == '"' and any(sign in bare[start:end] for sign in "-\u2212(") else ""
            )
            bare = bare[:start] + inside.replace('"', "") + bare[end + 1 :]
    bare = bare.replace("_-", "").replace("_(", "").replace("_)", "")
    return is_red and bool(bare.strip()) and not any(sign in bare for sign in "-\u2212\u2013(")
