"""An HTML document that rules can ask questions of: one parse, one walk, shared indexes."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

from curbcut.documents.context import Context
from curbcut.documents.html import roles, visibility
from curbcut.documents.html.blocks import Blocks, blocks_of
from curbcut.documents.html.duplicates import DuplicateAttribute, duplicate_attributes
from curbcut.documents.html.elements import Element, Elements
from curbcut.documents.html.encoding import decode
from curbcut.documents.html.focus import may_lead_into, names_of_used_maps, tab_stops
from curbcut.documents.html.identifiers import access_keys, elements_by_id, owners_of_claimed, written_ids
from curbcut.documents.html.labelling import labels_by_control
from curbcut.documents.html.offsets import Offsets
from curbcut.documents.html.parse import ParsedDocument, has_doctype, parse
from curbcut.documents.html.scripts import ids_written_to
from curbcut.documents.html.shadow_roots import NO_SHADOW_ROOTS, ShadowRoots, shadow_roots_of
from curbcut.documents.html.styles import Styles
from curbcut.documents.html.subtree import text_of
from curbcut.documents.html.tables import TableGrid
from curbcut.documents.html.texts import TextGroup, VisibleText, in_order, text_groups
from curbcut.documents.html.tree import tree_of
from curbcut.documents.lazy import lazy

if TYPE_CHECKING:
    from curbcut.documents.html.native import AccessibleName
    from curbcut.documents.place import Place

HEADING_TAGS = ("h1", "h2", "h3", "h4", "h5", "h6")

_LONGEST_HEADING = 200
_LATE_PAGE = re.compile(r"[^<]{1,200}<(?:!doctype\s+html|html)\b", re.IGNORECASE)
"""Text before the page makes the parser drop its doctype and take its tags for those that it has supplied already."""


class HtmlDocument:
    """A web page, or the body of one that was written in Canvas's editor.

    Attributes:
        source: The decoded text with `LF` line ends: what every offset counts in.
        raw: The decoded text with the line ends as they came.
        context: What the reader was told of it.
        tree: The parser's tree as columns; `elements` and all else here are views of it.
        elements: Every element in document order, foreign ones too; none inside a template.
        names: The accessible names that were asked for, by the element's index; ask the element.
        texts_of_named: The texts of elements inside others that may be asked for theirs too, by index; for `subtree.py`.
        places: The places that were asked for, likewise.
        ways_to: The selectors of elements with findings right inside, by index; for `places.py`.
        kinds_in: The positions of their children among those of one tag, by index; for `places.py`.
    """

    def __init__(self, source: str, raw: str, context: Context, parsed: ParsedDocument) -> None:
        self.source = source
        self.raw = raw
        self.context = context
        self.parsed = parsed
        self.tree = tree_of(parsed)
        self.elements = Elements(self, self.tree)
        self.names: dict[int, AccessibleName] = {}
        self.texts_of_named: dict[tuple[bool, bool], dict[int, str]] = {}
        self.places: dict[int, Place] = {}
        self.ways_to: dict[int, str] = {}
        self.kinds_in: dict[int, tuple[dict[int, int], dict[str, int]]] = {}
        self._heading_texts: dict[int, str | None] = {}
        self._grids: dict[int, TableGrid] = {}
        self._tagged: dict[tuple[str, ...], list[Element]] = {}
        self._marked: dict[tuple[str, ...], list[Element]] = {}

    @classmethod
    def read(cls, data: bytes | str, context: Context) -> "HtmlDocument":
        """Parse a page or a body and walk it once.

        Args:
            data: The bytes of a file, or the text of a body.
            context: Where it comes from; `context.encoding` is the transport's.

        Raises:
            MalformedDocumentError: The bytes are no text.
            OversizedDocumentError: The page is beyond what is read.
        """
        raw = decode(data, context.encoding) if isinstance(data, bytes) else data
        source = raw.replace("\r\n", "\n").replace("\r", "\n") if "\r" in raw else raw
        document = cls(source, raw, context, parse(source))
        visibility.put_flags(document.tree)
        if "style" in document.tree.by_tag or "svg:style" in document.tree.by_tag:
            visibility.apply_styles(document)
        roles.prune(document)
        return document

    def release(self) -> None:
        """Let go of everything, so that it can be freed without a search for garbage; nobody may ask it anything then.

        The document and its elements hold each other: on 200 pages that search took a twelfth of the whole check.
        """
        self.elements.release()
        vars(self).clear()

    @property
    def is_whole_page(self) -> bool:
        """Whether it is a page of its own, with head and title, not a piece that is put into one."""
        return self.context.origin == "file" and self.has_page_markup

    @property
    def root(self) -> Element:
        """The `<html>` element; the parser supplies one where the source has none."""
        return self.elements.at(0)

    @lazy
    def body(self) -> Element | None:
        """The `<body>` element; a frameset page has none."""
        found = self.by_tag("body")
        return found[0] if found else None

    def by_tag(self, *tags: str) -> list[Element]:
        """Return the elements with one of these tags, in document order; do not change the list."""
        found = self._tagged.get(tags)
        if found is None:
            by_tag = self.tree.by_tag
            indexes = [by_tag[tag] for tag in tags if tag in by_tag]
            in_order = indexes[0] if len(indexes) == 1 else sorted(chain.from_iterable(indexes))
            found = self._tagged[tags] = self.elements.of(in_order)
        return found

    def with_attribute(self, *names: str) -> list[Element]:
        """Return the elements with one of these attributes, each once, in document order; do not change the list."""
        found = self._marked.get(names)
        if found is None:
            found = self._marked[names] = self.elements.of(sorted(self.tree.with_any(names)))
        return found

    def by_tag_or_attribute(self, tags: tuple[str, ...], attribute: str) -> list[Element]:
        """Return the elements with one of these tags or with an attribute, each once, in document order."""
        by_tag = self.tree.by_tag
        indexes = [by_tag[tag] for tag in tags if tag in by_tag]
        marked = self.tree.by_attribute.get(attribute)
        if marked is None:
            # Most rules end here on most pages: none of their tags, no such attribute.
            return self.elements.of(sorted(chain.from_iterable(indexes))) if indexes else []
        return self.elements.of(sorted(set(marked).union(*indexes)))

    @property
    def holds(self) -> frozenset[str]:
        """What it holds itself, and what its shadow roots hold."""
        held = self.holds_itself
        return held.union(*(page.holds_itself for page in self.shadow_roots.pages)) if "template" in held else held

    @lazy
    def holds_itself(self) -> frozenset[str]:
        """The tags in it, its attributes in brackets, and `[aria-*]` when it has any attribute of ARIA."""
        names = self.tree.by_attribute
        any_of_aria = ("[aria-*]",) if any(name.startswith("aria-") for name in names) else ()
        return frozenset((*self.tree.by_tag, *(f"[{name}]" for name in names), *any_of_aria))

    @property
    def attribute_names(self) -> list[str]:
        """Every attribute name that occurs."""
        return list(self.tree.by_attribute)

    @lazy
    def ids(self) -> dict[str, list[Element]]:
        """Every element with each id, in document order."""
        return elements_by_id(self)

    @lazy
    def written_ids(self) -> Counter[str]:
        """How many start tags of the source have each id: of `<a id="x"/>` the parser makes copies that nobody wrote.

        Those of formulas count for none where another element has the id too.
        """
        return written_ids(self)

    @lazy
    def by_id(self) -> dict[str, Element]:
        """The first element with each id."""
        return {identifier: elements[0] for identifier, elements in self.ids.items()}

    @lazy
    def scripted_ids(self) -> frozenset[str]:
        """The ids of elements that get content or a name from a script of the page."""
        return ids_written_to(script.text for script in self.by_tag("script"))

    @lazy
    def has_page_markup(self) -> bool:
        """Whether the source has a doctype or a tag of html, head or body, be it behind text that a program left there."""
        if has_doctype(self.parsed) or _LATE_PAGE.match(self.source) is not None:
            return True
        tree = self.tree
        tagged = (index for tag in visibility.PAGE_TAGS for index in tree.by_tag.get(tag, ()))
        return any(not tree.flags[index] & visibility.IMPLIED for index in tagged)

    @lazy
    def headings(self) -> list[Element]:
        """The h1 to h6 elements, hidden or not."""
        return self.by_tag(*HEADING_TAGS)

    @lazy
    def _heading_indexes(self) -> list[int]:
        return [heading.index for heading in self.headings]

    def heading_before(self, index: int) -> str | None:
        """Return the text, at most 200 characters, of the heading before an element, or `None`.

        Args:
            index: Index of the element; when it is a heading itself, the one before counts.
        """
        position = bisect_left(self._heading_indexes, index)
        if not position:
            return None
        known = self._heading_texts
        if position not in known:
            known[position] = " ".join(self.headings[position - 1].text.split())[:_LONGEST_HEADING] or None
        return known[position]

    @lazy
    def styles(self) -> Styles:
        """The computed style of every element."""
        return Styles(self)

    @lazy
    def visible_texts(self) -> tuple[VisibleText, ...]:
        """The texts that eyes can see, one an element, in document order; the groups say the same at less cost."""
        return tuple(in_order(text for group in self.text_groups for text in group.members()))

    @lazy
    def text_groups(self) -> list[TextGroup]:
        """The texts that eyes can see, those of one style together."""
        return text_groups(self)

    @lazy
    def objects_with_fallback(self) -> list[int]:
        """The indexes of the objects with a text for browsers that cannot show them, in document order."""
        return [one.index for one in self.by_tag("object") if text_of(one, follow=None, with_hidden=True)]

    @lazy
    def labels(self) -> dict[int, list[Element]]:
        """The label elements of each form control that has any, by the control's index."""
        return labels_by_control(self)

    def table_of(self, table: Element) -> TableGrid:
        """Return the grid of a table element, laid out once."""
        grid = self._grids.get(table.index)
        if grid is None:
            grid = self._grids[table.index] = TableGrid(table)
        return grid

    @lazy
    def owners(self) -> dict[int, Element]:
        """The element that claims another one as its child by `aria-owns`, by the index of the claimed one."""
        return owners_of_claimed(self)

    def with_role(self, *wanted: str, tags: tuple[str, ...] = ()) -> list[Element]:
        """Return the elements with one of these semantic roles, in document order.

        Args:
            wanted: The roles.
            tags: The tags that can have one of them without a role attribute.
        """
        return [element for element in self.by_tag_or_attribute(tags, "role") if element.role in wanted]

    @lazy
    def blocks(self) -> Blocks:
        """The pieces of text that people read as one: paragraphs, items, cells, headings."""
        return blocks_of(self)

    @lazy
    def tab_stops(self) -> list[int]:
        """The indexes of the elements that the Tab key reaches, in document order."""
        return tab_stops(self)

    @lazy
    def frames_with_focus(self) -> list[int]:
        """The indexes of the frames that the Tab key may lead into, in document order."""
        return [frame.index for frame in self.by_tag("iframe") if may_lead_into(frame)]

    def first_tab_stop_in(self, element: Element, *, inclusive: bool) -> Element | None:
        """Return the first element inside another one that the Tab key reaches.

        Args:
            element: Where to look.
            inclusive: Whether the element itself counts.
        """
        position = bisect_right(self.tab_stops, element.index - (1 if inclusive else 0))
        if position < len(self.tab_stops) and self.tab_stops[position] < element.end:
            return self.elements[self.tab_stops[position]]
        return None

    def nested_page(self, frame: Element) -> "HtmlDocument | None":
        """Return the page that an iframe holds in its `srcdoc`, or `None` when it comes from elsewhere."""
        source = frame.attributes.get("srcdoc")
        return None if source is None else HtmlDocument.read(source, self.context)

    @lazy
    def has_shadow_trees(self) -> bool:
        """Whether the page puts its elements into trees of shadows, where they may stand in what the source does not show."""
        scripts = self.by_tag("script")
        return bool(self.with_attribute("shadowrootmode")) or any("attachShadow" in script.text for script in scripts)

    @lazy
    def shadow_roots(self) -> "ShadowRoots":
        """What the page declares to be shown in place of the content of its elements."""
        return shadow_roots_of(self) if "shadowrootmode" in self.tree.by_attribute else NO_SHADOW_ROOTS

    @lazy
    def used_maps(self) -> frozenset[str]:
        """The names of the image maps that pictures with a box use."""
        return names_of_used_maps(self)

    @lazy
    def duplicate_attributes(self) -> list[DuplicateAttribute]:
        """The start tags that hold an attribute twice, one entry an attribute that is lost."""
        return duplicate_attributes(self)

    @lazy
    def access_keys(self) -> Counter[str]:
        """How many elements that are not hidden have each access key."""
        return access_keys(self)

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """Return line and column, both from 1, of an offset in the source."""
        return self._offsets.line_and_column(offset)

    def raw_offset(self, offset: int) -> int:
        """Return where an offset of `source` is in `raw`, whose line ends may be two characters long."""
        return self._offsets.raw(offset)

    @lazy
    def _offsets(self) -> Offsets:
        return Offsets(self.source, self.raw)
