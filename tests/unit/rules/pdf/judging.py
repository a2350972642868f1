"""Runs one rule of the PDF family over bytes."""

from tests.builders.pdf import PdfBuilder

from curbcut.documents.context import Context
from curbcut.documents.pdf import PdfDocument
from curbcut.rules.pdf import PDF
from curbcut.rules.results import RuleResult
from curbcut.rules.runner import run


def judge(rule_id: str, builder: PdfBuilder | bytes, name: str = "foxes.pdf") -> RuleResult:
    data = builder if isinstance(builder, bytes) else builder.build()
    [check] = [check for check in PDF.checks if check.rule.id == rule_id]
    [result] = run(PdfDocument.read(data, Context(name=name)), [check])
    return result


def said(rule_id: str, builder: PdfBuilder | bytes, name: str = "foxes.pdf") -> tuple[str, list[str]]:
    """Outcome of the rule, and the reasons of its findings."""
    result = judge(rule_id, builder, name)
    return result.outcome.value, [finding.reason for finding in result.findings]
