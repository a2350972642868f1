"""Languages of page and parts."""

import pytest
from tests.builders.html import an_html_page, judge

KNOWN, UNKNOWN = ("passed", "known"), ("failed", "unknown")


@pytest.mark.parametrize(
    ("source", "verdicts"),
    [
        (an_html_page(attributes='lang="en"'), [("passed", "declared")]),
        (an_html_page(attributes='lang="xx-nonsense"'), [("passed", "declared")]),
        (an_html_page(attributes=""), [("failed", "absent")]),
        (an_html_page(attributes='xml:lang="en"'), [("failed", "absent")]),
        (an_html_page(attributes="lang"), [("failed", "blank")]),
        (an_html_page(attributes='lang=" "'), [("failed", "blank")]),
        ("<!DOCTYPE html><title>x</title><p>x", [("failed", "absent")]),
        ("<body><p>x", [("failed", "absent")]),
        ("<p>A fragment</p>", []),
    ],
)
def test_the_language_of_a_page(source, verdicts):
    assert judge("html-page-without-language", source) == verdicts


def test_a_body_from_the_editor_has_no_page_language():
    assert judge("html-page-without-language", "<html><p>x", origin="editor") == []


@pytest.mark.parametrize(
    ("language", "verdicts"),
    [
        ("en", [KNOWN]), ("EN-gb", [KNOWN]), ("yue", [KNOWN]), ("en-US-GB", [KNOWN]), ("zh-Hant-TW", [KNOWN]), ("iw", [KNOWN]),
        ("qaa", [KNOWN]), ("em-US", [UNKNOWN]), ("english", [UNKNOWN]), ("eng", [UNKNOWN]), ("i-lux", [UNKNOWN]),
        ("en_US", [UNKNOWN]), ("#1", [UNKNOWN]), ("x-klingon", [UNKNOWN]), ("", []), ("  ", []), ("&nbsp;", [UNKNOWN]),
    ],
)  # fmt: skip
def test_a_page_language(language, verdicts):
    assert judge("html-page-language-invalid", an_html_page(attributes=f'lang="{language}"')) == verdicts


@pytest.mark.parametrize(
    ("attributes", "verdicts"),
    [
        ('lang="en" xml:lang="en"', [("passed", "same")]),
        ('lang="en-GB" xml:lang="EN-us"', [("passed", "same")]),
        ('lang="en" xml:lang="fr"', [("failed", "different")]),
        ('lang="en" xml:lang="nonsense"', [("failed", "different")]),
        ('lang="em" xml:lang="fr"', []),
        ('lang="en" xml:lang=""', []),
        ('xml:lang="fr"', []),
    ],
)
def test_two_page_languages(attributes, verdicts):
    assert judge("html-page-languages-differ", an_html_page(attributes=attributes)) == verdicts


@pytest.mark.parametrize(
    ("source", "verdicts"),
    [
        ('<p lang="fr">Bonjour</p>', [KNOWN]),
        ('<p lang="frr-x-long">Moin</p>', [KNOWN]),
        ('<p lang="fra">Bonjour</p>', [UNKNOWN]),
        ('<p lang=" ">Hello</p>', [UNKNOWN]),
        ('<p lang=" fr">Bonjour</p>', [("cantTell", "spaced")]),
        ('<p lang="fr\n">Bonjour</p>', [("cantTell", "spaced")]),
        ('<p lang=" em">Bonjour</p>', [UNKNOWN]),
        ('<p lang="em"><span lang="en">Hello</span> there</p>', [UNKNOWN, KNOWN]),
        ('<p lang="em"><span lang="en">Hello</span></p>', [KNOWN]),
        ('<p lang="em"><span lang="">Hello</span></p>', [UNKNOWN]),
        ('<p lang="em"><img src="a.png" alt="Hello"></p>', [UNKNOWN]),
        ('<p lang="em"><img src="a.png" alt=""></p>', []),
        ('<p lang="em" aria-hidden="true">Seen</p>', [UNKNOWN]),
        ('<p lang="em"><b style="position:absolute;left:-9999px">Heard</b></p>', [UNKNOWN]),
        ('<p lang="em" hidden>Nobody</p>', []),
        ('<p lang="em"></p>', []),
        ('<details lang="em"><summary lang="en">Hello</summary>closed</details>', [UNKNOWN, KNOWN]),
        ('<p lang="em"><video controls>for old browsers</video></p>', []),
        ('<p lang="em"><object data="a.png">for old browsers</object></p>', []),
        ('<p lang="em"><canvas>for screen readers</canvas></p>', [UNKNOWN]),
        ('<p lang="">Hello</p>', []),
        ('<p xml:lang="em">Hello</p>', []),
        ('<html lang="em"><p>Hello</p></html>', []),
        (an_html_page("x", head='<title lang="em">x</title>'), []),
        ('<body lang="em">Hello</body>', [UNKNOWN]),
    ],
)
def test_the_language_of_a_part(source, verdicts):
    assert judge("html-part-language-invalid", source) == verdicts
