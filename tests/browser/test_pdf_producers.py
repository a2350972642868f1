"""PDF files that nobody here wrote: Chromium prints a page with one fault, and that fault is what we find."""

import pytest

from curbcut.documents.context import Context
from curbcut.rules.rule import Outcome
from curbcut.scoring.assessment import check_bytes

PICTURE = (
    "<svg xmlns='http://www.w3.org/2000/svg' role='img' {} width='120' height='80'>"
    "<rect width='110' height='70' fill='green'/></svg>"
)
TEXT = "<p>The course follows rivers from the mountains to the sea and asks how people changed their ways.</p>" * 3
PARTS = {
    "title": "<title>Rivers and people</title>",
    "headings": f"<h1>Rivers and people</h1>{TEXT}<h2>Reading list</h2>{TEXT}<h3>Week one</h3>",
    "link": "<p>See the <a href='https://example.edu/handbook'>handbook of the <b>department</b></a>.</p>",
    "picture": PICTURE.format("aria-label='Chart of rainfall'"),
    "table": "<table border='1'><tr><th scope='col'>Week<th scope='col'>Topic</tr><tr><td>1<td>Springs</tr><tr><td>2<td>Deltas</tr></table>",
    "list": "<ul><li>Field notes</li><li>Maps of the region</li><li>Essay of two pages</li></ul>",
    "more": "",
}
FAULTS = {
    "none": ({}, set()),
    "a frame with a caption": (
        {"picture": f"<figure>{PARTS['picture']}<figcaption>Rain</figcaption></figure>"}, set(),
    ),
    "no title": ({"title": ""}, {"pdf-title"}),
    "no words for a picture": ({"picture": PICTURE.format("")}, {"pdf-figure-alt"}),
    "a skipped level": ({"headings": f"<h1>Rivers</h1>{TEXT}<h3>Week one</h3>"}, {"pdf-heading-order"}),
    "a late start": ({"headings": f"<h2>Rivers</h2>{TEXT}<h3>Week one</h3>"}, {"pdf-heading-start"}),
    "no header cells": ({"table": PARTS["table"].replace("<th scope='col'>", "<td>")}, {"pdf-table-headers"}),
    "a list of paragraphs": ({"list": "<p>• Field notes</p><p>• Maps</p><p>• Essay</p>"}, {"pdf-list-structure"}),
    "a list of boxes": ({"list": "<div>• Field notes</div><div>• Maps</div><div>• Essay</div>"}, {"pdf-list-structure"}),
    "a list of lines": ({"list": "<p>• Field notes<br>• Maps<br>• Essay</p>"}, {"pdf-list-structure"}),
    "a link that fits anywhere": (
        {"link": "<p>See <a href='https://example.edu/x'><b>he</b>re</a>.</p>"}, {"pdf-link-text"},
    ),
    "pale text": ({"more": "<p style='color:#999'>Late work loses one point a day.</p>"}, {"pdf-contrast"}),
    "faded text": ({"more": "<p style='opacity:.4'>Late work loses one point a day.</p>"}, {"pdf-contrast"}),
}  # fmt: skip


@pytest.fixture(scope="module")
def printed(chromium):
    """Print a page as tagged PDF."""
    page = chromium.new_page()

    def pdf_of(parts):
        whole = PARTS | parts
        head = f"<meta charset='utf-8'>{whole.pop('title')}"
        page.set_content(
            f"<!doctype html><html lang='en'><head>{head}</head><body>{''.join(whole.values())}</body></html>"
        )
        return page.pdf(tagged=True, outline=True, print_background=True)

    return pdf_of


@pytest.mark.parametrize("name", FAULTS)
def test_the_fault_and_no_other_is_found(name, printed):
    parts, expected = FAULTS[name]
    assessment = check_bytes(printed(parts), Context(name="printed.pdf"))
    assert assessment.status == "checked", assessment.reason
    failed = {result.rule_id for result in assessment.results if result.outcome is Outcome.FAILED}
    assert failed == expected
