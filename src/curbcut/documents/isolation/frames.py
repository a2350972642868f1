"""What parent and child say to each other: frames of eight bytes of length and a MessagePack body."""

from typing import BinaryIO, Literal

import msgspec
from msgspec import Struct

LENGTH_BYTES = 8

Limit = Literal["cpu-time", "wall-time", "memory", "size", "crash", "garbage", "start"]
"""What stopped a request: a limit, a death without a limit, an answer that makes no sense, a child that never began."""


class Hello(Struct, frozen=True, tag="hello"):
    """First frame of a child: it is ready.

    Attributes:
        unconfined: What it could not give up (`limits.confine`).
    """

    unconfined: tuple[str, ...] = ()


class Answer(Struct, frozen=True, tag="answer"):
    """What the function returned.

    Attributes:
        body: Its bytes.
        retire: The child asks to be replaced, because its memory has grown.
    """

    body: bytes
    retire: bool = False


class Stopped(Struct, frozen=True, tag="stopped"):
    """There is no answer, and why.

    Attributes:
        limit: What stopped it.
        text: One sentence for the person who owns the file.
    """

    limit: Limit
    text: str


Frame = Hello | Answer | Stopped
Reply = Answer | Stopped
_ENCODER = msgspec.msgpack.Encoder()
_DECODER: msgspec.msgpack.Decoder[Frame] = msgspec.msgpack.Decoder(Frame)


def pack(frame: Frame) -> bytes:
    """Encode a frame with its length."""
    body = _ENCODER.encode(frame)
    return length_of(body) + body


def unpack(body: bytes) -> Frame:
    """Decode the body of a frame.

    Raises:
        msgspec.DecodeError: The bytes are no frame.
    """
    return _DECODER.decode(body)


def length_of(body: bytes) -> bytes:
    """Return the length prefix of a body."""
    return len(body).to_bytes(LENGTH_BYTES, "big")


def read_request(stream: BinaryIO) -> bytes | None:
    """Read one request as it was sent, or `None` at the end of the stream."""
    prefix = stream.read(LENGTH_BYTES)
    if len(prefix) < LENGTH_BYTES:
        return None
    length = int.from_bytes(prefix, "big")
    body = stream.read(length)
    return body if len(body) == length else None
