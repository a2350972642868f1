"""Whether two texts are the same page to everyone who reads it: Canvas spells markup its own way when it saves."""

import html
from collections.abc import Iterator

from curbcut.canvas.markup import Tag, tags

_Piece = str | tuple[str, bool, tuple[tuple[str, str], ...]]


def same_markup(one: str, other: str) -> bool:
    """Whether two texts have the same tags, attributes and words, however they spell them.

    The order and the quotes of attributes, character references, line ends and the white space of attribute values do not
    count; every tag, every attribute and every word does.
    """
    return one == other or list(_pieces(one)) == list(_pieces(other))


def _pieces(text: str) -> Iterator[_Piece]:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    at = 0
    for tag in tags(text):
        if words := _words(text[at : tag.start]):
            yield words
        yield tag.name, tag.is_end, () if tag.is_end else _attributes(text, tag)
        at = tag.end
    if words := _words(text[at:]):
        yield words


def _words(text: str) -> str:
    return " ".join(html.unescape(text).split(" ")).strip("\n ")


def _attributes(text: str, tag: Tag) -> tuple[tuple[str, str], ...]:
    first: dict[str, str] = {}
    for attribute in tag.attributes:
        value = html.unescape(text[attribute.value_start : attribute.value_end])
        first.setdefault(attribute.name, " ".join(value.split()))
    return tuple(sorted(first.items()))
