"""How much of a PDF one check takes in: pages, what they draw and structure elements together; and how much is rendered."""

from curbcut.documents.errors import OversizedDocumentError

MOST_CONTENT = 400_000
"""A unit costs some 35 microseconds and up to a kilobyte on a busy machine: all of it 14 seconds and 400 MB.

That is a book of 4,000 pages full of text, a tagged one of 2,000, or 10,000 pages with a few lines each.
"""

PAGE = 6
ELEMENT = 2
CHARACTERS_OF_A_UNIT = 64
BYTES_OF_A_UNIT = 4096
"""What a page and a structure element cost, in units; a drawn object costs one, and so do 64 characters of text.

A content stream of megabytes costs time whatever it draws, so its bytes count too.
"""


MOST_RENDERED_PIXELS = 800_000_000
"""Pixels of rendered pages, and of the pictures decoded for them; a million takes some ten milliseconds."""


class ContentBudget:
    """Counts what was taken in. The sum does not depend on the order, so one file always has one answer."""

    def __init__(self) -> None:
        self._left = MOST_CONTENT

    def spend(self, units: int) -> None:
        """Take in some content.

        Raises:
            OversizedDocumentError: All in all it is more than a check can take.
        """
        self._left -= units
        if self._left < 0:
            raise OversizedDocumentError("The PDF has more pages, text, drawings and tags than we can read.")


class PixelBudget:
    """Counts what was rendered. What is beyond it stays unmeasured, and is said to be so."""

    def __init__(self) -> None:
        self._left = MOST_RENDERED_PIXELS

    def admits(self, pixels: int) -> bool:
        """Whether so many pixels can still be rendered; they are counted if so."""
        if pixels > self._left:
            return False
        self._left -= pixels
        return True
