"""Text that floats beside the running text."""

from curbcut.documents.office import OfficeDocument
from curbcut.documents.office.model import Located
from curbcut.rules.rule import Check, Outcome, Rule, Severity, Verdict

OFFICE_FLOATING_CONTENT = Rule(
    id="office-floating-content",
    title="Text stands in a floating box",
    requirement=None,
    severity=Severity.MINOR,
    messages={
        "in-line": "The text is in line with the rest.",
        "floating": "The text stands in a floating box: screen readers read it at another place than it is seen, or not at all.",
    },
)


def _located(document: OfficeDocument) -> list[Located]:
    return document.content.floating


def _is_in_line(located: Located) -> Verdict:
    return Verdict(Outcome.FAILED, "floating") if located.is_wrong else Verdict(Outcome.PASSED, "in-line")


CHECKS = (Check(OFFICE_FLOATING_CONTENT, _located, _is_in_line),)
