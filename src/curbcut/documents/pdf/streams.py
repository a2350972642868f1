"""How many objects there are and what streams unpack to, found out before anything is drawn: a megabyte can become a gigabyte."""

import re

import pikepdf

from curbcut.documents.errors import OversizedDocumentError
from curbcut.documents.pdf import lzw, objects

MOST_DECODED_BYTES = 64 * 1024 * 1024
"""The largest stream that is unpacked; drawing one takes thrice its size."""

SMALL_BYTES = 4 * 1024 * 1024
"""A stream that cannot unpack to more than this is not worth finding out."""

LARGEST_EXPANSION = 1_032
"""What deflate can make of a byte: a stream that stays small even so need not be unpacked to know."""

MOST_LZW_BYTES = 16 * 1024 * 1024
"""Packed bytes of a file's LZW streams, which are counted code by code; programs gave up LZW before files were that large."""

MOST_OBJECTS = 180_000
"""Objects of a file; one takes some two kilobytes when all of them are read. A tagged book of 500 pages has 17,000."""

_OBJECT_STREAM = b"/ObjStm"
_AROUND = 250
"""Bytes before and after the name of an object stream's type, in which the number of its objects stands."""
_OBJECTS_IN_IT = re.compile(rb"/N\s*(\d{1,7})\b")

_EXPANDING = frozenset({"FlateDecode", "Fl", "RunLengthDecode", "RL"})
_LZW = frozenset({"LZWDecode", "LZW"})
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

    Pictures are left out: they are decoded line by line, and their pixels are counted before they are rendered. So are attached
    files, which nobody unpacks, and the document's XMP packet, which the drawing side does not get when it is large.

    Raises:
        OversizedDocumentError: One unpacks to more.
    """
    packet = objects.identity(objects.entry(pdf.trailer, "/Root", "/Metadata"))
    counted = 0
    for item in pdf.objects:
        if not isinstance(item, pikepdf.Stream) or objects.identity(item) == packet:
            continue
        if objects.name(item.get("/Subtype")) != "Image" and objects.name(item.get("/Type")) != "EmbeddedFile":
            unpacked_size(item, small=MOST_DECODED_BYTES)
            counted += _lzw_bytes(item)
            if counted > MOST_LZW_BYTES:
                raise OversizedDocumentError(_TOO_MUCH)


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
    names = _filters(stream)
    most = LARGEST_EXPANSION ** sum(name in _EXPANDING for name in names)
    most *= lzw.LARGEST_EXPANSION ** sum(name in _LZW for name in names)
    try:
        # The bytes that are there, for `Length` may say anything.
        if len(stream.read_raw_bytes()) * most <= (SMALL_BYTES if small is None else small):
            return 0
        if not _LZW.isdisjoint(names):
            _check_lzw(stream, names)
        size = len(stream.read_bytes())
    except (pikepdf.PdfError, pikepdf.DataDecodingError, RuntimeError, ValueError, NotImplementedError) as error:
        if "memory" in str(error):
            raise OversizedDocumentError(_TOO_MUCH) from error
        return 0
    if size > MOST_DECODED_BYTES:
        raise OversizedDocumentError(_TOO_MUCH)
    return size


def _filters(stream: pikepdf.Stream) -> list[str]:
    found = stream.get("/Filter")
    return [objects.name(each) for each in objects.array(found) or [found]]


def _lzw_bytes(stream: pikepdf.Stream) -> int:
    return 0 if _LZW.isdisjoint(_filters(stream)) else len(stream.read_raw_bytes())


def _check_lzw(stream: pikepdf.Stream, names: list[str]) -> None:
    """Make sure that no LZW filter of a stream unpacks to too much, before qpdf, which has no bound for it, unpacks any.

    Raises:
        OversizedDocumentError: One does.
    """
    parameters = stream.get("/DecodeParms")
    each = objects.array(parameters) or [parameters]
    data = stream.read_raw_bytes()
    with pikepdf.Pdf.new() as scratch:
        for index, name in enumerate(names):
            own = objects.dictionary(each[index]) if index < len(each) else None
            if name in _LZW:
                is_early = objects.entry(own, "/EarlyChange") != 0
                if lzw.unpacked_length(data, at_most=MOST_DECODED_BYTES, is_early=is_early) > MOST_DECODED_BYTES:
                    raise OversizedDocumentError(_TOO_MUCH)
            if _LZW.isdisjoint(names[index + 1 :]):
                return
            stage = pikepdf.Stream(scratch, data)
            stage.Filter = pikepdf.Name(f"/{name}")
            if own is not None:
                numbers = {key: value for key, value in objects.entries(own) if objects.integer(value) is not None}
                stage.DecodeParms = pikepdf.Dictionary(numbers)
            data = stage.read_bytes()
