"""Discussion topics and announcements: one id space, one kind of record (contract 7.6)."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from canvas_sandbox.exchange import api_json, parameters_of, state_of
from canvas_sandbox.model import Course, DiscussionTopic
from canvas_sandbox.paging import paginate
from canvas_sandbox.refusals import Refusal, not_found, validation
from canvas_sandbox.resources.discussion_json import topic_with_assignment
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
)
from canvas_sandbox.resources.locks import lock_json, refuse_locked, refuse_too_long

_CONTRADICTIONS = ({"locked", "unlocked"}, {"pinned", "unpinned"})


async def _list_topics(request: Request) -> Response:
    """Discussions, or announcements only; `scope` filters after paging, so that a page may be short (contract 4)."""
    course = course_of(request)
    manages = is_manager(request, course)
    announcements = bool(flag(request, "only_announcements"))
    term = search_term_of(request)
    scopes = _scopes_of(request)
    topics = [
        topic
        for topic in in_course(state_of(request).discussion_topics, course)
        if topic.is_announcement == announcements
        and (manages or topic.published)
        and (term is None or term in topic.title.lower())
    ]
    _sort(request, topics, announcements=announcements)
    chosen, headers = paginate(request, topics)
    data = [
        topic_with_assignment(request, course, topic) | (lock_json(topic.lock) if manages else {})
        for topic in chosen
        if _is_in_scopes(topic, scopes)
    ]
    return api_json(request, data, headers=headers)


def _scopes_of(request: Request) -> set[str]:
    scopes = {part.strip() for part in request.query_params.get("scope", "").split(",")} - {""}
    if any(pair <= scopes for pair in _CONTRADICTIONS):
        raise Refusal(400, {"errors": {"scope": "scope is contradictory"}})
    return scopes


def _is_in_scopes(topic: DiscussionTopic, scopes: set[str]) -> bool:
    states = {"locked" if topic.locked else "unlocked", "pinned" if topic.pinned else "unpinned"}
    return scopes & {"locked", "unlocked", "pinned", "unpinned"} <= states


def _sort(request: Request, topics: list[DiscussionTopic], *, announcements: bool) -> None:
    order = request.query_params.get("order_by") or ("recent_activity" if announcements else "position")
    topics.sort(key=lambda topic: (topic.position, topic.id))
    if order == "title":
        topics.sort(key=lambda topic: topic.title.casefold())
    elif order == "recent_activity":
        topics.sort(key=lambda topic: topic.posted_at or topic.created_at, reverse=True)


async def _show_topic(request: Request) -> Response:
    course = course_of(request)
    return api_json(request, topic_with_assignment(request, course, _topic_of(request, course)))


def _topic_of(request: Request, course: Course) -> DiscussionTopic:
    topic = record_of(request, state_of(request).discussion_topics, name="topic_id")
    if topic.course_id != course.id or topic.workflow_state == "deleted":
        raise not_found()
    if not (topic.published or is_manager(request, course)):
        raise not_found()
    return topic


async def _update_topic(request: Request) -> Response:
    """Top-level parameters, no wrapper; a changed message of a published topic tells nobody (contract 7.6)."""
    course = managed_course_of(request)
    topic = _topic_of(request, course)
    parameters = await parameters_of(request)
    changes = _changes(request, course, parameters)
    content = [name for name in ("title", "message") if name in changes and changes[name] != getattr(topic, name)]
    refuse_locked(topic.lock, content)
    for name, value in changes.items():
        setattr(topic, name, value)
    if is_true(parameters.get("notify_users")) and topic.published:
        state_of(request).notifications.append(f"DiscussionTopic {topic.id} changed")
    return api_json(request, topic_with_assignment(request, course, topic))


def _changes(request: Request, course: Course, parameters: dict[str, Any]) -> dict[str, str | bool | None]:
    changes: dict[str, str | bool | None] = {}
    if "message" in parameters:
        message = stored_html(request, course, parameters["message"])
        refuse_too_long("message", message)
        changes["message"] = message
    if "title" in parameters:
        title = str(parameters["title"] or "").strip()
        if not title:
            raise validation("title", "can't be blank", error_type="blank")
        changes["title"] = title
    for name in ("published", "locked", "pinned"):
        if name in parameters:
            changes[name] = is_true(parameters[name])
    return changes


ROUTES = [
    Route("/api/v1/courses/{course_id}/discussion_topics", _list_topics),
    Route("/api/v1/courses/{course_id}/discussion_topics/{topic_id}", _show_topic),
    Route("/api/v1/courses/{course_id}/discussion_topics/{topic_id}", _update_topic, methods=["PUT"]),
]
