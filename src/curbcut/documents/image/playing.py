"""How an animated picture plays: how long each of its pictures stands, and how often the whole runs."""

from dataclasses import dataclass

from PIL import Image

MOST_FRAMES = 600
MOST_SECONDS = 20.0
SHORTEST_MILLISECONDS = 10
"""Browsers show pictures that are to stand this long or less for a tenth of a second."""
SHOWN_MILLISECONDS = 100
LONGEST_FLASHING_SECONDS = 1 / 3
"""When every picture stands longer than this, three flashes in a second cannot come about."""


@dataclass(frozen=True, slots=True)
class Playing:
    """How a picture plays.

    Attributes:
        seconds: How long each picture stands, of those that are looked at.
        runs: How often the whole runs; 0 for ever.
        is_whole: Every picture was looked at.
    """

    seconds: tuple[float, ...]
    runs: int
    is_whole: bool

    @property
    def total_seconds(self) -> float:
        """How long one run takes, as far as it was looked at."""
        return sum(self.seconds)

    @property
    def can_flash(self) -> bool:
        """Whether some pictures follow so fast that they could flash."""
        return any(each <= LONGEST_FLASHING_SECONDS for each in self.seconds)


def playing_of(picture: Image.Image) -> Playing | None:
    """Return how a picture plays, `None` for one that stands still."""
    count = getattr(picture, "n_frames", 1)
    if picture.format not in {"GIF", "WEBP", "PNG", "AVIF"} or count < 2:
        return None
    seconds: list[float] = []
    for number in range(min(count, MOST_FRAMES)):
        picture.seek(number)
        picture.load()
        shown = float(picture.info.get("duration") or 0)
        seconds.append((SHOWN_MILLISECONDS if shown <= SHORTEST_MILLISECONDS else shown) / 1000)
        if sum(seconds) > MOST_SECONDS:
            break
    return Playing(tuple(seconds), _runs(picture), len(seconds) == count)


def _runs(picture: Image.Image) -> int:
    loop = picture.info.get("loop")
    if picture.format == "GIF":
        # Without the Netscape extension a GIF runs once; with it, so many times more.
        return 1 if loop is None else int(loop) + 1 if loop else 0
    return int(loop or 0)
