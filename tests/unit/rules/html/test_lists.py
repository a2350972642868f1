import pytest
from tests.builders.html_pages import a_body, verdicts

from curbcut.rules.html.lists import CHECKS, FAKED_LIST
from curbcut.rules.rule import Outcome

FAILED, CANT_TELL = Outcome.FAILED, Outcome.CANT_TELL


@pytest.mark.parametrize(
    ("html", "verdict"),
    [
        ("<p>• one</p><p>• two</p>", (FAILED, "bulleted")),
        ("<p>•one</p>\n<p></p>\n<p>•two</p>", (FAILED, "bulleted")),
        ("<p>* one</p><p>* two</p>", (FAILED, "bulleted")),
        ("<p>Intro<br>• one<br>• two</p>", (FAILED, "bulleted")),
        ("<p>1. one</p><p>2. two</p>", (FAILED, "numbered")),
        ("<p>a) one</p><p>b) two</p>", (FAILED, "numbered")),
        ("<p>(i) one</p><p>(ii) two</p>", (FAILED, "numbered")),
        ("<div>1) one</div><div>2) two</div>", (FAILED, "numbered")),
        ("<p>- one</p><p>- two</p><p>- three</p>", (CANT_TELL, "dashes")),
        ("<p>1. <b>one</b></p><p>2. two</p>", (FAILED, "numbered")),
    ],
)
def test_drawn_lists(html, verdict):
    assert verdicts(CHECKS, FAKED_LIST, a_body(html)) == [verdict]


def test_a_box_of_text_parts_two_lists():
    html = "<p>• a</p><p>• b</p><div><p>x</p></div><p>• c</p><div><p> </p></div><p>• d</p>"
    assert verdicts(CHECKS, FAKED_LIST, a_body(html)) == [(FAILED, "bulleted")] * 2


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p>• one</p>",
        "<p>• one</p><p>text</p><p>• two</p>",
        "<p>• one</p><div><p>text</p></div><p>• two</p>",
        "<p>• one</p><p>○ two</p>",
        "<p>- Hello</p><p>- Hi</p>",
        "<p>1984. A year</p><p>1985. Another</p>",
        "<p>1. one</p><p>3. three</p>",
        "<p>2. two</p><p>3. three</p>",
        "<p>1.5 litres</p><p>2.5 litres</p>",
        "<p>I. Asimov wrote</p><p>J. Verne wrote</p>",
        "<p>*note*</p><p>*note*</p>",
        "<p>A plan</p><p>B plan</p>",
        "<ul><li>• one</li><li>• two</li></ul>",
        "<pre>1. a<br>2. b</pre>",
        "<div hidden><p>• one</p><p>• two</p></div>",
        f"<p>1. {'x' * 500}</p><p>2. {'x' * 500}</p>",
    ],
)
def test_no_drawn_list(html):
    assert verdicts(CHECKS, FAKED_LIST, a_body(html)) == []
