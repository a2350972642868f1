"""Computed style: what a browser would make of each element's text, as far as markup says."""

from typing import TYPE_CHECKING

from curbcut.documents.colours import BLACK, parse_colour
from curbcut.documents.html.cascade import merge
from curbcut.documents.html.declarations import NO_DECLARATIONS, Declaration, Declarations, parse_declarations
from curbcut.documents.html.defaults import HINT_ATTRIBUTES, STYLED_TAGS, declarations_of_tag, hints_of
from curbcut.documents.html.derived_style import derive
from curbcut.documents.html.lengths import MEDIUM
from curbcut.documents.html.style import Style
from curbcut.documents.html.style_family import family_of
from curbcut.documents.html.stylesheets import StyleSheets
from curbcut.documents.html.theming import is_styled_by_canvas
from curbcut.documents.html.tree import NO_ATTRIBUTES, NO_PARENT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from curbcut.documents.html.document import HtmlDocument
    from curbcut.documents.html.elements import Element
    from curbcut.documents.html.tree import Tree

DEFAULT_LINK = parse_colour("#0000ee") or BLACK
"""Colour of links that were not visited, in every browser."""
_DEFAULT_LINK = DEFAULT_LINK.hex.lower()

_MARKING = frozenset({"style", *HINT_ATTRIBUTES})
_MARKING_IN_EDITOR = _MARKING | {"class"}
_MARKED_TAGS = STYLED_TAGS | {"caption"}
_MOST_LOOKED_AT = 50
"""Elements of a box from which on it is sure to show something."""
_Open = tuple[int, int, Style, Style]
_REPLACED = frozenset({"img", "video", "canvas", "iframe", "embed", "object", "svg"})


class Styles:
    """The computed style of every element of a document, in one pass; equal surroundings share one `Style`.

    Attributes:
        unread: The elements whose styles are out of reach, so that they may change what is computed here.
        all: The style of each element, by its index.
        made: The styles of the elements that may differ from what is around them; all others inherit from these.
        matched: The declarations of style blocks for the elements that any rule matches, the weakest first, by index.
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
        self.made: set[Style] = set()
        self.matched = self._sheets.matched
        self._root_size: float | None = MEDIUM
        self._compute()

    def of(self, element: "Element") -> Style:
        """Return an element's computed style."""
        return self.all[element.index]

    def generated_text(self, element: "Element") -> str:
        """Return the words that style blocks put before and after an element's content."""
        return self._sheets.generated_text(element)

    def declared(self, element: "Element") -> Declarations:
        """Return what the page's own rules and the element's `style` attribute declare of it."""
        return merge(None, None, self.matched.get(element.index, ()), self._inline(element.attributes))

    def _compute(self) -> None:
        """Compute the styles of the elements that may differ; all between two of them have what they inherit.

        `around` holds the elements that may differ and are still open: where each ends, it, its style, and the style
        of a child without declarations of its own.
        """
        tree, styles = self._document.tree, self.all
        parents, ends, count = tree.parents, tree.ends, len(tree.tags)
        initial = self._family.initial
        around: list[_Open] = [(count + 1, NO_PARENT, initial, initial)]
        for index in self._marks():
            _fill(styles, around, index)
            _, nearest, own, for_child = around[-1]
            inherited = own if parents[index] == nearest else for_child
            if own.own_layers and tree.tags[index] == "caption" and parents[index] == nearest:
                inherited = own.for_caption(styles[parents[nearest]])
            style = self._computed(index, inherited, self.matched.get(index, ()))
            styles.append(style)
            self.made.add(style)
            if index == 0:
                self._root_size = style.font_size
            if ends[index] > index + 1:
                around.append((ends[index], index, style, style.for_child()))
        _fill(styles, around, count)

    def _marks(self) -> list[int]:
        """Return the indexes of the elements that may differ from the text around them, and of the root."""
        tree = self._document.tree
        found = tree.with_any(_MARKING_IN_EDITOR if self._is_editor else _MARKING)
        for tag in _MARKED_TAGS.intersection(tree.by_tag):
            found.update(tree.by_tag[tag])
        found.update(self.matched)
        found.add(0)
        return sorted(found)

    def _inline(self, attributes: "Mapping[str, str]") -> Declarations:
        text = attributes.get("style")
        return parse_declarations(text) if text else NO_DECLARATIONS

    def _computed(self, index: int, parent: Style, matched: tuple[Declarations, ...]) -> Style:
        tree = self._document.tree
        tag, attributes = tree.tags[index], tree.attributes.get(index, NO_ATTRIBUTES)
        if not attributes and not matched:
            # What is left to differ in is the tag: the way of most headings, header cells and bold words.
            style = self._family.derived.get((id(parent), tag))
            if style is None:
                declared = NO_DECLARATIONS if tag == "a" else declarations_of_tag(tag) or NO_DECLARATIONS
                style = derive(parent, declared, self._root_size) if declared else parent.for_child()
                style = self._family.keep((id(parent), tag), style)
            if not style.is_plain:
                self._note(index, style)
            return style
        default_key: object = tag if tag in STYLED_TAGS else None
        if tag == "a":
            default_key = self._link["color"] if "href" in attributes else None
        hints = hints_of(tag, attributes) if attributes and not HINT_ATTRIBUTES.isdisjoint(attributes) else None
        key: tuple[object, ...] = (id(parent), default_key, attributes.get("style"), self._root_size)
        if hints or matched:
            key += (tuple(hints.items()) if hints else None, id(matched))
        style = self._family.derived.get(key)
        if style is None:
            default = self._link if tag == "a" and default_key else declarations_of_tag(tag)
            declared = merge(default, hints, matched, self._inline(attributes))
            style = derive(parent, declared, self._root_size) if declared else parent.for_child()
            style = self._family.keep(key, style)
        if not style.is_plain:
            self._note(index, style)
        if self._is_editor and "class" in attributes and is_styled_by_canvas(attributes["class"]):
            style = self._family.beyond_markup(style, self._inline(attributes))
        return style

    def _note(self, index: int, style: Style) -> None:
        self.painted_boxes += bool(style.own_layers)
        if style.is_overlay and (style.own_layers or _shows_picture(self._document.tree, index)):
            self.overlays.append(self._document.elements.at(index))

    def _link_declarations(self) -> Declarations:
        theme = self._document.context.theme
        colour = theme.link if self._is_editor else _DEFAULT_LINK
        body = self._document.body
        if body is not None and (hints := hints_of("font", {"color": body.get("link") or ""})) is not None:
            return {"color": hints["color"]}
        return {"color": Declaration(colour.lower())}


def _fill(styles: list[Style], around: "list[_Open]", end: int) -> None:
    """Append what is inherited up to an index, closing the elements that end before it."""
    while around[-1][0] <= end:
        closed_at, _, _, for_child = around.pop()
        styles += [for_child] * (closed_at - len(styles))
    styles += [around[-1][3]] * (end - len(styles))


def _shows_picture(tree: "Tree", index: int) -> bool:
    if tree.tags[index] in _REPLACED:
        return True
    inside = tree.tags[index + 1 : min(tree.ends[index], index + _MOST_LOOKED_AT)]
    return len(inside) + 1 >= _MOST_LOOKED_AT or not _REPLACED.isdisjoint(inside)
