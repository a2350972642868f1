import pytest
from tests.unit.fixes.mending import change_of, mend, original_of, refusal_of, to_mend

from curbcut.fixes.catalogue import fixes_by_id

PAGE = "<!DOCTYPE html>{}<head><title>t</title></head><body><p>Text</p></body>"
FRENCH = "Le professeur explique aux étudiants pourquoi la société change et comment nous pouvons la comprendre mieux."


@pytest.mark.parametrize(
    ("tag", "mended"),
    [
        ("<html>", '<html lang="fr-CA">'),
        ('<html lang="" class=k>', '<html lang="fr-CA" class=k>'),
        ("", '<html lang="fr-CA">'),
        ('<html lang="en" xml:lang="de">', '<html lang="fr-CA" xml:lang="fr-CA">'),
        ('<html lang="english">', '<html lang="fr-CA">'),
    ],
)
def test_a_page_says_its_language(tag, mended):
    assert mend("set-page-language", PAGE.format(tag), "fr-CA", origin="file") == PAGE.format(mended)


def test_a_page_without_any_tag_of_its_own_gets_one():
    assert mend("set-page-language", "<title>t</title><body>x", "en", origin="file") == (
        '<html lang="en"><title>t</title><body>x'
    )


@pytest.mark.parametrize(
    ("fix", "answer", "mended"),
    [
        ("set-language", "fr", '<p><span lang="fr">Bonjour</span></p>'),
        ("remove-language", "", "<p><span>Bonjour</span></p>"),
    ],
)
def test_a_wrong_language_of_a_part_is_mended(fix, answer, mended):
    assert mend(fix, '<p><span lang="francais">Bonjour</span></p>', answer) == mended


def test_the_language_of_a_passage_is_proposed():
    source = f"<p>{FRENCH}</p>"
    assert mend("set-language", source, language="en") == f'<p lang="fr">{FRENCH}</p>'


@pytest.mark.parametrize(("text", "proposed"), [(FRENCH, "fr"), ("Text", None), ("Text", "es")])
def test_the_language_of_a_page_is_proposed(text, proposed):
    source = PAGE.format("<html>").replace("Text", text)
    original = original_of(source, origin="file", language=proposed if text == "Text" else None)
    fix = fixes_by_id()["set-page-language"]
    assert fix.propose(original, to_mend(fix.id, original)) == proposed


@pytest.mark.parametrize("answer", ["", "english", "xx", "fr fr"])
def test_a_language_is_a_known_tag(answer):
    assert refusal_of("set-page-language", PAGE.format("<html>"), answer, origin="file") == "answer"


def test_a_language_with_nothing_to_change_is_refused():
    source = f'<p lang="en">{FRENCH}</p>'
    assert refusal_of("set-language", source, "en") == "not-applicable"
    assert change_of("set-language", source, "fr").data.decode() == f'<p lang="fr">{FRENCH}</p>'
