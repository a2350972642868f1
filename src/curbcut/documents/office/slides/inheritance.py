"""What a slide takes from its layout and master: placeholders, text styles, colour map, background."""

from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from curbcut.documents.colours import BLACK, WHITE, Colour
from curbcut.documents.office.names import A, P, R, is_true
from curbcut.documents.office.slides.fills import Painted, background_of
from curbcut.documents.office.slides.geometry import Position, position_of
from curbcut.documents.office.slides.letters import Letters, Row, TextLook, row_of
from curbcut.documents.office.theme import PRESENTATION_MAP, Palette, Theme

DEFAULT_POINTS = 18.0
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
MOST_LETTERS = 5_000
_HYPERLINK_COLOUR = "{http://schemas.microsoft.com/office/drawing/2018/hyperlinkcolor}hlinkClr"
_BULLETS = {A + "buNone": False, A + "buChar": True, A + "buAutoNum": True, A + "buBlip": True}


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A place of a slide, layout or master."""

    kind: str
    index: str
    shape: etree._Element


@dataclass(slots=True)
class Shape:
    """The parts of a shape or picture, found in one pass.

    Attributes:
        element: The shape itself.
        name: Its `p:cNvPr`.
        media: Its `p:nvPr`, which names its place and what it plays.
        placeholder: The place that it fills.
        properties: Its `p:spPr`.
        transform: Where it lies.
        style: What it takes from the theme.
        body: Its text.
    """

    element: etree._Element
    name: etree._Element | None = None
    media: etree._Element | None = None
    placeholder: Placeholder | None = None
    properties: etree._Element | None = None
    transform: etree._Element | None = None
    style: etree._Element | None = None
    body: etree._Element | None = None


def shape_of(element: etree._Element) -> Shape:
    """Find the parts of a shape or picture."""
    shape = Shape(element)
    for child in element:
        tag = child.tag
        if tag == _PROPERTIES:
            shape.properties = child
            shape.transform = next(child.iterchildren(_TRANSFORM), None)
        elif tag == _BODY:
            shape.body = child
        elif tag == _STYLE:
            shape.style = child
        elif tag in _NON_VISUAL:
            for each in child:
                if each.tag == _NAME:
                    shape.name = each
                elif each.tag == _MEDIA:
                    shape.media = each
    media = shape.media
    place = None if media is None or not len(media) else next(media.iterchildren(_PLACE), None)
    if place is not None:
        shape.placeholder = Placeholder(place.get("type") or "", place.get("idx") or "", element)
    return shape


def placeholder_of(shape: etree._Element) -> Placeholder | None:
    """Return what place a shape fills, `None` when it stands for itself."""
    return shape_of(shape).placeholder


_PROPERTIES, _BODY, _STYLE, _NAME, _MEDIA, _PLACE = (
    P + name for name in ("spPr", "txBody", "style", "cNvPr", "nvPr", "ph")
)
_TRANSFORM = A + "xfrm"
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


class Styles:
    """Text styles of the slides of one layout and colour map, worked out once a placeholder and level."""

    def __init__(self, layout: Base | None, palette: Palette, defaults: etree._Element | None) -> None:
        self.palette = palette
        self.drawn: dict[str, list[Painted]] = {}
        self._layout = layout
        self._master = layout.parent if layout is not None else None
        self._defaults = defaults
        self._chains: dict[tuple[str, str], list[Placeholder]] = {}
        self._looks: dict[tuple[str, str, int], TextLook] = {}
        self._shape_looks: dict[tuple[object, ...], TextLook] = {}
        self._letters: dict[tuple[object, ...], tuple[TextLook, Letters]] = {}
        self._rows: dict[tuple[int, int, tuple[int, ...]], tuple[TextLook, object, Row]] = {}
        self._known_letters: dict[Letters, Letters] = {}
        self._default = (palette.slot("tx1") or BLACK,)

    def background_of(self, root: etree._Element) -> tuple[Colour, ...]:
        """Return the colours of a slide's background, its own or inherited; white when none is said."""
        said, colours = background_of(root, self.palette)
        if said:
            return (WHITE,) if colours is None else colours
        return self._inherited_background

    @cached_property
    def _inherited_background(self) -> tuple[Colour, ...]:
        base = self._layout
        while base is not None:
            said, colours = background_of(base.root, self.palette)
            if said:
                return (WHITE,) if colours is None else colours
            base = base.parent
        return (WHITE,)

    def chain(self, placeholder: Placeholder | None) -> list[Placeholder]:
        """Return the places that a placeholder is made from, the nearest first."""
        if placeholder is None:
            return []
        key = (placeholder.kind, placeholder.index)
        found = self._chains.get(key)
        if found is None:
            found = self._chains[key] = []
            base = self._layout
            while base is not None:
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

    def position_of(self, placeholder: Placeholder) -> Position | None:
        """Return the position that a placeholder inherits."""
        for each in self.chain(placeholder):
            position = position_of(each.shape.find(f"{P}spPr/{A}xfrm"))
            if position is not None:
                return position
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

    def look_in_shape(
        self, placeholder: Placeholder | None, level: int, colour: Colour | None, *, is_bold: bool | None
    ) -> TextLook:
        """Return how text of a level looks in a shape or cell whose style gives it a colour or makes it bold."""
        look = self.look_of(placeholder, level)
        if is_bold is None and (colour is None or placeholder is not None):
            return look
        key = (id(look), colour if placeholder is None else None, is_bold)
        found = self._shape_looks.get(key)
        if found is None:
            found = look
            if colour is not None and placeholder is None:
                found = found | {"colours": (colour,)}
            if is_bold is not None:
                found = found | {"is_bold": is_bold}
            self._shape_looks[key] = found
        return found

    def look_of_run(self, properties: etree._Element | None, base: TextLook) -> Letters:
        """Return how a run looks, given its `a:rPr` and what holds where it says nothing."""
        # Few attributes come back in many runs. The base is kept beside its key, so that its identity stays its own.
        if properties is not None and len(properties):
            return self._finished(base | read_run(properties, self.palette), properties)
        key = (id(base), *(() if properties is None else properties.items()))
        found = self._letters.get(key)
        if found is None:
            if len(self._letters) > MOST_LETTERS:
                self._letters.clear()
            look = base if properties is None else base | read_run(properties, self.palette)
            found = self._letters[key] = (base, self._finished(look, None))
        return found[1]

    def row_of_runs(self, numbers: tuple[int, ...], fragments: list[etree._Element | None], base: TextLook) -> Row:
        """Return how folded runs look, given the numbers of what they say; few rows of looks come back in many paragraphs."""
        key = (id(base), id(fragments), numbers)
        found = self._rows.get(key)
        if found is None:
            if len(self._rows) > MOST_LETTERS:
                self._rows.clear()
            row = row_of([self.look_of_run(fragments[number], base) for number in numbers])
            found = self._rows[key] = (base, fragments, row)
        return found[2]

    def _finished(self, look: TextLook, properties: etree._Element | None) -> Letters:
        link = ""
        click = None if properties is None else properties.find(A + "hlinkClick")
        if click is not None:
            link = click.get(R + "id") or click.get("action") or ""
            follows_text = any((each.get("val") or "") == "tx" for each in click.iter(_HYPERLINK_COLOUR))
            colour = self.palette.slot("hlink")
            if colour is not None and not follows_text:
                look = look | {"colours": (colour,)}
        letters = Letters(
            look.get("colours", self._default),
            look.get("points", DEFAULT_POINTS),
            look.get("is_bold", False),
            look.get("language", ""),
            link,
            look.get("highlight"),
        )
        return self._known_letters.setdefault(letters, letters)

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
        elif child.tag == A + "highlight":
            look["highlight"] = palette.of_fill(child)
    return look
