"""The texts of a page as people read them: paragraphs, items, cells and headings, each as one string."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate, repeat
from typing import TYPE_CHECKING, Any

from curbcut.documents.html.spaces import has_odd_spaces
from curbcut.documents.html.style import BOLD
from curbcut.documents.html.visibility import HIDDEN_FROM_ALL
from curbcut.documents.lazy import lazy

if TYPE_CHECKING:
    from curbcut.documents.html.document import HtmlDocument
    from curbcut.documents.html.elements import Element
    from curbcut.documents.html.tree import Tree
    from curbcut.documents.place import Place

BLOCK_TAGS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "html", "legend",
    "li", "main", "menu", "nav", "ol", "p", "pre", "search", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead",
    "tr", "ul",
})  # fmt: skip
"""Elements that begin a new piece of text."""
_OPENING_SIGNS = "([\"'\u201c\u201e\u2018\u00ab"
_DIVIDING = BLOCK_TAGS | {"br"}
_STRETCH = 500
"""Blocks that are searched together: enough that the searches' own cost is small, few enough to stay in the processor's caches."""
_FEW = 30
"""Elements up to which all inside are looked at before those right inside, which costs more to tell."""


class Block:
    """One piece of text that stands alone.

    Attributes:
        document: Where it is.
        element_index: Index of the element that begins it.
        text: Its visible text without that of blocks inside it, white space as single blanks.
    """

    __slots__ = ("document", "element_index", "text")

    def __init__(self, document: "HtmlDocument", element_index: int, text: str) -> None:
        self.document = document
        self.element_index = element_index
        self.text = text

    @property
    def element(self) -> "Element":
        """The element that begins it."""
        return self.document.elements.at(self.element_index)

    @property
    def place(self) -> "Place":
        """Where the element is."""
        return self.element.place

    @property
    def word_count(self) -> int:
        """Number of words."""
        return self.text.count(" ") + 1


class Blocks:
    """Every block with text, in document order, as columns: most are read and never pointed at.

    Attributes:
        indexes: The index of the element that begins each.
        texts: The text of each.
    """

    def __init__(self, document: "HtmlDocument") -> None:
        self._document = document
        self.indexes: list[int] = []
        self.texts: list[str] = []
        self._mentions: dict[re.Pattern[str], list[tuple[int, str]]] = {}

    def __len__(self) -> int:
        return len(self.texts)

    def __getitem__(self, position: int) -> Block:
        return Block(self._document, self.indexes[position], self.texts[position])

    def __iter__(self) -> Iterator[Block]:
        return map(self.__getitem__, range(len(self.texts)))

    @lazy
    def word_count(self) -> int:
        """Number of words in all of them."""
        return len(self.texts) + sum(map(str.count, self.texts, repeat(" ")))

    def mentions(self, words: re.Pattern[str]) -> list[tuple[int, str]]:
        """Return every match with the position of its block, looked for once in many blocks together.

        Args:
            words: A pattern that begins with a blank; the texts are in lower case, their opening signs blanks.
        """
        found = self._mentions.get(words)
        if found is None:
            found = self._mentions[words] = []
            for start in range(0, len(self.texts), _STRETCH):
                found += _mentions_in(self.texts[start : start + _STRETCH], start, words)
        return found


def _mentions_in(texts: list[str], first: int, words: re.Pattern[str]) -> list[tuple[int, str]]:
    # A blank before each of them, as there is before every word inside. Made lower one by one: that is fast for ASCII alone.
    lowered = list(map(str.lower, texts))
    searched = "\n ".join(["", *lowered])
    for sign in _OPENING_SIGNS:
        searched = searched.replace(sign, " ")
    matches = list(words.finditer(searched))
    if not matches:
        return []
    starts = list(accumulate((2 + len(text) for text in lowered), initial=0))
    return [(first + bisect_right(starts, match.start()) - 1, match[0][1:]) for match in matches]


def blocks_of(document: "HtmlDocument") -> Blocks:
    """Return every block with text."""
    tree = document.tree
    flags, tags, mixed = tree.flags, tree.tags, tree.mixed
    blocks = Blocks(document)
    indexes, texts = blocks.indexes, blocks.texts
    rows: list[Any] = tree.rows
    for index, tag, lone_text, flag in zip(rows, tags, tree.texts, flags, strict=True):
        if tag not in BLOCK_TAGS or flag & HIDDEN_FROM_ALL:
            continue
        if lone_text is None:
            own = mixed.get(index)
            if (own is None or own.isspace()) and _holds_only_blocks(tree, index):
                continue
            written = _text_of(tree, index)
        else:
            written = lone_text
        text = " ".join(written.split()) if has_odd_spaces(written) else written.strip()
        if text:
            indexes.append(index)
            texts.append(text)
    return blocks


def is_all_bold(document: "HtmlDocument", index: int) -> bool:
    """Tell whether an element has text, all of it bold, and no link, picture or field."""
    tree, styles = document.tree, document.styles.all
    text = tree.texts[index]
    if text is not None:
        return styles[index].font_weight >= BOLD and bool(text.strip())
    stack = [index]
    found = False
    while stack:
        holder = stack.pop()
        is_bold = styles[holder].font_weight >= BOLD
        for item in tree.children_and_texts(holder):
            if isinstance(item, int):
                if tree.tags[item] in {"a", "img", "label", "input"}:
                    return False
                stack.append(item)
            elif item.strip():
                if not is_bold:
                    return False
                found = True
    return found


def _holds_only_blocks(tree: "Tree", index: int) -> bool:
    tags, end = tree.tags, tree.ends[index]
    if end - index < _FEW and _DIVIDING.issuperset(tags[index + 1 : end]):
        return True
    return _DIVIDING.issuperset(map(tags.__getitem__, tree.children(index)))


def _text_of(tree: "Tree", index: int) -> str:
    """Return the texts right in a block or in inline elements in it, in order; blocks inside speak for themselves."""
    tags, flags, texts = tree.tags, tree.flags, tree.texts
    pieces: list[str] = []
    open_elements = [iter(tree.children_and_texts(index))]
    while open_elements:
        for item in open_elements[-1]:
            if isinstance(item, str):
                pieces.append(item)
            elif tags[item] in _DIVIDING:
                pieces.append(" ")
            elif not flags[item] & HIDDEN_FROM_ALL:
                text = texts[item]
                if text is None:
                    open_elements.append(iter(tree.children_and_texts(item)))
                    break
                pieces.append(text)
        else:
            open_elements.pop()
    return "".join(pieces)
