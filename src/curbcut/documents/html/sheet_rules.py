"""The rules of a `<style>` block. Courses repeat the same blocks and selectors page by page, so both are kept."""

import re
from functools import lru_cache
from typing import Any

import cssselect2
import tinycss2

from curbcut.documents.html.declarations import Declarations, parse_declarations, split_outside_parentheses

LONGEST_KEPT = 100_000
"""Characters of a style block up to which its rules are kept for the next page."""
_LONGEST_KEPT_SELECTOR = 200
_DEEPEST_NESTED, _LONGEST_NESTED = 16, 10_000
"""Levels and characters of selectors inside another rule: each level repeats those around it."""
_VIEWPORT_WIDTH, _VIEWPORT_HEIGHT = 1280.0, 720.0
_FEATURE = re.compile(r"\(\s*(min|max)-(width|height)\s*:\s*([\d.]+)(px|em|rem)\s*\)")
_MEDIA_WORDS = re.compile(r"^(?:only\s+)?(?:all|screen)?(?:\s+and\s+)?", re.IGNORECASE)

SheetRule = tuple[str, Declarations]
"""Selectors, as written, with what they declare."""


def rules_of(text: str) -> tuple[SheetRule | None, ...]:
    """Return the rules of a style block in order, and `None` for styles that are out of reach (`@import`)."""
    return _kept_rules_of(text) if len(text) <= LONGEST_KEPT else _rules_of(text)


def selectors_of(text: str) -> tuple[Any, ...] | None:
    """Return compiled selectors (cssselect2), or `None` where one of them is not known."""
    return _kept_selectors_of(text) if len(text) <= _LONGEST_KEPT_SELECTOR else _selectors_of(text)


def medium_matches(queries: str) -> bool:
    """Tell whether a media query list matches a window of 1280 by 720 in light colours."""
    return not queries.strip() or any(_query_matches(query.strip().lower()) for query in queries.split(","))


def _rules_of(text: str) -> tuple[SheetRule | None, ...]:
    found: list[SheetRule | None] = []
    sheet = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    waiting = [("", node) for node in reversed(sheet)]
    while waiting:
        around, node = waiting.pop()
        if node.type == "qualified-rule":
            selectors, content = _within(around, tinycss2.serialize(node.prelude)), tinycss2.serialize(node.content)
            if selectors is None:
                found.append(None)
                continue
            found.append((selectors, parse_declarations(content)))
            if "{" in content:
                inner = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
                waiting.extend((selectors, one) for one in reversed(inner) if one.type == "qualified-rule")
        elif node.type == "at-rule":
            keyword = node.lower_at_keyword
            if keyword == "import":
                found.append(None)
            elif node.content is not None and _is_grouping(keyword, tinycss2.serialize(node.prelude)):
                inner = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
                waiting.extend((around, one) for one in reversed(inner))
    return tuple(found)


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
    except (cssselect2.SelectorError, NotImplementedError, RecursionError):
        # Unknown to the matcher is not unknown to browsers.
        return None


_kept_selectors_of = lru_cache(maxsize=2048)(_selectors_of)


def _is_grouping(keyword: str, prelude: str) -> bool:
    if keyword == "media":
        return medium_matches(prelude)
    # What a page asks for with @supports, the browsers of today have, and not what it asks to miss; layers keep their order.
    return keyword == "layer" or (keyword == "supports" and not prelude.strip().lower().startswith("not"))


def _query_matches(query: str) -> bool:
    rest = query[_MEDIA_WORDS.match(query).end() :].strip()  # type: ignore[union-attr]  # it matches the empty text
    for feature in re.split(r"\s+and\s+", rest) if rest else ():
        match = _FEATURE.fullmatch(feature)
        if match is not None:
            bound = float(match[3].strip(".") or 0) * (1 if match[4] == "px" else 16)
            size = _VIEWPORT_WIDTH if match[2] == "width" else _VIEWPORT_HEIGHT
            if size < bound if match[1] == "min" else size > bound:
                return False
        elif re.sub(r"\s+", "", feature) not in {
            "(prefers-color-scheme:light)",
            "(orientation:landscape)",
            "(hover:hover)",
            "(color)",
        }:
            return False
    return True
