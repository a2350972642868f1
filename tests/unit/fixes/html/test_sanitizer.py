"""Canvas keeps what a fix writes: nothing of it is on the list of what Canvas drops."""

import pytest
from tests.unit.fixes.mending import change_of

from canvas_sandbox.sanitizer import sanitize
from curbcut.fixes.catalogue import FIXES

FRENCH = "Le professeur explique aux étudiants pourquoi la société change et comment nous pouvons la comprendre mieux."
LONG = (
    "These are many words that fill more than one line, so that one sees how the gaps between them grow and shrink. "
    * 2
)
SOURCES = {
    "describe-image": ('<p><img src="/a.png"></p>', "A dog"),
    "mark-image-decorative": ('<p><img src="/a.png"></p>', ""),
    "rename-link": ('<a href="/x">https://example.org/a/long/address</a>', "Plan"),
    "merge-links": ('<a href="/x">a</a> <a href="/x">b</a>', ""),
    "title-frame": ('<iframe src="/map"></iframe>', "Map"),
    "change-heading-level": ("<h2>a</h2><h4>b</h4>", "3"),
    "remove-empty-heading": ("<h2> </h2>", ""),
    "make-heading": ("<p><b>Week two</b></p><p>We read.</p>", "2"),
    "make-paragraph": (f"<h2>{LONG}</h2>", ""),
    "set-table-headers": (
        "<table><caption>a</caption><tr><td>b</td><td>c</td></tr><tr><td>1</td><td>2</td></tr></table>",
        "both",
    ),
    "set-scope": (
        "<table><tr><td></td><th>b</th><th>c</th></tr><tr><th>d</th><td>1</td><td>2</td></tr></table>",
        "col",
    ),
    "add-caption": ("<table><tr><th>b</th><td>c</td></tr></table>", "Cats"),
    "name-table-header": ("<table><tr><th>a</th><th></th></tr><tr><td>1</td><td>2</td></tr></table>", "Cats"),
    "make-data-cell": ("<table><tr><th>a</th><th></th></tr><tr><td>1</td><td>2</td></tr></table>", ""),
    "drop-broken-headers": ('<table><tr><th id="a">a</th></tr><tr><td headers="a z">1</td></tr></table>', ""),
    "make-list": ("<p>Bring:<br>a) one<br>b) two<br>and more</p>", ""),
    "change-text-colour": ('<p style="color: #ccc;">Two words</p>', "#0A5FA0"),
    "align-to-start": (f'<p style="text-align: justify;">{LONG}</p>', ""),
    "reset-text-size": ('<p style="font-size: 6px;"><span style="font-size: 5px;">x y</span></p>', ""),
    "make-bold": ("<p><u>Two words</u></p>", ""),
    "set-language": (f"<p>{FRENCH}</p>", "fr"),
    "remove-language": ('<p lang="francais">Bonjour</p>', ""),
    "rename-id": ('<p id="x">a</p><p id="x">b</p>', ""),
}
NOT_IN_CANVAS = {"set-page-language", "set-page-title", "remove-duplicate-attribute", "unpin-spacing"}
"""What they mend is not stored by Canvas in the first place: page markup, double attributes, `!important` spacing of letters."""


def test_every_fix_of_a_body_is_tried():
    assert set(SOURCES) | NOT_IN_CANVAS == {fix.id for fix in FIXES if "html" in fix.kinds}


@pytest.mark.parametrize("fix_id", SOURCES)
def test_canvas_keeps_what_a_fix_writes(fix_id):
    source, answer = SOURCES[fix_id]
    assert sanitize(source) == source
    mended = change_of(fix_id, source, answer, language="en").data.decode()
    assert mended != source
    assert sanitize(mended) == mended
