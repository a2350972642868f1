"""Clipping paths: whether an object lies wholly outside what its path lets through."""

import ctypes

import pypdfium2.raw as pdfium

from curbcut.documents.pdf.matrices import Matrix, transform
from curbcut.documents.pdf.structure import Rectangle

MOST_PATHS = 4
MOST_SEGMENTS = 8
"""Paths of an object and segments of a path that are looked at, so that one costs no more than some 40 microseconds.

Programs clip to rectangles, of five segments; what is clipped to more is held to be seen.
"""


def is_clipped_away(handle: object, matrix: Matrix, box: Rectangle) -> bool | None:
    """Whether nothing of an object is inside its clipping path (ISO 32000-1, 8.5.4), as far as boxes tell; `None` without one.

    Args:
        handle: PDFium's object.
        matrix: From the space that it stands in to the page's.
        box: Its box in PDF points.
    """
    path = pdfium.FPDFPageObj_GetClipPath(handle)
    count = pdfium.FPDFClipPath_CountPaths(path) if path else 0
    if count <= 0:
        return None
    return any(_is_outside(_box_of(path, index, matrix), box) for index in range(min(count, MOST_PATHS)))


def _box_of(path: object, index: int, matrix: Matrix) -> Rectangle | None:
    count = pdfium.FPDFClipPath_CountPathSegments(path, index)
    if not 0 < count <= MOST_SEGMENTS:
        return None
    across, up = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    for at in range(count):
        segment = pdfium.FPDFClipPath_GetPathSegment(path, index, at)
        if pdfium.FPDFPathSegment_GetPoint(segment, across, up):
            points.append((across.value, up.value))
    if not points:
        return None
    columns, rows = [x for x, _ in points], [y for _, y in points]
    return transform((min(columns), min(rows), max(columns), max(rows)), matrix)


def _is_outside(inside: Rectangle | None, box: Rectangle) -> bool:
    if inside is None:
        return False
    return box[2] <= inside[0] or box[0] >= inside[2] or box[3] <= inside[1] or box[1] >= inside[3]
