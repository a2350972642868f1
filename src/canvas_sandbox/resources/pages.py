"""Wiki pages: list, read, edit (contract 7.9)."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from canvas_sandbox.exchange import api_json, caller_of, clock_of, host_of, includes_of, parameters_of, state_of
from canvas_sandbox.model import Course, Page
from canvas_sandbox.paging import paginate
from canvas_sandbox.refusals import page_not_found, tab_disabled, validation
from canvas_sandbox.resources.finding import (
    course_of,
    flag,
    in_course,
    is_manager,
    is_true,
    managed_course_of,
    search_term_of,
    shown_html,
    stored_html,
    wrapped,
)
from canvas_sandbox.resources.locks import lock_json, refuse_locked, refuse_too_long
from canvas_sandbox.resources.people import display_json
from canvas_sandbox.resources.slugs import find_page, free_slug

_SORTS = {"title": "title", "created_at": "created_at", "updated_at": "updated_at"}
_EDITING_ROLES = frozenset({"teachers", "students", "members", "public"})
_TITLE_LIMIT = 255


async def _list_pages(request: Request) -> Response:
    course = course_of(request)
    if not course.pages_tab_enabled:
        raise tab_disabled()
    manages = is_manager(request, course)
    term = search_term_of(request)
    published = flag(request, "published")
    pages = [
        page
        for page in in_course(state_of(request).pages, course)
        if (manages or page.published)
        and (term is None or term in page.title.lower())
        and published in {None, page.published}
    ]
    _sort(request, pages)
    chosen, headers = paginate(request, pages)
    with_body = "body" in includes_of(request)
    data = [
        page_json(request, course, page, with_body=with_body) | (lock_json(page.lock) if manages else {})
        for page in chosen
    ]
    return api_json(request, data, headers=headers)


def _sort(request: Request, pages: list[Page]) -> None:
    name = _SORTS.get(request.query_params.get("sort", ""))
    pages.sort(key=lambda page: page.id)
    if name is not None:
        pages.sort(key=lambda page: getattr(page, name).casefold())
    if request.query_params.get("order") == "desc":
        pages.reverse()


async def _show_page(request: Request) -> Response:
    course = course_of(request)
    page = find_page(state_of(request), course, request.path_params["url_or_id"])
    if page is None or not (page.published or is_manager(request, course)):
        raise page_not_found()
    return api_json(request, page_json(request, course, page, with_body=True))


async def _update_page(request: Request) -> Response:
    """An unknown slug creates an unpublished page; each save makes a revision (contract 7.9)."""
    course = managed_course_of(request)
    state = state_of(request)
    slug = request.path_params["url_or_id"]
    page = find_page(state, course, slug)
    group = wrapped(await parameters_of(request), "wiki_page")
    changes = _changes(request, course, page, group)
    if page is None:
        page = _new_page(request, course, str(changes.pop("title", None) or slug.replace("-", " ").title()))
    else:
        refuse_locked(
            page.lock,
            [name for name in ("title", "body") if changes.get(name, getattr(page, name)) != getattr(page, name)],
        )
    _save(request, course, page, changes)
    if is_true(group.get("notify_of_update")) and page.published:
        state.notifications.append(f"Page {page.id} changed")
    return api_json(request, page_json(request, course, page, with_body=True))


def _changes(
    request: Request, course: Course, page: Page | None, group: dict[str, object]
) -> dict[str, str | bool | None]:
    """Read and check the parameters; nothing is changed before all are good."""
    changes: dict[str, str | bool | None] = {}
    if "body" in group:
        body = stored_html(request, course, group["body"])
        refuse_too_long("body", body)
        changes["body"] = body
    if "title" in group:
        title = str(group["title"] or "").strip()
        if not title:
            raise validation("title", "Title can't be blank", error_type="blank")
        if len(title) > _TITLE_LIMIT:
            raise validation("title", f"is too long (maximum is {_TITLE_LIMIT} characters)", error_type="too_long")
        changes["title"] = title
    if "editing_roles" in group:
        roles = str(group["editing_roles"])
        if not set(roles.split(",")) <= _EDITING_ROLES:
            raise validation("editing_roles", "is invalid")
        changes["editing_roles"] = roles
    for name in ("published", "front_page"):
        if name in group:
            changes[name] = is_true(group[name])
    published = changes.get("published", page.published if page else False)
    front_page = changes.get("front_page", page.front_page if page else False)
    if front_page and not published:
        name = "published" if changes.get("published") is False else "front_page"
        raise validation(name, "The front page cannot be unpublished")
    return changes


def _new_page(request: Request, course: Course, title: str) -> Page:
    state = state_of(request)
    page = Page(
        id=state.new_id(),
        course_id=course.id,
        url=free_slug(state, course, title),
        title=title,
        body=None,
        published=False,
        created_at=clock_of(request).timestamp(),
    )
    state.pages[page.id] = page
    return page


def _save(request: Request, course: Course, page: Page, changes: dict[str, str | bool | None]) -> None:
    state = state_of(request)
    if "body" in changes and page.body is not None:
        page.revisions.append(page.body)
    if "title" in changes and changes["title"] != page.title:
        page.old_urls.append(page.url)
        page.url = free_slug(state, course, str(changes["title"]), page)
    if changes.get("front_page"):
        for other in in_course(state.pages, course):
            other.front_page = False
    for name, value in changes.items():
        setattr(page, name, value)
    page.updated_at = clock_of(request).timestamp()
    page.last_edited_by = caller_of(request).user.id


def page_json(request: Request, course: Course, page: Page, *, with_body: bool) -> dict[str, object]:
    """Return a page (appendix A); lists have no body unless it is asked for."""
    fields: dict[str, object] = {
        "page_id": page.id,
        "url": page.url,
        "title": page.title,
        "created_at": page.created_at,
        "updated_at": page.updated_at,
        "editing_roles": page.editing_roles,
        "published": page.published,
        "hide_from_students": not page.published,
        "front_page": page.front_page,
        "html_url": f"{host_of(request)}/courses/{course.id}/pages/{page.url}",
        "todo_date": None,
        "publish_at": None,
        "editor": page.editor,
        "locked_for_user": False,
    }
    editor = state_of(request).users.get(page.last_edited_by or 0)
    if editor is not None:
        fields["last_edited_by"] = display_json(request, editor, course.id)
    if with_body:
        fields["body"] = shown_html(request, course, page.body, f"wiki_page_{page.id}")
        if page.editor == "block_editor":
            fields["block_editor_attributes"] = {"id": page.id, "version": "0.2", "blocks": "{}"}
    return fields


ROUTES = [
    Route("/api/v1/courses/{course_id}/pages", _list_pages),
    Route("/api/v1/courses/{course_id}/pages/{url_or_id}", _show_page),
    Route("/api/v1/courses/{course_id}/pages/{url_or_id}", _update_page, methods=["PUT"]),
]
