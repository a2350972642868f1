"""The pieces of a text that the PDF and Office builders can both set."""

from typing import NamedTuple


class Heading(NamedTuple):
    """A heading of a level from 1."""

    level: int
    text: str


class Paragraph(NamedTuple):
    """Running text. A large bold look without a heading's tag is how a fake heading is made.

    Attributes:
        text: The words.
        size: In points.
        colour: Red, green and blue from 0 to 1, as PDF writes them.
    """

    text: str
    size: float = 11.0
    colour: str = "0 0 0"


class Bullets(NamedTuple):
    """A list of points."""

    items: tuple[str, ...]


class Table(NamedTuple):
    """A table; without `has_header` its first row is a row like the others."""

    rows: tuple[tuple[str, ...], ...]
    has_header: bool = True


class Figure(NamedTuple):
    """A JPEG picture, with a text alternative or without."""

    jpeg: bytes
    width: int
    height: int
    alt: str | None = None
    shown_width: float = 300.0

    @property
    def shown_height(self) -> float:
        """Height on the page in points."""
        return self.shown_width * self.height / self.width


Block = Heading | Paragraph | Bullets | Table | Figure
