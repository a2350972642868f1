"""One course: reading it and changing its syllabus (contract 7.2)."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from canvas_sandbox.exchange import (
    account_chain,
    api_json,
    caller_of,
    host_of,
    includes_of,
    may_manage_account,
    parameters_of,
    state_of,
)
from canvas_sandbox.model import Course, State
from canvas_sandbox.resources.accounts import TIME_ZONE, term_json
from canvas_sandbox.resources.finding import course_of, managed_course_of, shown_html, stored_html, wrapped
from canvas_sandbox.resources.locks import refuse_too_long
from canvas_sandbox.resources.people import display_json, teachers_of

_STORAGE_UNIT = 1_048_576

_SETTLED: dict[str, object] = {
    "grading_standard_id": None,
    "license": "private",
    "grade_passback_setting": None,
    "public_syllabus": False,
    "public_syllabus_to_auth": False,
    "is_public_to_auth_users": False,
    "homeroom_course": False,
    "course_color": None,
    "friendly_name": None,
    "apply_assignment_group_weights": False,
    "hide_final_grades": False,
    "restrict_enrollments_to_course_dates": False,
    "course_format": "on_campus",
}
"""What is the same of every course here."""


async def _show_course(request: Request) -> Response:
    course = course_of(request, name="id", with_deleted="all_courses" in includes_of(request))
    return api_json(request, course_json(request, course) | {"enrollments": _own_enrollments(request, course)})


async def _update_course(request: Request) -> Response:
    """Only `course[syllabus_body]` is taken; other keys are ignored (contract 7.2)."""
    course = managed_course_of(request, name="id")
    group = wrapped(await parameters_of(request), "course")
    if "syllabus_body" in group:
        syllabus = stored_html(request, course, group["syllabus_body"])
        refuse_too_long("syllabus_body", syllabus)
        course.syllabus_body = syllabus
    return api_json(request, course_json(request, course))


def workflow_state_json(course: Course) -> str:
    """Return the state as the API names it: created and claimed show as unpublished."""
    return "unpublished" if course.workflow_state in {"created", "claimed"} else course.workflow_state


def course_json(request: Request, course: Course) -> dict[str, object]:
    """Return a course with the includes that were asked for (appendix A)."""
    state = state_of(request)
    chain = account_chain(state, course.account_id)
    fields: dict[str, object] = _SETTLED | {
        "id": course.id,
        "name": course.name,
        "account_id": course.account_id,
        "uuid": course.uuid,
        "start_at": course.start_at,
        "is_public": course.is_public,
        "created_at": course.created_at,
        "course_code": course.course_code,
        "default_view": course.default_view,
        "root_account_id": chain[-1].id if chain else None,
        "enrollment_term_id": course.enrollment_term_id,
        "end_at": course.end_at,
        "storage_quota_mb": course.storage_quota_mb,
        "locale": course.locale,
        "calendar": {"ics": f"{host_of(request)}/feeds/calendars/course_{course.uuid or course.id}.ics"},
        "time_zone": TIME_ZONE,
        "blueprint": course.blueprint,
        "template": course.template,
        "workflow_state": workflow_state_json(course),
    }
    if course.blueprint:
        fields["blueprint_restrictions"] = dict(course.blueprint_restrictions)
    if may_manage_account(state, caller_of(request).user, course.account_id):
        fields |= {"sis_course_id": course.sis_course_id, "sis_import_id": None, "integration_id": None}
    return fields | _includes(request, course)


def _includes(request: Request, course: Course) -> dict[str, object]:
    state = state_of(request)
    wanted = includes_of(request)
    fields: dict[str, object] = {}
    if "term" in wanted and (term := state.terms.get(course.enrollment_term_id)):
        fields["term"] = term_json(request, term)
    if "teachers" in wanted:
        fields["teachers"] = [
            {key: value for key, value in display_json(request, user, course.id).items() if key != "anonymous_id"}
            for user in teachers_of(state, course.id)
        ]
    if "syllabus_body" in wanted:
        location = f"course_syllabus_{course.id}"
        fields["syllabus_body"] = shown_html(request, course, course.syllabus_body, location)
    account = state.accounts.get(course.account_id)
    if "total_students" in wanted:
        fields["total_students"] = course.total_students or _students_of(state, course)
    if "storage_quota_used_mb" in wanted:
        fields["storage_quota_used_mb"] = round(quota_used(state, course.id) / _STORAGE_UNIT, 2)
    name = account.name if account else None
    simple: dict[str, object] = {
        "account_name": name,
        "account": {"id": course.account_id, "name": name},
        "public_description": None,
        "sections": [],
        "concluded": course.workflow_state == "completed",
        "course_progress": {"error": {"message": "no progress available"}},
        "course_image": None,
        "banner_image": None,
        "post_manually": False,
        "permissions": {"create_discussion_topic": True, "create_announcement": True},
    }
    return fields | {name: value for name, value in simple.items() if name in wanted}


def _students_of(state: State, course: Course) -> int:
    return sum(course.id in user.studies for user in state.users.values())


def quota_used(state: State, course_id: int) -> int:
    """Return how many bytes the course's files take."""
    return sum(
        len(file.data)
        for file in state.files.values()
        if file.course_id == course_id and (file.workflow_state != "deleted" or file.awaits_confirmation)
    )


def _own_enrollments(request: Request, course: Course) -> list[dict[str, object]]:
    user = caller_of(request).user
    kinds = [("teacher", user.teaches), ("student", user.studies)]
    return [
        {
            "type": kind,
            "role": f"{kind.capitalize()}Enrollment",
            "user_id": user.id,
            "enrollment_state": "active",
            "limit_privileges_to_course_section": False,
        }
        for kind, courses in kinds
        if course.id in courses
    ]


ROUTES = [
    Route("/api/v1/courses/{id}", _show_course),
    Route("/api/v1/courses/{id}", _update_course, methods=["PUT"]),
]
