"""Pictures of places in files, rendered in a bounded child: a page, or the part of it that a finding is about."""

from types import TracebackType
from typing import Any, Self

import msgspec
from msgspec import Struct

from curbcut.documents.context import Context
from curbcut.documents.errors import UnreadableDocumentError
from curbcut.documents.isolation.frames import Answer
from curbcut.documents.isolation.limits import Limits
from curbcut.documents.isolation.pool import Pool
from curbcut.documents.kinds import kind_of
from curbcut.rules.catalogue import format_of

KIND = "pdf"
"""The kind of file that has pages to show."""

MOST_SPOTS = 24
"""Pictures made of one file."""

_FUNCTION = f"{__name__}:answer"
_LIMITS = Limits(cpu_seconds=20, wall_seconds=40.0)


class Spot(Struct, frozen=True, array_like=True):
    """A place to show.

    Attributes:
        page_number: Page, from 1.
        rectangle: Part of it in PDF points: left, bottom, right, top; without one, the whole page, small.
    """

    page_number: int
    rectangle: tuple[float, float, float, float] | None = None


class Preview(Struct, frozen=True, array_like=True):
    """What a file looks like.

    Attributes:
        application: The application that it was made with, such as `word`, or `unknown`.
        pictures: PNG bytes, one for each spot; `None` where a spot cannot be shown.
    """

    application: str
    pictures: tuple[bytes | None, ...]


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
    if kind_of(asked.context.name, asked.data[:1024]) != KIND or (format_ := format_of(KIND)) is None:
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
        self._pool = Pool(_FUNCTION, jobs=jobs, limits=limits, preload=(f"curbcut.rules.{KIND}",))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the children."""
        self._pool.close()

    def show(self, data: bytes, context: Context, spots: tuple[Spot, ...]) -> Preview | None:
        """Render some spots of a file.

        Returns:
            The pictures; `None` for a file without pages, or when rendering it takes more than a child may use.
        """
        reply = self._pool.call(_ENCODER.encode(_Request(context, data, spots)))
        if not isinstance(reply, Answer):
            return None
        try:
            return _ANSWERS.decode(reply.body)
        except msgspec.MsgspecError:
            return None
