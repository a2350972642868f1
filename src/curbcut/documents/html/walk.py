"""The one walk over the parser's tree: elements, indexes and inherited state, without recursion and linear in size.

Pages have thousands of elements of which nearly all are plain: a tag, no attribute, one text. The loops here keep those
on a short path; whatever costs more is asked once a parent or only where an attribute calls for it.
"""

from collections.abc import Sequence
from sys import intern
from typing import TYPE_CHECKING, Any

from curbcut.documents.errors import OversizedDocumentError
from curbcut.documents.html.elements import NO_ATTRIBUTES, Element
from curbcut.documents.html.parse import ParsedDoctype, ParsedElement, ParsedNode, ParsedText
from curbcut.documents.html.visibility import IMPLIED, INHERITED, MARKED_TAGS, STATEFUL, TELLING_PARENTS, flags_of

if TYPE_CHECKING:
    from curbcut.documents.html.document import HtmlDocument

MOST_ELEMENTS = 3_000_000
"""Elements kept of one page: unclosed formatting tags can multiply in the parser, so length alone is no bound."""

_FOREIGN_ROOTS = frozenset({"svg", "math"})
_PAGE_TAGS = ("html", "head", "body")


def walk(document: "HtmlDocument") -> None:
    """Fill a document's elements and indexes from the parser's tree.

    Raises:
        OversizedDocumentError: The tree has more than `MOST_ELEMENTS` elements.
    """
    nodes = document.parsed.children
    document.has_page_markup = any(type(node) is ParsedDoctype for node in nodes)
    _visit(document, _enter(document, None, nodes))
    _mark_page_tags(document)
    for element in document.with_attribute("id"):
        identifier = element.attributes["id"]
        document.ids.setdefault(identifier, []).append(element)
        document.by_id.setdefault(identifier, element)


def _visit(document: "HtmlDocument", waiting: list[Element]) -> None:
    """Number and index elements in document order; `waiting` is a stack, the next one last."""
    elements, by_tag, by_attribute = document.elements, document.tag_index, document.attribute_index
    parents: list[Element] = []
    last_children: list[Element] = []
    while waiting:
        element = waiting.pop()
        index = element.index = len(elements)
        element.end = index + 1
        elements.append(element)
        by_tag[element.tag].append(element)
        if element.attributes is not NO_ATTRIBUTES:
            for name in element.attributes:
                by_attribute[name].append(element)
        nodes = element.node.children
        if not nodes or element.tag == "template":
            continue
        if len(nodes) == 1 and type(nodes[0]) is ParsedText:
            element.children = (nodes[0].data,)
            continue
        inner = _enter(document, element, nodes)
        if inner:
            parents.append(element)
            last_children.append(inner[0])
            waiting += inner
            if index + len(waiting) >= MOST_ELEMENTS:
                raise OversizedDocumentError(f"The page has more than {MOST_ELEMENTS:,} elements.")
    # An element ends where its last child ends, so the inner ones come first.
    while parents:
        parents.pop().end = last_children.pop().end


def _enter(document: "HtmlDocument", parent: Element | None, nodes: Sequence[ParsedNode]) -> list[Element]:
    """Give an element its children; return those of them that are elements, the last one first."""
    children: list[Element | str] = []
    inherited, is_telling, is_foreign = 0, False, False
    if parent is not None:
        parent.children = children
        inherited = parent.flags & INHERITED
        is_telling = parent.tag in TELLING_PARENTS
        is_foreign = parent.tag in _FOREIGN_ROOTS or ":" in parent.tag
    inner: list[Element] = []
    for node in nodes:
        if type(node) is ParsedText:
            children.append(node.data)
        elif type(node) is ParsedElement:
            tag = intern(node.tag)
            if is_foreign or tag in _FOREIGN_ROOTS:
                tag = _foreign_tag(node, tag)
            given = node.attrs
            attributes = _as_written(node, given.copy()) if given else NO_ATTRIBUTES
            element = Element(document, node, tag, attributes, parent, inherited)
            children.append(element)
            inner.append(element)
            if is_telling or tag in MARKED_TAGS or (given and not STATEFUL.isdisjoint(attributes)):
                element.flags = flags_of(element)
    inner.reverse()
    return inner


def _mark_page_tags(document: "HtmlDocument") -> None:
    for tag in _PAGE_TAGS:
        for element in document.by_tag(tag):
            if element.node.source_location is None:
                element.flags |= IMPLIED
            else:
                document.has_page_markup = True


def _foreign_tag(node: ParsedElement, tag: str) -> str:
    namespace = node.namespace.value
    if namespace in {"html", tag}:
        return tag
    return f"{namespace}:{tag}"


def _as_written(node: ParsedElement, attributes: dict[str, Any]) -> dict[str, str]:
    for name, value in attributes.items():
        if value.__class__ is not str:
            # The parser splits some values into words (class, headers, for, ...); rules want them as written.
            attributes[name] = node.attr(name) or ""
    return attributes
