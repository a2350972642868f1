"""An element as the selector engine (cssselect2) asks about it."""

from typing import TYPE_CHECKING

from curbcut.documents.lazy import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from curbcut.documents.html.elements import Element

_HTML = "http://www.w3.org/1999/xhtml"
_FOREIGN = {"svg": "http://www.w3.org/2000/svg", "math": "http://www.w3.org/1998/Math/MathML"}


MOST_KEPT = 10_000
"""Elements kept for further selectors: pages of millions would take more memory than a check may."""


class SelectablePage:
    """The elements of a page that selectors were tried on: each is tried on many, and on those inside it again.

    Attributes:
        positions: Of every element, its position among the children of its parent.
        marks: What selectors ask for as if it were an attribute (`relations.py`), by the index of each element with any.
    """

    def __init__(self, parents: list[int]) -> None:
        self.positions = _positions_of(parents)
        self.marks: dict[int, list[str]] = {}
        self._known: dict[int, Selectable] = {}
        self._children: dict[int, list[Element]] = {}

    def of(self, element: "Element") -> "Selectable":
        """Return an element for selectors, the same one each time."""
        known = self._known.get(element.index)
        if known is None:
            if len(self._known) >= MOST_KEPT:
                self._known.clear()
            known = self._known[element.index] = Selectable(element, self)
        return known

    def put_marks(self, marks: dict[int, list[str]]) -> None:
        """Give elements the marks that selectors are to find."""
        self.marks = marks
        self._known.clear()

    def children_of(self, parent: "Element") -> "list[Element]":
        """Return the children of an element, listed once: each of thousands of siblings asks for the others."""
        children = self._children.get(parent.index)
        if children is None:
            children = self._children[parent.index] = parent.element_children
        return children


def _positions_of(parents: list[int]) -> list[int]:
    positions = [0] * len(parents)
    counts = [0] * len(parents)
    for index, parent in enumerate(parents):
        if parent >= 0:
            positions[index] = counts[parent]
            counts[parent] += 1
    return positions


class Selectable:
    """The part of cssselect2's `ElementWrapper` that compiled selectors use, on an element of ours.

    Args:
        element: The element.
        page: What selectors were tried on before, and more that all of them share.
    """

    in_html_document = True

    def __init__(self, element: "Element", page: "SelectablePage") -> None:
        self.element = element
        self.page = page
        self.etree_element = self
        marks = page.marks.get(element.index)
        self.attrib: Mapping[str, str] = (
            {**element.attributes, **dict.fromkeys(marks, "")} if marks else element.attributes
        )
        self.tag = element.tag

    def get(self, name: str, default: str | None = None) -> str | None:
        """Return an attribute, as `xml.etree` does."""
        return self.attrib.get(name, default)

    @property
    def local_name(self) -> str:
        """Tag without namespace."""
        return self.tag.rpartition(":")[2]

    @property
    def namespace_url(self) -> str:
        """Namespace of the tag."""
        return _FOREIGN.get(self.tag.partition(":")[0], _HTML)

    @property
    def id(self) -> str | None:
        """The id attribute."""
        return self.attrib.get("id")

    @lazy
    def classes(self) -> set[str]:
        """Words of the class attribute."""
        return set(self.attrib.get("class", "").split())

    @property
    def lang(self) -> str:
        """Language in force, in lower case."""
        element: Element | None = self.element
        while element is not None:
            if (language := element.get("lang")) is not None:
                return language.lower()
            element = element.parent
        return ""

    @property
    def text(self) -> str:
        """Text of its own, for `:empty`."""
        return "".join(child for child in self.element.children if isinstance(child, str))

    @property
    def etree_children(self) -> "list[Element]":
        """Child elements, for `:empty`."""
        return self.element.element_children

    @property
    def in_disabled_fieldset(self) -> bool:
        """Whether a disabled fieldset holds it."""
        return any(
            ancestor.tag == "fieldset" and "disabled" in ancestor.attributes for ancestor in self.element.ancestors()
        )

    @property
    def parent(self) -> "Selectable | None":
        """The element around it."""
        return None if self.element.parent is None else self.page.of(self.element.parent)

    @property
    def ancestors(self) -> "Iterator[Selectable]":
        """The elements around it, the nearest first."""
        return map(self.page.of, self.element.ancestors())

    @property
    def etree_siblings(self) -> "list[Element]":
        """The children of its parent, itself among them."""
        return [self.element] if self.element.parent is None else self.page.children_of(self.element.parent)

    @property
    def index(self) -> int:
        """Position among its siblings, from 0."""
        return self.page.positions[self.element.index]

    @property
    def previous(self) -> "Selectable | None":
        """The sibling before it."""
        return self.page.of(self.etree_siblings[self.index - 1]) if self.index else None

    @property
    def previous_siblings(self) -> "Iterator[Selectable]":
        """The siblings before it, the nearest first."""
        return map(self.page.of, reversed(self.etree_siblings[: self.index]))
