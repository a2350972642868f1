"""Form fields: whether a person who does not see the page hears what to fill in."""

from collections.abc import Iterable

from curbcut.documents.pdf import PdfDocument
from curbcut.documents.pdf.annotations import Field
from curbcut.rules.rule import Check, Outcome, Rule, Severity, Verdict, quoted
from curbcut.standards import wcag

PDF_FORM_LABELS = Rule(
    id="pdf-form-labels",
    title="A form field has no label",
    requirement=wcag.LABELS_OR_INSTRUCTIONS,
    severity=Severity.MINOR,
    messages={
        "labelled": "The form field has a label.",
        "absent": "The form field {name} has no label (tooltip) that a screen reader could say.",
    },
)
"""ISO 14289-1, 7.18.1: a field has `TU`, or its widget's structure element an alternative; Matterhorn 28-005.

Judged a field, not a widget, up the chain of parents (`TU` may stand on any of them). A push button is named by its caption
(ISO 32000-1, table 189, CA), which veraPDF's 7.18.1-3 does not count. The label does not depend on tags, so untagged files are
judged as well.
"""


def _fields(document: PdfDocument) -> Iterable[Field]:
    return document.fields


def _has_label(field: Field) -> Verdict:
    if field.label:
        return Verdict(Outcome.PASSED, "labelled")
    return Verdict(Outcome.FAILED, "absent", {"name": f"“{quoted(field.name)}”" if field.name else ""})


CHECKS = (Check(PDF_FORM_LABELS, _fields, _has_label),)
