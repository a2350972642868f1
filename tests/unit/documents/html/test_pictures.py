"""Pictures of a body with what is said of them."""

import pytest

from curbcut.documents.context import Context
from curbcut.documents.html import HtmlDocument, pictures
from curbcut.documents.html.pictures import pictures_of
from curbcut.documents.used_picture import LONGEST_ALTERNATIVE, UsedPicture


def pictures_in(html):
    return pictures_of(HtmlDocument.read(html, Context(name="", origin="editor")))


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
    assert pictures_in(f'<p><img src=" /files/5 " {attributes}></p>') == (UsedPicture("/files/5", alternative),)


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
    assert pictures_in(html) == ()


def test_each_use_counts_in_the_order_of_the_page():
    html = '<img src="/files/5" alt="One"><img alt="Two"><img src="/files/5" alt="One">'
    assert [(use.source, use.alternative) for use in pictures_in(html)] == [
        ("/files/5", "One"),
        ("/files/5", "One"),
    ]


def test_a_picture_without_an_address_is_no_file():
    assert pictures_in('<img alt="One"><img src="" alt="Two"><img src="/' + "x" * 2000 + '" alt="Three">') == ()


def test_of_a_text_without_end_only_the_beginning_is_kept():
    html = '<p id="a">' + "x" * 5000 + '</p><img src="/files/50" aria-labelledby="a">'
    assert pictures_in(html) == (UsedPicture("/files/50", "x" * LONGEST_ALTERNATIVE),)


def test_of_a_page_with_pictures_without_end_nobody_can_say_what_it_shows(monkeypatch):
    monkeypatch.setattr(pictures, "MOST_PICTURES", 2)
    assert len(pictures_in('<img src="/a" alt="One">' * 2)) == 2
    assert pictures_in('<img src="/a" alt="One">' * 3) is None
