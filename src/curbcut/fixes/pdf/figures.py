"""Figures of a PDF: an alternative, or the mark that there is nothing to say."""

from curbcut.documents.pdf import edits
from curbcut.documents.pdf.structure import StructureElement
from curbcut.fixes.fix import Change, Edit, Fix, FixRefusedError, Question
from curbcut.fixes.pdf.updating import PdfOriginal, changed
from curbcut.rules.results import Finding


def _describe(original: PdfOriginal, finding: Finding, text: str) -> Change:
    figure = _figure_of(original, finding)
    edit = Edit(f"alternative text of {_name_of(finding)}", figure.alternative, text)
    return changed(original, edit, lambda: edits.set_alternative(original.data, figure, text))


def _mark_as_artifact(original: PdfOriginal, finding: Finding, _answer: str) -> Change:
    figure = _figure_of(original, finding)
    if figure.drawn_text():
        raise FixRefusedError(
            "not-applicable", "There is text in the figure, which nobody would hear then: describe it."
        )
    edit = Edit(_name_of(finding), f"figure {figure.alternative}".rstrip(), "artifact")
    return changed(original, edit, lambda: edits.make_artifact(original.data, original.document, figure))


def _figure_of(original: PdfOriginal, finding: Finding) -> StructureElement:
    """Find the figure that a finding speaks of; of several without a place of their own the first that lacks a text."""
    figures = original.document.structure.of_roles("Figure", "Formula")
    found = [figure for figure in figures if figure.place == finding.place]
    if not found:
        raise FixRefusedError("moved", "The PDF was changed since it was checked; check it again.")
    return next((figure for figure in found if not figure.alternative), found[0])


def _name_of(finding: Finding) -> str:
    number = finding.place.page_number
    return "the figure" if number is None else f"the figure on page {number}"


FIXES = (
    Fix(
        id="describe-pdf-figure",
        title="Describe the figure",
        kinds=("pdf",),
        asks=Question(kind="text", label="What does the figure show?", longest=500),
        make=_describe,
    ),
    Fix(
        id="mark-pdf-figure-decorative",
        title="Mark the figure as decorative",
        kinds=("pdf",),
        make=_mark_as_artifact,
        is_judgement=True,
    ),
)
