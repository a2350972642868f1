"""Areas that scroll in a box of their own, as far as inline styles tell."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from curbcut.documents.html.content_size import (
    BOX_MAKERS,
    MOVES,
    NARROWEST_CHARACTER,
    OVERFLOW,
    WORDS,
    Content,
    pixels_in,
)
from curbcut.documents.html.declarations import Declarations
from curbcut.documents.html.lengths import MEDIUM, pixels_of

if TYPE_CHECKING:
    from curbcut.documents.html.document import HtmlDocument
    from curbcut.documents.html.elements import Element
    from curbcut.documents.place import Place

MOST_LOOKED_AT = 200_000
"""Elements of a page that are looked at for what they make scroll; of the areas left then nothing certain is said."""
_COLUMNS = frozenset({"columns", "column-count", "column-width"})
_SHORTENS = MOVES | {"white-space"}
_NOT_BOXES = frozenset({"iframe", "textarea", "select", "input", "html", "body"})
_NEVER_SCROLL = WORDS | {"table", "tbody", "td", "tfoot", "th", "thead", "tr"}
"""What `overflow` says nothing to, unless styles make another box of it: words of a line, and parts of a table, which grow with
what they hold. Source: CSS Overflow 3, section 3.1; CSS 2, section 17.5.3."""
_SCROLLS = frozenset({"auto", "scroll"})
# CSS Overflow 3, section 3.1: with one way scrolling, `visible` for the other comes to `auto`.
_SCROLLED_ALONG = _SCROLLS | {"", "visible", "initial", "unset"}


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
    left = MOST_LOOKED_AT
    for element in _candidates(document):
        if not element.is_visible or element.tag in _NOT_BOXES or document.styles.of(element).is_out_of_sight:
            continue
        declared = document.styles.declared(element)
        if _is_no_scroll_container(element, declared):
            continue
        vertical, horizontal = _scrolls(declared)
        height = pixels_in(declared, "height", "max-height")
        width = pixels_in(declared, "width", "max-width")
        padding = _padding(declared)
        if not (vertical and height is not None) and not (horizontal and width is not None):
            continue
        left -= element.end - element.index
        if left < 0:
            # Areas within areas: what is in the outer ones was looked through again and again.
            yield Scrolling(element, is_certain=False)
            continue
        is_one_line, keeps_lines = _is_one_line(declared), _keeps_its_lines(element, declared)
        found = Content(element, is_one_line=is_one_line)
        if not found.characters and not found.has_sized:
            continue
        widest = max(found.widest, _longest_line(element) if keeps_lines else 0.0)
        certain = horizontal and width is not None and widest > width + padding
        possible = certain
        if vertical and height is not None:
            wraps = not is_one_line and not keeps_lines and _COLUMNS.isdisjoint(declared)
            is_taller, may_be_taller = found.overflows_height(height + padding, width, wraps=wraps)
            certain, possible = certain or is_taller, possible or may_be_taller
        if possible:
            yield Scrolling(element, certain)


def _candidates(document: "HtmlDocument") -> "list[Element]":
    found = {
        index
        for index in document.tree.by_attribute.get("style", ())
        if "overflow" in document.tree.attributes[index]["style"].lower()
    }
    if document.by_tag("style"):
        matched = document.styles.matched.items()
        found.update(index for index, rules in matched if any(not OVERFLOW.isdisjoint(rule) for rule in rules))
    return document.elements.of(sorted(found))


def _is_no_scroll_container(element: "Element", declared: Declarations) -> bool:
    if element.tag not in _NEVER_SCROLL or not BOX_MAKERS.isdisjoint(declared):
        return False
    # Flex and grid make blocks of what stands in them (CSS Display 3, section 2.7).
    parent = element.parent
    around = element.document.styles.declared(parent) if parent is not None else declared
    return "display" not in around or not any(kind in around["display"].value for kind in ("flex", "grid", "("))


def _is_one_line(declared: Declarations) -> bool:
    return "white-space" in declared and declared["white-space"].value == "nowrap"


def _keeps_its_lines(element: "Element", declared: Declarations) -> bool:
    """Tell whether the lines of the source are the lines that are shown, however long."""
    if "white-space" in declared:
        return declared["white-space"].value == "pre"
    return element.tag == "pre"


def _scrolls(declared: Declarations) -> tuple[bool, bool]:
    """Tell whether a box scrolls down and sideways: one that scrolls one way does both, unless the other way is cut."""
    words = declared["overflow"].value.split() if "overflow" in declared else []
    horizontal = words[0] if words else ""
    vertical = words[-1] if words else ""
    if "overflow-x" in declared:
        horizontal = declared["overflow-x"].value
    if "overflow-y" in declared:
        vertical = declared["overflow-y"].value
    scrolls = not _SCROLLS.isdisjoint((vertical, horizontal))
    return scrolls and vertical in _SCROLLED_ALONG, scrolls and horizontal in _SCROLLED_ALONG


def _padding(declared: Declarations) -> float:
    """Return the widest padding: less than that is no distance to scroll (ACT rule 0ssw9k)."""
    words = (word for name in declared if name.startswith("padding") for word in declared[name].value.split())
    return max((pixels_of(word, MEDIUM, MEDIUM) or 0.0 for word in words), default=0.0)


def _longest_line(element: "Element") -> float:
    """Return the width of the longest line of the source at the least; 0 when styles inside may hide or shorten it."""
    style = element.document.styles.of(element)
    declared = element.document.styles.declared
    if any(not inner.is_visible or not _SHORTENS.isdisjoint(declared(inner)) for inner in element.descendants()):
        return 0.0
    longest = max(map(len, element.text.expandtabs(1).splitlines()), default=0)
    return longest * NARROWEST_CHARACTER * (style.font_size or 0.0) / MEDIUM
