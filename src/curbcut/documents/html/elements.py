"""An element of an HTML document: its tag, its attributes, its relatives, and what is computed of it once and kept."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, overload

from curbcut.documents.html import names, places, roles
from curbcut.documents.html.parse import ParsedElement, TagSpans, spans_of
from curbcut.documents.html.tree import NO_ATTRIBUTES, Tree, is_foreign
from curbcut.documents.html.visibility import HIDDEN_FROM_ALL, NOT_IN_ACCESSIBILITY_TREE, PROGRAMMATICALLY_HIDDEN
from curbcut.documents.place import Place

if TYPE_CHECKING:
    from curbcut.documents.html.document import HtmlDocument
    from curbcut.documents.html.native import AccessibleName


class Element:
    """One element. Identity is equality: two elements are never the same one.

    It is a view of one row of the document's tree, made when somebody asks for it; most rows are never asked for.

    Attributes:
        document: The document that it belongs to.
        tag: Lower-case name; inside `<svg>` and `<math>` with a prefix (`svg:title`), the two roots without.
        attributes: Names in lower case (foreign ones as SVG spells them) to values, character references resolved.
        index: Position in `document.elements`.
        tree: The document's tree.
    """

    __slots__ = ("_children", "_elements", "_role", "attributes", "document", "index", "tag", "tree")

    def __init__(self, elements: "Elements", index: int) -> None:
        tree = elements.tree
        self.document = elements.document
        self.tree = tree
        self.index = index
        self.tag = tree.tags[index]
        self.attributes: Mapping[str, str] = tree.attributes.get(index, NO_ATTRIBUTES)
        self._elements = elements
        self._children: list[Element | str] | None = None
        self._role: roles.RoleState | None = None

    def __repr__(self) -> str:
        return f"<Element {self.tag} {self.index}>"

    @property
    def node(self) -> ParsedElement:
        """The parser's element."""
        return self.tree.nodes[self.index]

    @property
    def parent(self) -> "Element | None":
        """The element around it; `None` for `<html>`."""
        parent = self.tree.parents[self.index]
        return None if parent < 0 else self._elements.at(parent)

    @property
    def end(self) -> int:
        """Position after its last descendant, so `elements[index + 1 : end]` are its descendants."""
        return self.tree.ends[self.index]

    @property
    def flags(self) -> int:
        """What is known of it and its ancestors: the bits named in `visibility.py`."""
        return self.tree.flags[self.index]

    @property
    def children(self) -> "list[Element | str]":
        """Elements and texts in document order, no comment, no template's content; do not change the list."""
        children = self._children
        if children is None:
            elements = self._elements
            inner = self.tree.children_and_texts(self.index)
            children = self._children = [item if isinstance(item, str) else elements.at(item) for item in inner]
        return children

    def get(self, attribute: str) -> str | None:
        """Return an attribute's value, or `None` when the element has not got it."""
        return self.attributes.get(attribute)

    @property
    def is_html(self) -> bool:
        """Whether it is an HTML element, not one of SVG or MathML."""
        return not is_foreign(self.tag)

    @property
    def is_mathml(self) -> bool:
        """Whether it is an element of MathML, of which the ACT rules on roles and states ask nothing."""
        return self.tag == "math" or self.tag.startswith("math:")

    @property
    def element_children(self) -> "list[Element]":
        """The children that are elements."""
        return [child for child in self.children if not isinstance(child, str)]

    def descendants(self) -> "Iterator[Element]":
        """Return the elements inside it in document order."""
        return map(self._elements.at, range(self.index + 1, self.end))

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
        tree = self.tree
        index = tree.parents[self.index]
        while index >= 0 and tree.tags[index] not in tags:
            index = tree.parents[index]
        return None if index < 0 else self._elements.at(index)

    @property
    def text(self) -> str:
        """All text inside it, as in the source, hidden or not."""
        return self.tree.text_in(self.index)

    def texts(self) -> Iterator[str]:
        """Yield the pieces of text inside it in document order, hidden or not."""
        return iter(self.tree.texts_in(self.index))

    @property
    def is_hidden(self) -> bool:
        """Whether nobody gets it, by eye or by assistive technology (`display: none` and its like)."""
        return bool(self.tree.flags[self.index] & HIDDEN_FROM_ALL)

    @property
    def is_visible(self) -> bool:
        """Whether it has a box that is not made invisible; where that box is, markup does not say."""
        return not self.tree.flags[self.index] & HIDDEN_FROM_ALL

    @property
    def is_programmatically_hidden(self) -> bool:
        """Whether it is kept from assistive technology: hidden from all, or under `aria-hidden`. Source: ACT glossary."""
        return bool(self.tree.flags[self.index] & PROGRAMMATICALLY_HIDDEN)

    @property
    def is_included_in_accessibility_tree(self) -> bool:
        """Whether assistive technology gets it: not hidden, not inert, not not inside a role that swallows its content."""
        return not self.tree.flags[self.index] & NOT_IN_ACCESSIBILITY_TREE

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


class Elements:
    """The elements of a document in order, each made when it is first asked for and the same one from then on."""

    def __init__(self, document: "HtmlDocument", tree: Tree) -> None:
        self.document = document
        self.tree = tree
        self._made: list[Element | None] = [None] * len(tree.tags)

    def at(self, index: int) -> Element:
        """Return the element at an index from 0."""
        element = self._made[index]
        if element is None:
            element = self._made[index] = Element(self, index)
        return element

    def of(self, indexes: list[int]) -> list[Element]:
        """Return the elements at some indexes."""
        return [self.at(index) for index in indexes]

    def __len__(self) -> int:
        return len(self._made)

    @overload
    def __getitem__(self, index: int) -> Element: ...
    @overload
    def __getitem__(self, index: slice) -> list[Element]: ...
    def __getitem__(self, index: int | slice) -> Element | list[Element]:
        positions = range(len(self._made))[index]
        return self.at(positions) if isinstance(positions, int) else list(map(self.at, positions))

    def __iter__(self) -> Iterator[Element]:
        return map(self.at, range(len(self._made)))

    def release(self) -> None:
        """Let go of every element, each of which knows this."""
        self._made.clear()
