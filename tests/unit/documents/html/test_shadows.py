import pytest

from curbcut.documents.html.shadows import surrounds

FOUR = "#aaa 2px 2px 4px, #aaa -2px 2px 4px, #aaa 2px -2px 4px, #aaa -2px -2px 4px"


@pytest.mark.parametrize(
    ("value", "is_all_round"),
    [
        (FOUR, True),
        ("1px 1px rgb(1, 2, 3), -1px 1px red, 1px -1px red, -1px -1px", True),
        ("#aaa 2px 2px 4px, #aaa -2px 2px 4px, #aaa 2px -2px 4px", False),
        ("0 0 4px #aaa", False),
        ("0 1px red, 0 -1px red, 1px 0 red, -1px 0 red", False),
        ("none", False),
        ("", False),
    ],
)
def test_shadows_on_every_side(value, is_all_round):
    assert surrounds(value) is is_all_round
