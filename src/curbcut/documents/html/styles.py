"""Computed style: what a browser would make of each element's text, as far as markup says."""

from typing import TYPE_CHECKING

from curbcut.documents.colours import BLACK, parse_colour
from curbcut.documents.html.cascade import merge
from curbcut.documents.html.declarations import NO_DECLARATIONS, Declaration, Declarations, parse_declarations
from curbcut.documents.html.defaults import HINT_ATTRIBUTES, STYLED_TAGS, declarations_of_tag, hints_of
from curbcut.documents.html.lengths import MEDIUM
from curbcut.documents.html.style import Style, derive
from curbcut.documents.html.style_family import family_of
from curbcut.documents.html.stylesheets import StyleSheets
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
        all: The style of each element, by its index.
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
        self._family = family_of(document.context, is_unread=bool(self.unread), is_shared=self._sheets.is_empty)
        self.all: list[Style] = []
        self._root_size: float | None = MEDIUM
        self._compute()

    def of(self, element: "Element") -> Style:
        """Return an element's computed style."""
        return self.all[element.index]

    def _compute(self) -> None:
        """Compute the styles of the elements that may differ; all between two of them have what they inherit.

        `around` holds the elements that may differ and are still open: where each ends, it, and its style.
        """
        elements, styles, marks = self._document.elements, self.all, self._marks()
        depths = [] if self._sheets.is_empty else _depths_of(elements)
        around: list[tuple[int, Element | None, Style]] = [(len(elements) + 1, None, self._family.initial)]
        index = marks.find(1)
        while index >= 0:
            element = elements[index]
            _fill(styles, around, index)
            _, nearest, inherited = around[-1]
            if element.parent is not nearest:
                inherited = inherited.for_child()
            matched = self._sheets.matching(element, depths[index]) if depths else ()
            style = self._computed(element, inherited, matched)
            if self._is_editor and is_styled_by_canvas(element.attributes.get("class", "")):
                style = self._family.beyond_markup(style, self._inline(element))
            styles.append(style)
            if element.parent is None:
                self._root_size = style.font_size
            if element.end > index + 1:
                around.append((element.end, element, style))
            index = marks.find(1, index + 1)
        _fill(styles, around, len(elements))

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
        default_key: object = tag if tag in STYLED_TAGS else None
        if tag == "a":
            default_key = self._link["color"] if "href" in attributes else None
        hints = hints_of(tag, attributes) if attributes and not HINT_ATTRIBUTES.isdisjoint(attributes) else None
        key: tuple[object, ...] = (id(parent), default_key, attributes.get("style"), self._root_size)
        if hints or matched:
            key += (tuple(hints.items()) if hints else None, tuple(map(id, matched)))
        style = self._family.derived.get(key)
        if style is None:
            default = self._link if tag == "a" and default_key else declarations_of_tag(tag)
            declared = merge(default, hints, matched, self._inline(element))
            style = derive(parent, declared, self._root_size) if declared else parent.for_child()
            style = self._family.keep(key, style)
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


def _fill(styles: list[Style], around: "list[tuple[int, Element | None, Style]]", end: int) -> None:
    """Append what is inherited up to an index, closing the elements that end before it."""
    while around[-1][0] <= end:
        closed_at, _, style = around.pop()
        styles += [style.for_child()] * (closed_at - len(styles))
    styles += [around[-1][2].for_child()] * (end - len(styles))


def _depths_of(elements: "list[Element]") -> list[int]:
    depths: list[int] = []
    for element in elements:
        depths.append(0 if element.parent is None else depths[element.parent.index] + 1)
    return depths


def _holds_picture(element: "Element") -> bool:
    return any(inner.tag in _REPLACED for inner in element.descendants()) if element.end - element.index < 50 else True
