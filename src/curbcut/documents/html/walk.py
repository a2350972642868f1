"""The one walk over the parser's tree: elements, indexes and inherited state, without recursion and linear in size."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from curbcut.documents.errors import OversizedDocumentError
from curbcut.documents.html.elements import NO_ATTRIBUTES, Element
from curbcut.documents.html.parse import ParsedDoctype, ParsedElement, ParsedText
from curbcut.documents.html.visibility import IMPLIED, flags_of

if TYPE_CHECKING:
    from curbcut.documents.html.document import HtmlDocument

MOST_ELEMENTS = 3_000_000
"""Elements kept of one page: unclosed formatting tags can multiply in the parser, so length alone is no bound."""

_FOREIGN_ROOTS = frozenset({"svg", "math"})
_PAGE_TAGS = frozenset({"html", "head", "body"})


def walk(document: "HtmlDocument") -> None:
    """Fill a document's elements and indexes from the parser's tree.

    Raises:
        OversizedDocumentError: The tree has more than `MOST_ELEMENTS` elements.
    """
    stack: list[tuple[Element | None, int, tuple[object, ...]]] = []
    parent: Element | None = None
    nodes: tuple[object, ...] = tuple(document.parsed.children)
    position = 0
    while True:
        if position == len(nodes):
            if parent is not None:
                parent.end = len(document.elements)
            if not stack:
                _index_ids(document)
                return
            parent, position, nodes = stack.pop()
            continue
        node = nodes[position]
        position += 1
        kind = type(node)
        if kind is ParsedText:
            if parent is not None:
                parent.children.append(node.data)  # type: ignore[attr-defined]  # its class was just compared
        elif kind is ParsedElement:
            element = _enter(document, node, parent)  # type: ignore[arg-type]  # its class was just compared
            children = node.children  # type: ignore[attr-defined]
            if children and element.tag != "template":
                stack.append((parent, position, nodes))
                parent, position, nodes = element, 0, children
            else:
                element.end = element.index + 1
        elif kind is ParsedDoctype:
            document.has_page_markup = True


def _enter(document: "HtmlDocument", node: ParsedElement, parent: Element | None) -> Element:
    tag = node.tag
    if parent is not None and (tag in _FOREIGN_ROOTS or parent.tag in _FOREIGN_ROOTS or ":" in parent.tag):
        tag = _foreign_tag(node, tag)
    attributes = _attributes_of(node)
    element = Element(document, node, tag, attributes, parent)
    elements = document.elements
    index = element.index = len(elements)
    if index >= MOST_ELEMENTS:
        raise OversizedDocumentError(f"The page has more than {MOST_ELEMENTS:,} elements.")
    elements.append(element)
    if parent is not None:
        parent.children.append(element)
    document.tag_index[tag].append(element)
    if attributes:
        by_attribute = document.attribute_index
        for name in attributes:
            by_attribute[name].append(element)
    element.flags = flags_of(element)
    if tag in _PAGE_TAGS:
        if node.source_location is None:
            element.flags |= IMPLIED
        else:
            document.has_page_markup = True
    return element


def _index_ids(document: "HtmlDocument") -> None:
    for element in document.with_attribute("id"):
        identifier = element.attributes["id"]
        document.ids.setdefault(identifier, []).append(element)
        document.by_id.setdefault(identifier, element)


def _foreign_tag(node: ParsedElement, tag: str) -> str:
    namespace = node.namespace.value
    if namespace in {"html", tag}:
        return tag
    return f"{namespace}:{tag}"


def _attributes_of(node: ParsedElement) -> Mapping[str, str]:
    attributes = node.attrs
    if not attributes:
        return NO_ATTRIBUTES
    found = attributes.copy()
    for name, value in found.items():
        if value.__class__ is not str:
            # The parser splits some values into words (class, headers, for, ...); rules want them as written.
            found[name] = node.attr(name) or ""
    return found  # type: ignore[return-value]  # the lists are gone, and HTML has no attribute without a value
