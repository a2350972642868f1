"""Bodies as people look at them, made safe in a bounded child: what parses hostile HTML may die without harm."""

from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Self

import msgspec
from msgspec import Struct

from curbcut.documents.context import Context
from curbcut.documents.errors import UnreadableDocumentError
from curbcut.documents.html.document import HtmlDocument
from curbcut.documents.html.showing import Mark, shown
from curbcut.documents.isolation.frames import Answer
from curbcut.documents.isolation.limits import Limits
from curbcut.documents.isolation.pool import Pool

LONGEST_BODY = 2_000_000
"""Characters of a body that is shown; Canvas keeps 500 KB at most."""

MOST_MARKS = 200
"""Places that are marked in one body."""

_FUNCTION = f"{__name__}:answer"
_LIMITS = Limits(cpu_seconds=10, wall_seconds=20.0)


class _Request(Struct, frozen=True, array_like=True):
    body: str
    marks: tuple[Mark, ...]
    pictures: dict[str, str]
    nonce: str


_REQUESTS = msgspec.msgpack.Decoder(_Request)
_ANSWERS: msgspec.msgpack.Decoder[str | None] = msgspec.msgpack.Decoder(str | None)
_ENCODER = msgspec.msgpack.Encoder()


def answer(request: bytes) -> bytes:
    """Make a body safe to look at; runs in the child."""
    asked = _REQUESTS.decode(request)
    try:
        document = HtmlDocument.read(asked.body, Context(name="", origin="editor"))
    except UnreadableDocumentError:
        return _ENCODER.encode(None)
    return _ENCODER.encode(shown(document, asked.marks, asked.pictures, asked.nonce))


class BodyPreviewer:
    """Shows bodies. Safe for several threads; the child starts when first needed."""

    def __init__(self, *, jobs: int = 1, limits: Limits = _LIMITS) -> None:
        """Prepare `jobs` children."""
        self._pool = Pool(_FUNCTION, jobs=jobs, limits=limits)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the children."""
        self._pool.close()

    def show(self, body: str, *, marks: Sequence[Mark], pictures: Mapping[str, str], nonce: str) -> str | None:
        """Return a body as safe HTML (`documents.html.showing.shown`); `None` when that takes more than a child may use."""
        if len(body) > LONGEST_BODY:
            return None
        request = _Request(body, tuple(marks[:MOST_MARKS]), dict(pictures), nonce)
        reply = self._pool.call(_ENCODER.encode(request))
        if not isinstance(reply, Answer):
            return None
        try:
            return _ANSWERS.decode(reply.body)
        except msgspec.MsgspecError:
            return None
