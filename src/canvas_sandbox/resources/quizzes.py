"""Classic quizzes: list, read, edit the description (contract 7.10)."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from canvas_sandbox.exchange import api_json, clock_of, host_of, parameters_of, state_of
from canvas_sandbox.model import Course, Quiz
from canvas_sandbox.paging import paginate
from canvas_sandbox.refusals import not_found, tab_disabled, validation
from canvas_sandbox.resources.finding import (
    course_of,
    in_course,
    is_manager,
    is_true,
    managed_course_of,
    record_of,
    search_term_of,
    shown_html,
    stored_html,
    wrapped,
)
from canvas_sandbox.resources.locks import lock_json, refuse_locked, refuse_too_long

_SETTLED: dict[str, object] = {
    "time_limit": None,
    "timer_autosubmit_disabled": False,
    "shuffle_answers": False,
    "show_correct_answers": True,
    "scoring_policy": "keep_highest",
    "allowed_attempts": 1,
    "one_question_at_a_time": False,
    "cant_go_back": False,
    "ip_filter": None,
    "due_at": None,
    "lock_at": None,
    "unlock_at": None,
    "unpublishable": False,
    "can_unpublish": False,
    "locked_for_user": False,
    "hide_results": None,
    "show_correct_answers_at": None,
    "hide_correct_answers_at": None,
    "require_lockdown_browser": False,
    "require_lockdown_browser_for_results": False,
    "require_lockdown_browser_monitor": False,
    "lockdown_browser_monitor_data": None,
    "speed_grader_url": None,
    "one_time_results": False,
    "only_visible_to_overrides": False,
    "anonymous_submissions": False,
    "show_correct_answers_last_attempt": False,
    "has_access_code": False,
    "post_to_sis": False,
}
"""What is the same of every quiz here."""


async def _list_quizzes(request: Request) -> Response:
    course = course_of(request)
    if not course.quizzes_tab_enabled:
        raise tab_disabled()
    manages = is_manager(request, course)
    term = search_term_of(request)
    quizzes = [
        quiz
        for quiz in in_course(state_of(request).quizzes, course)
        if (manages or quiz.published) and (term is None or term in quiz.title.lower())
    ]
    chosen, headers = paginate(request, sorted(quizzes, key=lambda quiz: quiz.id))
    data = [quiz_json(request, course, quiz) | (lock_json(quiz.lock) if manages else {}) for quiz in chosen]
    return api_json(request, data, headers=headers)


async def _show_quiz(request: Request) -> Response:
    course = course_of(request)
    return api_json(request, quiz_json(request, course, _quiz_of(request, course)))


async def _update_quiz(request: Request) -> Response:
    """Students are told unless `notify_of_update` says no; the version rises with each save (contract 7.10)."""
    course = managed_course_of(request)
    quiz = _quiz_of(request, course)
    group = wrapped(await parameters_of(request), "quiz")
    changes: dict[str, str | None] = {}
    if "description" in group:
        changes["description"] = stored_html(request, course, group["description"])
        refuse_too_long("description", changes["description"])
    if "title" in group:
        changes["title"] = str(group["title"] or "").strip()
        if not changes["title"]:
            raise validation("title", "can't be blank", error_type="blank")
    refuse_locked(quiz.lock, [name for name, value in changes.items() if value != getattr(quiz, name)])
    for name, value in changes.items():
        setattr(quiz, name, value)
    quiz.version_number += 1
    assignment = state_of(request).assignments.get(quiz.assignment_id or 0)
    if assignment is not None:
        assignment.updated_at = clock_of(request).timestamp()
    if is_true(group.get("notify_of_update", True)) and quiz.published:
        state_of(request).notifications.append(f"Quiz {quiz.id} changed")
    return api_json(request, quiz_json(request, course, quiz))


def _quiz_of(request: Request, course: Course) -> Quiz:
    quiz = record_of(request, state_of(request).quizzes)
    if quiz.course_id != course.id or quiz.workflow_state == "deleted":
        raise not_found()
    if not (quiz.published or is_manager(request, course)):
        raise not_found()
    return quiz


def quiz_json(request: Request, course: Course, quiz: Quiz) -> dict[str, object]:
    """Return a quiz (appendix A); its questions are out of reach (contract 7.10)."""
    manages = is_manager(request, course)
    url = f"{host_of(request)}/courses/{course.id}/quizzes/{quiz.id}"
    rights = ("create", "manage", "read_statistics", "review_grades", "update")
    fields: dict[str, object] = _SETTLED | {
        "id": quiz.id,
        "title": quiz.title,
        "html_url": url,
        "mobile_url": f"{url}?force_user=1&persist_headless=1",
        "description": shown_html(request, course, quiz.description, f"quiz_{quiz.id}"),
        "quiz_type": quiz.quiz_type,
        "question_count": quiz.question_count,
        "points_possible": quiz.points_possible,
        "published": quiz.published,
        "all_dates": [{"due_at": None, "unlock_at": None, "lock_at": None, "base": True}],
        "can_update": manages,
        "permissions": {"read": True, "submit": not manages, **dict.fromkeys(rights, manages)},
        "quiz_extensions_url": f"{host_of(request)}/api/v1/courses/{course.id}/quizzes/{quiz.id}/extensions",
        "preview_url": f"{url}/take?preview=1",
        "assignment_id": quiz.assignment_id,
        "assignment_group_id": course.id if quiz.assignment_id is not None else None,
        "version_number": quiz.version_number,
        "question_types": ["multiple_choice_question"] if quiz.question_count else [],
    }
    return fields | ({"access_code": None} if manages else {})


ROUTES = [
    Route("/api/v1/courses/{course_id}/quizzes", _list_quizzes),
    Route("/api/v1/courses/{course_id}/quizzes/{id}", _show_quiz),
    Route("/api/v1/courses/{course_id}/quizzes/{id}", _update_quiz, methods=["PUT"]),
]
