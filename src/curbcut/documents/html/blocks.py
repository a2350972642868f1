"""The texts of a page as people read them: paragraphs, items, cells and headings, each as one string."""

from typing import TYPE_CHECKING, NamedTuple

from curbcut.documents.html.visibility import HIDDEN_FROM_ALL

if TYPE_CHECKING:
    from curbcut.documents.html.document import HtmlDocument
    from curbcut.documents.html.elements import Element
    from curbcut.documents.place import Place

BLOCK_TAGS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "html", "legend",
    "li", "main", "menu", "nav", "ol", "p", "pre", "search", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead",
    "tr", "ul",
})  # fmt: skip
"""Elements that begin a new piece of text."""
_DIVIDING = BLOCK_TAGS | {"br"}


class Block(NamedTuple):
    """One piece of text that stands alone.

    Attributes:
        element: The element that begins it.
        text: Its visible text without that of blocks inside it, white space as single blanks.
    """

    element: "Element"
    text: str

    @property
    def place(self) -> "Place":
        """Where the element is."""
        return self.element.place

    @property
    def word_count(self) -> int:
        """Number of words."""
        return self.text.count(" ") + 1


def blocks_of(document: "HtmlDocument") -> tuple[Block, ...]:
    """Return every block with text, in document order."""
    found: list[Block] = []
    for element in document.elements:
        children = element.children
        if not children or element.tag not in BLOCK_TAGS or element.flags & HIDDEN_FROM_ALL:
            continue
        text = children[0] if len(children) == 1 else None
        if text is None or not isinstance(text, str):
            text = "".join(_pieces_of(element))
        # Of white space only the blank counts as printable, so that most texts need not be taken apart.
        text = text.strip() if text.isprintable() and "  " not in text else " ".join(text.split())
        if text:
            found.append(Block(element, text))
    return tuple(found)


def _pieces_of(element: "Element") -> list[str]:
    """Return the texts right in a block or in inline elements in it, in order; blocks inside speak for themselves."""
    pieces: list[str] = []
    stack: list[Element | str] = [*reversed(element.children)]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            pieces.append(node)
        elif node.tag in _DIVIDING:
            pieces.append(" ")
        elif node.children and not node.flags & HIDDEN_FROM_ALL:
            stack += reversed(node.children)
    return pieces


_ENDINGS = ("", ".", ",", ";", ":", "!", "?", ")", ".)", "\u201d", '"')


def with_punctuation(words: frozenset[str]) -> frozenset[str]:
    """Return words as they stand in a text that is only split at blanks: with the signs that may follow or precede."""
    return frozenset(start + word + end for word in words for end in _ENDINGS for start in ("", "(", "\u201c", '"'))


def words_among(blocks: tuple[Block, ...], watched: frozenset[str]) -> frozenset[str]:
    """Return which of some words, in lower case and with the signs at them, stand in some blocks."""
    # One look for each word of the page; taking the signs off it would cost as much again.
    return watched.intersection(" ".join([block.text for block in blocks]).lower().split())
