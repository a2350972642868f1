import pytest

from curbcut.documents.colours import BLACK, WHITE, Colour, parse_colour
from curbcut.documents.html.surfaces import MOST_COLOURS, Surface, gradient_colours

PAPER = Surface(colours=(WHITE,), beneath=(WHITE,))


def hexes(colours):
    return [colour.hex for colour in colours]


def test_a_colour_covers_what_is_beneath_and_takes_the_doubt_away():
    surface = PAPER.with_doubt("image").with_background(BLACK, ())
    assert (hexes(surface.colours), surface.doubt, surface.is_painted, surface.layers) == (["#000000"], None, True, 1)


def test_a_colour_with_alpha_mixes_and_keeps_the_doubt():
    surface = PAPER.with_doubt("image").with_background(Colour(0, 0, 0, 0.5), ())
    assert (hexes(surface.colours), surface.doubt, surface.is_painted) == (["#808080"], "image", False)


def test_nothing_painted_is_nothing_changed():
    assert PAPER.with_background(Colour(0, 0, 0, 0), ()) is PAPER


def test_pictures_and_unknown_colours_are_doubts():
    assert PAPER.with_background(BLACK, None).doubt == "image"
    assert PAPER.with_background(None, ()).doubt == "computed"


def test_a_gradient_gives_all_its_colours():
    surface = PAPER.with_background(WHITE, gradient_colours("linear-gradient(#000, #fff)", BLACK))
    assert {"#000000", "#404040", "#808080", "#BFBFBF", "#FFFFFF"} == set(hexes(surface.colours))


def test_opacity_mixes_text_and_background_with_what_is_behind_the_group():
    [(text, back)] = PAPER.with_opacity(0.5).with_background(BLACK, ()).pairs(WHITE)
    assert (text.hex, back.hex) == ("#FFFFFF", "#808080")


def test_groups_within_groups():
    [(text, _)] = PAPER.with_opacity(0.4).with_opacity(0.5).pairs(BLACK)
    assert text.hex == "#CCCCCC"


def test_a_displaced_box_may_stand_on_any_colour_from_the_page_up():
    surface = PAPER.with_background(BLACK, ()).displaced()
    assert (hexes(surface.colours), surface.is_painted) == (["#FFFFFF", "#000000"], False)


def test_shadows_are_backgrounds_too():
    pairs = PAPER.pairs(WHITE, (BLACK,))
    assert (WHITE, BLACK) in pairs


def test_combinations_are_bounded():
    surface = PAPER
    many = gradient_colours("linear-gradient(" + ",".join(f"rgb({n} 0 0 / 50%)" for n in range(60)) + ")", BLACK)
    surface = surface.with_background(Colour(0, 0, 0, 0), many)
    assert surface.doubt == "gradient"
    for _ in range(40):
        surface = surface.with_opacity(0.5)
    assert len(surface.pairs(BLACK)) <= MOST_COLOURS


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        ("none", ()),
        ("url(a.png)", None),
        ("linear-gradient(red, var(--x))", None),
        ("linear-gradient(red, blue), url(a.png)", None),
        ("linear-gradient()", None),
        ("linear-gradient(90deg)", None),
    ],
)
def test_what_is_no_gradient_of_known_colours(image, expected):
    assert gradient_colours(image, BLACK) == expected


@pytest.mark.parametrize(
    "image",
    [
        "linear-gradient(to right, red 10%, 50%, red)",
        "radial-gradient(circle, red, red)",
        "-webkit-linear-gradient(top, red, red)",
        "repeating-linear-gradient(45deg, red 0 5px, red 5px 9px)",
        "conic-gradient(currentcolor, red)",
    ],
)
def test_gradients(image):
    assert gradient_colours(image, parse_colour("red")) == (parse_colour("red"),)
