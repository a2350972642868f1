"""Pixels of a page: with and without its text, and crops for people to look at."""

import ctypes
from collections.abc import Sequence
from io import BytesIO
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageDraw

from curbcut.documents.pdf.page_objects import PageObject, bounds_of, page_objects
from curbcut.documents.pdf.structure import Rectangle, touches

MOST_PIXELS = 4_000_000
"""A page is never rendered larger, whatever size it claims: 16 MB of bitmap."""

MOST_PICTURE_PIXELS = 100_000_000
"""A page with a larger picture is not rendered for a check: decoding it alone would take the memory of a check."""


FRAME = (200, 0, 90)
FRAME_PIXELS = 2
AROUND_PIXELS = 24
"""A frame of this colour and width is drawn about a place, and so much of the page is shown around it."""

LARGEST_CROP = (720, 480)
CROP_COLOURS = 48
"""Width and height, and number of colours, of a picture for people."""


class Raster(NamedTuple):
    """A rendered page.

    Attributes:
        image: RGB pixels.
        page_to_pixels: Matrix from PDF points to pixels, top left origin.
    """

    image: Image.Image
    page_to_pixels: tuple[float, float, float, float, float, float]

    def box(self, rectangle: Rectangle, *, grown_by: int = 0) -> tuple[int, int, int, int]:
        """Return the pixel box of a rectangle in points: left, upper, right, lower, inside the image."""
        a, b, c, d, e, f = self.page_to_pixels
        across = [a * x + c * y + e for x in (rectangle[0], rectangle[2]) for y in (rectangle[1], rectangle[3])]
        down = [b * x + d * y + f for x in (rectangle[0], rectangle[2]) for y in (rectangle[1], rectangle[3])]
        return (
            max(0, int(min(across)) - grown_by),
            max(0, int(min(down)) - grown_by),
            min(self.image.width, int(max(across)) + 1 + grown_by),
            min(self.image.height, int(max(down)) + 1 + grown_by),
        )


def render_page(
    drawing: pypdfium2.PdfDocument,
    page_index: int,
    dots_per_inch: float,
    *,
    around: Sequence[Rectangle],
    with_text: bool,
) -> Raster | None:
    """Render what is needed to judge some places of a page; `None` when PDFium cannot.

    Args:
        drawing: The document.
        page_index: Page, from 0.
        dots_per_inch: Resolution; less on a page of more than `MOST_PIXELS`.
        around: The places; pictures that touch none of them are left out, as decoding them costs most of the time.
        with_text: Whether text is drawn, or only what is behind it.
    """
    try:
        page = drawing[page_index]
    except (pypdfium2.PdfiumError, IndexError):
        return None
    try:
        for item in page_objects(page):
            kind = pdfium.FPDFPageObj_GetType(item.handle)
            is_text = kind == pdfium.FPDF_PAGEOBJ_TEXT
            if (is_text and not with_text) or (kind == pdfium.FPDF_PAGEOBJ_IMAGE and not _is_near(item, around)):
                pdfium.FPDFPageObj_SetIsActive(item.handle, 0)
        return _render(page, dots_per_inch / 72)
    except (pypdfium2.PdfiumError, ValueError):
        return None
    finally:
        page.close()


def _is_near(item: PageObject, around: Sequence[Rectangle]) -> bool:
    box = bounds_of(item.handle, item.matrix)
    return box is not None and touches(box, around)


def pixels_of(crop_box: Rectangle, dots_per_inch: float) -> int:
    """Return how many pixels a page is rendered to."""
    area = max(0.0, crop_box[2] - crop_box[0]) * max(0.0, crop_box[3] - crop_box[1])
    return min(MOST_PIXELS, int(area * (dots_per_inch / 72) ** 2))


def render_crop(
    drawing: pypdfium2.PdfDocument, page_index: int, rectangle: Rectangle | None, dots_per_inch: float
) -> bytes | None:
    """Render a page or a part of it as PNG; `None` when PDFium cannot."""
    try:
        page = drawing[page_index]
    except (pypdfium2.PdfiumError, IndexError):
        return None
    try:
        raster = _render(page, dots_per_inch / 72)
    except (pypdfium2.PdfiumError, ValueError):
        return None
    finally:
        page.close()
    image = raster.image
    if rectangle is not None:
        image = _framed(raster, rectangle)
        image.thumbnail(LARGEST_CROP)
        # Few colours are enough to recognise a place, and make the picture a third as large.
        image = image.quantize(CROP_COLOURS)
    file = BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def _framed(raster: Raster, rectangle: Rectangle) -> Image.Image:
    """Cut out a place with a little around it, and draw a frame about the place itself."""
    left, upper, right, lower = inner = raster.box(rectangle, grown_by=FRAME_PIXELS)
    if right - left <= FRAME_PIXELS or lower - upper <= FRAME_PIXELS:
        return raster.image
    ImageDraw.Draw(raster.image).rectangle((left, upper, right - 1, lower - 1), outline=FRAME, width=FRAME_PIXELS)
    width, height = raster.image.size
    return raster.image.crop((
        max(0, inner[0] - AROUND_PIXELS), max(0, inner[1] - AROUND_PIXELS),
        min(width, inner[2] + AROUND_PIXELS), min(height, inner[3] + AROUND_PIXELS),
    ))  # fmt: skip


def _render(page: pypdfium2.PdfPage, scale: float) -> Raster:
    width, height = page.get_size()
    scale = min(scale, (MOST_PIXELS / max(1.0, width * height)) ** 0.5)
    bitmap = page.render(scale=scale, rev_byteorder=True, may_draw_forms=True)
    try:
        # A copy: the bitmap's memory goes back to PDFium at once.
        image = bitmap.to_pil().convert("RGB").copy()
    finally:
        bitmap.close()
    return Raster(image, _matrix(page, image.width, image.height))


def _matrix(page: pypdfium2.PdfPage, width: int, height: int) -> tuple[float, float, float, float, float, float]:
    """Return the matrix from points to pixels: rotation and crop box are PDFium's, read off three points."""
    # PDFium answers in whole pixels, so the three points are taken on a canvas a thousand times as large.
    fine = 1000
    origin, right, up = (_to_device(page, width * fine, height * fine, x, y) for x, y in ((0, 0), (100, 0), (0, 100)))
    per_unit = 100 * fine
    return (
        (right[0] - origin[0]) / per_unit,
        (right[1] - origin[1]) / per_unit,
        (up[0] - origin[0]) / per_unit,
        (up[1] - origin[1]) / per_unit,
        origin[0] / fine,
        origin[1] / fine,
    )


def _to_device(page: pypdfium2.PdfPage, width: int, height: int, x: float, y: float) -> tuple[int, int]:
    across, down = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDF_PageToDevice(page.raw, 0, 0, width, height, 0, x, y, across, down)
    return across.value, down.value
