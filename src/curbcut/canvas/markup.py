"""Where the tags of some HTML are, without building a tree of it.

A tree would not do: a parser drops or moves what stands in the wrong place, and what is to be cut out has to be found there
too. This follows the tokenizer of the HTML standard (13.2.5) as far as tags, attributes, comments and raw text go; it is
linear in the length of its input whatever that is. `tests` hold it against a complete tokenizer.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_RAW_TEXT = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"})
"""Elements whose content holds no tags (13.2.5.1 with 13.2.6.4.7)."""
_FOREIGN = frozenset({"svg", "math"})
"""Inside these even a `title` or a `style` is read like any element."""
_NAME = re.compile(r"[A-Za-z][^\t\n\f\r />]*+")
_SPACE = re.compile(r"[\t\n\f\r /]*+")
_ATTRIBUTE_NAME = re.compile(r"=?[^\t\n\f\r />=]*+")
_EQUALS = re.compile(r"[\t\n\f\r ]*+=[\t\n\f\r ]*+")
_UNQUOTED = re.compile(r"[^\t\n\f\r >]*+")
_COMMENT_END = re.compile(r"--!?>")


class Attribute(NamedTuple):
    """An attribute: `start` to `end` is all of it, `value_start` to `value_end` its value without quotes."""

    name: str
    start: int
    end: int
    value_start: int
    value_end: int


class Tag(NamedTuple):
    """A start or an end tag, `start` to `end` with its angle brackets; names are lower case."""

    name: str
    is_end: bool
    start: int
    end: int
    attributes: tuple[Attribute, ...]

    def attribute(self, name: str) -> Attribute | None:
        """Return the attribute that counts: the first of that name."""
        return next((attribute for attribute in self.attributes if attribute.name == name), None)


def tags(html: str) -> Iterator[Tag]:
    """Yield the tags of some HTML in the order of the source."""
    at = 0
    foreign_depth = 0
    while (at := html.find("<", at)) != -1:
        if html.startswith(("<!", "<?"), at):
            at = _after_comment(html, at)
            continue
        is_end = html.startswith("/", at + 1)
        name = _NAME.match(html, at + 1 + is_end)
        if name is None:
            at = _after_bogus(html, at) if is_end else at + 1
            continue
        tag = _tag(html, at, name, is_end=is_end)
        if tag is None:
            return
        yield tag
        at = tag.end
        if tag.name in _FOREIGN:
            foreign_depth = max(0, foreign_depth + (-1 if is_end else 1))
        if is_end or foreign_depth:
            continue
        if tag.name == "plaintext":
            return
        if tag.name in _RAW_TEXT:
            at = _end_of_raw_text(html, at, tag.name)


def _tag(html: str, start: int, name: re.Match[str], *, is_end: bool) -> Tag | None:
    """Read a tag to its end; `None` when the source ends first, which makes it no tag."""
    at = name.end()
    if html.startswith(">", at):
        return Tag(name[0].lower(), is_end, start, at + 1, ())
    attributes: list[Attribute] = []
    while True:
        at = _SPACE.match(html, at).end()  # type: ignore[union-attr]  # matches the empty string too
        if at >= len(html):
            return None
        if html[at] == ">":
            return Tag(name[0].lower(), is_end, start, at + 1, tuple(attributes))
        attribute = _attribute(html, at)
        if attribute is None:
            return None
        attributes.append(attribute)
        at = attribute.end


def _attribute(html: str, start: int) -> Attribute | None:
    name = _ATTRIBUTE_NAME.match(html, start)
    assert name is not None
    equals = _EQUALS.match(html, name.end())
    if equals is None:
        return Attribute(name[0].lower(), start, name.end(), name.end(), name.end())
    at = equals.end()
    quote = html[at : at + 1]
    if quote in {'"', "'"}:
        close = html.find(quote, at + 1)
        return None if close == -1 else Attribute(name[0].lower(), start, close + 1, at + 1, close)
    value = _UNQUOTED.match(html, at)
    assert value is not None
    return Attribute(name[0].lower(), start, value.end(), at, value.end())


def _after_comment(html: str, start: int) -> int:
    if not html.startswith("<!--", start):
        return _after_bogus(html, start)
    if html.startswith((">", "->"), start + 4):
        return html.index(">", start) + 1
    # `<!-->`-like ends may share their dashes with the beginning, so the search starts right behind it.
    end = _COMMENT_END.search(html, start + 4)
    return end.end() if end else len(html)


def _after_bogus(html: str, start: int) -> int:
    end = html.find(">", start)
    return len(html) if end == -1 else end + 1


def _end_of_raw_text(html: str, start: int, name: str) -> int:
    end = re.compile(rf"</{name}(?=[\t\n\f\r />])", re.IGNORECASE).search(html, start)
    return end.start() if end else len(html)
