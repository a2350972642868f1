import pytest
from hypothesis import given
from hypothesis import strategies as st

from curbcut.documents.colours import BLACK, WHITE, Colour, contrast_ratio, parse_colour
from curbcut.fixes.colours import in_srgb, nearest_readable, oklch_of

CHANNEL = st.integers(0, 255).map(lambda value: value / 255)
COLOURS = st.tuples(CHANNEL, CHANNEL, CHANNEL).map(lambda channels: Colour(*channels))


@pytest.mark.parametrize(
    ("text", "lightness", "chroma"), [("#ffffff", 1.0, 0.0), ("#000000", 0.0, 0.0), ("#ff0000", 0.628, 0.258), ("#0000ff", 0.452, 0.313)]
)  # fmt: skip
def test_known_colours(text, lightness, chroma):
    found = oklch_of(parse_colour(text))
    assert found[0] == pytest.approx(lightness, abs=0.001)
    assert found[1] == pytest.approx(chroma, abs=0.001)


@given(COLOURS)
def test_a_colour_comes_back_from_oklch(colour):
    assert max(abs(one - other) for one, other in zip(in_srgb(*oklch_of(colour)), colour, strict=True)) <= 1 / 254


@given(COLOURS, COLOURS)
def test_a_readable_colour_is_found_on_every_background(colour, background):
    found = nearest_readable(colour, lambda one: contrast_ratio(one, background) >= 4.5)
    assert found is not None
    assert contrast_ratio(parse_colour(found.hex), background) >= 4.5


@given(COLOURS)
def test_hue_stays_while_there_is_any(colour):
    _, chroma, hue = oklch_of(colour)
    found = nearest_readable(colour, lambda one: contrast_ratio(one, WHITE) >= 4.5)
    _, other_chroma, other_hue = oklch_of(found)
    if min(chroma, other_chroma) > 0.05:
        away = abs(hue - other_hue)
        assert min(away, 6.2832 - away) < 0.12


def test_a_readable_colour_stays_as_it_is():
    assert nearest_readable(BLACK, lambda _one: True) == BLACK


def test_nothing_is_found_where_nothing_reads():
    assert nearest_readable(BLACK, lambda _one: False) is None
