"""The report of a course in its four forms: text, HTML, CSV, JSON."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec

from curbcut.reports.cells import spreadsheet_cell
from curbcut.reports.html import Entry, ScoreRow, page_of, render
from curbcut.reports.issues import SEVERITY_ORDER, is_empty, issues_of, reviews_of
from curbcut.reports.jsonl import line_of
from curbcut.reports.text import paragraph_of, printable, score_line
from curbcut.rules.rule import Outcome, Rule, Severity
from curbcut.scoring.assessment import Assessment
from curbcut.scoring.bands import band_of

if TYPE_CHECKING:
    from curbcut.reports.course_report import CourseReport, ItemReport

COLUMNS = (
    "canvas", "course_id", "course_code", "course_name", "item_kind", "item_id", "item_title", "item_url", "published",
    "updated_at", "file_kind", "status", "reason_code", "reason", "score", "band", "standard_pages", "severe", "major",
    "minor", "advice", "to_review", "issues", "scanned_at", "converted_to", "accepted",
)  # fmt: skip
"""Columns of the CSV form. Scripts rely on their names and order; new ones are added at the end."""


class IssueTotal(msgspec.Struct, kw_only=True):
    """One rule over the whole course.

    Attributes:
        rule: The rule.
        items: Items in which it failed.
        places: Places in which it failed.
        to_review: Places that a person has to look at.
    """

    rule: Rule
    items: int = 0
    places: int = 0
    to_review: int = 0


def write_report(report: "CourseReport", form: str, stream: BinaryIO) -> None:
    """Write a course's report in one of its forms."""
    stream.write(_WRITERS[form](report))


def totals_of(report: "CourseReport") -> list[IssueTotal]:
    """Count issues by rule, the severest and most frequent first; what only needs a look comes last."""
    totals: dict[str, IssueTotal] = {}
    for item in report.items:
        for issue in issues_of(item.assessment, report.rules):
            total = totals.setdefault(issue.rule.id, IssueTotal(rule=issue.rule))
            total.items += 1
            total.places += issue.count
        for issue in reviews_of(item.assessment, report.rules):
            totals.setdefault(issue.rule.id, IssueTotal(rule=issue.rule)).to_review += issue.count
    return sorted(totals.values(), key=_total_order)


def as_text(report: "CourseReport") -> bytes:
    """Write the report for a terminal."""
    lines = [f"{printable(report.name)} ({report.canvas}/courses/{report.course_id})", ""]
    lines += [f"  {name:<8} {_score_words(score)}" for name, score in _scores(report)]
    lines += [
        "",
        _counts(report),
        "",
    ]
    for total in totals_of(report):
        counts = (
            f"{total.places} in {total.items} {'item' if total.items == 1 else 'items'}"
            if total.places
            else f"{total.to_review} to look at"
        )
        lines.append(f"  {total.rule.severity:<7} {total.rule.title}: {counts} ({total.rule.id})")
    lines += [f"  Note: {printable(note.text)}" for note in report.notes]
    for item in report.items:
        lines += [
            "",
            printable(f"{item.kind}: {item.title}  {score_line(item.assessment)}"),
            f"  {printable(item.url)}",
        ]
        lines += paragraph_of(item.assessment, report.rules)
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def as_html(report: "CourseReport") -> bytes:
    """Write the report as a page."""
    entries = [
        Entry(
            title=item.title,
            assessment=item.assessment,
            sort=item.kind if item.kind != "file" else f"file ({item.assessment.kind})",
            url=item.url,
            facts=_facts(item),
        )
        for item in report.items
    ]
    page = page_of(
        entries,
        report.rules,
        title=f"Accessibility report: {report.name}",
        introduction=(
            f"Course {report.course_id} of {report.canvas}, read on {report.scanned_at:%Y-%m-%d %H:%M} UTC.",
            _counts(report),
        ),
        scores=[ScoreRow(name, score) for name, score in _scores(report)],
        notes=tuple(note.text for note in report.notes),
        made_at=report.scanned_at,
    )
    return render(page)


def as_csv(report: "CourseReport") -> bytes:
    """Write one row an item, in UTF-8 with a byte order mark, which spreadsheets need."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for item in report.items:
        row = _row(report, item)
        writer.writerow([_cell(row[column]) for column in COLUMNS])
    return ("\ufeff" + text.getvalue()).encode("utf-8", "replace")


def as_json(report: "CourseReport") -> bytes:
    """Write one JSON object; each item has the fields of a line of `curbcut check --format jsonl` as well."""
    score = msgspec.to_builtins(report.score)
    score |= {"band": band_of(report.score.overall), "without_accepting": report.score_without}
    found = {
        "canvas": report.canvas,
        "course": {
            "id": report.course_id,
            "name": report.name,
            "course_code": report.course_code,
            "published": report.published,
        },
        "scanned_at": _iso(report.scanned_at),
        "score": score,
        "items_by_kind": Counter(item.kind for item in report.items),
        "not_checked": _unchecked(report),
        "issues_by_rule": [_total(total) for total in totals_of(report)],
        "notes": report.notes,
        "items": [_item(item, report.rules) for item in report.items],
    }
    return msgspec.json.format(msgspec.json.encode(found), indent=1) + b"\n"


def _row(report: "CourseReport", item: "ItemReport") -> dict[str, Any]:
    assessment = item.assessment
    return {
        "canvas": report.canvas,
        "course_id": report.course_id,
        "course_code": report.course_code,
        "course_name": report.name,
        "item_kind": item.kind,
        "item_id": item.id,
        "item_title": item.title,
        "item_url": item.url,
        "published": "yes" if item.published else "no",
        "updated_at": _iso(item.updated_at),
        "file_kind": assessment.kind,
        "status": assessment.status,
        "reason_code": assessment.code,
        "reason": assessment.reason,
        "score": "" if assessment.score is None else f"{assessment.score:.1f}",
        "band": band_of(assessment.score) or "",
        "standard_pages": "" if assessment.amount is None else assessment.amount,
        **_counts_of(assessment, report.rules),
        "issues": "; ".join(f"{issue.rule.id}: {issue.count}" for issue in issues_of(assessment, report.rules)),
        "converted_to": assessment.converted_to or "",
        "scanned_at": _iso(report.scanned_at),
        "accepted": sum(item.accepted.values()),
    }


def _counts_of(assessment: Assessment, rules: Mapping[str, Rule]) -> dict[str, Any]:
    """Count by column; empty cells where nothing was asked, since 0 would read as nothing found."""
    if all(result.outcome is Outcome.UNTESTED for result in assessment.results):
        return dict.fromkeys((*(severity.value for severity in SEVERITY_ORDER), "to_review"), "")
    counts = severity_counts(assessment, rules)
    to_review = sum(issue.count for issue in reviews_of(assessment, rules))
    return {severity.value: counts[severity] for severity in SEVERITY_ORDER} | {"to_review": to_review}


def severity_counts(assessment: Assessment, rules: Mapping[str, Rule]) -> Counter[Severity]:
    """Count the failed places of an item by severity."""
    counts: Counter[Severity] = Counter()
    for result in assessment.results:
        if result.failed:
            counts[rules[result.rule_id].severity] += result.failed
    return counts


def _cell(value: object) -> object:
    return spreadsheet_cell(value) if isinstance(value, str) else value


def _item(item: "ItemReport", rules: Mapping[str, Rule]) -> dict[str, Any]:
    return {
        "item_kind": item.kind,
        "id": item.id,
        "title": item.title,
        "url": item.url,
        "published": item.published,
        "updated_at": _iso(item.updated_at),
        "is_content_locked": item.is_content_locked,
        "standard_pages": item.assessment.amount,
        "accepted": item.accepted,
    } | line_of(item.title, item.assessment, rules)


def _total(total: IssueTotal) -> dict[str, Any]:
    return {
        "id": total.rule.id,
        "title": total.rule.title,
        "severity": total.rule.severity,
        "export_name": total.rule.export_name,
        "wcag": [] if total.rule.requirement is None else [total.rule.requirement.number],
        "items": total.items,
        "places": total.places,
        "to_review": total.to_review,
    }


def _total_order(total: IssueTotal) -> tuple[bool, int, int, str]:
    return not total.places, SEVERITY_ORDER.index(total.rule.severity), -total.places, total.rule.id


def _scores(report: "CourseReport") -> list[tuple[str, float | None]]:
    score = report.score
    return [("Overall", score.overall), ("Files", score.files), ("Editor", score.editor)]


def _score_words(score: float | None) -> str:
    band = band_of(score)
    return "not enough content" if band is None else f"{band.shape} {score:.1f} {band.value}"


def _counts(report: "CourseReport") -> str:
    return (
        f"Items: {len(report.items)}. Could not be checked: {_unchecked(report)}. "
        f"Empty, with nothing to check: {_empty(report)}."
    )


def _unchecked(report: "CourseReport") -> int:
    return sum(item.assessment.status != "checked" for item in report.items) - _empty(report)


def _empty(report: "CourseReport") -> int:
    return sum(is_empty(item.assessment) for item in report.items)


def _facts(item: "ItemReport") -> tuple[str, ...]:
    facts = [] if item.published else ["not published"]
    if item.is_content_locked:
        facts.append("locked by the blueprint course")
    return tuple(facts)


def _iso(moment: datetime | None) -> str:
    return "" if moment is None else moment.isoformat(timespec="seconds").replace("+00:00", "Z")


_WRITERS: dict[str, Callable[["CourseReport"], bytes]] = {
    "text": as_text,
    "html": as_html,
    "csv": as_csv,
    "json": as_json,
}
FORMS = tuple(_WRITERS)
