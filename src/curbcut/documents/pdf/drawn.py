"""What a page draws, read once with PDFium: runs of text with colour and font, pictures, shapes."""

import ctypes
from collections.abc import Set as AbstractSet
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from curbcut.documents.pdf.budget import CHARACTERS_OF_A_UNIT
from curbcut.documents.pdf.characters import characters_of, end_of_object
from curbcut.documents.pdf.clipping import is_clipped_away
from curbcut.documents.pdf.faces import Face, read_face
from curbcut.documents.pdf.matrices import multiply
from curbcut.documents.pdf.page_objects import (
    MOST_OBJECTS,
    Content,
    PageObject,
    bounds_of,
    matrix_of,
    page_objects,
)
from curbcut.documents.pdf.structure import Rectangle, union

INVISIBLE = 3
CLIP_ONLY = 7
"""Text rendering modes that paint nothing (ISO 32000-1, table 106)."""

PATTERN_COLOURS = frozenset({(191, 191, 191), (255, 255, 255)})
"""What PDFium answers for the colour of a coloured tiling pattern and of a shading pattern."""

LIGHTEST_DARK = 0x70
"""A colour whose channels are all below this has enough contrast with paper, so nobody asks whether it is clipped."""


class TextRun:
    """One text object.

    Attributes:
        rectangle: Box in PDF points.
        content: Marked content it stands in.
        face: Its font.
        size: Effective size in points: font size times the matrices around it.
        colour: Red, green, blue, alpha from 0 to 255, in sRGB.
        mode: Text rendering mode.
        text: Its characters, with the spaces and line ends that follow it.
        order: Position among the page's objects: later ones are drawn over it.
        is_clipped: Whether it is light, and lies wholly outside its clipping path.
        may_be_pattern: Whether its colour may be the one that stands for a pattern.
    """

    __slots__ = (
        "colour", "content", "face", "is_clipped", "may_be_pattern", "mode", "order", "rectangle", "size", "text",
    )  # fmt: skip

    def __init__(
        self, *, rectangle: Rectangle, content: Content, face: Face, size: float, colour: tuple[int, int, int, int],
        mode: int, order: int,
    ) -> None:  # fmt: skip
        self.rectangle = rectangle
        self.content = content
        self.face = face
        self.size = size
        self.colour = colour
        self.mode = mode
        self.order = order
        self.is_clipped = False
        self.may_be_pattern = False
        self.text = ""

    @property
    def is_visible(self) -> bool:
        """Whether it puts anything on paper as far as its own state says."""
        return self.mode not in {INVISIBLE, CLIP_ONLY} and self.colour[3] > 0


class Graphic(NamedTuple):
    """A picture, a path or a shading.

    Attributes:
        kind: What it is.
        rectangle: Box in PDF points.
        content: Marked content it stands in.
        order: Position among the page's objects.
        pixels: Width and height of a picture's own raster.
        fill: Colour that a path is filled with, from 0 to 255; `None` when it is not filled or the colour is a pattern.
        is_filled: Whether it covers what is under it.
    """

    kind: str
    rectangle: Rectangle
    content: Content
    order: int
    pixels: tuple[int, int] = (0, 0)
    fill: tuple[int, int, int, int] | None = None
    is_filled: bool = True


class DrawnPage:
    """Everything one page draws.

    Attributes:
        crop_box: The visible part of the page in PDF points.
        runs: Text, in drawing order.
        graphics: Everything else, in drawing order.
        is_readable: False when PDFium could not load the page, or its objects were too many.
        clips: Objects whose clipping path was looked at.
    """

    __slots__ = ("_boxes", "_texts", "clips", "crop_box", "graphics", "is_readable", "runs")

    def __init__(self, crop_box: Rectangle, *, is_readable: bool = True) -> None:
        self.crop_box = crop_box
        self.runs: list[TextRun] = []
        self.graphics: list[Graphic] = []
        self.is_readable = is_readable
        self.clips = 0
        self._texts: dict[tuple[int, bool], str] | None = None
        self._boxes: dict[tuple[int, bool], Rectangle] | None = None

    @property
    def amount(self) -> int:
        """How much there is of it, in units of the budget."""
        characters = sum(len(run.text) for run in self.runs)
        return len(self.runs) + len(self.graphics) + self.clips + characters // CHARACTERS_OF_A_UNIT

    @property
    def text(self) -> str:
        """All text of the page in drawing order."""
        return "".join(run.text for run in self.runs)

    def text_without(self, left_out: AbstractSet[tuple[int, bool]]) -> str:
        """Return the text of the page in drawing order, without that of some marked contents."""
        return "".join(run.text for run in self.runs if run.content[:2] not in left_out)

    @property
    def pictures(self) -> list[Graphic]:
        """The raster images."""
        return [graphic for graphic in self.graphics if graphic.kind == "picture"]

    def text_of(self, mcid: int, *, is_in_form: bool) -> str:
        """Return the text of one marked content."""
        if self._texts is None:
            pieces: dict[tuple[int, bool], list[str]] = {}
            for run in self.runs:
                pieces.setdefault(run.content[:2], []).append(run.text)
            self._texts = {key: "".join(texts) for key, texts in pieces.items()}
        return self._texts.get((mcid, is_in_form), "")

    def rectangle_of(self, mcid: int, *, is_in_form: bool) -> Rectangle | None:
        """Return the box around one marked content, `None` when it draws nothing."""
        if self._boxes is None:
            self._boxes = {}
            things: list[TextRun | Graphic] = [*self.runs, *self.graphics]
            for thing in things:
                key = thing.content[:2]
                known = self._boxes.get(key)
                self._boxes[key] = thing.rectangle if known is None else union(known, thing.rectangle)
        return self._boxes.get((mcid, is_in_form))


NOT_DRAWN = DrawnPage((0.0, 0.0, 0.0, 0.0), is_readable=False)
"""Stands for a page that must not be drawn, or cannot be."""


def draw(drawing: pypdfium2.PdfDocument, page_index: int, *, has_patterns: bool = True) -> DrawnPage:
    """Read what a page draws; a page that PDFium cannot load comes back empty and not `is_readable`.

    Args:
        drawing: The document.
        page_index: Page, from 0.
        has_patterns: Whether the page has patterns to fill with; PDFium does not tell them from two plain colours.
    """
    try:
        page = drawing[page_index]
    except (pypdfium2.PdfiumError, IndexError):
        return NOT_DRAWN
    try:
        drawn = DrawnPage(tuple(page.get_cropbox()))
        reader = _Reader(drawn, PATTERN_COLOURS if has_patterns else frozenset())
        reader.read_objects(page)
        if drawn.runs:
            reader.read_text(page)
        return drawn
    finally:
        page.close()


class _Reader:
    """Fills a `DrawnPage`; the C variables are made once and used for every object."""

    def __init__(self, drawn: DrawnPage, pattern_colours: AbstractSet[tuple[int, int, int]]) -> None:
        self._drawn = drawn
        self._pattern_colours = pattern_colours
        self._bytes = [ctypes.c_uint() for _ in range(4)]
        self._size = ctypes.c_float()
        self._faces: dict[int, Face] = {}
        self._run_of: dict[int, TextRun] = {}

    def read_objects(self, page: pypdfium2.PdfPage) -> None:
        count = 0
        for index, item in enumerate(page_objects(page)):
            count = index
            handle, matrix, content, _ = item
            kind = pdfium.FPDFPageObj_GetType(handle)
            box = bounds_of(handle, matrix)
            if box is None:
                continue
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                self._add_run(item, box, index)
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                pixels = self._pixels_of(handle)
                self._drawn.graphics.append(Graphic("picture", box, content, index, pixels))
            elif kind == pdfium.FPDF_PAGEOBJ_SHADING:
                self._drawn.graphics.append(Graphic("shading", box, content, index))
            else:
                fill, is_filled = self._fill_of(handle)
                self._drawn.graphics.append(Graphic("path", box, content, index, fill=fill, is_filled=is_filled))
        self._drawn.is_readable = count < MOST_OBJECTS - 1

    def read_text(self, page: pypdfium2.PdfPage) -> None:
        """Give every run its characters; spaces and line ends that PDFium adds go to the run before them."""
        text_page = pdfium.FPDFText_LoadPage(page.raw)
        if not text_page:
            self._drawn.is_readable = False
            return
        try:
            self._share_out(text_page)
        finally:
            pdfium.FPDFText_ClosePage(text_page)

    def _share_out(self, text_page: object) -> None:
        characters = characters_of(text_page)
        pieces: dict[int, list[str]] = {}
        current: list[str] = []
        start = 0
        while start < len(characters):
            address, stop = end_of_object(text_page, start, len(characters))
            if address in self._run_of:
                current = pieces.setdefault(address, [])
            current.append(characters[start:stop])
            start = stop
        for address, texts in pieces.items():
            self._run_of[address].text = "".join(texts).replace("\0", "")

    def _add_run(self, item: PageObject, box: Rectangle, index: int) -> None:
        handle = item.handle
        red, green, blue, alpha = self._bytes
        known = pdfium.FPDFPageObj_GetFillColor(handle, red, green, blue, alpha)
        mode = pdfium.FPDFTextObj_GetTextRenderMode(handle)
        if mode in {1, 5}:
            known = pdfium.FPDFPageObj_GetStrokeColor(handle, red, green, blue, alpha)
        opaque = (red.value, green.value, blue.value, alpha.value) if known else (0, 0, 0, 255)
        colour = (*opaque[:3], round(opaque[3] * item.opacity))
        run = TextRun(
            rectangle=box, content=item.content, face=self._face_of(handle), size=self._size_of(item), colour=colour,
            mode=mode, order=index,
        )  # fmt: skip
        if max(opaque[:3]) >= LIGHTEST_DARK and (is_clipped := is_clipped_away(handle, item.matrix, box)) is not None:
            run.is_clipped = is_clipped
            self._drawn.clips += 1
        run.may_be_pattern = opaque[:3] in self._pattern_colours
        self._drawn.runs.append(run)
        self._run_of[ctypes.addressof(handle.contents)] = run  # type: ignore[attr-defined]  # a ctypes pointer

    def _size_of(self, item: PageObject) -> float:
        if not pdfium.FPDFTextObj_GetFontSize(item.handle, self._size):
            return 0.0
        _, _, c, d, _, _ = multiply(matrix_of(item.handle), item.matrix)
        # The second column of the matrix scales the height of letters, whatever way the text runs.
        return float(abs(self._size.value) * (c * c + d * d) ** 0.5)

    def _face_of(self, handle: object) -> Face:
        font = pdfium.FPDFTextObj_GetFont(handle)
        if not font:
            return Face("", is_bold=False)
        address = ctypes.addressof(font.contents)
        if address not in self._faces:
            self._faces[address] = read_face(font)
        return self._faces[address]

    def _fill_of(self, handle: object) -> tuple[tuple[int, int, int, int] | None, bool]:
        mode, stroke = ctypes.c_int(), ctypes.c_int()
        if not pdfium.FPDFPath_GetDrawMode(handle, mode, stroke) or mode.value == pdfium.FPDF_FILLMODE_NONE:
            return None, False
        red, green, blue, alpha = self._bytes
        if not pdfium.FPDFPageObj_GetFillColor(handle, red, green, blue, alpha):
            return None, True
        if (red.value, green.value, blue.value) in self._pattern_colours:
            return None, True
        return (red.value, green.value, blue.value, alpha.value), True

    def _pixels_of(self, handle: object) -> tuple[int, int]:
        width, height = ctypes.c_uint(), ctypes.c_uint()
        if not pdfium.FPDFImageObj_GetImagePixelSize(handle, width, height):
            return 0, 0
        return width.value, height.value
