"""A file as the API shows it (contract 7.8, appendix A; 8.4 for the two eras of its `url`)."""

from starlette.requests import Request

from canvas_sandbox.exchange import caller_or_none, clock_of, host_of, includes_of, may_manage_course, state_of
from canvas_sandbox.model import File

_MIME_CLASSES = {
    "application/pdf": "pdf",
    "application/msword": "doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "doc",
    "application/vnd.oasis.opendocument.text": "doc",
    "application/rtf": "doc",
    "application/vnd.ms-powerpoint": "ppt",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "ppt",
    "application/vnd.ms-excel": "xls",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xls",
    "application/zip": "zip",
    "application/x-zip-compressed": "zip",
    "text/html": "html",
    "text/plain": "text",
    "application/json": "code",
    "text/css": "code",
    "text/javascript": "code",
}


def mime_class(content_type: str) -> str:
    """Return Canvas's family of a media type."""
    bare = content_type.partition(";")[0].strip().lower()
    kind = bare.partition("/")[0]
    return _MIME_CLASSES.get(bare) or (kind if kind in {"image", "video", "audio"} else "file")


def is_locked_for(request: Request, file: File) -> bool:
    """Say whether the file is closed to the caller: locked now, and he does not manage the course."""
    caller = caller_or_none(request)
    if caller is not None and may_manage_course(state_of(request), caller.user, file.course_id):
        return False
    now = clock_of(request).timestamp()
    is_before = file.unlock_at is not None and now < file.unlock_at
    is_after = file.lock_at is not None and now > file.lock_at
    return file.locked or is_before or is_after


def file_url(request: Request, file: File) -> str:
    """Return the download address: with the verifier in era A, without it in era B."""
    url = f"{host_of(request)}/files/{file.id}/download?download_frd=1"
    return f"{url}&verifier={file.uuid}" if state_of(request).switches.download_era == "verifier" else url


def file_json(request: Request, file: File) -> dict[str, object]:
    """Return a file; `url` is empty when it is locked for the caller."""
    locked = is_locked_for(request, file)
    is_image = file.content_type.startswith("image/")
    fields: dict[str, object] = {
        "id": file.id,
        "folder_id": file.folder_id,
        "display_name": file.display_name,
        "filename": file.filename,
        "upload_status": file.upload_status,
        "content-type": file.content_type,
        "url": "" if locked else file_url(request, file),
        "size": len(file.data),
        "created_at": file.created_at,
        "updated_at": file.updated_at,
        "unlock_at": file.unlock_at,
        "locked": file.locked,
        "hidden": file.hidden,
        "lock_at": file.lock_at,
        "hidden_for_user": False,
        "thumbnail_url": f"{host_of(request)}/images/thumbnails/{file.id}" if is_image and not locked else None,
        "modified_at": file.modified_at,
        "mime_class": mime_class(file.content_type),
        "media_entry_id": None,
        "category": "uncategorized",
        "locked_for_user": locked,
        "visibility_level": file.visibility_level,
    }
    if state_of(request).switches.download_era == "verifier":
        fields["uuid"] = file.uuid  # gone from the answers before the verifier went (contract 8.4)
    if locked:
        fields["lock_info"] = {"asset_string": f"attachment_{file.id}"}
        fields["lock_explanation"] = "This file is currently locked."
    return fields | _include_fields(request, file)


def name_json(file: File) -> dict[str, object]:
    """Return what `only[]=names` leaves of a file (contract 7.8)."""
    return {
        "id": file.id,
        "uuid": file.uuid,
        "folder_id": file.folder_id,
        "display_name": file.display_name,
        "filename": file.filename,
        "upload_status": file.upload_status,
        "content-type": file.content_type,
        "workflow_state": file.workflow_state,
    }


def _include_fields(request: Request, file: File) -> dict[str, object]:
    wanted = includes_of(request)
    fields: dict[str, object] = {}
    if "user" in wanted:
        fields["user"] = {}
    if "usage_rights" in wanted:
        fields["usage_rights"] = None
    if "context_asset_string" in wanted:
        fields["context_asset_string"] = f"course_{file.course_id}"
    if "enhanced_preview_url" in wanted:
        fields["preview_url"] = f"/courses/{file.course_id}/files/{file.id}/file_preview?annotate=0"
    if "instfs_uuid" in wanted:
        fields["instfs_uuid"] = file.uuid
    return fields
