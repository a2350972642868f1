"""The characters of a page as PDFium has them, one by one and with the object that drew each."""

import ctypes
from collections.abc import Sequence

import pypdfium2
import pypdfium2.raw as pdfium

LONGEST_STRIDE = 64
"""Characters that are skipped at a time at most while they belong to one text object."""


def characters_of(text_page: object) -> str:
    """Return the characters of a page, one for each of PDFium's; NUL where it has none."""
    count = max(0, pdfium.FPDFText_CountChars(text_page))
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(text_page, 0, count, buffer)
    text = bytes(buffer)[: 2 * count].decode("utf-16-le", "replace")
    if written == count + 1 and len(text) == count:
        return text
    # Characters beyond U+FFFF take two places in the buffer, and those without Unicode none: then one by one.
    return "".join(_character(pdfium.FPDFText_GetUnicode(text_page, index)) for index in range(count))


def _character(code: int) -> str:
    return "\0" if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF else chr(code)


def address_of_character(text_page: object, index: int) -> int:
    """Return the address of the text object that drew a character; 0 for those that PDFium adds."""
    handle = pdfium.FPDFText_GetTextObject(text_page, index)
    return ctypes.addressof(handle.contents) if handle else 0


def end_of_object(text_page: object, start: int, count: int) -> tuple[int, int]:
    """Return the address of the text object that drew a character, and the index after its last character.

    The characters of an object follow one another: when one some way on is still its own, so are those between. Spaces and line
    ends that PDFium adds belong to none, and are answered one by one.
    """
    address = address_of_character(text_page, start)
    stop = start + 1
    stride = 1 if address else 0
    while stride and stop + stride <= count and address_of_character(text_page, stop + stride - 1) == address:
        stop += stride
        stride = min(2 * stride, LONGEST_STRIDE)
    while stride := stride // 2:
        if stop + stride <= count and address_of_character(text_page, stop + stride - 1) == address:
            stop += stride
    return address, stop


def length_without_spaces(text: str) -> int:
    """Return the number of characters that are no white space."""
    return len("".join(text.split()))


def texts_within(
    drawing: pypdfium2.PdfDocument, page_index: int, rectangles: Sequence[tuple[float, float, float, float]]
) -> list[str]:
    """Return the text drawn inside each of some rectangles in PDF points; nothing where PDFium cannot load the page."""
    try:
        page = drawing[page_index]
        text_page = page.get_textpage()
    except (pypdfium2.PdfiumError, IndexError):
        return [""] * len(rectangles)
    try:
        found = [
            text_page.get_text_bounded(left=left, bottom=bottom, right=right, top=top)
            for left, bottom, right, top in rectangles
        ]
    finally:
        text_page.close()
        page.close()
    return [" ".join(text.replace("\0", "").split()) for text in found]
