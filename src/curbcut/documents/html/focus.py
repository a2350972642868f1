"""What a keyboard can reach. Source: HTML Standard 6.6, "Focus"; ACT glossary, "focusable"."""

from typing import TYPE_CHECKING

from curbcut.documents.html.visibility import HIDDEN_FROM_ALL, IN_DISABLED_FIELDSET, INERT
from curbcut.standards.spaces import ASCII_WHITESPACE

if TYPE_CHECKING:
    from curbcut.documents.html.document import HtmlDocument
    from curbcut.documents.html.elements import Element

FOCUSABLE_TAGS = ("a", "area", "button", "input", "select", "textarea", "audio", "video", "summary", "svg:a")
"""Tags that can have focus without any attribute of focus."""
_SIDES = ("width", "height")
_CONTROLS = frozenset({"button", "input", "select", "textarea"})
_EDITABLE = frozenset({"", "true", "plaintext-only"})


def tab_index(element: "Element") -> int | None:
    """Return the value of the tabindex attribute, or `None` where there is none that can be read.

    Source: HTML Standard 2.3.4.1: leading white space and what follows the digits are skipped.
    """
    value = element.attributes.get("tabindex")
    if value is None:
        return None
    text = value.strip(ASCII_WHITESPACE)
    sign = -1 if text.startswith("-") else 1
    digits = ""
    for character in text[1:] if text[:1] in {"+", "-"} else text:
        if character not in "0123456789":
            break
        digits += character
    return sign * int(digits[:9]) if digits else None


def is_disabled(element: "Element") -> bool:
    """Tell whether a form control is "actually disabled", by itself or by its fieldset."""
    if element.tag not in _CONTROLS and element.tag not in {"fieldset", "optgroup", "option"}:
        return False
    return "disabled" in element.attributes or bool(element.flags & IN_DISABLED_FIELDSET)


def is_natively_focusable(element: "Element") -> bool:
    """Tell whether an element can have focus without a tabindex, hidden or not."""
    tag, attributes = element.tag, element.attributes
    if tag == "a":
        return "href" in attributes
    if tag == "area":
        return "href" in attributes and is_area_of_a_picture(element)
    if tag in _CONTROLS:
        return not is_disabled(element)
    if tag in {"audio", "video"}:
        return "controls" in attributes
    if tag == "summary":
        return is_summary_of_its_details(element)
    if tag == "svg:a":
        return "href" in attributes or "xlink:href" in attributes
    return attributes.get("contenteditable", "no").lower() in _EDITABLE


def is_area_of_a_picture(area: "Element") -> bool:
    """Tell whether a picture that is shown uses the map that an area stands in; nobody gets at any other area.

    Source: HTML Standard 6.6.2, focusable areas; 2.3.9, hash-name references.
    """
    around = area.closest("map")
    return around is not None and not area.document.used_maps.isdisjoint((around.get("name"), around.get("id")))


def names_of_used_maps(document: "HtmlDocument") -> frozenset[str]:
    """Return the names of the image maps that pictures with a box use."""
    users = document.with_attribute("usemap")
    return frozenset(user.attributes["usemap"].partition("#")[2] for user in users if not user.is_hidden)


def tab_stops(document: "HtmlDocument") -> list[int]:
    """Return the indexes of the elements that the Tab key reaches, in document order."""
    marked = document.with_attribute("tabindex", "contenteditable")
    found = {element.index for element in marked if is_in_tab_order(element)}
    found.update(element.index for element in document.by_tag(*FOCUSABLE_TAGS) if is_in_tab_order(element))
    found.update(details.index for details in document.by_tag("details") if has_summary_of_its_own(details))
    return sorted(found)


def has_summary_of_its_own(details: "Element") -> bool:
    """Tell whether a details element without a summary gets one from the browser, which the Tab key reaches."""
    if details.flags & (HIDDEN_FROM_ALL | INERT):
        return False
    return not any(child.tag == "summary" for child in details.element_children)


def is_summary_of_its_details(element: "Element") -> bool:
    """Tell whether a summary is the one that opens its details: the first of the details' children."""
    parent = element.parent
    if parent is None or parent.tag != "details":
        return False
    return next(child for child in parent.children if not isinstance(child, str) and child.tag == "summary") is element


def is_focusable(element: "Element") -> bool:
    """Tell whether an element can have focus: it has a box, is not inert, and is native or has a tabindex."""
    if element.flags & (HIDDEN_FROM_ALL | INERT):
        return False
    if is_natively_focusable(element):
        return True
    return "tabindex" in element.attributes and tab_index(element) is not None and not is_disabled(element)


def is_in_tab_order(element: "Element") -> bool:
    """Tell whether the Tab key reaches an element."""
    if not is_focusable(element):
        return False
    index = tab_index(element)
    return index is None or index >= 0


def is_too_small(frame: "Element") -> bool:
    """Tell whether a frame is no larger than a pixel and shows nothing of what is inside: such frames count and load."""
    declared = frame.document.styles.declared(frame)
    sizes = (declared[side].value if side in declared else frame.attributes.get(side, "").strip() for side in _SIDES)
    return any(size in {"0", "1", "0px", "1px"} for size in sizes)


def may_lead_into(frame: "Element") -> bool:
    """Tell whether the Tab key may lead into the page that a frame shows, which is for that page to say."""
    if frame.flags & (HIDDEN_FROM_ALL | INERT) or (tab_index(frame) or 0) < 0 or is_too_small(frame):
        return False
    page = frame.document.nested_page(frame)
    return bool(frame.attributes.get("src", "").strip()) if page is None else bool(page.tab_stops)
