"""Listing an institution: accounts, terms, courses. Some six requests and one more for each hundred courses and pass."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from curbcut.canvas import accounts as canvas_accounts
from curbcut.canvas import courses as canvas_courses
from curbcut.canvas.client import Canvas
from curbcut.canvas.errors import ContentRejectedError, NotFoundError, PermissionDeniedError, ScopeNotGrantedError
from curbcut.canvas.ids import AccountId, CourseId, TermId
from curbcut.service.library.models import Account, Course, InstitutionSync, Term
from curbcut.service.library.texts import storable, visible
from curbcut.service.tenancy.models import Institution

BATCH = 500
NO_ACCOUNT = (
    "The person who authorized administers no account in this Canvas, so no course can be listed. "
    "An administrator of the root account has to grant access."
)


@dataclass(slots=True)
class Listing:
    """What Canvas showed of an institution."""

    accounts: dict[AccountId, canvas_accounts.Account] = field(default_factory=dict)
    terms: dict[TermId, canvas_courses.Term] = field(default_factory=dict)
    courses: dict[CourseId, canvas_courses.Course] = field(default_factory=dict)
    blueprints: set[CourseId] = field(default_factory=set)
    followers: set[CourseId] = field(default_factory=set)


def sync_institution(institution: Institution, canvas: Canvas) -> None:
    """Bring accounts, terms and courses up to date, and have every course's content listed anew.

    Raises:
        CanvasError: Canvas does not answer, or the grant is lost; nothing was changed then.
    """
    listing = read_institution(canvas)
    with transaction.atomic():
        apply(institution, listing, origin=str(canvas.origin))


def read_institution(canvas: Canvas) -> Listing:
    """Ask Canvas for everything above the content of courses."""
    listing = Listing()
    for top in _tops(canvas):
        if top.id in listing.accounts:
            continue
        listing.accounts[top.id] = top
        listing.accounts.update((account.id, account) for account in canvas.accounts.list_sub_accounts(top.id))
        listing.terms.update((term.id, term) for term in _terms(canvas, top.root_account_id or top.id))
        listing.courses.update((one.id, one) for one in canvas.accounts.list_courses(top.id, with_people=True))
        listing.blueprints.update(one.id for one in canvas.accounts.list_courses(top.id, blueprint=True))
        listing.followers.update(one.id for one in canvas.accounts.list_courses(top.id, blueprint_associated=True))
    for course in listing.courses.values():
        if course.term is not None:
            listing.terms.setdefault(course.term.id, course.term)
    return listing


def apply(institution: Institution, listing: Listing, *, origin: str) -> None:
    """Write what was listed: new and changed rows, and what is gone. Every course that is there is wanted."""
    now = timezone.now()
    accounts = _keep_accounts(institution, listing)
    terms = _keep_terms(institution, listing)
    rows = [
        Course(
            institution=institution,
            **_course_fields(course, origin),
            account_id=accounts.get(str(course.account_id)),
            term_id=terms.get(str(course.enrollment_term_id or (course.term.id if course.term else ""))),
            is_blueprint=course.blueprint or course.id in listing.blueprints,
            follows_blueprint=course.id in listing.followers,
            wanted_at=now,
            gone_at=None,
        )
        for course in listing.courses.values()
    ]
    _upsert(
        institution, Course, rows, (*_COURSE_FIELDS, "account", "term", "is_blueprint", "follows_blueprint", "gone_at")
    )
    of_these = Course.objects.of(institution)
    of_these.filter(gone_at__isnull=True, wanted_at__isnull=True).update(wanted_at=now)
    missing = of_these.filter(gone_at__isnull=True).exclude(canvas_id__in=[row.canvas_id for row in rows])
    missing.update(gone_at=now, wanted_at=None)
    _settle(institution, now, problem="" if listing.accounts else NO_ACCOUNT)


def want_sync(institution: Institution) -> None:
    """Write down that the institution is to be listed anew."""
    InstitutionSync.objects.of(institution).get_or_create(institution=institution)
    InstitutionSync.objects.of(institution).filter(wanted_at__isnull=True).update(wanted_at=timezone.now())


def note_problem(institution: Institution, problem: str, *, again: bool) -> None:
    """Write down why the institution could not be listed, and whether it is to be tried again soon."""
    InstitutionSync.objects.of(institution).get_or_create(institution=institution)
    changes: dict[str, Any] = {"problem": problem} if again else {"problem": problem, "wanted_at": None}
    InstitutionSync.objects.of(institution).update(**changes)


def _settle(institution: Institution, now: datetime, *, problem: str) -> None:
    InstitutionSync.objects.of(institution).get_or_create(institution=institution)
    InstitutionSync.objects.of(institution).update(synced_at=now, wanted_at=None, problem=problem)


def _tops(canvas: Canvas) -> list[canvas_accounts.Account]:
    """Return the accounts that the person administers, those first that others may be below."""
    found = list(canvas.accounts.list_accounts())
    ids = {account.id for account in found}
    return sorted(found, key=lambda account: (account.parent_account_id in ids, account.parent_account_id or 0))


def _terms(canvas: Canvas, root: AccountId) -> Iterator[canvas_courses.Term]:
    """List the terms; the administrator of a sub-account may not, and then each course names its own."""
    try:
        yield from canvas.accounts.list_terms(root)
    except (PermissionDeniedError, ScopeNotGrantedError, ContentRejectedError, NotFoundError):
        return


def _keep_accounts(institution: Institution, listing: Listing) -> dict[str, int]:
    rows = [
        Account(
            institution=institution,
            canvas_id=str(account.id),
            name=storable(account.name, 255),
            parent_canvas_id=str(account.parent_account_id or ""),
        )
        for account in listing.accounts.values()
    ]
    _upsert(institution, Account, rows, ("name", "parent_canvas_id"))
    return dict(Account.objects.of(institution).values_list("canvas_id", "pk"))


def _keep_terms(institution: Institution, listing: Listing) -> dict[str, int]:
    rows = [
        Term(
            institution=institution,
            canvas_id=str(term.id),
            name=storable(term.name, 255),
            start_at=term.start_at,
            end_at=term.end_at,
            workflow_state=storable(term.workflow_state, 20),
        )
        for term in listing.terms.values()
    ]
    _upsert(institution, Term, rows, ("name", "start_at", "end_at", "workflow_state"))
    return dict(Term.objects.of(institution).values_list("canvas_id", "pk"))


_COURSE_FIELDS = ("name", "course_code", "workflow_state", "html_url", "total_students", "teachers")


def _course_fields(course: canvas_courses.Course, origin: str) -> dict[str, Any]:
    return {
        "canvas_id": str(course.id),
        "name": visible(storable(course.name, 255)) or f"Course {course.id}",
        "course_code": storable(course.course_code, 255),
        "workflow_state": storable(course.workflow_state, 20),
        "html_url": f"{origin}/courses/{course.id}",
        "total_students": course.total_students,
        "teachers": [storable(teacher.display_name, 255) for teacher in course.teachers],
    }


def _upsert(
    institution: Institution, model: type[Account | Term | Course], rows: list[Any], fields: tuple[str, ...]
) -> None:
    model.objects.of(institution).bulk_create(
        rows,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["institution", "canvas_id"],
        update_fields=list(fields),
    )
