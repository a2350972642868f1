"""A course's files: list, read, rename and move, delete (contract 7.8)."""

from collections.abc import Callable, Iterable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from canvas_sandbox.exchange import (
    api_json,
    caller_of,
    clock_of,
    host_of,
    includes_of,
    local_id,
    may_manage_course,
    parameters_of,
    query_list,
    state_of,
)
from canvas_sandbox.links_out import current_file
from canvas_sandbox.model import Course, File
from canvas_sandbox.paging import paginate
from canvas_sandbox.refusals import bad_request_message, not_found, unauthorized, validation
from canvas_sandbox.resources.courses import quota_used
from canvas_sandbox.resources.file_json import file_json, name_json
from canvas_sandbox.resources.finding import course_of, in_course, is_manager, is_true, record_of, search_term_of
from canvas_sandbox.resources.locks import is_content_locked, lock_json, refuse_locked
from canvas_sandbox.uploads.duplicates import namesakes, settle
from canvas_sandbox.uploads.folders import folder_of
from canvas_sandbox.uploads.signing import Ticket, sign_token

PUBLIC_URL_SECONDS = 60 * 60
_VISIBILITY = frozenset({"inherit", "course", "institution", "public"})
_SORTS: dict[str, Callable[[File], Any]] = {
    "name": lambda file: file.display_name.casefold(),
    "size": lambda file: len(file.data),
    "created_at": lambda file: file.created_at,
    "updated_at": lambda file: file.updated_at,
    "content_type": lambda file: file.content_type,
    "user": lambda file: file.id,
}


async def _list_files(request: Request) -> Response:
    """Managers see hidden and locked files too (contract 7.8)."""
    course = course_of(request)
    manages = is_manager(request, course)
    term = search_term_of(request)
    wanted, unwanted = query_list(request, "content_types"), query_list(request, "exclude_content_types")
    files = [
        file
        for file in in_course(state_of(request).files, course)
        if (manages or not (file.hidden or file.locked))
        and (term is None or term in file.display_name.lower())
        and (not wanted or _is_of_type(file, wanted))
        and not _is_of_type(file, unwanted)
    ]
    files.sort(key=lambda file: file.id)
    files.sort(key=_SORTS.get(request.query_params.get("sort") or "name", _SORTS["name"]))
    if request.query_params.get("order") == "desc":
        files.reverse()
    chosen, headers = paginate(request, files)
    if "names" in query_list(request, "only"):
        return api_json(request, [name_json(file) for file in chosen], headers=headers)
    data = [file_json(request, file) | (lock_json(file.lock) if manages else {}) for file in chosen]
    return api_json(request, data, headers=headers)


def _is_of_type(file: File, types: Iterable[str]) -> bool:
    """Say whether a file is of one of the types, each `type` or `type/subtype`."""
    return any(file.content_type == item or file.content_type.startswith(f"{item}/") for item in types)


async def _show_course_file(request: Request) -> Response:
    """An id that was replaced is 404 unless the replacement chain is asked for (contract 8.3)."""
    course = course_of(request)
    query = request.query_params
    file = state_of(request).files.get(local_id(request.path_params["id"]) or 0)
    chain = query.get("replacement_chain_context_id")
    if query.get("replacement_chain_context_type") == "course" and local_id(chain or "") == course.id and file:
        file = current_file(state_of(request), file.id)
    if file is None or file.course_id != course.id or file.workflow_state == "deleted":
        raise not_found()
    if file.hidden and not is_manager(request, course):
        raise unauthorized(state_of(request))
    fields = file_json(request, file) | {"canvadoc_session_url": None, "crocodoc_session_url": None}
    return api_json(request, fields | _blueprint_status(request, course, file))


def _blueprint_status(request: Request, course: Course, file: File) -> dict[str, object]:
    wanted = "blueprint_course_status" in includes_of(request)
    return lock_json(file.lock) if wanted and is_manager(request, course) else {}


async def _show_quota(request: Request) -> Response:
    course = course_of(request)
    quota = {"quota": course.storage_quota_mb * 1_048_576, "quota_used": quota_used(state_of(request), course.id)}
    return api_json(request, quota)


def _file_of(request: Request) -> File:
    file = record_of(request, state_of(request).files)
    if file.workflow_state == "deleted":
        raise not_found()
    return file


def _managed_file_of(request: Request) -> File:
    file = _file_of(request)
    if not may_manage_course(state_of(request), caller_of(request).user, file.course_id):
        raise unauthorized(state_of(request))
    return file


async def _show_file(request: Request) -> Response:
    """Outside the 27 scopes; a replaced id is 404 here (contract 8.3)."""
    file = _file_of(request)
    request.path_params["course_id"] = str(file.course_id)
    course_of(request)
    return api_json(request, file_json(request, file))


async def _show_public_url(request: Request) -> Response:
    """A signed address in one call; outside the 27 scopes (contract 8.4)."""
    file = _file_of(request)
    request.path_params["course_id"] = str(file.course_id)
    course_of(request)
    ticket = Ticket("download", file.id, clock_of(request).now() + PUBLIC_URL_SECONDS)
    return api_json(request, {"public_url": f"{host_of(request)}/files-domain/{file.id}?token={sign_token(ticket)}"})


async def _update_file(request: Request) -> Response:
    """Name, folder, locks, visibility; the content cannot be changed here (contract 7.8)."""
    file = _managed_file_of(request)
    parameters = await parameters_of(request)
    state = state_of(request)
    changes = _changes(request, file, parameters)
    if changes.get("display_name", file.display_name) != file.display_name:
        refuse_locked(file.lock, ["display_name"])
    course = state.courses[file.course_id]
    if course.usage_rights_required and file.locked and changes.get("locked") is False:
        raise bad_request_message("This file must have usage_rights set before it can be published.")
    before = {name: getattr(file, name) for name in changes}
    for name, value in changes.items():
        setattr(file, name, value)
    on_duplicate = parameters.get("on_duplicate")
    if namesakes(state, file) and on_duplicate not in {"overwrite", "rename"}:
        for name, value in before.items():
            setattr(file, name, value)
        raise bad_request_message("file already exists; use on_duplicate='overwrite' or 'rename'", status=409)
    settle(state, file, "rename" if on_duplicate == "rename" else "overwrite", clock_of(request).timestamp())
    file.updated_at = clock_of(request).timestamp()
    return api_json(request, file_json(request, file))


def _changes(request: Request, file: File, parameters: dict[str, Any]) -> dict[str, object]:
    changes: dict[str, object] = {}
    if "name" in parameters:
        name = str(parameters["name"] or "").replace("/", "_").strip()
        if not name:
            raise validation("display_name", "can't be blank", error_type="blank")
        changes["display_name"] = name
    if parameters.get("parent_folder_id"):
        changes["folder_id"] = folder_of(state_of(request), file.course_id, str(parameters["parent_folder_id"])).id
    for name in ("locked", "hidden"):
        if name in parameters:
            changes[name] = is_true(parameters[name])
    for name in ("lock_at", "unlock_at"):
        if name in parameters:
            changes[name] = str(parameters[name]) if parameters[name] else None
    if "visibility_level" in parameters:
        if parameters["visibility_level"] not in _VISIBILITY:
            raise validation("visibility_level", "is not included in the list", error_type="inclusion")
        changes["visibility_level"] = parameters["visibility_level"]
    return changes


async def _delete_file(request: Request) -> Response:
    """A soft delete; a submitted file stays (403), a blueprint-locked one is unauthorized (contract 7.8, 12)."""
    file = _managed_file_of(request)
    if is_content_locked(file.lock) or is_true(request.query_params.get("replace")):
        raise unauthorized(state_of(request))
    if file.submitted:
        raise bad_request_message("Cannot delete a file that has been submitted as part of an assignment", status=403)
    data = file_json(request, file)
    file.workflow_state = "deleted"
    file.updated_at = clock_of(request).timestamp()
    return api_json(request, data)


ROUTES = [
    Route("/api/v1/courses/{course_id}/files", _list_files),
    Route("/api/v1/courses/{course_id}/files/quota", _show_quota),
    Route("/api/v1/courses/{course_id}/files/{id}", _show_course_file),
    Route("/api/v1/files/{id}", _show_file),
    Route("/api/v1/files/{id}", _update_file, methods=["PUT"]),
    Route("/api/v1/files/{id}", _delete_file, methods=["DELETE"]),
    Route("/api/v1/files/{id}/public_url", _show_public_url),
]
