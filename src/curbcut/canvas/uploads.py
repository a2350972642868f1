"""Uploading in Canvas's three steps, to each of its three kinds of storage. Source: Canvas API, "Uploading Files"."""

import re
from typing import Literal
from urllib.parse import urljoin, urlsplit

import httpx
import msgspec
from msgspec import Struct

from curbcut.canvas import scopes
from curbcut.canvas.api import Api
from curbcut.canvas.errors import CanvasShapeError, CanvasUnavailableError, ContentRejectedError
from curbcut.canvas.ids import CourseId, FileId, FolderId
from curbcut.canvas.transport import Transport

_CREATE_SUCCESS = re.compile(r"/api/v1/files/(\d+)/create_success$")
_FILE = re.compile(r"/files/(\d+)$")


class Upload(Struct, frozen=True, kw_only=True):
    """What to upload.

    Attributes:
        name: The name that people will see.
        content: The bytes.
        content_type: Their MIME type.
        folder_id: Folder to put it in.
        folder_path: Or its path, made when missing.
        on_duplicate: What to do when the folder has a file of that name.
    """

    name: str
    content: bytes
    content_type: str
    folder_id: FolderId | None = None
    folder_path: str | None = None
    on_duplicate: Literal["overwrite", "rename"] = "rename"


class _Preflight(Struct):
    upload_url: str
    upload_params: dict[str, str | int | float | bool | None] = {}
    file_param: str = "file"


class _Stored(Struct):
    id: FileId


class Uploads:
    """Moves bytes into a course."""

    def __init__(self, api: Api, transport: Transport) -> None:
        self._api = api
        self._transport = transport

    def upload(self, course_id: CourseId, upload: Upload) -> FileId:
        """Upload and return the new file's id.

        Raises:
            ContentRejectedError: The quota is used up, or the storage does not take the file.
            CanvasUnavailableError: The storage failed; whether the file is there is not known.
        """
        preflight = self._api.change(
            scopes.POST_COURSE_FILE,
            _Preflight,
            {
                "name": upload.name,
                "size": len(upload.content),
                "content_type": upload.content_type,
                "parent_folder_id": upload.folder_id,
                "parent_folder_path": upload.folder_path,
                "on_duplicate": upload.on_duplicate,
            },
            course_id=course_id,
        )
        form = tuple((name, _field(value)) for name, value in preflight.upload_params.items() if value is not None)
        file = (preflight.file_param, upload.name, upload.content, upload.content_type)
        stored = self._transport.upload(preflight.upload_url, form, file)
        return self._finish(preflight.upload_url, stored)

    def _finish(self, upload_url: str, stored: httpx.Response) -> FileId:
        if stored.status_code >= 500:
            raise CanvasUnavailableError(f"Canvas's file storage cannot answer now: status {stored.status_code}.")
        if stored.status_code not in {200, 201, 301, 302, 303, 307}:
            raise ContentRejectedError(f"Canvas's file storage did not take the file: status {stored.status_code}.")
        location = stored.headers.get("Location", "") or _location_in(stored.content)
        address = urljoin(upload_url, location)
        path = urlsplit(address).path
        if _CREATE_SUCCESS.search(path):
            # Without a token: the action asks for none, and our 27 scopes would refuse it with one.
            return self._created(address)
        if match := _FILE.search(path):
            return FileId(int(match[1]))
        return _id_in(stored.content)

    def _created(self, address: str) -> FileId:
        with self._transport.open(address) as response:
            if response.status_code != 200:
                raise ContentRejectedError(f"Canvas did not finish the upload: status {response.status_code}.")
            return _id_in(response.read())


def _field(value: str | float) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _location_in(content: bytes) -> str:
    try:
        body = msgspec.json.decode(content)
    except msgspec.DecodeError:
        return ""
    location = body.get("location") if isinstance(body, dict) else None
    return location if isinstance(location, str) else ""


def _id_in(content: bytes) -> FileId:
    try:
        return msgspec.json.decode(content, type=_Stored, strict=False).id
    except msgspec.MsgspecError as error:
        raise CanvasShapeError("Canvas's file storage did not say which file it made.") from error
