"""Semantic roles."""

import pytest
from tests.builders.html import the_element


@pytest.mark.parametrize(
    ("source", "role"),
    [
        ('<a id="x" href="">y</a>', "link"), ('<a id="x">y</a>', "generic"), ('<article id="x">', "article"),
        ('<aside id="x">', "complementary"), ('<article><aside id="x">', "generic"),
        ('<article><aside id="x" aria-label="y">', "complementary"), ('<header id="x">', "banner"),
        ('<main><header id="x">', "sectionheader"), ('<section><footer id="x">', "sectionfooter"), ('<footer id="x">', "contentinfo"),
        ('<section id="x">', "generic"), ('<section id="x" aria-label="y">', "region"), ('<h3 id="x">', "heading"),
        ('<img id="x">', "img"), ('<img id="x" alt="">', "presentation"), ('<img id="x" alt="" tabindex="0">', "img"),
        ('<img id="x" alt=" ">', "img"), ('<input id="x">', "textbox"), ('<input id="x" type="banana">', "textbox"),
        ('<input id="x" type=" checkbox">', "textbox"),
        ('<input id="x" type="CHECKBOX">', "checkbox"), ('<input id="x" type="number">', "spinbutton"),
        ('<input id="x" type="range">', "slider"), ('<input id="x" type="search">', "searchbox"), ('<input id="x" list="y">', "combobox"),
        ('<input id="x" type="range" list="y">', "slider"), ('<input id="x" type="password">', ""), ('<input id="x" type="image">', "button"),
        ('<select id="x">', "combobox"), ('<select id="x" multiple>', "listbox"), ('<select id="x" size="2">', "listbox"),
        ('<select id="x" size="1">', "combobox"), ('<select id="x" size="y">', "combobox"), ('<textarea id="x">', "textbox"),
        ('<ul><li id="x">', "listitem"), ('<div><li id="x">', "generic"), ('<ul role="none"><li id="x">', "generic"),
        ('<ul role="menu"><li id="x">', "listitem"), ('<div role="list"><li id="x">', "listitem"), ('<div role="feed"><li id="x">', "generic"),
        ('<div role="list"><div role="none"><li id="x">', "listitem"), ('<div role="none"><li id="x">', "generic"), ('<table id="x">', "table"), ('<table><tr><td id="x">', "cell"),
        ('<table role="grid"><tr><td id="x">', "gridcell"), ('<table role="none"><tr><td id="x">', "generic"),
        ('<table role="list"><tr><td id="x">', "generic"), ('<table><tr><th id="x">y<tr><td>1', "columnheader"),
        ('<table><tr><th id="x">y<td>1', "rowheader"), ('<table><tr><th id="x" scope="col">y<td>1', "columnheader"),
        ('<table><tr><th id="x" scope="rowgroup">y<tr><td>1', "rowheader"), ('<table role="none"><tr><th id="x">y', "generic"),
        ('<table><tr><td>1<th id="x">y<tr><td>2<td>3', "columnheader"), ('<table><tr><td>1<td>2<tr><th id="x">y<td>3', "rowheader"),
        ('<table><tr><td>1<td>2<tr><td>3<th id="x">y<tr><td>4<td>5', "cell"),
        ('<table><tr id="x"><td>', "row"), ('<table role="none"><tr id="x"><td>', "generic"), ('<table><tbody id="x"><tr>', "rowgroup"),
        ('<table><caption id="x">', "caption"), ('<p id="x">', "paragraph"), ('<div id="x">', "generic"), ('<video id="x">', ""),
        ('<my-tag id="x">', ""), ('<svg id="x">', "graphics-document"), ('<svg><a id="x" href="/">', "link"), ('<svg><a id="x">', ""),
        ('<div id="x" role="banana button">', "button"), ('<div id="x" role="BUTTON">', "button"), ('<div id="x" role="widget">', "generic"),
        ('<div id="x" role="">', "generic"), ('<h2 id="x" role="none">', "none"), ('<h2 id="x" role="none" tabindex="0">', "heading"),
        ('<h2 id="x" role="none" aria-label="">', "heading"), ('<img id="x" alt="" aria-label="">', "presentation"),
        ('<h2 id="x" role="none" aria-label="y">', "heading"), ('<h2 id="x" role="none" aria-level="2">', "none"),
        ('<button id="x" role="none">', "button"), ('<button id="x" role="none" disabled>', "none"), ('<body id="x">', "generic"),
    ],
)  # fmt: skip
def test_a_role(source, role):
    assert the_element(source).role == role


def test_how_a_role_came_about():
    state = the_element('<button id="x" role="presentation">').role_state
    assert (state.explicit, state.implicit, state.is_marked_decorative, state.is_conflict) == (
        "presentation",
        "button",
        True,
        True,
    )


@pytest.mark.parametrize(
    ("source", "is_included"),
    [
        ('<button><b id="x">y</b></button>', False), ('<button><b id="x" tabindex="0">y</b></button>', True),
        ('<button><i><b id="x">y</b></i></button>', False), ('<button id="x">y</button>', True), ('<p id="x" hidden>', False),
        ('<p id="x" inert>', False), ('<div aria-hidden="true"><p id="x">', False), ('<p id="x" aria-hidden="false">', True),
        ('<dialog id="x">', False), ('<dialog id="x" open>', True), ('<p id="x" popover>', False),
        ("<style>p{display:block}</style><p hidden><b id=x>", True), ("<style>p{color:red}</style><p hidden><b id=x>", False),
        ("<style>p{display:block}</style><p hidden><b hidden id=x>", False), ("<style>dialog{display:flex}</style><dialog id=x>", True),
        ('<p id="x" style="/* a:b; */display:none">', False), ('<p id="x" style="display:none!important;display:block">', False),
        ('<p id="x" popover style="display:block">', True), ('<dialog id="x" popover open>', True), ('<details><p id="x">', True), ('<details open><p id="x">', True),
        ('<details><summary id="x">', True), ('<details><summary>a</summary><summary id="x">', True),
        ('<svg id="x" hidden>', True), ('<svg><g id="x" display="none">', False), ('<object data="a.png"><p id="x">', False), ('<object><p id="x">', True),
        ('<audio><p id="x">', False), ('<progress><p id="x">', False), ('<svg><style>p{display:none}</style></svg><p id="x">', False),
        ('<datalist><option id="x">', False), ('<p id="x" style="display:block" hidden>', True),
        ('<style>p{display:none}</style><p id="x">', False), ('<style>p{visibility:hidden}</style><p id="x">', False),
        ('<style>div{visibility:hidden} p{visibility:visible}</style><div><p id="x">', True),
        ('<p id="x" style="display:none;display:block">', True), ('<p id="x" style="x-display:none">', True),
        ('<p id="x" style="visibility:collapse">', False), ('<div hidden><p id="x" style="display:block">', False),
    ],
)  # fmt: skip
def test_what_assistive_technology_gets(source, is_included):
    assert the_element(source).is_included_in_accessibility_tree is is_included
