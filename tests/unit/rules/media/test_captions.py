"""media-video-captions and media-audio-transcript, on containers written by hand."""

import struct

import pytest

from curbcut.documents.context import Context
from curbcut.documents.errors import MalformedDocumentError
from curbcut.documents.media import MediaDocument
from curbcut.rules.media import MEDIA
from curbcut.rules.runner import run


def box(name, content=b""):
    return struct.pack(">I", 8 + len(content)) + name + content


def mp4(*handlers, more=b""):
    tracks = b"".join(box(b"trak", box(b"mdia", box(b"hdlr", b"\0" * 8 + each + b"\0" * 12))) for each in handlers)
    return box(b"ftyp", b"isom\0\0\0\0") + box(b"moov", tracks) + box(b"mdat", more)


def element(identity, content):
    return bytes.fromhex(identity) + struct.pack(">Q", len(content) | 0x0100000000000000) + content


def mkv(*kinds):
    tracks = b"".join(element("AE", element("83", bytes([kind]))) for kind in kinds)
    return element("1A45DFA3", b"") + element("18538067", element("1654AE6B", tracks) + element("1F43B675", b"x"))


def said(rule_id, data, name="fox.mp4", **context):
    [check] = [check for check in MEDIA.checks if check.rule.id == rule_id]
    [result] = run(MediaDocument.read(data, Context(name=name, **context)), [check])
    return result.outcome.value, [finding.reason for finding in result.findings]


FILM = mp4(b"vide", b"soun")


@pytest.mark.parametrize(
    ("data", "name", "siblings", "expected"),
    [
        (FILM, "fox.mp4", None, ("cantTell", ["unknown"])),
        (FILM, "fox.mp4", ("fox.mp4", "cub.vtt"), ("failed", ["missing"])),
        (FILM, "fox.mp4", ("fox.mp4", "Fox.en.vtt"), ("passed", [])),
        (FILM, "fox.mp4", ("fox.mp4", "fox.srt"), ("passed", [])),
        (mp4(b"vide", b"soun", b"sbtl"), "fox.mp4", (), ("passed", [])),
        (mp4(b"vide", b"soun", b"text"), "fox.mov", (), ("passed", [])),
        (mp4(b"vide", b"soun", more=b"\xb5\x00\x31GA94\x03\xff"), "fox.mp4", (), ("passed", [])),
        (mp4(b"vide"), "fox.mp4", (), ("passed", [])),
        (mkv(1, 2), "fox.mkv", (), ("failed", ["missing"])),
        (mkv(1, 2, 17), "fox.webm", (), ("passed", [])),
        (b"RIFF\0\0\0\0AVI ", "fox.avi", (), ("cantTell", ["unknown"])),
        (mp4(b"soun"), "fox.mp4", (), ("inapplicable", [])),
        (mp4(b"meta"), "fox.mp4", (), ("cantTell", ["unknown"])),
        (FILM, "fox1.mp4", ("fox10.vtt",), ("failed", ["missing"])),
        (FILM, "fox.mp4", ("fox 2.vtt", "fox 2.mp4"), ("failed", ["missing"])),
        (FILM, "fox.mp4", ("fox 2.vtt",), ("passed", [])),
        (FILM, "fox.mp4", ("fox.mp4.vtt",), ("passed", [])),
        (FILM, "Fu\u0308chse.mp4", ("F\u00fcchse (Deutsch).srt",), ("passed", [])),
        (FILM, "fox.mp4", ("fox.txt", "fox.docx"), ("failed", ["missing"])),
    ],
)
def test_captions(data, name, siblings, expected):
    assert said("media-video-captions", data, name, siblings=siblings) == expected


@pytest.mark.parametrize(
    ("name", "siblings", "expected"),
    [
        ("fox.mp3", None, ("cantTell", ["unknown"])),
        ("fox.mp3", ("fox.mp3",), ("cantTell", ["unknown"])),
        ("fox.mp3", ("fox.mp3", "fox.docx"), ("passed", [])),
        ("fox.mp3", ("fox transcript.txt",), ("passed", [])),
    ],
)
def test_transcript(name, siblings, expected):
    assert said("media-audio-transcript", b"ID3\x04", name, siblings=siblings) == expected


def test_a_film_needs_no_transcript_here():
    assert said("media-audio-transcript", FILM) == ("inapplicable", [])


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "fox.mp4"),
        (b"<!DOCTYPE html>", "fox.mp4"),
        (FILM[:60], "fox.mp4"),
        (box(b"ftyp"), "fox.mp4"),
        (b"plain text here", "fox.mp4"),
        (b"plain", "fox.wav"),
        (mkv(1, 2)[:40], "fox.mkv"),
    ],
)
def test_damaged_files(data, name):
    with pytest.raises(MalformedDocumentError):
        MediaDocument.read(data, Context(name=name))


def test_boxes_that_lie_about_their_size_end():
    data = box(b"ftyp") + struct.pack(">I4s", 4, b"moov") + b"\0" * 64
    with pytest.raises(MalformedDocumentError):
        MediaDocument.read(data, Context(name="fox.mp4"))


def test_a_film_measures_as_one_page():
    assert MEDIA.measure(MediaDocument.read(FILM, Context(name="fox.mp4"))) == 1.0
