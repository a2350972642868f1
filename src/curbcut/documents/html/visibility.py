"""Who can get an element: the state that is inherited down the tree (display, visibility, aria-hidden, inert)."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from curbcut.documents.html.elements import Element

# The bits of `Element.flags`; named and explained in `elements.py`.
_NOT_DISPLAYED, _NOT_VISIBLE, _ARIA_HIDDEN, _INERT, _OUTSIDE = 1, 2, 4, 8, 16
_INHERITED = _NOT_DISPLAYED | _NOT_VISIBLE | _ARIA_HIDDEN | _INERT | _OUTSIDE

# HTML Standard 15.3.1, "Hidden elements"; <area> has no box but is in the accessibility tree through its image.
_WITHOUT_BOX = frozenset({
    "base", "basefont", "datalist", "head", "link", "meta", "noembed", "noframes", "noscript", "param", "rp", "script", "style",
    "template", "title",
})  # fmt: skip
_FALLBACK_HOLDERS = frozenset({"video", "audio", "canvas", "iframe", "object"})
_DECLARATION = re.compile(r"(?:^|;)\s*(display|visibility)\s*:\s*([a-z-]+)\s*(!\s*important)?", re.IGNORECASE)


def flags_of(element: "Element") -> int:
    """Return the state of an element from its parent's and its own attributes."""
    parent = element.parent
    flags = parent.flags & _INHERITED if parent is not None else 0
    tag, attributes = element.tag, element.attributes
    if tag in _WITHOUT_BOX or (parent is not None and parent.tag == "details" and _is_closed_away(element, parent)):
        flags |= _NOT_DISPLAYED
    if not attributes:
        return flags | _NOT_DISPLAYED if tag == "dialog" else flags
    display = visibility = None
    style = attributes.get("style")
    if style is not None and ("i" in style or "I" in style):
        for match in _DECLARATION.finditer(style):
            if match[1].lower() == "display":
                display = match[2].lower()
            else:
                visibility = match[2].lower()
    if (
        display == "none"
        or (display is None and ("hidden" in attributes or (tag == "dialog" and "open" not in attributes)))
        or (tag == "input" and attributes.get("type", "").lower() == "hidden")
    ):
        flags |= _NOT_DISPLAYED
    if visibility in {"hidden", "collapse"}:
        flags |= _NOT_VISIBLE
    elif visibility in {"visible", "initial"}:
        flags &= ~_NOT_VISIBLE
    if attributes.get("aria-hidden") == "true":
        flags |= _ARIA_HIDDEN
    if "inert" in attributes:
        flags |= _INERT
    return flags


def _is_closed_away(element: "Element", details: "Element") -> bool:
    if "open" in details.attributes:
        return False
    if element.tag != "summary":
        return True
    first = next((child for child in details.children if not isinstance(child, str) and child.tag == "summary"), None)
    return first is not None and first is not element
