"""Adding content to a course: each method makes the records that Canvas makes for it."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote_plus

import msgspec

from canvas_sandbox.model import (
    Assignment,
    Course,
    DiscussionTopic,
    File,
    Folder,
    Page,
    Quiz,
    State,
)
from canvas_sandbox.seeds.content_types import content_type_of
from canvas_sandbox.seeds.identity import slug_of, uuid_of

ROOT_FOLDER = "course files"
UNFILED = f"{ROOT_FOLDER}/unfiled"
_FIRST_EDIT = datetime(2026, 8, 2, 10, tzinfo=UTC)


class CoursePlanter:
    """Plants content in one course of a state.

    Attributes:
        course: The course that grows.
        author_id: Who made the content.
    """

    def __init__(self, state: State, course: Course, author_id: int | None = None) -> None:
        self.course = course
        self.author_id = author_id
        self._state = state
        self._folders: dict[str, int] = {}
        self._slugs: dict[str, int] = {}
        self._items = 0
        state.courses[course.id] = course

    def file(self, name: str, data: bytes, *, folder: str = ROOT_FOLDER, **options: Any) -> File:
        """Add a file; `options` are further fields of `File`."""
        file_id = self._state.new_id()
        made: dict[str, Any] = {"created_at": (stamp := self._stamp()), "updated_at": stamp, "modified_at": stamp}
        record = File(
            id=file_id,
            course_id=self.course.id,
            folder_id=self.folder(folder),
            display_name=name,
            data=data,
            uuid=uuid_of("file", self.course.id, folder, name, file_id),
            **{"filename": quote_plus(name), "content_type": content_type_of(name)} | made | options,
        )
        self._state.files[file_id] = record
        return record

    def folder(self, path: str) -> int:
        """Answer the id of a folder, making it and those above it when missing."""
        if path not in self._folders:
            above, _, _ = path.rpartition("/")
            if above:
                self.folder(above)
            folder_id = self._state.new_id()
            self._state.folders[folder_id] = Folder(id=folder_id, course_id=self.course.id, path=path)
            self._folders[path] = folder_id
        return self._folders[path]

    def page(self, title: str, body: str | None, *, url: str | None = None, **options: Any) -> Page:
        """Add a wiki page; two of one title get different addresses, as in Canvas."""
        page_id = self._state.new_id()
        made: dict[str, Any] = {
            "created_at": (stamp := self._stamp()),
            "updated_at": stamp,
            "last_edited_by": self.author_id,
        }
        record = Page(
            id=page_id,
            course_id=self.course.id,
            url=self._free_slug(url or slug_of(title)),
            title=title,
            body=body,
            **made | options,
        )
        self._state.pages[page_id] = record
        return record

    def assignment(self, name: str, description: str | None, **options: Any) -> Assignment:
        """Add an assignment; plain unless `options` say which quiz, topic or tool it stands for."""
        assignment_id = self._state.new_id()
        made: dict[str, Any] = {"created_at": (stamp := self._stamp()), "updated_at": stamp, "position": self._items}
        record = Assignment(
            id=assignment_id, course_id=self.course.id, name=name, description=description, **made | options
        )
        self._state.assignments[assignment_id] = record
        return record

    def quiz(self, title: str, description: str | None, **options: Any) -> Quiz:
        """Add a classic quiz and, when it counts, the assignment that mirrors it."""
        quiz_id = self._state.new_id()
        record = Quiz(id=quiz_id, course_id=self.course.id, title=title, description=description, **options)
        if record.quiz_type == "assignment":
            record.assignment_id = self.assignment(
                title,
                description,
                submission_types=["online_quiz"],
                quiz_id=quiz_id,
                points_possible=record.points_possible,
                published=record.published,
            ).id
        self._state.quizzes[quiz_id] = record
        return record

    def discussion(self, title: str, message: str | None, *, graded: bool = False, **options: Any) -> DiscussionTopic:
        """Add a discussion topic and, when it is graded, the assignment that mirrors it."""
        topic_id = self._state.new_id()
        stamp = self._stamp()
        made: dict[str, Any] = {
            "created_at": stamp,
            "posted_at": stamp,
            "position": self._items,
            "author_id": self.author_id,
        }
        record = DiscussionTopic(id=topic_id, course_id=self.course.id, title=title, message=message, **made | options)
        if graded:
            record.assignment_id = self.assignment(
                title, message, submission_types=["discussion_topic"], discussion_topic_id=topic_id
            ).id
        self._state.discussion_topics[topic_id] = record
        return record

    def announcement(self, title: str, message: str | None, **options: Any) -> DiscussionTopic:
        """Add an announcement, which is a topic of the same id space."""
        return self.discussion(title, message, is_announcement=True, **options)

    def replace_file(self, old: File, data: bytes) -> File:
        """Upload a new version of `old` under its name: the old one is deleted and points on (contract 8.3)."""
        new = msgspec.structs.replace(old, id=self._state.new_id(), data=data)
        new.uuid = uuid_of("file", self.course.id, old.folder_id, old.display_name, new.id)
        new.created_at = new.updated_at = new.modified_at = self._stamp()
        self._state.files[new.id] = new
        for earlier in self._state.files.values():
            if old.id in (earlier.id, earlier.replacement_id):
                earlier.replacement_id = new.id
                earlier.workflow_state = "deleted"
        return new

    def _free_slug(self, wanted: str) -> str:
        slug = wanted
        while slug in self._slugs:
            # Counted for each wish, so that a site of thousands of pages with one title takes no time squared.
            self._slugs[wanted] += 1
            slug = f"{wanted}-{self._slugs[wanted]}"
        self._slugs[slug] = 1
        return slug

    def _stamp(self) -> str:
        """Answer the time of the next edit: one item every 47 minutes, so that orders by time are not all ties."""
        self._items += 1
        return (_FIRST_EDIT + timedelta(minutes=47 * self._items)).strftime("%Y-%m-%dT%H:%M:%SZ")
