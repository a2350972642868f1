import pytest
from tests.builders.html_pages import a_body, verdicts

from curbcut.rules.html.emphasis import CAPITAL_TEXT, CHECKS, JUSTIFIED_TEXT, SMALL_TEXT, UNDERLINED_TEXT
from curbcut.rules.rule import Outcome

FAILED, CANT_TELL = Outcome.FAILED, Outcome.CANT_TELL
PROSE = "A text of some length that goes over more than one line. " * 3
SHOUT = "PLEASE HAND IN ALL YOUR PAPERS BEFORE THE END OF THE TERM"


@pytest.mark.parametrize(
    ("rule", "html", "expected"),
    [
        (JUSTIFIED_TEXT, f'<p style="text-align:justify">{PROSE}</p>', [(FAILED, "justified")]),
        (JUSTIFIED_TEXT, f'<div align="justify"><p>{PROSE}</p></div>', [(FAILED, "justified")]),
        (JUSTIFIED_TEXT, '<p style="text-align:justify">short</p>', []),
        (JUSTIFIED_TEXT, f'<div style="text-align:justify"><p style="text-align:left">{PROSE}</p></div>', []),
        (CAPITAL_TEXT, f"<p>{SHOUT}</p>", [(FAILED, "capitals")]),
        (CAPITAL_TEXT, f'<p style="text-transform:uppercase">{SHOUT.lower()}</p>', [(FAILED, "capitals")]),
        (CAPITAL_TEXT, "<p>CHAPTER ONE: THE BEGINNING</p>", []),
        (CAPITAL_TEXT, f"<p>{SHOUT.lower()}</p>", []),
        (CAPITAL_TEXT, f"<code>{SHOUT}</code>", []),
        (CAPITAL_TEXT, "<p>" + "学IT的。以阅读技术资料为目的 " * 4 + "</p>", []),
        (CAPITAL_TEXT, "<p>" + "学生は各授業の前に指定された章を読みます。 " * 4 + "</p>", []),
        (SMALL_TEXT, '<p style="font-size:8px">text</p>', [(FAILED, "small")]),
        (SMALL_TEXT, '<p style="font-size:9px">text</p>', []),
        (SMALL_TEXT, '<p style="font-size:10px">x<sup>12</sup></p>', []),
        (UNDERLINED_TEXT, "<p><u>text</u></p>", [(CANT_TELL, "underlined")]),
        (UNDERLINED_TEXT, '<p><a href="x"><u>text</u></a></p>', []),
        (UNDERLINED_TEXT, '<p><u><a href="x">text</a></u></p>', []),
        (UNDERLINED_TEXT, "<h2><u>text</u></h2>", []),
        (UNDERLINED_TEXT, "<p><u> </u></p>", []),
        (UNDERLINED_TEXT, '<p><span style="text-decoration: underline">a</span></p>', [(CANT_TELL, "underlined")]),
        (UNDERLINED_TEXT, '<p><span style="text-decoration: none">a</span><b style="color:red">b</b></p>', []),
        (UNDERLINED_TEXT, '<p><a href="x"><span style="text-decoration: underline">a</span></a></p>', []),
    ],
)
def test_emphasis(rule, html, expected):
    assert verdicts(CHECKS, rule, a_body(html)) == expected
