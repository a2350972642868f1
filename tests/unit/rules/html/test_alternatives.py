import pytest
from tests.builders.html_pages import a_body, verdicts

from curbcut.rules.html.alternatives import (
    CHECKS,
    DECORATIVE_CONFLICT,
    LONG_ALTERNATIVE,
    MEANINGLESS_ALTERNATIVE,
    REDUNDANT_ALTERNATIVE,
    WEAK_ALTERNATIVE,
)
from curbcut.rules.rule import Outcome

PASSED, FAILED, CANT_TELL = Outcome.PASSED, Outcome.FAILED, Outcome.CANT_TELL
EQUATION = 'class="equation_image" data-equation-content="\\frac{1}{2}"'


@pytest.mark.parametrize(
    ("rule", "html", "verdict"),
    [
        (MEANINGLESS_ALTERNATIVE, '<img alt="A dog">', (PASSED, "words")),
        (MEANINGLESS_ALTERNATIVE, '<img alt="IMG_4072.JPG">', (FAILED, "meaningless")),
        (MEANINGLESS_ALTERNATIVE, '<img alt="image">', (FAILED, "placeholder")),
        (MEANINGLESS_ALTERNATIVE, '<img alt="market-square.png">', (FAILED, "file-name")),
        (MEANINGLESS_ALTERNATIVE, '<img alt="https://example.org/a.png">', (FAILED, "path")),
        (MEANINGLESS_ALTERNATIVE, '<input type="image" alt="image">', (FAILED, "placeholder")),
        (WEAK_ALTERNATIVE, '<img alt="A dog">', (PASSED, "plain")),
        (WEAK_ALTERNATIVE, '<img alt="Image of a dog">', (FAILED, "opening")),
        (WEAK_ALTERNATIVE, '<img alt="A dog. Description automatically generated">', (FAILED, "machine")),
        (WEAK_ALTERNATIVE, f'<img {EQUATION} alt="LaTeX: \\frac{{1}}{{2}}">', (CANT_TELL, "latex")),
        (WEAK_ALTERNATIVE, f'<img {EQUATION} alt="one half">', (PASSED, "plain")),
        (LONG_ALTERNATIVE, f'<img alt="{"x" * 150}">', (PASSED, "short")),
        (LONG_ALTERNATIVE, f'<img alt="{"x" * 151}">', (FAILED, "long")),
        (REDUNDANT_ALTERNATIVE, '<img alt="A dog">', (PASSED, "own")),
        (REDUNDANT_ALTERNATIVE, '<a href="x"><img alt="Syllabus"> syllabus.</a>', (FAILED, "repeated")),
        (REDUNDANT_ALTERNATIVE, '<a href="x"><img alt="Syllabus"> of week 1</a>', (PASSED, "own")),
        (
            REDUNDANT_ALTERNATIVE,
            '<figure><img alt="A dog"><figcaption>A dog</figcaption></figure>',
            (FAILED, "repeated"),
        ),
        (REDUNDANT_ALTERNATIVE, '<p><img alt="A dog">A dog</p>', (FAILED, "repeated")),
        (DECORATIVE_CONFLICT, '<img alt="">', (PASSED, "agreed")),
        (DECORATIVE_CONFLICT, '<img alt="" title="A dog">', (FAILED, "named")),
        (DECORATIVE_CONFLICT, '<img alt="" title=" ">', (PASSED, "agreed")),
        (DECORATIVE_CONFLICT, '<img role="presentation" alt="A dog">', (FAILED, "described")),
        (DECORATIVE_CONFLICT, '<img role="presentation" alt=" ">', (PASSED, "agreed")),
    ],
)
def test_alternatives(rule, html, verdict):
    assert verdicts(CHECKS, rule, a_body(html)) == [verdict]


@pytest.mark.parametrize("attributes", ['role="none"', 'aria-label="A dog"'])
def test_an_alternative_that_nobody_hears(attributes):
    assert verdicts(CHECKS, MEANINGLESS_ALTERNATIVE, a_body(f'<img alt="image" {attributes}>')) == []


def test_one_alternative_of_two_pictures():
    shared = a_body('<p><img src="a.png" alt="A dog"></p><p><img src="b.png" alt="a dog"></p>')
    assert verdicts(CHECKS, REDUNDANT_ALTERNATIVE, shared) == [(CANT_TELL, "shared")] * 2
    same = a_body('<p><img src="a.png" alt="A dog"></p><p><img src="a.png" alt="A dog"></p>')
    assert verdicts(CHECKS, REDUNDANT_ALTERNATIVE, same) == [(PASSED, "own")] * 2


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.rule.id)
@pytest.mark.parametrize(
    "html",
    [
        "<p>text</p>",
        "<img>",
        '<div hidden><img alt="image"><img alt="" title="x"></div>',
        '<input type="text" alt="image">',
    ],
)
def test_inapplicable(check, html):
    assert verdicts(CHECKS, check.rule, a_body(html)) == []
