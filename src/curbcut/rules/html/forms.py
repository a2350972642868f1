"""Forms: has each field a label, and does autocomplete say what belongs into it?"""

from collections.abc import Iterator

from curbcut.documents.html import Element, HtmlDocument
from curbcut.documents.html.focus import is_disabled, is_in_tab_order
from curbcut.documents.html.native import labels_of
from curbcut.documents.html.visibility import ARIA_DISABLED
from curbcut.rules.rule import Check, Outcome, Rule, Severity, Verdict
from curbcut.standards import aria, autocomplete, wcag
from curbcut.standards.spaces import ASCII_WHITESPACE

FIELD_WITHOUT_NAME = Rule(
    id="html-form-field-without-name",
    title="Form field has no label",
    requirement=wcag.NAME_ROLE_VALUE,
    act_rules=("e086e5",),
    severity=Severity.MAJOR,
    messages={
        "named": "The field has a name.",
        "absent": "The field has no label and no other name.",
        "empty-label": "The label of the field is empty.",
        "scripted": "It has no name in its markup; a script of the page writes into it.",
    },
    export_name="HtmlLabel",
)
AUTOCOMPLETE_INVALID = Rule(
    id="html-autocomplete-invalid",
    title="Autocomplete has a value that means nothing",
    requirement=wcag.IDENTIFY_INPUT_PURPOSE,
    act_rules=("73f2c2",),
    severity=Severity.MINOR,
    messages={
        "valid": "The value names what belongs into the field.",
        "invalid": "Browsers do not know what the autocomplete value “{value}” means.",
    },
)
UNTYPED_FIELD_WITHOUT_LABEL = Rule(
    id="html-input-without-label",
    title="Field for a date, colour, file or password has no label",
    requirement=wcag.LABELS_OR_INSTRUCTIONS,
    severity=Severity.MAJOR,
    messages={"named": "The field has a name.", "absent": "The field of type {kind} has no label and no other name."},
    export_name="HtmlLabel",
)
LABEL_FOR_NOTHING = Rule(
    id="html-label-for-nothing",
    title="Label belongs to no field",
    requirement=None,
    severity=Severity.ADVICE,
    messages={
        "belongs": "The label belongs to a field.",
        "dangling": "The label names the field “{identifier}”, which is not in this content.",
    },
)
ACCESS_KEY_TWICE = Rule(
    id="html-accesskey-duplicated",
    title="Two elements have the same access key",
    requirement=None,
    severity=Severity.MINOR,
    messages={"unique": "The access key stands once.", "twice": "The access key “{key}” stands on {count} elements."},
)

_NAMED = Verdict(Outcome.PASSED, "named")
_ABSENT = Verdict(Outcome.FAILED, "absent")
_EMPTY_LABEL = Verdict(Outcome.FAILED, "empty-label")
_SCRIPTED = Verdict(Outcome.CANT_TELL, "scripted")
_VALID = Verdict(Outcome.PASSED, "valid")
_BELONGS = Verdict(Outcome.PASSED, "belongs")
_UNIQUE = Verdict(Outcome.PASSED, "unique")

_FIELD_ROLES = (
    "checkbox", "combobox", "listbox", "menuitemcheckbox", "menuitemradio", "radio", "searchbox", "slider", "spinbutton", "switch",
    "textbox",
)  # fmt: skip
_TYPES_WITHOUT_ROLE = frozenset({"color", "date", "datetime-local", "file", "month", "password", "time", "week"})
_FIXED_VALUE_TYPES = frozenset({"button", "checkbox", "file", "image", "radio", "reset", "submit", "hidden"})


def _type_of(element: Element) -> str:
    return (element.get("type") or "").lower()


def _fields(document: HtmlDocument) -> Iterator[Element]:
    for element in document.with_role(*_FIELD_ROLES, tags=("input", "select", "textarea")):
        if element.is_included_in_accessibility_tree:
            yield element


def _has_name(field: Element) -> Verdict:
    if field.accessible_name:
        return _NAMED
    if field.get("id") in field.document.scripted_ids:
        return _SCRIPTED
    return _EMPTY_LABEL if labels_of(field) else _ABSENT


def _completed_fields(document: HtmlDocument) -> Iterator[Element]:
    for element in document.with_attribute("autocomplete"):
        if element.tag not in {"input", "select", "textarea"} or _is_exempt(element):
            continue
        if element.is_included_in_accessibility_tree or _is_in_sight(element):
            yield element


def _is_in_sight(element: Element) -> bool:
    return element.is_visible and not element.document.styles.of(element).is_out_of_sight


def _is_exempt(element: Element) -> bool:
    value = element.attributes["autocomplete"].strip(ASCII_WHITESPACE).lower()
    if not value or value in {"on", "off"} or is_disabled(element) or element.flags & ARIA_DISABLED:
        return True
    if element.tag == "input" and _type_of(element) in _FIXED_VALUE_TYPES:
        return True
    return not is_in_tab_order(element) and element.role not in aria.WIDGET_ROLES and element.role != ""


def _is_valid(element: Element) -> Verdict:
    value = element.attributes["autocomplete"]
    return _VALID if autocomplete.is_valid(value) else Verdict(Outcome.FAILED, "invalid", {"value": value.strip()[:60]})


def _inputs_without_role(document: HtmlDocument) -> Iterator[Element]:
    for element in document.by_tag("input"):
        if _type_of(element) in _TYPES_WITHOUT_ROLE and not element.role and element.is_included_in_accessibility_tree:
            yield element


def _has_any_name(field: Element) -> Verdict:
    return _NAMED if field.accessible_name else Verdict(Outcome.FAILED, "absent", {"kind": _type_of(field)})


def _labels(document: HtmlDocument) -> Iterator[Element]:
    for label in document.by_tag("label"):
        if label.get("for") and label.is_visible:
            yield label


def _belongs_to_a_field(label: Element) -> Verdict:
    identifier = label.attributes["for"]
    if identifier in label.document.by_id:
        return _BELONGS
    return Verdict(Outcome.FAILED, "dangling", {"identifier": identifier[:80]})


def _with_access_key(document: HtmlDocument) -> Iterator[Element]:
    for element in document.with_attribute("accesskey"):
        if element.attributes["accesskey"].strip() and not element.is_hidden:
            yield element


def _has_its_own_key(element: Element) -> Verdict:
    key = element.attributes["accesskey"].strip().lower()
    count = element.document.access_keys[key]
    return _UNIQUE if count == 1 else Verdict(Outcome.FAILED, "twice", {"key": key[:20], "count": count})


CHECKS = (
    Check(FIELD_WITHOUT_NAME, _fields, _has_name, needs=frozenset({"input", "select", "textarea", "[role]"})),
    Check(AUTOCOMPLETE_INVALID, _completed_fields, _is_valid, needs=frozenset({"[autocomplete]"})),
    Check(UNTYPED_FIELD_WITHOUT_LABEL, _inputs_without_role, _has_any_name, needs=frozenset({"input"})),
    Check(LABEL_FOR_NOTHING, _labels, _belongs_to_a_field, needs=frozenset({"label"})),
    Check(ACCESS_KEY_TWICE, _with_access_key, _has_its_own_key, needs=frozenset({"[accesskey]"})),
)
