"""Editing one XML part by its bytes: where each tag is, and patches that leave all other bytes as they were."""

import re
from typing import NamedTuple
from xml.parsers import expat
from xml.sax.saxutils import escape

from lxml import etree

from curbcut.documents.errors import UnwritableDocumentError
from curbcut.documents.office.package import parse_xml

_START_TAG = re.compile(rb"<([^\s/>]+)(?:[^>\"']|\"[^\"]*\"|'[^']*')*>")
_ATTRIBUTE = re.compile(rb"\s+(?:[^\s=/>:]+:)?([^\s=/>:]+)\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_ENCODING = re.compile(rb"^<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']+)")
_READABLE = frozenset({b"utf-8", b"us-ascii", b"ascii"})
_NOT_EDITABLE = (
    "A part of the file is written in a way that we do not change; mend it in the program that it comes from."
)


class _Tags(NamedTuple):
    """Where an element's tags are: the start tag, and the offset of the end tag, which an empty element has not."""

    start: int
    end: int
    end_tag: int | None


class PartSource:
    """The bytes of a part with the elements that are in them, and the patches that were asked for.

    Attributes:
        root: The part's root element.
    """

    def __init__(self, data: bytes) -> None:
        """Read a part.

        Raises:
            MalformedDocumentError: It is not well-formed.
            UnwritableDocumentError: It is not in UTF-8.
        """
        declared = _ENCODING.match(data.removeprefix(b"\xef\xbb\xbf"))
        if data.startswith((b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")) or (
            declared is not None and declared[1].lower() not in _READABLE
        ):
            raise UnwritableDocumentError("unwritable", _NOT_EDITABLE)
        self._data = data
        self.root = parse_xml(data)
        # Both parsers meet the elements in document order, so that the same number means the same element.
        self._elements = list(self.root.iter())
        self._numbers = {element: number for number, element in enumerate(self._elements)}
        self._tags = _tags_of(data)
        self._patches: list[tuple[int, int, bytes]] = []
        if len(self._tags) != len(self._elements):
            raise UnwritableDocumentError("unwritable", _NOT_EDITABLE)

    def set_attribute(self, element: etree._Element, name: str, value: str) -> None:
        """Give an attribute a value; one that is there is known by its name without a prefix.

        Args:
            element: An element of this part.
            name: The name as it is written where there is none yet, with a prefix where it needs one.
            value: The text.
        """
        tags = self._tags[self._numbers[element]]
        written = f'{name}="{_escaped(value)}"'.encode()
        local = name.rpartition(":")[2].encode()
        for match in _ATTRIBUTE.finditer(self._data, tags.start, tags.end):
            if match[1] == local:
                quoted = match[0].index(b"=") + 1
                start = match.start() + quoted
                self._patches.append((start, match.end(), f'"{_escaped(value)}"'.encode()))
                return
        behind = tags.start + 1 + len(self._name_of(tags))
        self._patches.append((behind, behind, b" " + written))

    def insert_before(self, element: etree._Element, xml: str) -> None:
        """Put markup before an element."""
        start = self._tags[self._numbers[element]].start
        self._patches.append((start, start, xml.encode()))

    def insert_first(self, element: etree._Element, xml: str) -> None:
        """Put markup at the beginning of what is in an element."""
        tags = self._tags[self._numbers[element]]
        if tags.end_tag is None:
            self._open(tags, xml)
        else:
            self._patches.append((tags.end, tags.end, xml.encode()))

    def append(self, element: etree._Element, xml: str) -> None:
        """Put markup at the end of what is in an element."""
        tags = self._tags[self._numbers[element]]
        if tags.end_tag is None:
            self._open(tags, xml)
        else:
            self._patches.append((tags.end_tag, tags.end_tag, xml.encode()))

    def set_text(self, element: etree._Element, text: str) -> None:
        """Put a text in the place of all that is in an element."""
        tags = self._tags[self._numbers[element]]
        if tags.end_tag is None:
            self._open(tags, escape(text))
        else:
            self._patches.append((tags.end, tags.end_tag, escape(text).encode()))

    def prefix_of(self, element: etree._Element) -> str:
        """Return the prefix that an element's tag is written with, the colon too; empty without one."""
        name = self._name_of(self._tags[self._numbers[element]]).decode()
        return name[: name.index(":") + 1] if ":" in name else ""

    def finished(self) -> bytes:
        """Return the part with all patches.

        Raises:
            MalformedDocumentError: The result is not well-formed.
            UnwritableDocumentError: Patches overlap.
        """
        pieces: list[bytes] = []
        position = 0
        for start, end, replacement in sorted(self._patches, key=lambda patch: patch[:2]):
            if start < position:
                raise UnwritableDocumentError("unwritable", _NOT_EDITABLE)
            pieces += [self._data[position:start], replacement]
            position = end
        data = b"".join([*pieces, self._data[position:]])
        parse_xml(data)
        return data

    def _open(self, tags: _Tags, xml: str) -> None:
        slash = self._data.rindex(b"/", tags.start, tags.end)
        closing = b"</" + self._name_of(tags) + b">"
        self._patches.append((slash, tags.end, b">" + xml.encode() + closing))

    def _name_of(self, tags: _Tags) -> bytes:
        match = _START_TAG.match(self._data, tags.start)
        if match is None:
            raise UnwritableDocumentError("unwritable", _NOT_EDITABLE)
        return match[1]


def _escaped(value: str) -> str:
    return escape(value, {'"': "&quot;"})


def _tags_of(data: bytes) -> list[_Tags]:
    """Return the tags of every element, in document order."""
    found: list[_Tags] = []
    waiting: list[int] = []
    parser = expat.ParserCreate(None)

    def start(_name: str, _attributes: object) -> None:
        at = parser.CurrentByteIndex
        match = _START_TAG.match(data, at)
        if match is None:
            raise UnwritableDocumentError("unwritable", _NOT_EDITABLE)
        waiting.append(len(found))
        found.append(_Tags(at, match.end(), None))

    def end(_name: str) -> None:
        number = waiting.pop()
        tags = found[number]
        if not data.endswith(b"/>", tags.start, tags.end):
            found[number] = tags._replace(end_tag=parser.CurrentByteIndex)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise UnwritableDocumentError("unwritable", _NOT_EDITABLE) from error
    return found
