"""An element of an HTML document: its tag, its attributes, its relatives, and what is computed of it once and kept."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from curbcut.documents.html import names, places, roles
from curbcut.documents.html.parse import ParsedElement, TagSpans, spans_of
from curbcut.documents.html.visibility import HIDDEN_FROM_ALL, NOT_IN_ACCESSIBILITY_TREE, PROGRAMMATICALLY_HIDDEN
from curbcut.documents.place import Place

if TYPE_CHECKING:
    from curbcut.documents.html.document import HtmlDocument
    from curbcut.documents.html.native import AccessibleName

NO_ATTRIBUTES: Mapping[str, str] = MappingProxyType({})


class Element:
    """One element. Identity is equality: two elements are never the same one.

    Attributes:
        document: The document that it belongs to.
        tag: Lower-case name; inside `<svg>` and `<math>` with a prefix (`svg:title`), the two roots without.
        attributes: Names in lower case (foreign ones as SVG spells them) to values, character references resolved.
        parent: The element around it; `None` for `<html>`.
        children: Elements and texts in document order; a comment is left out, a template's content too.
        index: Position in `document.elements`.
        end: Position after its last descendant, so `elements[index + 1 : end]` are its descendants.
        flags: What the walk knows of it and its ancestors: the bits named in `visibility.py`.
    """

    __slots__ = (
        "_role",
        "attributes",
        "children",
        "document",
        "end",
        "flags",
        "index",
        "node",
        "parent",
        "tag",
    )
    # The walk numbers elements when it comes to them.
    index: int
    end: int

    def __init__(
        self,
        document: "HtmlDocument",
        node: ParsedElement,
        tag: str,
        attributes: Mapping[str, str],
        parent: "Element | None",
        flags: int,
    ) -> None:
        self.document = document
        self.node = node
        self.tag = tag
        self.attributes = attributes
        self.parent = parent
        self.flags = flags
        self.children: Sequence[Element | str] = ()
        self._role: roles.RoleState | None = None

    def __repr__(self) -> str:
        return f"<Element {self.tag} {self.index}>"

    def get(self, attribute: str) -> str | None:
        """Return an attribute's value, or `None` when the element has not got it."""
        return self.attributes.get(attribute)

    @property
    def is_html(self) -> bool:
        """Whether it is an HTML element, not one of SVG or MathML."""
        return ":" not in self.tag and self.tag not in {"svg", "math"}

    @property
    def element_children(self) -> "list[Element]":
        """The children that are elements."""
        return [child for child in self.children if not isinstance(child, str)]

    def descendants(self) -> "Iterator[Element]":
        """Yield the elements inside it in document order."""
        elements = self.document.elements
        for index in range(self.index + 1, self.end):
            yield elements[index]

    def ancestors(self) -> "Iterator[Element]":
        """Yield the elements around it, the nearest first."""
        element = self.parent
        while element is not None:
            yield element
            element = element.parent

    def contains(self, other: "Element") -> bool:
        """Tell whether another element is inside this one."""
        return self.index < other.index < self.end

    def closest(self, *tags: str) -> "Element | None":
        """Return the nearest element around it with one of these tags."""
        element = self.parent
        while element is not None and element.tag not in tags:
            element = element.parent
        return element

    @property
    def text(self) -> str:
        """All text inside it, as in the source, hidden or not."""
        children = self.children
        if len(children) == 1 and isinstance(children[0], str):
            return children[0]
        return "".join(self.texts()) if children else ""

    def texts(self) -> Iterator[str]:
        """Yield the pieces of text inside it in document order, hidden or not."""
        stack: list[Element | str] = [self]
        while stack:
            node = stack.pop()
            if isinstance(node, str):
                yield node
            else:
                stack.extend(reversed(node.children))

    @property
    def is_hidden(self) -> bool:
        """Whether nobody gets it, by eye or by assistive technology (`display: none` and its like)."""
        return bool(self.flags & HIDDEN_FROM_ALL)

    @property
    def is_visible(self) -> bool:
        """Whether it has a box that is not made invisible; where that box is, markup does not say."""
        return not self.flags & HIDDEN_FROM_ALL

    @property
    def is_programmatically_hidden(self) -> bool:
        """Whether it is kept from assistive technology: hidden from all, or under `aria-hidden`. Source: ACT glossary."""
        return bool(self.flags & PROGRAMMATICALLY_HIDDEN)

    @property
    def is_included_in_accessibility_tree(self) -> bool:
        """Whether assistive technology gets it: not hidden, not inert, not not inside a role that swallows its content."""
        return not self.flags & NOT_IN_ACCESSIBILITY_TREE

    @property
    def role_state(self) -> "roles.RoleState":
        """Its role with how it came about."""
        if self._role is None:
            self._role = roles.role_of(self)
        return self._role

    @property
    def role(self) -> str:
        """Its semantic role (WAI-ARIA name); `none` when presentational, `generic` when it means nothing."""
        return self.role_state.role

    @property
    def accessible_name(self) -> str:
        """Its accessible name, white space trimmed (Accessible Name and Description Computation 1.2)."""
        return self.name_state.text

    @property
    def name_state(self) -> "AccessibleName":
        """Its accessible name with where it came from."""
        names_known = self.document.names
        known = names_known.get(self.index)
        if known is None:
            known = names_known[self.index] = names.name_of(self)
        return known

    @property
    def spans(self) -> TagSpans | None:
        """Where its tags and attributes are in the source; `None` when the parser supplied it."""
        return spans_of(self.node)

    @property
    def place(self) -> Place:
        """Where it is, for people and for fixes."""
        places_known = self.document.places
        known = places_known.get(self.index)
        if known is None:
            known = places_known[self.index] = places.place_of(self)
        return known
