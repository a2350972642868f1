"""The texts of a page that eyes can see, those of one style together."""

import re
from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from curbcut.documents.html.style import BOLD, Sight
from curbcut.documents.html.text_contrast import Contrast, contrast_of
from curbcut.documents.html.tree import is_foreign
from curbcut.documents.html.visibility import HIDDEN_FROM_ALL, SHOWING_THEMSELVES

if TYPE_CHECKING:
    from curbcut.documents.html.document import HtmlDocument
    from curbcut.documents.html.elements import Element
    from curbcut.documents.html.style import Style
    from curbcut.documents.place import Place

LARGE_PIXELS = 24.0
"""18 points. Source: WCAG 2, "large scale (text)"."""
LARGE_BOLD_PIXELS = 14 * 4 / 3
"""14 points of bold text. Source: as above."""

_index_of: "Callable[[VisibleText], int]" = attrgetter("element_index")
_LANGUAGE = re.compile(r"[^\W_]")
FALLING_BACK = SHOWING_THEMSELVES | {"canvas", "iframe", "object"}
"""Elements whose own text only browsers show that cannot show what they are for."""
_UNSHOWN = FALLING_BACK | {"svg", "math"}


class VisibleText:
    """The text directly inside one element.

    Attributes:
        document: Where it is.
        element_index: Index of the element.
        text: Its own text nodes, joined.
        style: Its computed style.
        doubt: Why its colours cannot be known, or `None`.
    """

    __slots__ = ("document", "doubt", "element_index", "style", "text")

    def __init__(
        self, document: "HtmlDocument", element_index: int, text: str, style: "Style", doubt: str | None
    ) -> None:
        self.document = document
        self.element_index = element_index
        self.text = text
        self.style = style
        self.doubt = doubt

    @property
    def element(self) -> "Element":
        """The element."""
        return self.document.elements.at(self.element_index)

    @property
    def place(self) -> "Place":
        """Where the element is."""
        return self.element.place

    @property
    def is_large(self) -> bool | None:
        """Whether it is large text; `None` when the size cannot be known."""
        size = self.style.font_size
        if size is None:
            return None
        return size >= LARGE_PIXELS - 1e-6 or (self.style.font_weight >= BOLD and size >= LARGE_BOLD_PIXELS - 1e-6)

    @property
    def contrast(self) -> Contrast | None:
        """Its contrast; `None` when its colour cannot be known."""
        return contrast_of(self.style)


class TextGroup:
    """The visible texts of one style and one doubt: what their colours and size say of one, they say of all.

    Attributes:
        document: Where they are.
        style: Their computed style.
        doubt: Why their colours cannot be known, or `None`.
        indexes: The indexes of the elements that they stand in, in document order.
        texts: Each element's own text.
    """

    __slots__ = ("_characters", "document", "doubt", "indexes", "style", "texts")

    def __init__(self, document: "HtmlDocument", style: "Style", doubt: str | None) -> None:
        self.document = document
        self.style = style
        self.doubt = doubt
        self.indexes: list[int] = []
        self.texts: list[str] = []
        self._characters: int | None = None

    @property
    def characters(self) -> int:
        """Length of all its texts, of which none may come after it was asked for."""
        characters = self._characters
        if characters is None:
            characters = self._characters = sum(map(len, self.texts))
        return characters

    @property
    def first(self) -> VisibleText:
        """The first of its texts."""
        return VisibleText(self.document, self.indexes[0], self.texts[0], self.style, self.doubt)

    def members(self) -> list[VisibleText]:
        """Return its texts one by one."""
        document, style, doubt = self.document, self.style, self.doubt
        return [
            VisibleText(document, index, text, style, doubt)
            for index, text in zip(self.indexes, self.texts, strict=True)
        ]

    def without(self, skipped: bytearray) -> "TextGroup":
        """Return it without the texts of some elements, which are not 0 at their index."""
        rest = TextGroup(self.document, self.style, self.doubt)
        for index, text in zip(self.indexes, self.texts, strict=True):
            if not skipped[index]:
                rest.indexes.append(index)
                rest.texts.append(text)
        return rest


def in_order(texts: Iterable[VisibleText]) -> list[VisibleText]:
    """Return texts in document order."""
    return sorted(texts, key=_index_of)


def text_groups(document: "HtmlDocument") -> list[TextGroup]:
    """Return every text that eyes can see and that holds a letter or a digit, those of one style together."""
    tree = document.tree
    tags, mixed = tree.tags, tree.mixed
    overlaid = _overlaid_ranges(document)
    has_unshown = not _UNSHOWN.isdisjoint(tree.by_tag)
    groups: dict[Style | tuple[Style, str], TextGroup | None] = {}
    last_style: Style | None = None
    last_group: TextGroup | None = None
    rows: list[Any] = tree.rows
    for index, lone_text, flag, style in zip(rows, tree.texts, tree.flags, document.styles.all, strict=True):
        if lone_text is not None:
            text = lone_text.strip()
        elif index in mixed:
            text = mixed[index].strip()
        else:
            continue
        if not text or flag & HIDDEN_FROM_ALL:
            continue
        if (not text[0].isalnum() and _LANGUAGE.search(text) is None) or (has_unshown and _is_unshown(tags[index])):
            continue
        if style is not last_style:
            if style not in groups:
                groups[style] = _group_of(document, style)
            last_style, last_group = style, groups[style]
        group = last_group
        if group is None:
            continue
        if overlaid and group.doubt is None and _is_overlaid(index, overlaid):
            key = (style, "overlap")
            group = groups[key] = groups.get(key) or TextGroup(document, *key)
        group.indexes.append(index)
        group.texts.append(text)
    return [group for group in groups.values() if group is not None and group.texts]


def _is_unshown(tag: str) -> bool:
    return tag in FALLING_BACK or is_foreign(tag)


def _group_of(document: "HtmlDocument", style: "Style") -> TextGroup | None:
    """Return an empty group for the texts of a style, or `None` when nobody sees them."""
    sight = style.sight or _sight_of(style)
    if not sight.is_seen:
        return None
    may_lie_elsewhere = sight.layers is not None and document.styles.painted_boxes > sight.layers
    return TextGroup(document, style, "overlap" if sight.doubt is None and may_lie_elsewhere else sight.doubt)


def _sight_of(style: "Style") -> Sight:
    layers = style.surface.layers if style.is_displaced and not style.surface.is_painted else None
    sight = style.sight = Sight(is_seen(style), _doubt_of(style), layers)
    return sight


def is_seen(style: "Style") -> bool:
    """Tell whether a style leaves anything of a text to the eye."""
    if not style.is_displayed or not style.is_visible or style.is_out_of_sight:
        return False
    return style.colour is None or style.colour.alpha > 0 or bool(style.shadows)


def _doubt_of(style: "Style") -> str | None:
    if style.doubt is not None:
        return style.doubt
    if style.surface.doubt is not None:
        return style.surface.doubt
    return None if style.is_colour_certain else "stylesheet"


def _is_overlaid(index: int, overlaid: list[tuple[int, int, int, int]]) -> bool:
    return any(start <= index < end and not own <= index < own_end for start, end, own, own_end in overlaid)


def _overlaid_ranges(document: "HtmlDocument") -> list[tuple[int, int, int, int]]:
    """Return, for each box that may lie over or under others, where those others are and where it itself is."""
    found: list[tuple[int, int, int, int]] = []
    for box in document.styles.overlays[:_MOST_OVERLAYS]:
        style = document.styles.of(box)
        if box.flags & HIDDEN_FROM_ALL or not is_seen(style) or box.parent is None:
            continue
        scope = next((one for one in box.ancestors() if document.styles.of(one).is_positioned), document.root)
        if not document.styles.of(box).is_positioned:
            scope = box.parent
        found.append((scope.index, scope.end, box.index, box.end))
    return found


_MOST_OVERLAYS = 50
"""Boxes out of the flow that are looked at; a page with more is no page of text."""
