import pytest
from tests.unit.fixes.mending import mend

LONG = (
    "These are many words that fill more than one line, so that one sees how the gaps between them grow and shrink. "
    * 2
)


@pytest.mark.parametrize(
    ("source", "mended"),
    [
        ('<p style="text-align: justify">{}</p>', '<p style="text-align: start;">{}</p>'),
        ('<p align="justify">{}</p>', "<p>{}</p>"),
        ('<div style="text-align: justify"><p>{}</p></div>',
         '<div style="text-align: justify"><p style="text-align: start;">{}</p></div>'),
        ('<div align="justify"><p align="justify">{}</p></div>', '<div align="justify"><p style="text-align: start;">{}</p></div>'),
    ],
)  # fmt: skip
def test_a_text_is_aligned_at_its_start(source, mended):
    assert mend("align-to-start", source.format(LONG)) == mended.format(LONG)


@pytest.mark.parametrize(
    ("source", "mended"),
    [
        ('<p style="font-size: 6px; margin: 0">x y</p>', '<p style="margin: 0;">x y</p>'),
        ('<p style="font-size: 6px">x y</p>', "<p>x y</p>"),
        ('<div style="font-size: 6px"><p>x y</p></div>', '<div style="font-size: 6px"><p style="font-size: 1rem;">x y</p></div>'),
        ('<div style="font-size: 6px"><p style="font-size: 5px">x y</p></div>',
         '<div style="font-size: 6px"><p style="font-size: 1rem;">x y</p></div>'),
        ('<div style="font-size: 10px"><small>x y</small></div>',
         '<div style="font-size: 10px"><small style="font-size: 1rem;">x y</small></div>'),
    ],
)  # fmt: skip
def test_a_text_gets_a_size_to_read(source, mended):
    assert mend("reset-text-size", source) == mended


def test_an_underlined_text_becomes_bold():
    assert mend("make-bold", "<p><u>Two words</u></p>") == "<p><strong>Two words</strong></p>"
    source = '<p><span style="text-decoration: underline; color: #111;">Two words</span></p>'
    assert mend("make-bold", source) == '<p><strong style="color: #111;">Two words</strong></p>'


def test_spacing_is_unpinned():
    source = '<p style="line-height: 1 !important; color: #111 !important">{}</p>'
    mended = '<p style="line-height: 1; color: #111 !important;">{}</p>'
    assert mend("unpin-spacing", source.format(LONG)) == mended.format(LONG)
