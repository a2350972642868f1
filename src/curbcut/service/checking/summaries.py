"""The numbers of a course, counted anew from where its items stand, in the transaction that changed one of them."""

from collections import Counter
from typing import Any

from django.db.models import F, Q

from curbcut.reports.course_report import EMPTY
from curbcut.scoring.course import CourseScore, ScoredItem, score_course
from curbcut.service.checking.models import CourseSummary, Standing
from curbcut.service.library.models import Course, Item
from curbcut.service.tenancy.models import Institution

SEVERITIES = ("severe", "major", "minor", "advice")
_COUNTED = (*SEVERITIES, "to_review")


def refresh(course: Course) -> None:
    """Count a course's numbers; the caller's transaction keeps them together with what changed."""
    institution = course.institution
    CourseSummary.objects.of(institution).get_or_create(institution=institution, course=course)
    # The lock lets two jobs of one course count one after the other, so that the second sees what the first wrote.
    summary = CourseSummary.objects.of(institution).select_for_update().get(course=course)
    as_of = Course.objects.of(institution).values_list("items_changed_at", flat=True).get(pk=course.pk)
    items = Item.objects.of(institution).filter(course=course, gone_at__isnull=True)
    fields: dict[str, Any] = {"as_of": as_of} | _count(list(items.values("kind", *_OF_STANDING)))
    for name, value in fields.items():
        setattr(summary, name, value)
    summary.save()


def stale_courses(institution: Institution) -> list[Course]:
    """Return the courses whose numbers do not take in the last listing, such as that an item is gone."""
    read = Course.objects.of(institution).filter(items_changed_at__isnull=False)
    stale = read.filter(
        Q(summary__isnull=True) | Q(summary__as_of__isnull=True) | Q(summary__as_of__lt=F("items_changed_at"))
    )
    return list(stale.select_related("institution"))


_RESULT = "standing__result__"
_OF_STANDING = (
    "standing__state", "standing__code", "standing__accepted", f"{_RESULT}score", f"{_RESULT}amount", f"{_RESULT}failed",
    *(f"{_RESULT}{name}" for name in _COUNTED),
)  # fmt: skip


def _count(rows: list[dict[str, Any]]) -> dict[str, Any]:
    states = Counter(_state_of(row) for row in rows)
    not_excluded = [row for row in rows if row["standing__state"] != Standing.State.EXCLUDED]
    has_accepted = any(row["standing__accepted"] for row in not_excluded)
    score_without = _score_of(not_excluded).overall if has_accepted else None
    for row in rows:
        _leave_out_accepted(row)
    score = _score_of(not_excluded)
    accepted = sum(sum(row["accepted"].values()) for row in not_excluded)
    return {
        "score": score.overall,
        "files_score": score.files,
        "editor_score": score.editor,
        "amount": score.amount,
        "items": len(rows),
        "checked": states[Standing.State.CHECKED],
        "could_not_check": states[Standing.State.COULD_NOT_CHECK],
        "empty": states[EMPTY],
        "excluded": states[Standing.State.EXCLUDED],
        "accepted": accepted,
        "score_without": score_without if accepted else None,
        **{name: sum(row[f"{_RESULT}{name}"] or 0 for row in not_excluded) for name in _COUNTED},
        "by_kind": _by_kind(rows),
        "by_rule": _by_rule(not_excluded),
    }


def _score_of(rows: list[dict[str, Any]]) -> CourseScore:
    return score_course(
        ScoredItem(
            score=row[f"{_RESULT}score"],
            origin="file" if row["kind"] == Item.Kind.FILE else "editor",
            amount=row[f"{_RESULT}amount"],
        )
        for row in rows
    )


def _leave_out_accepted(row: dict[str, Any]) -> None:
    """Make a row's numbers those that count: what was accepted is taken out of them and kept beside them."""
    accepted = row["standing__accepted"] or {}
    row["accepted"] = accepted.get("failed", {})
    if accepted:
        row[f"{_RESULT}score"] = accepted["score"]
        for name in _COUNTED:
            row[f"{_RESULT}{name}"] -= accepted[name]


def _state_of(row: dict[str, Any]) -> str:
    is_empty = row["standing__state"] == Standing.State.COULD_NOT_CHECK and row["standing__code"] == EMPTY
    return EMPTY if is_empty else row["standing__state"] or ""


def _by_kind(rows: list[dict[str, Any]]) -> dict[str, dict[str, int]]:
    kinds: dict[str, Counter[str]] = {}
    for row in rows:
        counts = kinds.setdefault(row["kind"], Counter())
        counts["items"] += 1
        counts["checked"] += row["standing__state"] == Standing.State.CHECKED
        if row["standing__state"] != Standing.State.EXCLUDED:
            for name in _COUNTED:
                counts[name] += row[f"{_RESULT}{name}"] or 0
    return {kind: dict(counts) for kind, counts in sorted(kinds.items())}


def _by_rule(rows: list[dict[str, Any]]) -> dict[str, dict[str, int]]:
    rules: dict[str, Counter[str]] = {}
    for row in rows:
        for rule_id, all_places in (row[f"{_RESULT}failed"] or {}).items():
            accepted = row["accepted"].get(rule_id, 0)
            places = all_places - accepted
            rules.setdefault(rule_id, Counter()).update(items=int(places > 0), places=places, accepted=accepted)
    return {rule_id: dict(counts) for rule_id, counts in sorted(rules.items())}
