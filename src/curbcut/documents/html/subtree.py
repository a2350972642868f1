"""Text from what is inside an element, as accessible names take it. Source: accname 1.2, steps 2A to 2I.

The traversal keeps its own stack, so that depth is no limit.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from curbcut.documents.html.parse import words_of_shadow
from curbcut.documents.html.visibility import ARIA_HIDDEN, NOT_DISPLAYED, NOT_VISIBLE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from curbcut.documents.html.elements import Element

_NO_TEXT = frozenset({
    "script", "style", "template", "noscript", "noembed", "noframes", "head", "title", "meta", "link", "param", "source",
    "track", "svg:title", "svg:desc", "svg:style", "svg:script", "svg:defs", "svg:metadata", "rp", "datalist",
})  # fmt: skip
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "br", "caption", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr",
    "legend", "li", "main", "menu", "nav", "ol", "option", "p", "pre", "search", "section", "summary", "table", "tbody", "td",
    "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
_VALUE_ROLES = frozenset(
    {"textbox", "searchbox", "combobox", "listbox", "slider", "spinbutton", "scrollbar", "progressbar", "meter"}
)
_VALUE_TAGS = frozenset({"input", "select", "textarea", "progress", "meter"})
_TEXT_ROLES = frozenset({"textbox", "searchbox"})
_IMAGE_ROLES = frozenset({"img", "image", "graphics-symbol"})
_PRESENTATIONAL = frozenset({"none", "presentation"})
_DEFAULTS = {"button": "", "submit": "Submit", "reset": "Reset"}
"""What browsers write on a button without a value."""
_ASKED_AGAIN = frozenset({
    "a", "button", "h1", "h2", "h3", "h4", "h5", "h6", "label", "object", "option", "summary", "td", "th",
})  # fmt: skip
"""Tags of what may stand in its like, and is asked for its text by itself."""
_MEDIA = frozenset({"object", "embed", "video", "audio", "iframe"})

Follow = Callable[["Element"], str]
"""Gets the text of what an element's `aria-labelledby` names."""


@dataclass(frozen=True, slots=True)
class _EndOf:
    """Marks where an element's own text ends.

    Attributes:
        title: Its tooltip, which is taken if there was none.
        start: Where its pieces begin.
        index: Its index, where its text may be asked for again; -1 for most.
    """

    title: str
    start: int
    index: int


def text_of(
    element: "Element", *, follow: Follow | None, with_hidden: bool = False, skipping: "Element | None" = None
) -> str:
    """Return the text that an element's content gives to a name, white space made single.

    Args:
        element: Where to start; its own attributes are not looked at.
        follow: How to get the text of an element's `aria-labelledby`; `None` where one was followed already.
        with_hidden: Whether hidden content counts, because the start itself is hidden and was pointed at.
        skipping: A control that is being named, whose value inside its own label is no part of its name.
    """
    children = element.children
    is_plain = len(children) == 1 and "aria-owns" not in element.attributes
    if is_plain and isinstance(children[0], str) and not element.flags & NOT_VISIBLE:
        return " ".join(children[0].split())
    kept = None
    if skipping is None and "aria-owns" not in element.tree.by_attribute:
        kept = element.document.texts_of_named.setdefault((follow is not None, with_hidden), {})
        if element.index in kept:
            return kept[element.index]
    pieces: list[str] = []
    hidden_bits = 0 if with_hidden else NOT_DISPLAYED | ARIA_HIDDEN
    stack: list[Element | str | _EndOf] = []
    owning: set[int] = set()
    _push_owned(stack, element, owning)
    _push_content(stack, element, with_hidden=with_hidden)
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            pieces.append(node)
        elif isinstance(node, _EndOf):
            _close(node, pieces, kept)
        elif node.tag in _NO_TEXT or node.flags & hidden_bits or node is skipping:
            pieces.append(_words_of_shadow(node))
        else:
            is_unseen = not with_hidden and bool(node.flags & NOT_VISIBLE)
            replacement = None if is_unseen else _replacement_of(node, follow)
            if replacement is not None:
                pieces.append(replacement)
                continue
            _open(node, stack, pieces, is_unseen=is_unseen)
            _push_owned(stack, node, owning)
            _push_content(stack, node, with_hidden=with_hidden)
    found = " ".join("".join(pieces).split())
    if kept is not None:
        kept[element.index] = found
    return found


def _open(node: "Element", stack: "list[Element | str | _EndOf]", pieces: list[str], *, is_unseen: bool) -> None:
    if node.tag in _BLOCKS:
        pieces.append(" ")
        stack.append(" ")
    title = "" if is_unseen else node.attributes.get("title", "")
    is_kept = "role" in node.attributes or node.tag in _ASKED_AGAIN
    if title or is_kept:
        stack.append(_EndOf(title, len(pieces), node.index if is_kept else -1))


def _close(end: _EndOf, pieces: list[str], kept: dict[int, str] | None) -> None:
    text = "".join(pieces[end.start :])
    if kept is not None and end.index >= 0:
        # Links in links have a name each: gathered once a level, 60 KB of them took four seconds.
        kept[end.index] = " ".join(text.split())
    if end.title and not text.strip():
        pieces.append(end.title)


def _words_of_shadow(element: "Element") -> str:
    is_shadow = element.tag == "template" and "shadowrootmode" in element.attributes
    return words_of_shadow(element.node) if is_shadow else ""


def _push_owned(stack: "list[Element | str | _EndOf]", element: "Element", owning: set[int]) -> None:
    """Let what an element claims by `aria-owns` follow its own content, once even where claims go round in a circle."""
    if "aria-owns" in element.attributes and element.index not in owning:
        owning.add(element.index)
        owners, by_id = element.document.owners, element.document.by_id
        claimed = (by_id.get(identifier) for identifier in reversed(element.attributes["aria-owns"].split()))
        stack.extend(one for one in claimed if one is not None and owners.get(one.index) is element)


def _push_content(stack: "list[Element | str | _EndOf]", element: "Element", *, with_hidden: bool) -> None:
    if with_hidden or not element.flags & NOT_VISIBLE:
        stack.extend(reversed(element.children))
    else:
        # `visibility` may be given back further down: only the element's own texts are out of sight.
        stack.extend(child for child in reversed(element.children) if not isinstance(child, str))


def _replacement_of(element: "Element", follow: Follow | None) -> str | None:
    """Return what stands for an element instead of its content, or `None` when its content counts."""
    attributes = element.attributes
    tag = element.tag
    if attributes:
        if follow is not None and "aria-labelledby" in attributes:
            text = follow(element)
            if text:
                return text
        value = value_of_control(element)
        label = attributes.get("aria-label", "")
        if value is not None:
            # Browsers differ in what an empty control says: its own name is something to hear.
            return value if value.strip() else label or attributes.get("title") or attributes.get("placeholder", "")
        if label.strip():
            return label
        if tag in {"img", "area"}:
            return _text_of_picture(element)
        if tag == "input":
            return _text_of_input(attributes)
        if tag in _MEDIA or _is_image_by_role(element):
            return attributes.get("title", "")
    elif tag in _VALUE_TAGS or tag in {"iframe", "video", "audio"}:
        # What is between their tags is for browsers without frames and players.
        return value_of_control(element) or ""
    return _name_of_svg(element) if tag == "svg" or (tag.startswith("svg:") and tag != "svg:symbol") else None


def _text_of_picture(element: "Element") -> str:
    if "role" in element.attributes and element.role in _PRESENTATIONAL:
        return ""  # alt is no ARIA attribute, so it does not bring a presentational image back
    alternative = element.attributes.get("alt")
    return element.attributes.get("title", "") if alternative is None else alternative


def _text_of_input(attributes: "Mapping[str, str]") -> str:
    kind = attributes.get("type", "").lower()
    if kind == "image":
        return attributes.get("alt", "") or attributes.get("title", "")
    if kind in _DEFAULTS:
        return attributes.get("value", _DEFAULTS[kind])
    return attributes.get("title", "")


def _is_image_by_role(element: "Element") -> bool:
    return "role" in element.attributes and element.tag != "svg" and element.role in _IMAGE_ROLES


def _name_of_svg(element: "Element") -> str | None:
    for child in element.children:
        if not isinstance(child, str) and child.tag == "svg:title":
            text = child.text
            if text.strip():
                return text
    return None


def value_of_control(element: "Element") -> str | None:
    """Return the value of a control that stands inside a label or a link; `None` for anything else. Source: step 2C."""
    attributes = element.attributes
    if element.tag not in _VALUE_TAGS and "role" not in attributes:
        return None
    role = element.role
    if role not in _VALUE_ROLES:
        return None
    if element.tag == "select":
        return _selected_text(element)
    if element.tag == "textarea":
        return element.text
    if element.tag == "input":
        return attributes.get("value", "")
    if role in _TEXT_ROLES:
        return element.text
    if role in {"combobox", "listbox"}:
        selected = [option for option in element.descendants() if option.attributes.get("aria-selected") == "true"]
        return " ".join(option.text for option in selected)
    for name in ("aria-valuetext", "aria-valuenow", "value"):
        if name in attributes:
            return attributes[name]
    return ""


def _selected_text(select: "Element") -> str:
    options = [option for option in select.descendants() if option.tag == "option"]
    chosen = [option for option in options if "selected" in option.attributes] or options[:1]
    return " ".join(option.text for option in chosen)
