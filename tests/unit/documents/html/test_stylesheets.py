import pytest
from tests.builders.html_pages import a_page

from curbcut.documents.html import selectable, stylesheets
from curbcut.documents.html.stylesheets import MOST_SELECTORS, StyleSheets


def test_no_style_block_no_rule():
    assert StyleSheets(a_page("<p>a</p>")).is_empty


def test_too_many_selectors_are_left_and_said():
    sheets = StyleSheets(a_page("<style>" + "a{color:red}" * (MOST_SELECTORS + 10) + "</style>"))
    assert not sheets.is_empty
    assert not sheets.is_complete


def test_matching_that_takes_too_long_is_left_and_said(monkeypatch):
    monkeypatch.setattr(stylesheets, "MOST_STEPS", 50)
    css = "<style>.a * {color:red}</style>"
    few = StyleSheets(a_page(css + "<p class=a><i>b</i></p>" * 20))
    assert (few.is_complete, len(few.matched)) == (True, 20)
    several = "".join(f"<p class=a><i id=x{number}>b</i></p>" for number in range(20))
    many = StyleSheets(a_page(css + several))
    assert (many.is_complete, many.matched) == (False, {})


def test_rules_in_rules_without_end_are_left_and_said():
    assert not StyleSheets(a_page("<style>" + "a{" * 50 + "color:red" + "}" * 50 + "</style>")).is_complete
    assert not StyleSheets(a_page("<style>" + "a{& & & &{" * 9 + "color:red" + "}" * 18 + "</style>")).is_complete


def test_slow_selectors_are_left_where_many_siblings_are():
    crowd = "<p>a</p>" * 2500
    assert not StyleSheets(a_page(f"<style>p ~ p{{color:red}}</style>{crowd}")).is_complete
    assert StyleSheets(a_page(f"<style>p + p{{color:red}}</style>{crowd}")).is_complete


@pytest.mark.parametrize(
    "css",
    [
        "{",
        "}",
        "a{",
        "a{color:red",
        "@media",
        "@media {",
        "\\",
        "a{}b",
        "<!-- a{color:red} -->",
        "@charset 'x';",
        "::{}",
        "a,{color:red}",
        "@font-face{font-family:x}",
    ],
)
def test_broken_css_does_no_harm(css):
    StyleSheets(a_page(f"<style>{css}</style><a>x</a>"))


def colours(css, html):
    page = a_page(f"<style>{css}</style>{html}")
    return [page.styles.of(element).colour.hex for element in page.by_tag("i")]


def test_elements_of_one_way_up_match_alike_and_others_apart():
    html = "<b class=x><i>a</i><i>b</i></b><b><i>c</i><i class=y>d</i></b><u class=x><i>e</i></u>"
    assert colours(".x i{color:red}", html) == ["#FF0000", "#FF0000", "#000000", "#000000", "#FF0000"]
    assert colours("b.x > i, .y{color:red}", html) == ["#FF0000", "#FF0000", "#000000", "#FF0000", "#000000"]


def test_selectors_that_look_further_are_tried_on_each_element():
    html = "<p><i>a</i><i>b</i><i title=t>c</i></p>"
    assert colours("i:first-child{color:red}", html) == ["#FF0000", "#000000", "#000000"]
    assert colours("i + i{color:red}", html) == ["#000000", "#FF0000", "#FF0000"]
    assert colours("[title]{color:red}", html) == ["#000000", "#000000", "#FF0000"]


def test_a_page_keeps_its_elements_for_selectors_within_bounds(monkeypatch):
    monkeypatch.setattr(selectable, "MOST_KEPT", 2)
    html = "<p>" + "<i>a</i>" * 5 + "</p>"
    assert colours("p i:nth-child(2){color:red}", html) == ["#000000", "#FF0000", *["#000000"] * 3]


def test_both_kinds_of_selector_have_one_order():
    html = "<p><i class=x>a</i></p>"
    assert colours("i:first-child{color:red} i.x{color:blue}", html) == ["#0000FF"]
    assert colours("i.x{color:blue} i:first-child{color:red}", html) == ["#FF0000"]
    assert colours("i:first-child{color:red} i{color:blue}", html) == ["#FF0000"]


def test_deep_elements_are_not_matched():
    page = a_page("<style>i{color:red}</style>" + "<div>" * 300 + "<i>a</i>")
    assert page.styles.of(page.by_tag("i")[0]).colour.hex == "#000000"
