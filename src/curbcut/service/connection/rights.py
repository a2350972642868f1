"""What the person who authorized may read: asked of a real account and a real course, since id 0 belongs to nobody.

Only reading is tried. Whether content may be changed cannot be asked without changing it.
"""

from collections.abc import Iterator

from msgspec.structs import replace

from curbcut.canvas import scopes
from curbcut.canvas.client import Canvas
from curbcut.canvas.errors import (
    ContentRejectedError,
    NotFoundError,
    PermissionDeniedError,
    ScopeNotGrantedError,
)
from curbcut.canvas.exchange import Call
from curbcut.canvas.ids import AccountId, CourseId
from curbcut.canvas.scope_check import ConnectionReport
from curbcut.canvas.scopes import Endpoint

OF_AN_ACCOUNT = (scopes.LIST_ACCOUNT_COURSES, scopes.LIST_SUB_ACCOUNTS, scopes.LIST_TERMS)
OF_A_COURSE = (
    scopes.LIST_ASSIGNMENTS,
    scopes.LIST_CONTENT_MIGRATIONS,
    scopes.LIST_DISCUSSION_TOPICS,
    scopes.LIST_FILES,
    scopes.LIST_PAGES,
    scopes.LIST_QUIZZES,
)


def with_rights(canvas: Canvas, report: ConnectionReport) -> ConnectionReport:
    """Add to a report which scopes the person lacks the right for.

    Raises:
        CanvasError: The token is refused, or Canvas does not answer.
    """
    if not report.accounts:
        return report
    account_id = report.accounts[0].id
    lacking = set(lacking_in_account(canvas, account_id))
    course_id = None if lacking else _first_course(canvas, account_id)
    if course_id is not None:
        lacking |= set(lacking_in_course(canvas, course_id))
    return replace(
        report,
        scopes=tuple(
            replace(result, lacks_right=result.lacks_right or result.scope in lacking) for result in report.scopes
        ),
    )


def lacking_in_account(canvas: Canvas, account_id: AccountId) -> Iterator[str]:
    """Yield the scopes that need a right which the person lacks in an account."""
    for endpoint in OF_AN_ACCOUNT:
        if _is_denied(canvas, endpoint, {"account_id": account_id}):
            yield endpoint.scope


def lacking_in_course(canvas: Canvas, course_id: CourseId) -> Iterator[str]:
    """Yield the scopes that need a right which the person lacks in a course."""
    for endpoint in OF_A_COURSE:
        if _is_denied(canvas, endpoint, {"course_id": course_id}):
            yield endpoint.scope


def _is_denied(canvas: Canvas, endpoint: Endpoint, ids: dict[str, str | int]) -> bool:
    try:
        canvas.api.send(Call(endpoint=endpoint, ids=ids, query=(("per_page", "1"),)))
    except PermissionDeniedError:
        return True
    except (ScopeNotGrantedError, NotFoundError, ContentRejectedError):
        return False  # a scope is told of itself; terms of a sub-account and a page that is switched off are no matter
    return False


def _first_course(canvas: Canvas, account_id: AccountId) -> CourseId | None:
    try:
        return next((course.id for course in canvas.accounts.list_courses(account_id)), None)
    except (ScopeNotGrantedError, NotFoundError):
        return None
