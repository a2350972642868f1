"""The formats before 2007, and RTF: what can be said of them before they are converted (`documents/conversion.py`)."""

import re
import struct
from typing import NoReturn

from curbcut.documents.context import Loss
from curbcut.documents.errors import EncryptedDocumentError, MalformedDocumentError, UnconvertedDocumentError
from curbcut.documents.office.package import OLE_HEADER

KINDS = frozenset({"doc", "ppt", "xls", "rtf"})

_STREAMS = {"doc": ("worddocument",), "ppt": ("powerpoint document",), "xls": ("workbook", "book")}
"""Names of streams in lower case; compound files do not tell cases apart ([MS-CFB], 2.6.4)."""
_NEW = {"doc": ".docx", "rtf": ".docx", "ppt": ".pptx", "xls": ".xlsx"}
_WORD_MAGIC = b"\xec\xa5"
_WORD_VERSIONS = range(0x65, 0x120)
"""`nFib` of Word 6 to the last program that wrote the format ([MS-DOC], 2.5.1)."""
_WORD_ENCRYPTED = 0x0100
"""Bit `fEncrypted` of the FIB's flags at offset 10 ([MS-DOC], 2.5.2)."""
_DESCRIPTION = re.compile(rb"\x81[\x83\xc3][\x04-\xff].\x00\x00", re.DOTALL)
"""The property `wzDescription` of a shape with the length of its text ([MS-ODRAW], 2.3.4.2)."""
_BOF, _FILE_PASS, _WRITE_PROTECTED = b"\x09\x08", b"\x2f\x00", b"\x86\x00\x00\x00"
_LOCKED = "The file opens only with a password."


def refuse(kind: str, data: bytes) -> NoReturn:
    """Say why a file of an older format is not read as it is.

    Raises:
        MalformedDocumentError: It is not what its name says, or cut off.
        EncryptedDocumentError: It opens only with a password.
        UnconvertedDocumentError: It has to be converted first.
    """
    if not data:
        raise MalformedDocumentError("The file is empty.")
    if kind == "rtf" and not is_rtf(data):
        raise MalformedDocumentError("The file does not begin as an RTF file does.")
    # Word itself has written RTF under the name .doc, and opens it.
    if kind not in {"rtf", "doc"} or not is_rtf(data):
        _check_compound(kind, data)
    raise UnconvertedDocumentError(
        f"Files of this older format are not checked as they are: open it in Word, PowerPoint, Excel or LibreOffice and save it as {_NEW[kind]}."
    )


def what_is_lost(kind: str, data: bytes) -> tuple[Loss, ...]:
    """Return what the file says or may say and LibreOffice does not take over; seen with version 7.4.

    From RTF it reads neither the mark of a header row nor the description of a picture, from Word's binary files not that of a picture in
    the line. A binary deck draws its tables as groups of shapes, and what it says of their rows is for PowerPoint alone.
    """
    lost: list[Loss] = []
    if (kind == "rtf" and b"wzDescription" in data) or (kind == "doc" and _DESCRIPTION.search(data) is not None):
        lost.append("descriptions")
    if kind == "ppt" or (kind == "rtf" and b"\\trhdr" in data):
        lost.append("header-rows")
    return tuple(lost)


def is_rtf(data: bytes) -> bool:
    """Tell whether a file begins as RTF does."""
    return data.lstrip()[:5] == b"{\\rtf"


def is_locked_workbook(data: bytes) -> bool:
    """Tell whether a workbook is encrypted ([MS-XLS], 2.4.117).

    One that Excel has encrypted with its own password opens without any, so this only explains why one did not open.
    """
    return any(
        data[at : at + 2] == _BOF
        and data[at + 4 + _length_at(data, at) :][:8].removeprefix(_WRITE_PROTECTED).startswith(_FILE_PASS)
        for at in range(512, min(len(data) - 12, 1 << 20), 512)
    )


def _length_at(data: bytes, at: int) -> int:
    return int(struct.unpack_from("<H", data, at + 2)[0])


def _check_compound(kind: str, data: bytes) -> None:
    if not data.startswith(OLE_HEADER):
        raise MalformedDocumentError("The file does not begin as files of its format do.")
    names = {name.casefold() for name in _stream_names(data)}
    if "encryptedpackage" in names or "encryptedsummary" in names:
        raise EncryptedDocumentError(_LOCKED)
    if not any(name in names for name in _STREAMS[kind]):
        raise MalformedDocumentError("The file is damaged or cut off: it has no document in it.")
    if kind == "doc" and _is_word_encrypted(data):
        raise EncryptedDocumentError(_LOCKED)


def _stream_names(data: bytes) -> set[str]:
    """Return the names in the directory of a compound file ([MS-CFB], 2.6), as far as it can be followed."""
    if len(data) < 512:
        raise MalformedDocumentError("The file is damaged: it is cut off.")
    size = 1 << min(16, max(7, struct.unpack_from("<H", data, 30)[0]))
    sector = struct.unpack_from("<I", data, 48)[0]
    found: set[str] = set()
    # Directories of more than one sector continue elsewhere; the streams that matter are among the first entries or near them.
    for start in (512 + sector * size, *range(512, min(len(data), 1 << 22), size)):
        for offset in range(start, min(start + size, len(data) - 127), 128):
            length = struct.unpack_from("<H", data, offset + 64)[0]
            if 4 <= length <= 64 and length % 2 == 0 and data[offset + 66] in {1, 2, 5}:
                found.add(data[offset : offset + length - 2].decode("utf-16-le", "replace"))
    return found


def _is_word_encrypted(data: bytes) -> bool:
    # Short files keep their streams in the small sectors of one of them.
    for offset in range(512, min(len(data) - 12, 1 << 16), 64):
        if data[offset : offset + 2] == _WORD_MAGIC and struct.unpack_from("<H", data, offset + 2)[0] in _WORD_VERSIONS:
            return bool(struct.unpack_from("<H", data, offset + 10)[0] & _WORD_ENCRYPTED)
    return False
