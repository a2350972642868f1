"""What streams unpack to, found out before anything is drawn: a megabyte of them can expand to a gigabyte."""

import pikepdf

from curbcut.documents.errors import OversizedDocumentError
from curbcut.documents.pdf import objects

MOST_DECODED_BYTES = 64 * 1024 * 1024
"""The largest stream that is unpacked; drawing one takes thrice its size."""

SMALL_BYTES = 4 * 1024 * 1024
"""A stream that cannot unpack to more than this is not worth finding out."""

LARGEST_EXPANSION = 1_032
"""What deflate can make of a byte: a stream that stays small even so need not be unpacked to know."""

_EXPANDING = frozenset({"FlateDecode", "Fl", "LZWDecode", "LZW", "RunLengthDecode", "RL"})
_TOO_MUCH = "The PDF unpacks to more than we can read."

pikepdf.settings.set_qpdf_limits(
    flate_max_memory=MOST_DECODED_BYTES,
    run_length_max_memory=MOST_DECODED_BYTES,
    png_max_memory=MOST_DECODED_BYTES,
    tiff_max_memory=MOST_DECODED_BYTES,
    dct_max_memory=MOST_DECODED_BYTES,
)


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
    size = 0
    for stream in objects.array(contents) or [contents]:
        if isinstance(stream, pikepdf.Stream):
            size += unpacked_size(stream)
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
