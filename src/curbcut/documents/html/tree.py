"""The parser's tree as columns: one list a property, one place an element, filled by one walk that runs in the parser.

Pages have thousands of elements of which nearly all are plain: a tag, no attribute, one text. Those never become an
`Element`; what is asked of all of them is answered from the columns (ADR 0010).
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress, islice
from operator import eq, not_
from sys import intern
from types import MappingProxyType
from typing import Any

from curbcut.documents.errors import OversizedDocumentError
from curbcut.documents.html.parse import (
    ParsedDocument,
    ParsedElement,
    ParsedFragment,
    ParsedNode,
    ParsedText,
    attributes_of,
    children_of,
    parent_of,
    tag_of,
    text_of,
)

MOST_ELEMENTS = 3_000_000
"""Elements kept of one page: unclosed formatting tags can multiply in the parser, so length alone is no bound."""

NO_ATTRIBUTES: Mapping[str, str] = MappingProxyType({})
NO_PARENT = -1
_STRETCH = 1_000
"""Elements that are gone through together while they are in the processor's caches: on a page of 2 MB every pass over all waits."""
_MANY = 500
"""Elements inside one from which on its texts are taken from those of the whole page."""
_FOREIGN_ROOTS = frozenset({"svg", "math"})


@dataclass(slots=True, eq=False)
class Tree:
    """Every element in document order, foreign ones too, none inside a template; a row is an element's index.

    Attributes:
        nodes: The parser's elements.
        tags: Lower-case names; inside `<svg>` and `<math>` with a prefix (`svg:title`), the two roots without.
        parents: Index of the element around each; `NO_PARENT` for the first.
        ends: Index after the last descendant of each.
        texts: The text of each element that holds one text and nothing else; `None` for all others.
        mixed: The texts right in each element that holds texts beside other nodes, joined by blanks, by its index.
        inner: What is right inside each of those in order: texts, and elements by their index.
        attributes: The attributes of the elements that have any, by their index.
        by_tag: The indexes of each tag, in order.
        by_attribute: The indexes of the elements with each attribute, in order.
        flags: What is known of each and its ancestors: the bits named in `visibility.py`.
        lined_up: All texts in order, once they are asked for inside an element with `_MANY` others; empty before.
        starts: Where in those the texts of each element begin.
        stops: Where they end.
        rows: The indexes themselves. Long lists of them take these objects instead of making each number again, and so
            walk over them as `Any`: the compiler would take an `int` out of its object.
    """

    nodes: list[ParsedElement]
    tags: list[str]
    parents: list[int]
    ends: list[int]
    rows: list[int]
    texts: list[str | None] = field(default_factory=list)
    mixed: dict[int, str] = field(default_factory=dict)
    inner: dict[int, list[int | str]] = field(default_factory=dict)
    attributes: dict[int, dict[str, str]] = field(default_factory=dict)
    by_tag: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_attribute: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    flags: list[int] = field(default_factory=list)
    lined_up: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    stops: list[int] = field(default_factory=list)

    def children(self, index: int) -> list[int]:
        """Return the indexes of the elements right inside one."""
        ends = self.ends
        found: list[int] = []
        child, end = index + 1, ends[index]
        while child < end:
            found.append(child)
            child = ends[child]
        return found

    def first_child(self, index: int, tag: str) -> int | None:
        """Return the index of the first element right inside one that has a tag, or `None`."""
        tags, ends = self.tags, self.ends
        child, end = index + 1, ends[index]
        while child < end:
            if tags[child] == tag:
                return child
            child = ends[child]
        return None

    def inside(self, index: int, *tags: str) -> list[int]:
        """Return the indexes of the elements inside one that have one of some tags, those of each tag in order."""
        found: list[int] = []
        for tag in tags:
            of_tag = self.by_tag.get(tag)
            if of_tag is not None:
                found += of_tag[bisect_right(of_tag, index) : bisect_left(of_tag, self.ends[index])]
        return found

    def text_in(self, index: int) -> str:
        """Return all text inside an element, as in the source, hidden or not."""
        text = self.texts[index]
        return "".join(self.texts_in(index)) if text is None else text

    def texts_in(self, index: int) -> list[str]:
        """Return the texts inside an element in document order, hidden or not."""
        if self.ends[index] - index > _MANY:
            return self._texts_in_many(index)
        found: list[str] = []
        texts = self.texts
        open_elements = [iter(self.children_and_texts(index))]
        while open_elements:
            for item in open_elements[-1]:
                if isinstance(item, str):
                    found.append(item)
                elif (text := texts[item]) is not None:
                    found.append(text)
                else:
                    open_elements.append(iter(self.children_and_texts(item)))
                    break
            else:
                open_elements.pop()
        return found

    def _texts_in_many(self, index: int) -> list[str]:
        """Return the texts inside an element with many others: those may be asked too, so the page is gone through once."""
        if not self.starts:
            self._line_up()
        return self.lined_up[self.starts[index] : self.stops[index]]

    def _line_up(self) -> None:
        lined_up, texts = self.lined_up, self.texts
        self.starts, self.stops = [0] * len(self.tags), [0] * len(self.tags)
        open_elements = [(0, iter(self.children_and_texts(0)))]
        while open_elements:
            index, inner = open_elements[-1]
            for item in inner:
                if isinstance(item, str):
                    lined_up.append(item)
                    continue
                self.starts[item] = len(lined_up)
                text = texts[item]
                if text is None:
                    open_elements.append((item, iter(self.children_and_texts(item))))
                    break
                lined_up.append(text)
                self.stops[item] = len(lined_up)
            else:
                self.stops[index] = len(lined_up)
                open_elements.pop()

    def children_and_texts(self, index: int) -> list[int | str]:
        """Return what is right inside an element in order, texts and elements by their index; do not change the list."""
        text = self.texts[index]
        if text is not None:
            return [text]
        inner = self.inner.get(index)
        return [*self.children(index)] if inner is None else inner

    def with_any(self, attributes: Iterable[str]) -> set[int]:
        """Return the indexes of the elements with one of some attributes."""
        by_attribute = self.by_attribute
        return {index for name in attributes if name in by_attribute for index in by_attribute[name]}


def is_foreign(tag: str) -> bool:
    """Tell whether a tag is one of SVG or MathML."""
    return ":" in tag or tag in _FOREIGN_ROOTS


def tree_of(parsed: ParsedDocument) -> Tree:
    """Walk the parser's tree; what is asked of every element is gathered without a step of ours for each.

    Raises:
        OversizedDocumentError: The tree has more than `MOST_ELEMENTS` elements.
    """
    nodes, tags, around = _walked(parsed)
    rows: list[Any] = list(range(len(nodes)))
    tree = Tree(nodes, tags, *_nested(nodes, around, rows), rows)
    if not _FOREIGN_ROOTS.isdisjoint(tags):
        _put_foreign_tags(tree)
    by_tag = tree.by_tag
    for row, tag in zip(rows, tags, strict=True):
        by_tag[tag].append(row)
    tree.texts = [None] * len(nodes)
    for start in range(0, len(nodes), _STRETCH):
        _put_attributes(tree, start)
        _put_texts(tree, start)
    for index in tree.by_tag.get("template", ()):
        tree.texts[index] = None
    return tree


def _walked(parsed: ParsedDocument) -> tuple[list[ParsedElement], list[str], list[ParsedNode | None]]:
    """Return the elements, their tags, and the nodes around them."""
    nodes: list[ParsedElement] = []
    tags: list[str] = []
    around: list[ParsedNode | None] = []
    elements = islice(parsed.iter_elements(), MOST_ELEMENTS + 1)
    while stretch := list(islice(elements, _STRETCH)):
        nodes += stretch
        tags += map(intern, map(tag_of, stretch))
        around += map(parent_of, stretch)
    if len(nodes) > MOST_ELEMENTS:
        raise OversizedDocumentError(f"The page has more than {MOST_ELEMENTS:,} elements.")
    if "template" in tags:
        nodes = _outside_templates(nodes)
        tags = list(map(intern, map(tag_of, nodes)))
        around = list(map(parent_of, nodes))
    return nodes, tags, around


def _outside_templates(nodes: list[ParsedElement]) -> list[ParsedElement]:
    kept: list[ParsedElement] = []
    left_out: set[ParsedElement] = set()
    for node in nodes:
        parent = parent_of(node)
        if type(parent) is ParsedFragment or parent in left_out:
            left_out.add(node)
        else:
            kept.append(node)
    return kept


def _put_foreign_tags(tree: Tree) -> None:
    # Nothing foreign is outside of the two roots; inside there may be HTML again.
    nodes, tags, ends = tree.nodes, tree.tags, tree.ends
    end = 0
    for root in [index for index, tag in enumerate(tags) if tag in _FOREIGN_ROOTS]:
        for index in range(max(root, end), ends[root]):
            tag, namespace = tags[index], nodes[index].namespace.value
            if namespace not in {"html", tag}:
                tags[index] = f"{namespace}:{tag}"
        end = max(end, ends[root])


def _nested(
    nodes: list[ParsedElement], around: list[ParsedNode | None], rows: list[Any]
) -> tuple[list[int], list[int]]:
    """Return the parents and ends of elements in document order."""
    parents: list[Any] = []
    ends: list[Any] = [*rows[1:], len(rows)]
    # The elements that are open, outermost first, and their indexes; what is around the first is no element.
    open_nodes: list[ParsedNode | None] = around[:1]
    open_rows: list[Any] = [NO_PARENT]
    innermost, innermost_row = open_nodes[0], open_rows[0]
    previous, previous_row = innermost, innermost_row
    for node, parent, row in zip(nodes, around, rows, strict=True):
        if parent is not innermost:
            if parent is previous:
                innermost, innermost_row = previous, previous_row
                open_nodes.append(innermost)
                open_rows.append(innermost_row)
            while parent is not innermost:
                ends[innermost_row] = row
                open_nodes.pop()
                open_rows.pop()
                innermost, innermost_row = open_nodes[-1], open_rows[-1]
        parents.append(innermost_row)
        previous, previous_row = node, row
    for open_row in open_rows[1:]:
        ends[open_row] = len(rows)
    return parents, ends


def _put_attributes(tree: Tree, start: int) -> None:
    nodes, attributes, by_attribute = tree.nodes[start : start + _STRETCH], tree.attributes, tree.by_attribute
    rows: list[Any] = tree.rows[start : start + _STRETCH]
    for row, node, given in zip(rows, nodes, map(attributes_of, nodes), strict=True):
        if not given:
            continue
        written = attributes[row] = given.copy()
        for name, value in written.items():
            by_attribute[name].append(row)
            if value.__class__ is not str:
                # The parser splits some values into words (class, headers, for, ...); rules want them as written.
                written[name] = node.attr(name) or ""


def _put_texts(tree: Tree, start: int) -> None:
    nodes, rows, texts = tree.nodes[start : start + _STRETCH], tree.rows[start : start + _STRETCH], tree.texts
    # Most elements hold no other one: the parser knows the text of those without a look at their nodes.
    is_leaf = list(map(eq, tree.ends[start : start + _STRETCH], range(start + 1, start + len(rows) + 1)))
    for index, text in zip(compress(rows, is_leaf), map(text_of, compress(nodes, is_leaf)), strict=True):
        if text:
            texts[index] = text
    for index in compress(rows, map(not_, is_leaf)):
        inner = children_of(tree.nodes[index])
        if ParsedText in map(type, inner):
            _put_inner(tree, index, inner)


def _put_inner(tree: Tree, index: int, nodes: Sequence[ParsedNode]) -> None:
    inner: list[int | str] = []
    following = index + 1
    for node in nodes:
        if type(node) is ParsedText:
            inner.append(node.data)
        elif type(node) is ParsedElement:
            inner.append(following)
            following = tree.ends[following]
    tree.inner[index] = inner
    tree.mixed[index] = " ".join([item for item in inner if item.__class__ is str])
