"""A picture as a document: its format, its size, and how it moves."""

import struct
import warnings
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO

from lxml import etree
from PIL import Image, UnidentifiedImageError

from curbcut.documents.context import Context
from curbcut.documents.errors import MalformedDocumentError
from curbcut.documents.image.flashing import Flashes, find_flashes
from curbcut.documents.image.pixels import FORMATS, Rectangle, small
from curbcut.documents.image.playing import Playing, playing_of
from curbcut.documents.image.words import Unread, Words, read_words
from curbcut.documents.place import WHOLE_DOCUMENT, Place

MOST_PIXELS = 89_478_485
"""What Pillow decodes before it warns of a bomb: a quarter of a gigabyte of pixels in three colours."""
MOST_SVG_BYTES = 20 << 20

_HEIF_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
_METAFILES = (
    (b"\xd7\xcd\xc6\x9a", "WMF"),
    (b"\x01\x00\x09\x00", "WMF"),
    (b"\x01\x00\x00\x00", "EMF"),
    (b"8BPS", "PSD"),
)


@dataclass(frozen=True)
class ImageDocument:
    """A picture.

    Attributes:
        context: What else is known.
        format: `PNG`, `JPEG`, `GIF`, `WEBP`, `SVG`, `HEIF`, …
        size: Width and height in pixels; zero where only drawing it would tell.
        size_bytes: Bytes of the file.
        playing: How it moves, `None` when it stands still.
        data: The file.
    """

    context: Context
    format: str
    size: tuple[int, int]
    size_bytes: int
    playing: Playing | None
    data: bytes = field(repr=False)

    @property
    def place(self) -> Place:
        """The whole of it."""
        return WHOLE_DOCUMENT

    @cached_property
    def flashes(self) -> Flashes | None:
        """How it flashes; `None` when it stands still or is too large to look at."""
        if self.playing is None or not self.playing.pictures or self.size[0] * self.size[1] > MOST_PIXELS:
            return None
        if not self.playing.can_flash:
            return Flashes(0, 0, is_whole=True)
        return find_flashes(self.size, self.playing)

    @property
    def has_pixels(self) -> bool:
        """Whether its pixels can be looked at."""
        return 0 < self.size[0] * self.size[1] <= MOST_PIXELS

    @cached_property
    def words(self) -> Words | Unread:
        """The words in it, or why nobody could look."""
        return read_words(self.data, self.context.language) if self.has_pixels else "unread"

    @property
    def producer(self) -> str:
        """What it was made with: pictures do not say."""
        return "unknown"

    def render_place(self, page_number: int, rectangle: Rectangle | None = None) -> bytes | None:
        """Render it, small, for people to look at.

        Args:
            page_number: 1; there is no other.
            rectangle: Part of it to draw a frame about, in its pixels from its lower left corner.

        Returns:
            PNG bytes; `None` for what cannot be drawn here.
        """
        if page_number != 1 or not self.has_pixels:
            return None
        try:
            return small(self.data, rectangle)
        except PICTURE_ERRORS:
            return None

    @classmethod
    def read(cls, data: bytes, context: Context) -> "ImageDocument":
        """Read a picture.

        Raises:
            MalformedDocumentError: It is empty, cut off, or no picture.
        """
        if not data:
            raise MalformedDocumentError("The file is empty.")
        if _is_svg(data):
            _check_svg(data)
            return cls(context, "SVG", (0, 0), len(data), None, data)
        if data[4:8] == b"ftyp" and data[8:12] in _HEIF_BRANDS:
            return cls(context, "HEIF", (0, 0), len(data), None, data)
        for magic, name in _METAFILES:
            if data.startswith(magic) and (name != "EMF" or data[40:44] == b" EMF"):
                return cls(context, name, (0, 0), len(data), None, data)
        return cls._read_pixels(data, context)

    @classmethod
    def _read_pixels(cls, data: bytes, context: Context) -> "ImageDocument":
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                with Image.open(BytesIO(data), formats=FORMATS) as picture:
                    name = picture.format or ""
                    playing = playing_of(picture)
                    size = picture.size
                    if playing is None and size[0] * size[1] <= MOST_PIXELS:
                        picture.load()
            except Image.DecompressionBombError:
                return cls(context, "", (1, MOST_PIXELS * 2 + 1), len(data), None, data)
            except PICTURE_ERRORS as error:
                unread = _format_beyond(data, error)
                if unread:
                    return cls(context, unread, (0, 0), len(data), None, data)
                raise MalformedDocumentError("The picture is damaged or cut off: programs cannot show it.") from error
        return cls(context, name, size, len(data), playing, data)


PICTURE_ERRORS = (
    UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, TypeError, IndexError, KeyError, OverflowError, AttributeError,
    RuntimeError, ZeroDivisionError, struct.error,
)  # fmt: skip
"""Everything that Pillow raises over the content of a file."""


def _format_beyond(data: bytes, error: Exception) -> str:
    """Return the format of a picture that is whole but of a kind that Pillow does not decode; empty for a damaged one."""
    if str(error) == "Unsupported BMP bitfields layout":
        return "BMP"
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(data[:4])
    if order is None or not isinstance(error, UnidentifiedImageError) or len(data) < 8:
        return ""
    # TIFF 6.0, section 2: the directory of what is in the file. Colours in floating point, as of maps, are none of Pillow's.
    (start,) = struct.unpack_from(f"{order}I", data, 4)
    count = int.from_bytes(data[start : start + 2], "little" if order == "<" else "big")
    return "TIFF" if count and start + 2 + 12 * count <= len(data) else ""


def _is_svg(data: bytes) -> bool:
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith(b"<svg") or (head.startswith((b"<?xml", b"<!doctype svg", b"<!--")) and b"<svg" in head)


def _check_svg(data: bytes) -> None:
    if len(data) > MOST_SVG_BYTES:
        return
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise MalformedDocumentError("The picture is damaged: it is not well-formed XML.") from error
