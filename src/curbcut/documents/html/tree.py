"""The parser's tree as columns: one list a property, one place an element, filled by one walk that runs in the parser.

Pages have thousands of elements of which nearly all are plain: a tag, no attribute, one text. Those never become an
`Element`; what is asked of all of them is answered from the columns (ADR 0010).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress, islice
from operator import eq, not_
from sys import intern
from types import MappingProxyType

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
    """

    nodes: list[ParsedElement]
    tags: list[str]
    parents: list[int]
    ends: list[int]
    texts: list[str | None] = field(default_factory=list)
    mixed: dict[int, str] = field(default_factory=dict)
    inner: dict[int, list[int | str]] = field(default_factory=dict)
    attributes: dict[int, dict[str, str]] = field(default_factory=dict)
    by_tag: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_attribute: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    flags: list[int] = field(default_factory=list)

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

    def text_in(self, index: int) -> str:
        """Return all text inside an element, as in the source, hidden or not."""
        text = self.texts[index]
        return "".join(self.texts_in(index)) if text is None else text

    def texts_in(self, index: int) -> list[str]:
        """Return the texts inside an element in document order, hidden or not."""
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
    if not _FOREIGN_ROOTS.isdisjoint(tags):
        tags = list(map(_foreign_tag, nodes, tags))
    indexes: dict[ParsedNode | None, int] = dict(zip(nodes, range(len(nodes)), strict=True))
    indexes[parsed] = NO_PARENT
    parents = list(map(indexes.__getitem__, around))
    tree = Tree(nodes, tags, parents, _ends_of(parents))
    for index, tag in enumerate(tags):
        tree.by_tag[tag].append(index)
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


def _foreign_tag(node: ParsedElement, tag: str) -> str:
    namespace = node.namespace.value
    return tag if namespace in {"html", tag} else f"{namespace}:{tag}"


def _ends_of(parents: list[int]) -> list[int]:
    # An element ends where its last child ends, so the inner ones come first.
    ends = list(range(1, len(parents) + 1))
    for index in range(len(parents) - 1, 0, -1):
        parent = parents[index]
        # A call of max() for each would cost as much again.
        if ends[index] > ends[parent]:  # noqa: PLR1730
            ends[parent] = ends[index]
    return ends


def _put_attributes(tree: Tree, start: int) -> None:
    attributes, by_attribute = tree.attributes, tree.by_attribute
    given = list(map(attributes_of, tree.nodes[start : start + _STRETCH]))
    for at in compress(range(len(given)), given):
        index = start + at
        written = attributes[index] = given[at].copy()
        for name, value in written.items():
            by_attribute[name].append(index)
            if value.__class__ is not str:
                # The parser splits some values into words (class, headers, for, ...); rules want them as written.
                written[name] = tree.nodes[index].attr(name) or ""


def _put_texts(tree: Tree, start: int) -> None:
    nodes, texts = tree.nodes[start : start + _STRETCH], tree.texts
    indexes = range(start, start + len(nodes))
    # Most elements hold no other one: the parser knows the text of those without a look at their nodes.
    is_leaf = list(map(eq, tree.ends[start : start + _STRETCH], range(start + 1, start + len(nodes) + 1)))
    for index, text in zip(compress(indexes, is_leaf), map(text_of, compress(nodes, is_leaf)), strict=True):
        if text:
            texts[index] = text
    for index in compress(indexes, map(not_, is_leaf)):
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
