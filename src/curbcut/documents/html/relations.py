"""Selectors that ask what stands inside or after an element, as `:has()` does. Source: Selectors 4, section 4.5.

The selector engine (cssselect2) would look through all that is inside once for each element, and takes what
`:has(a b)` asks for from outside too. So every question is answered once for the whole page, from the innermost
element outwards, and its selector asks for a mark instead, which is written where an attribute would be.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

import cssselect2
from cssselect2 import compiler, parser

from curbcut.documents.html.tree import NO_PARENT, Tree

_ASKS = re.compile(r":has\(", re.IGNORECASE)
_LONGEST_KEPT = 200
# `:checked` is what people change, and often the whole page with it; the other two would be the element that asks.
_BEYOND_MARKUP = frozenset({"checked", "scope", "root"})
_MOST_STEPS_OF_A_WAY = 4
COST_OF_TRY, COST_OF_MARK = 5, 5
"""Steps that an element counts for that is tried, and one that gets a mark: on large pages marks take memory too."""


SELECTOR_FAULTS = (
    cssselect2.SelectorError, NotImplementedError, AttributeError, RecursionError, SyntaxError, MemoryError,
)  # fmt: skip
"""What cssselect2 raises on selectors that it does not know, which browsers may know all the same. It compiles to Python, whose
own parser gives up on deep ones, and trips over a bar at the end (AttributeError)."""


class Way(NamedTuple):
    """One of the ways that a `:has()` takes: `> a b` is a child `a`, and somewhere in that a `b`.

    Attributes:
        mark: What elements get from which the way can be gone.
        steps: Combinator of each step, from the element outwards, and its selector as cssselect2 writes and compiles it.
    """

    mark: str
    steps: tuple[tuple[str, str, Any], ...]


class Relational(NamedTuple):
    """Selectors with `:has()` in them.

    Attributes:
        selectors: The selectors, compiled (cssselect2), which ask for marks.
        ways: The ways that bring those marks.
    """

    selectors: tuple[Any, ...]
    ways: tuple[Way, ...]


class _TooFarError(ValueError):
    """A `:has()` asks for what markup does not tell, or for more than is followed."""


_NOT_FOLLOWED = (_TooFarError, *SELECTOR_FAULTS)


def has_relations(selectors: str) -> bool:
    """Tell whether selectors, as they are written, ask for relatives by `:has()`."""
    return _ASKS.search(selectors) is not None


def relational_of(text: str) -> Relational | None:
    """Return selectors with `:has()` in them, compiled, or `None` where one of them is not known or asks too much."""
    return _kept_relational_of(text) if len(text) <= _LONGEST_KEPT else _relational_of(text)


def _relational_of(text: str) -> Relational | None:
    ways: list[Way] = []
    try:
        selectors = list(parser.parse(text))
        for selector in selectors:
            _put_marks(selector.parsed_tree, ways)
        return Relational(tuple(map(compiler.CompiledSelector, selectors)), tuple(ways))
    except _NOT_FOLLOWED:
        return None


_kept_relational_of = lru_cache(maxsize=512)(_relational_of)


def _put_marks(node: Any, ways: list[Way]) -> None:
    """Put marks in place of every `:has()` of a parsed selector, and add the ways that bring them."""
    while isinstance(node, parser.CombinedSelector):
        _put_marks(node.right, ways)
        node = node.left
    for position, simple in enumerate(node.simple_selectors):
        if isinstance(simple, parser.RelationalSelector):
            mark = f" {simple!r}"  # no attribute that anybody can write has a blank in its name
            node.simple_selectors[position] = parser.AttributeSelector("", (mark, mark), None, None, None)
            ways.extend(_ways_of(simple, mark))
        else:
            for inner in _alternatives(simple):
                _put_marks(inner, ways)


def _alternatives(simple: Any) -> Iterator[Any]:
    """Yield the parsed selectors in an `:is()`, `:where()` or `:not()`."""
    return (selector.parsed_tree for selector in getattr(simple, "selector_list", ()))


def _ways_of(relational: Any, mark: str) -> Iterator[Way]:
    if not relational.selector_list:
        raise _TooFarError
    for relative in relational.selector_list:
        steps: list[tuple[str, str, Any]] = []
        node = relative.selector.parsed_tree
        while isinstance(node, parser.CombinedSelector):
            steps.append((node.combinator, repr(node.right), _compiled(node.right)))
            node = node.left
        steps.append((relative.combinator, repr(node), _compiled(node)))
        if len(steps) > _MOST_STEPS_OF_A_WAY:
            raise _TooFarError
        yield Way(mark, tuple(reversed(steps)))


def _compiled(compound: Any) -> Any:
    if not _is_of_the_element(compound):
        raise _TooFarError
    return compiler.CompiledSelector(parser.Selector(compound))


def _is_of_the_element(node: Any) -> bool:
    """Tell whether part of a `:has()` asks for nothing but an element, and of that for what markup tells."""
    if isinstance(node, parser.CombinedSelector):
        return False
    return all(
        not isinstance(simple, parser.RelationalSelector)
        and not (isinstance(simple, parser.PseudoClassSelector) and simple.name in _BEYOND_MARKUP)
        and all(map(_is_of_the_element, _alternatives(simple)))
        for simple in node.simple_selectors
    )


class Relations:
    """The ways that the rules of one page ask for.

    Attributes:
        matcher: The selectors of all steps (cssselect2), each with its number.
    """

    def __init__(self) -> None:
        self.matcher: Any = cssselect2.Matcher()
        self._known: set[str] = set()
        self._ways: list[tuple[str, list[tuple[str, int]]]] = []
        self._numbers: dict[str, int] = {}

    def __bool__(self) -> bool:
        return bool(self._ways)

    def add(self, ways: Iterable[Way]) -> None:
        """Take ways in; those of a mark that is there already bring nothing new."""
        new = [way for way in ways if way.mark not in self._known]
        for mark, steps in new:
            numbered: list[tuple[str, int]] = []
            for combinator, written, selector in steps:
                number = self._numbers.get(written)
                if number is None:
                    number = self._numbers[written] = len(self._numbers)
                    self.matcher.add_selector(selector, number)
                numbered.append((combinator, number))
            self._ways.append((mark, numbered))
        self._known.update(way.mark for way in new)

    def marks(self, tree: Tree, matching: dict[int, set[int]]) -> Iterator[tuple[str, set[int]]]:
        """Yield each mark with the indexes of elements that get it by one of its ways.

        Args:
            tree: The page's tree.
            matching: The indexes of the elements that the selector of each step matches, by its number.
        """
        siblings = _previous_siblings(tree.parents)
        nobody: set[int] = set()
        for mark, steps in self._ways:
            reached: set[int] | None = None
            for combinator, number in reversed(steps):
                ends = matching.get(number, nobody)
                reached = _from(ends if reached is None else ends & reached, combinator, tree.parents, siblings)
            yield mark, reached or nobody


def _from(ends: set[int], combinator: str, parents: list[int], siblings: list[int]) -> set[int]:
    """Return the elements from which others are one combinator away."""
    before = parents if combinator in {" ", ">"} else siblings
    found = {before[index] for index in ends}
    found.discard(NO_PARENT)
    if combinator in {" ", "~"}:
        waiting = list(found)
        while waiting:
            further = before[waiting.pop()]
            if further >= 0 and further not in found:
                found.add(further)
                waiting.append(further)
    return found


def _previous_siblings(parents: list[int]) -> list[int]:
    """Return the index of the sibling before each element, `NO_PARENT` where there is none."""
    last: dict[int, int] = {}
    found = []
    for index, parent in enumerate(parents):
        found.append(last.get(parent, NO_PARENT))
        last[parent] = index
    return found
