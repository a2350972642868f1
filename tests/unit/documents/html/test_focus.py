"""What a keyboard can reach."""

import pytest
from tests.builders.html import the_element

from curbcut.documents.html.focus import is_focusable, is_in_tab_order, tab_index


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("0", 0),
        (" -1", -1),
        ("+2", 2),
        ("3px", 3),
        ("", None),
        ("x", None),
        ("-", None),
        ("--1", None),
        ("1" * 30, 111111111),
    ],
)
def test_a_tabindex(value, number):
    assert tab_index(the_element(f'<p id="x" tabindex="{value}">')) == number


def test_no_tabindex():
    assert tab_index(the_element('<p id="x">')) is None


@pytest.mark.parametrize(
    ("source", "focusable", "reachable"),
    [
        ('<a id="x" href="/">y</a>', True, True),
        ('<a id="x">y</a>', False, False),
        ('<a id="x" tabindex="-1">y</a>', True, False),
        ('<button id="x">', True, True),
        ('<button id="x" disabled tabindex="0">', False, False),
        ('<button id="x" tabindex="-1">', True, False),
        ('<input id="x" type="hidden">', False, False),
        ('<input id="x" tabindex="y">', True, True),
        ('<p id="x" tabindex="y">', False, False),
        ('<p id="x" tabindex="0">', True, True),
        ('<p id="x" tabindex="0" hidden>', False, False),
        ('<p id="x" tabindex="0" inert>', False, False),
        ('<p id="x" contenteditable="false">', False, False),
        ('<p id="x" contenteditable>', True, True),
        ('<video id="x" controls>', True, True),
        ('<video id="x">', False, False),
        ('<details><summary id="x">', True, True),
        ('<summary id="x">', False, False),
        ('<area id="x" href="/">', False, False),
        ('<map name="m"><area id="x" href="/"></map><img usemap="#m">', True, True),
        ('<map id="m"><area id="x" href="/"></map><object usemap="#m"></object>', True, True),
        ('<map name="m"><area id="x" href="/"></map>', False, False),
        ('<map name="m"><area id="x" href="/"></map><img usemap="#m" hidden>', False, False),
        ('<p style="content-visibility:hidden"><a id="x" href="/">y</a>', False, False),
        ('<p style="/**/content-visibility:hidden"><a id="x" href="/">y</a>', False, False),
        ('<p style="content-visibility:auto"><a id="x" href="/">y</a>', True, True),
        ('<svg><a id="x" href="/"></a></svg>', True, True),
        ('<fieldset disabled><input id="x">', False, False),
        ('<fieldset disabled><legend><input id="x">', True, True),
        ('<fieldset disabled><legend></legend><legend><input id="x">', False, False),
        ('<div style="opacity:0"><a id="x" href="/">y</a>', True, True),
    ],
)
def test_focus(source, focusable, reachable):
    element = the_element(source)
    assert (is_focusable(element), is_in_tab_order(element)) == (focusable, reachable)
