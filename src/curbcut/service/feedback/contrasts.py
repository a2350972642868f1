"""The colours that a finding of contrast speaks of, and how well another colour would do."""

import math
import re
from dataclasses import dataclass

from curbcut.documents.colours import contrast_ratio, parse_colour
from curbcut.rules.results import Finding

_TOLD = re.compile(r"(?P<colour>#[0-9A-F]{6}) on (?P<background>#[0-9A-F]{6}) .*?; (?P<needed>[0-9.]+):1 is needed")
"""How the rule's message says it; a test holds it against the rule."""


@dataclass(frozen=True, slots=True)
class Contrast:
    """A text and what is behind it.

    Attributes:
        colour: Of the text.
        background: Behind it.
        needed: The ratio that is needed.
    """

    colour: str
    background: str
    needed: float

    def sample(self, colour: str | None = None) -> "Sample":
        """Return how a colour does, by default the present one."""
        return Sample(colour or self.colour, self.background, self.ratio(colour or self.colour), self.needed)

    def ratio(self, colour: str) -> float:
        """Return the contrast that a colour has on this background."""
        front, back = parse_colour(colour), parse_colour(self.background)
        return 0.0 if front is None or back is None else contrast_ratio(front, back)


@dataclass(frozen=True, slots=True)
class Sample:
    """A colour on a background."""

    colour: str
    background: str
    ratio: float
    needed: float

    @property
    def shown_ratio(self) -> str:
        """The ratio as people read it: cut rather than rounded, so that 4.499 is not 4.5."""
        return f"{math.floor(self.ratio * 100) / 100:.2f}"

    @property
    def is_enough(self) -> bool:
        """Whether it can be read."""
        return self.ratio >= self.needed


def contrast_of(finding: Finding) -> Contrast | None:
    """Return the colours that a finding names; `None` when it is about something else."""
    told = _TOLD.search(finding.message)
    return None if told is None else Contrast(told["colour"], told["background"], float(told["needed"]))
