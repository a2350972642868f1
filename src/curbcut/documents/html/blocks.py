"""The texts of a page as people read them: paragraphs, items, cells and headings, each as one string."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

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


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of text that stands alone.

    Attributes:
        element: The element that begins it.
        text: Its visible text without that of blocks inside it, white space as single blanks.
        words: The words of the text in lower case, with the punctuation at them.
    """

    element: "Element"
    text: str
    words: tuple[str, ...]

    @property
    def place(self) -> "Place":
        """Where the element is."""
        return self.element.place


def blocks_of(document: "HtmlDocument") -> tuple[Block, ...]:
    """Return every block with text, in document order."""
    pieces: dict[int, list[str]] = {}
    stack: list[tuple[Element, int, int]] = [(document.root, 0, 0)]
    while stack:
        element, position, holder = stack.pop()
        children = element.children
        while position < len(children):
            child = children[position]
            position += 1
            if isinstance(child, str):
                pieces.setdefault(holder, []).append(child)
            elif child.tag == "br":
                pieces.setdefault(holder, []).append(" ")
            elif child.children and not child.flags & HIDDEN_FROM_ALL:
                # An element that is no block adds to the block around it.
                stack.append((element, position, holder))
                stack.append((child, 0, child.index if child.tag in BLOCK_TAGS else holder))
                break
    return tuple(
        Block(document.elements[index], text, tuple(text.lower().split()))
        for index in sorted(pieces)
        if (text := " ".join("".join(pieces[index]).split()))
    )
