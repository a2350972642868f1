"""Lists and moving text."""

import pytest
from tests.builders.html import judge

ITEMS, FOREIGN, TEXT = ("passed", "items"), ("failed", "foreign"), ("failed", "text")
INSIDE, OUTSIDE, PAIRS = ("passed", "inside"), ("failed", "outside"), ("passed", "pairs")


@pytest.mark.parametrize(
    ("source", "verdicts"),
    [
        ("<ul> <li>x</li> </ul>", [ITEMS]),
        ("<ol><li>x<ul><li>y</li></ul></li></ol>", [ITEMS, ITEMS]),
        ("<ul><script></script><li>x</li></ul>", [ITEMS]),
        ('<ul><div role="listitem">x</div></ul>', [ITEMS]),
        ("<ul><li>x</li><ul><li>y</li></ul></ul>", [FOREIGN, ITEMS]),
        ("<ul><p>x</p></ul>", [FOREIGN]),
        ('<ul><li role="tab">x</li></ul>', [FOREIGN]),
        ("<ul>x<li>y</li></ul>", [TEXT]),
        ("<ul><p hidden>x</p><li>x</li></ul>", [ITEMS]),
        ('<ul role="none"><p>x</p></ul>', []),
        ("<ul hidden><p>x</p></ul>", []),
    ],
)
def test_the_children_of_a_list(source, verdicts):
    assert judge("html-list-children-wrong", source) == verdicts


@pytest.mark.parametrize(
    ("source", "verdicts"),
    [
        ("<ul><li>x</li></ul>", [INSIDE]),
        ('<div role="list"><li>x</li></div>', [INSIDE]),
        ("<div><li>x</li></div>", [OUTSIDE]),
        ('<div><li role="menuitem">x</li></div>', []),
        ("<div><li hidden>x</li></div>", []),
    ],
)
def test_a_list_item(source, verdicts):
    assert judge("html-list-item-without-list", source) == verdicts


@pytest.mark.parametrize(
    ("source", "verdicts"),
    [
        ("<dl><dt>x</dt> <dd>y</dd></dl>", [PAIRS]),
        ("<dl><div><dt>x</dt><dd>y</dd></div></dl>", [PAIRS]),
        ("<dl><dd>x</dd><dt>y</dt><dd>z</dd></dl>", [PAIRS]),
        ("<dl><script></script></dl>", [PAIRS]),
        ("<dl><dd>x</dd></dl>", [("failed", "unpaired")]),
        ("<dl><dt>x</dt></dl>", [("failed", "unpaired")]),
        ("<dl><div><dd>x</dd></div><dt>y</dt></dl>", [("failed", "unpaired")]),
        ("<dl><p>x</p></dl>", [FOREIGN]),
        ("<dl>x</dl>", [TEXT]),
        ('<dl role="list"><p>x</p></dl>', []),
    ],
)
def test_a_description_list(source, verdicts):
    assert judge("html-description-list-wrong", source) == verdicts


@pytest.mark.parametrize(
    ("source", "verdicts"),
    [
        ("<dl><dt>x</dt></dl>", [INSIDE]),
        ("<dl><div><dd>x</dd></div></dl>", [INSIDE]),
        ("<div><dd>x</dd></div>", [OUTSIDE]),
        ('<div><dt role="term">x</dt></div>', []),
    ],
)
def test_a_term(source, verdicts):
    assert judge("html-description-without-list", source) == verdicts


@pytest.mark.parametrize(
    ("source", "verdicts"),
    [
        ("<marquee>x</marquee>", [("failed", "moving")]),
        ("<blink>x</blink>", [("failed", "moving")]),
        ("<marquee hidden>x</marquee>", []),
        ("<blink> </blink>", []),
        ("<p>x</p>", []),
    ],
)
def test_moving_text(source, verdicts):
    assert judge("html-moving-text", source) == verdicts
