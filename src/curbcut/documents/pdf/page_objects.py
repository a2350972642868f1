"""PDFium's objects on a page: where each stands, and in which marked content."""

import ctypes
from collections.abc import Iterator
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from curbcut.documents.pdf.matrices import IDENTITY, Matrix, multiply, transform
from curbcut.documents.pdf.structure import Rectangle

DEEPEST_FORM = 8
"""Form XObjects inside one another; deeper ones draw too, but no honest producer writes them."""

MOST_OBJECTS = 100_000
"""Drawn objects read on one page; a map or a scatter plot has tens of thousands."""


class Content(NamedTuple):
    """The marked content that an object is drawn in.

    Attributes:
        mcid: Innermost marked-content identifier, -1 outside any.
        is_in_form: Whether the identifier belongs to a form XObject's stream.
        is_artifact: Whether the object is marked as an artifact.
    """

    mcid: int
    is_in_form: bool
    is_artifact: bool


class PageObject(NamedTuple):
    """A handle on one of PDFium's objects, and where it stands.

    Attributes:
        handle: PDFium's object.
        matrix: From its own space to the page's.
        content: Marked content that it stands in.
        opacity: How opaque the form XObjects around it are drawn, from 0 to 1.
    """

    handle: object
    matrix: Matrix
    content: Content
    opacity: float = 1.0


def page_objects(page: pypdfium2.PdfPage) -> Iterator[PageObject]:
    """Yield text, pictures, paths and shadings of a page in drawing order, those inside form XObjects too."""
    count = 0
    waiting: list[tuple[object, Matrix, Content | None, float, int]] = []
    handles = [pdfium.FPDFPage_GetObject(page.raw, index) for index in range(pdfium.FPDFPage_CountObjects(page.raw))]
    waiting.extend((handle, IDENTITY, None, 1.0, 0) for handle in reversed(handles))
    while waiting and count < MOST_OBJECTS:
        handle, matrix, around, opacity, depth = waiting.pop()
        count += 1
        content = _content_of(handle, around, depth)
        if pdfium.FPDFPageObj_GetType(handle) != pdfium.FPDF_PAGEOBJ_FORM:
            yield PageObject(handle, matrix, content, opacity)
        elif depth < DEEPEST_FORM:
            inner = multiply(matrix_of(handle), matrix)
            shown = opacity * _opacity_of(handle)
            below = range(pdfium.FPDFFormObj_CountObjects(handle))
            waiting.extend(
                (pdfium.FPDFFormObj_GetObject(handle, at), inner, content, shown, depth + 1) for at in below[::-1]
            )


def _opacity_of(form: object) -> float:
    """Return the constant alpha that a form is drawn with: that of the fill, as for any group (ISO 32000-1, 11.6.4.4)."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(form, red, green, blue, alpha):
        return 1.0
    return alpha.value / 255


def _content_of(handle: object, around: Content | None, depth: int) -> Content:
    mcid = pdfium.FPDFPageObj_GetMarkedContentID(handle)
    if mcid >= 0:
        return Content(mcid, depth > 0, is_artifact=False)
    if around is not None and (around.mcid >= 0 or around.is_artifact):
        return around
    return Content(-1, depth > 0, _is_artifact(handle))


def _is_artifact(handle: object) -> bool:
    buffer = ctypes.create_string_buffer(64)
    length = ctypes.c_ulong()
    for index in range(max(0, pdfium.FPDFPageObj_CountMarks(handle))):
        mark = pdfium.FPDFPageObj_GetMark(handle, index)
        wide = ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR))
        if mark and pdfium.FPDFPageObjMark_GetName(mark, wide, 64, length):
            name = buffer.raw[: min(length.value, 64)].decode("utf-16-le", "replace").rstrip("\0")
            if name == "Artifact":
                return True
    return False


def matrix_of(handle: object) -> Matrix:
    """Return an object's own matrix, the identity when it has none."""
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(handle, found):
        return IDENTITY
    return found.a, found.b, found.c, found.d, found.e, found.f


def bounds_of(handle: object, matrix: Matrix) -> Rectangle | None:
    """Return the box around an object in PDF points; `None` when it has none."""
    left, bottom, right, top = ctypes.c_float(), ctypes.c_float(), ctypes.c_float(), ctypes.c_float()
    if not pdfium.FPDFPageObj_GetBounds(handle, left, bottom, right, top):
        return None
    return transform((left.value, bottom.value, right.value, top.value), matrix)
