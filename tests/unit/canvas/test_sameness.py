"""Two spellings of the same page are the same; anything that a reader could notice is not."""

import pytest

from curbcut.canvas.sameness import same_markup


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p>A</p>", "<p>A</p>"),
        ("<img src=a alt='A dog'>", '<img alt="A  dog" src="a">'),
        ("<P CLASS=x>A</P>", '<p class="x">A</p>'),
        ("<p>Caf\u00e9 &amp; bar</p>", "<p>Caf&eacute; &#38; bar</p>"),
        ("<p>A</p>\r\n<p>B</p>", "<p>A</p>\n<p>B</p>"),
        ("<br />", "<br>"),
        ("<p>A</p>\n", "<p>A</p>"),
    ],
)
def test_the_same(one, other):
    assert same_markup(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p>A</p>", "<p>B</p>"),
        ('<img src="a" alt="A">', '<img src="a">'),
        ('<img src="a" alt="">', '<img src="a">'),
        ("<p>A</p>", "<div>A</div>"),
        ("<p>A</p><p>B</p>", "<p>A</p>"),
        ("<p>A B</p>", "<p>AB</p>"),
        ("<b>A</b>B", "A<b>B</b>"),
    ],
)
def test_not_the_same(one, other):
    assert not same_markup(one, other)
