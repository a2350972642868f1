"""Every rule on pictures, built with Pillow."""

import struct
from io import BytesIO

import pytest
from PIL import Image

from curbcut.documents.context import Context
from curbcut.documents.errors import MalformedDocumentError
from curbcut.documents.image import ImageDocument, playing
from curbcut.documents.image import document as document_module
from curbcut.rules.image import IMAGE
from curbcut.rules.runner import run

FLASHING = "image-flashing"
BLACK, WHITE, GREY, RED = (0, 0, 0), (255, 255, 255), (128, 128, 128), (255, 0, 0)


def said(rule_id, data, name="fox.gif", **context):
    [check] = [check for check in IMAGE.checks if check.rule.id == rule_id]
    [result] = run(ImageDocument.read(data, Context(name=name, **context)), [check])
    return result.outcome.value, [finding.reason for finding in result.findings]


def plain(colour=BLACK, size=(20, 20)):
    return Image.new("RGB", size, colour)


def saved(*frames, kind="GIF", milliseconds=100, loop=None):
    out = BytesIO()
    options = {} if loop is None else {"loop": loop}
    if len(frames) > 1:
        options |= {"save_all": True, "append_images": frames[1:], "duration": milliseconds}
        if kind == "WEBP":
            options |= {"lossless": True}
        if kind == "GIF":
            options |= {"optimize": False, "disposal": 2}
    frames[0].save(out, kind, **options)
    return out.getvalue()


def blinking(one=BLACK, other=WHITE, *, count=10, size=(300, 300), area=None, **options):
    """Two pictures in turn; `area` of the second has the other colour, the whole of it by default."""
    second = plain(one, size)
    second.paste(other, (0, 0, *(area or size)))
    # One pixel changes, so that no writer takes two pictures for one.
    frames = [plain(one, size) if number % 2 == 0 else second.copy() for number in range(count)]
    for number, frame in enumerate(frames):
        frame.putpixel((size[0] - 1, size[1] - 1), (number, number, number))
    return saved(*frames, **options)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_black_and_white_flashes_in_every_format(kind):
    assert said(FLASHING, blinking(kind=kind)) == ("failed", ["general"])


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"milliseconds": 100}, ("failed", ["general"])),
        ({"milliseconds": 130}, ("failed", ["general"])),
        ({"milliseconds": 180}, ("passed", [])),
        ({"milliseconds": 400}, ("passed", [])),
        ({"count": 4, "milliseconds": 100}, ("passed", [])),
        ({"count": 4, "milliseconds": 100, "loop": 0}, ("failed", ["general"])),
        ({"one": (200, 200, 200), "other": (205, 205, 205)}, ("passed", [])),
        ({"one": (240, 240, 240), "other": WHITE}, ("passed", [])),
        ({"size": (100, 100)}, ("passed", [])),
        ({"size": (400, 400), "area": (100, 100)}, ("passed", [])),
        ({"size": (400, 400), "area": (200, 200)}, ("failed", ["general"])),
        ({"one": BLACK, "other": RED, "size": (300, 300)}, ("failed", ["general"])),
    ],
)
def test_thresholds(options, expected):
    assert said(FLASHING, blinking(**options)) == expected


def test_red_flashes_without_a_change_of_brightness():
    # Both have a relative luminance of 0.21 or so.
    assert said(FLASHING, blinking(RED, (127, 127, 127))) == ("failed", ["red"])


def turns(changes, *, milliseconds=100, one=BLACK, other=WHITE, size=(300, 300), area=None, still=1500):
    """Turn around so many times, then stand; a PNG, which keeps every colour."""
    second = plain(one, size)
    second.paste(other, (0, 0, *(area or size)))
    frames = [plain(one, size) if number % 2 == 0 else second.copy() for number in range(changes + 1)]
    for number, frame in enumerate(frames):
        frame.putpixel((size[0] - 1, size[1] - 1), (number, number, number))
    out = BytesIO()
    durations = [milliseconds] * changes + [still]
    frames[0].save(out, "PNG", save_all=True, append_images=frames[1:], duration=durations, loop=1)
    return out.getvalue()


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        # Three flashes are six changes; a seventh in the same second begins a fourth.
        ({"changes": 6}, ("passed", [])),
        ({"changes": 7}, ("failed", ["general"])),
        ({"changes": 8, "milliseconds": 125}, ("failed", ["general"])),
        # Seven changes, the last exactly one second after the first: no second holds them all.
        ({"changes": 7, "milliseconds": 1000 / 6}, ("passed", [])),
        ({"changes": 7, "milliseconds": 166}, ("failed", ["general"])),
        # A quarter of 341 by 256 pixels are 21,824, and as many are allowed.
        ({"changes": 8, "size": (341, 256), "area": (341, 64)}, ("passed", [])),
        ({"changes": 8, "size": (341, 256), "area": (341, 65)}, ("failed", ["general"])),
        ({"changes": 8, "size": (200, 109)}, ("passed", [])),
        ({"changes": 8, "size": (200, 110)}, ("failed", ["general"])),
        # The same area, spread wider than the window.
        ({"changes": 8, "size": (1000, 300), "area": (1000, 40)}, ("passed", [])),
        # A picture of 2,048 pixels is shown half as large.
        ({"changes": 8, "size": (2048, 320), "area": (280, 280)}, ("passed", [])),
        ({"changes": 8, "size": (2048, 320), "area": (310, 310)}, ("failed", ["general"])),
        # Relative luminances: 0.0999 and 0.1022 above black; 0.807 and 0.799 as the darker state.
        ({"changes": 8, "other": (89, 89, 89)}, ("passed", [])),
        ({"changes": 8, "other": (90, 90, 90)}, ("failed", ["general"])),
        ({"changes": 8, "one": (232, 232, 232)}, ("passed", [])),
        ({"changes": 8, "one": (231, 231, 231)}, ("failed", ["general"])),
    ],
)
def test_general_flashes_at_the_edges_of_the_thresholds(options, expected):
    assert said(FLASHING, turns(**options), name="fox.png") == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        # Of one luminance each: what changes is the colour alone.
        ((255, 0, 0), (127, 127, 127), ("failed", ["red"])),
        ((255, 0, 0), (0, 0, 255), ("failed", ["general"])),
        ((200, 0, 0), (98, 98, 98), ("failed", ["red"])),
        # R/(R + G + B) of 0.81 and of 0.79 in linear light, both farther than 0.2 from the other state.
        ((255, 96, 96), (0, 160, 170), ("failed", ["red"])),
        ((255, 102, 102), (0, 160, 170), ("passed", [])),
        # A saturated red that is no farther than 0.16 from a grey.
        ((255, 92, 92), (150, 150, 150), ("passed", [])),
        # A saturated red that turns into another red that is near it.
        ((255, 0, 0), (230, 90, 0), ("passed", [])),
        # Too dark for anybody to see a colour.
        ((20, 0, 0), (0, 0, 0), ("passed", [])),
    ],
)
def test_red_flashes_at_the_edges_of_the_thresholds(one, other, expected):
    assert said(FLASHING, turns(8, one=one, other=other), name="fox.png") == expected


def test_three_red_flashes_are_allowed():
    assert said(FLASHING, turns(6, one=RED, other=(127, 127, 127)), name="fox.png") == ("passed", [])


def test_a_red_that_comes_slowly_is_one_change():
    steps = [(127 + step * 8, 127 - step * 8, 127 - step * 8) for step in range(16)]
    frames = [plain(step, (300, 300)) for step in (*steps, *reversed(steps))]
    assert said(FLASHING, saved(*frames, kind="PNG", milliseconds=40), name="fox.png") == ("passed", [])


def test_delays_of_nothing_are_shown_as_browsers_do():
    assert said(FLASHING, blinking(milliseconds=10, count=12)) == ("failed", ["general"])


def test_a_fade_is_no_flash():
    frames = [plain((value, value, value), (300, 300)) for value in range(0, 250, 10)]
    assert said(FLASHING, saved(*frames, milliseconds=40)) == ("passed", [])


def test_a_long_animation_is_looked_at_in_part():
    frames = [plain((number % 7, 0, number % 5), (10, 10)) for number in range(300)]
    assert said(FLASHING, saved(*frames, milliseconds=300)) == ("cantTell", ["partly"])


def test_what_is_too_large_to_look_at_nobody_can_tell(monkeypatch):
    monkeypatch.setattr(document_module, "MOST_PIXELS", 8)
    document = ImageDocument.read(blinking(size=(8, 8)), Context(name="fox.gif"))
    assert (document.flashes, document.has_pixels) == (None, False)
    assert document.words == "unread"
    monkeypatch.setattr(playing, "MOST_PIXELS", 8)
    assert said(FLASHING, blinking(size=(8, 8))) == ("cantTell", ["unseen"])


def test_what_shows_through_is_white():
    clear, white = Image.new("RGBA", (300, 300), (0, 0, 0, 0)), Image.new("RGBA", (300, 300), "white")
    frames = [(clear if number % 2 else white).copy() for number in range(9)]
    for number, frame in enumerate(frames):
        frame.putpixel((0, 0), (number, 0, 0, 255))
    assert said(FLASHING, saved(*frames, kind="PNG"), name="fox.png") == ("passed", [])


def test_a_picture_measures_as_one_page():
    assert IMAGE.measure(ImageDocument.read(saved(plain()), Context(name="fox.gif"))) == 1.0


def test_a_still_picture_does_not_flash():
    assert said(FLASHING, saved(plain())) == ("inapplicable", [])


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"loop": 0}, ("failed", ["endless"])),
        ({"loop": 2, "milliseconds": 200}, ("failed", ["long"])),
        ({}, ("passed", [])),
        ({"milliseconds": 600}, ("failed", ["long"])),
    ],
)
def test_animation_without_an_end(options, expected):
    assert said("image-animation-endless", blinking(size=(8, 8), **options)) == expected


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><title>Fox</title></svg>'


@pytest.mark.parametrize(
    ("data", "outcome"),
    [
        (saved(plain(), kind="PNG"), "passed"),
        (saved(plain(), kind="JPEG"), "passed"),
        (saved(plain(), kind="BMP"), "passed"),
        (SVG, "passed"),
        (b'<?xml version="1.0"?><!DOCTYPE svg>' + SVG, "passed"),
        (saved(plain(), kind="TIFF"), "failed"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "failed"),
        (b"\xd7\xcd\xc6\x9a" + b"\0" * 40, "failed"),
    ],
)
def test_format(data, outcome):
    assert said("image-format", data)[0] == outcome


def png_of_size(width, height):
    """Write a PNG that says its size, without the pixels."""
    import struct
    import zlib

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    return (
        b"\x89PNG\r\n\x1a\n"
        + struct.pack(">I", 13)
        + chunk
        + struct.pack(">I", zlib.crc32(chunk))
        + struct.pack(">I", 0)
        + b"IDAT"
        + struct.pack(">I", zlib.crc32(b"IDAT"))
    )


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (saved(plain()), ("passed", [])),
        (png_of_size(20_000, 6_000), ("failed", ["pixels"])),
        (png_of_size(60_000, 60_000), ("failed", ["pixels"])),
        (saved(plain(), kind="PNG") + b"\0" * (11 << 20), ("failed", ["bytes"])),
    ],
)
def test_too_large(data, expected):
    assert said("image-too-large", data) == expected


@pytest.mark.parametrize(
    ("alternatives", "expected"),
    [
        (None, ("inapplicable", [])),
        ((), ("inapplicable", [])),
        (("A red fox",), ("passed", [])),
        (("A red fox", " "), ("failed", ["absent"])),
        (("fox.png",), ("failed", ["file-name"])),
        (("image", "A red fox"), ("failed", ["placeholder"])),
    ],
)
def test_alternatives_where_it_is_used(alternatives, expected):
    assert said("image-alt-quality", saved(plain()), alternatives=alternatives) == expected


def a_map(order="<"):
    """Write a TIFF with colours in floating point."""
    entries = ((256, 4, 1), (257, 4, 1), (258, 3, 32), (262, 3, 2), (277, 3, 3), (339, 3, 3))
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(f"{order}IH", 8, len(entries))
    values = (
        struct.pack(f"{order}HHI", tag, kind, 1)
        + struct.pack(f"{order}{'HH' if kind == 3 else 'I'}", *([value, 0] if kind == 3 else [value]))
        for tag, kind, value in entries
    )
    return head + b"".join(values) + b"\0" * 16


def a_bitmap():
    """Write a BMP with four bits a colour."""
    header = struct.pack("<IiiHHIIiiIIIIII", 56, 1, 1, 1, 16, 3, 4, 0, 0, 0, 0, 0xF00, 0xF0, 0xF, 0xF000)
    return b"BM" + struct.pack("<IHHI", 74, 0, 0, 70) + header + b"\0" * 4


@pytest.mark.parametrize(
    ("data", "name", "outcome"),
    [(a_map(), "a.tif", "failed"), (a_map(">"), "a.tif", "failed"), (a_bitmap(), "a.bmp", "passed")],
)
def test_what_nobody_here_decodes_is_no_damage(data, name, outcome):
    assert said("image-format", data, name)[0] == outcome
    assert said("image-text", data, name) == ("inapplicable", [])


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<!DOCTYPE html>",
        saved(plain((9, 9, 9), (300, 300)), kind="JPEG")[:-100],
        blinking()[:2000],
        b"<svg><g></svg>",
        b"GIF89a",
        b"II*\0" + b"\0" * 40,
        b"II*\0",
        a_map()[:60],
    ],
)
def test_damaged_pictures(data):
    with pytest.raises(MalformedDocumentError):
        ImageDocument.read(data, Context(name="fox.png"))


def test_a_picture_that_stands_out_of_its_canvas():
    data = bytearray(blinking(size=(40, 40), count=4))
    descriptor = b"\x2c\0\0\0\0\x28\0\x28\0"
    second = data.index(descriptor, data.index(descriptor) + 9)
    data[second + 1] = 20
    assert said(FLASHING, bytes(data)) == ("passed", [])
