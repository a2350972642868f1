"""Runs one rule of the office family over bytes."""

from curbcut.documents.context import Context
from curbcut.documents.office import read
from curbcut.rules.office import OFFICE
from curbcut.rules.results import RuleResult
from curbcut.rules.runner import run


def judge(rule_id: str, data: bytes, name: str = "foxes.docx") -> RuleResult:
    [check] = [check for check in OFFICE.checks if check.rule.id == rule_id]
    [result] = run(read(data, Context(name=name)), [check])
    return result


def said(rule_id: str, data: bytes, name: str = "foxes.docx") -> tuple[str, list[str]]:
    """Outcome of the rule, and the reasons of its findings."""
    result = judge(rule_id, data, name)
    return result.outcome.value, [finding.reason for finding in result.findings]


def failed_rules(data: bytes, name: str = "foxes.docx") -> dict[str, int]:
    """Every rule that fails, with its count."""
    results = run(read(data, Context(name=name)), OFFICE.checks)
    return {result.rule_id: result.failed for result in results if result.failed}
