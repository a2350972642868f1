"""Writing into a PDF by an incremental update (ISO 32000-1, 7.5.6): what was there stays byte by byte, what changed follows."""

import re
from hashlib import md5
from io import BytesIO
from typing import NamedTuple

import pikepdf

from curbcut.documents.errors import UnwritableDocumentError
from curbcut.documents.pdf import objects, reading

_START = re.compile(rb"startxref\s+(\d+)\s*%%EOF\s*\Z")
_TAIL_BYTES = 2048
_LONGEST_OFFSET = 10
"""Digits of an offset in a cross-reference table (ISO 32000-1, 7.5.4)."""
_LARGEST_FIELD = 1 << 30
_KEPT_TRAILER_KEYS = ("/Root", "/Info")
_REBUILT = "reconstruct cross-reference"
"""What qpdf warns of when it had to guess where objects are: an update would point back at the wrong table."""
_DAMAGED = "The PDF's table of objects is damaged; open it in the program that it comes from and save it anew."


class Writable:
    """An opened PDF that changes are gathered for.

    Attributes:
        pdf: The object model; whoever changes an object in it names the object in `touch`.
    """

    def __init__(self, data: bytes) -> None:
        """Open a PDF for writing.

        Raises:
            UnwritableDocumentError: It is encrypted, signed, or damaged in a way that an update cannot build on.
        """
        self.pdf = _opened(data)
        self._data = data
        self._touched: dict[tuple[int, int], pikepdf.Object] = {}
        _refuse_locked(self.pdf)
        self._last_table = _last_table(data)

    @property
    def catalogue(self) -> pikepdf.Object:
        """The document catalogue."""
        return self.pdf.Root

    def touch(self, *holders: object) -> None:
        """Note that an object changed: the nearest of it and the objects around it, outwards, that has a number.

        Raises:
            UnwritableDocumentError: None of them has one.
        """
        for holder in holders:
            identity = objects.identity(holder)
            if identity is not None and isinstance(holder, pikepdf.Object):
                self._touched[identity] = holder
                return
        raise UnwritableDocumentError("unwritable", _DAMAGED)

    def add(self, value: pikepdf.Object) -> pikepdf.Object:
        """Give a new object a number, and note it."""
        added = self.pdf.make_indirect(value)
        self.touch(added)
        return added

    def finished(self) -> bytes:
        """Return the file with the update behind it.

        Raises:
            UnwritableDocumentError: The result does not open, or an object in it is not what was written.
        """
        try:
            updated = self._with_update()
            pages = len(_opened(updated).pages)
        except reading.LIBRARY_ERRORS as error:
            raise UnwritableDocumentError("unwritable", _DAMAGED) from error
        if pages != len(self.pdf.pages):
            raise UnwritableDocumentError("unwritable", _DAMAGED)
        return updated

    def _with_update(self) -> bytes:
        out = bytearray(self._data)
        if not out.endswith((b"\n", b"\r")):
            out += b"\n"
        offsets: dict[tuple[int, int], int] = {}
        for identity, value in sorted(self._touched.items()):
            offsets[identity] = len(out)
            out += b"%d %d obj\n" % identity + _serialised(value) + b"\nendobj\n"
        table = len(out)
        trailer = self._trailer(max(offsets)[0])
        if self._last_table.is_stream:
            out += _table_stream(offsets, table, trailer)
        else:
            out += _table(offsets) + b"trailer\n" + trailer.unparse() + b"\n"
        return bytes(out) + b"startxref\n%d\n%%%%EOF\n" % table

    def _trailer(self, highest: int) -> pikepdf.Object:
        known = self.pdf.trailer
        size = objects.integer(known.get("/Size")) or 0
        trailer = pikepdf.Dictionary(Size=max(size, highest + 1), Prev=self._last_table.offset)
        for key in _KEPT_TRAILER_KEYS:
            if key in known:
                trailer[key] = known[key]
        first = objects.array(known.get("/ID"))
        if first and isinstance(first[0], pikepdf.String):
            # ISO 32000-1, 14.4: the first half says which file it is, the second which version of it.
            version = md5(self._data + bytes(len(self._touched)), usedforsecurity=False).digest()
            trailer.ID = pikepdf.Array([first[0], pikepdf.String(version)])
        return trailer


def _opened(data: bytes) -> pikepdf.Pdf:
    try:
        pdf = pikepdf.open(BytesIO(data))
    except pikepdf.PasswordError as error:
        raise UnwritableDocumentError("encrypted", "The PDF opens only with a password.") from error
    except reading.LIBRARY_ERRORS as error:
        raise UnwritableDocumentError("unwritable", _DAMAGED) from error
    if any(_REBUILT in str(warning) for warning in pdf.get_warnings()):
        raise UnwritableDocumentError("unwritable", _DAMAGED)
    return pdf


class _LastTable(NamedTuple):
    offset: int
    is_stream: bool


def _last_table(data: bytes) -> _LastTable:
    match = _START.search(data, max(0, len(data) - _TAIL_BYTES))
    if match is None or len(match[1]) > _LONGEST_OFFSET:
        raise UnwritableDocumentError("unwritable", _DAMAGED)
    offset = int(match[1])
    if data.startswith(b"xref", offset):
        return _LastTable(offset, is_stream=False)
    if re.match(rb"\d+\s+\d+\s+obj", data[offset : offset + 40]) is None:
        raise UnwritableDocumentError("unwritable", _DAMAGED)
    return _LastTable(offset, is_stream=True)


def _refuse_locked(pdf: pikepdf.Pdf) -> None:
    if pdf.is_encrypted:
        raise UnwritableDocumentError(
            "encrypted",
            "The PDF is encrypted; take the protection off in the program that it comes from, then upload it anew.",
        )
    if _is_signed(pdf):
        raise UnwritableDocumentError(
            "signed",
            "The PDF is signed, and any change would break the signature; mend the document before it is signed.",
        )


def _is_signed(pdf: pikepdf.Pdf) -> bool:
    root = pdf.Root
    flags = objects.integer(objects.entry(root, "/AcroForm", "/SigFlags")) or 0
    # ISO 32000-1, table 219: bit 2, the file may be changed by incremental updates only as signatures allow.
    if flags & 2 or objects.dictionary(objects.entry(root, "/Perms")) is not None:
        return True
    waiting = objects.array(objects.entry(root, "/AcroForm", "/Fields"))
    seen: set[tuple[int, int]] = set()
    while waiting:
        field = waiting.pop()
        identity = objects.identity(field)
        if identity is not None:
            if identity in seen:
                continue
            seen.add(identity)
        if objects.name(objects.entry(field, "/FT")) == "Sig" and objects.entry(field, "/V") is not None:
            return True
        waiting += objects.array(objects.entry(field, "/Kids"))
    return False


def _serialised(value: pikepdf.Object) -> bytes:
    if not isinstance(value, pikepdf.Stream):
        return value.unparse(resolved=True)
    raw = value.read_raw_bytes()
    head = pikepdf.Dictionary({key: item for key, item in value.stream_dict.items() if key != "/Length"})
    head.Length = len(raw)
    return head.unparse() + b"\nstream\n" + raw + b"\nendstream"


def _table(offsets: dict[tuple[int, int], int]) -> bytes:
    lines = [b"xref\n"]
    lines += [
        b"%d 1\n%010d %05d n \n" % (number, offset, generation) for (number, generation), offset in offsets.items()
    ]
    return b"".join(lines)


def _table_stream(offsets: dict[tuple[int, int], int], table: int, trailer: pikepdf.Object) -> bytes:
    # A file with cross-reference streams is updated with another one (ISO 32000-1, 7.5.8).
    number = int(trailer.Size)
    entries = {**offsets, (number, 0): table}
    if table >= _LARGEST_FIELD:
        raise UnwritableDocumentError("unwritable", "The PDF is too large to be written.")
    rows = b"".join(
        b"\x01" + offset.to_bytes(4, "big") + generation.to_bytes(2, "big")
        for (_number, generation), offset in sorted(entries.items())
    )
    trailer.Type = pikepdf.Name.XRef
    trailer.W = pikepdf.Array([1, 4, 2])
    trailer.Index = pikepdf.Array([part for found in sorted(entries) for part in (found[0], 1)])
    trailer.Size = number + 1
    trailer.Length = len(rows)
    return b"%d 0 obj\n" % number + trailer.unparse() + b"\nstream\n" + rows + b"\nendstream\nendobj\n"
