import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curbcut.documents.html.declarations import Declaration, is_computed, parse_declarations, split_outside_parentheses


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


@pytest.mark.parametrize(
    ("text", "colour", "image"),
    [
        ("#eee", "#eee", "none"),
        ("none", "transparent", "none"),
        ("url('a;b.png') no-repeat #000", "#000", "url('a;b.png')"),
        ("black no-repeat -20px -20px url(a.png)", "black", "url(a.png)"),
        ("linear-gradient(to right, rgb(1,2,3), #fff)", "transparent", "linear-gradient(to right, rgb(1,2,3), #fff)"),
        ("url(a.png), linear-gradient(red, blue)", "transparent", "url(a.png), linear-gradient(red, blue)"),
        ("rgba(0, 0, 0, .5)", "rgba(0, 0, 0, .5)", "none"),
        ("var(--brand)", "var(--brand)", "none"),
    ],
)
def test_background(text, colour, image):
    found = values(f"background: {text}")
    assert (found["background-color"], found["background-image"]) == (colour, image)


def test_a_background_that_clips_to_the_text_or_covers_a_part():
    assert values("background: linear-gradient(red, blue) text")["background-clip"] == "text"
    assert values("background: linear-gradient(red,blue)")["background-size"] == "auto"


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("none 0% 0% / auto repeat scroll padding-box border-box #fff", "auto"),
        ("linear-gradient(red,blue) 0 0 / auto padding-box", "auto"),
        ("linear-gradient(red,blue) 0 0 / 100% 100%", "auto"),
        ("linear-gradient(red,blue) 0 0 / 100% 50%", "partial"),
        ("linear-gradient(red,blue) 0 0 / 9px", "partial"),
        ("#fff 0 0 / 9px", "auto"),
    ],
)
def test_size_of_a_background(text, size):
    assert values(f"background: {text}")["background-size"] == size


@pytest.mark.parametrize(
    ("text", "size", "weight", "height"),
    [
        ("bold 14pt/1.5 Arial, sans-serif", "14pt", "bold", "1.5"),
        ("16px Arial", "16px", "normal", "normal"),
        ("italic 700 large 'Open Sans'", "large", "700", "normal"),
        ("12px / 2 Arial", "12px", "normal", "2"),
    ],
)
def test_font(text, size, weight, height):
    found = values(f"font: {text}")
    assert (found["font-size"], found["font-weight"], found["line-height"]) == (size, weight, height)


def test_wide_keywords_reach_every_longhand():
    assert values("font: inherit")["font-size"] == "inherit"
    assert values("margin: 1px -2px") == {
        "margin-top": "1px",
        "margin-right": "-2px",
        "margin-bottom": "1px",
        "margin-left": "-2px",
    }
    assert values("inset: 0 1px 2px 3px")["left"] == "3px"


def test_comments_escapes_and_nested_functions_go_to_the_css_parser():
    assert values("/* a; b */ color: red; c\\6f lor: blue")["color"] == "blue"
    assert values("color: rgb(calc(1 + (1))  2 3)")["color"].startswith("rgb(calc(")


def test_variables_keep_their_case():
    assert values("--Brand: #FFF") == {"--Brand": "#fff"}


def test_computed_values():
    assert is_computed("calc(1px + 1em)")
    assert is_computed("rgb(from red r g b)")
    assert not is_computed("rgb(1 2 3)")


def test_splitting_outside_parentheses():
    assert split_outside_parentheses("a(b, c), d", ",") == ["a(b, c)", "d"]
    assert split_outside_parentheses("a( b ) c", " ") == ["a( b )", "c"]


@settings(deadline=None)
@given(st.text(alphabet="color:;(){}\"'!/*\\ #ab12,%-", max_size=80))
def test_no_text_makes_it_raise(text):
    parse_declarations(text)


@pytest.mark.parametrize("value", ["9" * 5000, f"{'9' * 5000}px", f"-{'9' * 5000}%", f"calc({'9' * 5000}px)"])
def test_numbers_without_end_are_numbers(value):
    declared = parse_declarations(f"width:{value};/**/height:{value};color:red")
    assert {"width", "height", "color"} <= set(declared)
