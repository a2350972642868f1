"""Which label elements belong to which form control. Source: HTML Standard 4.10.4."""

from bisect import bisect_right
from typing import TYPE_CHECKING

from curbcut.documents.html.native import LABELABLE_TAGS

if TYPE_CHECKING:
    from curbcut.documents.html.document import HtmlDocument
    from curbcut.documents.html.elements import Element


def labels_by_control(document: "HtmlDocument") -> "dict[int, list[Element]]":
    """Return the label elements of each form control that has any, by the control's index."""
    found: dict[int, list[Element]] = {}
    controls = [element.index for element in document.by_tag(*LABELABLE_TAGS) if _is_labelable(element)]
    for label in document.by_tag("label"):
        target = label.attributes.get("for")
        if target is not None:
            control = document.by_id.get(target)
            if control is not None and control.tag in LABELABLE_TAGS:
                found.setdefault(control.index, []).append(label)
            continue
        position = bisect_right(controls, label.index)
        if position < len(controls) and controls[position] < label.end:
            found.setdefault(controls[position], []).append(label)
    return found


def _is_labelable(element: "Element") -> bool:
    return element.tag != "input" or element.attributes.get("type", "").lower() != "hidden"
