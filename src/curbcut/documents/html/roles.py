"""The semantic role of an element. Source: HTML-AAM 1.0 section 3.5, WAI-ARIA 1.2 sections 5.4 and 7.1."""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from curbcut.documents.html import focus
from curbcut.documents.html.visibility import IN_SECTIONING, PRUNED
from curbcut.standards import aria
from curbcut.standards.html_roles import (
    INPUT_TYPES_WITH_LIST,
    INPUT_TYPES_WITHOUT_ROLE,
    ROLE_BY_INPUT_TYPE,
    ROLE_BY_TAG,
)
from curbcut.standards.spaces import tokens_of

if TYPE_CHECKING:
    from curbcut.documents.html.document import HtmlDocument
    from curbcut.documents.html.elements import Element

NO_ROLE = ""
"""Elements to which no role corresponds, such as `<video>`, `<label>` and `<input type="password">`."""
DECORATIVE_ROLES = frozenset({"none", "presentation"})

# Parts that lose their meaning with a presentational owner (WAI-ARIA 1.2 section 7.1, "required owned elements").
_PARTS_OF_TABLE = frozenset({"td", "th", "tr", "tbody", "thead", "tfoot", "caption"})
LIST_TAGS = frozenset({"ol", "ul", "menu"})
"""Tags of lists of items."""
_CONFLICTING = aria.GLOBAL_ATTRIBUTES - {"aria-hidden"}


@dataclass(frozen=True, slots=True)
class RoleState:
    """A role and how it came about.

    Attributes:
        role: The semantic role; empty when no role corresponds to the element.
        explicit: The first valid role of the role attribute, or `None`.
        implicit: The role by tag, attributes and ancestors; empty when there is none.
        is_marked_decorative: Whether the author marked it as decorative, heard or not.
        is_conflict: Whether that mark is ignored, because the element is focusable or has global ARIA attributes.
    """

    role: str
    explicit: str | None
    implicit: str
    is_marked_decorative: bool = False
    is_conflict: bool = False


def explicit_role(element: "Element") -> str | None:
    """Return the first valid role of an element's role attribute, or `None`."""
    value = element.attributes.get("role")
    if not value:
        return None
    for token in tokens_of(value.lower()):
        if token in aria.ROLES:
            return token
    return None


def role_of(element: "Element") -> RoleState:
    """Compute an element's role: conflict first, then explicit, then implicit. Source: ACT glossary, "semantic role"."""
    if element.tag != "img" and "role" not in element.attributes:
        return _unmarked(_implicit_role(element, conflict=False))
    explicit = explicit_role(element)
    decorative = explicit in DECORATIVE_ROLES if explicit else _has_empty_alternative(element)
    conflict = decorative and (
        # An empty one too brings back what a role took away (ACT ffd0e9), but no picture that an empty alt does.
        any(name in _CONFLICTING and (value or explicit) for name, value in element.attributes.items())
        or focus.is_focusable(element)
    )
    implicit = _implicit_role(element, conflict=conflict)
    if explicit is not None and not conflict:
        return RoleState(explicit, explicit, implicit, decorative)
    return RoleState(implicit, explicit, implicit, decorative, conflict)


@cache
def _unmarked(role: str) -> RoleState:
    # The state of nearly every element: one for each of the some ninety roles that tags give.
    return RoleState(role, None, role)


def _has_empty_alternative(element: "Element") -> bool:
    return element.tag == "img" and element.attributes.get("alt") == ""


def _implicit_role(element: "Element", *, conflict: bool) -> str:
    tag = element.tag
    special = _SPECIAL.get(tag)
    if special is not None:
        return special(element)
    if tag == "img":
        return "presentation" if not conflict and _has_empty_alternative(element) else "img"
    # What a custom element tells assistive technology is decided by a script, so nothing is said of it.
    return ROLE_BY_TAG.get(tag, NO_ROLE)


def _role_of_link(element: "Element") -> str:
    return "link" if "href" in element.attributes else "generic"


def _role_of_svg_link(element: "Element") -> str:
    return "link" if "href" in element.attributes or "xlink:href" in element.attributes else NO_ROLE


def _role_of_input(element: "Element") -> str:
    kind = element.attributes.get("type", "text").lower()
    if kind in INPUT_TYPES_WITHOUT_ROLE:
        return NO_ROLE
    if kind not in ROLE_BY_INPUT_TYPE:
        kind = "text"
    if "list" in element.attributes and kind in INPUT_TYPES_WITH_LIST:
        return "combobox"
    return ROLE_BY_INPUT_TYPE[kind]


def _role_of_select(element: "Element") -> str:
    if "multiple" in element.attributes:
        return "listbox"
    size = element.attributes.get("size", "").strip()
    return "listbox" if size.isdecimal() and int(size[:9]) > 1 else "combobox"


def _role_of_page_part(element: "Element") -> str:
    is_header = element.tag == "header"
    if element.flags & IN_SECTIONING:
        return "sectionheader" if is_header else "sectionfooter"
    return "banner" if is_header else "contentinfo"


def _role_of_section(element: "Element") -> str:
    return "region" if _is_named_by_attribute(element) else "generic"


def _role_of_aside(element: "Element") -> str:
    if element.flags & IN_SECTIONING and not _is_named_by_attribute(element):
        return "generic"
    return "complementary"


def _is_named_by_attribute(element: "Element") -> bool:
    attributes = element.attributes
    return any(attributes.get(name, "").strip() for name in ("aria-label", "aria-labelledby", "title"))


def _role_of_list_item(element: "Element") -> str:
    parent = element.parent
    while parent is not None and parent.tag not in LIST_TAGS and explicit_role(parent) in DECORATIVE_ROLES:
        parent = parent.parent
    if parent is None:
        return "generic"
    if parent.tag not in LIST_TAGS:
        # ARIA in HTML, `li`: what counts is whether the parent is exposed as a list, not its tag.
        return "listitem" if "role" in parent.attributes and parent.role == "list" else "generic"
    # A list that is no list has no items; one with another role keeps them, wrong as they may be there.
    return "generic" if parent.role in DECORATIVE_ROLES else "listitem"


def _role_of_table_part(element: "Element") -> str:
    table = element.closest("table")
    if table is None:
        return "generic"
    role = table.role
    if role in DECORATIVE_ROLES:
        return "generic"
    tag = element.tag
    if tag == "td":
        return "gridcell" if role in {"grid", "treegrid"} else "cell" if role == "table" else "generic"
    if tag == "th":
        return _role_of_header_cell(element, table)
    if tag == "tr":
        return "row" if role in {"table", "grid", "treegrid"} else "generic"
    return "caption" if tag == "caption" else "rowgroup"


def _role_of_header_cell(element: "Element", table: "Element") -> str:
    if table.role not in {"table", "grid", "treegrid"}:
        return "generic"
    grid = element.document.table_of(table)
    return grid.role_of_header(element)


_SPECIAL = {
    "a": _role_of_link,
    "area": _role_of_link,
    "svg:a": _role_of_svg_link,
    "input": _role_of_input,
    "select": _role_of_select,
    "header": _role_of_page_part,
    "footer": _role_of_page_part,
    "section": _role_of_section,
    "aside": _role_of_aside,
    "li": _role_of_list_item,
    **dict.fromkeys(_PARTS_OF_TABLE, _role_of_table_part),
}

LEAF_TAGS = ("button", "option", "progress", "meter")
"""Tags whose role takes what is inside for presentation."""


def prune(document: "HtmlDocument") -> None:
    """Mark what is inside roles with presentational children; what can have focus stays in the tree, as browsers do it."""
    flags = document.tree.flags
    covered = 0
    for element in document.by_tag_or_attribute(LEAF_TAGS, "role"):
        if element.end == element.index + 1 or element.end <= covered:
            continue
        role = aria.ROLES.get(element.role)
        if role is None or not role.has_presentational_children:
            continue
        covered = element.end
        for descendant in element.descendants():
            if not focus.is_focusable(descendant):
                flags[descendant.index] |= PRUNED
