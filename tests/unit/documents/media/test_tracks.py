"""Containers that lie: the walk over boxes and elements ends, soon, and says what it has seen."""

import random
import struct

import pytest
from tests.unit.rules.media.test_captions import FILM, box, element, mkv, mp4

from curbcut.documents.context import Context
from curbcut.documents.errors import MalformedDocumentError
from curbcut.documents.media import MediaDocument, tracks
from curbcut.documents.media.tracks import has_caption_track, tracks_of

HEAD = bytes.fromhex("1A45DFA380")
SEGMENT = bytes.fromhex("18538067FF")
"""Of unknown size: it goes on to the end of the file."""


def nested(name, depth):
    content = b""
    for _ in range(depth):
        content = box(name, content)
    return content


@pytest.mark.parametrize(
    "data",
    [
        box(b"ftyp") + b"\0\0\0\x08free" * 200_000,
        box(b"ftyp") + struct.pack(">I4sQ", 1, b"moov", 2**64 - 1) + b"x" * 100,
        box(b"ftyp") + struct.pack(">I4s", 1, b"moov"),
        box(b"ftyp") + struct.pack(">I4s", 7, b"moov"),
        HEAD + SEGMENT + b"\0" * 100_000,
        HEAD + bytes.fromhex("1853806780") * 200_000,
        HEAD + SEGMENT + bytes.fromhex("1654AE6B08FFFFFFFF"),
        HEAD + SEGMENT + b"\x01",
        HEAD + SEGMENT + b"\x10\x00",
    ],
)
def test_a_list_of_tracks_that_is_not_there(data):
    found = tracks_of(data)
    assert (found.kinds, found.is_whole) == ((), False)


@pytest.mark.parametrize(
    "data",
    [
        box(b"ftyp") + box(b"moov", nested(b"trak", 500)),
        box(b"ftyp") + struct.pack(">I4s", 0, b"moov") + struct.pack(">I4s", 0, b"trak") * 500,
        box(b"ftyp") + box(b"moov", box(b"trak", box(b"mdia", struct.pack(">I4s", 20, b"hdlr")))),
        HEAD + SEGMENT + bytes.fromhex("1654AE6BFF") + bytes.fromhex("AEFF") * 50_000,
        mkv(99),
        HEAD + SEGMENT + element("1654AE6B", element("AE", element("83", b"\1" * 9))),
    ],
)
def test_a_list_of_tracks_without_any_that_we_know(data):
    found = tracks_of(data)
    assert (found.kinds, found.is_whole) == ((), True)


def test_a_budget_bounds_the_walk(monkeypatch):
    monkeypatch.setattr(tracks, "MOST_BOXES", 3)
    assert tracks_of(FILM).kinds == ()


def test_a_film_that_was_recorded_live_has_clusters_of_unknown_size():
    entries = element("AE", element("83", b"\1")) + element("AE", element("83", b"\2"))
    data = HEAD + SEGMENT + element("1654AE6B", entries) + bytes.fromhex("1F43B675FF") + b"\xa3\x84abcd" * 100
    assert tracks_of(data).kinds == ("video", "audio")


def test_the_list_may_come_last_and_the_head_may_be_missing():
    assert tracks_of(box(b"ftyp") + box(b"mdat", b"x" * 99) + FILM[16:]).kinds == ("video", "audio")
    assert tracks_of(FILM[16:]).kinds == ("video", "audio")


def test_captions_inside():
    assert has_caption_track(mp4(b"vide", b"clcp"))
    assert has_caption_track(mp4(b"vide", more=b"\xb5\x00\x31GA94\x03"))
    assert not has_caption_track(FILM)
    assert not has_caption_track(b"RIFF")


def test_whatever_happens_to_the_bytes_there_is_an_answer():
    chance = random.Random(7)
    for whole in (mp4(b"vide", b"soun", b"sbtl", more=b"z" * 60), mkv(1, 2, 17)):
        for _ in range(400):
            data = bytearray(whole)
            for _ in range(chance.randint(1, 6)):
                data[chance.randrange(len(data))] = chance.randrange(256)
            for name in ("a.mp4", "a.mkv"):
                try:
                    MediaDocument.read(bytes(data[: chance.randint(1, len(data))]), Context(name=name))
                except MalformedDocumentError:
                    continue
