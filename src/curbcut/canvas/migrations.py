"""Where a course's content was copied from. Source: Canvas API reference, "Content Migrations"."""

from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from curbcut.canvas import scopes
from curbcut.canvas.api import Api
from curbcut.canvas.ids import ContentMigrationId, CourseId


class MigrationSettings(Struct, frozen=True):
    """Where it came from, when that was a course."""

    source_course_id: CourseId | None = None
    source_course_name: str | None = None


class ContentMigration(Struct, frozen=True):
    """One import into a course."""

    id: ContentMigrationId
    migration_type: str
    workflow_state: str
    created_at: datetime | None = None
    finished_at: datetime | None = None
    migration_type_title: str | None = None
    settings: MigrationSettings | None = None

    @property
    def copied_from(self) -> CourseId | None:
        """The course that was copied, when that went well."""
        is_copy = self.migration_type == "course_copy_importer" and self.workflow_state == "completed"
        return self.settings.source_course_id if is_copy and self.settings else None


class Migrations:
    """Content migrations."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def list_migrations(self, course_id: CourseId) -> Iterator[ContentMigration]:
        """Yield the imports into a course, newest first."""
        return self._api.get_all(scopes.LIST_CONTENT_MIGRATIONS, ContentMigration, course_id=course_id)
