import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curbcut.documents.html.declarations import Declaration, parse_declarations


def values(text):
    return {name: declaration.value for name, declaration in parse_declarations(text).items()}


def test_the_last_one_wins_unless_an_important_one_came_before():
    assert values("color: red; color: blue") == {"color": "blue"}
    assert parse_declarations("COLOR: Red !IMPORTANT; color: blue") == {"color": Declaration("red", important=True)}
    assert values("line-height: 1em ! important; line-height: 2em!important") == {"line-height": "2em"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        ";;",
        "color",
        "color:",
        "color: 12px",
        "color: red blue",
        "line-height: -1",
        "font-size: big",
        "visibility: gone",
        "display: gone",
        "display: -ms-flexbox",
        "background: nonsense",
        "font: 12px",
        "font: bold",
        "margin: 1 2 3 4 5",
        ": red",
    ],
)
def test_what_browsers_drop(text):
    assert values(text) == {}


def test_a_value_too_deep_to_be_written_is_one_that_cannot_be_told():
    assert values(f"font-size: calc{'(calc' * 900}(1px)") == {"font-size": "var()"}


def test_an_invalid_declaration_leaves_the_valid_one():
    assert values("color: red; color: nonsense") == {"color": "red"}
    assert values("display: none; display: nonsense") == {"display": "none"}
    assert values("display: none; display: inline flow-root") == {"display": "inline flow-root"}


def test_comments_escapes_and_nested_functions_go_to_the_css_parser():
    assert values("/* a; b */ color: red; c\\6f lor: blue")["color"] == "blue"
    assert values("color: rgb(calc(1 + (1))  2 3)")["color"].startswith("rgb(calc(")


def test_variables_keep_their_case():
    assert values("--Brand: #FFF") == {"--Brand": "#fff"}


@settings(deadline=None)
@given(st.text(alphabet="color:;(){}\"'!/*\\ #ab12,%-", max_size=80))
def test_no_text_makes_it_raise(text):
    parse_declarations(text)


@pytest.mark.parametrize("value", ["9" * 5000, f"{'9' * 5000}px", f"-{'9' * 5000}%", f"calc({'9' * 5000}px)"])
def test_numbers_without_end_are_numbers(value):
    declared = parse_declarations(f"width:{value};/**/height:{value};color:red")
    assert {"width", "height", "color"} <= set(declared)
