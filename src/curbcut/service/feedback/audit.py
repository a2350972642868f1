"""The audit log: every change that was asked for, by whom, when, and what became of it. Read and exported, never edited."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from curbcut.reports.cells import spreadsheet_cell
from curbcut.service.feedback.models import Change
from curbcut.service.tenancy.models import Institution

if TYPE_CHECKING:
    from django.db.models import QuerySet

COLUMNS = (
    "asked at", "by", "course", "kind of item", "item", "what", "rule", "fix", "answer", "outcome", "reason",
    "written at", "finished at", "score before", "score after", "sha256 before", "sha256 after", "batch", "undoes",
    "change",
)  # fmt: skip
_AT_A_TIME = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFilters:
    """What somebody narrowed the log to; empty fields narrow nothing."""

    course: int | None = None
    person: int | None = None
    item: int | None = None
    batch: int | None = None
    kind: str = ""
    state: str = ""
    since: date | datetime | None = None
    until: date | datetime | None = None


def rows(institution: Institution, filters: AuditFilters | None = None) -> "QuerySet[Change]":
    """Return the lines of the log, the newest first."""
    wanted = filters or AuditFilters()
    found = Change.objects.of(institution).select_related("item", "course", "person", "batch", "undoes")
    exact = {
        "course_id": wanted.course, "person_id": wanted.person, "item_id": wanted.item, "batch_id": wanted.batch,
        "kind": wanted.kind or None, "state": wanted.state or None,
    }  # fmt: skip
    found = found.filter(**{name: value for name, value in exact.items() if value is not None})
    if wanted.since is not None:
        found = found.filter(created_at__gte=wanted.since)
    if wanted.until is not None:
        found = found.filter(created_at__lt=wanted.until)
    return found.defer("document", "item__body", "item__address")


def write_csv(institution: Institution, filters: AuditFilters | None = None) -> Iterator[str]:
    """Yield the log as lines of CSV, the heading first."""
    yield line_of(COLUMNS)
    for change in rows(institution, filters).iterator(chunk_size=_AT_A_TIME):
        yield line_of(cells_of(change))


def cells_of(change: Change) -> tuple[str, ...]:
    """Return a change as the cells of its line."""
    return (
        _time(change.created_at), change.person_name, change.course.name, change.item.get_kind_display(),
        change.item.title, change.get_kind_display(), change.rule_id, change.fix_id, change.answer, change.state,
        change.reason, _time(change.written_at), _time(change.finished_at), _number(change.score_before),
        _number(change.score_after), change.made_from, change.became, str(change.batch_id or ""),
        str(change.undoes_id or ""), str(change.pk),
    )  # fmt: skip


def line_of(cells: tuple[str, ...]) -> str:
    """Write some cells as a line of CSV."""
    text = io.StringIO()
    csv.writer(text).writerow(map(spreadsheet_cell, cells))
    return text.getvalue()


def _time(at: datetime | None) -> str:
    return "" if at is None else at.isoformat(timespec="seconds")


def _number(score: float | None) -> str:
    return "" if score is None else f"{score:.1f}"
