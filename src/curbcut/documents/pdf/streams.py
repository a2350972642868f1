"""How many objects there are and what streams unpack to, found out before anything is drawn: a megabyte can become a gigabyte."""

import re

import pikepdf

from curbcut.documents.errors import OversizedDocumentError
from curbcut.documents.pdf import objects

MOST_DECODED_BYTES = 64 * 1024 * 1024
"""The largest stream that is unpacked; drawing one takes thrice its size."""

SMALL_BYTES = 4 * 1024 * 1024
"""A stream that cannot unpack to more than this is not worth finding out."""

LARGEST_EXPANSION = 1_032
"""What deflate can make of a byte: a stream that stays small even so need not be unpacked to know."""

MOST_OBJECTS = 180_000
"""Objects of a file; one takes some two kilobytes when all of them are read. A tagged book of 500 pages has 17,000."""

_OBJECT_STREAM = b"/ObjStm"
_AROUND = 250
"""Bytes before and after the name of an object stream's type, in which the number of its objects stands."""
_OBJECTS_IN_IT = re.compile(rb"/N\s*(\d{1,7})\b")

_EXPANDING = frozenset({"FlateDecode", "Fl", "LZWDecode", "LZW", "RunLengthDecode", "RL"})
_TOO_MUCH = "The PDF unpacks to more than we can read."

pikepdf.settings.set_qpdf_limits(
    flate_max_memory=MOST_DECODED_BYTES,
    run_length_max_memory=MOST_DECODED_BYTES,
    png_max_memory=MOST_DECODED_BYTES,
    tiff_max_memory=MOST_DECODED_BYTES,
    dct_max_memory=MOST_DECODED_BYTES,
)


def check_objects(data: bytes) -> None:
    """Make sure that a file has no more objects than we can take, before any of them is read.

    Raises:
        OversizedDocumentError: It has more than `MOST_OBJECTS`.
    """
    count = data.count(b"endobj")
    at = data.find(_OBJECT_STREAM)
    while at >= 0 and count <= MOST_OBJECTS:
        found = _OBJECTS_IN_IT.search(data, max(0, at - _AROUND), at + _AROUND)
        count += int(found[1]) if found else 0
        at = data.find(_OBJECT_STREAM, at + 1)
    if count > MOST_OBJECTS:
        raise OversizedDocumentError(f"The PDF has more than {MOST_OBJECTS:,} objects.")


def check_streams(pdf: pikepdf.Pdf) -> None:
    """Make sure that no stream of a file unpacks to more than we can take: PDFium unpacks without asking.

    Pictures are left out: they are decoded line by line, and their pixels are counted before they are rendered. So is the
    document's XMP packet, which the drawing side does not get when it is large.

    Raises:
        OversizedDocumentError: One unpacks to more.
    """
    packet = objects.identity(objects.entry(pdf.trailer, "/Root", "/Metadata"))
    for item in pdf.objects:
        if not isinstance(item, pikepdf.Stream) or objects.identity(item) == packet:
            continue
        if objects.name(item.get("/Subtype")) != "Image":
            unpacked_size(item, small=MOST_DECODED_BYTES)


def contents_size(page: pikepdf.Object) -> int:
    """Return what the content of a page unpacks to in bytes; 0 when it is certainly small.

    Raises:
        OversizedDocumentError: It unpacks to more than we can take.
    """
    contents = page.get("/Contents")
    streams = objects.array(contents) or [contents]
    size = 0
    for stream in streams:
        if isinstance(stream, pikepdf.Stream):
            size += unpacked_size(stream, small=SMALL_BYTES // len(streams))
        if size > MOST_DECODED_BYTES:
            raise OversizedDocumentError(_TOO_MUCH)
    return size


def is_larger(stream: pikepdf.Stream, size: int) -> bool:
    """Whether a stream unpacks to more than some bytes."""
    try:
        return unpacked_size(stream, small=size) > size
    except OversizedDocumentError:
        return True


def unpacked_size(stream: pikepdf.Stream, *, small: int | None = None) -> int:
    """Return what a stream unpacks to in bytes; 0 when it cannot be unpacked, or certainly to no more than `small`.

    Args:
        stream: The stream.
        small: A size in bytes up to which nobody asks for the size; `SMALL_BYTES` by default.

    Raises:
        OversizedDocumentError: It unpacks to more than we can take.
    """
    filters = stream.get("/Filter")
    expanding = sum(objects.name(each) in _EXPANDING for each in objects.array(filters) or [filters])
    try:
        # The bytes that are there, for `Length` may say anything.
        if len(stream.read_raw_bytes()) * LARGEST_EXPANSION**expanding <= (SMALL_BYTES if small is None else small):
            return 0
        size = len(stream.read_bytes())
    except (pikepdf.PdfError, pikepdf.DataDecodingError, RuntimeError, ValueError, NotImplementedError) as error:
        if "memory" in str(error):
            raise OversizedDocumentError(_TOO_MUCH) from error
        return 0
    if size > MOST_DECODED_BYTES:
        raise OversizedDocumentError(_TOO_MUCH)
    return size
