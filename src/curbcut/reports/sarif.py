"""The `sarif` form: SARIF 2.1.0 for code viewers. Source: OASIS, Static Analysis Results Interchange Format 2.1.0."""

import os
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import quote

import msgspec

from curbcut.documents.place import Place
from curbcut.guidance import MissingGuidanceError, guidance_of
from curbcut.reports.issues import Issue, issues_of, reviews_of, where
from curbcut.rules.results import Finding
from curbcut.rules.rule import Outcome, Rule, Severity
from curbcut.scoring.assessment import Assessment

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "%SRCROOT%"
_LEVELS = {Severity.SEVERE: "error", Severity.MAJOR: "error", Severity.MINOR: "warning", Severity.ADVICE: "note"}


class SarifReport:
    """Collects results and rules, then writes one log with one run."""

    def __init__(self, stream: BinaryIO, rules: Mapping[str, Rule]) -> None:
        self._stream = stream
        self._rules = rules
        self._descriptors: list[dict[str, Any]] = []
        self._indexes: dict[str, int] = {}
        self._results: list[dict[str, Any]] = []
        self._artifacts: list[dict[str, Any]] = []
        self._notifications: list[dict[str, Any]] = []

    def add(self, file: str, assessment: Assessment) -> None:
        """Take up one file."""
        artifact = location_of(file)
        self._artifacts.append({"location": artifact})
        if assessment.score is not None:
            self._artifacts[-1]["properties"] = {"score": assessment.score}
        if assessment.status != "checked":
            self._notifications.append(_notification(assessment, artifact))
        for issue in (*issues_of(assessment, self._rules), *reviews_of(assessment, self._rules)):
            index = self._index_of(issue.rule)
            self._results.extend(_result(issue, finding, index, artifact) for finding in issue.findings)

    def finish(self) -> None:
        """Write the log."""
        driver = {
            "name": "Curbcut",
            "version": version("curbcut"),
            "rules": self._descriptors,
        }
        run = {
            "tool": {"driver": driver},
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": {_ROOT: {"uri": f"{Path.cwd().as_uri()}/"}},
            "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": self._notifications}],
            "artifacts": self._artifacts,
            "results": self._results,
        }
        log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
        self._stream.write(msgspec.json.format(msgspec.json.encode(log), indent=1) + b"\n")

    def _index_of(self, rule: Rule) -> int:
        if rule.id not in self._indexes:
            self._indexes[rule.id] = len(self._descriptors)
            self._descriptors.append(_descriptor(rule))
        return self._indexes[rule.id]


def location_of(file: str) -> dict[str, Any]:
    """Build an artifact location: relative to the working folder when the file is inside, absolute otherwise."""
    relative = Path(os.path.relpath(file or os.curdir))  # a script gave an empty variable
    if relative.parts[:1] == (os.pardir,):
        return {"uri": Path(os.path.normpath(Path.cwd() / file)).as_uri()}
    return {"uri": quote(relative.as_posix()), "uriBaseId": _ROOT}


def _descriptor(rule: Rule) -> dict[str, Any]:
    tags = ["accessibility", rule.severity.value]
    if rule.requirement is not None:
        tags.append(f"WCAG {rule.requirement.number}")
    tags += [f"ACT {act_rule}" for act_rule in rule.act_rules]
    descriptor: dict[str, Any] = {
        "id": rule.id,
        "name": "".join(word.capitalize() for word in rule.id.split("-")),
        "shortDescription": {"text": rule.title},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": tags},
    }
    try:
        guidance = guidance_of(rule.id)
    except MissingGuidanceError:
        return descriptor
    markdown = f"{guidance.what}\n\n{guidance.why}\n\n{guidance.how}"
    descriptor["fullDescription"] = {"text": guidance.what}
    descriptor["help"] = {"text": markdown, "markdown": markdown}
    return descriptor


def _result(issue: Issue, finding: Finding, index: int, artifact: dict[str, Any]) -> dict[str, Any]:
    failed = finding.outcome is Outcome.FAILED
    result: dict[str, Any] = {
        "ruleId": issue.rule.id,
        "ruleIndex": index,
        # 3.27.10: a result of another kind than "fail" has no level.
        "kind": "fail" if failed else "review",
        "level": _LEVELS[issue.rule.severity] if failed else "none",
        "message": {"text": finding.message},
        "locations": [_location(finding.place, artifact)],
    }
    if issue.left_out:
        result["properties"] = {"placesLeftOut": issue.left_out}
    return result


def _location(place: Place, artifact: dict[str, Any]) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": artifact}
    region = _region(place)
    if region:
        physical["region"] = region
    location: dict[str, Any] = {"physicalLocation": physical}
    if place.line is not None:
        return location
    if named := where(place):
        location["logicalLocations"] = [{"fullyQualifiedName": named}]
    # Without a line there is no region to hold the excerpt, and by it people find the place on a page of a PDF.
    if words := ": ".join(part for part in (named, place.excerpt) if part):
        location["message"] = {"text": words}
    return location


def _region(place: Place) -> dict[str, Any]:
    """Build a region that begins with the element and reaches to the end of its line.

    3.30.2: offset and length would have to say exactly the same, and ours count a Windows line end as one character.
    """
    if place.line is None:
        return {}
    region: dict[str, Any] = {"startLine": place.line}
    if place.column is not None:
        region["startColumn"] = place.column
    if place.excerpt:
        region["snippet"] = {"text": place.excerpt}
    return region


def _notification(assessment: Assessment, artifact: dict[str, Any]) -> dict[str, Any]:
    return {
        "level": "warning",
        "descriptor": {"id": assessment.code},
        "message": {"text": f"Could not be checked: {assessment.reason}"},
        "locations": [{"physicalLocation": {"artifactLocation": artifact}}],
    }
