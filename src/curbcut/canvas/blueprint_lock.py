"""What a blueprint course says of an item, on every list of content. Source: Canvas `app/models/master_courses`."""

from msgspec import Struct


class BlueprintLock(Struct, frozen=True):
    """Blueprint fields that pages, assignments, topics, quizzes and files share.

    Attributes:
        is_master_course_child_content: The item came from a blueprint course.
        is_master_course_master_content: The item belongs to a blueprint course.
        restricted_by_master_course: Something of it is locked.
        master_course_restrictions: What is: `content`, `settings`, `points`, `due_dates`, `availability_dates`.
    """

    is_master_course_child_content: bool = False
    is_master_course_master_content: bool = False
    restricted_by_master_course: bool = False
    master_course_restrictions: dict[str, bool] = {}

    @property
    def is_content_locked(self) -> bool:
        """Whether its text can be changed only in the blueprint course."""
        return (
            self.is_master_course_child_content
            and self.restricted_by_master_course
            and self.master_course_restrictions.get("content", True)
        )
