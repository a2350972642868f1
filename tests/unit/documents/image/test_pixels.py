"""Small pictures of pictures, and the languages in which they are read."""

from io import BytesIO

import pytest
from PIL import Image
from tests.builders.drawings import as_file

from curbcut.documents.context import Context
from curbcut.documents.image import ImageDocument, pixels, reading_languages
from curbcut.documents.image.pixels import FRAME, LARGEST_SHOWN, flat, small
from curbcut.documents.image.reading_languages import languages_for, name_of


def opened(data):
    return Image.open(BytesIO(data)).convert("RGB")


def near(one, other):
    return all(abs(a - b) < 12 for a, b in zip(one, other, strict=True))


def test_a_large_picture_becomes_small_and_keeps_its_shape():
    picture = opened(small(as_file(Image.new("RGB", (4800, 2400), "red"))))
    assert picture.size == (LARGEST_SHOWN[0], LARGEST_SHOWN[0] // 2)
    assert near(picture.getpixel((9, 9)), (255, 0, 0))


def test_what_shows_through_is_white_and_what_lies_stands_up():
    exif = Image.Exif()
    exif[0x0112] = 6
    picture, scale = flat(as_file(Image.new("RGBA", (40, 20), (0, 0, 0, 0)), exif=exif), 40)
    assert (picture.size, picture.getpixel((0, 0)), scale) == ((20, 40), (255, 255, 255), 1)


def test_a_large_picture_is_laid_on_white_in_parts(monkeypatch):
    monkeypatch.setattr(pixels, "_TILE", 8)
    clear = Image.new("RGBA", (50, 30), (0, 0, 0, 0))
    clear.paste((255, 0, 0, 255), (20, 10, 50, 30))
    picture, scale = flat(as_file(clear), 17)
    assert (picture.size, round(scale, 2)) == ((17, 10), 2.94)
    assert (picture.getpixel((4, 4)), picture.getpixel((16, 9))) == ((255, 255, 255), (255, 0, 0))


def test_a_place_has_a_frame_counted_from_below():
    picture = opened(small(as_file(Image.new("RGB", (960, 400), "white")), (100, 20, 300, 60)))
    # At half the size: 50 to 150 across, and 170 to 190 from above.
    assert near(picture.getpixel((49, 180)), FRAME)
    assert near(picture.getpixel((100, 191)), FRAME)
    assert near(picture.getpixel((100, 180)), (255, 255, 255))


@pytest.mark.parametrize(
    ("data", "page"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", 1),
        (as_file(Image.new("RGB", (9, 9))), 2),
    ],
)
def test_what_cannot_be_shown(data, page):
    assert ImageDocument.read(data, Context(name="fox.png")).render_place(page) is None


def test_what_is_damaged_behind_its_head_cannot_be_shown():
    document = ImageDocument.read(as_file(Image.new("RGB", (9, 9))), Context(name="fox.png"))
    object.__setattr__(document, "data", document.data[:20])
    assert document.render_place(1) is None


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("de-AT", "deu"),
        ("zh-Hant-TW", "chi_tra"),
        ("zh", "chi_sim"),
        ("pt_BR", "por"),
        ("tlh", "eng"),
        ("", "eng"),
        (None, "eng"),
    ],
)
def test_names_of_languages(tag, name):
    assert name_of(tag) == name


@pytest.mark.parametrize(
    ("tag", "installed", "languages"),
    [
        ("de", {"eng", "deu"}, "deu+eng"),
        ("de", {"eng", "osd"}, "eng"),
        ("en", {"eng"}, "eng"),
        ("ru", {"eng"}, None),
        ("ru", {"rus"}, "rus"),
        ("de", set(), None),
    ],
)
def test_what_a_picture_is_read_with(monkeypatch, tag, installed, languages):
    monkeypatch.setattr(reading_languages, "installed_languages", lambda _: installed)
    assert languages_for("/bin/tesseract", tag) == languages


@pytest.mark.parametrize(
    ("said", "found"), [(b"List of languages in /x (2):\neng\nosd\n", {"eng", "osd"}), (None, set()), (b"", set())]
)
def test_which_languages_are_installed(monkeypatch, said, found):
    monkeypatch.setattr(reading_languages, "run_program", lambda *_, **__: said)
    reading_languages.installed_languages.cache_clear()
    assert reading_languages.installed_languages("/bin/tesseract") == found
    reading_languages.installed_languages.cache_clear()
