"""Changing the words of an element without touching the tags inside it."""

import html
import re
from typing import NamedTuple

from curbcut.documents.html import Element
from curbcut.documents.html.parse import Span
from curbcut.fixes.fix import FixRefusedError
from curbcut.fixes.html.editing import Patch, content_of, escaped_text, spans_of

_TAG_OR_TEXT = re.compile(
    r"(<!--.*?-->|</?[a-zA-Z][^>\"']*(?:\"[^\"]*\"[^>\"']*|'[^']*'[^>\"']*)*>)|([^<]+|<)", re.DOTALL
)
_RAW = frozenset({"script", "style", "textarea", "title", "iframe", "noscript", "noembed", "xmp", "plaintext"})


class TextPiece(NamedTuple):
    """A stretch of source between two tags.

    Attributes:
        start: Where it begins.
        end: Where it ends.
        text: Its text, character references resolved.
    """

    start: int
    end: int
    text: str


def text_pieces(source: str, span: Span) -> list[TextPiece]:
    """Return the texts in a stretch of source that holds whole tags, in order; blank ones too."""
    return [
        TextPiece(match.start(2), match.end(2), html.unescape(match[2]))
        for match in _TAG_OR_TEXT.finditer(source, span.start, span.end)
        if match[2] is not None
    ]


def with_words(element: Element, words: str) -> list[Patch]:
    """Return the patches that make an element say something else, white space at its edges as it was.

    Where formatting cuts the text into pieces, the first takes all the words and the others go; pictures stay.

    Raises:
        FixRefusedError: It holds something whose text is not that of its source.
    """
    if any(inner.tag in _RAW or not inner.is_html for inner in element.descendants()):
        raise FixRefusedError("not-applicable", "It holds more than words; change it in the editor.")
    span = content_of(element)
    pieces = [piece for piece in text_pieces(element.document.source, span) if piece.text.strip()]
    if not pieces:
        end = content_of(element).end if spans_of(element).end_tag else span.start
        return [Patch(end, end, escaped_text(words))]
    first = pieces[0]
    written = element.document.source[first.start : first.end]
    before = written[: len(written) - len(written.lstrip())]
    last = element.document.source[pieces[-1].start : pieces[-1].end]
    after = last[len(last.rstrip()) :]
    if len(pieces) == 1:
        return [Patch(first.start, first.end, before + escaped_text(words) + after)]
    return [
        Patch(first.start, first.end, before + escaped_text(words)),
        *(Patch(piece.start, piece.end, "") for piece in pieces[1:-1]),
        Patch(pieces[-1].start, pieces[-1].end, after),
    ]
