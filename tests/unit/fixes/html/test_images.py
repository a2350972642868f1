import pytest
from tests.unit.fixes.mending import mend, refusal_of

DESCRIBE, DECORATE = "describe-image", "mark-image-decorative"
ABSENT = "html-image-without-alternative"
LINK = '<a href="/x">{}</a>'


@pytest.mark.parametrize(
    ("source", "mended"),
    [
        ('<p><img src="a.png"> x</p>', '<p><img src="a.png" alt="A dog"> x</p>'),
        ("<p><img src=a/></p>", '<p><img src=a/ alt="A dog"></p>'),
        ("<p><img src='a.png' ALT=' ' width=3 /></p>", '<p><img src=\'a.png\' alt="A dog" width=3 /></p>'),
        ("<p><img></p>", '<p><img alt="A dog"></p>'),
        ('<img src="a" alt="" role="none" aria-label="Dog">', '<img src="a" alt="A dog" aria-label="Dog">'),
        ('<img src="a" alt="IMG_2041.JPG" data-decorative="true">', '<img src="a" alt="A dog">'),
        ('<map name="m"><area href="/a"></map><img usemap="#m" alt="Map">',
         '<map name="m"><area href="/a" alt="A dog"></map><img usemap="#m" alt="Map">'),
        ('<p role="img"></p>', '<p role="img" aria-label="A dog"></p>'),
        ('<object data="a.png"></object>', '<object data="a.png" aria-label="A dog"></object>'),
        ('<svg role="img"></svg>', '<svg role="img" aria-label="A dog"></svg>'),
        ('<p>é</p>\n<div><template shadowrootmode="open"><p>x</p><img></template></div>',
         '<p>é</p>\n<div><template shadowrootmode="open"><p>x</p><img alt="A dog"></template></div>'),
    ],
)  # fmt: skip
def test_an_image_is_described(source, mended):
    assert mend(DESCRIBE, source, "A dog") == mended


def test_a_description_is_written_as_text():
    assert mend(DESCRIBE, "<p><img></p>", 'Say  "a < b"\n& c') == '<p><img alt="Say &quot;a &lt; b&quot; &amp; c"></p>'


def test_the_picture_of_a_link_is_described():
    source = LINK.format('<img src="a.png">')
    assert mend(DESCRIBE, source, "Home", rule_id="html-link-without-name") == LINK.format(
        '<img src="a.png" alt="Home">'
    )


def test_two_pictures_of_a_link_are_described_one_by_one():
    source = LINK.format("<img><img>")
    assert refusal_of(DESCRIBE, source, "Home", rule_id="html-link-without-name") == "not-applicable"


@pytest.mark.parametrize("answer", ["", "  ", "\x07", "x" * 501])
def test_a_description_has_words(answer):
    assert refusal_of(DESCRIBE, "<img>", answer) == "answer"


@pytest.mark.parametrize(
    ("origin", "source", "mended"),
    [
        ("editor", '<img src="a.png">', '<img src="a.png" alt="" role="presentation">'),
        ("file", '<img src="a.png">', '<img src="a.png" alt="">'),
        ("file", '<img alt="" tabindex="0">', '<img alt="">'),
        ("file", '<img alt="" title="Line">', '<img alt="">'),
        ("file", '<img alt=" " role="img" aria-live="off">', '<img alt="">'),
        ("file", LINK.format("<img> text"), LINK.format('<img alt=""> text')),
        ("file", LINK.format('<img><img alt="Home">'), LINK.format('<img alt=""><img alt="Home">')),
    ],
)
def test_an_image_is_marked_as_decorative(origin, source, mended):
    assert mend(DECORATE, source, origin=origin) == mended


@pytest.mark.parametrize("source", [LINK.format("<img>"), "<button><img></button>", '<p role="img"></p>'])
def test_what_is_needed_is_not_marked_as_decorative(source):
    assert refusal_of(DECORATE, source, rule_id=ABSENT) == "not-applicable"
