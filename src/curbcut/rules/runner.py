"""Runs checks over a document: the only place where verdicts become results."""

from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from curbcut.documents.place import Place
from curbcut.rules.rule import AnyCheck, Outcome, Rule, Verdict

MOST_FINDINGS = 200
"""Findings kept a rule, outcome and document; `RuleResult` counts all of them, so nothing is lost in silence."""


class Finding(Struct, frozen=True, omit_defaults=True):
    """One test target that failed, or that we cannot tell of.

    Attributes:
        outcome: `failed` or `cantTell`.
        reason: Key of the rule's messages.
        message: One sentence for an instructor.
        place: Where the target is.
    """

    outcome: Outcome
    reason: str
    message: str
    place: Place


class RuleResult(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What one rule says of one document.

    Attributes:
        rule_id: The rule.
        outcome: Failed if any target failed, else cantTell if any, else passed; inapplicable without a target.
        targets: Number of test targets.
        failed: Number of targets that failed.
        cannot_tell: Number of targets that we cannot tell of.
        failed_share: Weight of the failed targets over the weight of all, 0 to 1.
        findings: The first `MOST_FINDINGS` of either outcome, in document order.
    """

    rule_id: str
    outcome: Outcome
    targets: int = 0
    failed: int = 0
    cannot_tell: int = 0
    failed_share: float = 0.0
    findings: tuple[Finding, ...] = ()


def run(document: object, checks: Iterable[AnyCheck]) -> tuple[RuleResult, ...]:
    """Judge every target of every check; one result a check, in the order given."""
    return tuple(_run_check(document, check) for check in checks)


def failure_of(rule: Rule, reason: str, facts: dict[str, str | int | float] | None = None) -> RuleResult:
    """Build the result of a rule that failed for the file as a whole (malformed, encrypted)."""
    verdict = Verdict(Outcome.FAILED, reason, facts or {})
    finding = Finding(Outcome.FAILED, reason, message_of(rule, verdict), Place())
    return RuleResult(
        rule_id=rule.id, outcome=Outcome.FAILED, targets=1, failed=1, failed_share=1.0, findings=(finding,)
    )


def message_of(rule: Rule, verdict: Verdict) -> str:
    """Fill the verdict's facts into the rule's sentence."""
    return rule.messages[verdict.reason].format_map(verdict.facts)


def _run_check(document: object, check: AnyCheck) -> RuleResult:
    targets = failed = cannot_tell = 0
    weight = failed_weight = 0.0
    findings: list[Finding] = []
    for target in check.applicability(document):
        verdict = check.expectation(target)
        targets += 1
        target_weight = check.weigh(target)
        weight += target_weight
        if verdict.outcome is Outcome.PASSED:
            continue
        if verdict.outcome is Outcome.FAILED:
            failed += 1
            failed_weight += target_weight
        else:
            cannot_tell += 1
        if (failed if verdict.outcome is Outcome.FAILED else cannot_tell) <= MOST_FINDINGS:
            findings.append(_finding_of(check.rule, target, verdict))
    return RuleResult(
        rule_id=check.rule.id,
        outcome=_outcome_of(targets, failed, cannot_tell),
        targets=targets,
        failed=failed,
        cannot_tell=cannot_tell,
        failed_share=_share_of(failed, failed_weight, weight),
        findings=tuple(findings),
    )


def _finding_of(rule: Rule, target: Any, verdict: Verdict) -> Finding:
    return Finding(verdict.outcome, verdict.reason, message_of(rule, verdict), target.place)


def _outcome_of(targets: int, failed: int, cannot_tell: int) -> Outcome:
    if failed:
        return Outcome.FAILED
    if cannot_tell:
        return Outcome.CANT_TELL
    return Outcome.PASSED if targets else Outcome.INAPPLICABLE


def _share_of(failed: int, failed_weight: float, weight: float) -> float:
    if not failed:
        return 0.0
    # Targets without weight (no text in them) still failed: they count as the whole.
    return failed_weight / weight if weight > 0 and failed_weight > 0 else 1.0
