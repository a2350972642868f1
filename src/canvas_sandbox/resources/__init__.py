"""Canvas's resources: the 27 endpoints, what uploads and downloads need, and the web paths that links lead to."""

from starlette.routing import Route

from canvas_sandbox import downloads, web_paths
from canvas_sandbox.resources import (
    account_courses,
    accounts,
    assignments,
    courses,
    discussion_topics,
    files,
    modules,
    origins,
    pages,
    people,
    quizzes,
)
from canvas_sandbox.uploads import steps

__all__ = ["ROUTES"]

ROUTES: list[Route] = [
    *people.ROUTES,
    *account_courses.ROUTES,
    *accounts.ROUTES,
    *courses.ROUTES,
    *assignments.ROUTES,
    *discussion_topics.ROUTES,
    *pages.ROUTES,
    *quizzes.ROUTES,
    *origins.ROUTES,
    *modules.ROUTES,
    *files.ROUTES,
    *steps.ROUTES,
    *downloads.ROUTES,
    *web_paths.ROUTES,
]
