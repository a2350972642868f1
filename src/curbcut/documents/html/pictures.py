"""The pictures that a page shows to people, with what it says of each."""

from collections.abc import Iterator
from itertools import islice

from curbcut.documents.html.document import HtmlDocument
from curbcut.documents.used_picture import LONGEST_ALTERNATIVE, MOST_PICTURES, UsedPicture

LONGEST_SOURCE = 2_000


def pictures_of(document: HtmlDocument) -> tuple[UsedPicture, ...] | None:
    """Return the `<img>` elements of a document that have something to say, in document order.

    A picture that is kept from assistive technology, or marked as decorative, says nothing where it stands, so nobody can
    say it badly: it is left out.

    Returns:
        The pictures; `None` when there are more than anybody wants to know of.
    """
    found = tuple(islice(_pictures(document), MOST_PICTURES + 1))
    return found if len(found) <= MOST_PICTURES else None


def _pictures(document: HtmlDocument) -> Iterator[UsedPicture]:
    for image in document.by_tag("img"):
        source = (image.get("src") or "").strip()
        if image.is_programmatically_hidden or not source or len(source) > LONGEST_SOURCE:
            continue
        name = image.accessible_name
        if name or image.role not in {"none", "presentation"}:
            yield UsedPicture(source, name[:LONGEST_ALTERNATIVE])
