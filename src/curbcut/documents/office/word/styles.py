"""Styles of a Word document, resolved: outline levels, list numbering, and how text looks."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypedDict

from lxml import etree
from msgspec import Struct

from curbcut.documents.colours import BLACK, WHITE, Colour, mixed, parse_colour
from curbcut.documents.office.names import W, is_on
from curbcut.documents.office.theme import Palette, Theme, hex_colour, shaded, tinted

BODY_TEXT = 9
"""Outline level of paragraphs that are no headings (ISO/IEC 29500-1, 17.3.1.20)."""
DEFAULT_POINTS = 10.0
"""Size of text when nothing says one (17.3.2.38)."""
LARGE_POINTS = 18.0
LARGE_BOLD_POINTS = 14.0
"""WCAG 2.2, "large scale" text."""
MOST_STEPS = 30

_THEME_NAMES = {
    "dark1": "dk1", "light1": "lt1", "dark2": "dk2", "light2": "lt2", "hyperlink": "hlink", "followedHyperlink": "folHlink",
    **{f"accent{number}": f"accent{number}" for number in range(1, 7)},
}  # fmt: skip
_MAPPED = {"text1": "t1", "text2": "t2", "background1": "bg1", "background2": "bg2"}

_HEADING_NAME = re.compile(r"heading ([1-9])")

_HIGHLIGHTS = {
    "black": "#000000", "blue": "#0000FF", "cyan": "#00FFFF", "green": "#00FF00", "magenta": "#FF00FF", "red": "#FF0000",
    "yellow": "#FFFF00", "white": "#FFFFFF", "darkBlue": "#000080", "darkCyan": "#008080", "darkGreen": "#008000",
    "darkMagenta": "#800080", "darkRed": "#800000", "darkYellow": "#808000", "darkGray": "#808080", "lightGray": "#C0C0C0",
}  # fmt: skip
"""ISO/IEC 29500-1, 17.18.40."""


class Look(TypedDict, total=False):
    """How text looks, as far as one layer says so."""

    colour: Colour | None
    points: float
    is_bold: bool
    is_hidden: bool
    highlight: Colour | None
    shade: Colour | None
    language: str
    asian_language: str
    complex_language: str


Paint = tuple[Colour | None, Colour | None, bool]


class Letters(Struct, frozen=True):
    """How text looks in the end, every layer taken together.

    Attributes:
        paint: Its colour, what is painted behind it, and whether it counts as large.
        is_bold: Whether it is bold.
        points: Its size.
        is_hidden: It is not shown.
        language: The language that is said of it where it is in Western script.
        asian_language: The one for East Asian script.
        complex_language: The one for complex script.
    """

    paint: Paint
    is_bold: bool
    points: float
    is_hidden: bool
    language: str
    asian_language: str = ""
    complex_language: str = ""


@dataclass(slots=True)
class Style:
    """One style with what it says itself."""

    id: str
    kind: str
    name: str
    based_on: str
    element: etree._Element
    outline: int | None = None
    numbering: str | None = None
    fill: Colour | None = None
    look: Look | None = None
    conditions: dict[str, tuple[Look, Colour | None]] | None = None


class Colours:
    """Reads colours of Word: theme first, the cached value after it."""

    def __init__(self, theme: Theme, mapping: Mapping[str, str], *, has_theme: bool) -> None:
        self._palette = Palette(theme, {})
        self._mapping = mapping
        self._has_theme = has_theme

    def of(self, element: etree._Element, value: str = "val", prefix: str = "theme") -> Colour | None:
        """Return the colour that an element's attributes say; `None` for automatic."""
        theme_name = element.get(f"{W}{prefix}Color" if prefix == "theme" else f"{W}{prefix}")
        if theme_name and theme_name != "none" and self._has_theme:
            colour = self._themed(theme_name)
            if colour is not None:
                return _graded(colour, element.get(f"{W}{prefix}Tint"), element.get(f"{W}{prefix}Shade"))
        plain = element.get(W + value)
        return hex_colour(plain) or (parse_colour(plain) if plain and plain != "auto" and plain.isalpha() else None)

    def shading(self, element: etree._Element | None) -> Colour | None:
        """Return the colour of a `w:shd`, pattern and fill mixed; `None` when it paints nothing."""
        if element is None:
            return None
        pattern = element.get(W + "val") or "clear"
        if pattern == "nil":
            return None
        fill = self.of(element, "fill", "themeFill")
        if pattern == "clear":
            return fill
        front = self.of(element, "color") or BLACK
        if pattern == "solid":
            return front
        share = int(pattern[3:]) / 100 if pattern.startswith("pct") and pattern[3:].isdecimal() else 0.5
        return mixed(fill or WHITE, front, min(1.0, share))

    def _themed(self, name: str) -> Colour | None:
        if name in _MAPPED:
            name = self._mapping.get(
                _MAPPED[name], {"t1": "dark1", "t2": "dark2", "bg1": "light1", "bg2": "light2"}[_MAPPED[name]]
            )
        return self._palette.slot(_THEME_NAMES.get(name, name))


def _graded(colour: Colour, tint: str | None, shade: str | None) -> Colour:
    try:
        if tint:
            colour = tinted(colour, int(tint, 16) / 255)
        if shade:
            colour = shaded(colour, int(shade, 16) / 255)
    except ValueError:
        return colour
    return colour


class Styles:
    """All styles of a document."""

    def __init__(self, root: etree._Element | None, colours: Colours) -> None:
        self.colours = colours
        self._elements: dict[str, etree._Element] = {}
        self._styles: dict[str, Style] = {}
        self._defaults: dict[str, str] = {}
        self._looks: dict[tuple[str, ...], Look] = {}
        self._paints: dict[Paint, Paint] = {}
        self._letters: dict[Letters, Letters] = {}
        self.default_look: Look = {}
        if root is None:
            return
        self.default_look = self.read_look(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
        for element in root.iterchildren(W + "style"):
            style_id = element.get(W + "styleId") or ""
            self._elements[style_id] = element
            default = element.get(W + "default")
            if default is not None and is_on(element, W + "default"):
                self._defaults.setdefault(element.get(W + "type") or "paragraph", style_id)

    def _style(self, style_id: str) -> Style | None:
        """Return a style, read when it is asked for: Word writes a hundred table styles and a document uses one."""
        found = self._styles.get(style_id)
        if found is None and style_id in self._elements:
            found = self._styles[style_id] = self._read(style_id, self._elements[style_id])
        return found

    def _read(self, style_id: str, element: etree._Element) -> Style:
        name = element.find(W + "name")
        based_on = element.find(W + "basedOn")
        style = Style(
            id=style_id,
            kind=element.get(W + "type") or "paragraph",
            name=((name.get(W + "val") or "") if name is not None else "").strip().casefold(),
            based_on=(based_on.get(W + "val") or "") if based_on is not None else "",
            element=element,
        )
        properties = element.find(W + "pPr")
        if properties is not None:
            style.outline = outline_of(properties.find(W + "outlineLvl"))
            style.numbering = numbering_of(properties.find(W + "numPr"))
            style.fill = self.colours.shading(properties.find(W + "shd"))
        return style

    def own_look_of(self, style: Style) -> Look:
        """Return what a style itself says of text; most styles of a file are never asked."""
        if style.look is None:
            style.look = self.read_look(style.element.find(W + "rPr"))
        return style.look

    def conditions_of(self, style: Style) -> dict[str, tuple[Look, Colour | None]]:
        """Return look and fill that a table style gives its parts, the whole table under `""`."""
        if style.conditions is None:
            base_fill = self.colours.shading(style.element.find(f"{W}tcPr/{W}shd"))
            whole = self.colours.shading(style.element.find(f"{W}tblPr/{W}shd"))
            style.conditions = {"": (self.own_look_of(style), base_fill or whole)}
            for condition in style.element.iterfind(W + "tblStylePr"):
                fill = self.colours.shading(condition.find(f"{W}tcPr/{W}shd"))
                look = self.read_look(condition.find(W + "rPr"))
                style.conditions[condition.get(W + "type") or ""] = (look, fill)
        return style.conditions

    def read_look(self, properties: etree._Element | None) -> Look:
        """Read one `w:rPr`."""
        look: Look = {}
        if properties is None:
            return look
        for child in properties:
            tag = child.tag
            if tag == _SIZE:
                points = child.get(_VALUE) or ""
                if points.replace(".", "", 1).isdecimal():
                    look["points"] = float(points) / 2
            elif tag == _BOLD:
                look["is_bold"] = is_on(child)
            elif tag == _LANGUAGE:
                _read_languages(child, look)
            elif tag == _VANISH:
                look["is_hidden"] = is_on(child)
            elif tag in _PAINTS:
                self._read_paint(child, look)
        return look

    def _read_paint(self, element: etree._Element, look: Look) -> None:
        if element.tag == _COLOUR:
            look["colour"] = self.colours.of(element)
        elif element.tag == _HIGHLIGHT:
            look["highlight"] = parse_colour(_HIGHLIGHTS.get(element.get(_VALUE) or "", ""))
        else:
            look["shade"] = self.colours.shading(element)

    def letters_of(self, look: Look) -> Letters:
        """Return how text of a look that is complete is seen; the same object for all that look the same."""
        points, is_bold = look.get("points", DEFAULT_POINTS), look.get("is_bold", False)
        is_large = points >= LARGE_POINTS or (points >= LARGE_BOLD_POINTS and is_bold)
        paint = (look.get("colour"), look.get("highlight") or look.get("shade"), is_large)
        paint = self._paints.setdefault(paint, paint)
        letters = Letters(
            paint,
            is_bold,
            points,
            look.get("is_hidden", False),
            look.get("language", ""),
            look.get("asian_language", ""),
            look.get("complex_language", ""),
        )
        return self._letters.setdefault(letters, letters)

    def chain(self, style_id: str) -> list[Style]:
        """Return a style and those that it is based on, the style itself first."""
        found: list[Style] = []
        seen: set[str] = set()
        while style_id not in seen and len(found) < MOST_STEPS and (style := self._style(style_id)) is not None:
            seen.add(style_id)
            found.append(style)
            style_id = style.based_on
        return found

    @cached_property
    def default_paragraph(self) -> str:
        """Id of the style of paragraphs that name none."""
        return self._defaults.get("paragraph", "")

    @cached_property
    def default_table(self) -> str:
        """Id of the style of tables that name none."""
        return self._defaults.get("table", "")

    def look_of(self, style_id: str) -> Look:
        """Return what a style says of text, with what it is based on."""
        key = (style_id,)
        if key not in self._looks:
            look: Look = {}
            for style in reversed(self.chain(style_id)):
                look |= self.own_look_of(style)
            self._looks[key] = look
        return self._looks[key]

    def outline_of(self, style_id: str) -> int | None:
        """Return the outline level of a style, 0 for heading 1.

        The built-in headings have their level by their name, which is English in every language; Google Docs writes no other.
        """
        for style in self.chain(style_id):
            if style.outline is not None:
                return style.outline
            named = _HEADING_NAME.fullmatch(style.name)
            if named is not None:
                return int(named[1]) - 1
        return None

    def is_numbered(self, style_id: str) -> bool:
        """Tell whether paragraphs of a style are list items."""
        number = next((style.numbering for style in self.chain(style_id) if style.numbering is not None), None)
        return number not in {None, "0"}

    def fill_of(self, style_id: str) -> Colour | None:
        """Return the shade behind paragraphs of a style."""
        return next((style.fill for style in self.chain(style_id) if style.fill is not None), None)

    def names_of(self, style_id: str) -> list[str]:
        """Return the names of a style and of those that it is based on, folded."""
        return [style.name for style in self.chain(style_id)]


_VALUE = W + "val"
_SIZE, _COLOUR, _BOLD, _LANGUAGE = W + "sz", W + "color", W + "b", W + "lang"
_HIGHLIGHT, _SHADE, _VANISH = W + "highlight", W + "shd", W + "vanish"
_PAINTS = frozenset({_COLOUR, _HIGHLIGHT, _SHADE})


def _read_languages(element: etree._Element, look: Look) -> None:
    western, asian, complex_ = (element.get(W + name) for name in ("val", "eastAsia", "bidi"))
    if western is not None:
        look["language"] = _tag(western)
    if asian is not None:
        look["asian_language"] = _tag(asian)
    if complex_ is not None:
        look["complex_language"] = _tag(complex_)


def _tag(value: str) -> str:
    return "" if value.lower() in {"x-none", "none"} else value.strip()


def outline_of(element: etree._Element | None) -> int | None:
    """Return the outline level that a `w:outlineLvl` says, 0 for heading 1."""
    value = "" if element is None else element.get(W + "val") or ""
    return int(value) if value.isdecimal() else None


def numbering_of(element: etree._Element | None) -> str | None:
    """Return the list that a `w:numPr` says, `0` for none, `None` when it is absent."""
    if element is None:
        return None
    number = element.find(W + "numId")
    return "" if number is None else number.get(W + "val") or "0"
