"""Courses, their terms and their syllabus. Source: Canvas API reference, "Courses"."""

from datetime import datetime

from msgspec import UNSET, Struct, UnsetType

from curbcut.canvas import scopes
from curbcut.canvas.api import Api
from curbcut.canvas.ids import AccountId, CourseId, TermId, UserId


class Term(Struct, frozen=True):
    """An enrollment term."""

    id: TermId
    name: str
    start_at: datetime | None = None
    end_at: datetime | None = None
    workflow_state: str = "active"
    sis_term_id: str | None = None


class Teacher(Struct, frozen=True):
    """Who teaches a course."""

    id: UserId
    display_name: str


class Course(Struct, frozen=True):
    """A course.

    Attributes:
        workflow_state: `unpublished`, `available`, `completed` or `deleted`.
        syllabus_body: HTML as the API shows it; `UNSET` when Canvas left it out, which it does when the key does not allow
            include parameters.
    """

    id: CourseId
    name: str | None = None
    course_code: str | None = None
    account_id: AccountId | None = None
    enrollment_term_id: TermId | None = None
    workflow_state: str = "available"
    created_at: datetime | None = None
    start_at: datetime | None = None
    end_at: datetime | None = None
    locale: str | None = None
    default_view: str | None = None
    blueprint: bool = False
    template: bool = False
    sis_course_id: str | None = None
    account_name: str | None = None
    term: Term | None = None
    teachers: list[Teacher] = []
    total_students: int | None = None
    syllabus_body: str | UnsetType | None = UNSET

    @property
    def is_published(self) -> bool:
        """Whether students can be in it."""
        return self.workflow_state in {"available", "completed"}


class Courses:
    """Single courses."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def get_course(self, course_id: CourseId) -> Course:
        """Read a course with its term and its syllabus."""
        return self._api.get(scopes.GET_COURSE, Course, {"include[]": ["syllabus_body", "term"]}, id=course_id)

    def put_syllabus(self, course_id: CourseId, html: str) -> Course:
        """Write a course's syllabus and nothing else of it; Canvas keeps no earlier version.

        Args:
            course_id: The course.
            html: Stored form, see `curbcut.canvas.links`.
        """
        form = {"course[syllabus_body]": html, "include[]": ["syllabus_body"]}
        return self._api.change(scopes.PUT_COURSE, Course, form, id=course_id)
