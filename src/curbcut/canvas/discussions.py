"""A course's discussion topics and announcements. Source: Canvas API reference, "Discussion Topics"."""

from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from curbcut.canvas import scopes
from curbcut.canvas.api import Api
from curbcut.canvas.blueprint_lock import BlueprintLock
from curbcut.canvas.ids import AssignmentId, CourseId, TopicId


class _LockInfo(Struct, frozen=True):
    can_view: bool = True


class Topic(BlueprintLock, frozen=True, kw_only=True):
    """A discussion topic or an announcement: one id space."""

    id: TopicId
    title: str
    html_url: str
    message: str | None = None
    posted_at: datetime | None = None
    published: bool = True
    assignment_id: AssignmentId | None = None
    root_topic_id: TopicId | None = None
    is_announcement: bool = False
    locked_for_user: bool = False
    lock_info: _LockInfo | None = None

    @property
    def is_message_hidden(self) -> bool:
        """Whether `message` holds the explanation of a lock instead of the topic's text."""
        return self.locked_for_user and self.lock_info is not None and not self.lock_info.can_view


class Discussions:
    """A course's discussion topics and announcements."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def list_topics(self, course_id: CourseId) -> Iterator[Topic]:
        """Yield every discussion topic of a course; announcements are not among them."""
        return self._api.get_all(scopes.LIST_DISCUSSION_TOPICS, Topic, course_id=course_id)

    def list_announcements(self, course_id: CourseId) -> Iterator[Topic]:
        """Yield every announcement of a course."""
        query = {"only_announcements": True}
        return self._api.get_all(scopes.LIST_DISCUSSION_TOPICS, Topic, query, course_id=course_id)

    def get_topic(self, course_id: CourseId, topic_id: TopicId) -> Topic:
        """Read one topic or announcement."""
        return self._api.get(scopes.GET_DISCUSSION_TOPIC, Topic, course_id=course_id, topic_id=topic_id)

    def put_message(self, course_id: CourseId, topic_id: TopicId, html: str) -> Topic:
        """Write a topic's message and nothing else: dates sent along would publish it anew.

        Args:
            course_id: The course.
            topic_id: A topic or an announcement.
            html: Stored form, see `curbcut.canvas.links`.
        """
        form = {"message": html}
        return self._api.change(scopes.PUT_DISCUSSION_TOPIC, Topic, form, course_id=course_id, topic_id=topic_id)
