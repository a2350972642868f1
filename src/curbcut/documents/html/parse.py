"""The only place that calls the HTML parser (turbohtml, ADR 0003), and what keeps it within bounds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

import turbohtml

from curbcut.documents.errors import OversizedDocumentError

MOST_CHARACTERS = 50_000_000
"""Longest source that is parsed; the largest page seen in courses has 2 million."""

ParsedDocument = turbohtml.Document
ParsedElement = turbohtml.Element
ParsedText = turbohtml.Text
ParsedNode = turbohtml.Node
ParsedDoctype = turbohtml.Doctype
ParsedFragment = turbohtml.DocumentFragment

# Getters that run in C when they are mapped over a list: a tenth of the cost of a loop of ours.
tag_of: Callable[[ParsedElement], str] = attrgetter("tag")
"""The name of an element, without namespace."""
parent_of: Callable[[ParsedNode], ParsedNode | None] = attrgetter("parent")
"""The node around a node."""
attributes_of: Callable[[ParsedElement], Any] = attrgetter("attrs")
"""A mapping of an element's attributes, empty for most; some values are split into words."""
text_of: Callable[[ParsedElement], str] = attrgetter("text")
"""All text inside an element."""
children_of: Callable[[ParsedNode], Sequence[ParsedNode]] = attrgetter("children")
"""The nodes right inside a node."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the source: `start` inclusive, `end` exclusive, in characters from 0."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TagSpans:
    """Where an element's tags are in the source.

    Attributes:
        start_tag: The whole start tag.
        end_tag: The end tag; `None` when the source has none.
        attributes: Each attribute, name and value together; of two with one name the first.
    """

    start_tag: Span
    end_tag: Span | None
    attributes: dict[str, Span]


def parse(source: str) -> ParsedDocument:
    """Build the tree as browsers with scripting do, remembering where each tag was.

    Scripting is on, so that `<noscript>` holds text that nobody sees. Shadow roots that markup declares are not
    attached: their content stays in an inert `<template>`.

    Args:
        source: Text with `LF` line ends.

    Raises:
        OversizedDocumentError: The source is longer than `MOST_CHARACTERS`.
    """
    if len(source) > MOST_CHARACTERS:
        raise OversizedDocumentError(f"The page has {len(source):,} characters; at most {MOST_CHARACTERS:,} are read.")
    return turbohtml.parse(source, source_locations=True, scripting=True, allow_declarative_shadow_roots=False)


def words_of_shadow(template: ParsedElement) -> str:
    """Return what may be read in the shadow root that a `<template>` declares: texts, and what attributes name."""
    words: list[str] = []
    waiting: list[ParsedNode] = list(children_of(template))
    while waiting:
        node = waiting.pop()
        if type(node) is ParsedText:
            words.append(node.data)
        elif type(node) is ParsedFragment:
            waiting.extend(children_of(node))
        elif type(node) is ParsedElement and node.tag not in {"script", "style", "template"}:
            words.extend(node.attr(name) or "" for name in ("alt", "aria-label", "title"))
            waiting.extend(children_of(node))
    return " ".join(reversed(words))


def has_doctype(parsed: ParsedDocument) -> bool:
    """Tell whether a page has a doctype."""
    return any(type(node) is ParsedDoctype for node in parsed.children)


def is_implied(node: ParsedElement) -> bool:
    """Tell whether the parser supplied an element that the source has no tag for."""
    return node.source_location is None


def tag_offsets(node: ParsedElement) -> tuple[int, int, int] | None:
    """Return where an element's start tag begins and ends and where its end tag ends; `spans_of` without its attributes."""
    location = node.source_location
    if location is None:
        return None
    start, end = location.start_tag, location.end_tag
    return start.start_offset, start.end_offset, start.end_offset if end is None else end.end_offset


def location_of(node: ParsedElement) -> tuple[int, int, int, int, int] | None:
    """Return line and column of an element's start tag, both from 1, and its `tag_offsets`."""
    location = node.source_location
    if location is None:
        return None
    start, end = location.start_tag, location.end_tag
    last = start.end_offset if end is None else max(start.end_offset, end.end_offset)
    return start.start_line, start.start_col + 1, start.start_offset, start.end_offset, last


def spans_of(node: ParsedElement) -> TagSpans | None:
    """Return where an element's tags are, or `None` for an element that the parser supplied itself."""
    location = node.source_location
    if location is None:
        return None
    start, end = location.start_tag, location.end_tag
    return TagSpans(
        start_tag=Span(start.start_offset, start.end_offset),
        end_tag=None if end is None else Span(end.start_offset, end.end_offset),
        attributes={name: Span(span.start_offset, span.end_offset) for name, span in location.attrs.items()},
    )


def duplicate_attribute_offsets(parsed: ParsedDocument, source: str) -> list[int]:
    """Return where an attribute stands that its tag already had, as offsets behind its name, in source order.

    A tree has lost the second one; the parser's list of errors has not.
    """
    errors = [error for error in parsed.errors if error.code == "duplicate-attribute"]
    if not errors:
        return []
    line_starts = [0]
    position = source.find("\n")
    while position >= 0:
        line_starts.append(position + 1)
        position = source.find("\n", position + 1)
    return [line_starts[error.line - 1] + error.col for error in errors]
