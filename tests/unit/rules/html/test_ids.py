"""Ids and attributes that stand twice."""

import pytest
from tests.builders.html import CHECKS, a_document, judge

UNIQUE, TWICE, ONCE = ("passed", "unique"), ("failed", "twice"), ("passed", "once")


@pytest.mark.parametrize(
    ("source", "verdicts"),
    [
        ('<p id="a"></p><p id="b"></p>', [UNIQUE, UNIQUE]),
        ('<p id="a"></p><p id="A"></p>', [UNIQUE, UNIQUE]),
        ('<p id="a"></p><p id="a"></p>', [TWICE, TWICE]),
        ('<p id="a"></p><svg><g id="a"></g></svg>', [TWICE, TWICE]),
        ('<p id="a" hidden></p><p id="a"></p>', [TWICE, TWICE]),
        ('<p id="a"></p><template><p id="a"></p></template>', [UNIQUE]),
        # The parser opens the link again in each block, with its id; nobody wrote it twice.
        ('<p><a id="a"/>b</p><p>c</p>', [UNIQUE, UNIQUE]),
        ('<math><mi id="a">x</mi><mi id="a">y</mi></math>', []),
        ('<math id="a"><mi>x</mi></math><p id="a"></p>', [UNIQUE]),
        ('<p id=""></p><p id=""></p>', []),
        ("<p></p>", []),
    ],
)
def test_an_id(source, verdicts):
    assert judge("html-id-not-unique", source) == verdicts


@pytest.mark.parametrize(
    ("source", "verdicts"),
    [
        ('<p class="a" id="b">', [ONCE]),
        ('<p class="a" class="b">', [ONCE, TWICE]),
        ('<p class="a" CLASS="a">', [ONCE, TWICE]),
        ("<p hidden hidden hidden>", [ONCE, TWICE, TWICE]),
        ('<svg x="1" x="2">', [ONCE, TWICE]),
        ('<img alt="a > b" alt="">', [ONCE, TWICE]),
        ("<p></p a a>", [ONCE]),
        ("<!-- <p a a> -->", [ONCE]),
        ("<script>'<p a a>'</script>", [ONCE]),
    ],
)
def test_an_attribute_that_stands_twice(source, verdicts):
    assert judge("html-attribute-duplicated", source) == verdicts


def test_the_place_of_an_attribute_that_stands_twice():
    source = "<p>x</p>\n<p title='a'\n   title='b'>y</p>"
    *_, target = CHECKS["html-attribute-duplicated"].applicability(a_document(source))
    assert (target.name, target.place.line, target.place.column) == ("title", 2, 1)
    assert source[target.place.start :].startswith("<p title='a'")
