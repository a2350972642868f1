"""Roles, states and properties of WAI-ARIA 1.2 with its graphics and publishing modules, as data.

Source: https://www.w3.org/TR/wai-aria-1.2/ sections 5.4 and 6.6, https://www.w3.org/TR/graphics-aria-1.0/,
https://www.w3.org/TR/dpub-aria-1.0/; the braille and description properties come from the WAI-ARIA 1.3 draft.
"""

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

ValueType = Literal[
    "true/false", "true/false/undefined", "tristate", "token", "token list", "ID reference", "ID reference list", "integer",
    "number", "string",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class AriaAttribute:
    """One state or property: what its value may be."""

    name: str
    value_type: ValueType
    tokens: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class AriaRole:
    """One role.

    Attributes:
        name: As the role attribute spells it.
        superclasses: Roles that it inherits from.
        own: States and properties that its own table lists, the required ones too.
        required: Those that an author has to set and that have no default.
        prohibited: Those that an author may not set.
        context: Roles of which one has to be its parent in the accessibility tree.
        owned: Roles that its children in the accessibility tree have to have.
        is_named_from_content: Whether its content gives its accessible name.
        has_presentational_children: Whether what is inside it is presented as plain text.
    """

    name: str
    superclasses: tuple[str, ...]
    own: frozenset[str] = frozenset()
    required: frozenset[str] = frozenset()
    prohibited: frozenset[str] = frozenset()
    context: frozenset[str] = frozenset()
    owned: frozenset[str] = frozenset()
    is_named_from_content: bool = False
    has_presentational_children: bool = False


def _attribute(name: str, value_type: ValueType, tokens: str = "") -> AriaAttribute:
    return AriaAttribute(f"aria-{name}", value_type, frozenset(tokens.split()))


_ATTRIBUTES = (
    _attribute("activedescendant", "ID reference"),
    _attribute("atomic", "true/false"),
    _attribute("autocomplete", "token", "inline list both none"),
    _attribute("braillelabel", "string"),
    _attribute("brailleroledescription", "string"),
    _attribute("busy", "true/false"),
    _attribute("checked", "tristate"),
    _attribute("colcount", "integer"),
    _attribute("colindex", "integer"),
    _attribute("colindextext", "string"),
    _attribute("colspan", "integer"),
    _attribute("controls", "ID reference list"),
    _attribute("current", "token", "page step location date time true false"),
    _attribute("describedby", "ID reference list"),
    _attribute("description", "string"),
    _attribute("details", "ID reference list"),
    _attribute("disabled", "true/false"),
    _attribute("dropeffect", "token list", "copy execute link move none popup"),
    _attribute("errormessage", "ID reference"),
    _attribute("expanded", "true/false/undefined"),
    _attribute("flowto", "ID reference list"),
    _attribute("grabbed", "true/false/undefined"),
    _attribute("haspopup", "token", "false true menu listbox tree grid dialog"),
    _attribute("hidden", "true/false/undefined"),
    _attribute("invalid", "token", "grammar false spelling true"),
    _attribute("keyshortcuts", "string"),
    _attribute("label", "string"),
    _attribute("labelledby", "ID reference list"),
    _attribute("level", "integer"),
    _attribute("live", "token", "assertive off polite"),
    _attribute("modal", "true/false"),
    _attribute("multiline", "true/false"),
    _attribute("multiselectable", "true/false"),
    _attribute("orientation", "token", "horizontal vertical undefined"),
    _attribute("owns", "ID reference list"),
    _attribute("placeholder", "string"),
    _attribute("posinset", "integer"),
    _attribute("pressed", "tristate"),
    _attribute("readonly", "true/false"),
    _attribute("relevant", "token list", "additions all removals text"),
    _attribute("required", "true/false"),
    _attribute("roledescription", "string"),
    _attribute("rowcount", "integer"),
    _attribute("rowindex", "integer"),
    _attribute("rowindextext", "string"),
    _attribute("rowspan", "integer"),
    _attribute("selected", "true/false/undefined"),
    _attribute("setsize", "integer"),
    _attribute("sort", "token", "ascending descending none other"),
    _attribute("valuemax", "number"),
    _attribute("valuemin", "number"),
    _attribute("valuenow", "number"),
    _attribute("valuetext", "string"),
)
ATTRIBUTES = MappingProxyType({attribute.name: attribute for attribute in _ATTRIBUTES})


def _names(text: str) -> frozenset[str]:
    return frozenset(f"aria-{name}" for name in text.split())


GLOBAL_ATTRIBUTES = _names(
    "atomic braillelabel brailleroledescription busy controls current describedby description details disabled dropeffect "
    "errormessage flowto grabbed haspopup hidden invalid keyshortcuts label labelledby live owns relevant roledescription"
)
"""Section 6.4, with those whose global use is only deprecated."""

_UNNAMEABLE = _names("label labelledby braillelabel")
_ABSTRACT_ROLES = frozenset(
    [
        "command",
        "composite",
        "input",
        "landmark",
        "range",
        "roletype",
        "section",
        "sectionhead",
        "select",
        "structure",
        "widget",
        "window",
    ]
)


def _role(
    name: str,
    superclasses: str,
    own: str = "",
    *,
    required: str = "",
    prohibited: frozenset[str] = frozenset(),
    context: str = "",
    owned: str = "",
    traits: str = "",
) -> AriaRole:
    """Write one role's row; `traits` holds `content` (named from it) and `leaf` (presentational children)."""
    needed = _names(required)
    return AriaRole(
        name=name,
        superclasses=tuple(superclasses.split()),
        own=_names(own) | needed,
        required=needed,
        prohibited=prohibited,
        context=frozenset(context.split()),
        owned=frozenset(owned.split()),
        is_named_from_content="content" in traits,
        has_presentational_children="leaf" in traits,
    )


_MENU_ITEMS = "menuitem menuitemcheckbox menuitemradio group"
_CELLS = "cell columnheader gridcell rowheader"
_TABLES = "grid table treegrid"
_VALUES = "valuemax valuemin valuetext valuenow"

_ROLES = (
    _role("roletype", ""),
    _role("structure", "roletype"),
    _role("widget", "roletype"),
    _role("window", "roletype"),
    _role("command", "widget", "disabled"),
    _role("composite", "widget", "activedescendant disabled"),
    _role("input", "widget", "disabled"),
    _role("landmark", "section"),
    _role("range", "structure", _VALUES),
    _role("section", "structure"),
    _role("sectionhead", "structure"),
    _role("select", "composite group", "orientation"),
    _role("alert", "section"),
    _role("alertdialog", "alert dialog", "modal"),
    _role("application", "structure", "activedescendant disabled errormessage expanded haspopup invalid"),
    _role("article", "document", "posinset setsize"),
    _role("banner", "landmark"),
    _role("blockquote", "section"),
    _role("button", "command", "disabled expanded haspopup pressed", traits="content leaf"),
    _role("caption", "section", prohibited=_UNNAMEABLE, context="figure grid table treegrid"),
    _role("cell", "section", "colindex colindextext colspan rowindex rowindextext rowspan", context="row", traits="content"),
    _role("checkbox", "input", "errormessage expanded invalid readonly required", required="checked", traits="content leaf"),
    _role("code", "section", prohibited=_UNNAMEABLE),
    _role("columnheader", "cell gridcell sectionhead", "sort", context="row", traits="content"),
    _role(
        "combobox", "input", "activedescendant autocomplete controls errormessage haspopup invalid readonly required",
        required="expanded controls",
    ),
    _role("comment", "article", "level posinset setsize", traits="content"),
    _role("complementary", "landmark"),
    _role("contentinfo", "landmark"),
    _role("definition", "section"),
    _role("deletion", "section", prohibited=_UNNAMEABLE),
    _role("dialog", "window", "modal"),
    _role("directory", "list"),
    _role("document", "structure"),
    _role("emphasis", "section", prohibited=_UNNAMEABLE),
    _role("feed", "list", owned="article"),
    _role("figure", "section"),
    _role("form", "landmark"),
    _role("generic", "structure", prohibited=_UNNAMEABLE | _names("roledescription brailleroledescription")),
    _role("grid", "composite table", "multiselectable readonly", owned="row rowgroup caption"),
    _role(
        "gridcell", "cell widget", "disabled errormessage expanded haspopup invalid readonly required selected",
        context="row", traits="content",
    ),
    _role("group", "section", "activedescendant disabled"),
    _role("heading", "sectionhead", required="level", traits="content"),
    _role("image", "img", traits="leaf"),
    _role("img", "section", traits="leaf"),
    _role("insertion", "section", prohibited=_UNNAMEABLE),
    _role("link", "command", "disabled expanded haspopup", traits="content"),
    _role("list", "section", owned="listitem"),
    _role("listbox", "select", "errormessage expanded invalid multiselectable readonly required", owned="group option"),
    _role("listitem", "section", "level posinset setsize", context="directory list"),
    _role("log", "section"),
    _role("main", "landmark"),
    _role("mark", "section", prohibited=_UNNAMEABLE),
    _role("marquee", "section"),
    _role("math", "section"),
    _role("menu", "select", owned=_MENU_ITEMS),
    _role("menubar", "menu", owned=_MENU_ITEMS),
    _role("menuitem", "command", "disabled expanded haspopup posinset setsize", context="group menu menubar", traits="content"),
    _role("menuitemcheckbox", "menuitem", required="checked", context="group menu menubar", traits="content leaf"),
    _role("menuitemradio", "menuitem", required="checked", context="group menu menubar", traits="content leaf"),
    _role("meter", "range", required="valuenow", traits="leaf"),
    _role("navigation", "landmark"),
    _role("none", "structure", prohibited=_UNNAMEABLE),
    _role("note", "section"),
    # Its required aria-selected has a default (section 5.4, option).
    _role("option", "input", "checked posinset selected setsize", context="group listbox", traits="content leaf"),
    _role("paragraph", "section", prohibited=_UNNAMEABLE),
    _role("presentation", "structure", prohibited=_UNNAMEABLE),
    _role("progressbar", "range widget", traits="leaf"),
    _role("radio", "input", "posinset setsize", required="checked", traits="content leaf"),
    _role("radiogroup", "select", "errormessage invalid readonly required", owned="radio"),
    _role("region", "landmark"),
    _role(
        "row", "group widget", "colindex expanded level posinset rowindex rowindextext selected setsize",
        context="grid rowgroup table treegrid", owned=_CELLS, traits="content",
    ),
    _role("rowgroup", "structure", context=_TABLES, owned="row", traits="content"),
    _role("rowheader", "cell gridcell sectionhead", "expanded sort", context="row", traits="content"),
    _role("scrollbar", "range widget", "disabled orientation", required="controls valuenow", traits="leaf"),
    _role("search", "landmark"),
    _role("searchbox", "textbox"),
    _role("sectionfooter", "section"),
    _role("sectionheader", "section"),
    _role("separator", "structure", f"disabled orientation {_VALUES}", traits="leaf"),
    _role("slider", "input range", "errormessage haspopup invalid orientation readonly", required="valuenow", traits="leaf"),
    _role("spinbutton", "composite input range", "errormessage invalid readonly required"),
    _role("status", "section"),
    _role("strong", "section", prohibited=_UNNAMEABLE),
    _role("subscript", "section", prohibited=_UNNAMEABLE),
    _role("suggestion", "section", prohibited=_UNNAMEABLE),
    _role("superscript", "section", prohibited=_UNNAMEABLE),
    _role("switch", "checkbox", required="checked", traits="content leaf"),
    _role("tab", "sectionhead widget", "disabled expanded haspopup posinset selected setsize", context="tablist", traits="content leaf"),
    _role("table", "section", "colcount rowcount", owned="row rowgroup caption"),
    _role("tablist", "composite", "level multiselectable orientation", owned="tab"),
    _role("tabpanel", "section"),
    _role("term", "section"),
    _role("textbox", "input", "activedescendant autocomplete errormessage haspopup invalid multiline placeholder readonly required"),
    _role("time", "section"),
    _role("timer", "status"),
    _role("toolbar", "group", "orientation"),
    _role("tooltip", "section", traits="content"),
    _role("tree", "select", "errormessage invalid multiselectable required", owned="group treeitem"),
    _role("treegrid", "grid tree", owned="row rowgroup caption"),
    _role("treeitem", "listitem option", "expanded haspopup", context="group tree", traits="content"),
    _role("graphics-document", "document"),
    _role("graphics-object", "group"),
    _role("graphics-symbol", "img", traits="leaf"),
    # The publishing module inherits from ARIA 1.1, where these five were global.
    *(
        _role(f"doc-{name}", superclass, "disabled errormessage expanded haspopup invalid", traits=traits)
        for superclass, names, traits in (
            ("section", "abstract colophon credit dedication epigraph example footnote pullquote qna", ""),
            (
                "landmark",
                ("acknowledgments afterword appendix bibliography chapter conclusion credits endnotes epilogue errata "
                "foreword glossary introduction part preface prologue"),
                "",
            ),
            ("navigation", "index pagelist toc", ""),
            ("link", "backlink biblioref glossref noteref", "content"),
            ("note", "notice tip", ""),
            ("sectionhead", "subtitle", "content"),
            ("img", "cover", "leaf"),
            ("separator", "pagebreak", "leaf"),
            ("section", "pageheader pagefooter", ""),
        )
        for name in names.split()
    ),
    _role("doc-biblioentry", "listitem", "disabled errormessage expanded haspopup invalid", context="list doc-bibliography"),
    _role("doc-endnote", "listitem", "disabled errormessage expanded haspopup invalid", context="list doc-endnotes"),
)  # fmt: skip
ROLES = MappingProxyType({role.name: role for role in _ROLES if role.name not in _ABSTRACT_ROLES})
"""Every role that an author may use."""
_EVERY_ROLE = {role.name: role for role in _ROLES}

WIDGET_ROLES = frozenset(
    [
        "button",
        "checkbox",
        "combobox",
        "grid",
        "gridcell",
        "link",
        "listbox",
        "menu",
        "menubar",
        "menuitem",
        "menuitemcheckbox",
        "menuitemradio",
        "option",
        "progressbar",
        "radio",
        "radiogroup",
        "scrollbar",
        "searchbox",
        "slider",
        "spinbutton",
        "switch",
        "tab",
        "tablist",
        "tabpanel",
        "textbox",
        "tree",
        "treegrid",
        "treeitem",
    ]
)
"""Section 5.3.2: the roles that are widgets, composite ones too."""


@cache
def supported_attributes(role: str) -> frozenset[str]:
    """Return the states and properties that a role supports or inherits, the global ones not among them."""
    known = _EVERY_ROLE[role]
    return known.own.union(*(supported_attributes(name) for name in known.superclasses))


@cache
def inherits_from(role: str, ancestor: str) -> bool:
    """Tell whether a role is another one or inherits from it."""
    if role == ancestor:
        return True
    known = _EVERY_ROLE.get(role)
    return known is not None and any(inherits_from(name, ancestor) for name in known.superclasses)
