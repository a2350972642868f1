"""ARIA: are roles, states and properties real, allowed where they stand, and set to something that means something?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from curbcut.documents.html import Element, HtmlDocument
from curbcut.documents.html.focus import is_focusable
from curbcut.documents.place import Place
from curbcut.rules.rule import Check, Outcome, Rule, Severity, Verdict
from curbcut.standards import aria, wcag
from curbcut.standards.html_roles import ROLE_OF_ATTRIBUTES
from curbcut.standards.spaces import ASCII_WHITESPACE, tokens_of

UNKNOWN_ATTRIBUTE = Rule(
    id="html-aria-attribute-unknown",
    title="ARIA attribute does not exist",
    requirement=wcag.NAME_ROLE_VALUE,
    act_rules=("5f99a7",),
    severity=Severity.MINOR,
    messages={"known": "The ARIA attribute exists.", "unknown": "There is no ARIA attribute named {name}."},
)
ATTRIBUTE_NOT_PERMITTED = Rule(
    id="html-aria-attribute-not-permitted",
    title="ARIA attribute is not allowed on this element",
    requirement=wcag.NAME_ROLE_VALUE,
    act_rules=("5c01ea",),
    severity=Severity.MINOR,
    messages={
        "permitted": "The ARIA attribute may stand on this element.",
        "prohibited": "{name} may not stand on a {tag} element with the role {role}, which takes no name.",
        "unsupported": "{name} means nothing on a {tag} element with the role {role}.",
    },
)
VALUE_INVALID = Rule(
    id="html-aria-value-invalid",
    title="ARIA attribute has a value that means nothing",
    requirement=wcag.NAME_ROLE_VALUE,
    act_rules=("6a7281",),
    severity=Severity.MINOR,
    messages={
        "valid": "The value is one that the attribute can have.",
        "invalid": "{name} cannot have the value “{value}”.",
    },
)
ROLE_INVALID = Rule(
    id="html-role-invalid",
    title="Role does not exist",
    requirement=wcag.NAME_ROLE_VALUE,
    act_rules=("674b10",),
    severity=Severity.MINOR,
    messages={"valid": "The role exists.", "invalid": "There is no role “{role}”."},
)
REQUIRED_STATE_MISSING = Rule(
    id="html-role-required-state-missing",
    title="Role lacks a state that it needs",
    requirement=wcag.NAME_ROLE_VALUE,
    act_rules=("4e8ab6",),
    severity=Severity.MAJOR,
    messages={
        "complete": "The element has every state that its role needs.",
        "missing": "An element with the role {role} needs {names}.",
    },
)
REFERENCE_MISSING = Rule(
    id="html-aria-reference-missing",
    title="ARIA attribute points at nothing",
    requirement=wcag.NAME_ROLE_VALUE,
    act_rules=("in6db8",),
    severity=Severity.MINOR,
    messages={
        "found": "aria-controls names an element of the page.",
        "missing": "aria-controls names “{identifiers}”, which is not on the page.",
    },
)

_KNOWN = Verdict(Outcome.PASSED, "known")
_PERMITTED = Verdict(Outcome.PASSED, "permitted")
_VALID = Verdict(Outcome.PASSED, "valid")
_COMPLETE = Verdict(Outcome.PASSED, "complete")
_FOUND = Verdict(Outcome.PASSED, "found")

_INTEGER = re.compile(r"[+-]?\d+\s*")
_NUMBER = re.compile(r"[+-]?(?:\d++\.?+\d*+|\.\d++)(?:[eE][+-]?\d++)?\s*")
_TRUE_FALSE = frozenset({"true", "false"})
_WORDS = {
    "true/false": _TRUE_FALSE,
    "true/false/undefined": _TRUE_FALSE | {"undefined"},
    "tristate": _TRUE_FALSE | {"mixed", "undefined"},
}
_STATE_OF_HOST = {
    "aria-checked": ("checkbox", "radio"),
    "aria-valuenow": ("range", "number"),
}


@dataclass(frozen=True, slots=True)
class AriaUse:
    """One ARIA attribute on one element."""

    element: Element
    name: str

    @property
    def value(self) -> str:
        """The attribute's value."""
        return self.element.attributes[self.name]

    @property
    def place(self) -> Place:
        """Where the element is."""
        return self.element.place


def _uses(document: HtmlDocument) -> Iterator[AriaUse]:
    for name in document.attribute_names:
        if name.startswith("aria-"):
            for element in document.with_attribute(name):
                yield AriaUse(element, name)


def _is_defined(use: AriaUse) -> Verdict:
    return _KNOWN if use.name in aria.ATTRIBUTES else Verdict(Outcome.FAILED, "unknown", {"name": use.name[:60]})


def _defined_uses(document: HtmlDocument) -> Iterator[AriaUse]:
    return (use for use in _uses(document) if use.name in aria.ATTRIBUTES)


def _heard_uses(document: HtmlDocument) -> Iterator[AriaUse]:
    for use in _defined_uses(document):
        if not use.element.is_mathml and use.element.is_included_in_accessibility_tree:
            yield use


def _is_permitted(use: AriaUse) -> Verdict:
    element, name = use.element, use.name
    role = element.role
    known = aria.ROLES.get(role)
    facts = {"name": name, "tag": element.tag, "role": role or "of no kind"}
    if known is not None and name in known.prohibited:
        return Verdict(Outcome.FAILED, "prohibited", facts)
    if name in aria.GLOBAL_ATTRIBUTES or name in _attributes_of(element):
        return _PERMITTED
    return Verdict(Outcome.FAILED, "unsupported", facts)


def _attributes_of(element: Element) -> frozenset[str]:
    """Return the states and properties that an element's role supports, or ARIA in HTML allows where it has no role."""
    role = element.role
    if role:
        return aria.supported_attributes(role)
    tag = element.tag
    if tag == "input":
        return aria.supported_attributes("textbox")
    substitute = ROLE_OF_ATTRIBUTES.get(tag)
    return aria.supported_attributes(substitute) if substitute is not None else frozenset()


def _valued_uses(document: HtmlDocument) -> Iterator[AriaUse]:
    return (use for use in _defined_uses(document) if use.value and not use.element.is_mathml)


def _has_valid_value(use: AriaUse) -> Verdict:
    if _is_valid(aria.ATTRIBUTES[use.name], use.value):
        return _VALID
    return Verdict(Outcome.FAILED, "invalid", {"name": use.name, "value": use.value[:60]})


def _is_valid(attribute: aria.AriaAttribute, value: str) -> bool:
    kind = attribute.value_type
    if kind == "string":
        return True
    words = tokens_of(value.lower())
    if kind == "ID reference list":
        return bool(words)
    if kind == "ID reference":
        return len(words) == 1
    if kind == "token list":
        return bool(words) and attribute.tokens.issuperset(words)
    text = value.strip()
    if kind == "integer":
        return _INTEGER.fullmatch(text) is not None
    if kind == "number":
        return _NUMBER.fullmatch(text) is not None
    allowed = attribute.tokens if kind == "token" else _WORDS[kind]
    return text.lower() in allowed


def _roles(document: HtmlDocument) -> Iterator[Element]:
    for element in document.with_attribute("role"):
        if tokens_of(element.attributes["role"]) and not (element.is_programmatically_hidden or element.is_mathml):
            yield element


def _has_valid_role(element: Element) -> Verdict:
    if element.role_state.explicit is not None:
        return _VALID
    return Verdict(Outcome.FAILED, "invalid", {"role": element.attributes["role"].strip(ASCII_WHITESPACE)[:60]})


def _explicit_roles(document: HtmlDocument) -> Iterator[Element]:
    for element in document.with_attribute("role"):
        state = element.role_state
        if state.explicit is None or state.explicit == state.implicit or state.is_conflict:
            continue
        if element.is_included_in_accessibility_tree and not element.is_mathml:
            yield element


def _has_required_states(element: Element) -> Verdict:
    role = aria.ROLES[element.role]
    required = role.required
    if role.name == "separator" and is_focusable(element):
        required = frozenset({"aria-valuenow"})
    missing = sorted(name for name in required if not element.attributes.get(name, "").strip())
    missing = [name for name in missing if not _is_given_otherwise(element, name)]
    if not missing:
        return _COMPLETE
    return Verdict(Outcome.FAILED, "missing", {"role": role.name, "names": " and ".join(missing)})


def _is_given_otherwise(element: Element, name: str) -> bool:
    """Tell whether HTML gives a state by itself, or the role does not need it now."""
    if name == "aria-controls" and element.role == "combobox":
        # Only an open combobox has a popup to name: WAI-ARIA 1.2, combobox.
        return element.attributes.get("aria-expanded", "").strip().lower() != "true"
    if element.tag == "input":
        kind = element.attributes.get("type", "").lower()
        return kind in _STATE_OF_HOST.get(name, ())
    if name == "aria-level":
        return element.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}
    if name == "aria-valuenow":
        return element.tag in {"meter", "progress"}
    return element.tag in {"select", "option"} and name in {"aria-expanded", "aria-selected"}


def _controls(document: HtmlDocument) -> Iterator[Element]:
    for element in document.with_attribute("aria-controls"):
        if not element.is_html:
            continue
        is_open = element.attributes.get("aria-expanded", "").strip().lower() == "true"
        if (element.role == "combobox" and is_open) or element.role == "scrollbar":
            yield element


def _controls_something(element: Element) -> Verdict:
    identifiers = tokens_of(element.attributes["aria-controls"])
    if any(identifier in element.document.by_id for identifier in identifiers):
        return _FOUND
    return Verdict(Outcome.FAILED, "missing", {"identifiers": " ".join(identifiers)[:80]})


CHECKS = (
    Check(UNKNOWN_ATTRIBUTE, _uses, _is_defined, needs=frozenset({"[aria-*]"})),
    Check(ATTRIBUTE_NOT_PERMITTED, _heard_uses, _is_permitted, needs=frozenset({"[aria-*]"})),
    Check(VALUE_INVALID, _valued_uses, _has_valid_value, needs=frozenset({"[aria-*]"})),
    Check(ROLE_INVALID, _roles, _has_valid_role, needs=frozenset({"[role]"})),
    Check(REQUIRED_STATE_MISSING, _explicit_roles, _has_required_states, needs=frozenset({"[role]"})),
    Check(REFERENCE_MISSING, _controls, _controls_something, needs=frozenset({"[aria-controls]"})),
)
