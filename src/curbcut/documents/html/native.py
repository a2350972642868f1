"""The names that HTML gives by itself: labels, alt, captions, values. Source: HTML-AAM 1.0 section 4.1."""

from typing import TYPE_CHECKING, Literal, NamedTuple

from curbcut.documents.html import subtree
from curbcut.documents.html.visibility import PROGRAMMATICALLY_HIDDEN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from curbcut.documents.html.elements import Element

NameSource = Literal[
    "aria-labelledby", "aria-label", "label", "attribute", "element", "content", "title", "placeholder", "default", "",
]  # fmt: skip


class AccessibleName(NamedTuple):
    """A name and where it came from.

    Attributes:
        text: White space trimmed and made single; empty when the element has no name.
        source: What gave it; `attribute` is alt or value, `element` a title, caption, legend or figcaption element.
    """

    text: str
    source: NameSource = ""


LABELABLE_TAGS = frozenset({"button", "input", "meter", "output", "progress", "select", "textarea"})
_BUTTON_INPUTS = frozenset({"button", "submit", "reset"})
_DEFAULT_OF_INPUT = {"submit": "Submit", "reset": "Reset", "image": "Submit Query"}
_MOST_IN_LABEL = 500
"""Elements in a label up to which its control is left out of its text; so many others say enough without that."""
_SPEAKING = frozenset({"value", "title", "placeholder", "role", "aria-label", "aria-labelledby"})
_PART_THAT_NAMES = {
    "table": "caption", "fieldset": "legend", "figure": "figcaption", "svg": "svg:title",
}  # fmt: skip


def labels_of(element: "Element") -> "list[Element]":
    """Return the label elements of a form control, in document order."""
    return element.document.labels.get(element.index, [])


def native_name(element: "Element", follow: subtree.Follow | None) -> AccessibleName | None:
    """Return the name that HTML gives an element by attributes or parts of its own, or `None` when it gives none.

    Args:
        element: The element to name.
        follow: How to follow an `aria-labelledby` inside a label; `None` once one was followed.
    """
    tag = element.tag
    if tag in LABELABLE_TAGS:
        return _name_of_control(element, follow)
    if tag in {"img", "area"}:
        return _from_attribute(element, "alt")
    if tag in {"optgroup", "option"}:
        return _from_attribute(element, "label")
    part = _PART_THAT_NAMES.get(tag)
    if part is not None:
        return _name_of_part(element, part, follow)
    if ":" in tag:
        return _name_of_part(element, "svg:title", follow)
    return None


def _from_attribute(element: "Element", attribute: str) -> AccessibleName | None:
    text = " ".join(element.attributes.get(attribute, "").split())
    return AccessibleName(text, "attribute") if text else None


def _name_of_part(element: "Element", tag: str, follow: subtree.Follow | None) -> AccessibleName | None:
    for child in element.children:
        if not isinstance(child, str) and child.tag == tag:
            text = subtree.text_of(child, follow=follow, with_hidden=tag == "svg:title")
            return AccessibleName(text, "element") if text else None
    return None


def _name_of_control(element: "Element", follow: subtree.Follow | None) -> AccessibleName | None:
    text = " ".join(_text_of_label(label, element, follow) for label in _outermost(labels_of(element))).strip()
    if text:
        return AccessibleName(text, "label")
    if element.tag != "input":
        return None
    kind = element.attributes.get("type", "").lower()
    if kind == "image":
        return _from_attribute(element, "alt") or _from_title(element) or _default_of(kind)
    if kind in _BUTTON_INPUTS:
        if "value" in element.attributes:
            return _from_attribute(element, "value")
        return _default_of(kind)
    return None


def _from_title(element: "Element") -> AccessibleName | None:
    text = " ".join(element.attributes.get("title", "").split())
    return AccessibleName(text, "title") if text else None


def _default_of(kind: str) -> AccessibleName | None:
    default = _DEFAULT_OF_INPUT.get(kind)
    return AccessibleName(default, "default") if default else None


def _outermost(labels: "list[Element]") -> "Iterator[Element]":
    """Leave out labels inside labels, whose text those around them have: to read it once a level would be quadratic."""
    end = 0
    for label in labels:
        if label.index >= end:
            end = label.end
            yield label


def _text_of_label(label: "Element", control: "Element", follow: subtree.Follow | None) -> str:
    # A hidden label still names its control: accname 1.2, step 2A.
    text = " ".join(label.attributes.get("aria-label", "").split())
    hidden = bool(label.flags & PROGRAMMATICALLY_HIDDEN)
    text = text or subtree.text_of(label, follow=follow, with_hidden=hidden, skipping=_spoken_in(control, label))
    text = text or " ".join(label.attributes.get("title", "").split())
    return text or (label.document.styles.generated_text(label) if "style" in label.document.tree.by_tag else "")


def _spoken_in(control: "Element", label: "Element") -> "Element | None":
    """Return a control that would say something in its own label; without one, labels in labels are read once for all."""
    is_silent = control.tag == "input" and _SPEAKING.isdisjoint(control.attributes)
    if is_silent and control.attributes.get("type", "").lower() not in _DEFAULT_OF_INPUT:
        return None
    return control if label.end - label.index <= _MOST_IN_LABEL else None
