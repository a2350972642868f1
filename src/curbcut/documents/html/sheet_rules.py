"""The rules of a `<style>` block. Courses repeat the same blocks and selectors page by page, so both are kept."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

import cssselect2
import tinycss2

from curbcut.documents.html.conditions import is_supported, medium_matches
from curbcut.documents.html.declarations import NO_DECLARATIONS, Declarations, parse_declarations, with_numbers_cut
from curbcut.documents.html.relations import SELECTOR_FAULTS
from curbcut.documents.html.values import split_outside_parentheses

LONGEST_KEPT = 100_000
"""Characters of a style block up to which its rules are kept for the next page."""
_LONGEST_KEPT_SELECTOR = 200
_DEEPEST_NESTED, _LONGEST_NESTED = 16, 10_000
"""Levels and characters of selectors inside another rule, and levels of layers: each level repeats those around it."""
_OUT_OF_REACH = frozenset({"import", "container", "scope"})
"""Rules at what only a layout or other files tell, or for which the selectors would have to be other ones."""


class SheetRule(NamedTuple):
    """A rule of a style block.

    Attributes:
        selectors: As written; empty where a layer is only named.
        declarations: What is declared.
        layer: The full name of its cascade layer, `a.b` for one inside another; empty for none.
    """

    selectors: str
    declarations: Declarations
    layer: str = ""


_Waiting = tuple[str, str, Any]
"""The selectors and the layer around a node of a style sheet, and the node (tinycss2)."""


def rules_of(text: str) -> tuple[SheetRule | None, ...]:
    """Return the rules of a style block in order, and `None` for styles that are out of reach (`@import`)."""
    return _kept_rules_of(text) if len(text) <= LONGEST_KEPT else _rules_of(text)


def selectors_of(text: str) -> tuple[Any, ...] | None:
    """Return compiled selectors (cssselect2), or `None` where one of them is not known."""
    return _kept_selectors_of(text) if len(text) <= _LONGEST_KEPT_SELECTOR else _selectors_of(text)


def _rules_of(text: str) -> tuple[SheetRule | None, ...]:
    found: list[SheetRule | None] = []
    sheet = tinycss2.parse_stylesheet(with_numbers_cut(text), skip_comments=True, skip_whitespace=True)
    waiting = [("", "", node) for node in reversed(sheet)]
    while waiting:
        around, layer, node = waiting.pop()
        try:
            waiting.extend(_taken(found, node, around, layer))
        except RecursionError:  # hundreds of brackets in one another, and tinycss2 writes them as deep
            found.append(None)
    return tuple(found)


def _taken(found: list[SheetRule | None], node: Any, around: str, layer: str) -> Iterable[_Waiting]:
    """Take what a node declares, and return the rules inside it, the last first."""
    if node.type == "at-rule":
        return _group_of(found, node, around, layer)
    if node.type == "qualified-rule":
        selectors = _within(around, tinycss2.serialize(node.prelude))
        if selectors is not None:
            return _content_of(found, node, selectors, layer)
        found.append(None)
    return ()


def _content_of(found: list[SheetRule | None], node: Any, selectors: str, layer: str) -> Iterator[_Waiting]:
    """Take what a rule declares itself, and return the rules inside it, the last first."""
    inner: list[Any] = []
    if any(token.type == "{} block" for token in node.content):
        # Written apart from the rules inside, or every level would be written as often as it is deep.
        inner = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
        content = ";".join(one.serialize() for one in inner if one.type == "declaration")
    else:
        content = tinycss2.serialize(node.content)
    found.append(SheetRule(selectors, parse_declarations(content), layer))
    yield from ((selectors, layer, one) for one in reversed(inner) if one.type in {"qualified-rule", "at-rule"})


def _group_of(found: list[SheetRule | None], node: Any, around: str, layer: str) -> Iterable[_Waiting]:
    """Return the rules inside an at-rule, the last first, where they apply."""
    keyword, prelude = node.lower_at_keyword, tinycss2.serialize(node.prelude).strip()
    applies: bool | None = False
    if keyword in _OUT_OF_REACH:
        applies = None
    elif keyword == "media":
        applies = medium_matches(prelude)
    elif keyword == "supports":
        applies = is_supported(prelude)
    elif keyword == "layer":
        names = (
            [f"{layer}.{name.strip()}".strip(".") for name in prelude.split(",")]
            if prelude
            else [f"{layer}.?{len(found)}".strip(".")]
        )
        is_deep = any(name.count(".") > _DEEPEST_NESTED for name in names)
        found.extend(() if is_deep else [SheetRule("", NO_DECLARATIONS, name) for name in names])
        layer, applies = names[0], None if is_deep else True
    if applies is None:
        found.append(None)
    if not applies or node.content is None:
        return ()
    if around:
        return _content_of(found, node, around, layer)
    inner = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
    return [(around, layer, one) for one in reversed(inner)]


def _within(around: str, selectors: str) -> str | None:
    """Return the selectors of a rule inside another one, `None` beyond a bound. Source: CSS Nesting 1, section 3."""
    if not around:
        return selectors
    matched = f":is({around})"
    parts = split_outside_parentheses(selectors, ",")
    if matched.count(":is(") > _DEEPEST_NESTED or len(matched) * (len(parts) + selectors.count("&")) > _LONGEST_NESTED:
        return None
    return ", ".join(part.replace("&", matched) if "&" in part else f"{matched} {part.strip()}" for part in parts)


_kept_rules_of = lru_cache(maxsize=64)(_rules_of)


def _selectors_of(text: str) -> tuple[Any, ...] | None:
    try:
        return tuple(cssselect2.compile_selector_list(text))
    except SELECTOR_FAULTS:
        return None


_kept_selectors_of = lru_cache(maxsize=2048)(_selectors_of)
