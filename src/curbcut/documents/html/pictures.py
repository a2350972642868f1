"""The pictures that a page shows to people, with what it says of each."""

from collections.abc import Iterator

from msgspec import Struct

from curbcut.documents.context import Context
from curbcut.documents.html.document import HtmlDocument


class Picture(Struct, frozen=True):
    """One use of a picture.

    Attributes:
        source: Its address as written, white space trimmed.
        alternative: Its accessible name; "" when it has none and is not marked as decorative.
    """

    source: str
    alternative: str


def pictures_in(body: str) -> Iterator[Picture]:
    """Yield the `<img>` elements of a body from the editor that have something to say, in document order.

    A picture that is kept from assistive technology, or marked as decorative, says nothing where it stands, so nobody can
    say it badly: it is left out.

    Args:
        body: The text of the body.

    Raises:
        OversizedDocumentError: It is beyond what is read.
    """
    document = HtmlDocument.read(body, Context(name="", origin="editor"))
    for image in document.by_tag("img"):
        if image.is_programmatically_hidden:
            continue
        name = image.accessible_name
        if not name and image.role in {"none", "presentation"}:
            continue
        yield Picture((image.get("src") or "").strip(), name)
