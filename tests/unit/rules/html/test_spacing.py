import pytest
from tests.builders.html_pages import a_page, verdicts

from curbcut.rules.html.spacing import CHECKS, NARROW_LETTERS, NARROW_LINES, NARROW_WORDS
from curbcut.rules.rule import Outcome

PASSED, FAILED, CANT_TELL = Outcome.PASSED, Outcome.FAILED, Outcome.CANT_TELL
TEXT = "A text of some length that goes over more than one line."


def judged(rule, style, text=TEXT):
    return verdicts(CHECKS, rule, a_page(f'<p style="{style}">{text}</p>'))


@pytest.mark.parametrize(
    ("rule", "style", "verdict"),
    [
        (NARROW_LETTERS, "letter-spacing:.12em!important", (PASSED, "wide")),
        (NARROW_LETTERS, "letter-spacing:.11em!important", (FAILED, "narrow")),
        (NARROW_LETTERS, "font-size:20px;letter-spacing:2.4px!important", (PASSED, "wide")),
        (NARROW_LETTERS, "font-size:20px;letter-spacing:2.3px!important", (FAILED, "narrow")),
        (NARROW_LETTERS, "letter-spacing:initial!important", (FAILED, "narrow")),
        (NARROW_LETTERS, "letter-spacing:normal!important", (FAILED, "narrow")),
        (NARROW_LETTERS, "letter-spacing:1vw!important", (CANT_TELL, "unknown")),
        (NARROW_LETTERS, "font-size:2vw;letter-spacing:.2em!important", (PASSED, "wide")),
        (NARROW_LETTERS, "letter-spacing:.01em!important;letter-spacing:.2em!important", (PASSED, "wide")),
        (NARROW_WORDS, "word-spacing:.16em!important", (PASSED, "wide")),
        (NARROW_WORDS, "word-spacing:.15em!important", (FAILED, "narrow")),
        (NARROW_WORDS, "word-spacing:calc(1px)!important", (FAILED, "narrow")),
        (NARROW_LINES, "line-height:1.5!important", (PASSED, "wide")),
        (NARROW_LINES, "line-height:1.4!important", (FAILED, "narrow")),
        (NARROW_LINES, "line-height:150%!important", (PASSED, "wide")),
        (NARROW_LINES, "line-height:normal!important", (FAILED, "narrow")),
        (NARROW_LINES, "font-size:20px;line-height:29px!important", (FAILED, "narrow")),
        (NARROW_LINES, "font-size:20px;line-height:30px!important", (PASSED, "wide")),
        (NARROW_LINES, "line-height:calc(1em + 1vh)!important", (CANT_TELL, "unknown")),
        (NARROW_LINES, "font:16px/1.2 Arial!important", (FAILED, "narrow")),
    ],
)
def test_pinned_spacing(rule, style, verdict):
    assert judged(rule, style) == [verdict]


def test_a_text_too_short_to_wrap():
    assert judged(NARROW_LINES, "line-height:1!important", "Short") == [(CANT_TELL, "short")]


@pytest.mark.parametrize(
    ("style", "outcome"),
    [
        ("white-space:nowrap", CANT_TELL),
        ("text-wrap:nowrap", CANT_TELL),
        ("white-space:normal", FAILED),
        ("width:5000px", CANT_TELL),
        ("min-width:5000px", CANT_TELL),
        ("width:5000px;font-size:600px", FAILED),
        ("width:100px", FAILED),
        ("width:100%", FAILED),
    ],
)
def test_a_text_that_never_wraps(style, outcome):
    [(found, _)] = judged(NARROW_LINES, f"line-height:1!important;{style}")
    assert found is outcome


@pytest.mark.parametrize(
    ("source", "outcome"),
    [
        ("<pre {}>{}</pre>", CANT_TELL),
        ("<pre><code {}>{}</code></pre>", CANT_TELL),
        ("<pre style='white-space:pre-wrap'><code {}>{}</code></pre>", FAILED),
        ("<style>div{{white-space:nowrap}}</style><div><p {}>{}</p></div>", CANT_TELL),
        ("<div style='white-space:nowrap'><p style='white-space:inherit'><b {}>{}</b></p></div>", CANT_TELL),
        ("<table><tr><td nowrap {}>{}</td></tr></table>", CANT_TELL),
        ("<div nowrap><p {}>{}</p></div>", FAILED),
    ],
)
def test_what_is_around_a_text_may_keep_it_from_wrapping(source, outcome):
    page = a_page(source.format('style="line-height:1!important"', TEXT))
    [(found, _)] = verdicts(CHECKS, NARROW_LINES, page)
    assert found is outcome


@pytest.mark.parametrize("rule", [NARROW_LETTERS, NARROW_WORDS, NARROW_LINES])
@pytest.mark.parametrize(
    "style",
    [
        "",
        "letter-spacing:0;word-spacing:0;line-height:1",
        "letter-spacing:inherit!important;word-spacing:unset!important;line-height:inherit!important",
        "color:red!important",
    ],
)
def test_inapplicable(rule, style):
    assert judged(rule, style) == []


def test_a_rule_of_a_style_block_can_be_overridden():
    assert (
        verdicts(CHECKS, NARROW_LETTERS, a_page(f"<style>p{{letter-spacing:0!important}}</style><p>{TEXT}</p>")) == []
    )


def test_an_element_without_text_of_its_own():
    assert verdicts(CHECKS, NARROW_LETTERS, a_page('<div style="letter-spacing:0!important"><p>a</p></div>')) == []
