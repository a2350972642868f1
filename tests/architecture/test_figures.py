"""Figures that the documentation gives are those of the code."""

from pathlib import Path

import pytest

from curbcut.canvas.throttle import IN_FLIGHT
from curbcut.documents.isolation.limits import Limits
from curbcut.documents.pdf import budget, reading, scans, streams
from curbcut.rules.format import STANDARD_PAGE_CHARACTERS
from curbcut.rules.pdf.navigation import LONG_FROM_PAGES
from curbcut.scoring import course, item

DOCS = Path(__file__).parents[2] / "docs"
PDF, SCORING = "explanation/pdf-checks.md", "explanation/scoring.md"


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("reference/settings.md", f"{Limits().address_space_bytes >> 30} GB of address space"),
        ("explanation/how-a-scan-works.md", f"At most {['', 'one', 'two', 'three', 'four'][IN_FLIGHT]} requests"),
        (PDF, f"{budget.MOST_CONTENT:,} of them"),
        (PDF, f"beyond {reading.MOST_PAGES:,} pages"),
        (PDF, f"unpacks to more than {streams.MOST_DECODED_BYTES >> 20} MB"),
        (PDF, f"cover {scans.PICTURE_COVERS:.0%} of it".replace("%", " %")),
        (PDF, f"when {scans.SCANNED_SHARE:.0%} of its pages".replace("%", " %")),
        (PDF, f"**Bookmarks** from {LONG_FROM_PAGES} pages on"),
        (SCORING, f"{STANDARD_PAGE_CHARACTERS:,} characters of text"),
        (SCORING, f"between {course.LEAST_WEIGHT} and {course.MOST_WEIGHT:g} standard pages"),
        (SCORING, f"Below **{course.ENOUGH_CONTENT:g} standard pages**"),
        (SCORING, f"at most {course.MOST_COURSE_WEIGHT:g} standard pages a course"),
        (SCORING, f"{item.BEST_WITH_AN_ISSUE} at most"),
        (SCORING, f"{item.KEPT_BY_A_MAJOR_RULE:.0%} of the room".replace("%", " %")),
    ],
)
def test_a_figure_is_that_of_the_code(page, words):
    text = " ".join((DOCS / page).read_text(encoding="utf-8").split())
    assert words in text
