"""A discussion topic or announcement as the API shows it (contract 7.6, appendix A)."""

from starlette.requests import Request

from canvas_sandbox.exchange import host_of, includes_of, state_of
from canvas_sandbox.model import Course, DiscussionTopic
from canvas_sandbox.resources.assignment_json import assignment_json
from canvas_sandbox.resources.file_json import file_json
from canvas_sandbox.resources.finding import flag, is_manager, is_true, shown_html
from canvas_sandbox.resources.people import display_json

_SETTLED: dict[str, object] = {
    "delayed_post_at": None,
    "root_topic_id": None,
    "podcast_has_student_posts": False,
    "discussion_type": "threaded",
    "lock_at": None,
    "allow_rating": False,
    "only_graders_can_rate": False,
    "sort_by_rating": False,
    "is_section_specific": False,
    "anonymous_state": None,
    "discussion_subentry_count": 0,
    "require_initial_post": None,
    "user_can_see_posts": True,
    "podcast_url": None,
    "read_state": "read",
    "unread_count": 0,
    "subscribed": False,
    "can_lock": True,
    "comments_disabled": False,
    "group_category_id": None,
    "can_group": False,
    "locked_for_user": False,
    "todo_date": None,
}
"""What is the same of every topic here."""


def topic_json(request: Request, course: Course, topic: DiscussionTopic) -> dict[str, object]:
    """Return a topic without its assignment."""
    manages = is_manager(request, course)
    url = f"{host_of(request)}/courses/{course.id}/discussion_topics/{topic.id}"
    fields: dict[str, object] = _SETTLED | {
        "id": topic.id,
        "title": topic.title,
        "last_reply_at": topic.posted_at,
        "created_at": topic.created_at,
        "posted_at": topic.posted_at,
        "assignment_id": topic.assignment_id,
        "position": topic.position,
        "permissions": {"attach": manages, "update": manages, "reply": not topic.locked, "delete": manages},
        "attachments": _attachments(request, topic),
        "published": topic.published,
        "can_unpublish": not topic.is_announcement,
        "locked": topic.locked,
        "html_url": url,
        "url": url,
        "pinned": topic.pinned,
        "topic_children": [],
        "group_topic_children": [],
        "message": _message(request, course, topic),
        "is_announcement": topic.is_announcement,
    }
    return fields | _author_fields(request, course, topic) | _include_fields(request)


def topic_with_assignment(request: Request, course: Course, topic: DiscussionTopic) -> dict[str, object]:
    """Return a topic with the assignment that it is graded by."""
    fields = topic_json(request, course, topic)
    assignment = state_of(request).assignments.get(topic.assignment_id or 0)
    if assignment is not None:
        bare = is_true(request.query_params.get("exclude_assignment_descriptions"))
        fields["assignment"] = assignment_json(request, course, assignment, with_description=not bare)
    return fields


def _message(request: Request, course: Course, topic: DiscussionTopic) -> str | None:
    """`plain_messages=1` gives what is stored (contract 7.6)."""
    if flag(request, "plain_messages"):
        return topic.message
    return shown_html(request, course, topic.message, f"discussion_topic_{topic.id}")


def _attachments(request: Request, topic: DiscussionTopic) -> list[dict[str, object]]:
    file = state_of(request).files.get(topic.attachment_id or 0)
    return [file_json(request, file)] if file is not None and file.workflow_state != "deleted" else []


def _author_fields(request: Request, course: Course, topic: DiscussionTopic) -> dict[str, object]:
    author = state_of(request).users.get(topic.author_id or 0)
    if author is None:
        return {"user_name": None, "author": {}}
    return {"user_name": author.name, "author": display_json(request, author, course.id)}


def _include_fields(request: Request) -> dict[str, object]:
    wanted = includes_of(request)
    fields: dict[str, object] = {}
    if "all_dates" in wanted:
        fields["all_dates"] = [{"base": True, "due_at": None, "unlock_at": None, "lock_at": None}]
    if "sections" in wanted:
        fields["sections"] = []
    if "sections_user_count" in wanted:
        fields["sections_user_count"] = 0
    if "overrides" in wanted:
        fields["overrides"] = []
    return fields
