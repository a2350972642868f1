"""Assignments: list, read, edit the description (contract 7.3)."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from canvas_sandbox.exchange import api_json, clock_of, local_id, parameters_of, query_list, state_of
from canvas_sandbox.model import Assignment, Course
from canvas_sandbox.paging import paginate
from canvas_sandbox.refusals import bad_request, not_found, validation
from canvas_sandbox.resources.assignment_json import assignment_json, description_of
from canvas_sandbox.resources.discussion_json import topic_json
from canvas_sandbox.resources.finding import (
    course_of,
    flag,
    in_course,
    is_manager,
    is_true,
    managed_course_of,
    record_of,
    search_term_of,
    stored_html,
    wrapped,
)
from canvas_sandbox.resources.locks import lock_json, refuse_locked, refuse_too_long

_ORDERS = frozenset({"position", "name", "due_at"})
_BUCKETS = frozenset({"past", "overdue", "undated", "ungraded", "unsubmitted", "upcoming", "future"})


async def _list_assignments(request: Request) -> Response:
    course = course_of(request)
    manages = is_manager(request, course)
    term = search_term_of(request)
    wanted = {local_id(item) for item in query_list(request, "assignment_ids")}
    new_quizzes = flag(request, "new_quizzes")
    assignments = [
        item
        for item in in_course(state_of(request).assignments, course)
        if (manages or item.published)
        and (term is None or term in item.name.lower())
        and (not wanted or item.id in wanted)
        and (not new_quizzes or item.is_quiz_lti)
        and _is_in_bucket(request, item)
    ]
    _sort(request, assignments)
    chosen, headers = paginate(request, assignments)
    data = [_json(request, course, item) | (lock_json(item.lock) if manages else {}) for item in chosen]
    return api_json(request, data, headers=headers)


def _is_in_bucket(request: Request, assignment: Assignment) -> bool:
    bucket = request.query_params.get("bucket")
    if bucket is None:
        return True
    if bucket not in _BUCKETS:
        raise bad_request("bucket is invalid")
    now = clock_of(request).timestamp()
    if bucket == "undated":
        return assignment.due_at is None
    if bucket in {"past", "overdue"}:
        return assignment.due_at is not None and assignment.due_at < now
    if bucket in {"upcoming", "future"}:
        return assignment.due_at is None or assignment.due_at >= now
    return True  # the sandbox keeps no submissions: everything is ungraded and unsubmitted


def _sort(request: Request, assignments: list[Assignment]) -> None:
    order = request.query_params.get("order_by") or "position"
    if order not in _ORDERS:
        raise bad_request("order_by is invalid")
    assignments.sort(key=lambda item: (item.position, item.id))
    if order == "name":
        assignments.sort(key=lambda item: item.name.casefold())
    elif order == "due_at":
        assignments.sort(key=lambda item: item.due_at or "9999")


async def _show_assignment(request: Request) -> Response:
    course = course_of(request)
    return api_json(request, _json(request, course, _assignment_of(request, course)))


def _json(request: Request, course: Course, assignment: Assignment) -> dict[str, object]:
    fields = assignment_json(request, course, assignment)
    topic = state_of(request).discussion_topics.get(assignment.discussion_topic_id or 0)
    if topic is not None:
        fields["discussion_topic"] = topic_json(request, course, topic)
    return fields


def _assignment_of(request: Request, course: Course) -> Assignment:
    assignment = record_of(request, state_of(request).assignments)
    if assignment.course_id != course.id or assignment.workflow_state == "deleted":
        raise not_found()
    if not (assignment.published or is_manager(request, course)):
        raise not_found()
    return assignment


async def _update_assignment(request: Request) -> Response:
    """The wrapper is required; a quiz's or topic's description changes there, not here (contract 7.3)."""
    course = managed_course_of(request)
    assignment = _assignment_of(request, course)
    group = wrapped(await parameters_of(request), "assignment")
    changes: dict[str, str | None] = {}
    if "description" in group:
        changes["description"] = stored_html(request, course, group["description"])
        refuse_too_long("description", changes["description"])
    if "name" in group:
        changes["name"] = str(group["name"] or "").strip()
        if not changes["name"]:
            raise validation("name", "can't be blank", error_type="blank")
    known = {"description": description_of(state_of(request), assignment), "name": assignment.name}
    columns = {"description": "description", "name": "title"}
    refuse_locked(assignment.lock, [columns[name] for name, value in changes.items() if value != known[name]])
    for name, value in changes.items():
        setattr(assignment, name, value)
    assignment.updated_at = clock_of(request).timestamp()
    if is_true(group.get("notify_of_update")) and assignment.published:
        state_of(request).notifications.append(f"Assignment {assignment.id} changed")
    return api_json(request, _json(request, course, assignment))


ROUTES = [
    Route("/api/v1/courses/{course_id}/assignments", _list_assignments),
    Route("/api/v1/courses/{course_id}/assignments/{id}", _show_assignment),
    Route("/api/v1/courses/{course_id}/assignments/{id}", _update_assignment, methods=["PUT"]),
]
