"""Text in pictures through a real tesseract, in the bounded child that checks files."""

import pytest
from PIL import Image
from tests.builders.drawings import SENTENCE, as_file, drawn_text

from curbcut.documents.context import Context
from curbcut.documents.image.words import PROGRAM
from curbcut.documents.isolation.programs import find_program
from curbcut.scoring.isolated import Checker

pytestmark = pytest.mark.skipif(find_program(PROGRAM) is None, reason="tesseract is not installed")


@pytest.fixture(scope="module")
def checker():
    with Checker(kinds=("image",)) as checker:
        yield checker


def said(checker, picture, *, language=None, **options):
    """Return what the two rules on text say, and the findings on contrast."""
    assessment = checker.check(as_file(picture, **options), Context(name="fox.png", language=language))
    results = {result.rule_id: result for result in assessment.results}
    text, contrast = results["image-text"], results["image-contrast"]
    return (text.outcome.value, contrast.outcome.value), (text.findings, contrast.findings)


def test_a_picture_of_text_that_reads_well(checker):
    outcomes, (text, _) = said(checker, drawn_text(*SENTENCE), language="de")
    assert outcomes == ("failed", "passed")
    assert "quick brown" in text[0].message


def test_the_palest_word_of_a_picture_is_the_place(checker):
    picture = drawn_text("Dark words", size=(420, 160))
    picture.paste(drawn_text("Pale", ink=(190, 190, 190), size=(200, 70)), (200, 80))
    outcomes, (_, [finding]) = said(checker, picture)
    assert outcomes[1] == "failed"
    left, bottom, right, top = finding.place.rectangle
    assert finding.place.excerpt == "Pale"
    assert 200 < left < right < 400
    assert 0 < bottom < top < 80


def test_a_photograph_on_its_side_is_read_as_it_is_shown(checker):
    lying = drawn_text(*SENTENCE).transpose(Image.Transpose.ROTATE_90)
    exif = Image.Exif()
    exif[0x0112] = 6  # turned to the left, so browsers turn it to the right
    assert said(checker, lying, kind="JPEG", exif=exif, quality=95)[0] == ("failed", "passed")


def test_a_picture_without_text_and_a_language_that_is_not_installed(checker):
    picture = Image.linear_gradient("L").convert("RGB")
    assert said(checker, picture)[0] == ("passed", "inapplicable")
    outcomes, ([finding], _) = said(checker, picture, language="ka")
    assert outcomes == ("cantTell", "inapplicable")
    assert finding.reason == "no-language"
