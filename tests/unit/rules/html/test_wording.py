import pytest
from tests.builders.html_pages import a_body, verdicts

from curbcut.rules.html.wording import ADDRESS_AS_LINK_NAME, ADJACENT_LINKS, CHECKS, GENERIC_LINK_NAME
from curbcut.rules.rule import Outcome

PASSED, FAILED, CANT_TELL = Outcome.PASSED, Outcome.FAILED, Outcome.CANT_TELL


@pytest.mark.parametrize(
    ("html", "verdict"),
    [
        ('<p><a href="x">Syllabus of week 3</a></p>', (PASSED, "telling")),
        ('<p><a href="x">Here comes the sun</a></p>', (PASSED, "telling")),
        ('<p><a href="x">Click here</a></p>', (FAILED, "alone")),
        ('<p><a href="x">more…</a></p>', (FAILED, "alone")),
        ('<p><a href="x">Leer más</a></p>', (FAILED, "alone")),
        ('<p><a href="x">Hier klicken</a>.</p>', (FAILED, "alone")),
        ('<p><a href="x">إقرأ المزيد</a></p>', (FAILED, "alone")),
        ('<p><a href="x">詳細はこちら</a></p>', (FAILED, "alone")),
        ('<p><a href="x">こちらの時間割</a></p>', (PASSED, "telling")),
        ('<p>The syllabus is <a href="x">here</a>.</p>', (CANT_TELL, "in-context")),
        ('<h2>Syllabus</h2><p><a href="x">Read more</a></p>', (CANT_TELL, "in-context")),
        ('<p><a href="x" title="Syllabus">here</a></p>', (CANT_TELL, "in-context")),
        ('<ul><li><a href="x">here</a></li></ul>', (CANT_TELL, "in-context")),
        ('<div><p>Syllabus</p><p><a href="x">here</a></p></div>', (CANT_TELL, "in-context")),
        ('<p><img alt="Syllabus"><a href="x">here</a></p>', (CANT_TELL, "in-context")),
        ('<p><a href="x" aria-label="Syllabus">here</a></p>', (PASSED, "telling")),
    ],
)
def test_generic_names(html, verdict):
    assert verdicts(CHECKS, GENERIC_LINK_NAME, a_body(html)) == [verdict]


def test_a_link_that_is_a_button_leads_nowhere():
    assert verdicts(CHECKS, GENERIC_LINK_NAME, a_body('<p><a href="x" role="button">More</a></p>')) == []
    assert verdicts(CHECKS, GENERIC_LINK_NAME, a_body('<p><a href="x" role="none">More</a></p>')) == [(FAILED, "alone")]


@pytest.mark.parametrize(
    ("name", "verdict"),
    [
        ("Syllabus", (PASSED, "words")),
        ("canvas.edu", (PASSED, "words")),
        ("See https://example.org", (PASSED, "words")),
        ("https://example.org/a", (FAILED, "address")),
        ("www.example.org", (FAILED, "address")),
        ("example.org/courses/1/pages/week", (FAILED, "address")),
    ],
)
def test_addresses(name, verdict):
    assert verdicts(CHECKS, ADDRESS_AS_LINK_NAME, a_body(f'<p><a href="x">{name}</a></p>')) == [verdict]


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ('<a href="x">a</a> <a href="x">b</a>', "adjacent"),
        ('<a href="x">a</a><br><a href="x">b</a>', "adjacent"),
        ('<a href="x">a</a> or <a href="x">b</a>', "single"),
        ('<a href="x">a</a> <a href="y">b</a>', "single"),
        ('<a href="#">a</a> <a href="#">b</a>', "single"),
        ('<a href="javascript:;">a</a> <a href="javascript:;">b</a>', "single"),
        ('<a href="x">a</a> <b>c</b> <a href="x">b</a>', "single"),
    ],
)
def test_links_side_by_side(html, reason):
    first, second = verdicts(CHECKS, ADJACENT_LINKS, a_body(f"<p>{html}</p>"))
    assert first == (PASSED, "single")
    assert second == (FAILED if reason == "adjacent" else PASSED, reason)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.rule.id)
@pytest.mark.parametrize("html", ["<p>here</p>", '<a name="x">here</a>', '<p hidden><a href="x">here</a></p>'])
def test_inapplicable(check, html):
    assert verdicts(CHECKS, check.rule, a_body(html)) == []
