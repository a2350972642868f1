"""The four bands of a score, each with a word and a shape, so that none is told by colour alone."""

from enum import StrEnum

MEDIUM_FROM = 34.0
HIGH_FROM = 67.0
PERFECT = 100.0


class Band(StrEnum):
    """Low 0-33, Medium 34-66, High 67-99, Perfect 100; the member's value is the word that people read."""

    LOW = "Low"
    MEDIUM = "Medium"
    HIGH = "High"
    PERFECT = "Perfect"

    @property
    def shape(self) -> str:
        """A circle that fills up, one character."""
        return _SHAPES[self]


_SHAPES = {Band.LOW: "◔", Band.MEDIUM: "◑", Band.HIGH: "◕", Band.PERFECT: "●"}


def band_of(score: float | None) -> Band | None:
    """Return the band of a score, or `None` when there is no score."""
    if score is None:
        return None
    if score >= PERFECT:
        return Band.PERFECT
    if score >= HIGH_FROM:
        return Band.HIGH
    return Band.MEDIUM if score >= MEDIUM_FROM else Band.LOW
