"""Whether drawn characters can be turned into text."""

from collections.abc import Iterable

from curbcut.documents.pdf import PdfDocument
from curbcut.documents.pdf.fonts import FontUse
from curbcut.rules.rule import Check, Outcome, Rule, Severity, Verdict
from curbcut.standards import wcag

MOST_OF_DOCUMENT = 0.05
"""Share of a document's characters that may lack Unicode: symbols in formulas and bullets in odd fonts."""

FEWEST_OF_FONT = 20
"""Characters from which a font without any Unicode is an issue of its own, however long the document."""

PDF_UNICODE = Rule(
    id="pdf-unicode",
    title="Text cannot be read out because of its font",
    requirement=wcag.NON_TEXT_CONTENT,
    severity=Severity.MINOR,
    messages={
        "known": "The characters can be turned into text.",
        "few": "So few characters of the font cannot be turned into text that the document stays readable.",
        "unknown": "{count} characters in the font {font} look right but have no text behind them: they are read out wrong or not at all.",
    },
)
"""ISO 14289-1, 7.21.7; Matterhorn 10-001.

veraPDF's 7.21.7 fails on a single glyph, which a course's file with one odd bullet does not deserve: we fail from 5 % of the
characters on, or when a font draws 20 characters or more and none of them means anything. Values 0, FEFF, FFFE, FFFD and Unicode's
private use count as none; the private values F020 to F0FF, where Word puts the bullets of Symbol and Wingdings, only towards the 5 %.
"""


def _fonts(document: PdfDocument) -> Iterable[FontUse]:
    return document.font_uses


def _means_text(use: FontUse) -> Verdict:
    lost = use.unmapped + use.symbols
    if not lost:
        return Verdict(Outcome.PASSED, "known")
    is_much = use.of_document_unmapped > MOST_OF_DOCUMENT * use.of_document
    is_whole_font = use.unmapped == use.shown and use.shown >= FEWEST_OF_FONT
    if is_much or is_whole_font:
        return Verdict(Outcome.FAILED, "unknown", {"count": lost, "font": use.name or "without a name"})
    return Verdict(Outcome.PASSED, "few")


def _characters(use: FontUse) -> float:
    return float(use.shown)


CHECKS = (Check(PDF_UNICODE, _fonts, _means_text, _characters),)
