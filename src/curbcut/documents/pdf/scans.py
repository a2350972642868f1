"""Which pages are pictures of pages, and whether a text layer lies behind or over the picture."""

from typing import TYPE_CHECKING, NamedTuple

import pikepdf

from curbcut.documents.pdf import objects
from curbcut.documents.pdf.characters import length_without_spaces
from curbcut.documents.pdf.drawn import DrawnPage, Graphic, TextRun
from curbcut.documents.pdf.page_objects import DEEPEST_FORM
from curbcut.documents.pdf.structure import Mark, Rectangle

if TYPE_CHECKING:
    from curbcut.documents.pdf.document import PdfDocument

PICTURE_COVERS = 0.8
"""Share of the crop box that the pictures of a scanned page cover at least."""

FEWEST_CHARACTERS = 20
"""Fewer visible characters are a stamped page number or a watermark, not the page's text."""

SCANNED_SHARE = 0.7
"""Share of the pages with content that have to be pictures before the whole document is called a scan."""

_TEXT_LAYER_FONTS = ("glyphlessfont", "hiddenhorzocr", "hiddenvertocr", "invisible")
"""Fonts that OCR programs write their layer in; they draw nothing."""


class ScanSummary(NamedTuple):
    """What the pages of a document are.

    Attributes:
        scanned: Indexes of pages that are a picture without a text layer.
        ocred: Indexes of pages that are a picture with a text layer.
        with_content: Number of pages that draw anything.
    """

    scanned: tuple[int, ...]
    ocred: tuple[int, ...]
    with_content: int

    @property
    def is_scanned(self) -> bool:
        """Whether the document as a whole has no text but pictures of it."""
        pictures = len(self.scanned) + len(self.ocred)
        return self._is_mostly(pictures) and len(self.scanned) > len(self.ocred)

    @property
    def is_ocred(self) -> bool:
        """Whether the document as a whole is pictures with text layers that a program guessed."""
        pictures = len(self.scanned) + len(self.ocred)
        return self._is_mostly(pictures) and 0 < len(self.ocred) >= len(self.scanned)

    def _is_mostly(self, pages: int) -> bool:
        return self.with_content > 0 and pages / self.with_content >= SCANNED_SHARE


def summarise(document: "PdfDocument") -> ScanSummary:
    """Look at every page."""
    scanned: list[int] = []
    ocred: list[int] = []
    with_content = 0
    for page_index in range(document.page_count):
        page = document.drawn(page_index)
        if not page.runs and not page.graphics:
            continue
        with_content += 1
        left, bottom, right, top = page.crop_box
        area = (right - left) * (top - bottom)
        if area <= 0 or _covered(page) / area < PICTURE_COVERS:
            continue
        hidden, visible = _characters(page, _opaque_pictures(document, page_index))
        if visible >= FEWEST_CHARACTERS:
            continue
        if hidden >= FEWEST_CHARACTERS:
            ocred.append(page_index)
        elif not _is_described(document, page_index):
            scanned.append(page_index)
    return ScanSummary(tuple(scanned), tuple(ocred), with_content)


def _covered(page: DrawnPage) -> float:
    """Area that pictures cover; strips of one scan count together, copies over one another once."""
    boxes = {_clipped(picture.rectangle, page.crop_box) for picture in page.pictures}
    areas = sorted(((box[2] - box[0]) * (box[3] - box[1]), box) for box in boxes if box is not None)
    if not areas:
        return 0.0
    largest, box = areas[-1]
    rest = sum(area for area, other in areas[:-1] if not _overlap(box, other))
    return largest + rest


def _clipped(box: Rectangle, inside: Rectangle) -> Rectangle | None:
    left, bottom = max(box[0], inside[0]), max(box[1], inside[1])
    right, top = min(box[2], inside[2]), min(box[3], inside[3])
    return (left, bottom, right, top) if right > left and top > bottom else None


def _overlap(one: Rectangle, other: Rectangle) -> bool:
    slack = 0.5  # points: neighbouring strips share a rounded edge
    return (
        one[0] < other[2] - slack
        and other[0] < one[2] - slack
        and one[1] < other[3] - slack
        and other[1] < one[3] - slack
    )


def _characters(page: DrawnPage, opaque: list[Graphic]) -> tuple[int, int]:
    """Return how many characters are a text layer, and how many are seen."""
    counts = [0, 0]
    over = max((picture.order for picture in opaque), default=-1)
    for run in _runs_on(page):
        counts[not _is_hidden(run, over, opaque)] += length_without_spaces(run.text)
    return counts[0], counts[1]


def _opaque_pictures(document: "PdfDocument", page_index: int) -> list[Graphic]:
    """Return the pictures that hide what is under them: a watermark over the text has a mask (ISO 32000-1, 8.9.6, 11.6.5.3)."""
    page = document.drawn(page_index)
    first = min((run.order for run in page.runs if run.is_visible), default=None)
    pictures = page.pictures
    if first is None or all(picture.order < first for picture in pictures):
        return pictures
    masked = _masked_sizes(document.pages[page_index].get("/Resources"))
    return [picture for picture in pictures if picture.pixels not in masked] if masked else pictures


def _masked_sizes(resources: object) -> set[tuple[int | None, int | None]]:
    """Return the sizes of the images with a mask, among some resources and those of the forms in them."""
    sizes: set[tuple[int | None, int | None]] = set()
    known: set[tuple[int, int]] = set()
    waiting = [(resources, 0)]
    while waiting:
        around, depth = waiting.pop()
        for _, each in objects.entries(objects.entry(around, "/XObject")):
            identity = objects.identity(each)
            if identity is None or identity in known:
                continue
            known.add(identity)
            if objects.name(objects.entry(each, "/Subtype")) == "Form" and depth < DEEPEST_FORM:
                waiting.append((objects.entry(each, "/Resources"), depth + 1))
            elif any(isinstance(objects.entry(each, mask), pikepdf.Stream) for mask in ("/SMask", "/Mask")):
                width, height = objects.entry(each, "/Width"), objects.entry(each, "/Height")
                sizes.add((objects.integer(width), objects.integer(height)))
    return sizes


def _runs_on(page: DrawnPage) -> list[TextRun]:
    """Return the text without what would be seen and is wholly off the page; a text layer is one wherever it lies."""
    return [run for run in page.runs if not run.is_visible or _is_on(run.rectangle, page.crop_box)]


def _is_on(box: Rectangle, page: Rectangle) -> bool:
    return box[0] <= page[2] and box[2] >= page[0] and box[1] <= page[3] and box[3] >= page[1]


def _is_hidden(run: TextRun, last_picture: int, opaque: list[Graphic]) -> bool:
    """Whether a run is a text layer: invisible by mode or alpha, in a font without shapes, or under a picture."""
    if not run.is_visible or any(name in run.face.name.lower() for name in _TEXT_LAYER_FONTS):
        return True
    return run.order < last_picture and any(
        picture.order > run.order and _inside(run.rectangle, picture.rectangle) for picture in opaque
    )


def _inside(one: Rectangle, other: Rectangle) -> bool:
    slack = 1.0
    return (
        one[0] >= other[0] - slack
        and one[1] >= other[1] - slack
        and one[2] <= other[2] + slack
        and one[3] <= other[3] + slack
    )


def _is_described(document: "PdfDocument", page_index: int) -> bool:
    """Whether the picture is a figure with an alternative beside other tagged text: a poster, not a scan."""
    page = document.drawn(page_index)
    if not any(length_without_spaces(run.text) for run in page.runs):
        return False
    described: set[Mark] = set()
    for element in document.structure.of_roles("Figure"):
        if element.alternative or element.actual_text:
            described.update(element.all_marks())
    return any(
        Mark(page_index, picture.content.mcid, picture.content.is_in_form) in described for picture in page.pictures
    )
