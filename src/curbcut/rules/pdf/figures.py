"""Text alternatives of figures and formulas."""

import re
from collections.abc import Iterator

from curbcut.documents import alternative_texts
from curbcut.documents.pdf import PdfDocument
from curbcut.documents.pdf.structure import StructureElement
from curbcut.rules.rule import Check, Outcome, Rule, Severity, Verdict, quoted
from curbcut.standards import wcag

SMALLEST_POINTS = 3.0
"""A figure smaller than this in both directions is a dot or a rule line that nobody describes."""

_KIND_ALONE = re.compile(
    r"(?:(?:area|bar|box|column|flow|gantt|line|pie|scatter|venn)[ -]?)?"
    r"(?:chart|graph|plot|diagram|drawing|illustration|infographic|logo|figure|fig\.?|table)\s?[\d.]*[.:]?",
    re.IGNORECASE,
)
"""What a figure is, and not what it shows: “Chart”, “Figure 3”."""

PDF_FIGURE_ALT = Rule(
    id="pdf-figure-alt",
    title="A figure has no alternative text",
    requirement=wcag.NON_TEXT_CONTENT,
    severity=Severity.MAJOR,
    messages={
        "described": "The figure has an alternative text.",
        "replaced": "The figure has its text as replacement.",
        "silenced": "The figure is replaced by nothing, so readers pass over it.",
        "inside": "The figure is part of something that has an alternative text.",
        "parts": "The pictures that the figure is made of have alternative texts.",
        "blank": "The alternative text of the figure is only white space.",
        "absent": "The figure has no alternative text.",
    },
    fixes=("describe-pdf-figure", "mark-pdf-figure-decorative"),
    export_name="AlternativeText",
)
"""ISO 14289-1, 7.3 and 7.7: Figure and Formula need `Alt` or `ActualText`.

An empty `ActualText` replaces the figure by nothing, which readers obey and veraPDF's 7.3-1 accepts: decoration, though an artifact
would say so plainly. Milder than veraPDF in three points: a figure inside something that
has an alternative itself is not asked for one, since readers stop at the outer one (ISO 32000-1, 14.9.3); nor is a frame that draws
nothing itself around figures that have theirs, as browsers write it for `figure` with a caption; and one whose marked content draws
nothing, or less than three points, is not judged.
"""

PDF_FIGURE_ALT_QUALITY = Rule(
    id="pdf-figure-alt-quality",
    title="An alternative text may not describe its figure",
    requirement=wcag.NON_TEXT_CONTENT,
    severity=Severity.ADVICE,
    messages={
        "wording": "The alternative text reads like a description.",
        "placeholder": "The alternative text “{alternative}” may be a placeholder: does it say what the figure shows?",
        "file-name": "The alternative text “{alternative}” looks like a file name: does it say what the figure shows?",
        "machine": "A program wrote the alternative text “{alternative}”: is it right?",
        "long": "The alternative text has {length} characters: would a short one and a passage in the text be easier to follow?",
    },
    fixes=("describe-pdf-figure",),
)


def _figures(document: PdfDocument) -> Iterator[StructureElement]:
    if not document.has_usable_structure:
        return
    for element in document.structure.of_roles("Figure", "Formula"):
        if not _draws_nothing(document, element):
            yield element


def _draws_nothing(document: PdfDocument, element: StructureElement) -> bool:
    """Whether marked content is there but paints nothing worth a description."""
    marks = list(element.all_marks())
    if not marks or element.alternative:
        return False
    if any(not 0 <= mark.page_index < document.page_count for mark in marks):
        return False
    if any(not document.drawn(mark.page_index).is_readable for mark in marks):
        return False
    found = element.rectangle()
    if found is None:
        return True
    left, bottom, right, top = found[1]
    return right - left < SMALLEST_POINTS and top - bottom < SMALLEST_POINTS


def _has_alternative(element: StructureElement) -> Verdict:
    if element.alternative:
        return Verdict(Outcome.PASSED, "described")
    if element.actual_text:
        return Verdict(Outcome.PASSED, "replaced")
    if element.is_silenced:
        return Verdict(Outcome.PASSED, "silenced")
    if any(above.alternative or above.actual_text for above in element.ancestors()):
        return Verdict(Outcome.PASSED, "inside")
    if _is_frame_of_described(element):
        return Verdict(Outcome.PASSED, "parts")
    return Verdict(Outcome.FAILED, "blank" if "/Alt" in element.source else "absent")


def _is_frame_of_described(element: StructureElement) -> bool:
    """Whether an element draws nothing itself, save captions, and the figures in it have alternatives."""
    figures = False
    waiting = list(element.kids)
    while waiting:
        kid = waiting.pop()
        if not isinstance(kid, StructureElement):
            return False
        if kid.role == "Figure":
            if not kid.alternative and not kid.actual_text:
                return False
            figures = True
        elif kid.role != "Caption":
            waiting.extend(kid.kids)
    return figures


def _described_figures(document: PdfDocument) -> Iterator[StructureElement]:
    return (element for element in _figures(document) if element.role == "Figure" and element.alternative)


def _is_a_description(element: StructureElement) -> Verdict:
    alternative = element.alternative
    shown = {"alternative": quoted(alternative)}
    match alternative_texts.fault_of(alternative):
        case "path" | "file-name":
            return Verdict(Outcome.CANT_TELL, "file-name", shown)
        case "placeholder" | "meaningless":
            return Verdict(Outcome.CANT_TELL, "placeholder", shown)
    if alternative.casefold() in {element.tag.casefold(), element.role.casefold()} or _KIND_ALONE.fullmatch(
        alternative
    ):
        return Verdict(Outcome.CANT_TELL, "placeholder", shown)
    if alternative_texts.is_machine_made(alternative):
        return Verdict(Outcome.CANT_TELL, "machine", shown)
    if len(alternative) > 2 * alternative_texts.LONGEST_ALTERNATIVE:
        return Verdict(Outcome.CANT_TELL, "long", {"length": len(alternative)})
    return Verdict(Outcome.PASSED, "wording")


CHECKS = (
    Check(PDF_FIGURE_ALT, _figures, _has_alternative),
    Check(PDF_FIGURE_ALT_QUALITY, _described_figures, _is_a_description),
)
