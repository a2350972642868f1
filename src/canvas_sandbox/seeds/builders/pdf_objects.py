"""The file level of PDF: numbered objects, streams, the cross-reference table. ISO 32000-1, 7.3 and 7.5."""

import hashlib
import zlib

from canvas_sandbox.seeds.builders.pdf_lock import PdfLock


def text_string(text: str) -> str:
    """Answer a PDF text string: UTF-16 with a byte-order mark, in hexadecimal, so that no character needs escaping."""
    return "<FEFF" + text.encode("utf-16-be").hex().upper() + ">"


def shown_string(text: str) -> str:
    """Answer a literal string for a simple font with WinAnsiEncoding; what it lacks becomes a question mark."""
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return "(" + escaped.encode("cp1252", "replace").decode("latin-1") + ")"


class PdfWriter:
    """Collects objects and writes them with a cross-reference table."""

    def __init__(self) -> None:
        self._objects: list[tuple[str, bytes | None]] = []  # dictionary or value, and the stream's data

    def reserve(self) -> int:
        """Answer the number of an object whose content comes later."""
        self._objects.append(("null", None))
        return len(self._objects)

    def add(self, content: str) -> int:
        """Add an object and answer its number."""
        number = self.reserve()
        self.put(number, content)
        return number

    def put(self, number: int, content: str) -> None:
        """Set the content of a reserved object."""
        self._objects[number - 1] = (content, None)

    def add_stream(self, data: bytes, entries: str = "", *, compress: bool = True) -> int:
        """Add a stream; `entries` are further entries of its dictionary."""
        if compress:
            data, entries = zlib.compress(data, 6), f"{entries} /Filter /FlateDecode"
        self._objects.append((f"<< {entries} /Length {len(data)} >>", data))
        return len(self._objects)

    def finish(self, catalogue: int, information: int | None = None, *, password: str | None = None) -> bytes:
        """Write the file; its identifier depends on its content only.

        Args:
            catalogue: Number of the catalogue.
            information: Number of the information dictionary.
            password: Encrypts the streams. Strings stay as they are, so a locked document may have none.
        """
        identifier = hashlib.sha256(repr(self._objects).encode()).digest()[:16]
        lock = PdfLock(password, identifier) if password else None
        out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        offsets = []
        for number, (content, data) in enumerate(self._objects, start=1):
            offsets.append(len(out))
            stream = lock.encrypt(number, data) if lock and data is not None else data
            body = b"" if stream is None else b"\nstream\n" + stream + b"\nendstream"
            out += b"%d 0 obj\n%b%b\nendobj\n" % (number, content.encode("latin-1"), body)
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(offsets) + 1)
        out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
        entries = f"/Size {len(offsets) + 1} /Root {catalogue} 0 R /ID [<{identifier.hex()}> <{identifier.hex()}>]"
        entries += f" /Info {information} 0 R" if information else ""
        entries += f" /Encrypt {lock.dictionary}" if lock else ""
        return bytes(out) + f"trailer\n<< {entries} >>\nstartxref\n{start}\n%%EOF\n".encode("latin-1")
