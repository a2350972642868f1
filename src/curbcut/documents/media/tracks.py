"""Which tracks a film or sound has, from its container alone: MP4's boxes (ISO/IEC 14496-12), Matroska's elements (RFC 9559)."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

MOST_BOXES = 100_000
_DEEPEST = 8
_PARENTS = frozenset({b"moov", b"trak", b"mdia", b"edts", b"udta", b"minf", b"stbl"})
_CAPTION_HANDLERS = frozenset({b"text", b"sbtl", b"clcp", b"subt"})
_MATROSKA_MAGIC = b"\x1aE\xdf\xa3"
_SEGMENT, _TRACKS, _TRACK_ENTRY, _TRACK_TYPE = 0x18538067, 0x1654AE6B, 0xAE, 0x83
_CLUSTER = 0x1F43B675
_TRACK_NAMES = {1: "video", 2: "audio", 17: "captions"}


@dataclass(frozen=True, slots=True)
class Tracks:
    """Tracks of a file.

    Attributes:
        kinds: `video`, `audio` or `captions` for each track that we know.
        is_whole: The list of tracks was found and read to its end.
    """

    kinds: tuple[str, ...] = ()
    is_whole: bool = False


def tracks_of(data: bytes) -> Tracks | None:
    """Return the tracks of an MP4, QuickTime or Matroska file; `None` for other containers."""
    if data.startswith(_MATROSKA_MAGIC):
        return _matroska(data)
    if len(data) >= 8 and data[4:8] in {b"ftyp", b"moov", b"mdat", b"free", b"wide", b"skip"}:
        return _mp4(data)
    return None


def has_caption_track(data: bytes) -> bool:
    """Tell whether a file has a track of captions or subtitles, or closed captions inside its pictures' stream."""
    found = tracks_of(data)
    return found is not None and ("captions" in found.kinds or has_embedded_captions(data))


def has_embedded_captions(data: bytes) -> bool:
    """Tell whether H.264 or H.265 pictures carry CEA-608 or CEA-708 captions (ATSC A/53 user data, `GA94` type 3)."""
    return b"\xb5\x00\x31GA94\x03" in data


def _mp4(data: bytes) -> Tracks:
    kinds: list[str] = []
    is_whole = False
    budget = [MOST_BOXES]
    for name, start, end in _boxes(data, 0, len(data), budget):
        if name == b"moov":
            is_whole = end <= len(data)
            kinds += _handlers(data, start, min(end, len(data)), budget, 0)
    return Tracks(tuple(kinds), is_whole)


def _handlers(data: bytes, start: int, end: int, budget: list[int], depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        return
    for name, inner, inner_end in _boxes(data, start, end, budget):
        if name in _PARENTS:
            yield from _handlers(data, inner, min(inner_end, end), budget, depth + 1)
        elif name == b"hdlr" and inner + 12 <= len(data):
            handler = data[inner + 8 : inner + 12]
            if handler == b"vide":
                yield "video"
            elif handler == b"soun":
                yield "audio"
            elif handler in _CAPTION_HANDLERS:
                yield "captions"


def _boxes(data: bytes, start: int, end: int, budget: list[int]) -> Iterator[tuple[bytes, int, int]]:
    while start + 8 <= end and budget[0] > 0:
        budget[0] -= 1
        size, name = struct.unpack_from(">I4s", data, start)
        header = 8
        if size == 1 and start + 16 <= end:
            size, header = struct.unpack_from(">Q", data, start + 8)[0], 16
        elif size == 0:
            size = end - start
        if size < header:
            return
        yield name, start + header, start + size
        start += size


def _matroska(data: bytes) -> Tracks:
    kinds: list[str] = []
    is_whole = False
    budget = [MOST_BOXES]
    for element, start, end in _elements(data, 0, len(data), budget):
        if element != _SEGMENT:
            continue
        for inner, inner_start, inner_end in _elements(data, start, min(end, len(data)), budget):
            if inner == _CLUSTER and is_whole:
                break
            if inner == _TRACKS:
                is_whole = inner_end <= len(data)
                kinds += _entries(data, inner_start, min(inner_end, len(data)), budget)
    return Tracks(tuple(kinds), is_whole)


def _entries(data: bytes, start: int, end: int, budget: list[int]) -> Iterator[str]:
    for element, inner, inner_end in _elements(data, start, end, budget):
        if element != _TRACK_ENTRY:
            continue
        for name, at, at_end in _elements(data, inner, min(inner_end, end), budget):
            if name == _TRACK_TYPE and 0 < at_end - at <= 8:
                kind = _TRACK_NAMES.get(int.from_bytes(data[at:at_end], "big"))
                if kind is not None:
                    yield kind


def _elements(data: bytes, start: int, end: int, budget: list[int]) -> Iterator[tuple[int, int, int]]:
    while start < end and budget[0] > 0:
        budget[0] -= 1
        identity, at = _number(data, start, end, keep_marker=True)
        size, at = _number(data, at, end, keep_marker=False)
        if identity is None or at > end:
            return
        stop = end if size is None else at + size
        yield identity, at, stop
        start = stop


def _number(data: bytes, at: int, end: int, *, keep_marker: bool) -> tuple[int | None, int]:
    """Read a number of variable length (RFC 8794, section 4); `None` when it is unknown or cut off."""
    if at >= end or not data[at]:
        return None, end + 1
    length = 9 - data[at].bit_length()
    if at + length > end:
        return None, end + 1
    value = int.from_bytes(data[at : at + length], "big")
    if keep_marker:
        return value, at + length
    value &= (1 << (7 * length)) - 1
    return (None if value == (1 << (7 * length)) - 1 else value), at + length
