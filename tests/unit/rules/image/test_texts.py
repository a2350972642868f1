"""image-text and image-contrast: on pictures drawn here, with a fake of the program that reads them."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from curbcut.documents.context import Context
from curbcut.documents.image import ImageDocument, words
from curbcut.rules.image import IMAGE
from curbcut.rules.runner import run

BOX = (10, 10, 60, 20)


def table(count=1, *, confidence="90", text="foxes", box=BOX):
    left, top, right, bottom = box
    row = ["5", "1", "1", "1", "1", "1", str(left), str(top), str(right - left), str(bottom - top), confidence, text]
    return "\n".join(["level\tpage_num", *["\t".join(row)] * count, "4\t1"])


@pytest.fixture
def reads(monkeypatch):
    def answer(text, languages="eng"):
        monkeypatch.setattr(words, "languages_for", lambda *_: languages)
        monkeypatch.setattr(words, "find_program", lambda _name: "/usr/bin/tesseract")
        monkeypatch.setattr(words, "run_program", lambda *_, **__: None if text is None else text.encode())

    return answer


def drawn(ink=(0, 0, 0), paper=(255, 255, 255), size=(400, 300)):
    picture = Image.new("RGB", size, paper)
    picture.paste(ink, (BOX[0], BOX[1], BOX[0] + 20, BOX[3]))
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def said(rule_id, data):
    [check] = [check for check in IMAGE.checks if check.rule.id == rule_id]
    [result] = run(ImageDocument.read(data, Context(name="fox.png")), [check])
    return result.outcome.value, [finding.reason for finding in result.findings]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (table(8), ("failed", ["text"])),
        (table(7), ("passed", [])),
        (table(8, confidence="59"), ("passed", [])),
        (table(8, text="|-"), ("passed", [])),
        (table(1, box=(0, 0, 200, 100)), ("failed", ["text"])),
        ("", ("passed", [])),
        ("5\tbroken", ("passed", [])),
        (table(8, confidence="high"), ("passed", [])),
        (None, ("cantTell", ["unread"])),
    ],
)
def test_text_in_a_picture(reads, answer, expected):
    reads(answer)
    assert said("image-text", drawn()) == expected


def test_without_the_program_nobody_can_tell(monkeypatch):
    monkeypatch.setattr(words, "find_program", lambda _name: None)
    assert said("image-text", drawn()) == ("cantTell", ["unread"])
    assert said("image-contrast", drawn()) == ("inapplicable", [])


def test_without_the_language_nobody_can_tell(reads):
    reads(table(8), languages=None)
    assert said("image-text", drawn()) == ("cantTell", ["no-language"])
    assert said("image-contrast", drawn()) == ("inapplicable", [])


def test_a_large_picture_is_read_smaller_and_its_places_are_its_own(reads, monkeypatch):
    monkeypatch.setattr(words, "LONGEST_SIDE", 200)
    reads(table(box=(5, 5, 30, 10)))
    found = ImageDocument.read(drawn(), Context(name="fox.png")).words
    assert found.palest.box == BOX
    assert found.height == 300


def test_a_drawing_has_no_pixels_to_read(reads):
    reads(table(8))
    assert said("image-text", b"<svg xmlns='http://www.w3.org/2000/svg'/>") == ("inapplicable", [])


@pytest.mark.parametrize(
    ("ink", "expected"),
    [
        ((0, 0, 0), ("passed", [])),
        ((118, 118, 118), ("passed", [])),
        ((130, 130, 130), ("cantTell", ["depends"])),
        ((170, 170, 170), ("failed", ["low"])),
        ((230, 230, 230), ("failed", ["low"])),
        ((240, 240, 240), ("inapplicable", [])),
    ],
)
def test_contrast_in_a_picture(reads, ink, expected):
    reads(table())
    assert said("image-contrast", drawn(ink)) == expected


@pytest.mark.parametrize(("box", "ratio"), [((500, 10, 520, 20), None), ((0, 0, 1, 1), 1.0)])
def test_boxes_without_two_colours(box, ratio):
    assert words.contrast_in(np.zeros((300, 400, 3), dtype=np.uint8), box) == ratio


def test_a_word_read_into_one_colour_is_none(reads):
    reads(table(box=(100, 100, 150, 120)))
    assert said("image-contrast", drawn()) == ("inapplicable", [])
