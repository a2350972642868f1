"""The formats before 2007, and RTF: what can be said of them without converting them."""

import struct
from typing import NoReturn

from curbcut.documents.errors import EncryptedDocumentError, MalformedDocumentError, UnsupportedDocumentError
from curbcut.documents.office.package import OLE_HEADER

KINDS = frozenset({"doc", "ppt", "xls", "rtf"})

_STREAMS = {"doc": ("WordDocument",), "ppt": ("PowerPoint Document",), "xls": ("Workbook", "Book")}
_NEW = {"doc": ".docx", "rtf": ".docx", "ppt": ".pptx", "xls": ".xlsx"}
_WORD_MAGIC = b"\xec\xa5"
_WORD_ENCRYPTED = 0x0100
"""Bit `fEncrypted` of the FIB's flags at offset 10 ([MS-DOC], 2.5.2)."""
_LOCKED = "The file opens only with a password."


def refuse(kind: str, data: bytes) -> NoReturn:
    """Say why a file of an older format was not checked.

    Raises:
        MalformedDocumentError: It is not what its name says, or cut off.
        EncryptedDocumentError: It opens only with a password.
        UnsupportedDocumentError: It has to be saved in a newer format first.
    """
    if not data:
        raise MalformedDocumentError("The file is empty.")
    if kind == "rtf":
        if not data.lstrip()[:5].startswith(b"{\\rtf"):
            raise MalformedDocumentError("The file does not begin as an RTF file does.")
    else:
        _check_compound(kind, data)
    raise UnsupportedDocumentError(
        f"Files of this older format are not checked as they are: open it in Word, PowerPoint, Excel or LibreOffice and save it as {_NEW[kind]}."
    )


def _check_compound(kind: str, data: bytes) -> None:
    if not data.startswith(OLE_HEADER):
        raise MalformedDocumentError("The file does not begin as files of its format do.")
    names = _stream_names(data)
    if "EncryptedPackage" in names or "EncryptedSummary" in names:
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
    for offset in range(512, min(len(data) - 12, 1 << 16), 512):
        if data[offset : offset + 2] == _WORD_MAGIC:
            return bool(struct.unpack_from("<H", data, offset + 10)[0] & _WORD_ENCRYPTED)
    return False
