"""File bytes: eras A and B of the download address, and the storage host behind it (contract 8.4)."""

import hmac
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from canvas_sandbox.exchange import (
    caller_or_none,
    clock_of,
    local_id,
    may_manage_course,
    may_read_course,
    session_user,
    state_of,
)
from canvas_sandbox.model import File
from canvas_sandbox.refusals import Refusal, not_found, unauthorized
from canvas_sandbox.resources.file_json import is_locked_for
from canvas_sandbox.uploads.duplicates import find_old
from canvas_sandbox.uploads.hosts import second_host_of
from canvas_sandbox.uploads.signing import Ticket, sign_token, verify_token

LINK_SECONDS = 5 * 60


async def _download(request: Request) -> Response:
    """Whoever may read is sent on to the storage with a signed link; anybody else to the login page."""
    file = _file_of(request)
    if not _is_permitted(request, file):
        return RedirectResponse("/login", 302)
    ticket = Ticket("download", file.id, clock_of(request).now() + LINK_SECONDS)
    name = quote(file.filename, safe="")
    location = f"{second_host_of(request)}/files-domain/{file.id}/{name}?token={sign_token(ticket)}"
    return RedirectResponse(location, 302)


def _file_of(request: Request) -> File:
    """Web paths follow replacements, unlike the API (contract 8.3)."""
    state = state_of(request)
    file = find_old(state, local_id(request.path_params["id"]) or 0)
    course = request.path_params.get("course_id")
    if file is None or (course is not None and local_id(course) != file.course_id):
        raise not_found()
    return file


def _is_permitted(request: Request, file: File) -> bool:
    """Say whether to hand out the bytes.

    Raises:
        Refusal: 403 or 401, the token's user may not read this file.
    """
    state = state_of(request)
    verifier = request.query_params.get("verifier")
    if state.switches.download_era == "verifier" and verifier:
        return hmac.compare_digest(verifier.encode(), file.uuid.encode())
    caller = caller_or_none(request)
    user = caller.user if caller else session_user(request)
    if user is None:
        return False
    is_open = may_manage_course(state, user, file.course_id) or not (is_locked_for(request, file) or file.hidden)
    if not (may_read_course(state, user, file.course_id) and is_open):
        raise unauthorized(state)
    return True


async def _serve(request: Request) -> Response:
    """The storage: the signature is the permission, and a second one is refused, as S3 does (contract 8.4)."""
    if "authorization" in request.headers:
        raise Refusal(400, "InvalidArgument: Only one auth mechanism allowed")
    token = request.query_params.get("token", "")
    ticket = verify_token(token, purpose="download", now=clock_of(request).now())
    file = state_of(request).files.get(ticket.file_id) if ticket else None
    if file is None or str(file.id) != request.path_params["id"]:
        raise Refusal(403, "AccessDenied: Request has expired or its signature does not match")
    name = quote(file.display_name, safe="")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}", "X-Content-Type-Options": "nosniff"}
    return Response(file.data, media_type=file.content_type, headers=headers)


ROUTES = [
    Route("/files/{id}/download", _download),
    Route("/courses/{course_id}/files/{id}/download", _download),
    Route("/courses/{course_id}/files/{id}/preview", _download),
    Route("/files-domain/{id}", _serve),
    Route("/files-domain/{id}/{name:path}", _serve),
]
