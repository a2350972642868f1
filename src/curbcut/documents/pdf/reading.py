"""Opens a PDF with both libraries, or says why it cannot be read. The only place where their exceptions become ours."""

import re
from io import BytesIO
from typing import NoReturn

import pikepdf
import pypdfium2

from curbcut.documents.errors import (
    EncryptedDocumentError,
    MalformedDocumentError,
    OversizedDocumentError,
    UnreadableDocumentError,
)
from curbcut.documents.pdf import objects
from curbcut.documents.pdf.metadata import MOST_XMP_BYTES
from curbcut.documents.pdf.streams import check_objects, check_streams, is_larger

HEADER_WITHIN_BYTES = 1024
"""Readers look for `%PDF-` in the first 1,024 bytes (ISO 32000-1, annex H, note 13)."""

MOST_PAGES = 15_000
"""An empty page costs 13 KB and 0.2 milliseconds; what stands on it is counted while it is read (`budget.py`)."""

_REBUILT = "reconstruct cross-reference"
_STREAM_CUT_OFF = "unable to recover stream data"
"""What qpdf's warnings say of a table that could not be used as it stands, and of a stream without an end."""

_REFERENCE = re.compile(rb"\b(\d{1,7}) 0 R\b")
_TRAILER = re.compile(rb"trailer\s*<<[^\0]*?>>")
_CROSS_REFERENCE_STREAM = re.compile(rb"/Type\s*/XRef\b")

_ENCRYPTION_WORDS = ("encrypt", "password", "security handler", "/CF", "crypt filter")


def raise_ours(error: Exception) -> NoReturn:
    """Turn an exception of pikepdf or pypdfium2 into ours.

    Raises:
        EncryptedDocumentError: A password or an unknown kind of encryption stands in the way.
        OversizedDocumentError: A limit of the library was reached.
        MalformedDocumentError: Anything else: the file is damaged.
    """
    said = str(error)
    if isinstance(error, pikepdf.PasswordError):
        raise EncryptedDocumentError("The PDF opens only with a password.") from error
    if any(word in said for word in _ENCRYPTION_WORDS):
        raise EncryptedDocumentError("The PDF is encrypted in a way that only particular programs can open.") from error
    if "memory" in said and "limit" in said:
        raise OversizedDocumentError("The PDF unpacks to more than we can read.") from error
    raise MalformedDocumentError("The PDF is damaged: programs that follow the format cannot open it.") from error


LIBRARY_ERRORS = (
    pikepdf.PikepdfError,
    pikepdf.PdfError,
    pikepdf.PasswordError,
    pikepdf.DataDecodingError,
    pikepdf.QpdfRuntimeError,
    pypdfium2.PdfiumError,
    # What pybind11 makes of qpdf's exceptions, and pikepdf of values that are not what their place asks for.
    AttributeError,
    IndexError,
    KeyError,
    NotImplementedError,
    OverflowError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""Everything that the two libraries raise over the content of a file."""


def open_structure(data: bytes) -> pikepdf.Pdf:
    """Open the object model, and make sure that people could open the file too.

    Raises:
        MalformedDocumentError: Not a PDF, damaged beyond repair, without pages, or with content lost.
        EncryptedDocumentError: Needs a password, or forbids assistive technology to read.
        OversizedDocumentError: More pages or objects than a check can take, or a stream that unpacks to too much.
    """
    _check_header(data)
    try:
        check_objects(data)
        pdf = pikepdf.open(BytesIO(data))
        _check_permission(pdf)
        _check_pages(pdf, data)
        check_streams(pdf)
    except UnreadableDocumentError:
        raise
    except LIBRARY_ERRORS as error:
        raise_ours(error)
    return pdf


def open_drawing(data: bytes, pdf: pikepdf.Pdf) -> pypdfium2.PdfDocument:
    """Open the drawing side; a file that PDFium refuses as it stands is given to it as qpdf repaired it.

    Raises:
        MalformedDocumentError: PDFium, which is what browsers show PDF with, cannot open the file even then.
    """
    try:
        return pypdfium2.PdfDocument(_without_large_packet(data, pdf))
    except pypdfium2.PdfiumError:
        try:
            mended = BytesIO()
            pdf.save(mended)
            return pypdfium2.PdfDocument(mended.getvalue())
        except LIBRARY_ERRORS as error:
            raise_ours(error)


def _without_large_packet(data: bytes, pdf: pikepdf.Pdf) -> bytes:
    """Return the file without its XMP packet when that is large: PDFium parses it, and takes some twenty times its size."""
    packet = objects.entry(pdf.trailer, "/Root", "/Metadata")
    if not isinstance(packet, pikepdf.Stream) or not is_larger(packet, MOST_XMP_BYTES):
        return data
    with pikepdf.open(BytesIO(data)) as copy:
        copy.Root.Metadata.write(b"")
        saved = BytesIO()
        copy.save(saved)
    return saved.getvalue()


def _check_header(data: bytes) -> None:
    if not data:
        raise MalformedDocumentError("The file is empty.")
    head = data[:HEADER_WITHIN_BYTES]
    if b"%PDF-" in head:
        return
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:15].lower().startswith((b"<!doctype html", b"<html", b"<head")):
        raise MalformedDocumentError("The file is a web page that was saved as a PDF, often a sign-in page.")
    raise MalformedDocumentError("The file does not begin as a PDF does.")


def _check_permission(pdf: pikepdf.Pdf) -> None:
    # ISO 14289-1, 7.16. PDF 2.0 deprecates bit 10 (7.6.4.2); older readers still obey it, so it is reported.
    if pdf.is_encrypted and not pdf.allow.accessibility:
        raise EncryptedDocumentError("The PDF's permissions keep screen readers from reading it.")


def _check_pages(pdf: pikepdf.Pdf, data: bytes) -> None:
    if objects.dictionary(pdf.trailer.get("/Root")) is None:
        raise MalformedDocumentError("The PDF is damaged: it has no catalogue of its content.")
    pages = len(pdf.pages)
    if not pages:
        raise MalformedDocumentError("The PDF has no pages.")
    if pages > MOST_PAGES:
        raise OversizedDocumentError(f"The PDF has {pages:,} pages; we check up to {MOST_PAGES:,}.")
    if _lost_content(pdf, data):
        raise MalformedDocumentError("The PDF is damaged, probably cut off: part of its content is missing.")


def _lost_content(pdf: pikepdf.Pdf, data: bytes) -> bool:
    """Whether content is gone from a file whose cross-reference table had to be rebuilt.

    A broken table alone costs nothing: every reader rebuilds it. A file that was cut off opens as well, with streams,
    pages or fonts missing, and that is what its readers have to know.
    """
    # Reading the warnings empties the list, so they are read once.
    warnings = " ".join(map(str, pdf.get_warnings()))
    if _REBUILT not in warnings:
        return False
    if _STREAM_CUT_OFF in warnings or any(_has_lost_content(page.obj) for page in pdf.pages):
        return True
    if data.rfind(b"%%EOF") > data.rfind(b"endobj"):
        return False
    return _lost_trailer(data) or _refers_to_missing(pdf, data)


def _lost_trailer(data: bytes) -> bool:
    """Whether nothing says any more where the document's title and encryption are (ISO 32000-1, 7.5.5 and 7.5.8)."""
    return _TRAILER.search(data) is None and _CROSS_REFERENCE_STREAM.search(data) is None


def _refers_to_missing(pdf: pikepdf.Pdf, data: bytes) -> bool:
    present = {identity[0] for item in pdf.objects if (identity := objects.identity(item)) is not None}
    return any(int(number) not in present for number in set(_REFERENCE.findall(data)))


def _has_lost_content(page: pikepdf.Object) -> bool:
    contents = page.get("/Contents")
    if contents is None:
        return False
    streams = objects.array(contents) or [contents]
    return any(not isinstance(stream, pikepdf.Stream) or not _decodes(stream) for stream in streams)


def _decodes(stream: pikepdf.Stream) -> bool:
    try:
        stream.read_bytes()
    except LIBRARY_ERRORS:
        return False
    return True
