"""Computed style: what a browser would make of each element's text, as far as markup says."""

from typing import TYPE_CHECKING

from curbcut.documents.colours import BLACK, WHITE, Colour, parse_colour
from curbcut.documents.html.cascade import merge
from curbcut.documents.html.declarations import NO_DECLARATIONS, Declaration, Declarations, parse_declarations
from curbcut.documents.html.defaults import HINT_ATTRIBUTES, STYLED_TAGS, declarations_of_tag, hints_of
from curbcut.documents.html.lengths import MEDIUM
from curbcut.documents.html.style import Style, derive
from curbcut.documents.html.stylesheets import StyleSheets
from curbcut.documents.html.surfaces import Surface
from curbcut.documents.html.theming import is_styled_by_canvas

if TYPE_CHECKING:
    from curbcut.documents.html.document import HtmlDocument
    from curbcut.documents.html.elements import Element

DEFAULT_LINK = parse_colour("#0000ee") or BLACK
"""Colour of links that were not visited, in every browser."""

_REPLACED = frozenset({"img", "video", "canvas", "iframe", "embed", "object", "svg"})


class Styles:
    """The computed style of every element of a document, in one pass; equal surroundings share one `Style`.

    Attributes:
        unread: The elements whose styles are out of reach, so that they may change what is computed here.
        overlays: Boxes taken out of the flow that paint, so that text may stand over or under them.
        painted_boxes: Number of elements with a background of their own.
    """

    def __init__(self, document: "HtmlDocument") -> None:
        self._document = document
        self._sheets = StyleSheets(document)
        self.unread = self._sheets.unread
        self.overlays: list[Element] = []
        self.painted_boxes = 0
        self._is_editor = document.context.origin == "editor"
        self._link = self._link_declarations()
        self._derived: dict[tuple[object, ...], Style] = {}
        self._styles: list[Style] = []
        self._root_size: float | None = MEDIUM
        self._compute()

    def of(self, element: "Element") -> Style:
        """Return an element's computed style."""
        return self._styles[element.index]

    def _compute(self) -> None:
        elements = self._document.elements
        marks = self._marks()
        styles = self._styles
        initial = self._initial_style()
        depths = [] if self._sheets.is_empty else _depths_of(elements)
        for index, element in enumerate(elements):
            parent = element.parent
            inherited = initial if parent is None else styles[parent.index]
            if not marks[index]:
                styles.append(inherited if inherited.is_plain else inherited.for_child())
                continue
            matched = self._sheets.matching(element, depths[index]) if depths else ()
            style = self._computed(element, inherited, matched)
            if self._is_editor and is_styled_by_canvas(element.attributes.get("class", "")):
                style = style.beyond_markup(self._inline(element))
            styles.append(style)
            if parent is None:
                self._root_size = style.font_size

    def _marks(self) -> bytearray:
        """Return, for every element, whether it may differ from the text around it."""
        elements = self._document.elements
        if not self._sheets.is_empty:
            return bytearray(b"\1" * len(elements))
        marks = bytearray(len(elements))
        for tag in STYLED_TAGS:
            for element in self._document.by_tag(tag):
                marks[element.index] = 1
        for name in ("style", *HINT_ATTRIBUTES):
            for element in self._document.with_attribute(name):
                marks[element.index] = 1
        if self._is_editor:
            for element in self._document.with_attribute("class"):
                marks[element.index] = 1
        return marks

    def _inline(self, element: "Element") -> Declarations:
        text = element.attributes.get("style")
        return parse_declarations(text) if text else NO_DECLARATIONS

    def _computed(self, element: "Element", parent: Style, matched: tuple[Declarations, ...]) -> Style:
        tag, attributes = element.tag, element.attributes
        default = self._link if tag == "a" and "href" in attributes else declarations_of_tag(tag)
        hints = hints_of(tag, attributes) if attributes and not HINT_ATTRIBUTES.isdisjoint(attributes) else None
        key: tuple[object, ...] = (id(parent), id(default), attributes.get("style"))
        if hints or matched:
            key += (tuple(hints.items()) if hints else None, tuple(map(id, matched)))
        style = self._derived.get(key)
        if style is None:
            declared = merge(default, hints, matched, self._inline(element))
            style = self._derived[key] = derive(parent, declared, self._root_size) if declared else parent.for_child()
        if not style.is_plain:
            self._note(element, style)
        return style

    def _note(self, element: "Element", style: Style) -> None:
        self.painted_boxes += bool(style.own_layers)
        if style.is_overlay and (style.own_layers or element.tag in _REPLACED or _holds_picture(element)):
            self.overlays.append(element)

    def _link_declarations(self) -> Declarations:
        theme = self._document.context.theme
        colour = theme.link if self._is_editor else DEFAULT_LINK.hex.lower()
        body = self._document.body
        if body is not None and (hints := hints_of("font", {"color": body.get("link") or ""})) is not None:
            return {"color": hints["color"]}
        return {"color": Declaration(colour.lower())}

    def _initial_style(self) -> Style:
        theme = self._document.context.theme
        text, back = BLACK, WHITE
        if self._is_editor:
            text = parse_colour(theme.text) or BLACK
            back = parse_colour(theme.background) or WHITE
        surface = Surface(colours=(_opaque(back),), beneath=(_opaque(back),))
        if not self.unread:
            return Style(colour=text, surface=surface)
        return Style(colour=text, surface=surface.with_doubt("stylesheet"), is_colour_certain=False, font_size=None)


def _depths_of(elements: "list[Element]") -> list[int]:
    depths: list[int] = []
    for element in elements:
        depths.append(0 if element.parent is None else depths[element.parent.index] + 1)
    return depths


def _opaque(colour: Colour) -> Colour:
    return colour._replace(alpha=1.0)


def _holds_picture(element: "Element") -> bool:
    return any(inner.tag in _REPLACED for inner in element.descendants()) if element.end - element.index < 50 else True
