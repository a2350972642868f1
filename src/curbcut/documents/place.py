"""Where in a document something is."""

from msgspec import Struct


class Place(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Where a test target is; only the fields that the format knows are set.

    Attributes:
        excerpt: A short piece of the source or the text, at most 200 characters, for people.
        line: Line of the source, from 1.
        column: Column of the source in characters, from 1.
        start: Offset of the first character of the start tag in the decoded source, from 0.
        end: Offset after the last character of the start tag.
        selector: CSS selector that finds the element.
        page_number: Page, from 1.
        rectangle: Left, bottom, right, top in PDF points, origin at the bottom left of the page; of a picture in its pixels.
        slide_number: Slide, from 1.
        sheet: Name of the sheet.
        cell: Cell or range, such as `B2` or `A1:C4`.
        heading: Text of the nearest heading before it.
        part: Name of the part inside the package.
    """

    excerpt: str = ""
    line: int | None = None
    column: int | None = None
    start: int | None = None
    end: int | None = None
    selector: str | None = None
    page_number: int | None = None
    rectangle: tuple[float, float, float, float] | None = None
    slide_number: int | None = None
    sheet: str | None = None
    cell: str | None = None
    heading: str | None = None
    part: str | None = None


WHOLE_DOCUMENT = Place()
