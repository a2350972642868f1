"""Web paths that links in content lead to, as small pages: what is stored, for whoever is logged in."""

import html
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from canvas_sandbox.exchange import local_id, may_manage_course, may_read_course, session_user, state_of
from canvas_sandbox.model import Course
from canvas_sandbox.refusals import not_found, unauthorized
from canvas_sandbox.resources.slugs import find_page
from canvas_sandbox.sanitizer import sanitize
from canvas_sandbox.uploads.duplicates import find_old

if TYPE_CHECKING:
    from collections.abc import Mapping

_PAGE = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title></head>
<body><main><h1>{title}</h1>
{body}
</main></body>
</html>
"""
_POLICY = "default-src 'self'; script-src 'none'; style-src 'unsafe-inline'; frame-src *; img-src * data:"


async def _show_page(request: Request) -> Response:
    course = _course_of(request)
    if isinstance(course, Response):
        return course
    page = find_page(state_of(request), course, request.path_params["slug"])
    if page is None or not (page.published or _manages(request, course)):
        raise not_found()
    if page.url != request.path_params["slug"]:
        return RedirectResponse(f"/courses/{course.id}/pages/{page.url}", 302)  # a slug of an earlier title
    return _answer(page.title, page.body)


async def _show_item(request: Request) -> Response:
    """An assignment, topic or quiz."""
    course = _course_of(request)
    if isinstance(course, Response):
        return course
    state = state_of(request)
    tables: Mapping[str, tuple[Mapping[int, object], str, str]] = {
        "assignments": (state.assignments, "name", "description"),
        "discussion_topics": (state.discussion_topics, "title", "message"),
        "quizzes": (state.quizzes, "title", "description"),
    }
    if request.path_params["kind"] not in tables:
        raise not_found()
    table, title, body = tables[request.path_params["kind"]]
    record = table.get(local_id(request.path_params["id"]) or 0)
    is_shown = getattr(record, "published", False) or _manages(request, course)
    if record is None or getattr(record, "course_id", 0) != course.id or not is_shown:
        raise not_found()
    if getattr(record, "workflow_state", "") == "deleted":
        raise not_found()
    return _answer(getattr(record, title), getattr(record, body))


async def _show_file(request: Request) -> Response:
    """The page of a file, with a link to its bytes; old ids lead to the file of today (contract 8.3)."""
    file = find_old(state_of(request), local_id(request.path_params["id"]) or 0)
    if file is None:
        raise not_found()
    request.path_params.setdefault("course_id", str(file.course_id))
    course = _course_of(request)
    if isinstance(course, Response):
        return course
    if file.course_id != course.id:
        raise not_found()
    name = html.escape(file.display_name)
    return _answer(
        file.display_name, f'<p><a href="/courses/{course.id}/files/{file.id}/download">Download {name}</a></p>'
    )


async def _show_syllabus(request: Request) -> Response:
    course = _course_of(request)
    return course if isinstance(course, Response) else _answer("Course Syllabus", course.syllabus_body)


async def _show_course(request: Request) -> Response:
    """The course's pages, so that a person can find his way."""
    course = _course_of(request)
    if isinstance(course, Response):
        return course
    pages = [page for page in state_of(request).pages.values() if page.course_id == course.id]
    links = "".join(
        f'<li><a href="/courses/{course.id}/pages/{html.escape(page.url)}">{html.escape(page.title)}</a></li>'
        for page in pages
        if page.workflow_state != "deleted" and (page.published or _manages(request, course))
    )
    return _answer(course.name, f"<ul>{links}</ul>")


def _course_of(request: Request) -> Course | Response:
    """Return the course, or the way to the login page for nobody.

    Raises:
        Refusal: 404, there is none; 403 or 401, it is closed to the person.
    """
    state = state_of(request)
    user = session_user(request)
    if user is None:
        return RedirectResponse("/login", 302)
    course = state.courses.get(local_id(request.path_params["course_id"]) or 0)
    if course is None or course.workflow_state == "deleted":
        raise not_found()
    if not may_read_course(state, user, course.id):
        raise unauthorized(state)
    return course


def _manages(request: Request, course: Course) -> bool:
    user = session_user(request)
    return user is not None and may_manage_course(state_of(request), user, course.id)


def _answer(title: str, body: str | None) -> Response:
    # Seeds may hold anything: what is shown is sanitised, and no script runs.
    content = _PAGE.format(title=html.escape(title), body=sanitize(body or ""))
    return HTMLResponse(content, headers={"Content-Security-Policy": _POLICY})


ROUTES = [
    Route("/courses/{course_id}/pages/{slug}", _show_page),
    Route("/courses/{course_id}/wiki/{slug}", _show_page),
    Route("/courses/{course_id}/assignments/syllabus", _show_syllabus),
    Route("/courses/{course_id}/files/{id}", _show_file),
    Route("/courses/{course_id}/{kind}/{id}", _show_item),
    Route("/files/{id}", _show_file),
    Route("/courses/{course_id}", _show_course),
]
