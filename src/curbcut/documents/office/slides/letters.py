"""How the runs of a paragraph look in the end."""

from dataclasses import dataclass

from msgspec import Struct

from curbcut.documents.colours import Colour


class Letters(Struct, frozen=True):
    """How the text of a run looks in the end, every layer taken together.

    Attributes:
        colours: Its colour, several for a gradient, `None` where letters are filled with a picture or not at all.
        points: Its size, before the shape makes it fit.
        is_bold: Whether it is bold.
        language: The language that is said of it.
        link: Id of its link, empty without one.
    """

    colours: tuple[Colour, ...] | None
    points: float
    is_bold: bool
    language: str
    link: str


@dataclass(frozen=True, slots=True)
class Row:
    """How the runs of a paragraph look.

    Attributes:
        letters: Of each run.
        pieces: Of neighbours of one look together: the first run, the one behind the last, and their look.
        has_link: Some of them are links.
        is_even: All have one colour, size and language.
        is_mixed: Some are bold and some are not.
    """

    letters: list[Letters]
    pieces: list[tuple[int, int, Letters]]
    has_link: bool
    is_even: bool
    is_mixed: bool


def row_of(letters: list[Letters]) -> Row:
    """Put neighbours of one look together."""
    starts = [at for at, each in enumerate(letters) if not at or letters[at - 1] is not each]
    ends = [*starts[1:], len(letters)]
    pieces = [(start, end, letters[start]) for start, end in zip(starts, ends, strict=True)]
    return Row(
        letters,
        pieces,
        has_link=any(each.link for each in letters),
        is_even=len({(each.colours, each.points, each.language) for each in letters}) == 1,
        is_mixed=len({each.is_bold for each in letters}) > 1,
    )
