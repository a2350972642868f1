"""Reading a whole course: about ten lists and one more request for each further hundred items."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from msgspec import UNSET

from curbcut.canvas.assignments import Assignment
from curbcut.canvas.blueprints import BlueprintMigration, Subscription
from curbcut.canvas.client import Canvas
from curbcut.canvas.content import ContentItem, CourseContents, ItemKind, NotCheckableCode, Note
from curbcut.canvas.courses import Course
from curbcut.canvas.discussions import Topic
from curbcut.canvas.errors import CanvasError, NotFoundError, PermissionDeniedError, ScopeNotGrantedError
from curbcut.canvas.files import File
from curbcut.canvas.ids import AssignmentId, CourseId, FileId, PageId, QuizId, TopicId
from curbcut.canvas.links import stored_form
from curbcut.canvas.migrations import ContentMigration
from curbcut.canvas.pages import Page
from curbcut.canvas.quizzes import Quiz

Record = TypeVar("Record")
_INCLUDES_OFF = Note(
    "includes-off",
    "The developer key does not allow include parameters, so Canvas left out the syllabus and the texts of lists. "
    "Switch on Allow Include Parameters in the key.",
)


def read_course(canvas: Canvas, course_id: CourseId | int) -> Iterator[ContentItem]:
    """Yield everything in a course that people read, checkable or not.

    Raises:
        NotFoundError: There is no such course for the person who authorized.
        CanvasError: Canvas does not answer, or the grant is lost.
    """
    reader = CourseReader(canvas, CourseId(course_id))
    return reader.items(reader.course())


def read_contents(canvas: Canvas, course_id: CourseId | int) -> CourseContents:
    """Read a course with what it was copied from, and with notes on what could not be listed.

    Raises:
        NotFoundError: There is no such course for the person who authorized.
        CanvasError: Canvas does not answer, or the grant is lost.
    """
    reader = CourseReader(canvas, CourseId(course_id))
    course = reader.course()
    items = tuple(reader.items(course))
    subscription, syncs = reader.blueprint()
    return CourseContents(
        course=course,
        items=items,
        subscription=subscription,
        blueprint_migrations=syncs,
        content_migrations=reader.content_migrations(),
        notes=tuple(reader.notes),
    )


class CourseReader:
    """Reads one course; `notes` gathers what it could not list.

    A list that the person may not see, or that the course has switched off, is a note. A Canvas that does not answer is
    an error: half a course must not look like a whole one.
    """

    def __init__(self, canvas: Canvas, course_id: CourseId) -> None:
        self.notes: list[Note] = []
        self._canvas = canvas
        self._course_id = course_id

    def course(self) -> Course:
        """Read the course itself."""
        return self._canvas.courses.get_course(self._course_id)

    def items(self, course: Course) -> Iterator[ContentItem]:
        """Yield the items of a course that was just read."""
        canvas, course_id = self._canvas, self._course_id
        yield from self._syllabus(course)
        for page in self._listed("pages", lambda: canvas.pages.list_pages(course_id)):
            yield self._page(page)
        for assignment in self._listed("assignments", lambda: canvas.assignments.list_assignments(course_id)):
            yield self._assignment(assignment)
        for topic in self._listed("discussions", lambda: canvas.discussions.list_topics(course_id)):
            yield self._topic(topic, "discussion")
        for topic in self._listed("announcements", lambda: canvas.discussions.list_announcements(course_id)):
            yield self._topic(topic, "announcement")
        for quiz in self._listed("quizzes", lambda: canvas.quizzes.list_quizzes(course_id)):
            yield self._quiz(quiz)
        for file in self._listed("files", lambda: canvas.files.list_files(course_id)):
            yield self.content_of_file(file)

    def item(self, kind: ItemKind, number: int) -> ContentItem | None:
        """Read one item by itself; `None` for a syllabus that is empty.

        Raises:
            NotFoundError: There is no such item any more.
            CanvasError: Canvas does not answer, or does not show it.
        """
        canvas, course_id = self._canvas, self._course_id
        match kind:
            case "page":
                return self._page(canvas.pages.get_page(course_id, PageId(number)))
            case "assignment":
                return self._assignment(canvas.assignments.get_assignment(course_id, AssignmentId(number)))
            case "discussion" | "announcement":
                return self._topic(canvas.discussions.get_topic(course_id, TopicId(number)), kind)
            case "quiz":
                return self._quiz(canvas.quizzes.get_quiz(course_id, QuizId(number)))
            case "syllabus":
                return next(self._syllabus(self.course()), None)
            case "file":
                return self.content_of_file(canvas.files.get_file(course_id, FileId(number)))

    def blueprint(self) -> tuple[Subscription | None, tuple[BlueprintMigration, ...]]:
        """Read which blueprint course it follows, and the syncs from it."""
        canvas, course_id = self._canvas, self._course_id
        found = list(
            self._listed("blueprint subscriptions", lambda: _if_any(canvas.blueprints.get_subscription(course_id)))
        )
        if not found:
            return None, ()
        syncs = self._listed("blueprint migrations", lambda: canvas.blueprints.list_migrations(course_id, found[0].id))
        return found[0], tuple(syncs)

    def content_migrations(self) -> tuple[ContentMigration, ...]:
        """Read what was imported into the course."""
        list_them = self._canvas.migrations.list_migrations
        return tuple(self._listed("content migrations", lambda: list_them(self._course_id)))

    def _listed(self, what: str, records: Callable[[], Iterable[Record]]) -> Iterator[Record]:
        try:
            yield from records()
        except NotFoundError:
            # The course itself was read, so what is missing is this part of it: a tab that is switched off.
            self.notes.append(Note("tab-disabled", f"The course has switched off its {what}; none were read."))
        except (PermissionDeniedError, ScopeNotGrantedError) as error:
            self.notes.append(_note_of(what, error))

    def _syllabus(self, course: Course) -> Iterator[ContentItem]:
        if course.syllabus_body is UNSET:
            self.notes.append(_INCLUDES_OFF)
            return
        if not course.syllabus_body:
            return
        yield ContentItem(
            kind="syllabus",
            id=course.id,
            title="Syllabus",
            html_url=f"{self._canvas.origin}/courses/{course.id}/assignments/syllabus",
            published=course.is_published,
            html=self._stored(course.syllabus_body),
        )

    def _page(self, page: Page) -> ContentItem:
        reason: NotCheckableCode | None = None
        body: str | None = None
        if page.is_from_block_editor:
            reason = "block-editor"
        elif page.locked_for_user:
            reason = "locked-for-user"
        else:
            if page.body is UNSET:
                # Includes are off: one request a page.
                page = self._canvas.pages.get_page(self._course_id, page.page_id)
                reason = "block-editor" if page.is_from_block_editor else None
            body = None if page.body is UNSET or reason else page.body or ""
            reason = reason or ("no-body" if body is None else None)
        return ContentItem(
            kind="page",
            id=page.page_id,
            title=page.title,
            html_url=page.html_url,
            published=page.published,
            updated_at=page.updated_at,
            html=self._stored(body),
            is_content_locked=page.is_content_locked,
            not_checkable=reason,
            is_front_page=page.front_page,
        )

    def _assignment(self, assignment: Assignment) -> ContentItem:
        reason = _reason_of(assignment)
        return ContentItem(
            kind="assignment",
            id=assignment.id,
            title=assignment.name,
            html_url=assignment.html_url,
            published=assignment.published,
            updated_at=assignment.updated_at,
            html=None if reason else self._stored(assignment.description or ""),
            is_content_locked=assignment.is_content_locked,
            not_checkable=reason,
        )

    def _topic(self, topic: Topic, kind: ItemKind) -> ContentItem:
        return ContentItem(
            kind=kind,
            id=topic.id,
            title=topic.title,
            html_url=topic.html_url,
            published=topic.published,
            updated_at=None,
            html=None if topic.is_message_hidden else self._stored(topic.message or ""),
            is_content_locked=topic.is_content_locked,
            not_checkable="locked-for-user" if topic.is_message_hidden else None,
        )

    def _quiz(self, quiz: Quiz) -> ContentItem:
        return ContentItem(
            kind="quiz",
            id=quiz.id,
            title=quiz.title,
            html_url=quiz.html_url,
            published=quiz.published,
            html=self._stored(quiz.description or ""),
            is_content_locked=quiz.is_content_locked,
        )

    def content_of_file(self, file: File) -> ContentItem:
        """Describe a file as an item of the course."""
        return ContentItem(
            kind="file",
            id=file.id,
            title=file.display_name,
            html_url=f"{self._canvas.origin}/courses/{self._course_id}/files/{file.id}",
            published=file.is_published,
            updated_at=file.updated_at,
            file=file,
            is_content_locked=file.is_content_locked,
            not_checkable=None if file.url else "locked-for-user",
        )

    def _stored(self, html: str | None) -> str | None:
        return None if html is None else stored_form(html, self._canvas.origin)


def _reason_of(assignment: Assignment) -> NotCheckableCode | None:
    if assignment.is_quiz_lti_assignment:
        return "new-quiz"
    if assignment.is_mirror or assignment.is_wiki_page:
        return "mirror"
    if assignment.description is None and assignment.locked_for_user:
        return "locked-for-user"
    if "external_tool" in assignment.submission_types and not assignment.description:
        return "external-tool"
    return None


def _note_of(what: str, error: CanvasError) -> Note:
    return Note(error.code, f"The {what} of this course could not be read. {error}")


def _if_any(record: Record | None) -> Iterator[Record]:
    if record is not None:
        yield record
