"""A PDF that a rule can ask questions of. Nothing is computed before it is asked for, and nothing twice."""

from collections.abc import Sequence
from functools import cached_property
from typing import Self

import pikepdf
import pypdfium2

from curbcut.documents.context import Context
from curbcut.documents.pdf import metadata, objects, raster, reading
from curbcut.documents.pdf.annotations import Annotation, Field, annotations_of, fields_of
from curbcut.documents.pdf.budget import BYTES_OF_A_UNIT, PAGE, ContentBudget, PixelBudget
from curbcut.documents.pdf.characters import texts_within
from curbcut.documents.pdf.drawn import NOT_DRAWN, DrawnPage, draw
from curbcut.documents.pdf.fonts import FontUse, font_uses
from curbcut.documents.pdf.forms import FormBudget
from curbcut.documents.pdf.languages import passages_in_other_languages
from curbcut.documents.pdf.patterns import PatternFinder
from curbcut.documents.pdf.producer import Application, application_of
from curbcut.documents.pdf.scans import ScanSummary, summarise
from curbcut.documents.pdf.streams import contents_size
from curbcut.documents.pdf.structure import (
    EXCERPT_CHARACTERS,
    Mark,
    Rectangle,
    StructureElement,
    StructureTree,
    touches,
)
from curbcut.documents.place import WHOLE_DOCUMENT, Place

CONTRAST_DOTS_PER_INCH = 72.0
CROP_DOTS_PER_INCH = 108.0
THUMBNAIL_DOTS_PER_INCH = 36.0


class PdfDocument:
    """One PDF file.

    Attributes:
        context: What is known beside the bytes.
        budget: How much more of the content can be taken in.
        place: The whole document, so that it can be a test target itself.
    """

    place = WHOLE_DOCUMENT

    def __init__(self, pdf: pikepdf.Pdf, drawing: pypdfium2.PdfDocument, context: Context) -> None:
        self.context = context
        self._pdf = pdf
        self._drawing = drawing
        self._drawn: dict[int, DrawnPage] = {}
        self.budget = ContentBudget()

    @classmethod
    def read(cls, data: bytes, context: Context) -> Self:
        """Open a PDF.

        Raises:
            MalformedDocumentError: Not a PDF, damaged, or without pages.
            EncryptedDocumentError: A password or a permission keeps assistive technology out.
            OversizedDocumentError: More pages, or more unpacked content, than a check can take.
        """
        pdf = reading.open_structure(data)
        return cls(pdf, reading.open_drawing(data, pdf), context)

    @cached_property
    def pages(self) -> list[pikepdf.Object]:
        """The page dictionaries, in order."""
        return [page.obj for page in self._pdf.pages]

    @cached_property
    def page_count(self) -> int:
        """Number of pages."""
        return len(self.pages)

    @cached_property
    def catalogue(self) -> pikepdf.Object:
        """The document catalogue."""
        return self._pdf.Root

    @cached_property
    def structure(self) -> StructureTree:
        """The structure tree; without elements when the file has none."""
        return StructureTree(self, objects.dictionary(self.catalogue.get("/StructTreeRoot")))

    @cached_property
    def class_map(self) -> pikepdf.Object | None:
        """The structure tree's attribute classes."""
        return objects.dictionary(objects.entry(self.catalogue, "/StructTreeRoot", "/ClassMap"))

    @cached_property
    def has_structure(self) -> bool:
        """Whether a structure element can be reached."""
        return bool(self.structure.top)

    @cached_property
    def has_usable_structure(self) -> bool:
        """Whether rules about the structure have something to say: tagged, and not merely pictures of pages."""
        return self.has_structure and not self.scans.is_scanned

    @cached_property
    def is_marked(self) -> bool:
        """`MarkInfo` / `Marked` (ISO 32000-1, table 321)."""
        return objects.entry(self.catalogue, "/MarkInfo", "/Marked") is True

    @cached_property
    def language(self) -> str | None:
        """`Lang` of the catalogue, stripped; `None` when there is none."""
        found = objects.text(self.catalogue.get("/Lang"))
        return None if found is None else found.strip()

    @cached_property
    def titles(self) -> list[str]:
        """Titles that are not blank, XMP before Info."""
        return metadata.titles_of(self._pdf)

    @cached_property
    def displays_title(self) -> bool:
        """`ViewerPreferences` / `DisplayDocTitle` (ISO 32000-1, table 150)."""
        return objects.entry(self.catalogue, "/ViewerPreferences", "/DisplayDocTitle") is True

    @cached_property
    def has_layers(self) -> bool:
        """Whether some of its content may be switched off (ISO 32000-1, 8.11)."""
        return bool(objects.array(objects.entry(self.catalogue, "/OCProperties", "/OCGs")))

    @cached_property
    def has_bookmarks(self) -> bool:
        """Whether the outline has a first item."""
        return objects.dictionary(objects.entry(self.catalogue, "/Outlines", "/First")) is not None

    @cached_property
    def producer(self) -> Application:
        """The application that the file comes from."""
        return application_of(metadata.info_text(self._pdf, "/Creator"), metadata.info_text(self._pdf, "/Producer"))

    @cached_property
    def scans(self) -> ScanSummary:
        """Which pages are pictures of pages, with or without a text layer."""
        return summarise(self)

    @cached_property
    def annotations(self) -> list[Annotation]:
        """Every annotation that a reader can meet, page by page."""
        return annotations_of(self)

    @cached_property
    def fields(self) -> list[Field]:
        """The terminal form fields that a person can fill in."""
        return fields_of(self)

    @cached_property
    def font_uses(self) -> list[FontUse]:
        """Each font that draws text, with what it draws and how much of it has no Unicode."""
        return font_uses(self)

    @cached_property
    def elements_of_annotations(self) -> dict[tuple[int, int], StructureElement]:
        """The structure element that owns an annotation, by the annotation's object number."""
        return {
            identity: element
            for element in self.structure.elements
            for reference in element.references
            if (identity := objects.identity(reference.target)) is not None
        }

    def unit_of(self, page_index: int) -> float:
        """Return how many points one unit of a page is (`UserUnit`, ISO 32000-1, 14.11.2)."""
        unit = objects.number(self.pages[page_index].get("/UserUnit"))
        return unit if unit and unit > 0 else 1.0

    def drawn(self, page_index: int) -> DrawnPage:
        """Return what a page draws.

        Raises:
            OversizedDocumentError: It, or the pages so far, are more than a check can take.
        """
        if page_index not in self._drawn:
            size = contents_size(self.pages[page_index])
            self.budget.spend(PAGE + size // BYTES_OF_A_UNIT)
            admitted = self._form_budget.admits(self.pages[page_index])
            has_patterns = self._patterns.has_patterns(self.pages[page_index])
            drawn = draw(self._drawing, page_index, has_patterns=has_patterns) if admitted else NOT_DRAWN
            self.budget.spend(drawn.amount)
            self._drawn[page_index] = drawn
        return self._drawn[page_index]

    @cached_property
    def _pixel_budget(self) -> PixelBudget:
        return PixelBudget()

    @cached_property
    def _patterns(self) -> PatternFinder:
        return PatternFinder()

    @cached_property
    def _form_budget(self) -> FormBudget:
        return FormBudget()

    def text_of(self, mark: Mark) -> str:
        """Return the drawn text of one marked content."""
        if not 0 <= mark.page_index < self.page_count:
            return ""
        return self.drawn(mark.page_index).text_of(mark.mcid, is_in_form=mark.is_in_form)

    def texts_within(self, page_index: int, rectangles: Sequence[Rectangle]) -> list[str]:
        """Return the text that is drawn inside each of some rectangles of a page, with single spaces."""
        if not self.drawn(page_index).runs:
            return [""] * len(rectangles)
        return texts_within(self._drawing, page_index, rectangles)

    def rectangle_of(self, mark: Mark) -> Rectangle | None:
        """Return the box around one marked content; `None` when it draws nothing."""
        if not 0 <= mark.page_index < self.page_count:
            return None
        return self.drawn(mark.page_index).rectangle_of(mark.mcid, is_in_form=mark.is_in_form)

    def place_of(self, element: StructureElement) -> Place:
        """Return page, box and text of a structure element."""
        excerpt = element.text()[:EXCERPT_CHARACTERS]
        found = element.rectangle()
        if found is not None:
            return self.place_on(found[0], found[1], excerpt)
        has_page = element.page_index is not None and element.page_index >= 0
        return Place(excerpt=excerpt, page_number=(element.page_index or 0) + 1 if has_page else None)

    @staticmethod
    def place_on(page_index: int, rectangle: Rectangle | None = None, excerpt: str = "") -> Place:
        """Return a place on a page, its rectangle rounded to a tenth of a point."""
        if rectangle is None:
            return Place(excerpt=excerpt[:EXCERPT_CHARACTERS], page_number=page_index + 1)
        left, bottom, right, top = (round(edge, 1) for edge in rectangle)
        return Place(
            excerpt=excerpt[:EXCERPT_CHARACTERS], page_number=page_index + 1, rectangle=(left, bottom, right, top)
        )

    def page_index_of(self, page: object) -> int | None:
        """Return the index of a page dictionary, `None` when it is no page of this file."""
        identity = objects.identity(page)
        return None if identity is None else self._page_indexes.get(identity)

    @cached_property
    def _page_indexes(self) -> dict[tuple[int, int], int]:
        return {page.objgen: index for index, page in enumerate(self.pages)}

    def sample_text(self, most_characters: int) -> str:
        """Return text from the first pages on until there is enough of it, without passages that say a language of their own."""
        foreign = passages_in_other_languages(self)
        pieces: list[str] = []
        length = 0
        for page_index in range(self.page_count):
            if length >= most_characters:
                break
            text = self.drawn(page_index).text_without(foreign.get(page_index, frozenset()))
            pieces.append(text)
            length += len(text)
        return "\n".join(pieces)[:most_characters]

    def raster(self, page_index: int, *, around: Sequence[Rectangle], with_text: bool) -> raster.Raster | None:
        """Render some places of a page, with or without text; `None` when it cannot or must not be rendered."""
        page = self.drawn(page_index)
        sizes = [
            picture.pixels[0] * picture.pixels[1] for picture in page.pictures if touches(picture.rectangle, around)
        ]
        pixels = raster.pixels_of(page.crop_box, CONTRAST_DOTS_PER_INCH) + sum(sizes)
        if max(sizes, default=0) > raster.MOST_PICTURE_PIXELS or not self._pixel_budget.admits(pixels):
            return None
        return raster.render_page(self._drawing, page_index, CONTRAST_DOTS_PER_INCH, around=around, with_text=with_text)

    def render_place(self, page_number: int, rectangle: Rectangle | None = None) -> bytes | None:
        """Render a place for people to look at.

        Args:
            page_number: Page, from 1.
            rectangle: Part of it in PDF points; without one, a thumbnail of the page.

        Returns:
            PNG bytes; `None` when there is no such page or it cannot be rendered.
        """
        if not 1 <= page_number <= self.page_count or self.drawn(page_number - 1) is NOT_DRAWN:
            return None
        dots = THUMBNAIL_DOTS_PER_INCH if rectangle is None else CROP_DOTS_PER_INCH
        return raster.render_crop(self._drawing, page_number - 1, rectangle, dots)
