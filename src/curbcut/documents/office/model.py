"""What every office document is asked for, whatever its format: pictures, headings, tables, links, texts, slides, sheets."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from msgspec import Struct

from curbcut.documents.colours import Colour
from curbcut.documents.context import Context
from curbcut.documents.place import WHOLE_DOCUMENT, Place

EXCERPT_CHARACTERS = 160

HeaderMark = Literal["row", "style", "option", "none", "unknown"]
"""How a table says which row is its header: on the row, through its style, by a style option alone, or not; `unknown` where
the way by which the file is read loses it."""

OfficeKind = Literal["text", "slides", "sheets"]

PictureKind = Literal["picture", "chart", "diagram", "drawing", "object", "equation"]


class Frame(Struct, frozen=True, gc=False):
    """Where something lies on a slide, before anybody asks.

    Attributes:
        box: Left, top, right and bottom from the upper left corner of the slide.
        page_height: Height of the slide.
        unit: How many of these units make a point.
    """

    box: tuple[float, float, float, float]
    page_height: float
    unit: float = 1.0

    @property
    def rectangle(self) -> tuple[float, float, float, float] | None:
        """Left, bottom, right and top in PDF points from the lower left corner, as places have it; `None` without an area."""
        left, top, right, bottom = self.box
        if right <= left or bottom <= top:
            return None
        unit, height = self.unit, self.page_height
        return (
            round(left / unit, 1),
            round((height - bottom) / unit, 1),
            round(right / unit, 1),
            round((height - top) / unit, 1),
        )


class Spot(Struct, frozen=True, gc=False):
    """Where a text is, before anybody asks: of thousands of texts only those with a finding need a place.

    Attributes:
        text: The text itself.
        heading: Text of the nearest heading before it.
        slide_number: Slide, from 1.
        sheet: Name of the sheet.
        cell: Cell or range.
        part: Name of the part inside the package.
        frame: That of its shape on the slide.
    """

    text: str = ""
    heading: str | None = None
    slide_number: int | None = None
    sheet: str | None = None
    cell: str | None = None
    part: str | None = None
    frame: Frame | None = None

    @property
    def place(self) -> Place:
        """The place, with the beginning of the text."""
        return Place(
            excerpt=excerpt_of(self.text),
            heading=self.heading,
            slide_number=self.slide_number,
            sheet=self.sheet,
            cell=self.cell,
            part=self.part,
            rectangle=None if self.frame is None else self.frame.rectangle,
        )


def excerpt_of(text: str) -> str:
    """Return the beginning of a text, every run of white space as one blank."""
    return " ".join(text[: 2 * EXCERPT_CHARACTERS].split())[:EXCERPT_CHARACTERS]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, chart, diagram, drawing or embedded object.

    Attributes:
        place: Where it is.
        kind: What it is.
        alternative: Its description.
        title: The older second field, which some programs show instead.
        name: The name that the program or the author gave the object.
        is_decorative: Marked as saying nothing.
        beside: Text of the same or the next paragraph.
        is_lost: Whether it has a description is lost in the way by which the file is read.
    """

    place: Place
    kind: PictureKind
    alternative: str = ""
    title: str = ""
    name: str = ""
    is_decorative: bool = False
    beside: str = ""
    is_lost: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A paragraph with an outline level, and the level of the heading before it."""

    place: Place
    level: int
    text: str
    previous: int | None


@dataclass(frozen=True, slots=True)
class Table:
    """A table of data.

    Attributes:
        place: Where it is.
        header: How the header row is marked.
        has_merged_cells: Some cell spans several rows or columns.
        has_nested_table: Some cell holds a table.
    """

    place: Place
    header: HeaderMark
    has_merged_cells: bool = False
    has_nested_table: bool = False


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells that are one."""

    place: Place
    is_nested: bool = False


class Link(Struct, frozen=True, gc=False):
    """A link with its words; `target` is empty inside the document."""

    spot: Spot
    text: str
    target: str

    @property
    def place(self) -> Place:
        """Where it is."""
        return self.spot.place


class ColouredText(Struct, frozen=True, gc=False):
    """Text of one look.

    Attributes:
        spot: Where it is.
        foreground: Its colour; `None` for the automatic one, which is black or white, whichever reads better.
        background: What it stands on; several for a gradient's stops, none when a picture is behind it.
        is_large: At least 18 point, or 14 point bold.
        length: Characters.
        is_unsure: It stands on one of the backgrounds, and nobody can say on which.
    """

    spot: Spot
    foreground: Colour | None
    backgrounds: tuple[Colour, ...]
    is_large: bool
    length: int
    is_unsure: bool = False

    @property
    def place(self) -> Place:
        """Where it is."""
        return self.spot.place


class Paragraph(Struct, frozen=True, gc=False):
    """A paragraph of the running text, as far as its look may stand in for structure.

    Attributes:
        spot: Where it is.
        text: Its text.
        is_marked: It is a heading, a list item, a title, a caption, an entry of a table of contents, or stands in a frame.
        is_bold: All of its letters are bold.
        size: Points of its smallest letters.
        block: Number of the container; only neighbours of one block can form a list.
        is_running: It stands in the document itself, not in a header, a footer or a note.
        is_cell: It stands in a table.
    """

    spot: Spot
    text: str
    is_marked: bool
    is_list: bool
    is_bold: bool
    size: float
    block: int
    is_running: bool = False
    is_cell: bool = False

    @property
    def place(self) -> Place:
        """Where it is."""
        return self.spot.place


@dataclass(frozen=True, slots=True)
class Slide:
    """A slide.

    Attributes:
        place: Where it is.
        title: Its title, empty when nothing is in its title placeholder.
        has_title_placeholder: There is a place for a title.
        boxes: The texts in reading order, each with left, top, right and bottom.
    """

    place: Place
    title: str
    has_title_placeholder: bool
    boxes: tuple[tuple[float, float, float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A visible sheet of a workbook."""

    place: Place
    name: str
    is_blank: bool


@dataclass(frozen=True, slots=True)
class Medium:
    """A film or a sound.

    Attributes:
        place: Where it is.
        kind: `video` or `audio`.
        captions: `True` and `False` as found; `None` when nobody can know from the file.
    """

    place: Place
    kind: Literal["video", "audio"]
    captions: bool | None


@dataclass(frozen=True, slots=True)
class Located:
    """Something that is wrong or right by being there: a floating text, a number format."""

    place: Place
    facts: str = ""
    is_wrong: bool = True


@dataclass(slots=True)
class Content:
    """What a reader collects, each in document order.

    Attributes:
        languages: Characters of text for each language that is said of them; `""` where none is said.
        samples: Text of each of those languages, enough to tell it.
        characters: Characters of the running text.
        blocks: Containers of paragraphs so far.
    """

    pictures: list[Picture] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    texts: list[ColouredText] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    slides: list[Slide] = field(default_factory=list)
    sheets: list[Sheet] = field(default_factory=list)
    media: list[Medium] = field(default_factory=list)
    floating: list[Located] = field(default_factory=list)
    number_formats: list[Located] = field(default_factory=list)
    languages: dict[str, int] = field(default_factory=dict)
    samples: dict[str, list[str]] = field(default_factory=dict)
    characters: int = 0
    blocks: int = 0

    @property
    def words(self) -> int:
        """Words of the running text."""
        return sum(len(each.text.split()) for each in self.paragraphs if each.is_running)

    def wants_words(self, language: str) -> bool:
        """Tell whether there is not yet enough text of a language to tell which it is; otherwise it need only be counted."""
        return self.languages.get(language, 0) < SAMPLE_CHARACTERS

    def add_words(self, texts: Sequence[str], language: str) -> None:
        """Count texts of one language, and keep enough of them to tell which it is."""
        counted = self.languages.get(language, 0)
        self.languages[language] = counted + sum(map(len, texts))
        for text in texts:
            if counted >= SAMPLE_CHARACTERS:
                return
            self.samples.setdefault(language, []).append(text)
            counted += len(text)


SAMPLE_CHARACTERS = 6_000


@dataclass(frozen=True, slots=True)
class OfficeDocument:
    """A document, deck or workbook.

    Attributes:
        kind: Which of the three it is.
        context: What else is known.
        title: From its properties, empty when it has none.
        content: Everything in it.
        place: The whole of it.
    """

    kind: OfficeKind
    context: Context
    title: str
    content: Content
    place: Place = WHOLE_DOCUMENT

    @property
    def language(self) -> str:
        """The language that is said of most of the text, empty when none is."""
        said = {tag: count for tag, count in self.content.languages.items() if tag}
        unsaid = self.content.languages.get("", 0)
        if not said or unsaid > sum(said.values()):
            return ""
        return max(said, key=lambda tag: said[tag])
