"""Contrast of text with what it stands on."""

from functools import lru_cache

from curbcut.documents.colours import Colour, contrast_ratio, over
from curbcut.documents.office import OfficeDocument
from curbcut.documents.office.model import ColouredText
from curbcut.rules.rule import Check, Facts, Outcome, Rule, Severity, Survey, Verdict
from curbcut.standards import wcag

LEAST_CONTRAST = 4.5
LEAST_CONTRAST_OF_LARGE_TEXT = 3.0
"""WCAG 2.2, success criterion 1.4.3."""

OFFICE_CONTRAST = Rule(
    id="office-contrast",
    title="Text has too little contrast",
    requirement=wcag.CONTRAST_MINIMUM,
    severity=Severity.MAJOR,
    messages={
        "enough": "The text has enough contrast.",
        "automatic": "The text has the automatic colour, which is black or white, whichever reads better.",
        "low": "The text has a contrast of {ratio} to 1 ({foreground} on {background}); it needs {needed} to 1.",
        "over-picture": "The text stands on a picture or on other content, so its contrast is not known; it needs {needed} to 1.",
        "unsure": "The text may stand on a colour that it has a contrast of only {ratio} to 1 with; it needs {needed} to 1.",
    },
    export_name="Contrast",
)


_AUTOMATIC = Verdict(Outcome.PASSED, "automatic")
_ENOUGH = Verdict(Outcome.PASSED, "enough")


def _texts(document: OfficeDocument) -> list[ColouredText]:
    return document.content.texts


def _has_contrast(text: ColouredText) -> Verdict:
    if text.foreground is None:
        return _AUTOMATIC
    needed = LEAST_CONTRAST_OF_LARGE_TEXT if text.is_large else LEAST_CONTRAST
    if not text.backgrounds:
        return Verdict(Outcome.CANT_TELL, "over-picture", {"needed": needed})
    ratios = [_ratio(text.foreground, background) for background in text.backgrounds]
    lowest = min(ratios)
    if lowest >= needed:
        return _ENOUGH
    # Rounded down, so that 4.49 is not reported as the 4.5 that would do.
    ratio = int(lowest * 100) / 100
    if text.is_unsure and max(ratios) >= needed:
        return Verdict(Outcome.CANT_TELL, "unsure", {"ratio": ratio, "needed": needed})
    background = text.backgrounds[ratios.index(lowest)]
    facts: Facts = {"ratio": ratio, "needed": needed, "foreground": text.foreground.hex, "background": background.hex}
    return Verdict(Outcome.FAILED, "low", facts)


@lru_cache(maxsize=1024)
def _ratio(foreground: Colour, background: Colour) -> float:
    return contrast_ratio(over(foreground, background), background)


def _length(text: ColouredText) -> float:
    return text.length


def _survey(document: OfficeDocument) -> Survey[ColouredText]:
    """Judge each look once: thousands of texts share a few, and the same objects stand for them."""
    passes: dict[tuple[int, int, bool, bool], bool] = {}
    targets: list[ColouredText] = []
    passed = weight = 0
    for text in document.content.texts:
        key = (id(text.foreground), id(text.backgrounds), text.is_large, text.is_unsure)
        has_passed = passes.get(key)
        if has_passed is None:
            has_passed = passes[key] = _has_contrast(text).outcome is Outcome.PASSED
        if has_passed:
            passed += 1
            weight += text.length
        else:
            targets.append(text)
    return Survey(targets, passed, weight)


CHECKS = (Check(OFFICE_CONTRAST, _texts, _has_contrast, _length, _survey),)
