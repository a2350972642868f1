"""Start tags, end tags and attributes of HTML with their places, and edits that touch nothing else."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

import turbohtml
from turbohtml import TokenType

_LINE_END = re.compile(r"\r\n|\r|\n")
# HTML, 13.2.5.32 to 13.2.5.40: a name runs to white space, `/`, `>` or `=`, and may begin with `=`.
_ATTRIBUTE = re.compile(
    r"""[\t\n\f\r /]*(?P<name>[^\t\n\f\r />][^\t\n\f\r />=]*)"""
    r"""(?:[\t\n\f\r ]*=[\t\n\f\r ]*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\t\n\f\r >][^\t\n\f\r >]*)|))?"""
)
_TAG_NAME = re.compile(r"<[^\t\n\f\r />]+")


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute as it stands in the source.

    Attributes:
        name: Lower case.
        value: With character references resolved; empty when it has none.
        start: Offset of the name.
        end: Offset behind the value or its quote.
        value_start: Offset of the value inside its quotes.
        value_end: Offset behind it; equal to `value_start` when there is none.
        is_double: The tag has an earlier one of that name, so browsers ignore this one.
    """

    name: str
    value: str
    start: int
    end: int
    value_start: int
    value_end: int
    is_double: bool = False


@dataclass(frozen=True, slots=True)
class Tag:
    """A start or end tag as it stands in the source.

    Attributes:
        name: Lower case.
        start: Offset of `<`.
        end: Offset behind `>`.
        is_end: It closes.
        attributes: In order.
    """

    name: str
    start: int
    end: int
    is_end: bool
    attributes: tuple[Attribute, ...] = ()

    def attribute(self, name: str) -> Attribute | None:
        """Return the attribute of that name: the first, as in a browser."""
        return next((attribute for attribute in self.attributes if attribute.name == name), None)

    def value(self, name: str) -> str:
        """Return the attribute's value, or nothing."""
        attribute = self.attribute(name)
        return attribute.value if attribute else ""

    @property
    def end_of_attributes(self) -> int:
        """Where a further attribute can be put: behind the last one, or behind the name."""
        return max((attribute.end for attribute in self.attributes), default=self.start + 1 + len(self.name))


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment, declaration or processing instruction."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the source from `start` to `end`."""

    start: int
    end: int
    text: str


def tags(html: str) -> Iterator[Tag]:
    """Yield the tags of an HTML fragment in order; what stands in a script or a comment is none."""
    return (item for item in markup(html) if isinstance(item, Tag))


def markup(html: str) -> Iterator[Tag | Remark]:
    """Yield tags, comments and declarations in order."""
    if "<" not in html:
        return
    line_starts = [0, *(match.end() for match in _LINE_END.finditer(html))]
    for token in turbohtml.tokenize(html, capture_source=True, resolve_references=False):
        if token.type in {TokenType.TEXT, TokenType.CHARACTER_REFERENCE} or token.source is None:
            if token.type is TokenType.DOCTYPE:
                start = line_starts[token.line - 1] + token.col
                yield Remark(start, html.find(">", start) + 1 or len(html))
            continue
        start = line_starts[token.line - 1] + token.col
        end = _end_of(html, start, token.source)
        if token.type is TokenType.START_TAG and token.tag is not None:
            values = {name: value or "" for name, value in reversed(token.attrs or [])}
            yield Tag(token.tag, start, end, is_end=False, attributes=tuple(_attributes(html, start, end, values)))
        elif token.type is TokenType.END_TAG and token.tag is not None:
            yield Tag(token.tag, start, end, is_end=True)
        else:
            yield Remark(start, end)


def apply(html: str, edits: list[Edit]) -> str:
    """Return the source with the edits made; of edits that overlap the first one counts."""
    parts: list[str] = []
    done = 0
    for edit in sorted(edits, key=lambda edit: edit.start):
        if edit.start < done:
            continue
        parts += [html[done : edit.start], edit.text]
        done = edit.end
    return "".join([*parts, html[done:]]) if parts else html


def _end_of(html: str, start: int, source: str) -> int:
    """Return the end of a token whose `source` has its line ends normalised (CR LF and CR to LF)."""
    end = start + len(source)
    if "\r" not in html[start:end]:
        return end
    position = start
    for character in source:
        position += 2 if character == "\n" and html.startswith("\r\n", position) else 1
    return position


def _attributes(html: str, start: int, end: int, values: dict[str, str]) -> Iterator[Attribute]:
    name_match = _TAG_NAME.match(html, start)
    position = name_match.end() if name_match else end
    seen: set[str] = set()
    while (match := _ATTRIBUTE.match(html, position, end - 1)) is not None:
        name = match["name"].lower()
        group = next((group for group in ("double", "single", "bare") if match[group] is not None), None)
        value_start, value_end = match.span(group) if group else (match.end(), match.end())
        is_double = name in seen
        value = unescape(html[value_start:value_end]) if is_double else values.get(name, "")
        yield Attribute(name, value, match.start("name"), match.end(), value_start, value_end, is_double)
        seen.add(name)
        position = match.end()
