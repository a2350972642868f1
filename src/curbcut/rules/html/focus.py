"""Keyboard focus: does it go only where something is heard, and everywhere it is needed?"""

from bisect import bisect_left
from collections.abc import Iterator

from curbcut.documents.html import Element, HtmlDocument
from curbcut.documents.html.focus import tab_index
from curbcut.documents.html.roles import LEAF_TAGS
from curbcut.documents.html.scrolling import Scrolling, scroll_areas
from curbcut.rules.rule import Check, Outcome, Rule, Severity, Verdict
from curbcut.standards import aria, wcag

FOCUS_IN_HIDDEN = Rule(
    id="html-aria-hidden-focusable",
    title="Keyboard reaches something that screen readers do not get",
    requirement=wcag.NAME_ROLE_VALUE,
    act_rules=("6cfa84",),
    severity=Severity.MAJOR,
    messages={
        "unreachable": "Nothing in the hidden part can have focus.",
        "reachable": "The part is hidden from screen readers, but the Tab key reaches a {tag} element in it.",
        "scripted": "The Tab key reaches a {tag} element in the hidden part, unless the page's script moves the focus on.",
        "framed": "The part is hidden from screen readers; look whether the Tab key reaches anything in the embedded page in it.",
        "styled": "The Tab key reaches a {tag} element in the hidden part, unless a style sheet puts the part out of sight too.",
    },
)
FOCUS_IN_PRESENTATIONAL = Rule(
    id="html-control-in-control",
    title="Control stands inside another control",
    requirement=wcag.NAME_ROLE_VALUE,
    act_rules=("307n5z",),
    severity=Severity.MAJOR,
    messages={
        "alone": "Nothing inside the {role} can have focus.",
        "nested": "The Tab key reaches a {tag} element inside a {role}, where screen readers hear only text.",
    },
)
SCROLL_AREA = Rule(
    id="html-scroll-area-unreachable",
    title="Scrolling area cannot be reached with a keyboard",
    requirement=wcag.KEYBOARD,
    act_rules=("0ssw9k",),
    severity=Severity.MINOR,
    messages={
        "reachable": "The Tab key leads into the scrolling area.",
        "unreachable": "The content is longer than the area that it scrolls in, and the Tab key does not lead there.",
        "unclear": "The area may need to be scrolled, and the Tab key does not lead there.",
    },
)

_UNREACHABLE = Verdict(Outcome.PASSED, "unreachable")
_REACHABLE = Verdict(Outcome.PASSED, "reachable")
_FRAMED = Verdict(Outcome.CANT_TELL, "framed")
_SCROLL_FAILED = Verdict(Outcome.FAILED, "unreachable")
_SCROLL_UNCLEAR = Verdict(Outcome.CANT_TELL, "unclear")


def _hidden_parts(document: HtmlDocument) -> Iterator[Element]:
    for element in document.with_attribute("aria-hidden"):
        if element.attributes["aria-hidden"].lower() == "true":
            yield element


def _has_no_focus_in_it(part: Element) -> Verdict:
    stop = part.document.first_tab_stop_in(part, inclusive=True)
    if stop is None:
        return _FRAMED if _holds_a_frame_with_focus(part) else _UNREACHABLE
    if _is_named_in_script(stop):
        return Verdict(Outcome.CANT_TELL, "scripted", {"tag": stop.tag})
    if part.document.styles.unread:
        # Dialogs and menus that are not open yet: their linked style sheet does not show them.
        return Verdict(Outcome.CANT_TELL, "styled", {"tag": stop.tag})
    return Verdict(Outcome.FAILED, "reachable", {"tag": stop.tag})


def _holds_a_frame_with_focus(part: Element) -> bool:
    # HTML Standard 6.6.2 counts frames among what has focus; axe-core and ACT's examples do not look into them.
    frames = part.document.frames_with_focus
    position = bisect_left(frames, part.index)
    return position < len(frames) and frames[position] < part.end


def _is_named_in_script(stop: Element) -> bool:
    """Tell whether a script asks for the element by its id: focus sentinels of dialogs hand the focus on at once."""
    identifier = stop.get("id")
    if not identifier:
        return False
    return any(identifier in script.text and "focus" in script.text for script in stop.document.by_tag("script"))


def _with_presentational_children(document: HtmlDocument) -> Iterator[Element]:
    candidates = {element.index: element for element in document.by_tag(*LEAF_TAGS)}
    candidates.update((element.index, element) for element in document.with_attribute("role"))
    for index in sorted(candidates):
        element = candidates[index]
        role = aria.ROLES.get(element.role)
        if role is not None and role.has_presentational_children:
            yield element


def _stands_alone(element: Element) -> Verdict:
    stop = element.document.first_tab_stop_in(element, inclusive=False)
    if stop is None:
        return Verdict(Outcome.PASSED, "alone", {"role": element.role})
    return Verdict(Outcome.FAILED, "nested", {"tag": stop.tag, "role": element.role})


def _is_reachable(area: Scrolling) -> Verdict:
    document, element = area.element.document, area.element
    if document.first_tab_stop_in(element, inclusive=True) is not None or any(map(_is_entered, element.descendants())):
        return _REACHABLE
    return _SCROLL_FAILED if area.is_certain else _SCROLL_UNCLEAR


def _is_entered(element: Element) -> bool:
    """Tell whether the keyboard goes into an element: a frame, unless it is taken out of its way."""
    return element.tag == "iframe" and element.is_visible and tab_index(element) in {None, 0}


CHECKS = (
    Check(FOCUS_IN_HIDDEN, _hidden_parts, _has_no_focus_in_it, needs=frozenset({"[aria-hidden]"})),
    Check(
        FOCUS_IN_PRESENTATIONAL,
        _with_presentational_children,
        _stands_alone,
        needs=frozenset({"button", "option", "progress", "meter", "[role]"}),
    ),
    Check(SCROLL_AREA, scroll_areas, _is_reachable, needs=frozenset({"[style]", "style"})),
)
