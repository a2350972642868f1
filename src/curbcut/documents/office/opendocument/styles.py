"""Styles of an OpenDocument file, resolved. Source: ODF 1.3 part 3, section 16."""

from typing import TypedDict

from lxml import etree

from curbcut.documents.colours import Colour, parse_colour
from curbcut.documents.office.opendocument.names import DRAW, FO, LOEXT, NUMBER, OFFICE, STYLE, TEXT

DEFAULT_POINTS = 12.0
MOST_STEPS = 30
MOST_LOOKS = 10_000
_UNITS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "px": 0.75}


class Look(TypedDict, total=False):
    """How text looks, as far as one layer says so."""

    colour: Colour | None
    points: float
    is_bold: bool
    is_hidden: bool
    shade: Colour | None
    language: str
    asian_language: str
    complex_language: str


class Styles:
    """All styles of a file, automatic ones too, by family and name."""

    def __init__(self, *roots: etree._Element) -> None:
        self._styles: dict[tuple[str, str], etree._Element] = {}
        self._defaults: dict[str, etree._Element] = {}
        self._numbers: dict[str, etree._Element] = {}
        self._masters: dict[str, etree._Element] = {}
        self._page_layouts: dict[str, etree._Element] = {}
        self._looks: dict[tuple[str, str | None], Look] = {}
        self._within: dict[tuple[int, str, str], tuple[Look, Look]] = {}
        self._names: dict[tuple[str, str], list[str]] = {}
        self._fills: dict[tuple[str, str, str], Colour | None] = {}
        for root in roots:
            for group in root.iter(OFFICE + "styles", OFFICE + "automatic-styles"):
                for style in group:
                    family = style.get(STYLE + "family") or ""
                    if style.tag == STYLE + "default-style":
                        self._defaults.setdefault(family, style)
                    elif style.tag == STYLE + "style":
                        self._styles.setdefault((family, style.get(STYLE + "name") or ""), style)
                    elif style.tag == STYLE + "page-layout":
                        self._page_layouts.setdefault(style.get(STYLE + "name") or "", style)
                    elif str(style.tag).startswith(NUMBER):
                        self._numbers.setdefault(style.get(STYLE + "name") or "", style)
            for master in root.iter(STYLE + "master-page"):
                self._masters.setdefault(master.get(STYLE + "name") or "", master)

    def chain(self, family: str, name: str) -> list[etree._Element]:
        """Return a style and its parents, the style itself first."""
        found: list[etree._Element] = []
        seen: set[str] = set()
        while (family, name) in self._styles and name not in seen and len(found) < MOST_STEPS:
            seen.add(name)
            found.append(self._styles[family, name])
            name = found[-1].get(STYLE + "parent-style-name") or ""
        return found

    def number_style(self, name: str) -> etree._Element | None:
        """Return the number format of a name."""
        return self._numbers.get(name)

    def own_attribute(self, family: str, name: str, attribute: str) -> str | None:
        """Return the first value that a style or a parent says for an attribute of its own."""
        return next((value for each in self.chain(family, name) if (value := each.get(attribute)) is not None), None)

    def page_fill(self, name: str, master: str) -> tuple[Colour | None, bool]:
        """Return what a slide is filled with, its own or its master's, and whether that is no one colour."""
        above = self._masters.get(master)
        names = [name, "" if above is None else above.get(DRAW + "style-name") or ""]
        for each in names:
            if self.attribute("drawing-page", each, "drawing-page-properties", DRAW + "fill") is not None:
                return self.shape_fill("drawing-page", each)
        return None, False

    def page_height(self, master: str) -> float | None:
        """Return the height in points of the pages of a master, `None` where nothing says it."""
        above = self._masters.get(master)
        layout = None if above is None else self._page_layouts.get(above.get(STYLE + "page-layout-name") or "")
        properties = None if layout is None else layout.find(STYLE + "page-layout-properties")
        return None if properties is None else points_of(properties.get(FO + "page-height"))

    def names_of(self, family: str, name: str) -> list[str]:
        """Return the names that people see of a style and its parents, folded."""
        key = (family, name)
        if key not in self._names:
            self._names[key] = [
                (each.get(STYLE + "display-name") or each.get(STYLE + "name") or "").replace("_20_", " ").casefold()
                for each in self.chain(family, name)
            ]
        return self._names[key]

    def default(self, family: str) -> Look:
        """Return what text of a family looks like when no style says more."""
        key = (family, None)
        if key not in self._looks:
            style = self._defaults.get(family)
            self._looks[key] = {} if style is None else _read(style)
        return self._looks[key]

    def look_of(self, family: str, name: str) -> Look:
        """Return what a style says of text, with its parents."""
        key = (family, name)
        if key not in self._looks:
            look: Look = {}
            for style in reversed(self.chain(family, name)):
                look |= _read(style, look.get("points", DEFAULT_POINTS))
            self._looks[key] = look
        return self._looks[key]

    def within(self, look: Look, family: str, name: str) -> Look:
        """Return how text of a style looks inside text of another look; the same object for the same two."""
        # The look is kept beside its identity, so that it stays its own.
        key = (id(look), family, name)
        found = self._within.get(key)
        if found is None:
            if len(self._within) > MOST_LOOKS:
                self._within.clear()
            found = self._within[key] = (look, look | self.look_of(family, name))
        return found[1]

    def attribute(self, family: str, name: str, properties: str, attribute: str, prefix: str = STYLE) -> str | None:
        """Return the first value that a style or a parent says for one attribute of its properties."""
        for style in self.chain(family, name):
            found = style.find(prefix + properties)
            value = None if found is None else found.get(attribute)
            if value is not None:
                return value
        return None

    def fill(self, family: str, name: str, properties: str) -> Colour | None:
        """Return the background colour that a style says, `None` for a transparent one."""
        key = (family, name, properties)
        if key not in self._fills:
            self._fills[key] = colour_of(self.attribute(family, name, properties, FO + "background-color"))
        return self._fills[key]

    def cell_fill(self, name: str) -> Colour | None:
        """Return the background colour of a table's cell; cells on slides are filled as shapes are."""
        for prefix in (STYLE, LOEXT):
            said = self.attribute("table-cell", name, "graphic-properties", DRAW + "fill", prefix)
            if said == "solid":
                return colour_of(self.attribute("table-cell", name, "graphic-properties", DRAW + "fill-color", prefix))
        return self.fill("table-cell", name, "table-cell-properties")

    def shape_fill(self, family: str, name: str) -> tuple[Colour | None, bool]:
        """Return the fill of a shape, and whether it is a picture or something else that is no one colour."""
        properties = "drawing-page-properties" if family == "drawing-page" else "graphic-properties"
        kind = self.attribute(family, name, properties, DRAW + "fill")
        if kind in {"bitmap", "gradient", "hatch"}:
            return None, True
        if kind == "solid":
            return colour_of(self.attribute(family, name, properties, DRAW + "fill-color")), False
        return self.fill(family, name, properties), False


def _read(style: etree._Element, inherited: float = DEFAULT_POINTS) -> Look:
    look: Look = {}
    properties = style.find(STYLE + "text-properties")
    if properties is None:
        return look
    colour = properties.get(FO + "color")
    if colour is not None:
        look["colour"] = colour_of(colour)
    if properties.get(STYLE + "use-window-font-color") == "true":
        look["colour"] = None
    points = points_of(properties.get(FO + "font-size"), inherited)
    if points is not None:
        look["points"] = points
    weight = properties.get(FO + "font-weight")
    if weight is not None:
        look["is_bold"] = weight == "bold" or (weight.isdecimal() and int(weight) >= 600)
    if properties.get(TEXT + "display") == "none":
        look["is_hidden"] = True
    shade = properties.get(FO + "background-color")
    if shade is not None:
        look["shade"] = colour_of(shade)
    _read_languages(properties, look)
    return look


def _read_languages(properties: etree._Element, look: Look) -> None:
    western, asian, complex_ = (_tag(properties, *names) for names in _LANGUAGES)
    if western is not None:
        look["language"] = western
    if asian is not None:
        look["asian_language"] = asian
    if complex_ is not None:
        look["complex_language"] = complex_


_LANGUAGES = (
    (FO + "language", FO + "country"),
    (STYLE + "language-asian", STYLE + "country-asian"),
    (STYLE + "language-complex", STYLE + "country-complex"),
)


def _tag(properties: etree._Element, language_name: str, country_name: str) -> str | None:
    language = properties.get(language_name)
    if language is None:
        return None
    country = properties.get(country_name) or ""
    tag = language if country in {"", "none"} else f"{language}-{country}"
    return "" if language in {"none", "zxx", ""} else tag


def colour_of(value: str | None) -> Colour | None:
    """Return a colour, `None` for a transparent one or none."""
    return parse_colour(value) if value and value.startswith("#") else None


def points_of(value: str | None, inherited: float = DEFAULT_POINTS) -> float | None:
    """Return a length in points; a percentage is one of the inherited size."""
    if value is None:
        return None
    try:
        if value.endswith("%"):
            return inherited * float(value[:-1]) / 100
        return float(value[:-2]) * _UNITS[value[-2:]]
    except (ValueError, KeyError):
        return None
