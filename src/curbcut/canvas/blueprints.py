"""Which blueprint course a course follows. Source: Canvas API reference, "Blueprint Courses"."""

from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from curbcut.canvas import scopes
from curbcut.canvas.api import Api
from curbcut.canvas.ids import BlueprintMigrationId, CourseId, SubscriptionId


class BlueprintCourse(Struct, frozen=True):
    """The course at the other end."""

    id: CourseId
    name: str | None = None
    course_code: str | None = None
    term_name: str | None = None


class Subscription(Struct, frozen=True):
    """That a course follows a blueprint course."""

    id: SubscriptionId
    template_id: int
    blueprint_course: BlueprintCourse


class BlueprintMigration(Struct, frozen=True):
    """One sync from the blueprint course."""

    id: BlueprintMigrationId
    workflow_state: str
    created_at: datetime | None = None
    imports_completed_at: datetime | None = None
    comment: str | None = None


class Blueprints:
    """Blueprint subscriptions."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def get_subscription(self, course_id: CourseId) -> Subscription | None:
        """Read which blueprint course a course follows, `None` when it follows none."""
        found = list(self._api.get_all(scopes.LIST_BLUEPRINT_SUBSCRIPTIONS, Subscription, course_id=course_id))
        return found[0] if found else None

    def list_migrations(self, course_id: CourseId, subscription_id: SubscriptionId) -> Iterator[BlueprintMigration]:
        """Yield the syncs of a subscription, newest first."""
        return self._api.get_all(
            scopes.LIST_BLUEPRINT_MIGRATIONS, BlueprintMigration, course_id=course_id, subscription_id=subscription_id
        )
