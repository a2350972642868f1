"""What the report pages show, read in one place; the numbers of courses come from their summaries alone."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet, Sum

from curbcut.reports.issues import SEVERITY_ORDER
from curbcut.reports.page import SEVERITY_SHAPES
from curbcut.rules.catalogue import rules_by_id
from curbcut.rules.rule import Rule
from curbcut.scoring.bands import Band, band_of
from curbcut.scoring.course import CourseScore, score_institution
from curbcut.service.checking.models import CourseSummary
from curbcut.service.checking.summaries import SEVERITIES
from curbcut.service.library.models import Account, Course, InstitutionSync, Item, Term
from curbcut.service.tenancy.models import Institution

COURSES_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Filters:
    """What a person narrowed the list of courses to."""

    text: str = ""
    term: int | None = None
    account: int | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far reading and checking are.

    Attributes:
        courses: Courses that Canvas lists.
        courses_read: Of these, read at least once, or found not to be readable.
        courses_waiting: Of these, waiting to be read anew.
        items: Items of these courses.
        items_due: Of these, waiting to be checked, first time or anew.
    """

    courses: int
    courses_read: int
    courses_waiting: int
    items: int
    items_due: int

    @property
    def is_working(self) -> bool:
        """Whether anything is left to do."""
        return bool(self.courses_waiting or self.items_due)

    @property
    def items_done(self) -> int:
        """Items with an answer that holds."""
        return self.items - self.items_due


@dataclass(frozen=True, slots=True)
class Score:
    """A score for people: a number, a word and a shape."""

    value: float | None

    @property
    def band(self) -> Band | None:
        """Its band."""
        return band_of(self.value)


@dataclass(frozen=True, slots=True)
class CourseRow:
    """A course in the institution's list."""

    course: Course
    summary: CourseSummary | None

    @property
    def score(self) -> Score:
        """Its score."""
        return Score(None if self.summary is None else self.summary.score)


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule over a course."""

    rule: Rule
    items: int
    places: int
    accepted: int = 0

    @property
    def shape(self) -> str:
        """Shape of the severity."""
        return SEVERITY_SHAPES[self.rule.severity]


def courses_page(institution: Institution, seen: QuerySet[Course], filters: Filters, number: int) -> "Page[Course]":
    """Return one page of the courses that a person asked for, of those that they may see, with their summaries."""
    found = seen
    if filters.text:
        found = found.filter(Q(name__icontains=filters.text) | Q(course_code__icontains=filters.text))
    if filters.term is not None:
        found = found.filter(term_id=filters.term)
    if filters.account is not None:
        found = found.filter(account_id__in=_with_those_below(institution, filters.account))
    return Paginator(found.select_related("term", "account", "summary"), COURSES_A_PAGE).get_page(number)


def course_rows(courses: Iterable[Course]) -> list[CourseRow]:
    """Return courses with their summaries, which `courses_page` has read along."""
    return [CourseRow(course, getattr(course, "summary", None)) for course in courses]


def terms_of(institution: Institution, seen: QuerySet[Course]) -> QuerySet[Term]:
    """Return the terms that some courses are in, the newest first."""
    return Term.objects.of(institution).filter(pk__in=seen.values("term_id"))


def accounts_of(institution: Institution) -> list[tuple[int, Account]]:
    """Return the tree of accounts in reading order, each with its depth."""
    accounts = list(Account.objects.of(institution))
    below: dict[str, list[Account]] = {}
    for account in accounts:
        below.setdefault(account.parent_canvas_id, []).append(account)
    known = {account.canvas_id for account in accounts}
    roots = [account for account in accounts if account.parent_canvas_id not in known]
    listed: list[tuple[int, Account]] = []
    seen: set[str] = set()
    stack = [(0, root) for root in reversed(roots)]
    while stack:
        depth, account = stack.pop()
        if account.canvas_id not in seen:
            seen.add(account.canvas_id)
            listed.append((depth, account))
            stack.extend((depth + 1, child) for child in reversed(below.get(account.canvas_id, ())))
    return listed


def progress_of(institution: Institution, course: Course | None = None) -> Progress:
    """Count how far an institution is, or one course of it."""
    courses = Course.objects.of(institution).filter(gone_at__isnull=True)
    items = Item.objects.of(institution).filter(gone_at__isnull=True, course__gone_at__isnull=True)
    if course is not None:
        courses, items = courses.filter(pk=course.pk), items.filter(course=course)
    counted = courses.aggregate(
        courses=Count("pk"),
        courses_read=Count("pk", filter=~Q(sync_state=Course.SyncState.NEVER)),
        courses_waiting=Count("pk", filter=Q(wanted_at__isnull=False)),
    )
    return Progress(**counted, **items.aggregate(items=Count("pk"), items_due=Count("due_at")))


def institution_numbers(institution: Institution) -> dict[str, Any]:
    """Return an institution's score and counts from its courses' summaries."""
    summaries = CourseSummary.objects.of(institution).filter(course__gone_at__isnull=True)
    rows = list(summaries.values_list("score", "amount", "score_without", "accepted"))
    scores = [_course_score(score, amount) for score, amount, _, _ in rows]
    without = [_course_score(other if accepted else score, amount) for score, amount, other, accepted in rows]
    totals = summaries.aggregate(
        **{name: Sum(name) for name in (*SEVERITIES, "could_not_check", "accepted", "excluded")}
    )
    return {
        "score": Score(score_institution(scores)),
        "score_without": score_institution(without),
        **{name: count or 0 for name, count in totals.items()},
        "bands": Counter(band_of(score.overall) for score in scores),
        "sync": InstitutionSync.objects.of(institution).first(),
    }


def _course_score(score: float | None, amount: float) -> CourseScore:
    return CourseScore(overall=score, files=None, editor=None, amount=amount, scored=0, not_scored=0)


def rule_rows(summary: CourseSummary | None) -> list[RuleRow]:
    """Return a course's issues by rule, the severest and most frequent first."""
    rules = rules_by_id()
    counted = summary.by_rule.items() if summary is not None else ()
    rows = [RuleRow(rules[rule_id], **counts) for rule_id, counts in counted if rule_id in rules]
    return sorted(
        rows, key=lambda row: (not row.places, SEVERITY_ORDER.index(row.rule.severity), -row.places, row.rule.id)
    )


def kind_rows(summary: CourseSummary | None) -> list[dict[str, Any]]:
    """Return a course's counts by kind of item."""
    by_kind = summary.by_kind if summary is not None else {}
    return [{"kind": Item.Kind(kind).label, **counts} for kind, counts in by_kind.items()]


def _with_those_below(institution: Institution, account: int) -> Iterable[int]:
    """Return an account and all below it, whatever their depth; a circle in Canvas's answer ends."""
    children: dict[str, list[Account]] = {}
    found: set[int] = set()
    for one in Account.objects.of(institution):
        children.setdefault(one.parent_canvas_id, []).append(one)
    waiting = list(Account.objects.of(institution).filter(pk=account))
    while waiting:
        one = waiting.pop()
        if one.pk not in found:
            found.add(one.pk)
            waiting.extend(children.get(one.canvas_id, ()))
    return found
