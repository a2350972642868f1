"""The texts of a page as people read them: paragraphs, items, cells and headings, each as one string."""

import re
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


_WORD = re.compile(r"[\w'\u2019-]+")


class Block(NamedTuple):
    """One piece of text that stands alone.

    Attributes:
        element: The element that begins it.
        text: Its visible text without that of blocks inside it, white space as single blanks.
        words: The words of the text in lower case.
    """

    element: "Element"
    text: str
    words: list[str]

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
                # White space between blocks is no text.
                if holder in pieces:
                    pieces[holder].append(child)
                elif not child.isspace():
                    pieces[holder] = [child]
            elif child.tag == "br":
                pieces.setdefault(holder, []).append(" ")
            elif child.children and not child.flags & HIDDEN_FROM_ALL:
                inner = child.index if child.tag in BLOCK_TAGS else holder
                grandchildren = child.children
                if len(grandchildren) == 1 and isinstance(grandchildren[0], str):
                    pieces.setdefault(inner, []).append(grandchildren[0])
                    continue
                # An element that is no block adds to the block around it.
                stack.append((element, position, holder))
                stack.append((child, 0, inner))
                break
    find_words = _WORD.findall
    return tuple(
        Block(document.elements[index], text, find_words(text.lower()))
        for index in sorted(pieces)
        if (text := " ".join("".join(pieces[index]).split()))
    )
