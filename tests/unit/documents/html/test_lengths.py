import pytest

from curbcut.documents.html.lengths import font_size_of, is_font_size, is_length, pixels_of


@pytest.mark.parametrize(
    ("value", "pixels"),
    [
        ("12px", 12),
        ("18pt", 24),
        ("1in", 96),
        ("2.54cm", 96),
        ("25.4mm", 96),
        ("1pc", 16),
        ("101.6q", 96),
        ("2em", 20),
        ("2rem", 32),
        ("150%", 15),
        ("0", 0),
        ("0vw", 0),
        ("-3px", -3),
        ("1e1px", 10),
        (".5em", 5),
        ("calc(1em + 2px)", 12),
        ("calc((1rem - 4px) / 2 * 1.5)", 9),
        ("calc(2 * calc(1px + 1pt))", 4.667),
    ],
)
def test_pixels(value, pixels):
    assert pixels_of(value, 10.0, 16.0) == pytest.approx(pixels, abs=0.001)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "auto",
        "5",
        "3vw",
        "1ex",
        "calc(2)",
        "calc(1px * 1px)",
        "calc(1px + 2)",
        "calc(1px / 0)",
        "calc(1px / 1px)",
        "calc(100% - 1px)",
        "calc(1px + 1vw)",
        "calc(1px",
        "calc()",
        "calc(1px 2px)",
        "calc(1px + var(--a))",
        "calc(1px) 2px",
        "calc(1e999px * 0)",
        f"calc({'(' * 200}1px{')' * 200})",
    ],
)
def test_what_cannot_be_known(value):
    assert pixels_of(value, 10.0, 16.0) is None


def test_a_relative_length_of_an_unknown_size_is_unknown():
    assert pixels_of("2em", None, 16.0) is None
    assert font_size_of("larger", None, 16.0) is None
    assert font_size_of("smaller", None, 16.0) is None


@pytest.mark.parametrize(
    ("value", "pixels"),
    [("medium", 16), ("x-large", 24), ("larger", 12), ("smaller", 8.333), ("120%", 12), ("-1px", None), ("2vw", None)],
)
def test_font_sizes(value, pixels):
    assert font_size_of(value, 10.0, 16.0) == (None if pixels is None else pytest.approx(pixels, abs=0.001))


@pytest.mark.parametrize(
    ("value", "expected"),
    [("12px", True), ("0", True), ("12", False), ("-1px", False), ("large", True), ("2xx", False), ("larger", True)],
)
def test_valid_font_sizes(value, expected):
    assert is_font_size(value) is expected


@pytest.mark.parametrize(
    ("value", "expected"), [("12", True), ("12px", True), ("1dvw", True), ("1foo", False), ("px", False)]
)
def test_valid_lengths(value, expected):
    assert is_length(value) is expected
