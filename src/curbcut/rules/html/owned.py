"""Roles that belong together: is each part in its whole, and does each whole hold only its parts?"""

from collections.abc import Iterator

from curbcut.documents.html import Element, HtmlDocument
from curbcut.documents.html.focus import is_focusable
from curbcut.rules.rule import Check, Outcome, Rule, Severity, Verdict
from curbcut.standards import aria, wcag

CONTEXT_MISSING = Rule(
    id="html-role-context-missing",
    title="Part of a list, menu or table stands outside of one",
    requirement=wcag.INFO_AND_RELATIONSHIPS,
    act_rules=("ff89c9",),
    severity=Severity.MINOR,
    messages={
        "inside": "The part stands in the whole that its role needs.",
        "outside": "An element with the role {role} needs to stand directly in one with the role {contexts}.",
    },
)
OWNED_WRONG = Rule(
    id="html-role-owned-elements-wrong",
    title="List, menu or table holds something that does not belong there",
    requirement=wcag.INFO_AND_RELATIONSHIPS,
    act_rules=("bc4a75",),
    severity=Severity.MINOR,
    messages={
        "parts": "The element holds only what its role allows.",
        "foreign": "An element with the role {role} may not hold one with the role {owned}.",
        "text": "An element with the role {role} holds text and none of the parts that its role needs.",
    },
)

_INSIDE = Verdict(Outcome.PASSED, "inside")
_PARTS = Verdict(Outcome.PASSED, "parts")

_TRANSPARENT = frozenset({"", "generic", "none", "presentation"})
"""Roles without a node of their own in the accessibility tree."""
# The menu's separators and submenus are in WAI-ARIA 1.3; every browser and screen reader expects them today.
_ALSO_ALLOWED = {"menu": frozenset({"separator", "menu"}), "menubar": frozenset({"separator", "menu"})}
# WAI-ARIA 1.2 lists radio, but a radio group with its legend in it harms nobody; 1.3 no longer lists it.
_UNRESTRICTED = frozenset({"radiogroup"})
_MOST_OWNED = 20_000


def _is_transparent(element: Element) -> bool:
    if element.role not in _TRANSPARENT:
        return False
    return not any(name in aria.GLOBAL_ATTRIBUTES for name in element.attributes) and not is_focusable(element)


def _parent_of(element: Element) -> Element | None:
    """Return an element's parent in the accessibility tree."""
    owner = element.document.owners.get(element.index)
    parent = owner if owner is not None else element.parent
    while parent is not None and _is_transparent(parent):
        owner = element.document.owners.get(parent.index)
        parent = owner if owner is not None else parent.parent
    return parent


def _parts(document: HtmlDocument) -> Iterator[Element]:
    for element in document.with_attribute("role"):
        state = element.role_state
        role = aria.ROLES.get(state.role)
        if role is None or not role.context or state.explicit != state.role or state.implicit == state.role:
            continue
        if element.is_included_in_accessibility_tree and not element.is_mathml:
            yield element


def _is_in_its_whole(element: Element) -> Verdict:
    role = aria.ROLES[element.role]
    parent = _parent_of(element)
    if parent is not None and (parent.role in role.context or _is_datalist(parent, role.context)):
        return _INSIDE
    return Verdict(Outcome.FAILED, "outside", {"role": role.name, "contexts": " or ".join(sorted(role.context))})


def _is_datalist(parent: Element, context: frozenset[str]) -> bool:
    return parent.tag == "select" and "listbox" in context


def _wholes(document: HtmlDocument) -> Iterator[Element]:
    for element in document.with_attribute("role"):
        state = element.role_state
        role = aria.ROLES.get(state.role)
        if role is None or not role.owned or state.explicit != state.role or state.role in _UNRESTRICTED:
            continue
        if element.is_included_in_accessibility_tree and not element.is_mathml and not _is_busy(element):
            yield element


def _is_busy(element: Element) -> bool:
    current: Element | None = element
    while current is not None:
        if (current.get("aria-busy") or "").strip().lower() == "true":
            return True
        current = current.parent
    return False


def _holds_only_parts(element: Element) -> Verdict:
    role = aria.ROLES[element.role]
    allowed = role.owned | _ALSO_ALLOWED.get(role.name, frozenset())
    has_parts = False
    has_text = False
    for owned in _owned_through_groups(element, allowed):
        if isinstance(owned, str):
            has_text = True
        elif owned.role in allowed:
            has_parts = True
        else:
            return Verdict(Outcome.FAILED, "foreign", {"role": role.name, "owned": owned.role or f"of {owned.tag}"})
    if has_text and not has_parts:
        return Verdict(Outcome.FAILED, "text", {"role": role.name})
    return _PARTS


def _owned_through_groups(element: Element, allowed: frozenset[str]) -> Iterator[Element | str]:
    """Yield what an element owns, and for each group in it what that group owns: a group may hold only what the whole may."""
    waiting = [element]
    while waiting:
        whole = waiting.pop()
        for owned in _owned_by(whole):
            if isinstance(owned, str):
                if whole is element:
                    yield owned
                continue
            yield owned
            if owned.role == "group" and "group" in allowed:
                waiting.append(owned)


def _owned_by(element: Element) -> Iterator[Element | str]:
    """Yield an element's children in the accessibility tree, and texts that stand where children should."""
    owners = element.document.owners
    stack: list[Element | str] = list(reversed(element.children))
    stack.extend(owned for owned in _claimed_by(element) if not element.contains(owned))
    visited = 0
    while stack and visited < _MOST_OWNED:
        visited += 1
        child = stack.pop()
        if isinstance(child, str):
            if not child.isspace():
                yield child
        elif owners.get(child.index, element) is not element or not child.is_included_in_accessibility_tree:
            continue
        elif _is_transparent(child):
            stack.extend(reversed(child.children))
        else:
            yield child


def _claimed_by(element: Element) -> list[Element]:
    claims = (element.get("aria-owns") or "").split()
    found = (element.document.by_id.get(identifier) for identifier in claims)
    return [owned for owned in found if owned is not None]


CHECKS = (
    Check(CONTEXT_MISSING, _parts, _is_in_its_whole, needs=frozenset({"[role]"})),
    Check(OWNED_WRONG, _wholes, _holds_only_parts, needs=frozenset({"[role]"})),
)
