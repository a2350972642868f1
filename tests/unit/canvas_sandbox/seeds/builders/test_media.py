"""Pictures and films of the seeds are readable by others."""

import struct
from io import BytesIO

import pytest
from PIL import Image

from canvas_sandbox.seeds.builders import media, pictures


def boxes(data, path=b""):
    """Every box of an MPEG-4 file by its path, with its content."""
    place = 0
    while place < len(data):
        size, kind = struct.unpack_from(">I4s", data, place)
        assert 8 <= size <= len(data) - place
        content = data[place + 8 : place + size]
        yield path + kind, content
        if kind in {b"moov", b"trak", b"mdia", b"minf"}:
            yield from boxes(content, path + kind + b"/")
        place += size


@pytest.mark.parametrize(("captions", "handlers"), [(True, [b"vide", b"sbtl"]), (False, [b"vide"])])
def test_a_film_says_which_tracks_it_has(captions, handlers):
    found = list(boxes(media.build_mp4(captions=captions)))
    assert [content[8:12] for path, content in found if path.endswith(b"mdia/hdlr")] == handlers
    assert found[0][0] == b"ftyp"


def test_box_sizes_of_headers_are_those_of_the_standard():
    sizes = {path: len(content) for path, content in boxes(media.build_mp4(captions=False))}
    assert sizes[b"moov/mvhd"] == 100
    assert sizes[b"moov/trak/tkhd"] == 84
    assert sizes[b"moov/trak/mdia/mdhd"] == 24


def test_sound_is_whole_frames():
    data = media.build_mp3(2)
    assert len(data) % 417 == 0
    assert {data[place : place + 4] for place in range(0, len(data), 417)} == {b"\xff\xfb\x90\x00"}


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (pictures.as_png(pictures.bar_chart((3, 0, 5), labels=("a", "b"))), "PNG"),
        (pictures.as_png(pictures.words("Only words, and more of them than fit into one line of it")), "PNG"),
        (pictures.as_jpeg(pictures.street_plan()), "JPEG"),
        (pictures.scanned_page(("One.", "Two.")).jpeg, "JPEG"),
    ],
)
def test_pictures_open_and_are_not_blank(data, kind):
    image = Image.open(BytesIO(data))
    assert image.format == kind
    assert len(image.convert("RGB").getcolors(1_000_000)) > 2


def test_an_animation_moves_for_ever():
    image = Image.open(BytesIO(pictures.animation()))
    assert (image.n_frames, image.info["loop"]) == (6, 0)


@pytest.mark.parametrize(("title", "named"), [("The water cycle", True), (None, False)])
def test_a_drawing_has_a_name_or_none(title, named):
    assert (b"<title>" in pictures.svg(title)) is named
