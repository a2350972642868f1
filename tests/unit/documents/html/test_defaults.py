import pytest

from curbcut.documents.html.defaults import declarations_of_tag, hints_of


@pytest.mark.parametrize(
    ("tag", "attributes", "expected"),
    [
        ("font", {"color": "red"}, {"color": "#ff0000"}),
        ("font", {"size": "5"}, {"font-size": "x-large"}),
        ("font", {"size": "99"}, {"font-size": "xxx-large"}),
        ("td", {"bgcolor": "#abc"}, {"background-color": "#aabbcc"}),
        ("td", {"background": "a.png"}, {"background-image": "url()"}),
        ("body", {"text": "navy"}, {"color": "#000080"}),
        ("p", {"align": "JUSTIFY"}, {"text-align": "justify"}),
    ],
)
def test_old_attributes(tag, attributes, expected):
    assert {name: item.value for name, item in hints_of(tag, attributes).items()} == expected


@pytest.mark.parametrize(
    ("tag", "attributes"),
    [("p", {"bgcolor": "red"}), ("span", {"color": "red"}), ("p", {"align": "left"}), ("font", {"color": ""})],
)
def test_attributes_that_mean_nothing_there(tag, attributes):
    assert hints_of(tag, attributes) is None


def test_browsers_style():
    assert declarations_of_tag("h1")["font-size"].value == "2em"
    assert declarations_of_tag("p") is None
