"""The three steps of an upload in three kinds of storage (contract 8.1 and 8.2)."""

import mimetypes
import secrets
from typing import Any
from urllib.parse import quote_plus

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from canvas_sandbox.exchange import api_json, clock_of, host_of, local_id, parameters_of, state_of
from canvas_sandbox.model import Course, File, Folder
from canvas_sandbox.parameters import read_body
from canvas_sandbox.refusals import Refusal, bad_request_message, not_found
from canvas_sandbox.resources.courses import quota_used
from canvas_sandbox.resources.file_json import file_json
from canvas_sandbox.resources.finding import is_true, managed_course_of
from canvas_sandbox.uploads.duplicates import settle
from canvas_sandbox.uploads.folders import UNFILED, folder_at, folder_of, path_below_root
from canvas_sandbox.uploads.hosts import second_host_of
from canvas_sandbox.uploads.signing import Ticket, sign, sign_token, verify, verify_token

PARAMETER_SECONDS = 30 * 60
_QUOTA_UNIT = 1_048_576
_ON_DUPLICATE = frozenset({"overwrite", "rename"})


async def _start(request: Request) -> Response:
    """Step 1: check, keep a pending file, answer where the bytes go (contract 8.1)."""
    course = managed_course_of(request)
    parameters = await parameters_of(request)
    on_duplicate = str(parameters.get("on_duplicate") or "overwrite")
    if on_duplicate not in _ON_DUPLICATE:
        raise bad_request_message("invalid on_duplicate option")
    folder = _folder_of(request, course, parameters)
    name = str(parameters.get("name") or parameters.get("filename") or "").replace("/", "_").strip() or "file"
    size = str(parameters.get("size") or "0")
    if size.isascii() and size.isdigit() and quota_used(state_of(request), course.id) + int(size[:18]) > _quota(course):
        raise bad_request_message("file size exceeds quota")
    content_type = str(parameters.get("content_type") or "") or mimetypes.guess_type(name)[0]
    file = _pending_file(request, course, folder, name=name, content_type=content_type or "unknown/unknown")
    expires_at = clock_of(request).now() + PARAMETER_SECONDS
    ticket = Ticket("upload", file.id, expires_at, on_duplicate, host_of(request))
    return api_json(request, _where(request, file, ticket, no_redirect=is_true(parameters.get("no_redirect"))))


def _folder_of(request: Request, course: Course, parameters: dict[str, Any]) -> Folder:
    state = state_of(request)
    identifier, path = parameters.get("parent_folder_id"), parameters.get("parent_folder_path")
    if identifier and path is not None:
        raise bad_request_message("Can't set folder path and folder id")
    if identifier:
        return folder_of(state, course.id, str(identifier))
    return folder_at(state, course.id, UNFILED if path is None else path_below_root(str(path)))


def _quota(course: Course) -> int:
    return course.storage_quota_mb * _QUOTA_UNIT


def _pending_file(request: Request, course: Course, folder: Folder, *, name: str, content_type: str) -> File:
    """Keep the file as deleted and pending: it counts only after step 3 (contract 8.2)."""
    now = clock_of(request).timestamp()
    state = state_of(request)
    file = File(
        id=state.new_id(),
        course_id=course.id,
        folder_id=folder.id,
        display_name=name,
        filename=quote_plus(name),  # stored URL-encoded (contract 7.8)
        content_type=content_type,
        data=b"",
        uuid=secrets.token_urlsafe(30),
        created_at=now,
        updated_at=now,
        modified_at=now,
        # Without usage rights a file stays unpublished where the course demands them (contract 8.3).
        locked=course.usage_rights_required,
        upload_status="pending",
        workflow_state="deleted",
    )
    state.files[file.id] = file
    return file


def _where(request: Request, file: File, ticket: Ticket, *, no_redirect: bool) -> dict[str, object]:
    storage = state_of(request).switches.storage
    described = {"filename": file.filename, "content_type": file.content_type}
    if storage == "inst-fs":
        url = f"{second_host_of(request)}/inst-fs/files?token={sign_token(ticket)}"
        return {"upload_url": url, "upload_params": described, "file_param": "file"}
    policy, signature = sign(ticket)
    signed = {"Policy": policy, "Signature": signature}
    if storage == "local":
        url = f"{host_of(request)}/files_api"
        quiet = {"no_redirect": "true"} if no_redirect else {}
        return {"upload_url": url, "upload_params": {**described, **signed, **quiet}, "file_param": "file"}
    parameters = {
        "key": f"account_1/attachments/{file.id}/{file.filename}",
        "acl": "private",
        "Filename": file.filename,
        "content-type": file.content_type,
        **signed,
    }
    if no_redirect:
        parameters["success_action_status"] = "201"
    else:
        parameters["success_action_redirect"] = _confirmation(file, ticket)
    return {"upload_url": f"{second_host_of(request)}/s3-bucket", "upload_params": parameters, "file_param": "file"}


def _confirmation(file: File, ticket: Ticket) -> str:
    return f"{ticket.canvas}/api/v1/files/{file.id}/create_success?uuid={file.uuid}&on_duplicate={ticket.on_duplicate}"


async def _receive_local(request: Request) -> Response:
    """Step 2 at Canvas itself: 302 to the confirmation, or 201 with its address (contract 8.2)."""
    form = await read_body(request)
    file, ticket = await _store(request, _ticket_of_form(request, form), form)
    location = _confirmation(file, ticket)
    if is_true(form.get("no_redirect")):
        return JSONResponse({"location": location}, 201, {"Location": location})
    return Response(status_code=302, headers={"Location": location})


async def _receive_s3(request: Request) -> Response:
    """Step 2 at S3: 303 to the confirmation, or 201 with its address (contract 8.2)."""
    refuse_authorization(request)
    form = await read_body(request)
    file, ticket = await _store(request, _ticket_of_form(request, form), form)
    status = 303 if form.get("success_action_redirect") else 201
    return Response(status_code=status, headers={"Location": _confirmation(file, ticket)})


async def _receive_inst_fs(request: Request) -> Response:
    """Step 2 at inst-fs: 201 JSON; Canvas is told behind the scenes, the file exists already (contract 8.2)."""
    refuse_authorization(request)
    form = await read_body(request)
    known = verify_token(request.query_params.get("token", ""), purpose="upload", now=clock_of(request).now())
    file, ticket = await _store(request, known, form)
    _confirm(request, file, ticket.on_duplicate)
    location = f"{ticket.canvas}/api/v1/files/{file.id}?include%5B%5D=enhanced_preview_url"
    body = {
        "location": location,
        "id": file.id,
        "uuid": file.uuid,
        "instfs_uuid": file.uuid,
        "display_name": file.display_name,
        "content_type": file.content_type,
        "size": len(file.data),
    }
    return JSONResponse(body, 201, {"Location": location})


def _ticket_of_form(request: Request, form: dict[str, Any]) -> Ticket | None:
    policy, signature = str(form.get("Policy", "")), str(form.get("Signature", ""))
    return verify(policy, signature, purpose="upload", now=clock_of(request).now())


def refuse_authorization(request: Request) -> None:
    """Refuse a foreign Authorization header, as S3 does (contract 8.4).

    Raises:
        Refusal: 400.
    """
    if "authorization" in request.headers:
        raise Refusal(400, "InvalidArgument: Only one auth mechanism allowed")


async def _store(request: Request, ticket: Ticket | None, form: dict[str, Any]) -> tuple[File, Ticket]:
    """Keep the bytes; the file must come last in the form and its parameters be ours and fresh."""
    upload = form.get("file")
    if not isinstance(upload, UploadFile):
        raise Refusal(400, "")
    data = await upload.read()
    await upload.close()
    file = state_of(request).files.get(ticket.file_id) if ticket else None
    if ticket is None or file is None or file.upload_status != "pending" or list(form)[-1] != "file":
        raise Refusal(400, "")
    course = state_of(request).courses[file.course_id]
    if quota_used(state_of(request), course.id) + len(data) > _quota(course):
        raise bad_request_message("file size exceeds quota limits")
    file.data = data
    file.upload_status = "success"
    file.awaits_confirmation = True
    return file, ticket


async def _confirm_step(request: Request) -> Response:
    """Step 3, without a token: the file is looked up by id and uuid (contract 8.2)."""
    file = state_of(request).files.get(local_id(request.path_params["id"]) or 0)
    if file is None or file.uuid != request.query_params.get("uuid"):
        raise not_found()
    if not file.awaits_confirmation:
        raise Refusal(400, "")
    _confirm(request, file, request.query_params.get("on_duplicate", "overwrite"))
    return api_json(request, file_json(request, file))


def _confirm(request: Request, file: File, on_duplicate: str) -> None:
    file.awaits_confirmation = False
    file.workflow_state = "available"
    settle(
        state_of(request), file, "rename" if on_duplicate == "rename" else "overwrite", clock_of(request).timestamp()
    )


ROUTES = [
    Route("/api/v1/courses/{course_id}/files", _start, methods=["POST"]),
    Route("/api/v1/files/{id}/create_success", _confirm_step, methods=["GET", "POST"]),
    Route("/files_api", _receive_local, methods=["POST"]),
    Route("/s3-bucket", _receive_s3, methods=["POST"]),
    Route("/inst-fs/files", _receive_inst_fs, methods=["POST"]),
]
