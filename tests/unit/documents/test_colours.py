import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curbcut.documents.colours import (
    BLACK,
    NAMES,
    TRANSPARENT,
    WHITE,
    Colour,
    contrast_ratio,
    luminance,
    mixed,
    over,
    parse_colour,
    parse_legacy_colour,
)

CHANNEL = st.integers(0, 255).map(lambda value: value / 255)
COLOURS = st.builds(Colour, CHANNEL, CHANNEL, CHANNEL, st.just(1.0))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("#0374b5", "#0374B5"),
        ("#ABC", "#AABBCC"),
        (" Red ", "#FF0000"),
        ("rebeccapurple", "#663399"),
        ("rgb(1, 2, 3)", "#010203"),
        ("rgb(300, 0, 0)", "#FF0000"),
        ("rgb(1 2 3)", "#010203"),
        ("rgb(100% 0% 50%)", "#FF0080"),
        ("hsl(120 100% 25%)", "#008000"),
        ("hsl(120, 100%, 25%)", "#008000"),
        ("hwb(0 50% 50%)", "#808080"),
        ("lab(100 0 0)", "#FFFFFF"),
        ("lch(0 0 0)", "#000000"),
        ("oklab(0 0 0)", "#000000"),
        ("oklch(1 0 0)", "#FFFFFF"),
        ("color(srgb 1 0 0)", "#FF0000"),
        ("color(srgb-linear 1 1 1)", "#FFFFFF"),
        ("color(xyz 0 0 0)", "#000000"),
        ("color(xyz-d50 0.9643 1 0.8251)", "#FFFFFF"),
        ("color(display-p3 1 1 1)", "#FFFFFF"),
        ("color(a98-rgb 0 0 0)", "#000000"),
        ("color(prophoto-rgb 1 1 1)", "#FFFFFF"),
        ("color(rec2020 1 1 1)", "#FFFFFF"),
        ("canvastext", "#000000"),
    ],
)
def test_every_syntax(text, expected):
    assert parse_colour(text).hex == expected


@pytest.mark.parametrize(
    ("text", "alpha"),
    [
        ("#0008", 8 / 15),
        ("#00000080", 128 / 255),
        ("rgba(0,0,0,.25)", 0.25),
        ("rgb(0 0 0 / 25%)", 0.25),
        ("transparent", 0),
    ],
)
def test_alpha(text, alpha):
    assert parse_colour(text).alpha == pytest.approx(alpha)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12px",
        "#12",
        "#12345",
        "##12345",
        "##fff",
        "#ggg",
        "rgb()",
        "color()",
        "rgb(1 2)",
        "reddish",
        "url(#red)",
        "lab(" + "1" * 300 + " 0 0)",
    ],
)
def test_what_is_no_colour(text):
    assert parse_colour(text) is None


def test_current_colour_is_the_one_given():
    assert parse_colour("CurrentColor", WHITE) == WHITE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("red", "#FF0000"),
        ("#abc", "#AABBCC"),
        ("abcdef", "#ABCDEF"),
        ("chucknorris", "#C00000"),
        ("#FFF000000", "#FF0000"),
        ("6db6ec49efd278cd0bc92d1e5e072d68", "#6ECDE0"),
        ("x", "#000000"),
    ],
)
def test_legacy_colours_as_the_html_standard_reads_them(text, expected):
    assert parse_legacy_colour(text).hex == expected


@pytest.mark.parametrize("text", ["", "  ", "transparent"])
def test_legacy_text_that_is_no_colour(text):
    assert parse_legacy_colour(text) is None


def test_compositing():
    assert over(Colour(0, 0, 0, 0.5), WHITE).hex == "#808080"
    assert over(BLACK, WHITE) == BLACK
    assert over(TRANSPARENT, WHITE) == WHITE
    assert over(TRANSPARENT, TRANSPARENT) == TRANSPARENT
    assert over(Colour(1, 1, 1, 0.5), Colour(0, 0, 0, 0.5)).alpha == pytest.approx(0.75)
    assert mixed(BLACK, WHITE, 0.25) == Colour(0.25, 0.25, 0.25)


def test_luminance_and_contrast_of_wcag():
    assert luminance(WHITE) == pytest.approx(1)
    assert contrast_ratio(BLACK, WHITE) == pytest.approx(21)
    assert contrast_ratio(parse_colour("#777"), WHITE) == pytest.approx(4.478, abs=0.001)
    assert contrast_ratio(parse_colour("#767676"), WHITE) == pytest.approx(4.542, abs=0.001)


@settings(deadline=None)
@given(st.text())
def test_no_text_makes_the_parsers_raise(text):
    parse_colour(text)
    parse_legacy_colour(text)


def test_names_are_whole():
    assert len([name for name in NAMES if not name.endswith("text")]) > 148
