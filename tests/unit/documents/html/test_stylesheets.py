import pytest
from tests.builders.html_pages import a_page

from curbcut.documents.html.stylesheets import MOST_SELECTORS, StyleSheets


def test_no_style_block_no_rule():
    assert StyleSheets(a_page("<p>a</p>")).is_empty


def test_too_many_selectors_are_left_and_said():
    sheets = StyleSheets(a_page("<style>" + "a{color:red}" * (MOST_SELECTORS + 10) + "</style>"))
    assert not sheets.is_empty
    assert not sheets.is_complete


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
        f"@media (min-width:{'9' * 5000}px){{a{{width:{'9' * 5000}px}}}}",
        f"a:nth-child({'9' * 5000}){{color:red}}",
        f"a::before{{content:{'9' * 5000}}}",
    ],
)
def test_broken_css_does_no_harm(css):
    StyleSheets(a_page(f"<style>{css}</style><a>x</a>"))
