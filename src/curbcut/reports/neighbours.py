"""What the rest of a course says of a file: the files in its folder, and the words of the pages that show a picture."""

from collections import defaultdict

from curbcut.documents.context import Context
from curbcut.documents.kinds import kind_of
from curbcut.documents.media import MediaDocument, companions
from curbcut.documents.used_picture import UsedPicture

_MEDIA = ("video", "audio")


class Neighbours:
    """Gathers what the items of one course say of each other; asked once everything was told.

    Args:
        course_id: The course.
    """

    def __init__(self, course_id: int) -> None:
        self._course_id = course_id
        self._uses: defaultdict[int, list[str]] = defaultdict(list)
        self._names: defaultdict[int, list[str]] = defaultdict(list)
        self._has_unread = False

    def add_body(self, kind: str, pictures: tuple[UsedPicture, ...] | None) -> None:
        """Tell of a body.

        Args:
            kind: Kind of item.
            pictures: What it shows, `None` when nobody knows.
        """
        # The questions of a quiz are not in its text, and they show pictures too.
        self._has_unread |= pictures is None or kind == "quiz"
        for picture in pictures or ():
            file_id = file_id_of(picture.source, self._course_id)
            if file_id is not None:
                self._uses[file_id].append(picture.alternative)

    def add_unread(self) -> None:
        """Tell that there is something that nobody could read."""
        self._has_unread = True

    def add_file(self, name: str, folder_id: int | None) -> None:
        """Tell of a file."""
        if folder_id is not None:
            self._names[folder_id].append(name)

    def alternatives_of(self, name: str, file_id: int) -> tuple[str, ...] | None:
        """Return what pages say of a picture; `None` for other files, and when its uses are not known."""
        if kind_of(name, b"") != "image":
            return None
        uses = tuple(self._uses.get(file_id, ()))
        # What was seen can be judged; that there is nothing else is only known when everything was read.
        return uses if uses or not self._has_unread else None

    def siblings_of(self, name: str, folder_id: int | None, *, is_played: bool) -> tuple[str, ...] | None:
        """Return the names beside a film or a sound that may belong to it; `None` for others, and when nobody knows.

        Args:
            name: Name of the film or sound.
            folder_id: Where it lies.
            is_played: Canvas plays it in a player of its own.
        """
        kind = kind_of(name, b"")
        if kind not in _MEDIA or folder_id is None:
            return None
        # The others change nothing, and each new file of a folder would be another thing to check every film with.
        siblings = companions(name, self._names[folder_id])
        if is_played and kind == "video":
            # Canvas keeps captions of its own films apart from the files, and no scope shows them. A file of captions
            # in the folder proves that there are some; its absence proves nothing.
            context = Context(name=name, siblings=siblings)
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
