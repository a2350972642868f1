import pytest
from tests.builders.html_pages import a_page

from curbcut.documents.html import selectable, sheet_matching, stylesheets
from curbcut.documents.html.stylesheets import StyleSheets

RED, BLUE, BLACK = "#FF0000", "#0000FF", "#000000"


def colours(css, html):
    page = a_page(f"<style>{css}</style>{html}")
    return [page.styles.of(element).colour.hex for element in page.by_tag("i")]


def test_elements_of_one_way_up_match_alike_and_others_apart():
    html = "<b class=x><i>a</i><i>b</i></b><b><i>c</i><i class=y>d</i></b><u class=x><i>e</i></u>"
    assert colours(".x i{color:red}", html) == [RED, RED, BLACK, BLACK, RED]
    assert colours("b.x > i, .y{color:red}", html) == [RED, RED, BLACK, RED, BLACK]


@pytest.mark.parametrize(
    ("css", "html"),
    [
        ("B.x I{color:red}", "<b class=x><i>a</i></b><b><i>b</i></b>"),
        ("#a i{color:red}", "<p id=a><i>a</i></p><p id=b><i>b</i></p>"),
        ("i#a{color:red}", "<i id=a>a</i><i id=b>b</i>"),
        (".z i.y.x{color:red}", "<p class='z q'><i class='x y'>a</i><i class=y>b</i></p>"),
        (".★{color:red}", "<i class=★>a</i><i>b</i>"),
        (".a\\:b{color:red}", "<i class=a:b>a</i><i class=a>b</i>"),
        ("*{color:red} p{color:black}", "<i>a</i><p><i style='color:black'>b</i></p>"),
    ],
)
def test_what_selectors_ask_for_keeps_ways_apart(css, html):
    assert colours(css, html) == [RED, BLACK]


def test_what_no_selector_asks_for_does_not(monkeypatch):
    monkeypatch.setattr(sheet_matching, "MOST_STEPS", 50)
    html = "".join(f"<p class=a id=y{number}><i id=x{number} class='c{number}'>b</i></p>" for number in range(20))
    alike = StyleSheets(a_page(f"<style>.a * {{color:red}}</style>{html}"))
    assert (alike.is_complete, len(alike.matched)) == (True, 20)


def test_matching_that_takes_too_long_is_left_and_said(monkeypatch):
    monkeypatch.setattr(sheet_matching, "MOST_STEPS", 50)
    asked_for = "".join(f", #x{number}" for number in range(20))
    html = "".join(f"<p class=a><i id=x{number}>b</i></p>" for number in range(20))
    several = StyleSheets(a_page(f"<style>.a *{asked_for} {{color:red}}</style>{html}"))
    assert (several.is_complete, several.matched) == (False, {})


def test_generated_texts_have_what_matching_left_of_the_steps(monkeypatch):
    page = a_page("<style>b::before{content:'w'} i{color:red}</style><b></b><i>x</i>")
    bold = page.by_tag("b")[0]
    assert StyleSheets(page).generated_text(bold) == "w"
    spent = StyleSheets(page)
    monkeypatch.setattr(stylesheets, "MOST_STEPS", 1)
    assert spent.generated_text(bold) == ""


def test_selectors_that_look_further_are_tried_on_each_element():
    html = "<p><i>a</i><i>b</i><i title=t>c</i></p>"
    assert colours("i:first-child{color:red}", html) == [RED, BLACK, BLACK]
    assert colours("i + i{color:red}", html) == [BLACK, RED, RED]
    assert colours("[title]{color:red}", html) == [BLACK, BLACK, RED]


def test_selectors_of_both_kinds_are_tried_where_only_one_of_them_may_match():
    html = "<p class=x><i>a</i></p><p class=y><i>b</i></p><p><i id=z>c</i></p>"
    assert colours("b.q{color:red} .y i:first-child, i#z:first-child{color:red}", html) == [BLACK, RED, RED]


@pytest.mark.parametrize("css", ["i:lang(de){color:red}", "[lang|=de]{color:red}", "i[lang]{color:red}"])
def test_elements_with_a_language_of_their_own_are_no_other_way(css):
    assert colours(css, "<p><i>a</i><i lang=de>b</i><i>c</i></p>") == [BLACK, RED, BLACK]


def test_the_children_of_a_parent_are_listed_once():
    document = a_page("<p>a</p><p>b</p>")
    page = selectable.SelectablePage(document.tree.parents)
    first, second = map(page.of, document.by_tag("p"))
    assert first.etree_siblings is second.etree_siblings


def test_a_page_keeps_its_elements_for_selectors_within_bounds(monkeypatch):
    monkeypatch.setattr(selectable, "MOST_KEPT", 2)
    html = "<p>" + "<i>a</i>" * 5 + "</p>"
    assert colours("p i:nth-child(2){color:red}", html) == [BLACK, RED, *[BLACK] * 3]


def test_both_kinds_of_selector_have_one_order():
    html = "<p><i class=x>a</i></p>"
    assert colours("i:first-child{color:red} i.x{color:blue}", html) == [BLUE]
    assert colours("i.x{color:blue} i:first-child{color:red}", html) == [RED]
    assert colours("i:first-child{color:red} i{color:blue}", html) == [RED]


def test_deep_elements_are_not_matched():
    assert colours("i{color:red}", "<div>" * 300 + "<i>a</i>") == [BLACK]
