"""Contrast: another colour for a text, by default the nearest of the same hue that stands out enough."""

from curbcut.documents.colours import WHITE, Colour, contrast_ratio, over
from curbcut.documents.html import Element, HtmlDocument
from curbcut.documents.html.texts import VisibleText
from curbcut.fixes.colours import nearest_readable
from curbcut.fixes.fix import Change, Fix, FixRefusedError, Question
from curbcut.fixes.html.editing import HtmlOriginal, element_of, patched
from curbcut.fixes.html.styles import with_declaration
from curbcut.rules.html.contrast import CHECKS as CONTRAST_CHECKS
from curbcut.rules.html.contrast import LARGE_MINIMUM, LOW_CONTRAST, NORMAL_MINIMUM
from curbcut.rules.results import Finding
from curbcut.rules.rule import Outcome

_CHECK = next(check for check in CONTRAST_CHECKS if check.rule is LOW_CONTRAST)


def _change_colour(original: HtmlOriginal, finding: Finding, colour: str) -> Change:
    element = element_of(original, finding)
    change = patched(original, [with_declaration(element, "color", colour)])
    mended = HtmlDocument.read(change.data, original.context)
    lost = _unreadable(mended) - _unreadable(original.document)
    if lost:
        text = " ".join(mended.elements[min(lost)].text.split())[:60]
        raise FixRefusedError("not-applicable", f"In this colour the text “{text}” inside it could not be read.")
    return change


def _unreadable(document: HtmlDocument) -> set[int]:
    # The edit adds no element, so that an index means the same element before and after.
    return {
        text.element.index
        for text in _CHECK.applicability(document)
        if _CHECK.expectation(text).outcome is Outcome.FAILED
    }


def _nearest(original: HtmlOriginal, finding: Finding) -> str | None:
    element = element_of(original, finding)
    text = _text_of(original.document, element)
    if text is None or text.style.colour is None:
        return None
    needed = LARGE_MINIMUM if text.is_large else NORMAL_MINIMUM
    surface = text.style.surface

    def is_readable(colour: Colour) -> bool:
        return min(contrast_ratio(front, back) for front, back in surface.pairs(colour)) >= needed

    start = over(text.style.colour, surface.colours[0] if surface.colours else WHITE)
    found = nearest_readable(start, is_readable)
    return None if found is None else found.hex


def _text_of(document: HtmlDocument, element: Element) -> VisibleText | None:
    return next((text for text in document.visible_texts if text.element is element), None)


FIXES = (
    Fix(
        id="change-text-colour",
        title="Change the colour of the text",
        kinds=("html",),
        asks=Question(kind="colour", label="Which colour does the text get?"),
        make=_change_colour,
        propose=_nearest,
    ),
)
