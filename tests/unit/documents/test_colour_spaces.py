import pytest

from curbcut.documents.colour_spaces import parse_functional_colour


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Source: the examples of CSS Color 4, sections 9, 10 and 16.
        ("lab(29.2345 39.3825 20.0664)", (0.490, 0.137, 0.161)),
        ("lch(52.2345 72.2 56.2)", (0.776, 0.365, 0.027)),
        ("oklab(0.40101 0.1147 0.0453)", (0.490, 0.137, 0.161)),
        ("oklch(0.5 0 0)", (0.3888, 0.3888, 0.3888)),
        ("color(display-p3 0 1 0)", (0.0, 1.0, 0.0)),
        ("color(srgb-linear 0.5 0.5 0.5)", (0.7354, 0.7354, 0.7354)),
    ],
)
def test_conversions(text, expected):
    assert parse_functional_colour(text)[:3] == pytest.approx(expected, abs=0.01)


def test_a_missing_part_counts_as_zero():
    assert parse_functional_colour("oklch(0.5 none none)") == parse_functional_colour("oklch(0.5 0 0)")


@pytest.mark.parametrize("text", ["color()", "foo(1 2 3)", "hsl(1 2)", "rgb(1 2 3 4 5)", "lab(a b c)"])
def test_what_is_no_colour(text):
    assert parse_functional_colour(text) is None
