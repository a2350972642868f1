"""Sound and film without content: containers that say what they hold, which is what a checker of captions reads."""

import struct

_MATRIX = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
_TIMESCALE, _SECONDS = 1000, 8


def build_mp4(*, captions: bool) -> bytes:
    """Answer an MPEG-4 file with a video track and, if wanted, a track of subtitles; no frame is in it.

    Source: ISO/IEC 14496-12, the boxes of clause 8.
    """
    tracks = [_track(1, b"vide", b"avc1", _box(b"vmhd", struct.pack(">IQ", 1, 0)))]
    if captions:
        tracks.append(_track(2, b"sbtl", b"tx3g", _box(b"nmhd", struct.pack(">I", 0))))
    duration = _TIMESCALE * _SECONDS
    header = _box(
        b"mvhd",
        struct.pack(">5I", 0, 0, 0, _TIMESCALE, duration)
        + struct.pack(">IHxx8x", 0x10000, 0x100)
        + _MATRIX
        + bytes(24)
        + struct.pack(">I", len(tracks) + 1),
    )
    return _box(b"ftyp", b"isom\0\0\x02\0isommp41") + _box(b"moov", header, *tracks) + _box(b"mdat")


def build_mp3(seconds: int = 3) -> bytes:
    """Answer silence: MPEG-1 layer III frames of 128 kbit/s at 44.1 kHz, 417 bytes and 26 ms each."""
    return (b"\xff\xfb\x90\x00" + bytes(413)) * (seconds * 1000 // 26)


def _track(number: int, handler: bytes, sample: bytes, header: bytes) -> bytes:
    duration = _TIMESCALE * _SECONDS
    track_header = _box(
        b"tkhd",
        struct.pack(">6I8x4H", 7, 0, 0, number, 0, duration, 0, 0, 0, 0)
        + _MATRIX
        + struct.pack(">2I", 640 << 16, 360 << 16),
    )
    media_header = _box(b"mdhd", struct.pack(">5IHH", 0, 0, 0, _TIMESCALE, duration, 0x15C7, 0))  # 0x15C7: "eng"
    handler_box = _box(b"hdlr", bytes(8) + handler + bytes(12) + b"\0")
    reference = _box(b"dinf", _box(b"dref", struct.pack(">2I", 0, 1) + _box(b"url ", struct.pack(">I", 1))))
    description = _box(b"stsd", struct.pack(">2I", 0, 1) + _box(sample, bytes(6) + b"\0\1" + bytes(70)))
    empty = b"".join(_box(kind, bytes(8)) for kind in (b"stts", b"stsc", b"stco")) + _box(b"stsz", bytes(12))
    samples = _box(b"stbl", description, empty)
    return _box(
        b"trak", track_header, _box(b"mdia", media_header, handler_box, _box(b"minf", header, reference, samples))
    )


def _box(kind: bytes, *content: bytes) -> bytes:
    body = b"".join(content)
    return struct.pack(">I", len(body) + 8) + kind + body
