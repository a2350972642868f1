"""What a slide takes from its layout and master: placeholders, text styles, colour map, background."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import TypedDict

from lxml import etree

from curbcut.documents.colours import WHITE, Colour
from curbcut.documents.office.names import A, P, is_true
from curbcut.documents.office.slides.fills import Box, background_of, box_of
from curbcut.documents.office.theme import PRESENTATION_MAP, Palette, Theme

ORPHAN = "4294967295"
"""`idx` of a placeholder whose layout has none for it."""
TITLES = frozenset({"title", "ctrTitle"})
FOOTERS = frozenset({"dt", "ftr", "sldNum", "hdr"})

_MASTER_TYPE = {
    "ctrTitle": "title",
    "subTitle": "body",
    "obj": "body",
    "chart": "body",
    "tbl": "body",
    "dgm": "body",
    "media": "body",
    "clipArt": "body",
    "pic": "body",
}
_BULLETS = {A + "buNone": False, A + "buChar": True, A + "buAutoNum": True, A + "buBlip": True}


class TextLook(TypedDict, total=False):
    """How text of one level looks, as far as one layer says so."""

    colours: tuple[Colour, ...] | None
    points: float
    is_bold: bool
    language: str
    has_bullet: bool


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A place of a slide, layout or master."""

    kind: str
    index: str
    shape: etree._Element


def placeholder_of(shape: etree._Element) -> Placeholder | None:
    """Return what place a shape fills, `None` when it stands for itself."""
    for properties in shape:
        if properties.tag in _NON_VISUAL:
            element = properties.find(f"{P}nvPr/{P}ph")
            if element is None:
                return None
            return Placeholder(element.get("type") or "", element.get("idx") or "", shape)
    return None


_NON_VISUAL = frozenset(P + name for name in ("nvSpPr", "nvPicPr", "nvGraphicFramePr", "nvGrpSpPr", "nvCxnSpPr"))


@dataclass(eq=False)
class Base:
    """A master or layout that slides build on."""

    root: etree._Element
    part: str
    theme: Theme
    parent: "Base | None" = None
    is_painted: bool = field(default=False)

    @cached_property
    def placeholders(self) -> list[Placeholder]:
        """Its places."""
        found = (placeholder_of(shape) for shape in self.root.iterfind(f"{P}cSld/{P}spTree//{P}sp"))
        return [each for each in found if each is not None]

    @cached_property
    def mapping(self) -> dict[str, str]:
        """Its colour map."""
        element = self.root.find(P + "clrMap")
        if element is None:
            return PRESENTATION_MAP if self.parent is None else overridden(self.root, self.parent.mapping)
        return {str(key): str(value) for key, value in element.attrib.items()}

    @cached_property
    def shows_master(self) -> bool:
        """Whether what is drawn on its master shows."""
        return is_true(self.root.get("showMasterSp", "1"))

    def find(self, wanted: Placeholder) -> Placeholder | None:
        """Return the place that a slide's or layout's placeholder is made from."""
        if self.parent is not None and wanted.index and wanted.index != ORPHAN:
            for each in self.placeholders:
                if each.index == wanted.index:
                    return each
        kind = wanted.kind or "obj"
        kinds = {kind, _MASTER_TYPE.get(kind, kind)} if self.parent is None or kind in TITLES else {kind}
        if kind == "title":
            kinds |= TITLES
        return next((each for each in self.placeholders if (each.kind or "obj") in kinds), None)


def overridden(root: etree._Element, mapping: dict[str, str]) -> dict[str, str]:
    """Return the colour map of a slide or layout, its own when it overrides the master's."""
    element = root.find(f"{P}clrMapOvr/{A}overrideClrMapping")
    return mapping if element is None else {str(key): str(value) for key, value in element.attrib.items()}


def background(root: etree._Element, layout: Base | None, palette: Palette) -> tuple[Colour, ...]:
    """Return the colours of a slide's background, its own or inherited; white when none is said."""
    said, colours = background_of(root, palette)
    base = layout
    while not said and base is not None:
        said, colours = background_of(base.root, palette)
        base = base.parent
    return (WHITE,) if not said or colours is None else colours


class Styles:
    """Text styles of one slide, worked out once a placeholder and level."""

    def __init__(self, layout: Base | None, palette: Palette, defaults: etree._Element | None) -> None:
        self.palette = palette
        self._layout = layout
        self._master = layout.parent if layout is not None else None
        self._defaults = defaults
        self._looks: dict[tuple[str, str, int], TextLook] = {}
        self.run_looks: dict[tuple[object, ...], tuple[TextLook, TextLook]] = {}

    def chain(self, placeholder: Placeholder | None) -> list[Placeholder]:
        """Return the places that a placeholder is made from, the nearest first."""
        found: list[Placeholder] = []
        base = self._layout
        while placeholder is not None and base is not None:
            above = base.find(placeholder)
            if above is not None:
                found.append(above)
                placeholder = Placeholder(above.kind or placeholder.kind, above.index, above.shape)
            base = base.parent
        return found

    def kind_of(self, placeholder: Placeholder) -> str:
        """Return the type of a placeholder, from the layout when the slide does not say it."""
        if placeholder.kind:
            return placeholder.kind
        return next((each.kind for each in self.chain(placeholder) if each.kind), "obj")

    def box_of(self, placeholder: Placeholder) -> Box | None:
        """Return the box that a placeholder inherits."""
        for each in self.chain(placeholder):
            box = box_of(each.shape.find(f"{P}spPr/{A}xfrm"))
            if box is not None:
                return box
        return None

    def look_of(self, placeholder: Placeholder | None, level: int) -> TextLook:
        """Return how text of a level (from 1) looks before the shape itself says anything."""
        key = ("", "", level) if placeholder is None else (placeholder.kind, placeholder.index, level)
        if placeholder is not None and key[:2] == ("", ""):
            key = ("obj", "", level)
        found = self._looks.get(key)
        if found is None:
            found = self._looks[key] = self._work_out(placeholder, level)
        return found

    def _work_out(self, placeholder: Placeholder | None, level: int) -> TextLook:
        look = self.read(self._defaults, level)
        if placeholder is None:
            return look
        kind = self.kind_of(placeholder)
        if self._master is not None:
            name = "titleStyle" if kind in TITLES else "otherStyle" if kind in FOOTERS else "bodyStyle"
            look = look | self.read(self._master.root.find(f"{P}txStyles/{P}{name}"), level)
        for each in reversed(self.chain(placeholder)):
            look = look | self.read(each.shape.find(f"{P}txBody/{A}lstStyle"), level)
        return look

    def read(self, styles: etree._Element | None, level: int) -> TextLook:
        """Read one list of styles at a level."""
        look: TextLook = {}
        if styles is None:
            return look
        for name in ("defPPr", f"lvl{level}pPr"):
            properties = styles.find(A + name)
            if properties is None:
                continue
            for child in properties:
                if child.tag in _BULLETS:
                    look["has_bullet"] = _BULLETS[child.tag]
                elif child.tag == A + "defRPr":
                    look |= read_run(child, self.palette)
        return look


def read_run(properties: etree._Element, palette: Palette) -> TextLook:
    """Read `a:rPr` or `a:defRPr`."""
    look: TextLook = {}
    size = properties.get("sz")
    if size is not None and size.isdecimal():
        look["points"] = int(size) / 100
    bold = properties.get("b")
    if bold is not None:
        look["is_bold"] = is_true(bold)
    language = properties.get("lang")
    if language is not None:
        look["language"] = language.strip()
    for child in properties:
        if child.tag == A + "solidFill":
            colour = palette.of_fill(child)
            if colour is not None:
                look["colours"] = (colour,)
        elif child.tag == A + "gradFill":
            found = [palette.of_fill(stop) for stop in child.iter(A + "gs")]
            look["colours"] = tuple(colour for colour in found if colour is not None) or None
        elif child.tag in {A + "noFill", A + "blipFill", A + "pattFill"}:
            look["colours"] = None
    return look
