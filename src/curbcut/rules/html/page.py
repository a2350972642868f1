"""The page as a whole: its title, its timing, whether it can be zoomed."""

import re
from collections.abc import Iterator

from curbcut.documents.html import Element, HtmlDocument
from curbcut.documents.wordings import is_placeholder_title
from curbcut.rules.rule import Check, Outcome, Rule, Severity, Verdict
from curbcut.standards import wcag

PAGE_WITHOUT_TITLE = Rule(
    id="html-page-without-title",
    title="Page has no title",
    requirement=wcag.PAGE_TITLED,
    act_rules=("2779a5",),
    severity=Severity.MINOR,
    messages={
        "titled": "The page has a title.",
        "absent": "The page has no title element.",
        "blank": "The title of the page is empty.",
        "scripted": "The page has no title in its markup; its script writes one.",
        "placeholder": "The title “{title}” would fit any page; look whether it says what this one is about.",
    },
    fixes=("set-page-title",),
    export_name="HtmlTitle",
)
_REFRESH_MESSAGES = {
    "at-once": "The page leads on at once.",
    "late": "The page leads on after more than 20 hours.",
    "delayed": "The page reloads or leads on by itself after {seconds} seconds.",
}
REFRESH = Rule(
    id="html-page-refreshes",
    title="Page reloads or leads on by itself",
    requirement=wcag.TIMING_ADJUSTABLE,
    act_rules=("bc659a",),
    severity=Severity.MAJOR,
    messages=_REFRESH_MESSAGES,
)
REFRESH_NO_EXCEPTION = Rule(
    id="html-page-refreshes-ever",
    title="Page reloads or leads on by itself, however late",
    requirement=wcag.INTERRUPTIONS,
    act_rules=("bisz58",),
    severity=Severity.ADVICE,
    messages=_REFRESH_MESSAGES,
)
ZOOM_BLOCKED = Rule(
    id="html-zoom-blocked",
    title="Page keeps people from zooming in",
    requirement=wcag.RESIZE_TEXT,
    act_rules=("b4f0c3",),
    severity=Severity.MAJOR,
    messages={
        "free": "The page can be zoomed to twice its size or more.",
        "fixed": "The viewport setting user-scalable={value} switches zooming off.",
        "limited": "The viewport setting maximum-scale={value} stops zooming before twice the size.",
    },
)

_TITLED = Verdict(Outcome.PASSED, "titled")
_ABSENT = Verdict(Outcome.FAILED, "absent")
_BLANK = Verdict(Outcome.FAILED, "blank")
_SCRIPTED = Verdict(Outcome.CANT_TELL, "scripted")
_AT_ONCE = Verdict(Outcome.PASSED, "at-once")
_LATE = Verdict(Outcome.PASSED, "late")
_FREE = Verdict(Outcome.PASSED, "free")

LONGEST_LIMIT_SECONDS = 72_000
"""20 hours: longer limits are exempt from WCAG 2.2.1."""
SMALLEST_ZOOM = 2
"""200 percent: WCAG 1.4.4."""

# HTML Standard 4.2.5.3, shared declarative refresh steps: digits, an optional fraction that is dropped, then a separator.
_REFRESH = re.compile(r"[ \t\n\f\r]*(?:([0-9]++)[0-9.]*+|\.[0-9.]*+)(?=[;, \t\n\f\r]|$)")
# CSS Device Adaptation 10.2: keys and values; commas, semicolons and white space separate.
_VIEWPORT_PART = re.compile(r"[^\s,;=]+|[,;=]")
_NUMBER = re.compile(r"[+-]?(?:\d++\.?+\d*+|\.\d++)(?:e[+-]?\d++)?", re.IGNORECASE)
_DEVICE = frozenset({"device-width", "device-height"})
_TITLE_SET = re.compile(r"\bdocument\.title\s*=(?!=)")


def _whole_pages(document: HtmlDocument) -> Iterator[Element]:
    if document.is_whole_page:
        yield document.root


def _has_title(root: Element) -> Verdict:
    titles = root.document.by_tag("title")
    title = titles[0].text.strip() if titles else ""
    if title and is_placeholder_title(title, root.document.context.name):
        # ACT 2779a5 asks for any title, WCAG's failure F25 for one that says something.
        return Verdict(Outcome.CANT_TELL, "placeholder", {"title": title[:80]})
    if title:
        return _TITLED
    if any(_TITLE_SET.search(script.text) for script in root.document.by_tag("script")):
        return _SCRIPTED
    return _BLANK if titles else _ABSENT


def _refreshes(document: HtmlDocument) -> Iterator[Element]:
    for meta in document.by_tag("meta"):
        if (meta.get("http-equiv") or "").lower() == "refresh" and _delay_seconds(meta) is not None:
            yield meta
            return


def _delay_seconds(meta: Element) -> int | None:
    match = _REFRESH.match(meta.get("content") or "")
    if match is None:
        return None
    return int((match[1] or "0")[:12])


def _leaves_time(meta: Element) -> Verdict:
    seconds = _delay_seconds(meta) or 0
    if seconds == 0:
        return _AT_ONCE
    return _LATE if seconds > LONGEST_LIMIT_SECONDS else Verdict(Outcome.FAILED, "delayed", {"seconds": seconds})


def _never_interrupts(meta: Element) -> Verdict:
    seconds = _delay_seconds(meta) or 0
    return Verdict(Outcome.FAILED, "delayed", {"seconds": seconds}) if seconds else _AT_ONCE


def _viewports(document: HtmlDocument) -> Iterator[Element]:
    for meta in document.by_tag("meta"):
        if (meta.get("name") or "").lower() == "viewport":
            settings = _settings_of(meta)
            if "user-scalable" in settings or "maximum-scale" in settings:
                yield meta


def _settings_of(meta: Element) -> dict[str, str]:
    """Return the settings of a viewport: a word is a key, and the first word behind an equals sign its value.

    Part by part, since a pattern for whole pairs would look for the sign from every word to the end.
    """
    found: dict[str, str] = {}
    key, has_sign = "", False
    for part in _VIEWPORT_PART.findall((meta.get("content") or "").lower()):
        if part in {",", ";"}:
            key, has_sign = "", False
        elif part == "=":
            has_sign = bool(key)
        elif has_sign:
            found[key] = part
            key, has_sign = "", False
        else:
            key = key or part
    return found


def _can_be_zoomed(meta: Element) -> Verdict:
    settings = _settings_of(meta)
    scalable = settings.get("user-scalable")
    if scalable is not None and not _allows_zoom(scalable):
        return Verdict(Outcome.FAILED, "fixed", {"value": scalable[:20]})
    maximum = settings.get("maximum-scale")
    if maximum is not None and maximum not in _DEVICE and 0 <= _number_of(maximum) < SMALLEST_ZOOM:
        return Verdict(Outcome.FAILED, "limited", {"value": maximum[:20]})
    return _FREE


def _allows_zoom(value: str) -> bool:
    return value == "yes" or value in _DEVICE or abs(_number_of(value)) >= 1


def _number_of(value: str) -> float:
    """Read a number as the viewport algorithm does: `yes` is 1, what is no number is 0."""
    if value == "yes":
        return 1.0
    match = _NUMBER.match(value)
    return float(match[0]) if match is not None else 0.0


CHECKS = (
    Check(PAGE_WITHOUT_TITLE, _whole_pages, _has_title),
    Check(REFRESH, _refreshes, _leaves_time, needs=frozenset({"meta"})),
    Check(REFRESH_NO_EXCEPTION, _refreshes, _never_interrupts, needs=frozenset({"meta"})),
    Check(ZOOM_BLOCKED, _viewports, _can_be_zoomed, needs=frozenset({"meta"})),
)
