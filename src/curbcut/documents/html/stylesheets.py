"""Style sheets inside a page: `<style>` blocks to the declarations that match each element, in cascade order."""

import re
from typing import TYPE_CHECKING, Any

import cssselect2
import tinycss2

from curbcut.documents.html.cascade_layers import CascadeLayers
from curbcut.documents.html.conditions import medium_matches
from curbcut.documents.html.declarations import Declarations
from curbcut.documents.html.selectable import SelectablePage
from curbcut.documents.html.sheet_rules import SheetRule, rules_of, selectors_of
from curbcut.documents.html.style import resolved
from curbcut.documents.html.tree import NO_ATTRIBUTES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from curbcut.documents.html.document import HtmlDocument
    from curbcut.documents.html.elements import Element

MOST_SELECTORS = 4000
"""Selectors taken of one page; a page with more counts as one whose styles are not known."""
MOST_STEPS = 10_000_000
"""Selectors tried, each times the elements on the way up: beyond this, matching would outlast every limit."""
DEEPEST_MATCH = 256
"""Elements deeper than this are not matched: a selector's way up would make deep pages quadratic."""

_UNSUPPORTED = re.compile(r":has\(|:nth-last-", re.IGNORECASE)
_QUADRATIC = re.compile(r"~(?!=)|-of-type|\sof\s", re.IGNORECASE)
_MOST_SIBLINGS = 2000
"""Children of one parent up to which selectors that look at all siblings are followed."""
_GENERATED = frozenset({"before", "after"})
_LOOKS_FURTHER = re.compile(r"[:\[+~\\]")
"""What a selector holds that asks for more than tags, ids and classes of an element and those around it."""

_Matches = list[tuple[Any, ...]]
"""Specificity, order, pseudo element and declarations of each rule that matches, the weakest first."""


class _TooSlowError(Exception):
    """Matching would take more than `MOST_STEPS`."""


class StyleSheets:
    """The style sheets of one page.

    Attributes:
        unread: The elements whose styles are out of reach: links, imports, more or slower rules than are followed.
        is_empty: Whether there is no rule at all.
        matched: The declarations of the rules that match, the weakest first, by the index of each element that has any.
    """

    def __init__(self, document: "HtmlDocument") -> None:
        self.unread = [element for element in document.by_tag("link") if _is_linked_sheet(element)]
        self._by_chain: Any = cssselect2.Matcher()
        self._by_element: Any = cssselect2.Matcher()
        self._generated: Any = cssselect2.Matcher()
        self._count = 0
        self._layers = CascadeLayers()
        blocks = document.by_tag("style")
        self._page = SelectablePage(document.tree.parents if blocks else [])
        self._has_crowds = max(self._page.positions, default=0) > _MOST_SIBLINGS
        for element in blocks:
            if _is_css(element) and medium_matches(element.get("media") or ""):
                self._add(element)
        self._steps = 0
        self.matched: dict[int, tuple[Declarations, ...]] = {}
        try:
            self.matched = self._matches_in(document) if self._count else {}
        except _TooSlowError:
            self._count = 0
            self.unread.extend(blocks[:1])
        self.is_empty = self._count == 0

    @property
    def is_complete(self) -> bool:
        """Whether every style that can apply is known."""
        return not self.unread

    def _add(self, block: "Element") -> None:
        # Every rule counts, also behind one that is out of reach.
        if sum(not self._add_rule(rule, block.index) for rule in rules_of(block.text)):
            self.unread.append(block)

    def _add_rule(self, rule: SheetRule | None, block: int) -> bool:
        """Take a rule in; false when it is out of reach."""
        if rule is None:
            return False
        text, declarations, layer = rule
        if "?" in layer:
            # Layers without a name are others in each block.
            layer = layer.replace("?", f"?{block}-")
        if not text:
            self._layers.meet(layer)
            return True
        selectors = None if self._is_out_of_reach(text) else selectors_of(text)
        if selectors is None:
            return False
        matcher = self._by_chain if _LOOKS_FURTHER.search(text) is None else self._by_element
        for selector in selectors:
            if selector.pseudo_element is None:
                # One order for both matchers.
                matcher.order = self._count
                self._count += 1
                if layer:
                    self._layers.put(self._count, layer)
                matcher.add_selector(selector, declarations)
            elif selector.pseudo_element in _GENERATED and "content" in declarations:
                self._generated.add_selector(selector, _content_in(declarations))
        return True

    def _is_out_of_reach(self, selector: str) -> bool:
        if self._count > MOST_SELECTORS or _UNSUPPORTED.search(selector) is not None:
            return True
        return self._has_crowds and _QUADRATIC.search(selector) is not None

    def _matches_in(self, document: "HtmlDocument") -> dict[int, tuple[Declarations, ...]]:
        """Match every element, one of each way up alone where that is enough.

        Most selectors ask for tags, ids and classes of an element and of those around it, and nothing else. Elements
        with one such way up, like all cells of a table, match the same of them.
        """
        found: dict[int, tuple[Declarations, ...]] = {}
        known: dict[tuple[int, ...], tuple[Declarations, ...]] = {}
        tree = document.tree
        ways: dict[tuple[int, str, str | None, str | None], int] = {}
        way_of: list[int] = []
        matches_of: list[tuple[int, _Matches, tuple[Declarations, ...]]] = []
        for index, (tag, parent) in enumerate(zip(tree.tags, tree.parents, strict=True)):
            attributes = tree.attributes.get(index, NO_ATTRIBUTES)
            key = (way_of[parent] if index else -1, tag, attributes.get("id"), attributes.get("class"))
            way = ways.get(key)
            if way is None:
                way = ways[key] = len(matches_of)
                depth = matches_of[key[0]][0] + 1 if index else 0
                matches = self._match(self._by_chain, document, index, depth)
                matches_of.append((depth, matches, self._declarations(matches)))
            way_of.append(way)
            depth, matches, declarations = matches_of[way]
            further = self._match(self._by_element, document, index, depth)
            if further:
                declarations = self._declarations(sorted(matches + further))
                # Alike, they are the same, so that styles computed from them are shared too.
                declarations = known.setdefault(tuple(map(id, declarations)), declarations)
            if declarations:
                found[index] = declarations
            if self._steps > MOST_STEPS:
                raise _TooSlowError
        return found

    def _match(self, matcher: Any, document: "HtmlDocument", index: int, depth: int) -> _Matches:
        tree = document.tree
        count = _count_of(matcher, tree.tags[index], tree.attributes.get(index, NO_ATTRIBUTES))
        if not count or depth > DEEPEST_MATCH:
            return []
        self._steps += count * (depth + 1)
        matches: _Matches = matcher.match(self._page.of(document.element_at(index)))
        return matches

    def _declarations(self, matches: _Matches) -> tuple[Declarations, ...]:
        return self._layers.sort(matches) if self._layers else tuple([match[3] for match in matches])

    def generated_text(self, element: "Element") -> str:
        """Return the words that rules put before and after an element's content; signs and icons are none."""
        count = _count_of(self._generated, element.tag, element.attributes)
        self._steps += count
        if not count or self._steps > MOST_STEPS or _is_deep(element):
            return ""
        matches = self._generated.match(self._page.of(element))
        # The strongest of each comes last.
        variables = element.document.styles.of(element).variables
        contents = [resolved(content, variables) for content in {match[2]: match[3] for match in matches}.values()]
        return " ".join(filter(None, (_words_in(content, element.attributes) for content in contents)))


def _content_in(declarations: Declarations) -> str:
    is_boxless = "display" in declarations and declarations["display"].value == "none"
    return "none" if is_boxless else declarations["content"].value


def _is_deep(element: "Element") -> bool:
    parents, index = element.document.tree.parents, element.index
    for _ in range(DEEPEST_MATCH):
        index = parents[index]
        if index < 0:
            return False
    return True


def _words_in(content: str, attributes: "Mapping[str, str]") -> str:
    tokens = tinycss2.parse_component_value_list(content)
    text = "".join(filter(None, (_written_by(token, attributes) for token in tokens)))
    return text.strip() if any(map(str.isalnum, text)) else ""


def _written_by(token: Any, attributes: "Mapping[str, str]") -> str:
    if token.type == "function" and token.lower_name == "attr" and token.arguments:
        return attributes.get(tinycss2.serialize(token.arguments).partition(",")[0].strip(), "")
    return str(token.value) if token.type == "string" else ""


def _count_of(matcher: Any, tag: str, attributes: "Mapping[str, str]") -> int:
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


def _is_css(block: "Element") -> bool:
    # HTML Standard 4.2.6: a style block of any other type (templates, LESS) is none.
    return (block.get("type") or "text/css").lower() == "text/css"


def _is_linked_sheet(link: "Element") -> bool:
    kinds = (link.get("rel") or "").lower().split()
    return "stylesheet" in kinds and "alternate" not in kinds and medium_matches(link.get("media") or "")
