"""What text stands on: white paper where nothing else is drawn, else the pixels behind it."""

from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from PIL import Image, ImageChops

from curbcut.documents.colours import WHITE, Colour, contrast_ratio, over
from curbcut.documents.pdf.drawn import DrawnPage, Graphic, TextRun
from curbcut.documents.pdf.raster import Raster
from curbcut.documents.pdf.structure import Rectangle, touches, union
from curbcut.documents.place import Place

if TYPE_CHECKING:
    from curbcut.documents.pdf.document import PdfDocument

SMALLEST_POINTS = 3.0
"""Text lower than this is not there to be read."""

FAINTEST_ALPHA = 0.05
"""Text more transparent than this is a layer for searching."""

HIDDEN_BELOW = 1.03
"""Contrast with paper below which text is hidden on purpose; over anything else the pixels say whether it is seen."""

SURELY_ENOUGH = 4.5
"""Contrast from which no rule asks whether the text is seen at all, which takes a second rendering."""

LARGE_FROM_POINTS = 18.0
LARGE_BOLD_FROM_POINTS = 14.0
"""WCAG 2.1, "large scale": 18 point, or 14 point bold."""

THINNEST_POINTS = 2.0
"""Lines thinner than this underline or frame text; nothing stands on them."""

MANY_GRAPHICS = 300
"""From here on the page is rendered instead of comparing every text with every shape."""

SOLID_SHARE = 0.6
"""Share of the pixels behind a text that one colour needs to be its background."""

WORST_SHARE = 0.1
"""Over pictures and gradients the worst tenth of the pixels decides."""

VISIBLE_DIFFERENCE = 6
"""Steps of 255 by which pixels with and without the text have to differ somewhere for it to be seen."""

MOST_COLOURS = 1 << 16


class TextOnBackground:
    """One run of text, and what it stands on.

    Attributes:
        text: Its characters.
        ratio: Contrast ratio with the background; with the worst tenth of it when it varies.
        foreground: Its colour as seen.
        background: The colour behind it.
        is_large: Whether it is large scale in the sense of WCAG.
        is_varied: Whether the background is a picture or gradient.
        is_measured: False when the page could not be rendered, so that nothing is known of the background.
        is_patterned: Whether the text is filled with a pattern or gradient, so that it has no one colour.
        area: Square points.
    """

    __slots__ = (
        "_document", "area", "background", "foreground", "is_large", "is_measured", "is_patterned", "is_varied", "page_index", "ratio", "rectangle",
        "text",
    )  # fmt: skip

    def __init__(
        self, document: "PdfDocument", page_index: int, run: TextRun, *, foreground: Colour, background: "Background"
    ) -> None:
        self._document = document
        self.page_index = page_index
        self.rectangle = run.rectangle
        self.text = run.text
        self.ratio = background.ratio
        self.foreground = foreground
        self.background = background.colour
        self.is_varied = background.is_varied
        self.is_measured = background.is_measured
        self.is_patterned = run.may_be_pattern
        size = run.size * document.unit_of(page_index)
        self.is_large = size >= (LARGE_BOLD_FROM_POINTS if run.face.is_bold else LARGE_FROM_POINTS)
        self.area = _area(run.rectangle)

    @property
    def place(self) -> Place:
        """Page, box and text."""
        return self._document.place_on(self.page_index, self.rectangle, " ".join(self.text.split()))

    @property
    def look(self) -> tuple[object, ...]:
        """What pieces of one line have in common."""
        return (self.foreground, self.background, self.is_large, self.is_varied, self.is_measured, self.is_patterned)

    def joins(self, other: "TextOnBackground") -> bool:
        """Take in the next run when it looks the same and stands on the same line; returns whether it did."""
        mine, theirs = self.rectangle, other.rectangle
        same_look = self.look == other.look
        same_line = mine[1] < theirs[3] and theirs[1] < mine[3]
        near = theirs[0] - mine[2] < 2 * (mine[3] - mine[1]) and theirs[2] > mine[0]
        if self.page_index != other.page_index or not (same_look and same_line and near):
            return False
        self.rectangle = union(mine, theirs)
        self.text += other.text
        self.area += other.area
        self.ratio = min(self.ratio, other.ratio)
        return True


class Background(NamedTuple):
    """What is behind a text.

    Attributes:
        colour: Its colour, the most common or the worst.
        ratio: Contrast with the text.
        is_varied: Whether it has no one colour.
        is_measured: False when the page could not be rendered; ratio and colour mean nothing then.
    """

    colour: Colour
    ratio: float
    is_varied: bool
    is_measured: bool = True


_UNMEASURED = Background(WHITE, 0.0, is_varied=True, is_measured=False)


def texts_on_backgrounds(document: "PdfDocument") -> Iterator[TextOnBackground]:
    """Yield the visible text of the document with what it stands on, line by line where it looks the same."""
    pending: TextOnBackground | None = None
    for page_index in range(document.page_count):
        for found in _of_page(document, page_index):
            if pending is None:
                pending = found
            elif not pending.joins(found):
                yield pending
                pending = found
    if pending is not None:
        yield pending


def _of_page(document: "PdfDocument", page_index: int) -> Iterator[TextOnBackground]:
    page = document.drawn(page_index)
    shapes = _shapes_behind(page)
    runs = [(run, _is_over(run.rectangle, shapes)) for run in page.runs if _is_read(run, page.crop_box)]
    filled = [graphic for graphic in page.graphics if graphic.is_filled]
    doubtful = {run.order for run, is_over in runs if not is_over and _may_be_hidden(document, filled, run)}
    asked = [run.rectangle for run, is_over in runs if is_over or run.order in doubtful]
    pixels = _Pixels(document, page_index, asked)
    for run, is_over in runs:
        if is_over:
            background = pixels.behind(run)
        elif run.order in doubtful:
            background = pixels.on_paper(run)
        else:
            paper = _on_paper(run.colour)
            background = None if paper.ratio < HIDDEN_BELOW else paper
        if background is not None:
            yield _text_on(document, page_index, run, background)


def _may_be_hidden(document: "PdfDocument", filled: list[Graphic], run: TextRun) -> bool:
    """Whether a light text on paper may be hidden by a layer or under a white shape, or be of a pattern and not light at all."""
    if run.may_be_pattern:
        return True
    if not HIDDEN_BELOW <= _on_paper(run.colour).ratio < SURELY_ENOUGH:
        return False
    if document.has_layers or len(filled) > MANY_GRAPHICS:
        return True
    return touches(run.rectangle, (graphic.rectangle for graphic in filled if graphic.order > run.order))


class _Pixels:
    """The pixels of a page, rendered when the first text asks for them."""

    def __init__(self, document: "PdfDocument", page_index: int, places: list[Rectangle]) -> None:
        self._document = document
        self._page_index = page_index
        self._places = places

    @cached_property
    def _without_text(self) -> Raster | None:
        return self._document.raster(self._page_index, around=self._places, with_text=False)

    @cached_property
    def _with_text(self) -> Raster | None:
        return self._document.raster(self._page_index, around=self._places, with_text=True)

    def behind(self, run: TextRun) -> Background | None:
        """Return what is behind a text; `None` when nobody sees the text."""
        if self._without_text is None:
            return None if self._is_covered(run) else _UNMEASURED
        found = _sampled(self._without_text, run, _colour(run.colour))
        if found is None or found.ratio >= SURELY_ENOUGH:
            return found
        if self._with_text is None:
            return None if self._is_covered(run) else _UNMEASURED
        box = self._without_text.box(run.rectangle)
        if not _differ(self._without_text.image.crop(box), self._with_text.image.crop(box)):
            return None
        # Seen although it has the colour of most of what is behind it: over the rest.
        return found._replace(is_varied=True) if _is_alike(_colour(run.colour), found.colour) else found

    def on_paper(self, run: TextRun) -> Background | None:
        """Return what is known of a text on paper that may be hidden; `None` when nobody sees it."""
        if self._without_text is None or self._with_text is None:
            return _UNMEASURED
        left, upper, right, lower = box = self._without_text.box(run.rectangle)
        if right <= left or lower <= upper:
            return None
        shown = _differ(self._without_text.image.crop(box), self._with_text.image.crop(box))
        return _on_paper(run.colour) if shown else None

    def _is_covered(self, run: TextRun) -> bool:
        """Whether something is drawn over a text, as over the text layer of a scan."""
        graphics = self._document.drawn(self._page_index).graphics
        later = (graphic.rectangle for graphic in graphics if graphic.order > run.order and _covers(graphic))
        return touches(run.rectangle, later)


def _text_on(document: "PdfDocument", page_index: int, run: TextRun, background: Background) -> TextOnBackground:
    foreground = over(_colour(run.colour), background.colour)
    return TextOnBackground(document, page_index, run, foreground=foreground, background=background)


def _is_read(run: TextRun, crop_box: Rectangle) -> bool:
    """Whether a run is text that people read: visible, on the page, large enough, with a letter or digit in it."""
    left, bottom, right, top = run.rectangle
    if not run.is_visible or run.is_clipped or run.colour[3] < FAINTEST_ALPHA * 255 or run.size < SMALLEST_POINTS:
        return False
    if right <= crop_box[0] or left >= crop_box[2] or top <= crop_box[1] or bottom >= crop_box[3]:
        return False
    return any(character.isalnum() for character in run.text)


def _shapes_behind(page: DrawnPage) -> list[Graphic] | None:
    """Return what is not white paper; `None` when there is too much of it to compare."""
    found = [graphic for graphic in page.graphics if _covers(graphic)]
    return None if len(found) > MANY_GRAPHICS else found


def _covers(graphic: Graphic) -> bool:
    if not graphic.is_filled or (
        graphic.fill is not None and (graphic.fill[:3] == (255, 255, 255) or not graphic.fill[3])
    ):
        return False
    left, bottom, right, top = graphic.rectangle
    return right - left >= THINNEST_POINTS and top - bottom >= THINNEST_POINTS


def _is_over(box: Rectangle, shapes: list[Graphic] | None) -> bool:
    if shapes is None:
        return True
    return touches(box, (shape.rectangle for shape in shapes))


def _sampled(raster: Raster, run: TextRun, colour: Colour) -> Background | None:
    """Read the background off the pixels; `None` when the text is outside them."""
    box = raster.box(run.rectangle)
    if box[2] <= box[0] or box[3] <= box[1]:
        return None
    behind = raster.image.crop(box)
    counted = behind.getcolors(MOST_COLOURS)
    if counted is None:
        behind = behind.quantize(256).convert("RGB")
        counted = behind.getcolors(MOST_COLOURS) or []
    counted.sort(reverse=True)
    total = behind.width * behind.height
    if counted and counted[0][0] >= SOLID_SHARE * total:
        return _on(colour, _pixel(counted[0][1]))
    return _worst(colour, counted, total)


def _worst(colour: Colour, counted: Iterable[tuple[int, object]], total: int) -> Background | None:
    ranked = sorted((_on(colour, _pixel(pixel)).ratio, count, _pixel(pixel)) for count, pixel in counted)
    seen = 0
    for ratio, count, pixel in ranked:
        seen += count
        if seen >= WORST_SHARE * total:
            return Background(pixel, ratio, is_varied=True)
    return None


def _differ(one: Image.Image, other: Image.Image) -> bool:
    bands = ImageChops.difference(one, other).getextrema()
    return any(isinstance(band, tuple) and band[1] >= VISIBLE_DIFFERENCE for band in bands)


def _is_alike(one: Colour, other: Colour) -> bool:
    shown = over(one, other)
    steps = (abs(mine - theirs) for mine, theirs in zip(shown[:3], other[:3], strict=True))
    return max(steps) * 255 < VISIBLE_DIFFERENCE


def _on(colour: Colour, background: Colour) -> Background:
    return Background(background, contrast_ratio(over(colour, background), background), is_varied=False)


@lru_cache(maxsize=1024)
def _on_paper(channels: tuple[int, int, int, int]) -> Background:
    return _on(_colour(channels), WHITE)


@lru_cache(maxsize=1024)
def _colour(channels: tuple[int, int, int, int]) -> Colour:
    return Colour(*(channel / 255 for channel in channels))


def _pixel(pixel: object) -> Colour:
    assert isinstance(pixel, tuple)
    return Colour(*(channel / 255 for channel in pixel[:3]))


def _area(box: Rectangle) -> float:
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])
