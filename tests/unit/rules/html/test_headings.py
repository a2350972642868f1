"""Headings."""

import pytest
from tests.builders.html import an_html_page, judge

NAMED, EMPTY = ("passed", "named"), ("failed", "empty")
FOLLOWS, SKIPPED = ("passed", "follows"), ("failed", "skipped")
FIRST, DEEP, TITLE = ("passed", "first"), ("failed", "deep"), ("failed", "title")


@pytest.mark.parametrize(
    ("source", "verdicts"),
    [
        ("<h2>Title</h2>", [NAMED]),
        ('<h2><img src="a.png" alt="Title"></h2>', [NAMED]),
        ('<div role="heading" aria-level="2">Title</div>', [NAMED]),
        ('<h2 aria-label="Title"></h2>', [NAMED]),
        ('<h2 title="Title"></h2>', [NAMED]),
        ('<h2><object data="a">Title</object></h2>', [("cantTell", "fallback")]),
        ('<h2><object data="a"></object></h2>', [EMPTY]),
        ("<h2></h2>", [EMPTY]),
        ("<h2>&nbsp; <br></h2>", [EMPTY]),
        ('<h2><img src="a.png" alt=""></h2>', [EMPTY]),
        ('<div role="heading" aria-level="2"></div>', [EMPTY]),
        ('<h2 role="none" aria-label=" "></h2>', [EMPTY]),
        ('<h2 style="position:absolute;top:-9999px"></h2>', [EMPTY]),
        ("<h2 hidden></h2>", []),
        ('<h2 style="display:none"></h2>', []),
        ('<h2 role="tab"></h2>', []),
        ('<h2 role="none"></h2>', []),
        ("<p>Text</p>", []),
        ("<button><h2></h2></button>", []),
    ],
)
def test_an_empty_heading(source, verdicts):
    assert judge("html-empty-heading", source) == verdicts


@pytest.mark.parametrize(
    ("source", "verdicts"),
    [
        ("<h2>A</h2><h3>B</h3><h2>C</h2>", [FOLLOWS, FOLLOWS]),
        ("<h2>A</h2><h4>B</h4>", [SKIPPED]),
        ("<h2>A</h2><h3></h3><h4>B</h4>", [SKIPPED]),
        ("<h4>A</h4><h2>B</h2>", [FOLLOWS]),
        ('<h2>A</h2><div role="heading" aria-level="4">B</div>', [SKIPPED]),
        ('<h2>A</h2><h4 aria-level="3">B</h4>', [FOLLOWS]),
        ('<h2>A</h2><h4 aria-level="x">B</h4>', [SKIPPED]),
        ("<h2>A</h2><h4 hidden>B</h4>", []),
        ("<h4>A</h4>", []),
    ],
)
def test_levels_that_follow_each_other(source, verdicts):
    assert judge("html-heading-level-skipped", source) == verdicts


@pytest.mark.parametrize(
    ("source", "origin", "verdicts"),
    [
        ("<h2>A</h2>", "editor", [FIRST]),
        ("<h3>A</h3>", "editor", [DEEP]),
        ("<h1>A</h1>", "editor", [TITLE]),
        (an_html_page("<h1>A</h1><h3>B</h3>"), "file", [FIRST]),
        (an_html_page("<h2>A</h2>"), "file", [DEEP]),
        ("<h3>A</h3>", "file", []),
        ("<p>A</p>", "editor", []),
    ],
)
def test_the_first_level(source, origin, verdicts):
    assert judge("html-first-heading-level", source, origin=origin) == verdicts
