"""Pictures of places in files, rendered in bounded children: a page, a slide, a picture, or the part that a finding is about."""

from types import TracebackType
from typing import Any, Self

import msgspec
from msgspec import Struct

from curbcut.documents.context import Context
from curbcut.documents.conversion import Converted, Converter
from curbcut.documents.errors import UnreadableDocumentError
from curbcut.documents.isolation.frames import Answer
from curbcut.documents.isolation.limits import Limits
from curbcut.documents.isolation.pool import Pool
from curbcut.documents.kinds import kind_of
from curbcut.rules.catalogue import format_of

PAGED = "pdf"
DRAWN = frozenset({"docx", "pptx", "xlsx", "odt", "odp", "ods", "rtf", "doc", "ppt", "xls"})
"""Kinds of file that LibreOffice draws, into a PDF."""

SLIDES = frozenset({"pptx", "ppt", "odp"})
SHOWN = DRAWN | {PAGED, "image"}
"""Kinds of file of which there is something to show."""

NOT_INSTALLED = "It is not pictured: LibreOffice, which draws such files, is not installed here."
NOT_DRAWN = "It is not pictured: LibreOffice could not draw it."

MOST_SPOTS = 24
"""Pictures made of one file."""

_FUNCTION = f"{__name__}:answer"
_LIMITS = Limits(cpu_seconds=20, wall_seconds=40.0)


class Spot(Struct, frozen=True, array_like=True):
    """A place to show.

    Attributes:
        page_number: Page or slide, from 1; 1 for a picture.
        rectangle: Part of it in PDF points, of a picture in its pixels: left, bottom, right, top; without one, all of it, small.
    """

    page_number: int
    rectangle: tuple[float, float, float, float] | None = None


class Preview(Struct, frozen=True, array_like=True):
    """What a file looks like.

    Attributes:
        application: The application that it was made with, such as `word`, or `unknown`.
        pictures: PNG bytes, one for each spot; `None` where a spot cannot be shown.
        why_not: Why there are none, where somebody can do something about that.
    """

    application: str
    pictures: tuple[bytes | None, ...]
    why_not: str = ""


class _Request(Struct, frozen=True, array_like=True):
    context: Context
    data: bytes
    spots: tuple[Spot, ...]


_REQUESTS = msgspec.msgpack.Decoder(_Request)
_ANSWERS: msgspec.msgpack.Decoder[Preview | None] = msgspec.msgpack.Decoder(Preview | None)
_ENCODER = msgspec.msgpack.Encoder()


def answer(request: bytes) -> bytes:
    """Render what a request asks for; runs in the child."""
    asked = _REQUESTS.decode(request)
    kind = kind_of(asked.context.name, asked.data[:1024])
    if kind not in {PAGED, "image"} or (format_ := format_of(kind)) is None:
        return _ENCODER.encode(None)
    try:
        document: Any = format_.read(asked.data, asked.context)
    except UnreadableDocumentError:
        return _ENCODER.encode(None)
    pictures = tuple(document.render_place(spot.page_number, spot.rectangle) for spot in asked.spots[:MOST_SPOTS])
    return _ENCODER.encode(Preview(document.producer, pictures))


class Previewer:
    """Shows places in files. Safe for several threads; the children start when first needed."""

    def __init__(self, *, jobs: int = 1, limits: Limits = _LIMITS) -> None:
        """Prepare `jobs` children."""
        self._pool = Pool(_FUNCTION, jobs=jobs, limits=limits, preload=(f"curbcut.rules.{PAGED}",))
        self._converter = Converter(jobs=jobs)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the children."""
        self._converter.close()
        self._pool.close()

    def show(self, data: bytes, context: Context, spots: tuple[Spot, ...]) -> Preview | None:
        """Render some spots of a file.

        Returns:
            The pictures; `None` for a file without any, or when rendering it takes more than a child may use.
        """
        kind = kind_of(context.name, data[:1024])
        if kind not in DRAWN:
            return self._render(data, context, spots)
        drawn = self._converter.convert(data, kind, "pdf")
        if not isinstance(drawn, Converted):
            return Preview("unknown", (), NOT_INSTALLED if drawn.code == "not-installed" else NOT_DRAWN)
        shown = self._render(drawn.data, Context(name=f"drawn.{PAGED}"), spots)
        # LibreOffice made the PDF; what the file itself was made with, the PDF does not say.
        return None if shown is None else Preview("unknown", shown.pictures)

    def _render(self, data: bytes, context: Context, spots: tuple[Spot, ...]) -> Preview | None:
        reply = self._pool.call(_ENCODER.encode(_Request(context, data, spots)))
        if not isinstance(reply, Answer):
            return None
        try:
            return _ANSWERS.decode(reply.body)
        except msgspec.MsgspecError:
            return None
