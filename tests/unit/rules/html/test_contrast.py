import pytest
from tests.builders.html_pages import a_body, a_page, verdicts

from curbcut.rules.html.contrast import CHECKS, LOW_CONTRAST, LOW_ENHANCED_CONTRAST
from curbcut.rules.rule import Check, Outcome
from curbcut.rules.runner import run

PASSED, FAILED, CANT_TELL = Outcome.PASSED, Outcome.FAILED, Outcome.CANT_TELL


def _around(colour):
    return ",".join(f"{colour} {x}px {y}px 4px" for x in (-2, 2) for y in (-2, 2))


@pytest.mark.parametrize(
    ("html", "verdict"),
    [
        ('<p style="color:#767676">text</p>', (PASSED, "enough")),
        ('<p style="color:#777">text</p>', (FAILED, "low")),
        ('<p style="color:#949494;font-size:24px">text</p>', (PASSED, "enough")),
        ('<p style="color:#959595;font-size:24px">text</p>', (FAILED, "low")),
        ('<p style="color:#949494;font-size:23px">text</p>', (FAILED, "low")),
        ('<p style="color:#949494;font-size:14pt;font-weight:bold">text</p>', (PASSED, "enough")),
        ('<p style="color:#949494;font-size:14pt">text</p>', (FAILED, "low")),
        ('<p style="color:#000;background:#737373;text-shadow:white 0 0 3px">text</p>', (PASSED, "outlined")),
        ('<p style="color:#aaa;text-shadow:#bbb 0 0 3px">text</p>', (FAILED, "low")),
        # Shadows on every side are what is right behind the letters; shadows on one side are not.
        (f'<p style="color:#666;text-shadow:{_around("#aaa")}">text</p>', (FAILED, "low")),
        (f'<p style="color:#666;text-shadow:{_around("#d4d4d4")}">text</p>', (CANT_TELL, "partly")),
        (f'<p style="color:#666;text-shadow:{_around("#eee")}">text</p>', (PASSED, "enough")),
        (f'<p style="color:#666;text-shadow:{_around("#aaa")}">t</p>', (CANT_TELL, "partly")),
        # A border that stands out itself may make the letter.
        (f'<p style="color:#444;text-shadow:{_around("#000")}">text</p>', (CANT_TELL, "partly")),
        (f'<p style="color:#666;background:#aaa;text-shadow:{_around("#000")}">text</p>', (CANT_TELL, "partly")),
        ('<p style="color:#666;text-shadow:#aaa 2px 2px 4px, #aaa -2px 2px 4px">text</p>', (PASSED, "enough")),
        ('<p style="color:#666;text-shadow:#aaa 0 0 4px">text</p>', (PASSED, "enough")),
        ('<p style="color:#fff;background:linear-gradient(#fff,#eee)">text</p>', (FAILED, "low")),
        ('<p style="color:#777;background:linear-gradient(#fff,#000)">text</p>', (CANT_TELL, "partly")),
        ('<p style="color:#fff;background:linear-gradient(#000,#333)">text</p>', (PASSED, "enough")),
        ('<p style="color:#fff;background:url(a.png)">text</p>', (CANT_TELL, "image")),
        ('<p style="color:#777;filter:contrast(2)">text</p>', (CANT_TELL, "blending")),
        ('<p style="color:var(--x)">text</p>', (CANT_TELL, "computed")),
        ('<p style="color:#fff">text</p>', (CANT_TELL, "same")),
        ('<p style="color:#aaa">X</p>', (CANT_TELL, "single")),
        ('<p style="color:#aaa">Xy</p>', (FAILED, "low")),
        ('<p style="color:#949494;font-size:3vw">text</p>', (CANT_TELL, "size")),
        ('<p style="color:#999;font-size:3vw">text</p>', (FAILED, "low")),
        ('<p class="btn" style="color:#999">text</p>', (CANT_TELL, "stylesheet")),
        ('<p style="position:absolute;color:#999">text</p><p style="background:red"></p>', (CANT_TELL, "overlap")),
        ('<p style="opacity:.5">text</p>', (FAILED, "low")),
        ('<p aria-hidden="true" style="color:#999">text</p>', (FAILED, "low")),
        ('<font color="#999999">text</font>', (FAILED, "low")),
        ('<p inert style="color:#999">text</p>', (CANT_TELL, "inert")),
        ('<div inert><p style="color:#767676">text</p></div>', (PASSED, "enough")),
        ('<input style="color:#999" value="text">', (CANT_TELL, "field")),
        ('<input type="submit" style="color:#fff;background:#aaa" value="Send">', (CANT_TELL, "field")),
        ('<input style="color:#999" placeholder="text">', (CANT_TELL, "field")),
        ('<textarea style="color:#999" placeholder="text"></textarea>', (CANT_TELL, "field")),
        ('<textarea style="color:#999" placeholder="text">text</textarea>', (FAILED, "low")),
    ],
)
def test_contrast(html, verdict):
    assert verdicts(CHECKS, LOW_CONTRAST, a_body(html)) == [verdict]


@pytest.mark.parametrize(
    "html",
    [
        '<input style="color:#767676" value="text">',
        '<input style="color:#999">',
        '<input style="color:#999" value="…">',
        '<input style="color:#999" type="password" value="text">',
        '<input style="color:#999" type="checkbox" value="text">',
        '<input style="color:#999" value="text" disabled>',
        '<input style="color:#999" value="text" hidden>',
        '<input style="color:#999;opacity:0" value="text">',
        '<fieldset disabled><input style="color:#999" value="text"></fieldset>',
        '<div style="color:#999"><input value="text"></div>',
    ],
)
def test_fields_that_show_nothing_pale(html):
    assert verdicts(CHECKS, LOW_CONTRAST, a_body(html)) == []


def test_more_colours_than_can_be_followed():
    stops = ",".join(f"rgb({n} 0 0 / 50%)" for n in range(60))
    assert verdicts(CHECKS, LOW_CONTRAST, a_body(f'<p style="background:linear-gradient({stops})">text</p>')) == [
        (CANT_TELL, "gradient")
    ]


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p>---</p>",
        '<p hidden style="color:#999">text</p>',
        '<button disabled style="color:#999">text</button>',
        '<label style="color:#999">text<input disabled></label>',
        '<svg><text fill="#eee">text</text></svg>',
        '<p style="position:absolute;left:-9999px;color:#999">text</p>',
    ],
)
def test_inapplicable(html):
    assert verdicts(CHECKS, LOW_CONTRAST, a_body(html)) == []


@pytest.mark.parametrize(
    ("colour", "verdict"),
    [
        ("#595959", (PASSED, "enough")),
        ("#5a5a5a", (FAILED, "low")),
        ("#767676;font-size:24px", (PASSED, "enough")),
        ("#777;font-size:24px", (FAILED, "low")),
    ],
)
def test_enhanced_contrast(colour, verdict):
    assert verdicts(CHECKS, LOW_ENHANCED_CONTRAST, a_page(f'<p style="color:{colour}">text</p>')) == [verdict]


def test_enhanced_contrast_is_not_asked_of_what_canvas_colours():
    body = '<p style="color:#666">text</p>'
    assert verdicts(CHECKS, LOW_ENHANCED_CONTRAST, a_page(body)) == [(FAILED, "low")]
    assert verdicts(CHECKS, LOW_ENHANCED_CONTRAST, a_body(body)) == []
    assert run(a_body(body), CHECKS)[1].outcome is Outcome.INAPPLICABLE


@pytest.mark.parametrize(
    ("body", "verdict"),
    [
        ("<canvas><p style='color:#ccc'>text</p></canvas><p>a</p>", (PASSED, "enough")),
        ("<svg><foreignObject><p style='color:#ccc'>text</p></foreignObject></svg>", (CANT_TELL, "image")),
        (
            "<style>p::before{content:'';position:absolute;background:#000}</style><p style='color:#ccc'>text</p>",
            (CANT_TELL, "overlap"),
        ),
        (
            "<style>p::before{content:'';position:absolute;background:#000;width:9px}</style><p style='color:#ccc'>text</p>",
            (FAILED, "low"),
        ),
        ("<style>p::before{content:'';background:#000}</style><p style='color:#ccc'>text</p>", (FAILED, "low")),
        ("<style>p::before{content:'';position:absolute}</style><p style='color:#ccc'>text</p>", (FAILED, "low")),
    ],
)
def test_what_is_drawn_or_generated_behind_a_text(body, verdict):
    assert verdicts(CHECKS, LOW_CONTRAST, a_page(body)) == [verdict]


def test_the_share_goes_by_characters():
    result, _ = run(a_page('<p style="color:#999">aaa</p><p>bbbbbbbbb</p>'), CHECKS)
    assert (result.targets, result.failed, result.failed_share) == (2, 1, 0.25)


def test_a_ratio_is_never_rounded_up_to_what_is_needed():
    result, _ = run(a_page('<p style="color:#777">text</p>'), CHECKS)
    assert "#777777 on #FFFFFF has a contrast of 4.47:1; 4.5:1 is needed" in result.findings[0].message


def test_a_style_sheet_out_of_reach_is_one_question_for_the_page():
    page = a_page("<p>one</p><p>two</p>", head='<link rel="stylesheet" href="a.css">')
    assert verdicts(CHECKS, LOW_CONTRAST, page) == [(PASSED, "enough")] * 2 + [(CANT_TELL, "unread")]
    assert verdicts(CHECKS, LOW_CONTRAST, a_page("", head='<link rel="stylesheet" href="a.css">')) == []


@pytest.mark.parametrize(
    "body",
    [
        "<p>a</p>",
        '<p style="color:#999">ab <b>c</b></p><p>fine</p><i style="color:#999">d</i><p style="color:#eee">e</p>',
        '<p style="color:#999">pale</p><label for="a" style="color:#999">off</label><input id="a" disabled>',
        '<link rel="stylesheet" href="x.css"><p>a</p><p style="color:#999;background:white">pale</p>',
        '<div style="background:#eee"><p style="position:absolute;top:1px;color:#999">over</p><p>under</p></div>',
        '<p style="color:white;text-shadow:0 0 2px black">a lit text</p><p style="color:white">x</p>',
        "<p> </p>",
    ],
)
def test_judging_a_text_of_each_style_says_the_same_as_judging_all(body):
    document = a_page(body)
    for check in CHECKS:
        assert run(document, (check,)) == run(
            document, (Check(check.rule, check.applicability, check.expectation, check.weigh),)
        )
