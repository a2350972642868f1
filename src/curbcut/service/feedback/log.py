"""The whole audit log: changes in Canvas, and beside them what people accepted, excluded and whom they invited."""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import CharField, F, QuerySet, Value

from curbcut.service.feedback import audit
from curbcut.service.feedback.models import Change
from curbcut.service.library.models import Course, Item
from curbcut.service.people.models import Event
from curbcut.service.tenancy.models import Institution

LINES_A_PAGE = 50
CHANGES = "changes"
"""Choice of all that was written to Canvas, or was to be."""

COLUMNS = (*audit.COLUMNS, "about")
_AT_A_TIME = 500
_BLANK = dict.fromkeys(audit.COLUMNS, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class LogFilters:
    """What somebody narrowed the log to; empty fields narrow nothing.

    Attributes:
        who: Part of a person's name.
        where: Part of a course's name.
        what: `CHANGES`, a kind of change, or an action.
        since: First day.
        until: Last day.
    """

    who: str = ""
    where: str = ""
    what: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line, for people."""

    at: datetime
    who: str
    what: str
    about: str
    outcome: str = ""
    note: str = ""
    course: Course | None = None
    item: Item | None = None
    change: Change | None = None


def lines_page(institution: Institution, filters: LogFilters, number: int) -> "Page[Any]":
    """Return one page of the log, the newest first; its `object_list` holds `Line`s."""
    changes, events = _changes(institution, filters), _events(institution, filters)
    both = _named(changes, "created_at", "change").union(_named(events, "at", "event"), all=True)
    page: Page[Any] = Paginator(both.order_by("-moment", "source", "-pk"), LINES_A_PAGE).get_page(number)
    named = list(page.object_list)
    of_changes = changes.in_bulk([pk for _, source, pk in named if source == "change"])
    of_events = events.in_bulk([pk for _, source, pk in named if source == "event"])
    page.object_list = [
        _of_change(of_changes[pk]) if source == "change" else _of_event(of_events[pk]) for _, source, pk in named
    ]
    return page


def write_csv(institution: Institution, filters: LogFilters) -> Iterator[str]:
    """Yield the log as lines of CSV, the heading and the newest first."""
    yield audit.line_of(COLUMNS)
    changes = _changes(institution, filters).iterator(chunk_size=_AT_A_TIME)
    events = _events(institution, filters).iterator(chunk_size=_AT_A_TIME)
    lines = heapq.merge(
        ((change.created_at, (*audit.cells_of(change), "")) for change in changes),
        ((event.at, _cells(event)) for event in events),
        key=lambda line: line[0],
        reverse=True,
    )
    for _, cells in lines:
        yield audit.line_of(cells)


def _changes(institution: Institution, filters: LogFilters) -> "QuerySet[Change]":
    since, until = _moment(filters.since), _moment(filters.until, days=1)
    found = audit.rows(institution, audit.AuditFilters(since=since, until=until))
    if filters.what and filters.what != CHANGES:
        found = found.filter(kind=filters.what)
    return found.filter(person_name__icontains=filters.who, course__name__icontains=filters.where)


def _events(institution: Institution, filters: LogFilters) -> "QuerySet[Event]":
    found: QuerySet[Event] = Event.objects.of(institution).select_related("course", "item")
    found = found.defer("item__body", "item__address")
    if filters.what:
        found = found.filter(action=filters.what)
    if filters.who:
        found = found.filter(person_name__icontains=filters.who)
    if filters.where:
        found = found.filter(course__name__icontains=filters.where)
    if filters.since is not None:
        found = found.filter(at__gte=_moment(filters.since))
    if filters.until is not None:
        found = found.filter(at__lt=_moment(filters.until, days=1))
    return found


def _named(rows: "QuerySet[Any]", moment: str, source: str) -> "QuerySet[Any, tuple[datetime, str, int]]":
    """Return time, table and key of rows, so that two tables can be read as one."""
    named = rows.order_by().annotate(moment=F(moment), source=Value(source, output_field=CharField()))
    found: QuerySet[Any, tuple[datetime, str, int]] = named.values_list("moment", "source", "pk")
    return found


def _of_change(change: Change) -> Line:
    return Line(
        at=change.created_at,
        who=change.person_name,
        what=change.get_kind_display(),
        about=change.item.title,
        outcome=change.get_state_display(),
        note=change.reason,
        course=change.course,
        item=change.item,
        change=change,
    )


def _of_event(event: Event) -> Line:
    who = event.person_name or "By itself"
    return Line(
        at=event.at,
        who=who,
        what=event.get_action_display(),
        about=event.subject,
        note=event.note,
        course=event.course,
        item=event.item,
    )


def _cells(event: Event) -> tuple[str, ...]:
    known = {
        "asked at": event.at.isoformat(timespec="seconds"),
        "by": event.person_name,
        "course": "" if event.course is None else event.course.name,
        "kind of item": "" if event.item is None else event.item.get_kind_display(),
        "item": "" if event.item is None else event.item.title,
        "what": event.get_action_display(),
        "reason": event.note,
    }
    return (*(_BLANK | known).values(), event.subject)


def _moment(day: date | None, *, days: int = 0) -> datetime | None:
    if day is None:
        return None
    moment = datetime.combine(day, time.min, UTC)
    try:
        return moment + timedelta(days=days)
    except OverflowError:  # the last day that there is has no day after it
        return moment
