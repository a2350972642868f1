"""Writing into a ZIP package: entries that do not change are copied as the bytes that they are."""

import struct
import zlib
from typing import NamedTuple

from curbcut.documents.errors import EncryptedDocumentError, UnreadableDocumentError, UnwritableDocumentError
from curbcut.documents.office.names import P, S, W, is_on
from curbcut.documents.office.package import Package

# APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16.
_LOCAL = struct.Struct("<4sHHHHHIIIHH")
_CENTRAL = struct.Struct("<4sHHHHHHIIIHHHHHII")
_END = struct.Struct("<4sHHHHIIH")
_LONGEST_COMMENT = 65535
_ZIP64 = 0xFFFFFFFF
_DESCRIPTOR_FOLLOWS = 0x8
_UTF_8_NAMES = 0x800
_STORED, _DEFLATED = 0, 8
_EPOCH = 0x21
"""The first of January 1980, which is what a new entry's date is: the engine knows no clock."""
_ODD = "The file's ZIP package is built in an unusual way, so that we do not write into it."
_SIGNATURES = ("_xmlsignatures/", "meta-inf/documentsignatures.xml", "meta-inf/macrosignatures.xml")


class _Entry(NamedTuple):
    """One entry: its name, its record in the central directory, and where its local header and what follows it are."""

    name: str
    record: bytes
    start: int
    end: int


class WritablePackage:
    """A package with the parts that are to be replaced or added.

    Attributes:
        package: The same for reading.
    """

    def __init__(self, data: bytes) -> None:
        """Open a package for writing.

        Raises:
            UnwritableDocumentError: It is signed, protected, encrypted, damaged or unusual.
        """
        self._data = data
        try:
            self.package = Package(data)
            _refuse_locked(self.package)
        except EncryptedDocumentError as error:
            raise UnwritableDocumentError("encrypted", str(error)) from error
        except UnreadableDocumentError as error:
            raise UnwritableDocumentError("unwritable", str(error)) from error
        self._entries, self._tail = _entries_of(data)
        self._changed: dict[str, bytes] = {}

    def read(self, name: str) -> bytes | None:
        """Return the bytes of a part as they will be, `None` when there is none of that name."""
        return self._changed.get(_key(name)) or self.package.read(name)

    def write(self, name: str, data: bytes) -> None:
        """Replace a part, or add it."""
        self._changed[_key(name)] = data
        if name not in self.package and all(_key(entry.name) != _key(name) for entry in self._entries):
            self._entries.append(_Entry(name, b"", 0, 0))

    def finished(self) -> bytes:
        """Return the package.

        Raises:
            UnwritableDocumentError: Another part than those that were written would differ.
        """
        out = bytearray()
        records: list[bytes] = []
        for entry in self._entries:
            changed = self._changed.get(_key(entry.name))
            if changed is None:
                records.append(_moved(entry.record, len(out)))
                out += self._data[entry.start : entry.end]
            else:
                body, record = _written(entry, self._data, changed, len(out))
                records.append(record)
                out += body
        start = len(out)
        out += b"".join(records)
        end = list(_END.unpack_from(self._tail))
        end[3] = end[4] = len(records)
        end[5], end[6] = len(out) - start, start
        finished = bytes(out) + _END.pack(*end) + self._tail[_END.size :]
        self._verify(finished)
        return finished

    def _verify(self, finished: bytes) -> None:
        try:
            again = Package(finished)
            same = all(
                again.read(name, is_counted=False) == self._changed.get(name, b"") for name in self._changed
            ) and set(again.names) == set(self.package.names) | set(self._changed)
        except UnreadableDocumentError as error:
            raise UnwritableDocumentError("unwritable", _ODD) from error
        if not same:
            raise UnwritableDocumentError("unwritable", _ODD)


def _key(name: str) -> str:
    # As `Package` compares names.
    return name.replace("\\", "/").lstrip("/").casefold()


def _refuse_locked(package: Package) -> None:
    if any(name.startswith(_SIGNATURES) for name in package.names):
        raise UnwritableDocumentError(
            "signed", "The file is signed, and any change would break the signature; mend it before it is signed."
        )
    if _is_protected(package):
        raise UnwritableDocumentError(
            "protected", "The author protected the file against changes; take the protection off in the program first."
        )


def _is_protected(package: Package) -> bool:
    main = package.related("", "officeDocument")
    if main is None:
        return False
    settings_part = package.related(main, "settings")
    settings = package.xml(settings_part) if settings_part is not None else None
    if settings is not None:
        protection = settings.find(W + "documentProtection")
        if protection is not None and is_on(protection, W + "enforcement") and protection.get(W + "enforcement"):
            return True
    root = package.xml(main)
    return root is not None and any(
        root.find(tag) is not None for tag in (P + "modifyVerifier", S + "workbookProtection")
    )


def _entries_of(data: bytes) -> tuple[list[_Entry], bytes]:
    """Return the entries in the order in which they lie in the file, and the end record with its comment."""
    at = data.rfind(b"PK\x05\x06", max(0, len(data) - _LONGEST_COMMENT - _END.size))
    if at < 0 or len(data) < at + _END.size:
        raise UnwritableDocumentError("unwritable", _ODD)
    _, disk, _, here, total, size, start, _ = _END.unpack_from(data, at)
    if disk or here != total or _ZIP64 in {size, start} or total == 0xFFFF or start + size != at:
        raise UnwritableDocumentError("unwritable", _ODD)
    found: list[tuple[int, str, bytes]] = []
    position = start
    for _ in range(total):
        if data[position : position + 4] != b"PK\x01\x02" or position + _CENTRAL.size > at:
            raise UnwritableDocumentError("unwritable", _ODD)
        fields = _CENTRAL.unpack_from(data, position)
        length = _CENTRAL.size + fields[10] + fields[11] + fields[12]
        record = data[position : position + length]
        raw_name = record[_CENTRAL.size : _CENTRAL.size + fields[10]]
        name = raw_name.decode("utf-8" if fields[3] & _UTF_8_NAMES else "cp437", "replace")
        offset = fields[16]
        if _ZIP64 in {fields[8], fields[9], offset} or data[offset : offset + 4] != b"PK\x03\x04":
            raise UnwritableDocumentError("unwritable", _ODD)
        found.append((offset, name, record))
        position += length
    found.sort()
    ends = [*(offset for offset, _, _ in found[1:]), start]
    if not found or found[0][0] != 0:
        raise UnwritableDocumentError("unwritable", _ODD)
    entries = [_Entry(name, record, offset, end) for (offset, name, record), end in zip(found, ends, strict=True)]
    return entries, data[at:]


def _moved(record: bytes, offset: int) -> bytes:
    return record[: _CENTRAL.size - 4] + struct.pack("<I", offset) + record[_CENTRAL.size :]


def _written(entry: _Entry, data: bytes, content: bytes, offset: int) -> tuple[bytes, bytes]:
    """Return local header with content, and central record, of an entry with new content."""
    if entry.record:
        fields = list(_CENTRAL.unpack_from(entry.record))
        rest = entry.record[_CENTRAL.size :]
        local = _LOCAL.unpack_from(data, entry.start)
        extra = data[entry.start + _LOCAL.size + local[9] :][: local[10]]
    else:
        name = entry.name.encode()
        fields = [b"PK\x01\x02", 20, 20, _UTF_8_NAMES, _DEFLATED, 0, _EPOCH, 0, 0, 0, len(name), 0, 0, 0, 0, 0, 0]
        rest, extra = name, b""
    method = fields[4] if fields[4] == _STORED else _DEFLATED
    packed = content if method == _STORED else _deflated(content)
    fields[3] &= ~_DESCRIPTOR_FOLLOWS
    fields[4], fields[7], fields[8], fields[9], fields[16] = (
        method,
        zlib.crc32(content),
        len(packed),
        len(content),
        offset,
    )
    raw_name = rest[: fields[10]]
    header = _LOCAL.pack(b"PK\x03\x04", *fields[2:10], len(raw_name), len(extra))
    return header + raw_name + extra + packed, _CENTRAL.pack(*fields) + rest


def _deflated(content: bytes) -> bytes:
    compressor = zlib.compressobj(6, zlib.DEFLATED, -15)
    return compressor.compress(content) + compressor.flush()
