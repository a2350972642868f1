"""The accessible name of an element. Source: Accessible Name and Description Computation 1.2."""

from bisect import bisect_right
from itertools import islice
from typing import TYPE_CHECKING

from curbcut.documents.html import subtree
from curbcut.documents.html.native import AccessibleName, native_name
from curbcut.documents.html.visibility import PROGRAMMATICALLY_HIDDEN
from curbcut.standards import aria

if TYPE_CHECKING:
    from curbcut.documents.html.elements import Element

_MOST_WRITTEN_INTO = 20
"""Elements of a name that are looked at for what style blocks write into them."""
NO_NAME = AccessibleName("")
_INPUTS_WITHOUT_PLACEHOLDER = frozenset({
    "button", "checkbox", "color", "date", "datetime-local", "file", "hidden", "image", "month", "radio", "range", "reset",
    "submit", "time", "week",
})  # fmt: skip


def name_of(element: "Element") -> AccessibleName:
    """Compute an element's accessible name, whether it is hidden or not."""
    attributes = element.attributes
    if attributes:
        if "aria-labelledby" in attributes:
            text = from_references(element)
            if text:
                return AccessibleName(text, "aria-labelledby")
        if "aria-label" in attributes:
            text = " ".join(attributes["aria-label"].split())
            if text:
                return AccessibleName(text, "aria-label")
    return native_name(element, from_references) or _from_content(element) or _tooltip(element) or NO_NAME


def from_references(element: "Element") -> str:
    """Return the text of the elements that `aria-labelledby` names, in its order; an unknown id adds nothing."""
    by_id = element.document.by_id
    found = (by_id.get(identifier) for identifier in dict.fromkeys(element.attributes["aria-labelledby"].split()))
    pieces = (_text_of_reference(referenced, element) for referenced in found if referenced is not None)
    return " ".join(piece for piece in pieces if piece)


def _text_of_reference(element: "Element", named: "Element") -> str:
    label = " ".join(element.attributes.get("aria-label", "").split())
    if label:
        return label
    if element is not named:
        value = subtree.value_of_control(element)
        if value is not None and value.strip():
            return " ".join(value.split())
    native = native_name(element, None)
    if native is not None:
        return native.text
    hidden = bool(element.flags & PROGRAMMATICALLY_HIDDEN)
    text = subtree.text_of(element, follow=None, with_hidden=hidden, skipping=named)
    text = text or " ".join(element.attributes.get("title", "").split())
    return text or (_generated_text(element) if "style" in element.document.tree.by_tag else "")


def _from_content(element: "Element") -> AccessibleName | None:
    has_blocks = "style" in element.document.tree.by_tag
    if not element.children and not has_blocks and "aria-owns" not in element.attributes:
        return None
    state = element.role_state
    role = aria.ROLES.get(state.role)
    is_summary = element.tag == "summary" and (state.explicit is None or state.is_conflict)
    if not is_summary and (role is None or not role.is_named_from_content):
        return None
    text = subtree.text_of(element, follow=from_references)
    if not text and has_blocks:
        text = _generated_text(element)
    return AccessibleName(text, "content") if text else None


def _generated_text(element: "Element") -> str:
    """Return what style blocks write into an element that says nothing itself. Source: accname 1.2, step 2F.ii."""
    generated = element.document.styles.generated_text
    inside = islice(element.descendants(), _MOST_WRITTEN_INTO)
    shown = (inner for inner in (element, *inside) if not inner.flags & PROGRAMMATICALLY_HIDDEN)
    return next(filter(None, map(generated, shown)), "")


def has_fallback(element: "Element") -> bool:
    """Tell whether an element says something only where a browser cannot show an object inside it, and shows its content."""
    objects = element.document.objects_with_fallback
    position = bisect_right(objects, element.index)
    return position < len(objects) and objects[position] < element.end


def _tooltip(element: "Element") -> AccessibleName | None:
    attributes = element.attributes
    if not attributes or (element.tag == "img" and "alt" in attributes):
        # HTML-AAM 4.1.10: an alt that is there counts before the title, even when nothing is in it.
        return None
    title = " ".join(attributes.get("title", "").split())
    if title:
        return AccessibleName(title, "title")
    placeholder = attributes.get("placeholder", "") if _takes_placeholder(element) else ""
    placeholder = " ".join((placeholder or attributes.get("aria-placeholder", "")).split())
    return AccessibleName(placeholder, "placeholder") if placeholder else None


def _takes_placeholder(element: "Element") -> bool:
    if element.tag == "textarea":
        return True
    kind = element.attributes.get("type", "").lower()
    return element.tag == "input" and kind not in _INPUTS_WITHOUT_PLACEHOLDER
