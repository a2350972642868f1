"""Contrast of text with what lies under it."""

from collections.abc import Callable, Iterable, Iterator
from math import floor

from curbcut.documents.html.disabled import texts_of_disabled
from curbcut.documents.html.document import HtmlDocument
from curbcut.documents.html.elements import Element
from curbcut.documents.html.text_contrast import Contrast
from curbcut.documents.html.texts import TextGroup, VisibleText, in_order, is_seen
from curbcut.documents.html.visibility import INERT
from curbcut.rules.rule import Check, Facts, Outcome, Rule, Severity, Survey, Verdict
from curbcut.standards import wcag

NORMAL_MINIMUM, LARGE_MINIMUM = 4.5, 3.0
"""WCAG 2, 1.4.3 Contrast (Minimum)."""
NORMAL_ENHANCED, LARGE_ENHANCED = 7.0, 4.5
"""WCAG 2, 1.4.6 Contrast (Enhanced)."""

_MESSAGES = {
    "enough": "The text stands out from its background.",
    "outlined": "The shadow around the text makes it stand out.",
    "low": "The text {colour} on {background} has a contrast of {ratio}:1; {needed}:1 is needed.",
    "partly": "The text stands out from some of the colours behind it and not from others.",
    "image": "The text stands on a picture; look whether it can be read everywhere.",
    "gradient": "The text stands on more colours than can be followed; look whether it can be read everywhere.",
    "overlap": "The text or a box beside it was moved over other content; look whether the text can be read.",
    "blending": "A filter or blend changes the colours of the text; look whether it can be read.",
    "computed": "The colours of the text are worked out when the page is shown; look whether it can be read.",
    "stylesheet": "A style sheet outside this content may change the colours {colour} on {background} ({ratio}:1).",
    "unread": "The page uses a style sheet that was not read; look whether its colours leave the text readable.",
    "same": "The text has the colour of its background, so nobody sees it.",
    "single": "A single character {colour} on {background} has a contrast of {ratio}:1, too little if it is read as text.",
    "field": "What stands in the field, {colour} on {background}, has a contrast of {ratio}:1 unless a script or the browser colours it otherwise.",
    "inert": "The text {colour} on {background} has a contrast of {ratio}:1, too little unless it stays switched off (inert).",
    "size": "The text {colour} on {background} has a contrast of {ratio}:1, enough only if it is shown large.",
}

LOW_CONTRAST = Rule(
    id="html-text-contrast",
    title="Text stands out too little from its background",
    requirement=wcag.CONTRAST_MINIMUM,
    act_rules=("afw4f7",),
    severity=Severity.MAJOR,
    messages=_MESSAGES,
    fixes=("change-text-colour",),
    export_name="HtmlColorContrast",
)
LOW_ENHANCED_CONTRAST = Rule(
    id="html-text-contrast-enhanced",
    title="Text misses the enhanced contrast",
    requirement=wcag.CONTRAST_ENHANCED,
    act_rules=("09o5cg",),
    severity=Severity.ADVICE,
    messages=_MESSAGES,
)

_ENOUGH = Verdict(Outcome.PASSED, "enough")
_OUTLINED = Verdict(Outcome.PASSED, "outlined")
_MOST_THROUGH_BLUR = 1.25
"""How much more contrast than with the full colour of its shadows a text may have where they are blurred."""
_TYPES_WITHOUT_TEXT = frozenset({"checkbox", "color", "file", "hidden", "image", "password", "radio", "range"})
_BEYOND_COLOURS = frozenset({"image", "gradient", "blending", "computed", "unread"})
"""Doubts that leave no colour to name."""


def _groups(document: HtmlDocument) -> list[TextGroup]:
    off = _switched_off(document)
    if not off:
        return document.text_groups
    return [rest for group in document.text_groups if (rest := group.without(off)).texts]


def _switched_off(document: HtmlDocument) -> bytearray:
    """Return which elements are disabled or label what is, not 0 at their index; nothing at all where none is."""
    exempt = texts_of_disabled(document)
    off = bytearray(len(document.elements) if exempt else 0)
    for start, end in exempt:
        off[start:end] = b"\1" * (end - start)
    return off


def _page_in_doubt(document: HtmlDocument) -> list[VisibleText]:
    # One question for the page, not one for each of its texts.
    return [
        VisibleText(document, sheet.index, "", document.styles.of(sheet), "unread")
        for sheet in document.styles.unread[:1]
    ]


def _texts(document: HtmlDocument) -> list[VisibleText]:
    texts = in_order(text for group in _groups(document) for text in group.members())
    return [*texts, *_page_in_doubt(document)] if texts else []


def _texts_and_fields(document: HtmlDocument) -> list[VisibleText]:
    return [*_texts(document), *_pale_fields(document)]


def _pale_fields(document: HtmlDocument) -> Iterator[VisibleText]:
    """Yield what fields show without a text of the page, as values and hints do, where it may be too pale."""
    fields = document.by_tag("input", "textarea")
    off = _switched_off(document) if fields else b""
    for field in fields:
        text = _shown_in(field)
        style = document.styles.of(field)
        if (off and off[field.index]) or field.is_hidden or not any(map(str.isalnum, text)) or not is_seen(style):
            continue
        shown = VisibleText(document, field.index, text, style, "field")
        if _HAS_MINIMUM(shown).reason == "field":
            yield shown


def _shown_in(field: Element) -> str:
    if field.tag == "textarea":
        # Its value is text of the page.
        return "" if field.text else (field.get("placeholder") or "")
    if (field.get("type") or "").lower() in _TYPES_WITHOUT_TEXT:
        return ""
    return field.get("value") or field.get("placeholder") or ""


def _expect(normal: float, large: float) -> Callable[[VisibleText], Verdict]:
    def judge(text: VisibleText) -> Verdict:
        # Equal styles get equal answers, save for single characters.
        key = (normal, text.doubt, len(text.text) == 1)
        verdict: Verdict | None = text.style.contrasts.get(key)
        if verdict is None:
            verdict = text.style.contrasts[key] = _judge(text, normal, large)
        if verdict.outcome is Outcome.FAILED and text.document.tree.flags[text.element_index] & INERT:
            return Verdict(Outcome.CANT_TELL, "inert", verdict.facts)
        return verdict

    return judge


def _survey_with_fields(document: HtmlDocument) -> Survey[VisibleText]:
    survey = _survey(_HAS_MINIMUM)(document)
    return Survey([*survey.targets, *_pale_fields(document)], survey.passed, survey.passed_weight)


def _survey(judge: Callable[[VisibleText], Verdict]) -> Callable[[HtmlDocument], Survey[VisibleText]]:
    """Judge one text of each style, and go on with the other texts only where that one did not pass.

    Texts of one style pass together, single characters too: what sets those apart is only how they fail.
    """

    def survey(document: HtmlDocument) -> Survey[VisibleText]:
        groups = _groups(document)
        others: list[VisibleText] = []
        passed = characters = 0
        for group in groups:
            if judge(group.first).outcome is Outcome.PASSED:
                passed += len(group.texts)
                characters += group.characters
            else:
                others += group.members()
        doubtful = _page_in_doubt(document) if groups else []
        return Survey([*in_order(others), *doubtful], passed, float(characters))

    return survey


def _texts_of_a_file(document: HtmlDocument) -> Iterable[VisibleText]:
    """Leave out bodies from the editor: the links of Canvas's own theme miss 7:1, and no author can mend that."""
    return () if document.context.origin == "editor" else _texts(document)


def _survey_of_a_file(document: HtmlDocument) -> Survey[VisibleText]:
    if document.context.origin == "editor":
        return Survey([], 0, 0.0)
    return _survey(_HAS_ENHANCED)(document)


def _judge(text: VisibleText, normal: float, large: float) -> Verdict:
    contrast = text.contrast
    if contrast is None or text.doubt in _BEYOND_COLOURS:
        return Verdict(Outcome.CANT_TELL, text.doubt if text.doubt and text.doubt in _BEYOND_COLOURS else "computed")
    needed = large if text.is_large else normal
    halo = contrast.halo
    if halo is not None and halo.best < needed <= contrast.worst and text.doubt is None:
        # What is right behind the letters is their shadow, with some of the background showing through its blur.
        is_low = max(halo.best * _MOST_THROUGH_BLUR, contrast.border) < needed and len(text.text) > 1
        return Verdict(Outcome.FAILED, "low", _facts(halo, needed)) if is_low else Verdict(Outcome.CANT_TELL, "partly")
    if contrast.worst >= needed:
        return _ENOUGH
    if contrast.is_same:
        return Verdict(Outcome.CANT_TELL, "same")
    facts = _facts(contrast, needed)
    if text.doubt is not None:
        return Verdict(Outcome.CANT_TELL, text.doubt, facts)
    if contrast.best < needed <= contrast.outlined:
        return _OUTLINED
    if max(contrast.best, contrast.border) >= needed:
        # A narrow border around a letter counts as the letter, a wide one as what is behind it (WCAG, "contrast ratio", note 4).
        return Verdict(Outcome.CANT_TELL, "partly")
    if len(text.text) == 1:
        return Verdict(Outcome.CANT_TELL, "single", facts)
    if text.is_large is None and contrast.best >= large:
        return Verdict(Outcome.CANT_TELL, "size", facts)
    return Verdict(Outcome.FAILED, "low", facts)


def _facts(contrast: Contrast, needed: float) -> Facts:
    return {
        "colour": contrast.colour.hex,
        "background": contrast.background.hex,
        "ratio": _shown(contrast.best),
        "needed": _shown(needed),
    }


def _shown(ratio: float) -> str:
    # Rounded down: 4.499 is not enough and would read as 4.5.
    return f"{floor(ratio * 100) / 100:g}"


def _characters(text: VisibleText) -> float:
    return float(len(text.text))


_HAS_MINIMUM = _expect(NORMAL_MINIMUM, LARGE_MINIMUM)
_HAS_ENHANCED = _expect(NORMAL_ENHANCED, LARGE_ENHANCED)

CHECKS = (
    Check(LOW_CONTRAST, _texts_and_fields, _HAS_MINIMUM, _characters, _survey_with_fields),
    Check(LOW_ENHANCED_CONTRAST, _texts_of_a_file, _HAS_ENHANCED, _characters, _survey_of_a_file),
)
