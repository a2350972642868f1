"""Pictures of a body with what is said of them."""

import pytest

from curbcut.documents.html.pictures import Picture, pictures_in


@pytest.mark.parametrize(
    ("attributes", "alternative"),
    [
        ('alt="A red fox"', "A red fox"),
        ('alt="fox.png" aria-label="A red fox"', "A red fox"),
        ("", ""),
        ('alt=" "', ""),
    ],
)
def test_what_is_said_of_a_picture(attributes, alternative):
    assert list(pictures_in(f'<p><img src=" /files/5 " {attributes}></p>')) == [Picture("/files/5", alternative)]


@pytest.mark.parametrize(
    "html",
    [
        '<img src="/files/5" alt="">',
        '<img src="/files/5" role="presentation">',
        '<img src="/files/5" alt="Fox" aria-hidden="true">',
        '<div style="display: none"><img src="/files/5"></div>',
        '<!-- <img src="/files/5"> -->',
        '<p title="<img src=/files/5>">Fox</p>',
    ],
)
def test_decorative_and_hidden_pictures_say_nothing(html):
    assert list(pictures_in(html)) == []


def test_each_use_counts_in_the_order_of_the_page():
    html = '<img src="/files/5" alt="One"><img alt="Two"><img src="/files/5" alt="One">'
    assert [(use.source, use.alternative) for use in pictures_in(html)] == [
        ("/files/5", "One"),
        ("", "Two"),
        ("/files/5", "One"),
    ]
