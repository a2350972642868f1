"""A film or a sound as a document: its tracks, and the files beside it."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from curbcut.documents.context import Context
from curbcut.documents.errors import MalformedDocumentError
from curbcut.documents.kinds import kind_of
from curbcut.documents.media.tracks import Tracks, has_embedded_captions, tracks_of
from curbcut.documents.place import WHOLE_DOCUMENT, Place

_CAPTION_FILES = (".vtt", ".srt", ".ttml", ".dfxp", ".sbv", ".scc", ".ass", ".ssa")
_TEXT_FILES = (".txt", ".docx", ".doc", ".odt", ".pdf", ".html", ".htm", ".md", ".rtf", *_CAPTION_FILES)
_MEDIA = ("video", "audio")
_SIGNS = {
    "wav": (b"RIFF", b"RIFX", b"RF64"), "flac": (b"fLaC", b"ID3"), "ogg": (b"OggS",), "oga": (b"OggS",), "ogv": (b"OggS",), "avi": (b"RIFF",),
    "webm": (b"\x1aE\xdf\xa3",), "mkv": (b"\x1aE\xdf\xa3",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class MediaDocument:
    """A film or a sound.

    Attributes:
        kind: Which of the two it is, by its tracks where they are known.
        context: What else is known.
        tracks: Its tracks, `None` when the container does not list them in a way that we read.
        has_captions: Captions are inside it.
    """

    kind: Literal["video", "audio"]
    context: Context
    tracks: Tracks | None
    has_captions: bool

    @property
    def place(self) -> Place:
        """The whole of it."""
        return WHOLE_DOCUMENT

    @classmethod
    def read(cls, data: bytes, context: Context) -> "MediaDocument":
        """Read a film or a sound.

        Raises:
            MalformedDocumentError: It is empty, a web page, cut off, or does not begin as its format does.
        """
        _check_start(data, context.name)
        tracks = tracks_of(data)
        if tracks is not None and not tracks.is_whole:
            raise MalformedDocumentError("The file is damaged or cut off: its list of tracks is missing.")
        kind: Literal["video", "audio"] = "audio" if kind_of(context.name, data[:1024]) == "audio" else "video"
        if tracks is not None and "video" not in tracks.kinds and "audio" in tracks.kinds:
            kind = "audio"
        captions = tracks is not None and ("captions" in tracks.kinds or has_embedded_captions(data))
        return cls(kind, context, tracks, captions)

    @property
    def has_caption_file(self) -> bool | None:
        """Whether a file of captions of the same name lies beside it; `None` when nobody knows what does."""
        return self._has_sibling(_CAPTION_FILES)

    @property
    def has_transcript_file(self) -> bool | None:
        """Whether a text of the same name lies beside it; `None` when nobody knows what does."""
        return self._has_sibling(_TEXT_FILES)

    def _has_sibling(self, endings: tuple[str, ...]) -> bool | None:
        siblings = self.context.siblings
        if siblings is None:
            return None
        return any(name.casefold().endswith(endings) for name in companions(self.context.name, siblings))


def companions(name: str, siblings: Iterable[str]) -> tuple[str, ...]:
    """Return the texts and captions among some files that go by their names with a film or a sound, in order.

    `talk.en.vtt`, `talk (English).srt` and `talk transcript.docx` go with `talk.mp4`. `talk2.vtt` does not, and `talk 2.vtt` does
    only where there is no `talk 2.mp4`.
    """
    names = list(siblings)
    own = _stem(name)
    others = [_stem(each) for each in names if kind_of(each, b"") in _MEDIA]
    return tuple(
        sorted(
            each
            for each in names
            if each != name
            and each.casefold().endswith(_TEXT_FILES)
            and _continues(_stem(each), own)
            and not any(len(other) > len(own) and _continues(_stem(each), other) for other in others)
        )
    )


def _continues(stem: str, beginning: str) -> bool:
    rest = stem[len(beginning) :]
    return stem.startswith(beginning) and not rest[:1].isalnum()


def _stem(name: str) -> str:
    # Two ways to write an accent are one name: a Mac takes letters and accents apart.
    return unicodedata.normalize("NFC", name).rpartition("/")[2].rpartition(".")[0].casefold()


def _check_start(data: bytes, name: str) -> None:
    if not data:
        raise MalformedDocumentError("The file is empty.")
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:15].lower().startswith((b"<!doctype html", b"<html", b"<head")):
        raise MalformedDocumentError("The file is a web page that was saved under another name, often a sign-in page.")
    extension = name.rpartition(".")[2].casefold()
    if extension in {"mp4", "m4v", "m4a"} and tracks_of(data) is None:
        raise MalformedDocumentError("The file does not begin as an MP4 file does.")
    signs = _SIGNS.get(extension)
    if signs is not None and not data.startswith(signs):
        raise MalformedDocumentError("The file does not begin as files of its format do.")
