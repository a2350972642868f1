"""A course's files. Source: Canvas API reference, "Files".

The ways of the bytes are their own modules: `downloads` and `uploads`.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO

from msgspec import Struct, field

from curbcut.canvas import scopes
from curbcut.canvas.api import Api, Parameters
from curbcut.canvas.blueprint_lock import BlueprintLock
from curbcut.canvas.downloads import Downloaded, Downloads
from curbcut.canvas.errors import LockedByBlueprintError
from curbcut.canvas.ids import CourseId, FileId, FolderId
from curbcut.canvas.uploads import Upload, Uploads


class File(BlueprintLock, frozen=True, kw_only=True):
    """A file of a course.

    Attributes:
        display_name: The name that people see.
        url: Where its bytes are; may carry a permission (`verifier`), so it is not printed.
        size: Bytes.
        modified_at: When its content changed; `updated_at` moves with anything.
        media_entry_id: Of the media object that Canvas plays in a film's or sound's place; its captions are kept there.
    """

    id: FileId
    display_name: str
    content_type: str = field(name="content-type", default="application/octet-stream")
    folder_id: FolderId | None = None
    url: str = ""
    size: int | None = 0
    uuid: str | None = None
    updated_at: datetime | None = None
    modified_at: datetime | None = None
    locked: bool | None = False
    hidden: bool | None = False
    locked_for_user: bool | None = False
    mime_class: str | None = None
    media_entry_id: str | None = None

    @property
    def is_published(self) -> bool:
        """Whether students can open it by its link."""
        return not self.locked

    def __repr__(self) -> str:
        return f"File(id={self.id}, display_name={self.display_name!r}, size={self.size})"


class Replaced(Struct, frozen=True):
    """A file that took another's place; Canvas resolves links with the old id to it."""

    old_id: FileId
    file: File


class Files:
    """A course's files."""

    def __init__(self, api: Api, downloads: Downloads, uploads: Uploads) -> None:
        self._api = api
        self._downloads = downloads
        self._uploads = uploads

    def list_files(self, course_id: CourseId) -> Iterator[File]:
        """Yield every file of a course; hidden and locked ones too, for those who manage it."""
        return self._api.get_all(scopes.LIST_FILES, File, course_id=course_id)

    def get_file(self, course_id: CourseId, file_id: FileId, *, follow_replacement: bool = False) -> File:
        """Read one file.

        Args:
            course_id: The course.
            file_id: The file.
            follow_replacement: Answer with the file that took its place, when one did.
        """
        query: Parameters = (
            {"replacement_chain_context_type": "course", "replacement_chain_context_id": course_id}
            if follow_replacement
            else {}
        )
        return self._api.get(scopes.GET_FILE, File, query, course_id=course_id, id=file_id)

    def put_file(
        self,
        file_id: FileId,
        *,
        name: str | None = None,
        parent_folder_id: FolderId | None = None,
        locked: bool | None = None,
        hidden: bool | None = None,
    ) -> File:
        """Rename, move, lock or hide a file; its content is changed by `replace`.

        Raises:
            ConflictError: A file of that name is in that folder.
        """
        form = {"name": name, "parent_folder_id": parent_folder_id, "locked": locked, "hidden": hidden}
        return self._api.change(scopes.PUT_FILE, File, form, id=file_id)

    def delete_file(self, file_id: FileId) -> File:
        """Delete a file that we uploaded; links to it break, and only Canvas's own undelete brings it back."""
        return self._api.change(scopes.DELETE_FILE, File, {}, id=file_id)

    def download(self, file: File, target: BinaryIO, *, limit_bytes: int) -> Downloaded:
        """Write a file's bytes to an open file.

        Args:
            file: As Canvas just described it; its address does not last.
            target: Open for writing, empty.
            limit_bytes: Larger files are refused.

        Raises:
            OversizedFileError: The file is larger than the limit.
            DownloadScopeMissingError: This Canvas wants an optional scope for downloads.
            DownloadError: Canvas shows no address, or a page instead of the file.
            IncompleteDownloadError: Another number of bytes arrived than Canvas named.
        """
        return self._downloads.download(file, target, limit_bytes)

    def upload(self, course_id: CourseId, upload: Upload) -> File:
        """Upload a file into a course and read it back.

        Raises:
            ContentRejectedError: The quota is used up, or the folder cannot be.
        """
        return self.get_file(course_id, self._uploads.upload(course_id, upload))

    def replace(self, course_id: CourseId, file: File, content: bytes) -> Replaced:
        """Put new content in a file's place: same name, same folder, so that old links keep working.

        Raises:
            LockedByBlueprintError: The blueprint course locks the file; nothing was changed.
        """
        new = self.upload(
            course_id,
            Upload(
                name=file.display_name,
                content=content,
                content_type=file.content_type,
                folder_id=file.folder_id,
                on_duplicate="overwrite",
            ),
        )
        if new.display_name != file.display_name:
            # Canvas turns the overwriting of a locked file into a second file beside it, without a word.
            self.delete_file(new.id)
            raise LockedByBlueprintError(f"The blueprint course locks the file {file.display_name}. Change it there.")
        return Replaced(file.id, new)
