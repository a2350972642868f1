"""Invented course prose in any amount, with a realistic share of faults, from a generator of chance numbers."""

from random import Random
from typing import NamedTuple

_SUBJECTS = (
    "The survey", "A good model", "The first experiment", "This chapter", "The committee", "An early map",
    "Every measurement", "The second draft", "A careful reader", "The harbour", "One witness", "The control group",
)  # fmt: skip
_VERBS = (
    "shows", "rests on", "ignores", "explains", "depends on", "was changed by", "is compared with", "began as",
    "cannot be separated from", "follows", "contradicts", "makes use of",
)  # fmt: skip
_OBJECTS = (
    "the price of timber", "two earlier studies", "what people say about themselves", "a small number of cases",
    "the length of the day", "the work of many hands", "an old assumption", "the way the question was asked",
    "a change in the law", "three kinds of evidence", "the shape of the coast", "the cost of an error",
)  # fmt: skip
_ENDINGS = (
    "and nobody noticed for years", "which is easy to test", "as the table below shows", "in most of the regions",
    "unless the sample is small", "because the records are incomplete", "but only after the war", "within one season",
)  # fmt: skip
_TITLE_WORDS = (
    "Sources", "Methods", "Rivers", "Markets", "Signals", "Cells", "Letters", "Models", "Harbours", "Numbers",
    "Voices", "Structures", "Patterns", "Origins", "Measures", "Journeys",
)  # fmt: skip
SHARED_BODIES = 400
FAULT_SHARE = 0.45
"""Share of decorated paragraphs that carry a fault, about what checkers find in courses nobody has looked at."""

_FAULTY = (
    '<p><img src="{picture}"></p>',
    '<p><img src="{picture}" alt="IMG_2041.jpg"></p>',
    '<p>More is <a href="{page}">here</a>.</p>',
    '<p style="color: #bbbbbb;">{sentence}</p>',
    "<p><strong>{title}</strong></p>",
    "<h4>{title}</h4>",
    "<h3></h3>",
    "<table><tbody><tr><td>{title}</td><td>12</td></tr><tr><td>{title}</td><td>17</td></tr></tbody></table>",
    '<p><iframe src="https://www.youtube.com/embed/abcdefghijk" width="560" height="315"></iframe></p>',
    "<p>- {sentence}<br>- {sentence}</p>",
)
_SOUND = (
    '<p><img src="{picture}" alt="Bar chart of {title}: five bars, the third is the highest"></p>',
    '<p>Read <a href="{page}">the overview of {title}</a> first.</p>',
    "<h3>{title}</h3>",
    "<ul><li>{sentence}</li><li>{sentence}</li></ul>",
    '<table><caption>{title}</caption><tr><th scope="col">Year</th><td>2024</td></tr></table>',
    '<p><span lang="de">Alle Angaben ohne Gewähr.</span> {sentence}</p>',
)


class Links(NamedTuple):
    """Where the links and pictures of a body lead."""

    page: str
    pictures: tuple[str, ...]


_ELSEWHERE = Links(
    "https://library.example/overview", tuple(f"https://pictures.example/figure{n}.png" for n in range(1, 9))
)


class Prose:
    """Writes titles, paragraphs and HTML bodies; what it writes depends on the chance numbers only."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._shared = [self._write(_ELSEWHERE) for _ in range(SHARED_BODIES)]

    def title(self) -> str:
        """Answer two words and a conjunction."""
        first, second = self._chance.sample(_TITLE_WORDS, 2)
        return f"{first} and {second.lower()}"

    def sentence(self) -> str:
        """Answer one sentence."""
        choice = self._chance.choice
        return f"{choice(_SUBJECTS)} {choice(_VERBS)} {choice(_OBJECTS)}, {choice(_ENDINGS)}."

    def paragraph(self) -> str:
        """Answer four to eight sentences."""
        return " ".join(self.sentence() for _ in range(self._chance.randint(4, 8)))

    def body(self, links: Links) -> str:
        """Answer a body of HTML: one that other courses have too, or, one time in three, one of this course only."""
        if self._chance.random() < 2 / 3:
            return self._chance.choice(self._shared)
        return self._write(links)

    def _write(self, links: Links) -> str:
        parts = [f"<h2>{self.title()}</h2>"]
        for _ in range(self._chance.randint(2, 5)):
            parts.append(f"<p>{self.paragraph()}</p>")
            piece = self._chance.choice(_FAULTY if self._chance.random() < FAULT_SHARE else _SOUND)
            picture = self._chance.choice(links.pictures)
            parts.append(piece.format(page=links.page, picture=picture, title=self.title(), sentence=self.sentence()))
        return "\n".join(parts)
