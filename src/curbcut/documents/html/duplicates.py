"""Attributes that a start tag has twice, of which a tree keeps only the first."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from curbcut.documents.html.parse import duplicate_attribute_offsets
from curbcut.documents.html.places import excerpt_of
from curbcut.documents.place import Place

if TYPE_CHECKING:
    from curbcut.documents.html.document import HtmlDocument

_ATTRIBUTE_BEFORE = re.compile(r"[^\s\"'>/=]+$")


@dataclass(frozen=True, slots=True)
class DuplicateAttribute:
    """An attribute that its start tag already had.

    Attributes:
        document: Where it is.
        start: Offset of the start tag.
        offset: Offset behind the second attribute's name.
        name: The attribute's name.
    """

    document: "HtmlDocument"
    start: int
    offset: int
    name: str

    @property
    def place(self) -> Place:
        """Where the start tag is."""
        line, column = self.document.line_and_column(self.start)
        excerpt = excerpt_of(self.document.source, self.start, self.offset)
        return Place(excerpt=excerpt, line=line, column=column, start=self.start, end=self.offset)


def duplicate_attributes(document: "HtmlDocument") -> list[DuplicateAttribute]:
    """Return the start tags that hold an attribute twice, one entry an attribute that is lost."""
    offsets = duplicate_attribute_offsets(document.parsed, document.source)
    return [found for offset in offsets if (found := _duplicate_at(document, offset)) is not None]


def _duplicate_at(document: "HtmlDocument", offset: int) -> DuplicateAttribute | None:
    source = document.source
    start = source.rfind("<", 0, offset)
    if start < 0 or source.startswith("</", start):
        return None
    name = _ATTRIBUTE_BEFORE.search(source, max(start, offset - 200), offset)
    return DuplicateAttribute(document, start, offset, name[0].lower() if name else "")
