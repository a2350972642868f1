"""What the rest of a course says of a file: the files in its folder, and the words of the pages that show a picture."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from curbcut.canvas.content import ContentItem, Note
from curbcut.canvas.files import File
from curbcut.documents.context import Context
from curbcut.documents.html.pictures import pictures_in
from curbcut.documents.kinds import kind_of
from curbcut.documents.media import MediaDocument

if TYPE_CHECKING:
    from curbcut.canvas.ids import FolderId

LONGEST_BODY = 1_000_000
"""Characters of a body in which pictures are looked for. Canvas keeps 500 KB at most; a longer one is left to the children."""

LONGEST_ALTERNATIVE = 1_000
"""Characters that are kept of an alternative: more than any rule looks at. One text can name each of 20,000 pictures."""

_MEDIA = ("video", "audio")


class Placed(Struct, frozen=True):
    """An item with its neighbours, as `documents.context.Context` wants them.

    Attributes:
        item: The item.
        siblings: Names of the files in the folder of a film or a sound; `None` for others, and when nobody knows them.
        alternatives: What pages say of a picture; `None` for others, and when its uses are not known.
    """

    item: ContentItem
    siblings: tuple[str, ...] | None = None
    alternatives: tuple[str, ...] | None = None


class Neighbours:
    """Gathers what the items of one course say of each other, in one pass.

    Args:
        course_id: The course.
        notes: What could not be listed; grows while the items are read.
    """

    def __init__(self, course_id: int, notes: Sequence[Note]) -> None:
        self._course_id = course_id
        self._notes = notes
        self._uses: defaultdict[int, list[str]] = defaultdict(list)
        self._names: defaultdict[FolderId, list[str]] = defaultdict(list)
        self._has_unread = False

    def placed(self, items: Iterator[ContentItem]) -> Iterator[Placed]:
        """Yield every item once; films and sounds come last, since the names beside them are known at the end only.

        Args:
            items: The items of the course, bodies before files.
        """
        media: list[tuple[ContentItem, File]] = []
        for item in items:
            file = item.file
            if file is None:
                self._read(item)
                yield Placed(item)
                continue
            if file.folder_id is not None:
                self._names[file.folder_id].append(file.display_name)
            kind = kind_of(file.display_name, b"")
            if kind in _MEDIA:
                media.append((item, file))
            else:
                yield Placed(item, alternatives=self._alternatives(file) if kind == "image" else None)
        for item, file in media:
            yield Placed(item, siblings=self._siblings(file))

    def _read(self, item: ContentItem) -> None:
        html = item.html
        # The questions of a quiz are not in its text, and they show pictures too.
        self._has_unread |= html is None or len(html) > LONGEST_BODY or item.kind == "quiz"
        if html is None or len(html) > LONGEST_BODY or "/files/" not in html:
            return
        for picture in pictures_in(html):
            file_id = file_id_of(picture.source, self._course_id)
            if file_id is not None:
                self._uses[file_id].append(picture.alternative[:LONGEST_ALTERNATIVE])

    def _alternatives(self, file: File) -> tuple[str, ...] | None:
        uses = tuple(self._uses.get(file.id, ()))
        # What was seen can be judged; that there is nothing else is only known when everything was read.
        return uses if uses or not (self._has_unread or self._notes) else None

    def _siblings(self, file: File) -> tuple[str, ...] | None:
        if file.folder_id is None:
            return None
        siblings = tuple(self._names[file.folder_id])
        if file.media_entry_id and kind_of(file.display_name, b"") == "video":
            # Canvas keeps captions of its own films apart from the files, and no scope shows them. A file of captions
            # in the folder proves that there are some; its absence proves nothing.
            context = Context(name=file.display_name, siblings=siblings)
            film = MediaDocument(kind="video", context=context, tracks=None, has_captions=False)
            return siblings if film.has_caption_file else None
        return siblings


def file_id_of(source: str, course_id: int) -> int | None:
    """Return which file of a course an address in stored form shows, or `None` when it is none of its files.

    Args:
        source: Such as `/courses/7/files/50/preview?wrap=1` or `/files/50/download`.
        course_id: The course.
    """
    path = source.partition("#")[0].partition("?")[0]
    match path.split("/"):
        case ["", "courses", course, "files", file, *_] if course == str(course_id):
            pass
        case ["", "files", file, *_]:
            pass
        case _:
            return None
    return int(file) if file.isascii() and file.isdecimal() and len(file) <= 20 else None
