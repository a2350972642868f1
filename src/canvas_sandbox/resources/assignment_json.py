"""An assignment as the API shows it (contract 7.3, appendix A)."""

from starlette.requests import Request

from canvas_sandbox.exchange import clock_of, host_of, includes_of, state_of
from canvas_sandbox.model import Assignment, Course, State
from canvas_sandbox.resources.finding import is_manager, shown_html

NEW_QUIZZES_LAUNCH = "https://quiz-lti.example/lti/launch"

_SETTLED: dict[str, object] = {
    "grading_type": "points",
    "grading_standard_id": None,
    "peer_reviews": False,
    "automatic_peer_reviews": False,
    "grade_group_students_individually": False,
    "anonymous_peer_reviews": False,
    "group_category_id": None,
    "post_to_sis": False,
    "moderated_grading": False,
    "omit_from_final_grade": False,
    "intra_group_peer_reviews": False,
    "has_submitted_submissions": False,
    "due_date_required": False,
    "max_name_length": 255,
    "in_closed_grading_period": False,
    "has_overrides": False,
    "unpublishable": True,
    "only_visible_to_overrides": False,
    "muted": True,
    "annotatable_attachment_id": None,
}
"""What is the same of every assignment here."""


def description_of(state: State, assignment: Assignment) -> str | None:
    """Return the HTML, which is the quiz's or the topic's where the assignment mirrors one (contract 7.3)."""
    quiz = state.quizzes.get(assignment.quiz_id or 0)
    topic = state.discussion_topics.get(assignment.discussion_topic_id or 0)
    if quiz is not None:
        return quiz.description
    return topic.message if topic is not None else assignment.description


def assignment_json(
    request: Request, course: Course, assignment: Assignment, *, with_description: bool = True
) -> dict[str, object]:
    """Return an assignment; a nested discussion topic is the caller's to add."""
    manages = is_manager(request, course)
    url = f"{host_of(request)}/courses/{course.id}/assignments/{assignment.id}"
    lock = None if manages else _lock_reason(request, assignment)
    fields: dict[str, object] = _SETTLED | {
        "id": assignment.id,
        "due_at": assignment.due_at,
        "unlock_at": assignment.unlock_at,
        "lock_at": assignment.lock_at,
        "points_possible": assignment.points_possible,
        "created_at": assignment.created_at,
        "updated_at": assignment.updated_at,
        "position": assignment.position,
        "assignment_group_id": course.id,  # every course has one group here
        "course_id": course.id,
        "name": assignment.name,
        "submission_types": list(assignment.submission_types),
        "is_quiz_assignment": assignment.quiz_id is not None,
        "can_duplicate": assignment.quiz_id is None and assignment.discussion_topic_id is None,
        "html_url": url,
        "published": assignment.published,
        "locked_for_user": lock is not None,
        "frozen_attributes": [],
        "submissions_download_url": f"{url}/submissions?zip=1",
    }
    if with_description:
        # "blanked for users for whom the assignment is locked; managers see it" (contract 7.3)
        html = None if lock == "unlock_at" else description_of(state_of(request), assignment)
        fields["description"] = shown_html(request, course, html, f"assignment_{assignment.id}")
    if lock is not None:
        fields["lock_info"] = {"asset_string": f"assignment_{assignment.id}", lock: getattr(assignment, lock)}
        fields["lock_explanation"] = "This assignment is locked."
    if manages:
        fields |= {"needs_grading_count": 0}
    return fields | _kind_fields(assignment) | _include_fields(request, assignment)


def _lock_reason(request: Request, assignment: Assignment) -> str | None:
    now = clock_of(request).timestamp()
    if assignment.unlock_at is not None and now < assignment.unlock_at:
        return "unlock_at"
    return "lock_at" if assignment.lock_at is not None and now > assignment.lock_at else None


def _kind_fields(assignment: Assignment) -> dict[str, object]:
    fields: dict[str, object] = {}
    if assignment.quiz_id is not None:
        fields["quiz_id"] = assignment.quiz_id
        fields["anonymous_submissions"] = False
    if assignment.is_quiz_lti:
        fields["is_quiz_lti_assignment"] = True
    if "external_tool" in assignment.submission_types:
        fields["external_tool_tag_attributes"] = {
            "url": NEW_QUIZZES_LAUNCH if assignment.is_quiz_lti else "https://tool.example/lti/launch",
            "new_tab": False,
            "resource_link_id": f"{assignment.id:040x}",
        }
    return fields


def _include_fields(request: Request, assignment: Assignment) -> dict[str, object]:
    wanted = includes_of(request)
    is_single = "id" in request.path_params
    fields: dict[str, object] = {}
    if "all_dates" in wanted or request.query_params.get("all_dates") or (is_single and "can_edit" in wanted):
        dates = {"due_at": assignment.due_at, "unlock_at": assignment.unlock_at, "lock_at": assignment.lock_at}
        fields["all_dates"] = [{"base": True, **dates}]
    if "overrides" in wanted:
        fields["overrides"] = []
    if "assignment_visibility" in wanted:
        fields["assignment_visibility"] = []
    if "ab_guid" in wanted:
        fields["ab_guid"] = []
    return fields
