"""Texts of widgets that are switched off, which may be pale. Source: ACT rule afw4f7, applicability; HTML, "disabled"."""

from typing import TYPE_CHECKING

from curbcut.documents.html.visibility import ARIA_DISABLED, IN_DISABLED_FIELDSET

if TYPE_CHECKING:
    from collections.abc import Iterable

    from curbcut.documents.html.document import HtmlDocument
    from curbcut.documents.html.elements import Element

WIDGET_ROLES = frozenset({
    "button", "checkbox", "columnheader", "combobox", "grid", "gridcell", "link", "listbox", "menu", "menubar", "menuitem",
    "menuitemcheckbox", "menuitemradio", "option", "progressbar", "radio", "radiogroup", "row", "rowheader", "scrollbar", "searchbox",
    "separator", "slider", "spinbutton", "switch", "tab", "tablist", "tabpanel", "textbox", "toolbar", "tree", "treegrid", "treeitem",
    "group",
})  # fmt: skip
"""Roles that inherit from `widget`, and `group` with those that inherit from it."""

_DISABLEABLE = frozenset({"button", "input", "select", "textarea", "optgroup", "option", "fieldset"})


def texts_of_disabled(document: "HtmlDocument") -> list[tuple[int, int]]:
    """Return where the disabled widgets and groups and their labels are, as ranges of element indexes, apart and in order."""
    if not document.with_attribute("disabled", "aria-disabled"):
        return []
    disabled = _disabled_elements(document)
    labels = [label for element in disabled for label in document.labels.get(element.index, ())]
    named = [
        document.by_id[word]
        for element in disabled
        for word in (element.get("aria-labelledby") or "").split()
        if word in document.by_id
    ]
    return _merged((element.index, element.end) for element in (*disabled, *labels, *named))


def _merged(ranges: "Iterable[tuple[int, int]]") -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if not merged or end > merged[-1][1]:
            merged.append((start, end))
    return merged


def _disabled_elements(document: "HtmlDocument") -> "set[Element]":
    found: set[Element] = set()
    for element in document.with_attribute("disabled"):
        if element.tag not in _DISABLEABLE or (element.tag == "input" and element.get("type") == "hidden"):
            continue
        found.add(element)
    if any(element.tag == "fieldset" for element in found):
        found.update(one for one in _with_flag(document, IN_DISABLED_FIELDSET) if one.tag in _DISABLEABLE)
    if document.with_attribute("aria-disabled"):
        found.update(one for one in _with_flag(document, ARIA_DISABLED) if one.role in WIDGET_ROLES)
    return found


def _with_flag(document: "HtmlDocument", flag: int) -> "list[Element]":
    return [document.elements.at(index) for index, flags in enumerate(document.tree.flags) if flags & flag]
