"""Runs checks over a document: the only place where verdicts become results."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from msgspec.structs import replace

from curbcut.documents.place import Place
from curbcut.rules.format import Format
from curbcut.rules.results import MOST_FINDINGS, Finding, RuleResult
from curbcut.rules.rule import AnyCheck, Outcome, Rule, Verdict, weigh_alike

# Python 3.11 takes longer to look up a member of an enumeration than to compare it, and every target asks.
_PASSED, _FAILED = Outcome.PASSED, Outcome.FAILED


class Plan(NamedTuple):
    """What is to be asked of the documents that hold the same.

    Attributes:
        results: What every check says of them, those that have to be asked included.
        asked: The checks that have to be asked, each with the position of its result.
    """

    results: tuple[RuleResult, ...]
    asked: tuple[tuple[int, AnyCheck], ...]


@lru_cache(maxsize=512)
def plan_of(format_: Format, holds: frozenset[str]) -> Plan:
    """Tell which checks of a format may find a target in documents that hold something: pages of a course are alike."""
    checks = format_.checks
    asked = [(at, check) for at, check in enumerate(checks) if not check.needs or not check.needs.isdisjoint(holds)]
    return Plan(tuple(inapplicable(check.rule.id) for check in checks), tuple(asked))


def run(document: object, checks: Iterable[AnyCheck]) -> tuple[RuleResult, ...]:
    """Judge every target of every check; one result a check, in the order given."""
    return tuple([run_check(document, check) for check in checks])


def failure_of(rule: Rule, reason: str, facts: dict[str, str | int | float] | None = None) -> RuleResult:
    """Build the result of a rule that failed for the file as a whole (malformed, encrypted)."""
    verdict = Verdict(Outcome.FAILED, reason, facts or {})
    finding = Finding(Outcome.FAILED, reason, message_of(rule, verdict), Place())
    return RuleResult(
        rule_id=rule.id, outcome=Outcome.FAILED, targets=1, failed=1, failed_share=1.0, findings=(finding,)
    )


def message_of(rule: Rule, verdict: Verdict) -> str:
    """Fill the verdict's facts into the rule's sentence."""
    message = rule.messages[verdict.reason]
    return message.format_map(verdict.facts) if "{" in message else message


def run_check(document: Any, check: AnyCheck) -> RuleResult:
    """Judge every target of one check."""
    if check.needs and check.needs.isdisjoint(document.holds):
        return inapplicable(check.rule.id)
    return ask(document, check)


def ask(document: Any, check: AnyCheck) -> RuleResult:
    """Judge every target of one check, whatever the document holds."""
    passed, weight = 0, 0.0
    if check.survey is None:
        targets = check.applicability(document)
    else:
        survey = check.survey(document)
        targets, passed, weight = survey.targets, survey.passed, survey.passed_weight
    expectation, weigh = check.expectation, check.weigh
    others: _Others | None = None
    for target in targets:
        verdict = expectation(target)
        # Most rules weigh alike, and a call for each of thousands of targets would cost more than they do.
        own_weight = 1.0 if weigh is weigh_alike else weigh(target)
        weight += own_weight
        if verdict.outcome is _PASSED:
            passed += 1
            continue
        if others is None:
            others = _Others(check.rule)
        others.add(target, verdict, own_weight)
    if others is not None:
        return others.result(passed, weight)
    if passed:
        return RuleResult(rule_id=check.rule.id, outcome=Outcome.PASSED, targets=passed)
    return inapplicable(check.rule.id)


@lru_cache(maxsize=1024)
def inapplicable(rule_id: str) -> RuleResult:
    """Build the result of a rule without a target."""
    # What nine of ten rules say of a page; results are frozen, so one does for all.
    return RuleResult(rule_id=rule_id, outcome=Outcome.INAPPLICABLE)


class _Others:
    """The targets of one rule that did not pass."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.failed = self.cannot_tell = 0
        self.failed_weight = 0.0
        self.findings: list[Finding] = []
        self._messages: dict[int, tuple[Verdict, str]] = {}

    def add(self, target: Any, verdict: Verdict, weight: float) -> None:
        """Count a target, and keep its finding if it is one of the first."""
        if verdict.outcome is _FAILED:
            self.failed += 1
            self.failed_weight += weight
            count = self.failed
        else:
            self.cannot_tell += 1
            count = self.cannot_tell
        if count <= MOST_FINDINGS:
            # Targets alike share one verdict, so that its sentence is written once; kept, no other can get its id.
            known = self._messages.get(id(verdict))
            if known is None:
                known = self._messages[id(verdict)] = (verdict, message_of(self.rule, verdict))
            # A default that is given again would be written out: msgspec tells it by identity.
            given = () if weight == 1 else (weight,)
            self.findings.append(Finding(verdict.outcome, verdict.reason, known[1], target.place, *given))

    def result(self, passed: int, weight: float) -> RuleResult:
        """Return the rule's result, given the number of targets that passed and the weight of all."""
        result = RuleResult(
            rule_id=self.rule.id,
            outcome=Outcome.FAILED if self.failed else Outcome.CANT_TELL,
            targets=passed + self.failed + self.cannot_tell,
            failed=self.failed,
            cannot_tell=self.cannot_tell,
            findings=tuple(self.findings),
        )
        return replace(result, failed_share=_share_of(self.failed_weight, weight)) if self.failed else result


def _share_of(failed_weight: float, weight: float) -> float:
    # Targets without weight (no text in them) still failed: they count as the whole.
    return failed_weight / weight if weight > 0 and failed_weight > 0 else 1.0
