"""Spacing of text that a `style` attribute pins with `!important`, so that readers cannot widen it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from curbcut.documents.html.content_size import WIDEST_CHARACTER
from curbcut.documents.html.declarations import Declaration, parse_declarations
from curbcut.documents.html.document import HtmlDocument
from curbcut.documents.html.elements import Element
from curbcut.documents.html.lengths import MEDIUM, pixels_of
from curbcut.documents.html.texts import VisibleText
from curbcut.documents.html.values import WIDE_KEYWORDS
from curbcut.documents.place import Place
from curbcut.rules.rule import Check, Outcome, Rule, Severity, Verdict
from curbcut.standards import wcag

LEAST_LETTER_SPACING, LEAST_WORD_SPACING, LEAST_LINE_HEIGHT = 0.12, 0.16, 1.5
"""Times the font size. Source: WCAG 2.1, 1.4.12 Text Spacing."""
_INHERITING = WIDE_KEYWORDS - {"initial"}
_NO_WRAPPING = frozenset({"nowrap", "pre"})
_WRAPPING = ("white-space", "text-wrap", "text-wrap-mode")
_FITS_ONE_LINE = 20
"""Texts of up to so many characters do not wrap in any column that is read."""


def _rule(name: str, act_rule: str, least: float) -> Rule:
    words = name.replace("-", " ")
    return Rule(
        id=f"html-{name}-pinned",
        title=f"{words.capitalize()} is pinned too narrow",
        requirement=wcag.TEXT_SPACING,
        act_rules=(act_rule,),
        severity=Severity.MINOR,
        messages={
            "wide": f"The {words} is pinned, and wide enough.",
            "narrow": f"The {words} is pinned at {{times}} times the font size; readers who need {least:g} cannot have it.",
            "unknown": f"The {words} is pinned at {{value}}; how much that is shows only when the page is shown.",
            "short": f"The {words} is pinned at {{times}} times the font size; it matters if the text wraps.",
        },
        fixes=("unpin-spacing",),
    )


NARROW_LETTERS = _rule("letter-spacing", "24afc2", LEAST_LETTER_SPACING)
NARROW_WORDS = _rule("word-spacing", "9e45ec", LEAST_WORD_SPACING)
NARROW_LINES = _rule("line-height", "78fd32", LEAST_LINE_HEIGHT)

_WIDE = Verdict(Outcome.PASSED, "wide")
NORMAL_LINE_HEIGHT = 1.2
"""What `normal` comes to in common fonts; none of them reaches 1.5."""


@dataclass(frozen=True, slots=True)
class PinnedText:
    """A visible text whose `style` attribute declares a spacing `!important`."""

    text: VisibleText
    declared: Declaration

    @property
    def place(self) -> Place:
        """Where the element is."""
        return self.text.place


def _pinned(name: str) -> Callable[[HtmlDocument], Iterator[PinnedText]]:
    def find(document: HtmlDocument) -> Iterator[PinnedText]:
        if not any("important" in (one.get("style") or "").lower() for one in document.with_attribute("style")):
            return
        for text in document.visible_texts:
            style = text.element.get("style")
            declared = parse_declarations(style).get(name) if style else None
            if declared is not None and declared.important and declared.value not in _INHERITING:
                yield PinnedText(text, declared)

    return find


def _judge(target: PinnedText, times: float | None, least: float) -> Verdict:
    if times is None:
        return Verdict(Outcome.CANT_TELL, "unknown", {"value": target.declared.value})
    if times >= least - 1e-9:
        return _WIDE
    return Verdict(Outcome.FAILED, "narrow", {"times": f"{times:.3g}"})


def _times_font_size(pixels: float | None, font_size: float | None) -> float | None:
    return None if pixels is None or not font_size else pixels / font_size


def _has_wide_letters(target: PinnedText) -> Verdict:
    style, value = target.text.style, target.declared.value
    times = _em_of(value)
    return _judge(
        target,
        _times_font_size(style.letter_spacing, style.font_size) if times is None else times,
        LEAST_LETTER_SPACING,
    )


def _has_wide_words(target: PinnedText) -> Verdict:
    style, value = target.text.style, target.declared.value
    times = _em_of(value)
    return _judge(
        target, _times_font_size(style.word_spacing, style.font_size) if times is None else times, LEAST_WORD_SPACING
    )


def _has_wide_lines(target: PinnedText) -> Verdict:
    style = target.text.style
    height = style.line_height
    times: float | None
    if height is None:
        times = _em_of(target.declared.value)
    elif height == "normal":
        times = NORMAL_LINE_HEIGHT
    elif height.endswith("px"):
        times = _times_font_size(float(height.removesuffix("px")), style.font_size)
    else:
        times = float(height)
    verdict = _judge(target, times, LEAST_LINE_HEIGHT)
    if verdict.outcome is Outcome.FAILED and _may_fit_one_line(target.text):
        # The rule is for texts that wrap, and where a line ends only a window knows.
        return Verdict(Outcome.CANT_TELL, "short", verdict.facts)
    return verdict


def _may_fit_one_line(text: VisibleText) -> bool:
    """Tell whether a text may never wrap: it is short, wrapping is switched off, or its box is wide enough in any window."""
    if len(text.text) <= _FITS_ONE_LINE:
        return True
    if _is_never_wrapped(text.element):
        return True
    declared = parse_declarations(text.element.get("style") or "")
    widths = [pixels_of(declared[name].value, None, None) for name in ("width", "min-width") if name in declared]
    size = text.style.font_size or MEDIUM
    needed = len(" ".join(text.element.text.split())) * WIDEST_CHARACTER * size / MEDIUM
    return any(width is not None and width >= needed for width in widths)


def _is_never_wrapped(element: Element) -> bool:
    """Tell whether wrapping is switched off by the element, or by the nearest one around it that says anything of it."""
    for one in (element, *element.ancestors()):
        declared = one.document.styles.declared(one)
        values = [
            declared[name].value for name in _WRAPPING if name in declared and declared[name].value not in _INHERITING
        ]
        if values:
            return not _NO_WRAPPING.isdisjoint(values)
        if one.tag == "pre" or (one.tag in {"td", "th"} and "nowrap" in one.attributes):
            return True
    return False


def _em_of(value: str) -> float | None:
    """Return a length in em without the font size, so that an unknown size does no harm."""
    try:
        return float(value.removesuffix("em")) if value.endswith("em") and not value.endswith("rem") else None
    except ValueError:
        return None


CHECKS = (
    Check(NARROW_LETTERS, _pinned("letter-spacing"), _has_wide_letters, needs=frozenset({"[style]"})),
    Check(NARROW_WORDS, _pinned("word-spacing"), _has_wide_words, needs=frozenset({"[style]"})),
    Check(NARROW_LINES, _pinned("line-height"), _has_wide_lines, needs=frozenset({"[style]"})),
)
