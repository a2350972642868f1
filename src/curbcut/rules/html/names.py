"""Names of controls: has each button, field and menu item one, and does it hold what people see on it?"""

from collections.abc import Callable, Iterator

from curbcut.documents.html import Element, HtmlDocument
from curbcut.documents.html.focus import is_summary_of_its_details
from curbcut.rules.rule import Check, Outcome, Rule, Severity, Verdict
from curbcut.standards import wcag

_SCRIPTED_MESSAGE = "It has no name in its markup; a script of the page writes into it."
BUTTON_WITHOUT_NAME = Rule(
    id="html-button-without-name",
    title="Button has no name",
    requirement=wcag.NAME_ROLE_VALUE,
    act_rules=("97a4e1",),
    severity=Severity.MAJOR,
    messages={
        "named": "The button has a name.",
        "absent": "The button has no text and no other name.",
        "scripted": _SCRIPTED_MESSAGE,
    },
    export_name="HtmlLabel",
)
IMAGE_BUTTON_WITHOUT_NAME = Rule(
    id="html-image-button-without-name",
    title="Image button has no name",
    requirement=wcag.NON_TEXT_CONTENT,
    act_rules=("59796f",),
    severity=Severity.MAJOR,
    messages={
        "named": "The image button has a name.",
        "absent": "The image button has no text alternative.",
        "scripted": _SCRIPTED_MESSAGE,
    },
    export_name="HtmlImageAlt",
)
MENU_ITEM_WITHOUT_NAME = Rule(
    id="html-menu-item-without-name",
    title="Menu item has no name",
    requirement=wcag.NAME_ROLE_VALUE,
    act_rules=("m6b1q3",),
    severity=Severity.MAJOR,
    messages={
        "named": "The menu item has a name.",
        "absent": "The menu item has no text and no other name.",
        "scripted": _SCRIPTED_MESSAGE,
    },
    export_name="HtmlLabel",
)
SUMMARY_WITHOUT_NAME = Rule(
    id="html-summary-without-name",
    title="Foldable part has no heading to open it by",
    requirement=wcag.NAME_ROLE_VALUE,
    act_rules=("2t702h",),
    severity=Severity.MAJOR,
    messages={
        "named": "The summary has a name.",
        "absent": "The summary of the foldable part is empty.",
        "scripted": _SCRIPTED_MESSAGE,
    },
    export_name="HtmlLabel",
)

_NAMED = Verdict(Outcome.PASSED, "named")
_ABSENT = Verdict(Outcome.FAILED, "absent")
_SCRIPTED = Verdict(Outcome.CANT_TELL, "scripted")
_DECORATIVE = frozenset({"none", "presentation"})


def _buttons(document: HtmlDocument) -> Iterator[Element]:
    for element in document.with_role("button", tags=("button", "input")):
        if element.is_included_in_accessibility_tree and not _is_image_button(element) and not _opens_a_list(element):
            yield element


def _opens_a_list(button: Element) -> bool:
    # HTML Standard, "the select element": a button right in it is inert, and the list itself has the name.
    return button.parent is not None and button.parent.tag == "select"


def _is_image_button(element: Element) -> bool:
    return element.tag == "input" and (element.get("type") or "").lower() == "image"


def _is_named(element: Element) -> Verdict:
    return _NAMED if element.accessible_name else _unless_scripted(element)


def _unless_scripted(element: Element) -> Verdict:
    return _SCRIPTED if element.get("id") in element.document.scripted_ids else _ABSENT


def _image_buttons(document: HtmlDocument) -> Iterator[Element]:
    for element in document.by_tag("input"):
        # Disabled, nothing keeps it from being decorative.
        if _is_image_button(element) and element.is_included_in_accessibility_tree and element.role not in _DECORATIVE:
            yield element


def _has_own_name(button: Element) -> Verdict:
    name = button.name_state
    is_own = name.text and name.source != "default" and name.text != "Submit Query"
    return _NAMED if is_own else _unless_scripted(button)


def _menu_items(document: HtmlDocument) -> Iterator[Element]:
    for element in document.with_role("menuitem"):
        if element.is_html and element.is_included_in_accessibility_tree:
            yield element


def _summaries(document: HtmlDocument) -> Iterator[Element]:
    for element in document.by_tag("summary"):
        state = element.role_state
        if state.explicit is not None and not state.is_conflict:
            continue
        if is_summary_of_its_details(element) and element.is_included_in_accessibility_tree:
            yield element


def _unnamed(rule_id: str, what: str, requirement: wcag.SuccessCriterion | None) -> Rule:
    """Write the rule for one more role that has to have a name; ACT has none for it."""
    return Rule(
        id=rule_id,
        title=f"{what} has no name",
        requirement=requirement,
        severity=Severity.MINOR,
        messages={
            "named": f"The {what.lower()} has a name.",
            "absent": f"The {what.lower()} has no name.",
            "scripted": _SCRIPTED_MESSAGE,
        },
        export_name="HtmlLabel",
    )


METER_WITHOUT_NAME = _unnamed("html-meter-without-name", "Meter", wcag.NON_TEXT_CONTENT)
PROGRESS_WITHOUT_NAME = _unnamed("html-progress-without-name", "Progress bar", wcag.NON_TEXT_CONTENT)
DIALOG_WITHOUT_NAME = _unnamed("html-dialog-without-name", "Dialog", None)
TREE_ITEM_WITHOUT_NAME = _unnamed("html-tree-item-without-name", "Tree item", None)
TOOLTIP_WITHOUT_NAME = _unnamed("html-tooltip-without-name", "Tooltip", None)


def _with_roles(*roles: str, tags: tuple[str, ...] = ()) -> Callable[[HtmlDocument], Iterator[Element]]:
    """Return the applicability of elements with one of some roles that assistive technology gets."""

    def applicability(document: HtmlDocument) -> Iterator[Element]:
        for element in document.with_role(*roles, tags=tags):
            if element.is_included_in_accessibility_tree:
                yield element

    return applicability


CHECKS = (
    Check(BUTTON_WITHOUT_NAME, _buttons, _is_named, needs=frozenset({"button", "input", "[role]"})),
    Check(IMAGE_BUTTON_WITHOUT_NAME, _image_buttons, _has_own_name, needs=frozenset({"input"})),
    Check(MENU_ITEM_WITHOUT_NAME, _menu_items, _is_named, needs=frozenset({"[role]"})),
    Check(SUMMARY_WITHOUT_NAME, _summaries, _is_named, needs=frozenset({"summary"})),
    Check(METER_WITHOUT_NAME, _with_roles("meter", tags=("meter",)), _is_named, needs=frozenset({"meter", "[role]"})),
    Check(
        PROGRESS_WITHOUT_NAME,
        _with_roles("progressbar", tags=("progress",)),
        _is_named,
        needs=frozenset({"progress", "[role]"}),
    ),
    Check(
        DIALOG_WITHOUT_NAME,
        _with_roles("dialog", "alertdialog", tags=("dialog",)),
        _is_named,
        needs=frozenset({"dialog", "[role]"}),
    ),
    Check(TREE_ITEM_WITHOUT_NAME, _with_roles("treeitem"), _is_named, needs=frozenset({"[role]"})),
    Check(TOOLTIP_WITHOUT_NAME, _with_roles("tooltip"), _is_named, needs=frozenset({"[role]"})),
)
