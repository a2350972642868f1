"""Mending in bounded children: what is asked of a child and what it answers, and the parent's `Mender`.

The parent loads no reader of any format; `preparing.py` is the child's side.
"""

from types import TracebackType
from typing import Self

import msgspec
from msgspec import Struct

from curbcut.documents.context import Context
from curbcut.documents.isolation.frames import Answer
from curbcut.documents.isolation.limits import Limits
from curbcut.documents.isolation.pool import Pool
from curbcut.rules.results import Finding

_FUNCTION = "curbcut.fixes.preparing:answer"
_LIMITS = Limits(cpu_seconds=20, wall_seconds=40.0, answer_bytes=128 << 20)


class Part(Struct, frozen=True, array_like=True):
    """One finding to mend, with the fix and the answer."""

    rule_id: str
    finding: Finding
    fix_id: str
    answer: str = ""


class Refused(Struct, frozen=True, array_like=True, tag=True):
    """Something was not prepared: why, for programs and for people."""

    reason: str
    text: str


class Mended(Struct, frozen=True, array_like=True, tag=True):
    """New content.

    Attributes:
        data: All of it.
        diff: What differs, as lines that people read.
        refused: Parts that were left as they are, by their index; the others are in `data`.
    """

    data: bytes
    diff: str
    refused: dict[int, Refused] = {}


class Proposal(Struct, frozen=True, array_like=True):
    """What a fix would do.

    Attributes:
        answer: A good answer, where one can be computed.
        refused: Why the fix does not fit here, whatever the answer.
    """

    answer: str | None = None
    refused: Refused | None = None


class MendRequest(Struct, frozen=True, array_like=True):
    """What a child is asked: to mend, or, for a question, what could be answered."""

    context: Context
    data: bytes
    parts: tuple[Part, ...]
    is_question: bool


_MENDED: "msgspec.msgpack.Decoder[Mended | Refused]" = msgspec.msgpack.Decoder(Mended | Refused)
_PROPOSALS: "msgspec.msgpack.Decoder[tuple[Proposal, ...]]" = msgspec.msgpack.Decoder(tuple[Proposal, ...])
_ENCODER = msgspec.msgpack.Encoder()


class Mender:
    """Prepares fixes in a pool of bounded children. Safe for several threads; children start when first needed."""

    def __init__(self, *, jobs: int = 1, limits: Limits = _LIMITS) -> None:
        """Prepare `jobs` children."""
        self._pool = Pool(_FUNCTION, jobs=jobs, limits=limits, preload=("curbcut.rules.html",))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the children."""
        self._pool.close()

    def mend(self, data: bytes, context: Context, parts: tuple[Part, ...]) -> Mended | Refused:
        """Prepare the new content that mends some findings; a child that dies is a refusal."""
        reply = self._pool.call(_ENCODER.encode(MendRequest(context, data, parts, is_question=False)))
        if not isinstance(reply, Answer):
            return Refused(reply.limit, reply.text)
        try:
            return _MENDED.decode(reply.body)
        except msgspec.MsgspecError:
            return _NO_SENSE

    def propose(self, data: bytes, context: Context, parts: tuple[Part, ...]) -> tuple[Proposal, ...]:
        """Ask what could be answered to each part; answers of the parts are not looked at."""
        reply = self._pool.call(_ENCODER.encode(MendRequest(context, data, parts, is_question=True)))
        if not isinstance(reply, Answer):
            return (Proposal(refused=Refused(reply.limit, reply.text)),) * len(parts)
        try:
            return _PROPOSALS.decode(reply.body)
        except msgspec.MsgspecError:
            return (Proposal(refused=_NO_SENSE),) * len(parts)


_NO_SENSE = Refused("garbage", "Preparing the fix gave an answer that makes no sense.")
