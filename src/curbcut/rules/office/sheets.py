"""Sheets of workbooks: their names, and numbers that colour alone tells apart."""

from curbcut.documents.office import OfficeDocument
from curbcut.documents.office.model import Located, Sheet
from curbcut.documents.wordings import is_default_sheet_name
from curbcut.rules.rule import Check, Outcome, Rule, Severity, Verdict
from curbcut.standards import wcag

OFFICE_SHEET_NAME = Rule(
    id="office-sheet-name",
    title="A sheet's name does not say what is in it",
    requirement=None,
    severity=Severity.MINOR,
    messages={
        "named": "The sheet has a name of its own.",
        "default": "The sheet still has the name “{name}” that the program gave it.",
        "blank": "The sheet “{name}” is blank.",
    },
)

OFFICE_COLOUR_ONLY = Rule(
    id="office-colour-only",
    title="Negative numbers are told by red alone",
    requirement=wcag.USE_OF_COLOR,
    severity=Severity.MINOR,
    messages={
        "signed": "Negative numbers have a sign or brackets.",
        "red-alone": "The number format {code} shows negative numbers in red and without a sign: who cannot see red reads them as positive.",
    },
)


def _sheets(document: OfficeDocument) -> list[Sheet]:
    return document.content.sheets


def _is_named(sheet: Sheet) -> Verdict:
    if sheet.is_blank:
        return Verdict(Outcome.FAILED, "blank", {"name": sheet.name[:60]})
    if is_default_sheet_name(sheet.name):
        return Verdict(Outcome.FAILED, "default", {"name": sheet.name[:60]})
    return Verdict(Outcome.PASSED, "named")


def _number_formats(document: OfficeDocument) -> list[Located]:
    return document.content.number_formats


def _is_signed(located: Located) -> Verdict:
    if located.is_wrong:
        return Verdict(Outcome.FAILED, "red-alone", {"code": located.facts})
    return Verdict(Outcome.PASSED, "signed")


CHECKS = (
    Check(OFFICE_SHEET_NAME, _sheets, _is_named),
    Check(OFFICE_COLOUR_ONLY, _number_formats, _is_signed),
)
