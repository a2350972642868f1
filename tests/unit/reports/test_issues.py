"""Where something is, in words."""

import pytest

from curbcut.documents.place import WHOLE_DOCUMENT, Place
from curbcut.reports.issues import where


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (WHOLE_DOCUMENT, ""),
        (Place(page_number=2), "page 2"),
        (Place(line=3, column=5, heading="Week 1"), "line 3, column 5, under “Week 1”"),
        (Place(sheet="Marks", cell="A1"), "sheet Marks, cell A1"),
        (Place(part="word/header2.xml"), "in a header"),
        (Place(part="word/footer1.xml"), "in a footer"),
        (Place(part="word/footnotes.xml"), "in a footnote"),
        (Place(part="word/endnotes.xml"), "in an endnote"),
        (Place(part="word/document.xml"), ""),
        (Place(part="ppt/slides/slide2.xml", slide_number=2), "slide 2"),
    ],
)
def test_where(place, words):
    assert where(place) == words
