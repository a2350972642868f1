"""Style sheets inside a page: `<style>` blocks to the declarations that match each element, in cascade order."""

import re
from copy import copy
from typing import TYPE_CHECKING, Any

import cssselect2
import tinycss2

from curbcut.documents.html.cascade_layers import CascadeLayers
from curbcut.documents.html.conditions import medium_matches
from curbcut.documents.html.declarations import Declaration, with_numbers_cut
from curbcut.documents.html.derived_style import PAINTED_APART, resolved
from curbcut.documents.html.lengths import MEDIUM, pixels_of
from curbcut.documents.html.relations import has_relations, relational_of
from curbcut.documents.html.selectable import SelectablePage
from curbcut.documents.html.sheet_matching import DEEPEST_MATCH, MOST_STEPS, SheetMatching, TooSlowError, count_of
from curbcut.documents.html.sheet_rules import SheetRule, rules_of, selectors_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from curbcut.documents.html.declarations import Declarations
    from curbcut.documents.html.document import HtmlDocument
    from curbcut.documents.html.elements import Element

MOST_SELECTORS = 4000
"""Selectors taken of one page; a page with more counts as one whose styles are not known."""
_UNSUPPORTED = re.compile(r":nth-last-[^)]{0,100}\sof\s", re.IGNORECASE)
_QUADRATIC = re.compile(r"~(?!=)|-of-type|\sof\s", re.IGNORECASE)
_MOST_SIBLINGS = 2000
"""Children of one parent up to which selectors that look at all siblings are followed."""
_PAINTS = ("background-color", "background-image")
_UNPAINTED = frozenset({"none", "transparent", "initial", "unset", "inherit"})
_MARK = 24.0
"""Pixels up to which generated content is a mark or a line beside a text."""
_GENERATED = frozenset({"before", "after"})


class StyleSheets:
    """The style sheets of one page.

    Attributes:
        unread: The elements whose styles are out of reach: links, imports, more or slower rules than are followed.
        is_empty: Whether there is no rule at all.
        matched: The declarations of the rules that match, the weakest first, by the index of each element that has any.
    """

    def __init__(self, document: "HtmlDocument") -> None:
        self.unread = [element for element in document.by_tag("link") if _is_linked_sheet(element)]
        self._generated: Any = cssselect2.Matcher()
        self._count = 0
        self._layers = CascadeLayers()
        # A block inside a drawing styles the whole page too.
        blocks = document.by_tag("style", "svg:style")
        self._page = SelectablePage(document.tree.parents if blocks else [])
        self._matching = SheetMatching(document, self._page, self._layers)
        self._has_crowds = max(self._page.positions, default=0) > _MOST_SIBLINGS
        for element in blocks:
            if _is_css(element) and medium_matches(element.get("media") or ""):
                self._add(element)
        self.matched: dict[int, tuple[Declarations, ...]] = {}
        try:
            if self._count or self._matching.relations:
                self.matched = self._matching.declarations()
        except TooSlowError:
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
        selectors = None if self._is_out_of_reach(text) else self._compiled(text)
        if selectors is None:
            return False
        matcher = self._matching.matcher_for(text)
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
                if _paints_apart(declarations):
                    element_itself = copy(selector)
                    element_itself.pseudo_element = None
                    matcher.order = self._count
                    self._count += 1
                    matcher.add_selector(element_itself, {PAINTED_APART: Declaration("")})
        return True

    def _compiled(self, text: str) -> tuple[Any, ...] | None:
        if not has_relations(text):
            return selectors_of(text)
        relational = relational_of(text)
        if relational is None:
            return None
        self._matching.relations.add(relational.ways)
        return relational.selectors

    def _is_out_of_reach(self, selector: str) -> bool:
        if self._count > MOST_SELECTORS or _UNSUPPORTED.search(selector) is not None:
            return True
        return self._has_crowds and _QUADRATIC.search(selector) is not None

    def generated_text(self, element: "Element") -> str:
        """Return the words that rules put before and after an element's content; signs and icons are none."""
        count = count_of(self._generated, element.tag, element.attributes)
        self._matching.steps += count
        if not count or self._matching.steps > MOST_STEPS or _is_deep(element):
            return ""
        matches = self._generated.match(self._page.of(element))
        # The strongest of each comes last.
        variables = element.document.styles.of(element).variables
        contents = [resolved(content, variables) for content in {match[2]: match[3] for match in matches}.values()]
        return " ".join(filter(None, (_words_in(content, element.attributes) for content in contents)))


def _paints_apart(declarations: "Declarations") -> bool:
    """Tell whether generated content may lie over or under a text, with colours of its own; marks and lines do not."""
    if "position" not in declarations or declarations["position"].value not in {"absolute", "fixed"}:
        return False
    sizes = (
        pixels_of(declarations[side].value, MEDIUM, MEDIUM) for side in ("width", "height") if side in declarations
    )
    if any(size is not None and size <= _MARK for size in sizes):
        return False
    return any(declarations[name].value not in _UNPAINTED for name in _PAINTS if name in declarations)


def _content_in(declarations: "Declarations") -> str:
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
    parts = tinycss2.parse_component_value_list(with_numbers_cut(content))
    # CSS Content 3, section 1.2: behind a slash stands what is said instead.
    said = parts[parts.index("/") + 1 :] if "/" in parts else parts
    text = "".join(filter(None, (_written_by(part, attributes) for part in said)))
    return text.strip() if any(map(str.isalnum, text)) else ""


def _written_by(token: Any, attributes: "Mapping[str, str]") -> str:
    if token.type == "function" and token.lower_name == "attr" and token.arguments:
        return attributes.get(tinycss2.serialize(token.arguments).partition(",")[0].strip(), "")
    return str(token.value) if token.type == "string" else ""


def _is_css(block: "Element") -> bool:
    # HTML Standard 4.2.6: a style block of any other type (templates, LESS) is none.
    return (block.get("type") or "text/css").lower() == "text/css"


def _is_linked_sheet(link: "Element") -> bool:
    kinds = (link.get("rel") or "").lower().split()
    return "stylesheet" in kinds and "alternate" not in kinds and medium_matches(link.get("media") or "")
