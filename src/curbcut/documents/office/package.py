"""A file that is a ZIP package of XML parts: opened once, every part bounded, parsed without entities."""

import re
import warnings
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from posixpath import dirname, normpath
from typing import IO
from urllib.parse import unquote
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo

from lxml import etree

from curbcut.documents.errors import EncryptedDocumentError, MalformedDocumentError, OversizedDocumentError
from curbcut.documents.office.folding import Dialect, fold
from curbcut.documents.office.folds import Folds, Fragments

MOST_ENTRIES = 20_000
MOST_PART_BYTES = 24 << 20
"""A tree takes some 15 to 25 times the bytes of its XML, and a check may use 500 MB."""
MOST_STREAMED_BYTES = 160 << 20
"""Sheets are read row by row, so that only time bounds them: 160 MB take some ten seconds."""
MOST_PACKAGE_BYTES = 200 << 20
"""XML that is unpacked of one package in all."""

OLE_HEADER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP_HEADER = b"PK\x03\x04"

_ENCRYPTED_FLAG = 0x1
_BOMS = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be"))
_DOCUMENT_TYPE = re.compile(
    rb"(?:\xef\xbb\xbf)?(?>(?:\s++|<\?(?>(?:(?!\?>).)*)\?>|<!--(?>(?:(?!-->).)*)-->)*)<!", re.DOTALL
)
"""A document type before the root element, whatever comments come first."""
_DECLARATION = re.compile(r"^\ufeff?\s*<\?xml[^>]*\?>")
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True, collect_ids=False
)
_STRICT = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/presentationml/main", b"http://schemas.openxmlformats.org/presentationml/2006/main"),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
    (b"http://purl.oclc.org/ooxml/drawingml/chartDrawing", b"http://schemas.openxmlformats.org/drawingml/2006/chartDrawing"),
    *(
        (b"http://purl.oclc.org/ooxml/drawingml/" + name, b"http://schemas.openxmlformats.org/drawingml/2006/" + name)
        for name in (b"main", b"wordprocessingDrawing", b"spreadsheetDrawing", b"picture", b"chart", b"diagram", b"lockedCanvas")
    ),
)  # fmt: skip
"""ISO/IEC 29500 part 1 (Strict) names against those of part 4 (Transitional), which the readers know."""


@dataclass(frozen=True, slots=True)
class Relationship:
    """What a part refers to.

    Attributes:
        kind: The last word of its type, such as `image`.
        target: The part's name, or the address of something outside.
        is_external: Whether it lies outside the package.
    """

    kind: str
    target: str
    is_external: bool


class Package:
    """An open package. Names of parts are compared without case, backslashes and leading slashes, as Office does."""

    def __init__(self, data: bytes) -> None:
        """Open a package.

        Raises:
            MalformedDocumentError: It is no ZIP file, or a damaged one.
            EncryptedDocumentError: Its content opens only with a password.
            OversizedDocumentError: It has more than `MOST_ENTRIES` entries.
        """
        self._zip = _open(data)
        entries = self._zip.infolist()
        if len(entries) > MOST_ENTRIES:
            raise OversizedDocumentError(f"The file has {len(entries):,} parts; we read up to {MOST_ENTRIES:,}.")
        self._entries: dict[str, ZipInfo] = {}
        for entry in entries:
            self._entries.setdefault(_key(entry.filename), entry)
        self._unpacked = 0
        self._relationships: dict[str, dict[str, Relationship]] = {}
        self._fragments: dict[str, Fragments] = {}

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._entries

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Names of all parts, as they are compared."""
        return tuple(self._entries)

    def read(self, name: str, most_bytes: int = MOST_PART_BYTES, *, is_counted: bool = True) -> bytes | None:
        """Return the bytes of a part, `None` when there is none of that name.

        Args:
            name: Name of the part.
            most_bytes: More than that is refused.
            is_counted: Whether it stays in memory, and so counts to what is unpacked in all.

        Raises:
            OversizedDocumentError: It unpacks to more than `most_bytes`, or all parts to more than we read.
            MalformedDocumentError: It is damaged.
        """
        entry = self._entries.get(_key(name))
        if entry is None:
            return None
        with self._open(entry) as stream:
            try:
                data = stream.read(most_bytes + 1)
            except _ZIP_ERRORS as error:
                raise _damaged() from error
        self._unpacked += len(data) if is_counted else 0
        if len(data) > most_bytes or self._unpacked > MOST_PACKAGE_BYTES:
            raise OversizedDocumentError("The file unpacks to more than we can read.")
        return data

    def xml(self, name: str) -> etree._Element | None:
        """Return the root element of a part, `None` when there is none of that name.

        Raises:
            OversizedDocumentError: It is too large.
            MalformedDocumentError: It is damaged, not well-formed, or declares entities.
        """
        data = self.read(name)
        return None if data is None else parse_xml(data)

    def folded(self, name: str, dialect: Dialect) -> tuple[etree._Element | None, Folds]:
        """Return the root element of a part that is mostly text, its paragraphs folded; see `folding`.

        Raises:
            OversizedDocumentError: It is too large.
            MalformedDocumentError: It is damaged, not well-formed, or declares entities.
        """
        data = self.read(name)
        if data is None:
            return None, Folds()
        data = _as_transitional_utf8(data)
        folded, folds = fold(data.removeprefix(b"\xef\xbb\xbf"), dialect, self._fragments)
        try:
            return _parse(folded), folds
        except MalformedDocumentError:
            # What is said of a damaged file does not depend on how we read it.
            return _parse(data), Folds()

    def rows(self, name: str, *tags: str) -> Iterator[etree._Element]:
        """Yield the elements of some tags of a large part, each freed after its turn.

        Raises:
            OversizedDocumentError: It unpacks to more than `MOST_STREAMED_BYTES`.
            MalformedDocumentError: It is damaged or not well-formed.
        """
        data = self.read(name, MOST_STREAMED_BYTES)
        if data is None:
            return
        source = BytesIO(_as_transitional_utf8(data))
        try:
            for _, element in etree.iterparse(
                source, events=("end",), tag=tags, resolve_entities=False, no_network=True, remove_comments=True
            ):
                yield element
                element.clear()
                while element.getprevious() is not None and (parent := element.getparent()) is not None:
                    del parent[0]
        except etree.XMLSyntaxError as error:
            raise MalformedDocumentError("The file is damaged: a part of it is not well-formed XML.") from error

    def relationships(self, name: str) -> dict[str, Relationship]:
        """Return what a part refers to, by id; `""` stands for the package itself."""
        if name not in self._relationships:
            self._relationships[name] = self._read_relationships(name)
        return self._relationships[name]

    def related(self, name: str, kind: str) -> str | None:
        """Return the name of the first part of a kind that a part refers to, if it is there."""
        for each in self.relationships(name).values():
            if each.kind == kind and not each.is_external and each.target in self:
                return each.target
        return None

    def _read_relationships(self, name: str) -> dict[str, Relationship]:
        folder = dirname(name)
        base = name.rpartition("/")[2]
        root = self.xml(f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels")
        found: dict[str, Relationship] = {}
        if root is None:
            return found
        for element in root.iter(_RELATIONSHIP):
            target = element.get("Target") or ""
            is_external = (element.get("TargetMode") or "").lower() == "external"
            kind = (element.get("Type") or "").rstrip("/").rpartition("/")[2]
            if not is_external:
                target = _resolve(folder, target)
            found[element.get("Id") or ""] = Relationship(kind, target, is_external)
        return found

    def _open(self, entry: ZipInfo) -> IO[bytes]:
        if entry.flag_bits & _ENCRYPTED_FLAG:
            raise EncryptedDocumentError("The file opens only with a password.")
        try:
            with warnings.catch_warnings():
                # A directory that names a part twice is told of from Python 3.13 on, and read all the same.
                warnings.filterwarnings("ignore", "Overlapped entries", UserWarning)
                return self._zip.open(entry)
        except _ZIP_ERRORS as error:
            raise _damaged() from error


def parse_xml(data: bytes) -> etree._Element:
    """Parse one part; namespaces of Strict files come out as those of Transitional ones.

    Raises:
        MalformedDocumentError: It is not well-formed, or declares entities, which Office files never do.
    """
    return _parse(_as_transitional_utf8(data))


def _parse(data: bytes) -> etree._Element:
    try:
        return etree.fromstring(data, _PARSER)
    except etree.XMLSyntaxError as error:
        raise MalformedDocumentError("The file is damaged: a part of it is not well-formed XML.") from error


def _as_transitional_utf8(data: bytes) -> bytes:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            data = _DECLARATION.sub("", data.decode(encoding, "replace").removeprefix("\ufeff")).encode()
            break
    # Office refuses files with a document type; entity bombs need one.
    if _DOCUMENT_TYPE.match(data) is not None:
        raise MalformedDocumentError("A part of the file declares XML entities, which programs refuse to open.")
    if _STRICT in data:
        for strict, transitional in _TRANSITIONAL:
            data = data.replace(strict, transitional)
    return data


_ZIP_ERRORS = (
    BadZipFile, LargeZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError, KeyError, OverflowError,
)  # fmt: skip
"""Everything that `zipfile` raises over the content of a file."""


def _damaged() -> MalformedDocumentError:
    return MalformedDocumentError("The file is damaged: part of its content cannot be unpacked.")


def _open(data: bytes) -> ZipFile:
    if not data:
        raise MalformedDocumentError("The file is empty.")
    if data.startswith(OLE_HEADER):
        if "EncryptedPackage".encode("utf-16-le") in data or "DataSpaces".encode("utf-16-le") in data:
            raise EncryptedDocumentError("The file opens only with a password, or with rights that were granted.")
        raise MalformedDocumentError(
            "The file is in an older format than its name says, so that programs refuse to open it."
        )
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:15].lower().startswith((b"<!doctype html", b"<html", b"<head")):
        raise MalformedDocumentError("The file is a web page that was saved under another name, often a sign-in page.")
    try:
        return ZipFile(BytesIO(data))
    except _ZIP_ERRORS as error:
        raise MalformedDocumentError("The file is damaged or cut off: programs cannot open it.") from error


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()


def _resolve(folder: str, target: str) -> str:
    target = unquote(target.replace("\\", "/"))
    joined = target if target.startswith("/") else f"{folder}/{target}"
    # A path that climbs out of the package ends at its top: nothing outside is ever opened.
    return normpath("/" + joined.partition("#")[0]).lstrip("/")
