"""The structure tree: which elements there are, what role each has, which content it owns. Walked once, iteratively."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import pikepdf

from curbcut.documents.pdf import objects
from curbcut.documents.pdf.budget import ELEMENT
from curbcut.documents.pdf.roles import RoleMap
from curbcut.documents.place import Place
from curbcut.standards.pdfua import heading_level

if TYPE_CHECKING:
    from curbcut.documents.pdf.document import PdfDocument

EXCERPT_CHARACTERS = 200

NO_SUCH_PAGE = -1
"""Index of a page that the tree speaks of and the file does not have."""

Rectangle = tuple[float, float, float, float]
"""Left, bottom, right, top in PDF points."""


class Mark(NamedTuple):
    """A piece of marked content that an element owns (ISO 32000-1, 14.7.4.2).

    Attributes:
        page_index: Page, from 0; `NO_SUCH_PAGE` when it is none of the file's.
        mcid: Marked-content identifier, unique in its content stream.
        is_in_form: Whether the content stream is that of a form XObject, not the page's own.
    """

    page_index: int
    mcid: int
    is_in_form: bool = False


class ObjectReference(NamedTuple):
    """An annotation or XObject that an element owns (ISO 32000-1, 14.7.4.3)."""

    page_index: int | None
    target: pikepdf.Object


class StructureElement:
    """One structure element; entries are read from the file when asked for.

    Attributes:
        tag: Structure type as the file has it.
        role: Standard type at the end of the role map.
        parent: Enclosing element; `None` directly under the root.
        page_index: Page that its content is on by default, from 0.
        kids: Elements, marked content and objects, in order.
    """

    __slots__ = ("_document", "kids", "page_index", "parent", "role", "source", "tag")

    def __init__(
        self, document: "PdfDocument", source: pikepdf.Object, *, role_map: RoleMap, parent: "StructureElement | None",
        page_index: int | None,
    ) -> None:  # fmt: skip
        self._document = document
        self.source = source
        self.parent = parent
        self.page_index = page_index
        self.tag = objects.name(source.get("/S"))
        self.role = role_map.role_of(self.tag, source.get("/NS"))
        self.kids: list[StructureElement | Mark | ObjectReference] = []

    @property
    def children(self) -> list["StructureElement"]:
        """Child elements, in order."""
        return [kid for kid in self.kids if isinstance(kid, StructureElement)]

    @property
    def parts(self) -> list["StructureElement"]:
        """Child elements, and in the place of a NonStruct the children of that: it has no significance of its own (ISO 32000-1, table 333)."""
        found: list[StructureElement] = []
        waiting = self.children[::-1]
        while waiting:
            child = waiting.pop()
            if child.role == "NonStruct":
                waiting.extend(child.children[::-1])
            else:
                found.append(child)
        return found

    @property
    def marks(self) -> list[Mark]:
        """Marked content that it owns itself, in order."""
        return [kid for kid in self.kids if isinstance(kid, Mark)]

    @property
    def references(self) -> list[ObjectReference]:
        """Annotations and XObjects that it owns itself, in order."""
        return [kid for kid in self.kids if isinstance(kid, ObjectReference)]

    @property
    def level(self) -> int | None:
        """Level of a numbered heading, else `None`."""
        return heading_level(self.role)

    @property
    def alternative(self) -> str:
        """`Alt`, stripped; empty when absent or blank."""
        return _stripped(self.source.get("/Alt"))

    @property
    def actual_text(self) -> str:
        """`ActualText`, stripped; empty when absent or blank."""
        return _stripped(self.source.get("/ActualText"))

    @property
    def is_silenced(self) -> bool:
        """Whether a blank `ActualText` replaces the element by nothing (ISO 32000-1, 14.9.4)."""
        return objects.text(self.source.get("/ActualText")) is not None and not self.actual_text

    @property
    def language(self) -> str | None:
        """`Lang` of the element itself."""
        return objects.text(self.source.get("/Lang"))

    @property
    def identifier(self) -> str:
        """`ID`, which header cells are referred to by."""
        return objects.text(self.source.get("/ID")) or ""

    def attribute(self, key: str) -> object:
        """Return an attribute from `A`, else from the classes in `C` (ISO 32000-1, 14.7.5)."""
        for holder in _attribute_objects(self.source.get("/A")):
            if (value := objects.entry(holder, key)) is not None:
                return value
        classes = self.source.get("/C")
        class_map = self._document.class_map if classes is not None else None
        for one in objects.array(classes) or [classes]:
            for holder in _attribute_objects(objects.entry(class_map, f"/{objects.name(one)}")):
                if (value := objects.entry(holder, key)) is not None:
                    return value
        return None

    def ancestors(self) -> Iterator["StructureElement"]:
        """Yield the enclosing elements, the nearest first."""
        above = self.parent
        while above is not None:
            yield above
            above = above.parent

    def descendants(self) -> Iterator["StructureElement"]:
        """Yield the elements below, in document order."""
        waiting = self.children[::-1]
        while waiting:
            element = waiting.pop()
            yield element
            waiting.extend(element.children[::-1])

    def all_marks(self) -> Iterator[Mark]:
        """Yield the marked content of the element and everything below."""
        yield from self.marks
        for element in self.descendants():
            yield from element.marks

    def text(self) -> str:
        """What is read out for the element: replacements where there are some, else the drawn text."""
        return " ".join(self._raw_text().split())

    def lines(self) -> list[str]:
        """The text of the element line by line as it is drawn, without blank lines."""
        return [line for raw in self._raw_text().splitlines() if (line := " ".join(raw.split()))]

    def _raw_text(self) -> str:
        pieces: list[str] = []
        waiting: list[StructureElement | Mark | ObjectReference] = [self]
        while waiting:
            kid = waiting.pop()
            if isinstance(kid, Mark):
                pieces.append(self._document.text_of(kid))
            elif isinstance(kid, StructureElement):
                replacement = kid.alternative or kid.actual_text
                if replacement:
                    pieces.append(f" {replacement} ")
                else:
                    waiting.extend(kid.kids[::-1])
        return "".join(pieces)

    def drawn_text(self) -> str:
        """The text as drawn, without replacements."""
        return " ".join("".join(self._document.text_of(mark) for mark in self.all_marks()).split())

    def rectangle(self) -> tuple[int, Rectangle] | None:
        """Page index and the box around the element's content on the first page where it has some."""
        found: Rectangle | None = None
        page_index: int | None = None
        for mark in self.all_marks():
            box = self._document.rectangle_of(mark)
            if box is None or page_index not in {None, mark.page_index}:
                continue
            page_index = mark.page_index
            found = box if found is None else union(found, box)
        return None if found is None or page_index is None else (page_index, found)

    @property
    def place(self) -> Place:
        """Page, box and text of the element."""
        return self._document.place_of(self)


class StructureTree:
    """Every structure element that can be reached from the root."""

    def __init__(self, document: "PdfDocument", root: pikepdf.Object | None) -> None:
        self._document = document
        self.root = root

    @cached_property
    def top(self) -> list[StructureElement]:
        """Elements directly under the root."""
        return [] if self.root is None else _walk(self._document, self.root)

    @cached_property
    def elements(self) -> list[StructureElement]:
        """Every element in document order, save those that speak of pages that are not in the file.

        Programs that cut pages out of a file often leave its whole tree behind.
        """
        found: list[StructureElement] = []
        waiting = self.top[::-1]
        while waiting:
            element = waiting.pop()
            found.append(element)
            waiting.extend(element.children[::-1])
        left_behind = _left_behind(found)
        return [element for element in found if id(element) not in left_behind] if left_behind else found

    @cached_property
    def marks(self) -> frozenset[Mark]:
        """All marked content that some element owns."""
        return frozenset(mark for element in self.elements for mark in element.marks)

    def of_roles(self, *roles: str) -> list[StructureElement]:
        """Return the elements of some roles, in document order."""
        return [element for element in self.elements if element.role in roles]


def _stripped(value: object) -> str:
    # Some producers end strings with NUL, as C does.
    return (objects.text(value) or "").replace("\0", "").strip()


def _left_behind(elements: list[StructureElement]) -> set[int]:
    """Return the ids of elements all of whose content is on pages that are not there."""
    gone: set[int] = set()
    here: set[int] = set()
    # Children come after their parents, so that backwards every element is settled before the one around it.
    for element in reversed(elements):
        # An annotation without a page says nothing either way.
        pages = [kid.page_index for kid in element.kids if not isinstance(kid, StructureElement)]
        pages = [page for page in pages if page is not None]
        children = [id(kid) for kid in element.kids if isinstance(kid, StructureElement)]
        if any(page != NO_SUCH_PAGE for page in pages) or any(child in here for child in children):
            here.add(id(element))
        elif pages or any(child in gone for child in children):
            gone.add(id(element))
    return gone


def union(one: Rectangle, other: Rectangle) -> Rectangle:
    """Return the smallest rectangle around two."""
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def touches(box: Rectangle, others: Iterable[Rectangle]) -> bool:
    """Whether a rectangle has an area in common with one of some others."""
    left, bottom, right, top = box
    return any(other[0] < right and left < other[2] and other[1] < top and bottom < other[3] for other in others)


def _attribute_objects(value: object) -> list[object]:
    # ISO 32000-1, 14.7.5.3: an array may mix attribute objects with revision numbers.
    return [item for item in (objects.array(value) or [value]) if objects.dictionary(item) is not None]


_Waiting = tuple[object, StructureElement | None, int | None]


def _walk(document: "PdfDocument", root: pikepdf.Object) -> list[StructureElement]:
    """Build the elements; an object that was seen before (a cycle, a shared element) is not entered again."""
    top: list[StructureElement] = []
    role_map = RoleMap(root)
    seen: set[tuple[int, int]] = set()
    waiting: list[_Waiting] = [(kid, None, None) for kid in _kids(root)[::-1]]
    while waiting:
        value, parent, page_index = waiting.pop()
        kid = _kid_of(document, value, parent, page_index)
        if kid is not None:
            if parent is not None:
                parent.kids.append(kid)
            continue
        source = objects.dictionary(value)
        identity = objects.identity(value)
        if source is None or (identity is not None and identity in seen):
            continue
        if identity is not None:
            seen.add(identity)
        document.budget.spend(ELEMENT)
        element = StructureElement(
            document, source, role_map=role_map, parent=parent, page_index=_page_of(document, source, page_index)
        )
        (top if parent is None else parent.kids).append(element)
        waiting.extend((below, element, element.page_index) for below in _kids(source)[::-1])
    return top


def _kids(source: pikepdf.Object) -> list[object]:
    kids = source.get("/K")
    return objects.array(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _kid_of(
    document: "PdfDocument", value: object, parent: StructureElement | None, page_index: int | None
) -> Mark | ObjectReference | None:
    """Read a kid that is content; `None` when it is an element (or nothing that the standard knows)."""
    mcid = objects.integer(value)
    if mcid is not None:
        return Mark(NO_SUCH_PAGE if page_index is None else page_index, mcid)
    source = objects.dictionary(value)
    if source is None or parent is None or "/S" in source:
        return None
    page_index = _page_of(document, source, page_index)
    if (mcid := objects.integer(source.get("/MCID"))) is not None:
        return Mark(NO_SUCH_PAGE if page_index is None else page_index, mcid, "/Stm" in source)
    target = objects.dictionary(source.get("/Obj"))
    return None if target is None else ObjectReference(page_index, target)


def _page_of(document: "PdfDocument", source: pikepdf.Object, inherited: int | None) -> int | None:
    page = source.get("/Pg")
    if page is None:
        return inherited
    found = document.page_index_of(page)
    return NO_SUCH_PAGE if found is None else found
