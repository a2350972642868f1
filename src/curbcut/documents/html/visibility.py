"""Who can get an element: the state that is inherited down the tree, in one pass over the few elements that bring any."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from curbcut.documents.html.declarations import is_display, parse_declarations
from curbcut.documents.html.parse import is_implied
from curbcut.documents.html.tree import NO_ATTRIBUTES, is_foreign
from curbcut.standards.html_roles import SECTIONING_TAGS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from curbcut.documents.html.document import HtmlDocument
    from curbcut.documents.html.tree import Tree

# Bits of `Element.flags`; all but the last two are inherited.
NOT_DISPLAYED = 1
"""It or an ancestor has no box: `display: none`, the `hidden` attribute, media with a player. Closed details count as
open: everybody can open them, and WCAG asks for every state of a page."""
NOT_VISIBLE = 2
"""Its own computed `visibility` is not `visible`."""
ARIA_HIDDEN = 4
"""It or an ancestor has `aria-hidden="true"`."""
INERT = 8
"""It or an ancestor has the `inert` attribute."""
IN_SECTIONING = 16
"""It is inside sectioning content or main, so that a header or footer in it is not the page's."""
IN_DISABLED_FIELDSET = 32
"""It is inside a disabled fieldset, not in the fieldset's first legend."""
ARIA_DISABLED = 64
"""It or an ancestor has `aria-disabled="true"`."""
PRUNED = 128
"""An ancestor's role makes its children presentational. Set by `roles.prune`, later than the rest."""
IMPLIED = 256
"""The parser supplied it; the source has no tag for it."""

HIDDEN_FROM_ALL = NOT_DISPLAYED | NOT_VISIBLE
PROGRAMMATICALLY_HIDDEN = HIDDEN_FROM_ALL | ARIA_HIDDEN
NOT_IN_ACCESSIBILITY_TREE = PROGRAMMATICALLY_HIDDEN | INERT | PRUNED
INHERITED = NOT_DISPLAYED | NOT_VISIBLE | ARIA_HIDDEN | INERT | IN_SECTIONING | IN_DISABLED_FIELDSET | ARIA_DISABLED
"""What an element has from its parent, unless a tag or an attribute of the sets below says otherwise."""

# HTML Standard 15.3.1, "Hidden elements"; SVG 2, section 5.2, "never-rendered elements". An <area> has no box, but its image shows it.
_WITHOUT_BOX = frozenset({
    "base", "basefont", "datalist", "head", "link", "meta", "noembed", "noframes", "noscript", "param", "rp", "script", "style",
    "template", "title", "source", "track", "svg:defs", "svg:symbol", "svg:clipPath", "svg:mask", "svg:metadata", "svg:script",
    "svg:style", "svg:pattern", "svg:marker", "svg:linearGradient", "svg:radialGradient", "svg:filter",
})  # fmt: skip
SHOWING_THEMSELVES = frozenset({"video", "audio", "meter", "progress"})
"""Tags of what shows itself and never what stands inside."""
MARKED_TAGS = _WITHOUT_BOX | {"dialog"}
"""Tags that bring a state of their own."""
TELLING_PARENTS = SECTIONING_TAGS | SHOWING_THEMSELVES | {"fieldset", "object"}
"""Tags whose children have a state by where they stand."""
STATEFUL = frozenset(
    {"style", "hidden", "popover", "type", "display", "visibility", "aria-hidden", "aria-disabled", "inert"}
)
"""Attributes that bring a state."""
_HIDING = frozenset({"hidden", "popover"})
_SAYS_NOTHING = (None, None)
PAGE_TAGS = ("html", "head", "body")
"""Tags that the parser supplies where the source has none."""
_SHOWING = ("display", "visibility", "content-visibility")
_DECLARATION = re.compile(r"(?:^|;)\s*(display|visibility|content-visibility)\s*:\s*([a-z-]+)", re.IGNORECASE)


def put_flags(tree: "Tree", revealed: frozenset[int] = frozenset()) -> None:
    """Fill a tree's flags: only the elements that one of the three sets above speaks of differ from what they inherit.

    `around` holds those of them that are still open: where each ends, and what is inherited from it.

    Args:
        tree: The tree.
        revealed: Indexes of the elements that the browser hides and a rule of the page shows all the same.
    """
    flags = tree.flags
    around = [(len(tree.tags) + 1, 0)]
    for index in sorted(_marks(tree)):
        _fill(flags, around, index)
        own = _own_flags(tree, index, around[-1][1], is_revealed=index in revealed)
        flags.append(own)
        if tree.ends[index] > index + 1:
            around.append((tree.ends[index], own & INHERITED))
    _fill(flags, around, len(tree.tags))
    _mark_implied(tree)


def _marks(tree: "Tree") -> set[int]:
    found = tree.with_any(STATEFUL - {"style"})
    for index in tree.by_attribute.get("style", ()):
        # Most styles have nothing to say here.
        if display_and_visibility(tree.attributes[index]["style"]) != _SAYS_NOTHING:
            found.add(index)
    for tag in MARKED_TAGS:
        if tag in tree.by_tag:
            found.update(tree.by_tag[tag])
    for tag in TELLING_PARENTS:
        if tag in tree.by_tag:
            for parent in tree.by_tag[tag]:
                found.update(tree.children(parent))
    return found


def _fill(flags: list[int], around: list[tuple[int, int]], end: int) -> None:
    """Append what is inherited up to an index, closing the elements that end before it."""
    while around[-1][0] <= end:
        closed_at, inherited = around.pop()
        flags += [inherited] * (closed_at - len(flags))
    flags += [around[-1][1]] * (end - len(flags))


def _mark_implied(tree: "Tree") -> None:
    for tag in PAGE_TAGS:
        for index in tree.by_tag.get(tag, ()):
            if is_implied(tree.nodes[index]):
                tree.flags[index] |= IMPLIED


def _own_flags(tree: "Tree", index: int, inherited: int, *, is_revealed: bool) -> int:
    tag, parent = tree.tags[index], tree.parents[index]
    flags = inherited
    if parent >= 0 and tree.tags[parent] in TELLING_PARENTS:
        flags |= _state_given_by(tree, parent, index)
    attributes = tree.attributes.get(index, NO_ATTRIBUTES)
    if is_revealed:
        kept = {name: value for name, value in attributes.items() if name not in _HIDING}
        attributes = {**kept, "open": ""}
    if tag in _WITHOUT_BOX or (tag == "dialog" and "open" not in attributes and "style" not in attributes):
        flags |= NOT_DISPLAYED
    if attributes and not STATEFUL.isdisjoint(attributes):
        return _state_of_style(tag, attributes, flags) | _state_of_aria(attributes)
    return flags


def _state_of_style(tag: str, attributes: "Mapping[str, str]", flags: int) -> int:
    display = visibility = None
    style = attributes.get("style")
    if style is not None:
        display, visibility = display_and_visibility(style)
    if visibility is None and tag.startswith("svg"):
        visibility = attributes.get("visibility")
    is_hidden_by_browser = (
        ("hidden" in attributes and not is_foreign(tag))
        or ("popover" in attributes and not (tag == "dialog" and "open" in attributes))
        or (tag == "dialog" and "open" not in attributes)
        or (attributes.get("display") == "none" and tag.startswith("svg"))
    )
    if display == "none" or (display is None and is_hidden_by_browser) or _is_hidden_input(tag, attributes):
        flags |= NOT_DISPLAYED
    if visibility is not None:
        flags = flags & ~NOT_VISIBLE if visibility in {"visible", "initial"} else flags | NOT_VISIBLE
    return flags


def _is_hidden_input(tag: str, attributes: "Mapping[str, str]") -> bool:
    return tag == "input" and attributes.get("type", "").lower() == "hidden"


def _state_of_aria(attributes: "Mapping[str, str]") -> int:
    flags = 0
    if attributes.get("aria-hidden", "").lower() == "true":
        flags |= ARIA_HIDDEN
    if "inert" in attributes:
        flags |= INERT
    if attributes.get("aria-disabled", "").lower() == "true":
        flags |= ARIA_DISABLED
    return flags


@lru_cache(maxsize=4096)
def display_and_visibility(style: str) -> tuple[str | None, str | None]:
    """Return what an inline style says of display and visibility; `inherit` and unknown words say nothing.

    What `content-visibility: hidden` leaves out has neither text nor focus: it counts as `display: none`.
    Source: CSS Containment 2, 4.1.
    """
    display = visibility = None
    is_left_out = False
    lowered = style.lower()
    if "display" not in lowered and "visibility" not in lowered:
        return None, None
    if "/*" in style or "!" in style:
        declared = parse_declarations(style)
        style = ";".join(f"{name}:{declared[name].value}" for name in _SHOWING if name in declared)
    for match in _DECLARATION.finditer(style):
        value = match[2].lower()
        name = match[1].lower()
        if name == "display":
            display = value if is_display(value) else display
        elif name == "content-visibility":
            is_left_out = value == "hidden"
        elif value in {"visible", "hidden", "collapse", "initial"}:
            visibility = value
    return "none" if is_left_out else display, visibility


def _state_given_by(tree: "Tree", parent: int, child: int) -> int:
    tag, attributes = tree.tags[parent], tree.attributes.get(parent, NO_ATTRIBUTES)
    if tag in SECTIONING_TAGS:
        return IN_SECTIONING
    if tag in SHOWING_THEMSELVES or (tag == "object" and attributes.get("data")):
        return NOT_DISPLAYED
    if tag == "fieldset" and "disabled" in attributes:
        return 0 if tree.first_child(parent, "legend") == child else IN_DISABLED_FIELDSET
    return 0


def apply_styles(document: "HtmlDocument") -> None:
    """Correct the state of every element by the style blocks of its page, where there are any."""
    flags = document.tree.flags
    revealed = frozenset(_revealed(document))
    if revealed:
        flags.clear()
        put_flags(document.tree, revealed)
    for index, style in enumerate(document.styles.all):
        if not style.is_displayed:
            flags[index] |= NOT_DISPLAYED
        if style.is_visible:
            flags[index] &= ~NOT_VISIBLE
        else:
            flags[index] |= NOT_VISIBLE


def _revealed(document: "HtmlDocument") -> "Iterator[int]":
    """Yield the elements that a rule of the page gives a box, which the browser's own rules would not."""
    tree, matched = document.tree, document.styles.matched
    for index in (*tree.with_any(_HIDING), *tree.by_tag.get("dialog", ())):
        if index in matched:
            display = document.styles.declared(document.elements.at(index)).get("display")
            if display is not None and display.value not in {"none", "revert", "revert-layer"}:
                yield index
