"""The `jsonl` form: one JSON object a line and file. Its fields are a promise to scripts; new ones may be added."""

from collections.abc import Mapping
from typing import Any, BinaryIO

import msgspec

from curbcut.reports.issues import Issue, issues_of, reviews_of
from curbcut.rules.results import Finding, RuleResult
from curbcut.rules.rule import Outcome, Rule
from curbcut.scoring.assessment import Assessment
from curbcut.scoring.bands import band_of

_ENCODER = msgspec.json.Encoder()


class JsonLinesReport:
    """Writes each line as soon as its file is checked."""

    def __init__(self, stream: BinaryIO, rules: Mapping[str, Rule]) -> None:
        self._stream = stream
        self._rules = rules

    def add(self, file: str, assessment: Assessment) -> None:
        """Write the line of one file."""
        self._stream.write(_ENCODER.encode(line_of(file, assessment, self._rules)) + b"\n")
        self._stream.flush()

    def finish(self) -> None:
        """Nothing remains: every line was written whole."""


def line_of(file: str, assessment: Assessment, rules: Mapping[str, Rule]) -> dict[str, Any]:
    """Build the object of one line.

    `rules` holds every rule that applies to the kind of file. What was not asked, because the file cannot be read or an
    error of ours came between, reads `cantTell` with a count of 0.
    """
    line: dict[str, Any] = {
        "file": file,
        "kind": assessment.kind,
        "score": assessment.score,
        "band": band_of(assessment.score),
        "status": assessment.status,
    }
    if assessment.reason:
        line |= {"reason": assessment.reason, "reason_code": assessment.code}
    if assessment.converted_to is not None:
        line["converted_to"] = assessment.converted_to
    line["issues"] = [_issue(issue) for issue in issues_of(assessment, rules)]
    line["review"] = [_issue(issue) for issue in reviews_of(assessment, rules)]
    line["rules"] = [_rule(rules[result.rule_id], result) for result in assessment.results]
    return line


def _issue(issue: Issue) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "id": issue.rule.id,
        "severity": issue.rule.severity,
        "outcome": issue.outcome,
        "count": issue.count,
        "title": issue.rule.title,
    }
    if issue.part is not None:
        entry |= {"points_lost": issue.part.points_lost, "score_if_fixed": issue.part.score_if_fixed}
    entry["locations"] = [_location(finding) for finding in issue.findings]
    if issue.left_out:
        entry["locations_left_out"] = issue.left_out
    return entry


def _location(finding: Finding) -> dict[str, Any]:
    place: dict[str, Any] = msgspec.to_builtins(finding.place)
    return {"message": finding.message, "reason": finding.reason} | place


def _rule(rule: Rule, result: RuleResult) -> dict[str, Any]:
    untested = result.outcome is Outcome.UNTESTED
    return {
        "id": result.rule_id,
        "outcome": Outcome.CANT_TELL if untested else result.outcome,
        "count": result.failed + result.cannot_tell,
        "act": rule.act_rules,
        "wcag": [] if rule.requirement is None else [rule.requirement.number],
    }
