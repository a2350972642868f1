"""Areas that scroll in a box of their own, as far as inline styles tell.

Markup has no layout: the height of a text is estimated from below and from above, and only what lies beyond both
estimates is certain.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from curbcut.documents.html.declarations import Declarations
from curbcut.documents.html.lengths import MEDIUM, pixels_of

if TYPE_CHECKING:
    from curbcut.documents.html.document import HtmlDocument
    from curbcut.documents.html.elements import Element
    from curbcut.documents.place import Place

MOST_LOOKED_AT = 200_000
"""Elements of a page that are looked at for what they make scroll; of the areas left then nothing certain is said."""
WIDEST_WINDOW = 1920.0
"""Pixels: a box without a width of its own is taken for this wide when its text is estimated from below."""
NARROWEST_CHARACTER, WIDEST_CHARACTER = 5.0, 11.0
"""Pixels that a character of 16 px text takes on average, at least and at most."""
_LOWEST, _HIGHEST = 17.0, 30.0
"""Pixels that a line of 16 px text takes, at least and at most (a heading's line is higher)."""
_BLOCK_MARGINS = 48.0
"""Pixels that a paragraph or heading adds at most."""
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figure", "footer", "form", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hr", "li", "nav", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul",
})  # fmt: skip
_LINES_OF_THEIR_OWN = frozenset({"dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "li", "p"})
_CELLS = frozenset({"td", "th"})
_MOVES = frozenset(
    {"columns", "column-count", "column-width", "display", "float", "font-size", "line-height", "position"}
)
"""What may set lines beside or upon each other, or make them lower."""
_COLUMNS = frozenset({"columns", "column-count", "column-width"})
_SHORTENS = _MOVES | {"white-space"}
_OUT_OF_FLOW = frozenset({"fixed", "absolute"})
"""What places a box by the window or by a box that may lie outside the one that scrolls."""
_SIZED = frozenset(
    {"img", "video", "audio", "iframe", "object", "embed", "canvas", "svg", "input", "select", "textarea", "button"}
)
_SIZED_BY_ATTRIBUTE = frozenset({"img", "video", "canvas", "embed", "object", "table"})
_NOT_BOXES = frozenset({"iframe", "textarea", "select", "input", "html", "body"})
_WORDS = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "font", "i", "kbd", "label", "mark", "q", "s", "samp", "small", "span",
    "strong", "sub", "sup", "u", "var",
})  # fmt: skip
"""What has no width and height of its own, unless styles make another box of it. Source: CSS 2, sections 9.7 and 10.2."""
_NEVER_SCROLL = _WORDS | {"table", "tbody", "td", "tfoot", "th", "thead", "tr"}
"""What `overflow` says nothing to, unless styles make another box of it: words of a line, and parts of a table, which grow with
what they hold. Source: CSS Overflow 3, section 3.1; CSS 2, section 17.5.3."""
_HEIGHTS = frozenset({"height", "max-height"})
_BOX_MAKERS = frozenset({"display", "float", "position"})
_SCROLLS = frozenset({"auto", "scroll"})
# CSS Overflow 3, section 3.1: with one way scrolling, `visible` for the other comes to `auto`.
_SCROLLED_ALONG = _SCROLLS | {"", "visible", "initial", "unset"}
_OVERFLOW = frozenset({"overflow", "overflow-x", "overflow-y"})


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
        height = _pixels(declared, "height", "max-height")
        width = _pixels(declared, "width", "max-width")
        padding = _padding(declared)
        if not (vertical and height is not None) and not (horizontal and width is not None):
            continue
        left -= element.end - element.index
        if left < 0:
            # Areas within areas: what is in the outer ones was looked through again and again.
            yield Scrolling(element, is_certain=False)
            continue
        is_one_line, keeps_lines = _is_one_line(declared), _keeps_its_lines(element, declared)
        found = _Content(element, is_one_line=is_one_line)
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
        found.update(index for index, rules in matched if any(not _OVERFLOW.isdisjoint(rule) for rule in rules))
    return document.elements.of(sorted(found))


def _is_no_scroll_container(element: "Element", declared: Declarations) -> bool:
    if element.tag not in _NEVER_SCROLL or not _BOX_MAKERS.isdisjoint(declared):
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


def _pixels(declared: Declarations, *names: str) -> float | None:
    # A percentage is one of the box around, which has no size without a layout.
    lengths = [declared[name].value for name in names if name in declared and not declared[name].value.endswith("%")]
    values = (pixels_of(length, MEDIUM, MEDIUM) for length in lengths)
    found = [value for value in values if value is not None]
    return min(found) if found else None


def _scale_of(element: "Element") -> float:
    """Return how small the text of an element is at the least, against the one that the estimates are made for."""
    size = element.document.styles.of(element).font_size
    return 0.0 if size is None else min(size / MEDIUM, 1.0)


def _own_size(element: "Element", declared: Declarations) -> tuple[float, float]:
    """Return the width and height that an element has at the least, 0 for what is not certain; flex boxes shrink theirs."""
    if element.tag in _WORDS and _BOX_MAKERS.isdisjoint(declared):
        return 0.0, 0.0
    parent = element.parent
    around = element.document.styles.declared(parent) if parent is not None else declared
    if "display" in around and "flex" in around["display"].value:
        return 0.0, 0.0
    width, height = (_least(declared, name) for name in ("width", "height"))
    if element.tag in _SIZED_BY_ATTRIBUTE:
        width = _by_attribute(element, declared, "width") if width is None else width
        height = _by_attribute(element, declared, "height") if height is None else height
    return width or 0.0, height or 0.0


def _least(declared: Declarations, name: str) -> float | None:
    """Return the pixels of a width or height as far as no upper bound may cut it; `None` where nothing is declared of it."""
    bound = f"max-{name}"
    if bound in declared and declared[bound].value != "none" and _pixels(declared, bound) is None:
        return 0.0
    return (_pixels(declared, name, bound) or 0.0) if name in declared else None


def _by_attribute(element: "Element", declared: Declarations, name: str) -> float:
    """Return the size that an attribute gives, unless styles out of sight, such as those of Canvas, keep pictures in their column."""
    document = element.document
    if document.context.origin == "editor" or document.styles.unread or f"max-{name}" in declared:
        return 0.0
    return pixels_of(element.attributes.get(name, "").strip() + "px", None, None) or 0.0


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


class _Content:
    """What is known of the size of an element's content without a layout.

    Args:
        element: The element.
        is_one_line: Whether its texts and pictures stand in one line that never wraps, unless a block parts them.
    """

    def __init__(self, element: "Element", *, is_one_line: bool) -> None:
        self._declared = element.document.styles.declared
        self._line = 0.0
        self.characters = 0
        self.blocks = 0
        self.has_sized = False
        self.widest = 0.0
        self.tallest = 0.0
        self._lines = 0
        self._is_stacked = not element.document.styles.unread
        self._scale = _scale_of(element)
        self._clipped_to = self._listed_to = 0
        self._sized: list[tuple[int, float, float]] = []
        self._add_texts(element)
        self._add_lines(element, has_text=True)
        self._look_inside(element)
        if is_one_line and not self.blocks:
            self.widest = max(self.widest, self._line + self.characters * NARROWEST_CHARACTER * self._scale)

    def _look_inside(self, element: "Element") -> None:
        passed = 0
        for inner in element.descendants():
            if inner.index < passed or not inner.is_visible:
                continue
            declared = self._declared(inner)
            if "position" in declared and declared["position"].value in _OUT_OF_FLOW:
                self.has_sized, passed = True, inner.end
                continue
            if not _OVERFLOW.isdisjoint(declared) and not _HEIGHTS.isdisjoint(declared):
                # What it holds ends at its own edge.
                self.has_sized, passed = True, inner.end
                self._add_size(inner, declared, is_seen=bool(inner.text.strip()))
                continue
            self.blocks += inner.tag in _BLOCKS
            self.has_sized = self.has_sized or inner.tag in _SIZED
            had = self.characters
            self._add_texts(inner)
            has_text = self.characters > had
            if has_text:
                self._scale = min(self._scale, _scale_of(inner))
            self._add_size(inner, declared, is_seen=has_text or inner.tag in _SIZED)
            self._add_lines(inner, has_text=has_text)

    def _add_texts(self, element: "Element") -> None:
        for child in element.children:
            if isinstance(child, str):
                self.characters += len(" ".join(child.split()))

    def _add_size(self, element: "Element", declared: Declarations, *, is_seen: bool) -> None:
        """Take in the size of an element, and of those around it, once something in it is seen."""
        if declared or element.tag in _SIZED_BY_ATTRIBUTE:
            width, height = _own_size(element, declared)
            if element.index < self._clipped_to:
                width = height = 0.0
            elif not _OVERFLOW.isdisjoint(declared):
                self._clipped_to = element.end
            if width or height:
                self._sized.append((element.end, width, height))
            if element.tag == "img" and "max-width" not in declared:
                self._line += (
                    _pixels(declared, "width") or pixels_of(f"{element.get('width') or ''}px", None, None) or 0.0
                )
        if is_seen:
            for end, width, height in self._sized:
                if element.index < end:
                    self.widest, self.tallest = max(self.widest, width), max(self.tallest, height)
            self._sized.clear()

    def _add_lines(self, element: "Element", *, has_text: bool) -> None:
        """Count the lines that stand under each other whatever the width; a class may mean anything in an editor's body."""
        is_dressed = "class" in element.attributes and element.document.context.origin == "editor"
        if is_dressed or element.tag in _CELLS or not _MOVES.isdisjoint(self._declared(element)):
            self._is_stacked = False
        self._lines += has_text and element.tag in _LINES_OF_THEIR_OWN
        is_listed = element.tag == "pre" and element.index >= self._listed_to
        if is_listed and "white-space" not in self._declared(element):
            # With all that stands in it, another listing too.
            self._listed_to = element.end
            self._lines += element.text.strip().count("\n")

    def overflows_height(self, height: float, width: float | None, *, wraps: bool) -> tuple[bool, bool]:
        """Tell whether the content is certainly, and whether it is possibly, taller than a box.

        Args:
            height: Pixels of the box.
            width: The same, `None` when unknown.
            wraps: Whether its text goes on in a further line under it where the box ends, not beside it or beyond.
        """
        per_row = width or WIDEST_WINDOW
        rows = self.characters * NARROWEST_CHARACTER * self._scale // per_row if wraps else 0.0
        if self._is_stacked:
            rows = max(rows, self._lines)
        least = max(self.tallest, rows * _LOWEST * self._scale)
        lines = ceil(self.characters * WIDEST_CHARACTER / max(width or 320.0, 1.0)) + self.blocks
        most = lines * _HIGHEST + self.blocks * _BLOCK_MARGINS
        # A short line or two in a box that holds three: nothing to scroll, whatever the margins add up to.
        roomy = lines <= 2 + self.blocks and (lines + 2) * _HIGHEST <= height + _HIGHEST
        is_taller = least > height + _LOWEST
        return is_taller, is_taller or self.has_sized or (most > height and not roomy)
