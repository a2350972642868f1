"""From the HTML that the API shows back to the HTML that Canvas keeps, without touching another character.

Canvas makes links absolute on the way out, adds permissions and hints to them, and wraps some elements. Written back as
read, these would become part of the course: a `verifier` opens a file to everyone who has the link.
Source: Canvas `lib/api/html/content.rb`, `lib/api/html/link.rb`, `lib/user_content/`.

Everything is an edit of a span of the source: a serializer would change what nobody asked to change.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from curbcut.canvas.address import Origin
from curbcut.canvas.markup import Attribute, Tag, tags

_LINKS = {
    "a": ("href",),
    "img": ("src", "longdesc"),
    "iframe": ("src",),
    "object": ("data",),
    "embed": ("src",),
    "video": ("src", "poster"),
    "audio": ("src",),
    "source": ("src",),
    "track": ("src",),
}
"""Where Canvas makes links absolute."""
_HINTS = ("data-api-endpoint", "data-api-returntype")
_FILE_PATH = re.compile(r"/(?:files|media_objects|media_objects_iframe|media_attachments|media_attachments_iframe)/")
_FRAGMENT = re.compile(r"(?<!&)#")
"""A number sign that is not part of a character reference."""
_SEPARATOR = re.compile(r"&(?:amp;|#38;|#x26;)?", re.IGNORECASE)
_ADDED = re.compile(r"(?:verifier|location)=.*|(?:hidden|no_preview)=1", re.IGNORECASE | re.DOTALL)
_WRAPPER = "instructure_user_content"
_EQUATION = "equation_image"
_HIDDEN_EQUATION = "hidden-readable"
_SAFE_EQUATION = "x-canvaslms-safe-mathml"


_MARKS = (_WRAPPER, _HIDDEN_EQUATION, _SAFE_EQUATION)
"""Without these and without a link to its host, there is nothing of the API in some HTML."""


class Edit(NamedTuple):
    """Put `text` in the place of the characters from `start` to `end`."""

    start: int
    end: int
    text: str


def stored_form(html: str, origin: Origin) -> str:
    """Return the HTML as Canvas keeps it.

    Args:
        html: HTML as the API shows it.
        origin: The Canvas that showed it; links to any other host stay as they are.
    """
    if not any(mark in html for mark in (f"{origin}/", *_MARKS)):
        return html
    pieces: list[str] = []
    at = 0
    for edit in sorted(_edits(html, str(origin))):
        if edit.start < at:
            continue
        pieces += (html[at : edit.start], edit.text)
        at = edit.end
    pieces.append(html[at:])
    return "".join(pieces)


def _edits(html: str, origin: str) -> Iterator[Edit]:
    found = list(tags(html))
    ends = _ends_of(found)
    for index, tag in enumerate(found):
        if tag.is_end:
            continue
        yield from _link_edits(html, tag, origin)
        yield from _hint_edits(html, tag, origin)
        if tag.name in {"div", "span"} and _has_class(html, tag, _WRAPPER):
            yield from _unwrap(tag, ends.get(index))
        if tag.name == "img" and _has_class(html, tag, _EQUATION):
            yield from _safe_equation(html, tag)
            yield from _hidden_equation(html, found, ends, index)


def _link_edits(html: str, tag: Tag, origin: str) -> Iterator[Edit]:
    for name in _LINKS.get(tag.name, ()):
        attribute = tag.attribute(name)
        if attribute is None:
            continue
        value = _value(html, attribute)
        if not value.startswith(origin + "/") or value.startswith(origin + "//"):
            # Only a path from the root was made absolute; `//` behind the host would become another host.
            continue
        yield Edit(attribute.value_start, attribute.value_end, _without_additions(value[len(origin) :]))


def _without_additions(link: str) -> str:
    """Cut what Canvas adds to the query of a link to a file; the author's own parameters stay as written."""
    fragment_at = _FRAGMENT.search(link)
    address, fragment = (link[: fragment_at.start()], link[fragment_at.start() :]) if fragment_at else (link, "")
    path, question, query = address.partition("?")
    if not question or not _FILE_PATH.search(path):
        return link
    kept: list[str] = []
    separators = ["", *_SEPARATOR.findall(query)]
    for separator, parameter in zip(separators, _SEPARATOR.split(query), strict=True):
        if not _ADDED.fullmatch(parameter):
            kept += (separator if kept else "", parameter)
    return path + ("?" + "".join(kept) if kept else "") + fragment


def _hint_edits(html: str, tag: Tag, origin: str) -> Iterator[Edit]:
    endpoint = tag.attribute(_HINTS[0])
    if endpoint is None or not _value(html, endpoint).startswith(origin + "/"):
        return
    for attribute in tag.attributes:
        if attribute.name in _HINTS:
            yield Edit(_before_spaces(html, attribute.start), attribute.end, "")


def _unwrap(start: Tag, end: Tag | None) -> Iterator[Edit]:
    if end is not None:
        yield Edit(start.start, start.end, "")
        yield Edit(end.start, end.end, "")


def _safe_equation(html: str, tag: Tag) -> Iterator[Edit]:
    """Cut the MathML that newer Canvas keeps in an attribute of the picture, for its own scripts."""
    attribute = tag.attribute(_SAFE_EQUATION)
    if attribute is not None:
        yield Edit(_before_spaces(html, attribute.start), attribute.end, "")


def _hidden_equation(html: str, found: list[Tag], ends: dict[int, Tag], index: int) -> Iterator[Edit]:
    """Cut the hidden MathML that Canvas puts right behind the picture of an equation."""
    image = found[index]
    if index + 2 >= len(found):
        return
    span, math = found[index + 1 : index + 3]
    if span.start == image.end and _has_class(html, span, _HIDDEN_EQUATION) and math.name == "math":
        end = ends.get(index + 1)
        if end is not None:
            yield Edit(span.start, end.end, "")


def _ends_of(found: list[Tag]) -> dict[int, Tag]:
    """Pair the start tags that Canvas adds elements with and their end tags, in one pass."""
    ends: dict[int, Tag] = {}
    open_tags: dict[str, list[int]] = {"div": [], "span": []}
    for index, tag in enumerate(found):
        stack = open_tags.get(tag.name)
        if stack is None:
            continue
        if not tag.is_end:
            stack.append(index)
        elif stack:
            ends[stack.pop()] = tag
    return ends


def _has_class(html: str, tag: Tag, name: str) -> bool:
    attribute = tag.attribute("class")
    return attribute is not None and name in _value(html, attribute).split()


def _value(html: str, attribute: Attribute) -> str:
    return html[attribute.value_start : attribute.value_end]


def _before_spaces(html: str, start: int) -> int:
    while start > 0 and html[start - 1] in " \t\n\f\r":
        start -= 1
    return start
