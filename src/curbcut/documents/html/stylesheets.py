"""Style sheets inside a page: `<style>` blocks to the declarations that match an element, in cascade order."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import cssselect2
import tinycss2

from curbcut.documents.html.declarations import Declarations, parse_declarations
from curbcut.documents.html.selectable import Selectable

if TYPE_CHECKING:
    from curbcut.documents.html.document import HtmlDocument
    from curbcut.documents.html.elements import Element

MOST_SELECTORS = 4000
"""Selectors taken of one page; a page with more counts as one whose styles are not known."""
MOST_TESTS = 10_000_000
"""Selectors times elements: beyond this, matching would outlast every limit."""
DEEPEST_MATCH = 256
"""Elements deeper than this are not matched: a selector's way up would make deep pages quadratic."""

_VIEWPORT_WIDTH, _VIEWPORT_HEIGHT = 1280.0, 720.0
_FEATURE = re.compile(r"\(\s*(min|max)-(width|height)\s*:\s*([\d.]+)(px|em|rem)\s*\)")
_UNSUPPORTED = re.compile(r":has\(|:nth-last-", re.IGNORECASE)
_QUADRATIC = re.compile(r"~(?!=)|-of-type|\sof\s", re.IGNORECASE)
_MOST_SIBLINGS = 2000
"""Children of one parent up to which selectors that look at all siblings are followed."""
_GENERATED = frozenset({"before", "after"})
_MEDIA_WORDS = re.compile(r"^(?:only\s+)?(?:all|screen)?(?:\s+and\s+)?", re.IGNORECASE)


class StyleSheets:
    """The style sheets of one page.

    Attributes:
        unread: The elements whose styles are out of reach: links, imports, more or slower rules than are followed.
        is_empty: Whether there is no rule at all.
    """

    def __init__(self, document: "HtmlDocument") -> None:
        self._matcher: Any = cssselect2.Matcher()
        self._generated: Any = None
        self.unread = [element for element in document.by_tag("link") if _is_linked_sheet(element)]
        self._count = 0
        self._positions: list[int] = []
        self._has_crowds = False
        if document.by_tag("style"):
            self._positions = _positions_of(document.tree.parents)
            self._has_crowds = max(self._positions) > _MOST_SIBLINGS
        for element in document.by_tag("style"):
            if _medium_matches(element.get("media") or ""):
                self._add(element)
        if self._count * len(document.elements) > MOST_TESTS:
            self._matcher, self._count = cssselect2.Matcher(), 0
            self.unread.extend(document.by_tag("style")[:1])
        self.is_empty = self._count == 0

    @property
    def is_complete(self) -> bool:
        """Whether every style that can apply is known."""
        return not self.unread

    def _add(self, block: "Element") -> None:
        # Every rule counts, also behind one that is out of reach.
        if sum(not self._add_rule(rule) for rule in _rules_in(block.text)):
            self.unread.append(block)

    def _add_rule(self, rule: "tuple[str, Declarations] | None") -> bool:
        """Take a rule in; false when it is out of reach."""
        if rule is None:
            return False
        selector_text, declarations = rule
        if self._is_out_of_reach(selector_text):
            return False
        try:
            selectors = cssselect2.compile_selector_list(selector_text)
        except (cssselect2.SelectorError, NotImplementedError, RecursionError):
            # Unknown to the matcher is not unknown to browsers.
            return False
        for selector in selectors:
            if selector.pseudo_element is None:
                self._count += 1
                self._matcher.add_selector(selector, declarations)
            elif selector.pseudo_element in _GENERATED and "content" in declarations:
                self._generated = self._generated or cssselect2.Matcher()
                self._generated.add_selector(selector, _words_in(declarations["content"].value))
        return True

    def _is_out_of_reach(self, selector: str) -> bool:
        if self._count > MOST_SELECTORS or _UNSUPPORTED.search(selector) is not None:
            return True
        return self._has_crowds and _QUADRATIC.search(selector) is not None

    def matching(self, element: "Element", depth: int) -> tuple[Declarations, ...]:
        """Return the declarations of the rules that match an element, the weakest first."""
        if depth > DEEPEST_MATCH:
            return ()
        return tuple(match[3] for match in self._matcher.match(Selectable(element, self._positions)))

    def generated_text(self, element: "Element") -> str:
        """Return the words that rules put before and after an element's content; signs and icons are none."""
        if self._generated is None:
            return ""
        matches = self._generated.match(Selectable(element, self._positions))
        # The strongest of each comes last.
        return " ".join(filter(None, {match[2]: match[3] for match in matches}.values()))


def _words_in(content: str) -> str:
    tokens = tinycss2.parse_component_value_list(content)
    text = "".join(token.value for token in tokens if token.type == "string")
    return text.strip() if any(map(str.isalnum, text)) else ""


def _positions_of(parents: list[int]) -> list[int]:
    positions = [0] * len(parents)
    counts = [0] * len(parents)
    for index, parent in enumerate(parents):
        if parent >= 0:
            positions[index] = counts[parent]
            counts[parent] += 1
    return positions


def _is_linked_sheet(link: "Element") -> bool:
    kinds = (link.get("rel") or "").lower().split()
    return "stylesheet" in kinds and "alternate" not in kinds and _medium_matches(link.get("media") or "")


def _rules_in(text: str) -> Iterator[tuple[str, Declarations] | None]:
    """Yield selectors with declarations, and `None` for styles that are out of reach (`@import`)."""
    waiting = list(reversed(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)))
    while waiting:
        node = waiting.pop()
        if node.type == "qualified-rule":
            yield tinycss2.serialize(node.prelude), parse_declarations(tinycss2.serialize(node.content))
        elif node.type == "at-rule":
            keyword = node.lower_at_keyword
            if keyword == "import":
                yield None
            elif node.content is not None and _is_grouping(keyword, tinycss2.serialize(node.prelude)):
                inner = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
                waiting.extend(reversed(inner))


def _is_grouping(keyword: str, prelude: str) -> bool:
    if keyword == "media":
        return _medium_matches(prelude)
    # What a page asks for with @supports, the browsers of today have; layers keep their order.
    return keyword in {"supports", "layer"}


def _medium_matches(queries: str) -> bool:
    """Tell whether a media query list matches a window of 1280 by 720 in light colours."""
    return not queries.strip() or any(_query_matches(query.strip().lower()) for query in queries.split(","))


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
