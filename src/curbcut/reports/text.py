"""The `text` form: for a person at a terminal."""

import re
from collections import Counter
from collections.abc import Mapping
from typing import BinaryIO

from curbcut.reports.issues import Issue, conversion_note, is_empty, issues_of, reviews_of, where
from curbcut.rules.rule import Rule
from curbcut.scoring.assessment import Assessment
from curbcut.scoring.bands import Band, band_of

_MOST_PLACES = 5
"""Places shown an issue; the other forms have all of them."""

_MOST_EXCERPT = 100

_COMMANDS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What terminals obey instead of showing it: control characters, ends of lines, and changes of direction. The joiners of
Persian and of emoji, and the no-break spaces of French, are letters of the text."""


class TextReport:
    """Writes a paragraph a file, and a summary when there were several."""

    def __init__(self, stream: BinaryIO, rules: Mapping[str, Rule]) -> None:
        self._stream = stream
        self._rules = rules
        self._files = 0
        self._bands: Counter[Band] = Counter()
        self._not_checked = 0
        self._not_checked_with_score = 0

    def add(self, file: str, assessment: Assessment) -> None:
        """Write the paragraph of one file."""
        self._files += 1
        band = band_of(assessment.score)
        if band is not None:
            self._bands[band] += 1
        if assessment.status != "checked":
            self._not_checked += 1
            self._not_checked_with_score += band is not None
        self._print(printable(f"{file}  {score_line(assessment)}"))
        self._print(*paragraph_of(assessment, self._rules))
        self._print("")
        self._stream.flush()

    def finish(self) -> None:
        """Write the summary."""
        if self._files != 1:
            bands = ", ".join(f"{self._bands[band]} {band.value}" for band in Band)
            scored = f" ({self._not_checked_with_score} of them with a score)" if self._not_checked_with_score else ""
            self._print(f"{self._files} files: {bands}; {self._not_checked} could not be checked{scored}.")

    def _print(self, *lines: str) -> None:
        self._stream.writelines(line.encode("utf-8", "replace") + b"\n" for line in lines)


def score_line(assessment: Assessment) -> str:
    """Say score and band of one item, or that it is empty, or why it could not be checked."""
    if assessment.score is None:
        return "empty" if is_empty(assessment) else f"could not be checked: {assessment.reason}"
    band = band_of(assessment.score)
    assert band is not None
    line = f"{band.shape} {assessment.score:.1f} {band.value}"
    return line if assessment.status == "checked" else f"{line}, could not be checked: {assessment.reason}"


def paragraph_of(assessment: Assessment, rules: Mapping[str, Rule]) -> list[str]:
    """Write the issues of one item, and what a person has to look at, as indented lines."""
    lines = [line for issue in issues_of(assessment, rules) for line in _lines_of(issue, issue.rule.severity)]
    lines += [line for issue in reviews_of(assessment, rules) for line in _lines_of(issue, "please look")]
    if not lines and assessment.status == "checked":
        lines.append("  No issue found. Some things only people can judge.")
    note = conversion_note(assessment)
    return [f"  {note}", *lines] if note else lines


def printable(text: str) -> str:
    """Take out what would move the cursor or colour the terminal: names and excerpts come from strangers."""
    return _COMMANDS.sub("\N{REPLACEMENT CHARACTER}", text)


def _lines_of(issue: Issue, label: str) -> list[str]:
    requirement = f"WCAG {issue.rule.requirement}" if issue.rule.requirement else "best practice"
    lines = [f"  {label}: {issue.rule.title} ({issue.count}; {requirement}; {issue.rule.id})"]
    if issue.part is not None:
        lines[0] += f" costs {issue.part.points_lost:.1f}"
    for finding in issue.findings[:_MOST_PLACES]:
        at = where(finding.place)
        lines.append(f"    {_on_a_line(f'{at}: {finding.message}' if at else finding.message)}")
        if finding.place.excerpt:
            lines.append(f"      {_cut(_on_a_line(finding.place.excerpt))}")
    if issue.count > _MOST_PLACES:
        lines.append(f"    and {issue.count - _MOST_PLACES} more")
    return lines


def _on_a_line(text: str) -> str:
    return printable(" ".join(text.split()))


def _cut(text: str) -> str:
    return text if len(text) <= _MOST_EXCERPT else f"{text[: _MOST_EXCERPT - 1]}…"
