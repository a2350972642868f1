import pytest
from tests.builders.html_pages import a_page

from curbcut.documents.html import sheet_matching
from curbcut.documents.html.stylesheets import StyleSheets

RED, BLACK = "#FF0000", "#000000"


def reds(css, html):
    """Return whether each `i` of a page is red, and that its styles are known."""
    page = a_page(f"<style>{css}</style>{html}")
    assert not page.styles.unread
    return [page.styles.of(element).colour.hex == RED for element in page.by_tag("i")]


@pytest.mark.parametrize(
    ("selector", "html", "found"),
    [
        ("i:has(b)", "<i><u><b>a</b></u></i><i>b</i>", [True, False]),
        ("i:has(> b)", "<i><b>a</b></i><i><u><b>b</b></u></i>", [True, False]),
        ("i:has(+ b)", "<i>a</i><b></b><i>b</i>text<u></u><b></b>", [True, False]),
        ("i:has(~ b)", "<p><i>a</i><i>b</i><b></b><i>c</i></p>", [True, True, False]),
        ("i:has(u b)", "<u><i><b>a</b></i></u><i><u><b>b</b></u></i>", [False, True]),
        ("i:has(> u > b)", "<i><u><b>a</b></u></i><i><b><u>b</u></b></i>", [True, False]),
        ("i:has(> u + b)", "<i><u></u><b>a</b></i><i><b></b><u>b</u></i>", [True, False]),
        ("i:has(b, > u)", "<i><u>a</u></i><i><u><b>b</b></u></i><i>c</i>", [True, True, False]),
        ("i:not(:has(b))", "<i><b>a</b></i><i>b</i>", [False, True]),
        (":is(p, div):has(b) i", "<p><i>a</i><b></b></p><p><i>b</i></p>", [True, False]),
        ("p:HAS(.x) > i", "<p><i class=x>a</i></p><p><i>b</i></p>", [True, False]),
        ("i:has([checked])", "<i><input checked></i><i><input></i>", [True, False]),
        ("i:has(:not(b))", "<i><b>a</b></i><i><u>b</u></i>", [False, True]),
        ("i:has(:hover), i:has(> :focus)", "<i><a href=/>a</a></i>", [False]),
        ("html:has(b) i", "<i>a</i><b></b>", [True]),
        ("i:has(b):has(u)", "<i><b></b><u>a</u></i><i><b>b</b></i>", [True, False]),
        ("[\\:has\\(b\\)]", "<i :has(b)>a</i><i><b>b</b></i>", [True, False]),
    ],
)
def test_what_stands_inside_or_after(selector, html, found):
    assert reds(f"{selector}{{color:red}} b, u{{color:black}}", html) == found


def test_no_attribute_stands_for_a_mark():
    assert reds("i:has(b){color:red}", "<i :has(b)>a</i>") == [False]


def test_it_weighs_as_much_as_what_it_asks_for():
    assert reds("i:has(b){color:red} i.x{color:black}", "<i class=x><b></b></i>") == [False]
    assert reds("i:has(.y){color:red} i.x{color:black}", "<i class=x><b class=y></b></i>") == [False]
    assert reds("i:has(.y b){color:red} i.x{color:black}", "<i class=x><u class=y><b></b></u></i>") == [True]


def test_text_that_a_rule_writes_is_found_too():
    page = a_page("<style>b:has(> u)::before{content:'note'}</style><b><u></u></b><b></b>")
    assert [page.styles.generated_text(bold) for bold in page.by_tag("b")] == ["note", ""]


@pytest.mark.parametrize(
    "selector",
    [
        "i:has(:checked)",
        "i:has(option:not(:checked))",
        "i:has(:scope > b)",
        "i:has()",
        "i:has(b:has(u))",
        "i:has(:is(p b))",
        "i:has(:unheard-of)",
        "i:has(b b b b b)",
        "i:has(" + ":is(" * 200 + "b" + ")" * 201,
    ],
)
def test_what_markup_does_not_tell_or_asks_too_much(selector):
    assert a_page(f"<style>{selector}{{color:red}}</style><i>a</i>").styles.unread


def test_questions_of_relatives_are_bounded(monkeypatch):
    monkeypatch.setattr(sheet_matching, "MOST_STEPS", 600)
    rules = "".join(f"i:has(*:not(.x{number})){{color:red}}" for number in range(5))
    few = StyleSheets(a_page(f"<style>{rules}</style><i><b></b></i>"))
    many = StyleSheets(a_page(f"<style>{rules}</style>{'<i><b></b></i>' * 40}"))
    assert (few.is_complete, many.is_complete, many.matched) == (True, False, {})
