"""What stands in Canvas at this moment, and putting something else there: texts and files alike."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from msgspec.structs import replace

from curbcut.canvas.client import Canvas
from curbcut.canvas.content import REASONS, ContentItem, ItemKind
from curbcut.canvas.course_reader import CourseReader
from curbcut.canvas.errors import CanvasError, GrantLostError, NotFoundError
from curbcut.canvas.files import File
from curbcut.canvas.ids import CourseId, FileId
from curbcut.canvas.texts import write_text
from curbcut.errors import CurbcutError
from curbcut.service.checking.file_cache import file_cache
from curbcut.service.library.models import Item
from curbcut.service.library.replacements import Replacements
from curbcut.service.library.sync_course import identity_of
from curbcut.service.library.texts import fingerprint, storable
from curbcut.service.settings import CONFIGURATION

_SPOOL_BYTES = 4 << 20


class NotReadableError(CurbcutError):
    """What stands in Canvas cannot be read as it is kept, so it cannot be written either."""

    code = "not-readable"


class ReadBackError(CurbcutError):
    """Canvas took what was sent, and does not show what it made of it."""

    code = "not-read-back"
    retryable = True


@dataclass(frozen=True, slots=True)
class Found:
    """What stands in Canvas.

    Attributes:
        content: As Canvas describes it, a text in stored form.
        fingerprint: sha256 of it.
        load: Gives the bytes; of a file that is known, from what is kept here.
    """

    content: ContentItem
    fingerprint: str
    load: Callable[[], bytes]


class Contents:
    """One item's content in Canvas.

    Args:
        item: With its `course` and `institution`.
        canvas: Where it is.
        known: Texts that are known in stored form; Canvas shows some with other numbers of files (`replacements.py`).
    """

    def __init__(self, item: Item, canvas: Canvas, *known: str) -> None:
        self._item = item
        self._canvas = canvas
        self._course_id = CourseId(int(item.course.canvas_id))
        self._known = known

    def read(self) -> Found:
        """Read what stands there.

        Raises:
            NotFoundError: It is no longer there.
            NotReadableError: It is there and is not shown as it is kept.
            CanvasError: Canvas does not answer.
        """
        reader = CourseReader(self._canvas, self._course_id)
        if self._item.is_file:
            return self._of_file(self._current_file())
        number = int(self._item.canvas_id)
        content = reader.item(cast("ItemKind", self._item.kind), number)
        if content is None:
            # Canvas shows no syllabus where it is empty; where it keeps it back it says so.
            if reader.notes:
                raise NotReadableError(reader.notes[0].text)
            content = self._empty_syllabus(number)
        return self._of_text(content)

    def write(self, found: Found, data: bytes) -> tuple[str | None, Found]:
        """Put other content in the place of what was just read, and read it back.

        Returns:
            sha256 of what Canvas says it made of it, where it says so, and what stands there after that.

        Raises:
            LockedByBlueprintError: The blueprint course locks it; nothing was changed.
            CanvasError: Canvas refused; or, when it is retryable, whether it was written is not known.
            ReadBackError: It was written, and what it became is not known.
        """
        if self._item.is_file:
            assert found.content.file is not None
            replaced = self._canvas.files.replace(self._course_id, found.content.file, data)
            after = _read_back(lambda: self._of_file(replaced.file))
            return after.fingerprint, after
        kind, number = cast("ItemKind", self._item.kind), int(self._item.canvas_id)
        answered = write_text(self._canvas, self._course_id, kind, number, data.decode())
        after = _read_back(self.read)
        return None if answered is None else fingerprint(self._as_known(answered).encode()), after

    def _of_text(self, content: ContentItem) -> Found:
        if content.not_checkable is not None:
            raise NotReadableError(REASONS[content.not_checkable])
        shown = content.html or ""
        if storable(shown) != shown:
            raise NotReadableError("It holds characters that would be lost on the way back.")
        data = self._as_known(shown).encode()
        return Found(replace(content, html=data.decode()), fingerprint(data), lambda: data)

    def _as_known(self, shown: str) -> str:
        return self._replacements.as_known(shown, *self._known)

    @cached_property
    def _replacements(self) -> Replacements:
        return Replacements.of_course(self._item.course)

    def _empty_syllabus(self, number: int) -> ContentItem:
        item = self._item
        return ContentItem(
            kind="syllabus", id=number, title=item.title, html_url=item.html_url, published=item.is_published, html=""
        )

    def _current_file(self) -> File:
        file_id = FileId(int(self._item.canvas_id))
        try:
            return self._canvas.files.get_file(self._course_id, file_id)
        except NotFoundError:
            # A new version has another number, and the old one leads to it.
            return self._canvas.files.get_file(self._course_id, file_id, follow_replacement=True)

    def _of_file(self, file: File) -> Found:
        content = CourseReader(self._canvas, self._course_id).content_of_file(file)
        if content.not_checkable is not None:
            raise NotReadableError(REASONS[content.not_checkable])
        item = self._item
        if item.fingerprint and identity_of(file) == item.identity:
            return Found(content, item.fingerprint, lambda: self._kept_bytes(file))
        data = self._download(file)
        return Found(content, fingerprint(data), lambda: data)

    def _kept_bytes(self, file: File) -> bytes:
        return file_cache().get(self._item.institution, self._item.fingerprint) or self._download(file)

    def _download(self, file: File) -> bytes:
        with SpooledTemporaryFile(max_size=_SPOOL_BYTES) as spool:
            target = cast("BinaryIO", spool)
            self._canvas.files.download(file, target, limit_bytes=CONFIGURATION.file_limit_bytes)
            target.seek(0)
            return target.read()


def _read_back(read: Callable[[], Found]) -> Found:
    try:
        return read()
    except (CanvasError, NotReadableError) as error:
        if error.retryable or isinstance(error, GrantLostError):
            raise
        raise ReadBackError(f"It was written, and cannot be read back: {error}") from error
