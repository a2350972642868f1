"""Images: a text alternative, or the mark that there is nothing to say."""

from curbcut.documents.html import Element
from curbcut.documents.html.focus import tab_index
from curbcut.fixes.fix import Fix, FixRefusedError, Question
from curbcut.fixes.html.editing import Patch, on_element, with_attribute, without_attribute

_WITH_ALT = frozenset({"img", "area", "input"})
_PRESENTATIONAL = frozenset({"none", "presentation"})
_NAMES = ("aria-label", "aria-labelledby", "title")
_DECORATIVE_MARKS = ("data-decorative", "data-is-decorative")
"""Attributes by which Canvas's editor remembers that a picture was called decorative."""


def _describe(element: Element, text: str) -> list[Patch]:
    image = _picture_of(element)
    if image.tag not in _WITH_ALT:
        return [with_attribute(image, "aria-label", text), *without_attribute(image, "aria-labelledby")]
    patches = [with_attribute(image, "alt", text)]
    if (image.get("role") or "").strip().lower() in _PRESENTATIONAL:
        patches += without_attribute(image, "role")
    for mark in _DECORATIVE_MARKS:
        patches += without_attribute(image, mark)
    return patches


def _picture_of(element: Element) -> Element:
    """Return the picture that a finding means: the element itself, or the only picture of a link without a name."""
    if element.tag != "a":
        return element
    pictures = [inner for inner in element.descendants() if inner.tag in {"img", "svg"}]
    if len(pictures) == 1:
        return pictures[0]
    raise FixRefusedError("not-applicable", "The link does not hold exactly one picture; describe them one by one.")


def _mark_decorative(image: Element, _answer: str) -> list[Patch]:
    if image.tag != "img":
        raise FixRefusedError("not-applicable", "Only an image can be marked as decorative.")
    _refuse_if_it_names_a_link(image)
    patches = [with_attribute(image, "alt", "")]
    if image.document.context.origin == "editor":
        # Canvas's own checker takes an empty alt for a forgotten one unless the role says otherwise.
        patches.append(with_attribute(image, "role", "presentation"))
    elif image.get("role") is not None and image.role_state.explicit not in _PRESENTATIONAL:
        patches += without_attribute(image, "role")
    for name in image.attributes:
        # Focus and any ARIA attribute undo the mark (WAI-ARIA 1.2, "presentational roles conflict resolution").
        if name in _NAMES or (name.startswith("aria-") and name != "aria-hidden") or _is_focus(image, name):
            patches += without_attribute(image, name)
    return patches


def _is_focus(image: Element, name: str) -> bool:
    return name == "tabindex" and tab_index(image) is not None


def _refuse_if_it_names_a_link(image: Element) -> None:
    control = image.closest("a", "button")
    if control is None or control.text.strip():
        return
    others = (inner for inner in control.descendants() if inner.tag == "img" and inner is not image)
    if not any((other.get("alt") or "").strip() for other in others):
        raise FixRefusedError(
            "not-applicable", "The picture is all that its link holds, so it says where the link goes: describe it."
        )


FIXES = (
    Fix(
        id="describe-image",
        title="Describe the image",
        kinds=("html",),
        asks=Question(kind="text", label="What does the image show, or where does it lead?", longest=500),
        make=on_element(_describe),
    ),
    Fix(
        id="mark-image-decorative",
        title="Mark the image as decorative",
        kinds=("html",),
        make=on_element(_mark_decorative),
        is_judgement=True,
    ),
)
