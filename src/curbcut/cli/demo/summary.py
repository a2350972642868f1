"""What a demonstration showed, for people and as one JSON object."""

from collections import Counter
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from curbcut.scoring.bands import band_of

if TYPE_CHECKING:
    from curbcut.service.reporting.selectors import CourseRow
    from curbcut.service.tenancy.models import Institution

_MOST_RULES = 15


class CourseLine(Struct, frozen=True, kw_only=True):
    """One course: its numbers as its report shows them."""

    id: str
    name: str
    score: float | None
    items: int
    issues: int


class Demonstration(Struct, frozen=True, kw_only=True):
    """A whole run.

    Attributes:
        canvas: Address of the stand-in Canvas.
        service: Address of the service.
        connection: What the check of the connection saw, as the Configuration page shows it.
        courses: One line a course.
        items_by_kind: Items by kind.
        items_by_state: Items by state.
        issues_by_rule: Places that failed, by rule, the most frequent first.
        canvas_requests: Requests that the stand-in counted, the set-up included.
        seconds: From the start to the last result.
    """

    canvas: str
    service: str
    connection: dict[str, Any]
    courses: tuple[CourseLine, ...]
    items_by_kind: dict[str, int]
    items_by_state: dict[str, int]
    issues_by_rule: dict[str, int]
    canvas_requests: int
    seconds: float


def demonstration_of(
    institution: "Institution", *, canvas: str, service: str, canvas_requests: int, seconds: float
) -> Demonstration:
    """Read what the service knows now."""
    from curbcut.service.connection.states import connection_of
    from curbcut.service.library.models import Course, Item
    from curbcut.service.reporting.items import item_row
    from curbcut.service.reporting.selectors import course_rows

    connection = connection_of(institution)
    courses = course_rows(Course.objects.of(institution).filter(gone_at__isnull=True).select_related("summary"))
    items = Item.objects.of(institution).filter(gone_at__isnull=True).select_related("standing__result")
    rows = [item_row(item, is_being_checked=False) for item in items]
    issues: Counter[str] = Counter()
    for course in courses:
        by_rule = course.summary.by_rule if course.summary is not None else {}
        issues.update({rule_id: counts["places"] for rule_id, counts in by_rule.items()})
    return Demonstration(
        canvas=canvas,
        service=service,
        connection={"state": connection.state, "method": connection.method} | connection.report,
        courses=tuple(_line(course) for course in courses),
        items_by_kind=dict(sorted(Counter(row.item.kind for row in rows).items())),
        items_by_state=dict(sorted(Counter(row.state.code for row in rows).items())),
        issues_by_rule=dict(sorted(issues.items(), key=lambda each: (-each[1], each[0]))),
        canvas_requests=canvas_requests,
        seconds=seconds,
    )


def as_json(demonstration: Demonstration) -> str:
    """Return the run as one line of JSON."""
    connection = demonstration.connection
    found = {
        "connection": connection["state"],
        "scope_check": [{"scope": each["scope"], "granted": each["granted"]} for each in connection.get("scopes", ())],
        "enforcement": connection.get("enforcement"),
        "includes": connection.get("includes"),
        "download": connection.get("download"),
        "problems": [each["code"] for each in connection.get("problems", ())],
        "courses": len(demonstration.courses),
        "items": sum(demonstration.items_by_kind.values()),
        "items_by_kind": demonstration.items_by_kind,
        "items_by_state": demonstration.items_by_state,
        "checked": demonstration.items_by_state.get("checked", 0),
        "issues_by_rule": demonstration.issues_by_rule,
        "course_scores": {course.id: course.score for course in demonstration.courses},
        "canvas_requests": demonstration.canvas_requests,
        "seconds": round(demonstration.seconds, 2),
    }
    return msgspec.json.encode(found).decode() + "\n"


def as_text(demonstration: Demonstration) -> str:
    """Return the run for a terminal."""
    connection = demonstration.connection
    scopes = connection.get("scopes", ())
    granted = f"{sum(each['granted'] for each in scopes)} of {len(scopes)}"
    switches = f"enforcement {connection.get('enforcement')}, includes {connection.get('includes')}"
    items = sum(demonstration.items_by_kind.values())
    pace = f"{demonstration.canvas_requests} requests, {demonstration.seconds:.1f} seconds"
    lines = [
        f"Connected to {demonstration.canvas} by developer key: {connection['state']}.",
        f"  Scopes granted: {granted}, {switches}, file download {connection.get('download')}",
        "",
        f"{len(demonstration.courses)} courses, {items} items, {pace}",
        "  " + ", ".join(f"{count} {state}" for state, count in demonstration.items_by_state.items()),
        "",
        "Score  Band     Items  Issues  Course",
    ]
    lines += [_course_line(course) for course in demonstration.courses]
    lines += ["", "Most frequent issues (places)"]
    for rule_id, places in list(demonstration.issues_by_rule.items())[:_MOST_RULES]:
        lines.append(f"  {places:>6}  {rule_id}")
    return "\n".join(lines) + "\n"


def _line(row: "CourseRow") -> CourseLine:
    summary = row.summary
    return CourseLine(
        id=row.course.canvas_id,
        name=row.course.name,
        score=row.score.value,
        items=summary.items if summary else 0,
        issues=summary.severe + summary.major + summary.minor if summary else 0,
    )


def _course_line(course: CourseLine) -> str:
    shown = "  -  " if course.score is None else f"{course.score:5.1f}"
    return f"{shown}  {band_of(course.score) or '-':<7}  {course.items:>5}  {course.issues:>6}  {course.name}"
