"""What a web page of somebody's site holds of its own: its title, and its content without the site around it."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import turbohtml
from turbohtml import Element, SourceSpan

from canvas_sandbox.markup import Edit, apply

_OWN_CONTENT = ("main", "[role=main]", "div#book-content")
_NAVIGATION = "nav, [role=navigation]"
_LINE_END = re.compile(r"\r\n|\r|\n")
_TITLE_LENGTH = 255  # of a wiki page in Canvas
_FALLBACK_ENCODING = "windows-1252"  # what the HTML standard falls back to
_PYTHON_NAMES = {"ISO-8859-8-I": "iso8859-8", "windows-874": "cp874", "x-mac-cyrillic": "mac-cyrillic"}
"""Encodings of the web that Python knows by another name. The one it lacks is `replacement`, which decodes nothing."""


class WebPage(NamedTuple):
    """A page of a site.

    Attributes:
        title: Of its head or its first heading; empty when it has neither.
        body: The HTML of its own content, byte for byte.
    """

    title: str
    body: str


def read_web_page(data: bytes) -> WebPage:
    """Read a page of any encoding; whatever the bytes are, they are a page."""
    source = _Source(decoded(data))
    return WebPage(source.title(), source.own_content())


def decoded(data: bytes) -> str:
    """Decode as a browser would: byte-order mark, declaration, whether it is UTF-8, then windows-1252."""
    encoding = turbohtml.parse(data, positions=False).encoding or _FALLBACK_ENCODING
    encoding = _PYTHON_NAMES.get(encoding, encoding)
    try:
        text = data.decode(encoding, "replace")
    except LookupError:
        text = data.decode(_FALLBACK_ENCODING, "replace")
    return text.removeprefix("\ufeff")


class _Source:
    """The text of a page and the tree of its elements, whose places are counted in lines and columns.

    Offsets of the parser are of no use here: they count a CR LF as one character.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._document = turbohtml.parse(text, source_locations=True)
        self._line_starts = [0, *(match.end() for match in _LINE_END.finditer(text))]

    def title(self) -> str:
        for selector in ("head > title", "h1", "h2", "h3"):
            element = self._document.select_one(selector)
            if element and (words := " ".join(element.text.split())):
                return words[:_TITLE_LENGTH]
        return ""

    def own_content(self) -> str:
        for selector in _OWN_CONTENT:
            element = self._document.select_one(selector)
            if element and (start := self._content_start(element)) is not None:
                return self._text[start : self._content_end(element)]
        body = self._document.select_one("body")
        start = self._content_start(body) if body else None
        if start is None:
            start = self._end_of_head()
        end = self._content_end(body) if body else len(self._text)
        cuts = [edit for edit in self._navigation() if start <= edit.start and edit.end <= end]
        return apply(self._text[:end], [Edit(0, start, ""), *cuts])

    def _navigation(self) -> Iterator[Edit]:
        for element in self._document.select(_NAVIGATION):
            location = element.source_location
            if location is not None and location.end_tag is not None:
                yield Edit(self._start(location.start_tag), self._end(location.end_tag), "")

    def _content_start(self, element: Element) -> int | None:
        """Answer where the content begins; an element without a tag of its own in the source has no such place."""
        location = element.source_location
        return None if location is None else self._end(location.start_tag)

    def _content_end(self, element: Element) -> int:
        """Answer where the content ends: at its end tag, or at that of the nearest element around that has one."""
        for holder in (element, *element.ancestors):
            location = holder.source_location if isinstance(holder, Element) else None
            if location is not None and location.end_tag is not None:
                return self._start(location.end_tag)
        return len(self._text)

    def _end_of_head(self) -> int:
        """Answer where the content of a page without a body tag begins: behind what belongs to its head."""
        ends = [0]
        for element in self._document.select("html, head, head *"):
            location = element.source_location
            if location is None:
                continue
            ends.append(self._end(location.start_tag))
            if location.end_tag is not None and element.tag != "html":
                ends.append(self._end(location.end_tag))
        return max(ends)

    def _start(self, span: SourceSpan) -> int:
        return self._line_starts[span.start_line - 1] + span.start_col

    def _end(self, span: SourceSpan) -> int:
        return self._line_starts[span.end_line - 1] + span.end_col
