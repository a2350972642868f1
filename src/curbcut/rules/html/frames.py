"""Frames: does each have a title, and can a keyboard get into it?"""

from collections.abc import Iterator

from curbcut.documents.html import Element, HtmlDocument
from curbcut.documents.html.focus import is_too_small, tab_index
from curbcut.documents.html.texts import is_seen
from curbcut.documents.html.visibility import INERT as _INERT
from curbcut.rules.rule import Check, Outcome, Rule, Severity, Verdict
from curbcut.standards import wcag

FRAME_WITHOUT_NAME = Rule(
    id="html-frame-without-name",
    title="Embedded page has no title",
    requirement=wcag.NAME_ROLE_VALUE,
    act_rules=("cae760",),
    severity=Severity.MAJOR,
    messages={
        "named": "The embedded page has a title.",
        "absent": "The embedded page {source} has no title.",
    },
    fixes=("title-frame",),
    export_name="HtmlObjectAlt",
)
FRAMESET_WITHOUT_NAMES = Rule(
    id="html-frameset-frame-without-name",
    title="Frame of a frameset has no title",
    requirement=wcag.NAME_ROLE_VALUE,
    # ACT's rule leaves the old element out; WCAG does not (technique H64).
    severity=Severity.MAJOR,
    messages={
        "named": "The frame has a title.",
        "absent": "The frame {source} has no title.",
    },
    fixes=("title-frame",),
    export_name="HtmlObjectAlt",
)
FRAME_OUT_OF_TAB_ORDER = Rule(
    id="html-frame-out-of-tab-order",
    title="Keyboard cannot reach what is in an embedded page",
    requirement=wcag.KEYBOARD,
    act_rules=("akn7bn",),
    severity=Severity.MAJOR,
    messages={
        "reachable": "The Tab key leads into the embedded page.",
        "negative": "A negative tabindex keeps the Tab key out of an embedded page with links or controls in it.",
        "elsewhere": "A negative tabindex keeps the Tab key out of the embedded page {source}; look whether it holds links or controls.",
    },
)

_NAMED = Verdict(Outcome.PASSED, "named")
_REACHABLE = Verdict(Outcome.PASSED, "reachable")
_NEGATIVE = Verdict(Outcome.FAILED, "negative")


def _frames(document: HtmlDocument) -> Iterator[Element]:
    return filter(_is_announced, document.by_tag("iframe"))


def _frames_of_framesets(document: HtmlDocument) -> Iterator[Element]:
    return filter(_is_announced, document.by_tag("frame"))


def _is_announced(frame: Element) -> bool:
    return frame.is_included_in_accessibility_tree and not _is_taken_out(frame)


def _is_taken_out(frame: Element) -> bool:
    index = tab_index(frame)
    return (index is not None and index < 0) or frame.role_state.is_marked_decorative


def _has_title(frame: Element) -> Verdict:
    if frame.accessible_name:
        return _NAMED
    return Verdict(Outcome.FAILED, "absent", {"source": _source_of(frame)})


def _source_of(frame: Element) -> str:
    return (frame.get("src") or "in the text")[:80]


def _frames_with_controls(document: HtmlDocument) -> Iterator[Element]:
    for frame in document.by_tag("iframe"):
        if not frame.is_visible or frame.flags & _INERT or is_too_small(frame) or _is_out_of_sight(frame):
            continue
        if "srcdoc" in frame.attributes:
            page = document.nested_page(frame)
            if page is not None and any(_is_seen(page, index) for index in page.tab_stops):
                yield frame
        elif (tab_index(frame) or 0) < 0 and frame.get("src"):
            yield frame


def _is_out_of_sight(frame: Element) -> bool:
    return frame.document.styles.of(frame).is_out_of_sight


def _is_seen(page: HtmlDocument, index: int) -> bool:
    stop = page.elements.at(index)
    if stop.tag in _SHOWN_BY_CONTENT and not stop.children:
        return False
    return is_seen(page.styles.of(stop))


_SHOWN_BY_CONTENT = frozenset({"a", "div", "p", "span"})
"""Stops of the Tab key of which nothing is seen while they are empty, whatever a class may paint."""


def _lets_the_keyboard_in(frame: Element) -> Verdict:
    index = tab_index(frame)
    if index is None or index >= 0:
        return _REACHABLE
    if "srcdoc" in frame.attributes:
        return _NEGATIVE
    return Verdict(Outcome.CANT_TELL, "elsewhere", {"source": _source_of(frame)})


CHECKS = (
    Check(FRAME_WITHOUT_NAME, _frames, _has_title, needs=frozenset({"iframe"})),
    Check(FRAMESET_WITHOUT_NAMES, _frames_of_framesets, _has_title, needs=frozenset({"frame"})),
    Check(FRAME_OUT_OF_TAB_ORDER, _frames_with_controls, _lets_the_keyboard_in, needs=frozenset({"iframe"})),
)
