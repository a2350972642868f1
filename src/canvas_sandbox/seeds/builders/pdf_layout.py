"""From blocks of a text to lines on pages, each line knowing which structure element it belongs to."""

from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO

from PIL import ImageFont

from canvas_sandbox.seeds.builders.blocks import Block, Bullets, Figure, Heading, Paragraph, Table

PAGE_WIDTH, PAGE_HEIGHT, MARGIN = 612, 792, 72
BODY_SIZE = 11.0
_HEADING_SIZES = {1: 20.0, 2: 15.0, 3: 13.0}
_CELL_WIDTH = 115


@dataclass(slots=True)
class Element:
    """A structure element: its type, its attributes and what it holds."""

    tag: str
    attributes: str = ""
    children: list["Element"] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)  # page index, MCID
    number: int = 0  # of its PDF object


@dataclass(frozen=True, slots=True)
class Line:
    """A piece of a page: a line of text, or a picture when `picture` is given."""

    element: Element
    page_index: int
    x: float
    y: float
    text: str = ""
    size: float = BODY_SIZE
    colour: str = "0 0 0"
    picture: Figure | None = None


class Layout:
    """Sets blocks one under the other and breaks pages."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.root = Element("Document")
        self.page_index = 0
        self._y = float(PAGE_HEIGHT - MARGIN)

    def set(self, block: Block) -> None:
        """Set one block below what there is."""
        match block:
            case Heading(level, text):
                self._text(self._child(f"H{level}"), text, size=_HEADING_SIZES.get(level, 12.0))
            case Paragraph(text, size, colour):
                self._text(self._child("P"), text, size=size, colour=colour)
            case Bullets(items):
                self._bullets(items)
            case Table():
                self._table(block)
            case Figure():
                self._figure(block)
        self._y -= 8

    def _child(self, tag: str, parent: Element | None = None, attributes: str = "") -> Element:
        element = Element(tag, attributes)
        (parent or self.root).children.append(element)
        return element

    def _text(
        self, element: Element, text: str, *, size: float = BODY_SIZE, colour: str = "0 0 0", x: float = MARGIN
    ) -> None:
        for line in wrap(text, size, PAGE_WIDTH - MARGIN - x):
            self._advance(size * 1.35)
            self.lines.append(Line(element, self.page_index, x, self._y, line, size, colour))

    def _bullets(self, items: tuple[str, ...]) -> None:
        list_element = self._child("L")
        for item in items:
            entry = self._child("LI", list_element)
            label, body = self._child("Lbl", entry), self._child("LBody", entry)
            self._advance(BODY_SIZE * 1.35)
            self.lines.append(Line(label, self.page_index, MARGIN, self._y, "-"))
            self._y += BODY_SIZE * 1.35
            self._text(body, item, x=MARGIN + 14)

    def _table(self, table: Table) -> None:
        element = self._child("Table")
        for row_index, row in enumerate(table.rows):
            row_element = self._child("TR", element)
            self._advance(BODY_SIZE * 1.6)
            for column, text in enumerate(row):
                is_header = table.has_header and row_index == 0
                cell = self._child(
                    "TH" if is_header else "TD", row_element, "/A << /O /Table /Scope /Column >>" * is_header
                )
                self.lines.append(Line(cell, self.page_index, MARGIN + column * _CELL_WIDTH, self._y, text))

    def _figure(self, figure: Figure) -> None:
        self._advance(figure.shown_height)
        self.lines.append(Line(self._child("Figure"), self.page_index, MARGIN, self._y, picture=figure))

    def _advance(self, height: float) -> None:
        if self._y - height < MARGIN:
            self.page_index += 1
            self._y = float(PAGE_HEIGHT - MARGIN)
        self._y -= height


@lru_cache(maxsize=1)
def sans_font() -> ImageFont.FreeTypeFont:
    """Answer Pillow's own font at 1000 units an em: Aileron Regular, CC0, ASCII only, small enough to embed."""
    font = ImageFont.load_default(1000)
    if not isinstance(font, ImageFont.FreeTypeFont):
        raise TypeError("Pillow was built without FreeType: the demo's PDF files need its built-in font")
    return font


def font_file() -> bytes:
    """Answer the bytes of that font, for embedding."""
    source = sans_font().path
    assert isinstance(source, BytesIO), "Pillow's own font is in memory"
    return source.getvalue()


@lru_cache(maxsize=256)
def char_width(char: str) -> int:
    """Answer the width of a character in thousandths of the font size."""
    return round(sans_font().getlength(char))


def wrap(text: str, size: float, width: float) -> list[str]:
    """Break a text into lines that are at most `width` points wide; a longer word gets its own line."""
    lines: list[str] = []
    line, used = "", 0.0
    for word in text.split():
        length = sum(map(char_width, word + " ")) * size / 1000
        if line and used + length > width:
            lines.append(line)
            line, used = "", 0.0
        line, used = f"{line} {word}".lstrip(), used + length
    return [*lines, line] if line else lines
