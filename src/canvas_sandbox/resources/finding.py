"""Context and permission of a request, in Canvas's order: context 404, then permission, then the record (contract 3.3)."""

from collections.abc import Iterable
from typing import Any, Protocol, TypeVar

from starlette.requests import Request

from canvas_sandbox.exchange import (
    caller_of,
    host_of,
    local_id,
    may_manage_course,
    may_read_account,
    may_read_course,
    root_account_id,
    state_of,
)
from canvas_sandbox.html_in import Writing, to_stored
from canvas_sandbox.links_out import Reading, to_api
from canvas_sandbox.model import Account, Course
from canvas_sandbox.refusals import bad_request, not_found, search_term_too_short, unauthorized

T = TypeVar("T")


class _InCourse(Protocol):
    @property
    def course_id(self) -> int: ...

    @property
    def workflow_state(self) -> str: ...


R = TypeVar("R", bound=_InCourse)

_TRUE = frozenset({"1", "true", "on", "yes", "t"})


def account_of(request: Request, *, name: str = "account_id") -> Account:
    """Return the account of the path that the caller may read; `self` is the domain's root account.

    Raises:
        Refusal: 404, there is none; 403 or 401, it is closed to the caller.
    """
    state = state_of(request)
    text = request.path_params[name]
    if text in {"self", "default"}:
        identifier: int | None = root_account_id(state)
    elif text.startswith("sis_account_id:"):
        sis = text.partition(":")[2]
        identifier = next((item.id for item in state.accounts.values() if item.sis_account_id == sis), None)
    else:
        identifier = local_id(text)
    account = state.accounts.get(identifier or 0)
    if account is None:
        raise not_found()
    return account


def readable_account_of(request: Request, *, name: str = "account_id") -> Account:
    """Return the account of the path if the caller may read it.

    Raises:
        Refusal: 404, there is none; 403 or 401, it is closed to the caller.
    """
    account = account_of(request, name=name)
    if not may_read_account(state_of(request), caller_of(request).user, account.id):
        raise unauthorized(state_of(request))
    return account


def course_of(request: Request, *, name: str = "course_id", with_deleted: bool = False) -> Course:
    """Return the course of the path if the caller may read it.

    Raises:
        Refusal: 404, there is none; 403 or 401, it is closed to the caller.
    """
    state = state_of(request)
    text = request.path_params[name]
    if text.startswith("sis_course_id:"):
        sis = text.partition(":")[2]
        course = next((item for item in state.courses.values() if item.sis_course_id == sis), None)
    else:
        course = state.courses.get(local_id(text) or 0)
    if course is None or (course.workflow_state == "deleted" and not with_deleted):
        raise not_found()
    if not may_read_course(state, caller_of(request).user, course.id):
        raise unauthorized(state)
    return course


def managed_course_of(request: Request, *, name: str = "course_id") -> Course:
    """Return the course of the path if the caller may change its content.

    Raises:
        Refusal: 404, there is none; 403 or 401, the caller may not.
    """
    course = course_of(request, name=name)
    if not is_manager(request, course):
        raise unauthorized(state_of(request))
    return course


def is_manager(request: Request, course: Course) -> bool:
    """Say whether the caller manages the course's content."""
    return may_manage_course(state_of(request), caller_of(request).user, course.id)


def record_of(request: Request, table: dict[int, T], *, name: str = "id") -> T:
    """Return the record that the path's id names.

    Raises:
        Refusal: 404, there is none.
    """
    record = table.get(local_id(request.path_params[name]) or 0)
    if record is None:
        raise not_found()
    return record


def flag(request: Request, name: str) -> bool | None:
    """Return a boolean of the query; None when it is not given (contract 7: `true` or `1`)."""
    text = request.query_params.get(name)
    return None if text is None else is_true(text)


def is_true(value: object) -> bool:
    """Read a boolean of a form or of JSON."""
    return value is True or (isinstance(value, int | str) and str(value).lower() in _TRUE)


def search_term_of(request: Request, *, minimum: int = 2) -> str | None:
    """Return the search term in lower case.

    Raises:
        Refusal: 400, it is too short (contract 6).
    """
    term = request.query_params.get("search_term")
    if not term:
        return None
    if len(term) < minimum:
        raise search_term_too_short(minimum)
    return term.lower()


def wrapped(parameters: dict[str, Any], name: str) -> dict[str, Any]:
    """Return the group of parameters that the action demands.

    Raises:
        Refusal: 400, it is missing (contract 6).
    """
    group = parameters.get(name)
    if not isinstance(group, dict) or not group:
        raise bad_request(f"{name} is missing")
    return group


def shown_html(request: Request, course: Course, html: str | None, location: str | None = None) -> str | None:
    """Return stored HTML as the caller sees it through the API (contract 11)."""
    return to_api(html, Reading(state_of(request), host_of(request), is_manager(request, course), location))


def stored_html(request: Request, course: Course, html: object) -> str | None:
    """Return HTML of the caller as Canvas stores it (contract 11)."""
    text = None if html is None else str(html)
    return to_stored(text, Writing(state_of(request), host_of(request), course.id))


def in_course(table: dict[int, R], course: Course) -> Iterable[R]:
    """Yield a course's records that are not deleted."""
    identifier = course.id
    return (
        record for record in table.values() if record.course_id == identifier and record.workflow_state != "deleted"
    )
