import pytest

from curbcut.documents.html.cascade_layers import CascadeLayers
from curbcut.documents.html.declarations import parse_declarations


@pytest.mark.parametrize(
    ("first", "second", "weakest_first"),
    [
        ("a", "b", ["red", "blue"]),
        ("b", "a", ["blue", "red"]),
        ("", "a", ["blue", "red"]),
        ("a", "a.c", ["blue", "red"]),
        ("a", "a", ["red", "blue"]),
    ],
)
def test_what_wins_between_two_layers(first, second, weakest_first):
    layers = CascadeLayers()
    layers.meet("a")
    layers.meet("b")
    for order, name in enumerate((first, second)):
        if name:
            layers.put(order, name)
    matches = [
        ((0, 0, 1), 0, None, parse_declarations("color:red")),
        ((0, 0, 1), 1, None, parse_declarations("color:blue")),
    ]
    assert [declared["color"].value for declared in layers.sort(matches)] == weakest_first


def test_what_is_important_wins_the_other_way_round():
    layers = CascadeLayers()
    layers.put(1, "a")
    early, plain = parse_declarations("color:red!important;top:0"), parse_declarations("color:blue!important")
    matches = [((0, 0, 1), 1, None, early), ((0, 0, 1), 2, None, plain)]
    *_, last = layers.sort(matches)
    assert dict(last) == {"color": early["color"]}
    assert layers.sort(matches)[-1] is last
