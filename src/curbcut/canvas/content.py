"""What a course holds, as one kind of record for everything that can be checked."""

from datetime import datetime
from typing import Literal

from msgspec import Struct

from curbcut.canvas.blueprints import BlueprintMigration, Subscription
from curbcut.canvas.courses import Course
from curbcut.canvas.files import File
from curbcut.canvas.migrations import ContentMigration

ItemKind = Literal["page", "assignment", "discussion", "announcement", "quiz", "syllabus", "file"]
NotCheckableCode = Literal["block-editor", "new-quiz", "locked-for-user", "mirror", "external-tool", "no-body"]

REASONS: dict[NotCheckableCode, str] = {
    "block-editor": "Written in Canvas's block editor, whose content the Canvas API does not show.",
    "new-quiz": "A New Quiz: its content is in a service of its own, beyond the Canvas API.",
    "locked-for-user": "Canvas does not show it to the person who gave us access.",
    "mirror": "Shows the text of a quiz, a discussion or a page of this course, which is checked as that.",
    "external-tool": "Content of an external tool, beyond the Canvas API.",
    "no-body": "Canvas did not send its text.",
}
"""Why an item cannot be checked, for people."""


class ContentItem(Struct, frozen=True, kw_only=True):
    """One item of a course.

    Attributes:
        kind: What it is.
        id: Canvas's number of it, unique with the kind; a syllabus has the number of its course.
        title: Its name for people.
        html_url: Where to see it in Canvas.
        published: Whether students can see it.
        updated_at: When it changed, where Canvas says so.
        html: Its text in stored form, "" when empty, `None` for files and where it cannot be read.
        file: The file, for files.
        is_content_locked: The blueprint course locks its text.
        not_checkable: Why it cannot be checked, as a code; `None` when it can.
        is_front_page: It is the page that a course can open with.
    """

    kind: ItemKind
    id: int
    title: str
    html_url: str
    published: bool = True
    updated_at: datetime | None = None
    html: str | None = None
    file: File | None = None
    is_content_locked: bool = False
    not_checkable: NotCheckableCode | None = None
    is_front_page: bool = False

    @property
    def not_checkable_reason(self) -> str | None:
        """Why it cannot be checked, as a sentence for people; `None` when it can."""
        return REASONS[self.not_checkable] if self.not_checkable else None


class Note(Struct, frozen=True):
    """Something about a course's content that its list of items does not show.

    Attributes:
        code: Permanent name: `tab-disabled`, `permission-denied`, `scope-not-granted`, `includes-off`.
        text: A sentence for people.
    """

    code: str
    text: str


class CourseContents(Struct, frozen=True, kw_only=True):
    """All that the 27 scopes tell of a course.

    Attributes:
        course: The course itself.
        items: Everything in it, in the order of `ItemKind`'s lists.
        notes: What could not be listed and why.
        subscription: The blueprint course that it follows.
        blueprint_migrations: Syncs from it, newest first.
        content_migrations: Imports into the course, newest first.
    """

    course: Course
    items: tuple[ContentItem, ...] = ()
    notes: tuple[Note, ...] = ()
    subscription: Subscription | None = None
    blueprint_migrations: tuple[BlueprintMigration, ...] = ()
    content_migrations: tuple[ContentMigration, ...] = ()
