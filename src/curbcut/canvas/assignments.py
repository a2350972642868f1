"""A course's assignments. Source: Canvas API reference, "Assignments"."""

from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from curbcut.canvas import scopes
from curbcut.canvas.api import Api
from curbcut.canvas.blueprint_lock import BlueprintLock
from curbcut.canvas.ids import AssignmentId, CourseId, QuizId, TopicId


class _Topic(Struct, frozen=True):
    id: TopicId


class Assignment(BlueprintLock, frozen=True, kw_only=True):
    """An assignment; those with a quiz or a discussion topic show the text of that."""

    id: AssignmentId
    name: str
    html_url: str
    description: str | None = None
    updated_at: datetime | None = None
    published: bool = True
    submission_types: tuple[str, ...] = ()
    quiz_id: QuizId | None = None
    is_quiz_assignment: bool = False
    is_quiz_lti_assignment: bool = False
    discussion_topic: _Topic | None = None
    locked_for_user: bool = False

    @property
    def is_mirror(self) -> bool:
        """Whether its description is that of a classic quiz or a discussion topic."""
        return (
            self.quiz_id is not None
            or self.discussion_topic is not None
            or bool({"online_quiz", "discussion_topic"}.intersection(self.submission_types))
        )

    @property
    def is_wiki_page(self) -> bool:
        """Whether it stands for a page that may be read under conditions; the page holds the text."""
        return "wiki_page" in self.submission_types


class Assignments:
    """A course's assignments."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def list_assignments(self, course_id: CourseId) -> Iterator[Assignment]:
        """Yield every assignment of a course, published or not, with its base dates."""
        query = {"override_assignment_dates": False}
        return self._api.get_all(scopes.LIST_ASSIGNMENTS, Assignment, query, course_id=course_id)

    def get_assignment(self, course_id: CourseId, assignment_id: AssignmentId) -> Assignment:
        """Read one assignment."""
        query = {"override_assignment_dates": False}
        return self._api.get(scopes.GET_ASSIGNMENT, Assignment, query, course_id=course_id, id=assignment_id)

    def put_description(self, course_id: CourseId, assignment_id: AssignmentId, html: str) -> Assignment:
        """Write an assignment's description; nobody is notified.

        Args:
            course_id: The course.
            assignment_id: An assignment that is no mirror: change the quiz or the topic instead.
            html: Stored form, see `curbcut.canvas.links`.
        """
        form = {"assignment[description]": html}
        return self._api.change(scopes.PUT_ASSIGNMENT, Assignment, form, course_id=course_id, id=assignment_id)
