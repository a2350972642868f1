"""What a demonstration showed, for people and as one JSON object."""

from collections import Counter

import msgspec
from msgspec import Struct

from curbcut.canvas.preflight import PreflightReport
from curbcut.canvas.scope_check import ConnectionReport
from curbcut.reports.course import totals_of
from curbcut.reports.course_report import CourseReport
from curbcut.scoring.bands import band_of

_MOST_RULES = 15


class Demonstration(Struct, frozen=True, kw_only=True):
    """A whole run.

    Attributes:
        address: The stand-in Canvas.
        preflight: What it said of the key before anyone logged in.
        connection: What the check of the connection saw.
        courses: One report a course.
        canvas_requests: Requests for all of that.
        seconds: From the key to the last report.
    """

    address: str
    preflight: PreflightReport
    connection: ConnectionReport
    courses: tuple[CourseReport, ...]
    canvas_requests: int
    seconds: float


def issues_by_rule(demonstration: Demonstration) -> dict[str, int]:
    """Count the failed places of every rule over all courses, the most frequent first."""
    counts: Counter[str] = Counter()
    for course in demonstration.courses:
        for total in totals_of(course):
            if total.places:
                counts[total.rule.id] += total.places
    return dict(sorted(counts.items(), key=lambda each: (-each[1], each[0])))


def items_by_kind(demonstration: Demonstration) -> dict[str, int]:
    """Count the items of every kind over all courses."""
    counts = Counter(item.kind for course in demonstration.courses for item in course.items)
    return dict(sorted(counts.items()))


def as_json(demonstration: Demonstration) -> str:
    """Return the run as one line of JSON."""
    connection = demonstration.connection
    statuses = Counter(item.assessment.status for course in demonstration.courses for item in course.items)
    found = {
        "scope_check": [{"scope": each.scope, "granted": each.granted} for each in connection.scopes],
        "enforcement": connection.enforcement,
        "includes": connection.includes,
        "download": connection.download,
        "preflight": [finding.code for finding in demonstration.preflight.findings],
        "courses": len(demonstration.courses),
        "items_by_kind": items_by_kind(demonstration),
        "items_by_status": dict(sorted(statuses.items())),
        "issues_by_rule": issues_by_rule(demonstration),
        "course_scores": {str(course.course_id): course.score.overall for course in demonstration.courses},
        "canvas_requests": demonstration.canvas_requests,
        "seconds": round(demonstration.seconds, 2),
    }
    return msgspec.json.encode(found).decode() + "\n"


def as_text(demonstration: Demonstration) -> str:
    """Return the run for a terminal."""
    connection = demonstration.connection
    granted = f"{sum(result.granted for result in connection.scopes)} of {len(connection.scopes)}"
    switches = f"enforcement {connection.enforcement}, includes {connection.includes}"
    items = sum(items_by_kind(demonstration).values())
    pace = f"{demonstration.canvas_requests} requests, {demonstration.seconds:.1f} seconds"
    lines = [
        f"Connected to {demonstration.address} by developer key.",
        f"  Scopes granted: {granted}, {switches}, file download {connection.download}",
        "",
        f"{len(demonstration.courses)} courses, {items} items, {pace}",
        "",
        "Score  Band     Items  Issues  Course",
    ]
    lines += [_course_line(course) for course in demonstration.courses]
    lines += ["", "Most frequent issues (places)"]
    for rule_id, places in list(issues_by_rule(demonstration).items())[:_MOST_RULES]:
        lines.append(f"  {places:>6}  {rule_id}")
    return "\n".join(lines) + "\n"


def _course_line(course: CourseReport) -> str:
    score = course.score.overall
    shown = "  -  " if score is None else f"{score:5.1f}"
    issues = sum(total.places for total in totals_of(course))
    return f"{shown}  {band_of(score) or '-':<7}  {len(course.items):>5}  {issues:>6}  {course.name}"
