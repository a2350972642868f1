"""The texts of a page as people read them: paragraphs, items, cells and headings, each as one string."""

from collections.abc import Sequence
from itertools import filterfalse
from typing import TYPE_CHECKING, NamedTuple, overload

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
_SIGNS = '.,:;!?()[]\u201c\u201d"'
_DIVIDING = BLOCK_TAGS | {"br"}
_FEW = 30
"""Elements up to which all inside are looked at before those right inside, which costs more to tell."""


class Block(NamedTuple):
    """One piece of text that stands alone.

    Attributes:
        document: Where it is.
        element_index: Index of the element that begins it.
        text: Its visible text without that of blocks inside it, white space as single blanks.
    """

    document: "HtmlDocument"
    element_index: int
    text: str

    @property
    def element(self) -> "Element":
        """The element that begins it."""
        return self.document.element_at(self.element_index)

    @property
    def place(self) -> "Place":
        """Where the element is."""
        return self.element.place

    @property
    def word_count(self) -> int:
        """Number of words."""
        return self.text.count(" ") + 1


class Blocks(Sequence[Block]):
    """Every block with text, in document order, as columns: most are read and never pointed at.

    Attributes:
        indexes: The index of the element that begins each.
        texts: The text of each.
    """

    def __init__(self, document: "HtmlDocument") -> None:
        self._document = document
        self.indexes: list[int] = []
        self.texts: list[str] = []
        self._mentioned: dict[frozenset[str], bool] = {}

    def __len__(self) -> int:
        return len(self.texts)

    @overload
    def __getitem__(self, position: int) -> Block: ...
    @overload
    def __getitem__(self, position: slice) -> list[Block]: ...
    def __getitem__(self, position: int | slice) -> Block | list[Block]:
        positions = range(len(self.texts))[position]
        if isinstance(positions, int):
            return Block(self._document, self.indexes[positions], self.texts[positions])
        return [self[one] for one in positions]

    @lazy
    def word_count(self) -> int:
        """Number of words in all of them."""
        return " ".join(self.texts).count(" ") + 1 if self.texts else 0

    def mention(self, words: frozenset[str]) -> bool:
        """Tell whether one of some words, in lower case, is among what people can read."""
        found = self._mentioned.get(words)
        if found is None:
            found = self._mentioned[words] = not words.isdisjoint(self._words)
        return found

    @lazy
    def _words(self) -> list[str]:
        # A list: making a set of them would cost more than the looks at it. One letter beyond ASCII makes all that
        # Python does to a text several times slower, so the blocks without any go their own way.
        return [
            *_words_of(" ".join(filter(str.isascii, self.texts))),
            *_words_of(" ".join(filterfalse(str.isascii, self.texts))),
        ]


def _words_of(text: str) -> list[str]:
    text = text.lower()
    # str.translate would look at every letter; most signs are not even there.
    for sign in _SIGNS:
        text = text.replace(sign, " ")
    return text.split()


def blocks_of(document: "HtmlDocument") -> Blocks:
    """Return every block with text."""
    tree = document.tree
    flags, tags, mixed = tree.flags, tree.tags, tree.mixed
    blocks = Blocks(document)
    indexes, texts = blocks.indexes, blocks.texts
    for index, (tag, lone_text, flag) in enumerate(zip(tags, tree.texts, flags, strict=True)):
        if tag not in BLOCK_TAGS or flag & HIDDEN_FROM_ALL:
            continue
        if lone_text is None:
            own = mixed.get(index)
            if (own is None or own.isspace()) and _holds_only_blocks(tree, index):
                continue
            written = _text_of(tree, index)
        else:
            written = lone_text
        # Of white space only the blank counts as printable, so that most texts need not be taken apart.
        text = written.strip() if written.isprintable() and "  " not in written else " ".join(written.split())
        if text:
            indexes.append(index)
            texts.append(text)
    return blocks


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
