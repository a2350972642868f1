"""Which rules of a page's style blocks match each of its elements."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import cssselect2

from curbcut.documents.html.cascade_layers import CascadeLayers
from curbcut.documents.html.declarations import Declarations
from curbcut.documents.html.relations import COST_OF_MARK, COST_OF_TRY, Relations
from curbcut.documents.html.selectable import SelectablePage
from curbcut.documents.html.tree import NO_ATTRIBUTES, NO_PARENT

if TYPE_CHECKING:
    from curbcut.documents.html.document import HtmlDocument

MOST_STEPS = 10_000_000
"""Selectors tried, each times the elements on the way up: beyond this, matching would outlast every limit."""
DEEPEST_MATCH = 256
"""Elements deeper than this are not matched: a selector's way up would make deep pages quadratic."""

_LOOKS_FURTHER = re.compile(r"[:\[+~\\]")
"""What a selector holds that asks for more than tags, ids and classes of an element and those around it."""
_ASKED_FOR = re.compile(r"[.#]?[^\s.#>,*|]+")
"""A class, an id or a tag in a selector that asks for nothing else."""

_Matches = list[tuple[Any, ...]]
"""Specificity, order, pseudo element and declarations of each rule that matches, the weakest first."""


class TooSlowError(Exception):
    """Matching would take more than `MOST_STEPS`."""


class _Way(NamedTuple):
    """What elements have in common that are alike in all that selectors ask for, and so are those around them.

    Attributes:
        depth: Number of elements around them.
        matches: The rules that match them by their way up alone.
        declarations: What those rules declare.
        further: Number of selectors that have to be tried on each of them.
    """

    depth: int
    matches: _Matches
    declarations: tuple[Declarations, ...]
    further: int


class SheetMatching:
    """The rules of a page, and the elements that they match.

    Most selectors ask for tags, ids and classes of an element and of those around it, and nothing else. Elements with one
    such way up, like all cells of a table, match the same of them, and what no selector asks for, like the ids of
    headings, makes no other way. The selectors that look further are tried on each element.

    Attributes:
        relations: What selectors ask about the relatives of elements.
        steps: What was spent of `MOST_STEPS`, by whoever tries selectors on this page.
    """

    def __init__(self, document: "HtmlDocument", page: SelectablePage, layers: CascadeLayers) -> None:
        self._document = document
        self._page = page
        self._layers = layers
        self._by_way: Any = cssselect2.Matcher()
        self._by_element: Any = cssselect2.Matcher()
        self._asked_for: set[str] = set()
        self._marks: dict[tuple[str, str | None, str | None], tuple[str, ...]] = {}
        self._ways: list[_Way] = []
        self._shared: dict[tuple[int, ...], tuple[Declarations, ...]] = {}
        self.relations = Relations()
        self.steps = 0

    def matcher_for(self, selectors: str) -> Any:
        """Return the matcher (cssselect2) that selectors are to be added to, given how they are written."""
        if _LOOKS_FURTHER.search(selectors) is not None:
            return self._by_element
        self._asked_for.update(one if one[0] in ".#" else one.lower() for one in _ASKED_FOR.findall(selectors))
        return self._by_way

    def declarations(self) -> dict[int, tuple[Declarations, ...]]:
        """Return what the rules that match declare, the weakest first, by the index of each element that has any.

        Raises:
            TooSlowError: It would take more than `MOST_STEPS`.
        """
        if self.relations:
            self._put_marks()
        self._keep_apart_for_further()
        languages = len(self._by_element.lang_attr_selectors)
        tree, ways = self._document.tree, self._ways
        found: dict[int, tuple[Declarations, ...]] = {}
        numbers: dict[tuple[int, tuple[str, ...]], int] = {}
        number_of: list[int] = []
        for index, (tag, parent) in enumerate(zip(tree.tags, tree.parents, strict=True)):
            attributes = tree.attributes.get(index, NO_ATTRIBUTES)
            key = (number_of[parent] if index else NO_PARENT, self._marks_of(tag, attributes))
            number = numbers.get(key)
            if number is None:
                number = numbers[key] = self._add_way(index, key[0])
            number_of.append(number)
            way = ways[number]
            further = way.further + languages if "lang" in attributes else way.further
            declarations = self._with_further(index, way, further) if further else way.declarations
            if declarations:
                found[index] = declarations
            if self.steps > MOST_STEPS:
                raise TooSlowError
        return found

    def _put_marks(self) -> None:
        """Give elements the marks that `:has()` was made into."""
        matcher, tree = self.relations.matcher, self._document.tree
        matching: dict[int, set[int]] = {}
        for index, tag in enumerate(tree.tags):
            count = count_of(matcher, tag, tree.attributes.get(index, NO_ATTRIBUTES))
            if count:
                self._spend(count * COST_OF_TRY)
                for match in matcher.match(self._page.of(self._document.elements.at(index))):
                    matching.setdefault(match[3], set()).add(index)
        marks: dict[int, list[str]] = {}
        for mark, indexes in self.relations.marks(tree, matching):
            self._spend(len(indexes) * COST_OF_MARK)
            for index in indexes:
                marks.setdefault(index, []).append(mark)
        self._page.put_marks(marks)

    def _spend(self, steps: int) -> None:
        self.steps += steps
        if self.steps > MOST_STEPS:
            raise TooSlowError

    def _keep_apart_for_further(self) -> None:
        """Let ways differ too in what decides which of the other selectors are tried."""
        matcher = self._by_element
        self._asked_for.update(
            matcher.lower_local_name_selectors,
            (f".{name}" for name in matcher.class_selectors),
            (f"#{name}" for name in matcher.id_selectors),
        )

    def _marks_of(self, tag: str, attributes: Mapping[str, str]) -> tuple[str, ...]:
        """Return which of an element's tag, id and classes any selector asks for."""
        identifier = attributes.get("id")
        if identifier is not None and f"#{identifier}" not in self._asked_for:
            identifier = None
        key = (tag, identifier, attributes.get("class"))
        marks = self._marks.get(key)
        if marks is None:
            classes = [] if key[2] is None else key[2].split()
            written = [tag.rpartition(":")[2].lower(), f"#{identifier}", *(f".{name}" for name in classes)]
            marks = self._marks[key] = tuple([mark for mark in written if mark in self._asked_for])
        return marks

    def _add_way(self, index: int, around: int) -> int:
        """Add the way of an element inside another way, and return its number."""
        tree = self._document.tree
        depth = self._ways[around].depth + 1 if around >= 0 else 0
        tag, attributes = tree.tags[index], tree.attributes.get(index, NO_ATTRIBUTES)
        matches = self._match(self._by_way, index, depth, count_of(self._by_way, tag, attributes))
        # Whether an element has a language of its own is no matter of its way.
        further = count_of(self._by_element, tag, {**attributes, "lang": ""}) - len(
            self._by_element.lang_attr_selectors
        )
        self._ways.append(_Way(depth, matches, self._declarations(matches), further))
        return len(self._ways) - 1

    def _with_further(self, index: int, way: _Way, count: int) -> tuple[Declarations, ...]:
        further = self._match(self._by_element, index, way.depth, count)
        if not further:
            return way.declarations
        declarations = self._declarations(sorted(way.matches + further))
        # Alike, they are the same, so that styles computed from them are shared too.
        return self._shared.setdefault(tuple(map(id, declarations)), declarations)

    def _match(self, matcher: Any, index: int, depth: int, count: int) -> _Matches:
        if not count or depth > DEEPEST_MATCH:
            return []
        self.steps += count * (depth + 1)
        matches: _Matches = matcher.match(self._page.of(self._document.elements.at(index)))
        return matches

    def _declarations(self, matches: _Matches) -> tuple[Declarations, ...]:
        return self._layers.sort(matches) if self._layers else tuple([match[3] for match in matches])


def count_of(matcher: Any, tag: str, attributes: Mapping[str, str]) -> int:
    """Return how many selectors a matcher will try on an element; for most it is none, and they need not be made selectable."""
    by_tag, by_class = matcher.lower_local_name_selectors, matcher.class_selectors
    name = tag.rpartition(":")[2] if ":" in tag else tag
    count = len(matcher.other_selectors) + len(matcher.namespace_selectors) + len(by_tag.get(name, ()))
    if attributes:
        if "lang" in attributes:
            count += len(matcher.lang_attr_selectors)
        if "id" in attributes:
            count += len(matcher.id_selectors.get(attributes["id"], ()))
        if "class" in attributes:
            count += sum(len(by_class[word]) for word in attributes["class"].split() if word in by_class)
    return count
