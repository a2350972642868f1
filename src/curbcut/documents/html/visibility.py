"""Who can get an element: the state that is inherited down the tree, gathered during the walk."""

import re
from typing import TYPE_CHECKING

from curbcut.standards.html_roles import SECTIONING_TAGS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from curbcut.documents.html.document import HtmlDocument
    from curbcut.documents.html.elements import Element

# Bits of `Element.flags`; all but the last two are inherited.
NOT_DISPLAYED = 1
"""It or an ancestor has no box: `display: none`, the `hidden` attribute, closed details, media with a player."""
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
"""An ancestor's role makes its children presentational. Set by `roles.prune`, not by the walk."""
IMPLIED = 256
"""The parser supplied it; the source has no tag for it."""

HIDDEN_FROM_ALL = NOT_DISPLAYED | NOT_VISIBLE
PROGRAMMATICALLY_HIDDEN = HIDDEN_FROM_ALL | ARIA_HIDDEN
NOT_IN_ACCESSIBILITY_TREE = PROGRAMMATICALLY_HIDDEN | INERT | PRUNED
INHERITED = NOT_DISPLAYED | NOT_VISIBLE | ARIA_HIDDEN | INERT | IN_SECTIONING | IN_DISABLED_FIELDSET | ARIA_DISABLED
"""What an element has from its parent, unless a tag or an attribute of the sets below says otherwise."""

# HTML Standard 15.3.1, "Hidden elements". An <area> has no box, but its image shows it.
_WITHOUT_BOX = frozenset({
    "base", "basefont", "datalist", "head", "link", "meta", "noembed", "noframes", "noscript", "param", "rp", "script", "style",
    "template", "title", "source", "track", "svg:defs", "svg:symbol", "svg:clipPath", "svg:mask", "svg:metadata", "svg:script",
    "svg:style",
})  # fmt: skip
_PLAYERS = frozenset({"video", "audio"})
MARKED_TAGS = _WITHOUT_BOX | {"dialog"}
"""Tags that bring a state of their own."""
TELLING_PARENTS = SECTIONING_TAGS | _PLAYERS | {"details", "fieldset", "object"}
"""Tags whose children have a state by where they stand."""
STATEFUL = frozenset({"style", "hidden", "type", "display", "aria-hidden", "aria-disabled", "inert"})
"""Attributes that bring a state."""
_DECLARATION = re.compile(r"(?:^|;)\s*(display|visibility)\s*:\s*([a-z-]+)", re.IGNORECASE)


def flags_of(element: "Element") -> int:
    """Return the state of an element from its parent's and its own attributes.

    The walk asks only for elements that one of the three sets above speaks of: all others have what is inherited.
    """
    parent = element.parent
    tag, attributes = element.tag, element.attributes
    flags = 0
    if parent is not None:
        flags = parent.flags & INHERITED
        if parent.tag in TELLING_PARENTS:
            flags |= _state_given_by(parent, element)
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
    is_hidden_by_browser = (
        "hidden" in attributes
        or (tag == "dialog" and "open" not in attributes)
        or (attributes.get("display") == "none" and tag.startswith("svg"))
    )
    if display == "none" or (display is None and is_hidden_by_browser) or _is_hidden_input(tag, attributes):
        flags |= NOT_DISPLAYED
    if visibility is not None:
        flags = flags & ~NOT_VISIBLE if visibility in {"visible", "initial"} else flags | NOT_VISIBLE
    return flags


def _is_hidden_input(tag: str, attributes: "Mapping[str, str]") -> bool:
    return tag == "input" and attributes.get("type", "").strip().lower() == "hidden"


def _state_of_aria(attributes: "Mapping[str, str]") -> int:
    flags = 0
    if attributes.get("aria-hidden", "").lower() == "true":
        flags |= ARIA_HIDDEN
    if "inert" in attributes:
        flags |= INERT
    if attributes.get("aria-disabled", "").lower() == "true":
        flags |= ARIA_DISABLED
    return flags


def display_and_visibility(style: str) -> tuple[str | None, str | None]:
    """Return what an inline style says of display and visibility; `inherit` and unknown words say nothing."""
    display = visibility = None
    lowered = style.lower()
    if "display" not in lowered and "visibility" not in lowered:
        return None, None
    for match in _DECLARATION.finditer(style):
        value = match[2].lower()
        if match[1].lower() == "display":
            display = value
        elif value in {"visible", "hidden", "collapse", "initial"}:
            visibility = value
    return display, visibility


def _state_given_by(parent: "Element", child: "Element") -> int:
    tag = parent.tag
    if tag in SECTIONING_TAGS:
        return IN_SECTIONING
    if tag in _PLAYERS or (tag == "object" and parent.attributes.get("data")):
        return NOT_DISPLAYED
    if tag == "details" and "open" not in parent.attributes:
        return 0 if _is_first_of_its_tag(parent, child, "summary") else NOT_DISPLAYED
    if tag == "fieldset" and "disabled" in parent.attributes:
        return 0 if _is_first_of_its_tag(parent, child, "legend") else IN_DISABLED_FIELDSET
    return 0


def _is_first_of_its_tag(parent: "Element", child: "Element", tag: str) -> bool:
    if child.tag != tag:
        return False
    first = next((node for node in parent.children if not isinstance(node, str) and node.tag == tag), child)
    return first is child


def apply_styles(document: "HtmlDocument") -> None:
    """Correct the state of every element by the style blocks of its page, where there are any."""
    styles = document.styles
    for element in document.elements:
        style = styles.of(element)
        if not style.is_displayed:
            element.flags |= NOT_DISPLAYED
        if style.is_visible:
            element.flags &= ~NOT_VISIBLE
        else:
            element.flags |= NOT_VISIBLE
