"""Contrast of text with what it stands on."""

from collections.abc import Iterator

from curbcut.documents.pdf import PdfDocument
from curbcut.documents.pdf.backgrounds import TextOnBackground, texts_on_backgrounds
from curbcut.rules.rule import Check, Facts, Outcome, Rule, Severity, Verdict
from curbcut.standards import wcag

LEAST_CONTRAST = 4.5
LEAST_CONTRAST_OF_LARGE_TEXT = 3.0
"""WCAG 2.1, success criterion 1.4.3."""

PDF_CONTRAST = Rule(
    id="pdf-contrast",
    title="Text has too little contrast",
    requirement=wcag.CONTRAST_MINIMUM,
    severity=Severity.MAJOR,
    messages={
        "enough": "The text has enough contrast.",
        "low": "The text has a contrast of {ratio} to 1 ({foreground} on {background}); it needs {needed} to 1.",
        "over-picture": "The text stands on a picture or gradient, in places with a contrast of only {ratio} to 1; it needs {needed} to 1.",
        "pattern": "The text is filled with a pattern or gradient, or looks as if, so that its contrast could not be measured; it needs {needed} to 1.",
        "unmeasured": "The text stands on a picture that is too large, or one of too many, to be measured: it needs {needed} to 1.",
    },
    export_name="Contrast",
)


def _texts(document: PdfDocument) -> Iterator[TextOnBackground]:
    return texts_on_backgrounds(document)


def _has_contrast(text: TextOnBackground) -> Verdict:
    needed = LEAST_CONTRAST_OF_LARGE_TEXT if text.is_large else LEAST_CONTRAST
    if not text.is_measured:
        return Verdict(Outcome.CANT_TELL, "unmeasured", {"needed": needed})
    if text.ratio >= needed:
        return Verdict(Outcome.PASSED, "enough")
    if text.is_patterned:
        return Verdict(Outcome.CANT_TELL, "pattern", {"needed": needed})
    # Rounded down, so that 4.49 is not reported as the 4.5 that would do.
    ratio = int(text.ratio * 100) / 100
    if text.is_varied:
        return Verdict(Outcome.CANT_TELL, "over-picture", {"ratio": ratio, "needed": needed})
    facts: Facts = {
        "ratio": ratio,
        "needed": needed,
        "foreground": text.foreground.hex,
        "background": text.background.hex,
    }
    return Verdict(Outcome.FAILED, "low", facts)


def _area(text: TextOnBackground) -> float:
    return text.area


CHECKS = (Check(PDF_CONTRAST, _texts, _has_contrast, _area),)
