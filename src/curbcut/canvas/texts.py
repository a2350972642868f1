"""The text of one item, read and written by its kind: one request each, and only the one parameter that holds it."""

from collections.abc import Callable

from msgspec import UNSET, UnsetType

from curbcut.canvas import scopes
from curbcut.canvas.client import Canvas
from curbcut.canvas.content import ItemKind
from curbcut.canvas.ids import AssignmentId, CourseId, PageId, QuizId, TopicId
from curbcut.canvas.links import stored_form
from curbcut.canvas.scopes import Endpoint

ENDPOINTS: dict[ItemKind, Endpoint] = {
    "page": scopes.PUT_PAGE,
    "assignment": scopes.PUT_ASSIGNMENT,
    "discussion": scopes.PUT_DISCUSSION_TOPIC,
    "announcement": scopes.PUT_DISCUSSION_TOPIC,
    "quiz": scopes.PUT_QUIZ,
    "syllabus": scopes.PUT_COURSE,
    "file": scopes.POST_COURSE_FILE,
}
"""What writes each kind."""

_Put = Callable[[Canvas, CourseId, int, str], str | UnsetType | None]
_PUT: dict[str, _Put] = {
    "page": lambda canvas, course, number, html: canvas.pages.put_body(course, PageId(number), html).body,
    "assignment": lambda canvas, course, number, html: (
        canvas.assignments.put_description(course, AssignmentId(number), html).description
    ),
    "discussion": lambda canvas, course, number, html: (
        canvas.discussions.put_message(course, TopicId(number), html).message
    ),
    "announcement": lambda canvas, course, number, html: (
        canvas.discussions.put_message(course, TopicId(number), html).message
    ),
    "quiz": lambda canvas, course, number, html: (
        canvas.quizzes.put_description(course, QuizId(number), html).description
    ),
    "syllabus": lambda canvas, course, _number, html: canvas.courses.put_syllabus(course, html).syllabus_body,
}


def write_text(canvas: Canvas, course_id: CourseId, kind: ItemKind, number: int, html: str) -> str | None:
    """Write an item's text.

    Args:
        canvas: Where.
        course_id: The course.
        kind: Any kind but `file`.
        number: Canvas's number of the item; of a syllabus that of its course.
        html: Stored form, see `curbcut.canvas.links`.

    Returns:
        What Canvas made of it, in stored form; `None` where its answer does not say.

    Raises:
        LockedByBlueprintError: The blueprint course locks it; nothing was changed.
        CanvasError: Canvas refused, or there was no answer and whether it was written is not known.
    """
    became = _PUT[kind](canvas, course_id, number, html)
    return None if became is UNSET else stored_form(became or "", canvas.origin)
