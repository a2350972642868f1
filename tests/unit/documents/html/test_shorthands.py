import pytest

from curbcut.documents.html.declarations import parse_declarations


def values(text):
    return {name: declaration.value for name, declaration in parse_declarations(text).items()}


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
