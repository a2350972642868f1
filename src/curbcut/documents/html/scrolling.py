"""Areas that scroll in a box of their own, as far as inline styles tell.

Markup has no layout: the height of a text is estimated from below and from above, and only what lies beyond both
estimates is certain.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from curbcut.documents.html.declarations import Declarations, parse_declarations
from curbcut.documents.html.lengths import MEDIUM, pixels_of

if TYPE_CHECKING:
    from curbcut.documents.html.document import HtmlDocument
    from curbcut.documents.html.elements import Element
    from curbcut.documents.place import Place

WIDEST_WINDOW = 1920.0
"""Pixels: a box without a width of its own is taken for this wide when its text is estimated from below."""
_NARROWEST, _WIDEST = 5.0, 11.0
"""Pixels that a character of 16 px text takes on average, at least and at most."""
_LOWEST, _HIGHEST = 17.0, 30.0
"""Pixels that a line of 16 px text takes, at least and at most (a heading's line is higher)."""
_BLOCK_MARGINS = 48.0
"""Pixels that a paragraph or heading adds at most."""
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figure", "footer", "form", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hr", "li", "nav", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul",
})  # fmt: skip
_SIZED = frozenset(
    {"img", "video", "audio", "iframe", "object", "embed", "canvas", "svg", "input", "select", "textarea", "button"}
)
_NOT_BOXES = frozenset({"iframe", "textarea", "select", "input", "html", "body"})
_SCROLLS = frozenset({"auto", "scroll"})


@dataclass(frozen=True, slots=True)
class Scrolling:
    """An element whose content is longer than its box.

    Attributes:
        element: The element.
        is_certain: Whether even the lowest estimate of its content is longer than the box.
    """

    element: "Element"
    is_certain: bool

    @property
    def place(self) -> "Place":
        """Where the element is."""
        return self.element.place


def scroll_areas(document: "HtmlDocument") -> Iterator[Scrolling]:
    """Yield the elements that scroll, or may, and have something visible in them. Source: ACT rule 0ssw9k."""
    for element in document.with_attribute("style"):
        style = element.attributes["style"]
        if "overflow" not in style.lower() or not element.is_visible or element.tag in _NOT_BOXES:
            continue
        declared = parse_declarations(style)
        vertical, horizontal = _scrolls(declared)
        height = _pixels(declared, "height", "max-height")
        width = _pixels(declared, "width", "max-width")
        found = _Content(element)
        if not found.characters and not found.has_sized:
            continue
        if vertical and height is not None:
            certain, possible = found.overflows_height(height, width)
        elif horizontal and width is not None:
            certain = possible = found.widest > width
        else:
            continue
        if certain or possible:
            yield Scrolling(element, certain)


def _scrolls(declared: Declarations) -> tuple[bool, bool]:
    words = declared["overflow"].value.split() if "overflow" in declared else []
    horizontal = words[0] if words else ""
    vertical = words[-1] if words else ""
    if "overflow-x" in declared:
        horizontal = declared["overflow-x"].value
    if "overflow-y" in declared:
        vertical = declared["overflow-y"].value
    return vertical in _SCROLLS, horizontal in _SCROLLS


def _pixels(declared: Declarations, *names: str) -> float | None:
    # A percentage is one of the box around, which has no size without a layout.
    lengths = [declared[name].value for name in names if name in declared and not declared[name].value.endswith("%")]
    values = (pixels_of(length, MEDIUM, MEDIUM) for length in lengths)
    found = [value for value in values if value is not None]
    return min(found) if found else None


class _Content:
    """What is known of the size of an element's content without a layout."""

    def __init__(self, element: "Element") -> None:
        self.characters = 0
        self.blocks = 0
        self.has_sized = False
        self.widest = 0.0
        self.tallest = 0.0
        self._add_texts(element)
        for inner in element.descendants():
            if not inner.is_visible:
                continue
            self.blocks += inner.tag in _BLOCKS
            self.has_sized = self.has_sized or inner.tag in _SIZED
            had = self.characters
            self._add_texts(inner)
            self._add_size(inner, has_text=self.characters > had)

    def _add_texts(self, element: "Element") -> None:
        for child in element.children:
            if isinstance(child, str):
                self.characters += len(" ".join(child.split()))

    def _add_size(self, element: "Element", *, has_text: bool) -> None:
        style = element.attributes.get("style")
        if style and has_text:
            declared = parse_declarations(style)
            self.widest = max(self.widest, _pixels(declared, "width") or 0.0)
            self.tallest = max(self.tallest, _pixels(declared, "height") or 0.0)

    def overflows_height(self, height: float, width: float | None) -> tuple[bool, bool]:
        """Tell whether the content is certainly, and whether it is possibly, taller than a box."""
        least = max(self.tallest, self.characters * _NARROWEST // (width or WIDEST_WINDOW) * _LOWEST)
        lines = ceil(self.characters * _WIDEST / max(width or 320.0, 1.0)) + self.blocks
        most = lines * _HIGHEST + self.blocks * _BLOCK_MARGINS
        # A short line or two in a box that holds three: nothing to scroll, whatever the margins add up to.
        roomy = lines <= 2 + self.blocks and (lines + 2) * _HIGHEST <= height + _HIGHEST
        return least > height + _LOWEST, self.has_sized or (most > height and not roomy)
