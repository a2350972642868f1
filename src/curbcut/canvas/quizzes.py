"""A course's classic quizzes: their descriptions, since questions are beyond the 27 scopes.

Source: Canvas API reference, "Quizzes".
"""

from collections.abc import Iterator

from curbcut.canvas import scopes
from curbcut.canvas.api import Api, Parameters
from curbcut.canvas.blueprint_lock import BlueprintLock
from curbcut.canvas.ids import AssignmentId, CourseId, QuizId


class Quiz(BlueprintLock, frozen=True, kw_only=True):
    """A classic quiz. Canvas names no time of change; `version_number` rises with each one that students notice."""

    id: QuizId
    title: str
    html_url: str
    description: str | None = None
    quiz_type: str = "assignment"
    assignment_id: AssignmentId | None = None
    published: bool = True
    version_number: int = 0
    locked_for_user: bool = False


class Quizzes:
    """A course's classic quizzes."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def list_quizzes(self, course_id: CourseId) -> Iterator[Quiz]:
        """Yield every classic quiz of a course.

        Raises:
            TabDisabledError: The course has no quizzes for the person who authorized.
        """
        return self._api.get_all(scopes.LIST_QUIZZES, Quiz, course_id=course_id)

    def get_quiz(self, course_id: CourseId, quiz_id: QuizId) -> Quiz:
        """Read one quiz."""
        return self._api.get(scopes.GET_QUIZ, Quiz, course_id=course_id, id=quiz_id)

    def put_description(self, course_id: CourseId, quiz_id: QuizId, html: str) -> Quiz:
        """Write a quiz's description; students are not notified, which Canvas would do by default.

        Args:
            course_id: The course.
            quiz_id: A classic quiz.
            html: Stored form, see `curbcut.canvas.links`.
        """
        form: Parameters = {"quiz[description]": html, "quiz[notify_of_update]": False}
        return self._api.change(scopes.PUT_QUIZ, Quiz, form, course_id=course_id, id=quiz_id)
