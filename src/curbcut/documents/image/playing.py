"""How an animated picture plays: how long each of its pictures stands, and how often the whole runs."""

from dataclasses import dataclass, field
from math import ceil

import numpy as np
import numpy.typing as npt
from PIL import Image

from curbcut.documents.image.pixels import on_white

Pixels = npt.NDArray[np.uint8]

COMPUTED_PIXELS = 192 * 192
"""Pixels of the pictures that are computed with: what is lost is finer than a tenth of a degree, which WCAG excepts."""
MOST_PIXELS = 25_000_000
"""Pixels of one picture of an animation beyond which it is not decoded: Pillow keeps up to three of them, of four bytes a pixel."""
MOST_DECODED_PIXELS = 600_000_000
"""Pixels of all pictures together, some seconds of computing, after which no more are decoded."""
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
        factor: How many pixels of the file are one of `pictures`, in each direction.
        pictures: Those that are looked at, small, in red, green and blue: each is decoded but once.
    """

    seconds: tuple[float, ...]
    runs: int
    is_whole: bool
    factor: int
    pictures: tuple[Pixels, ...] = field(repr=False, compare=False)

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
    pixels = picture.size[0] * picture.size[1]
    if pixels > MOST_PIXELS:
        return Playing((), _runs(picture), is_whole=False, factor=1, pictures=())
    seconds: list[float] = []
    pictures: list[Pixels] = []
    size = picture.size
    factor = max(1, ceil((size[0] * size[1] / COMPUTED_PIXELS) ** 0.5))
    for number in range(min(count, MOST_FRAMES, MOST_DECODED_PIXELS // pixels)):
        picture.seek(number)
        # A damaged GIF can have a picture that is larger than its canvas.
        if picture.size[0] * picture.size[1] > MOST_PIXELS:
            break
        picture.load()
        pictures.append(_pixels(picture, factor, size))
        shown = float(picture.info.get("duration") or 0)
        seconds.append((SHOWN_MILLISECONDS if shown <= SHORTEST_MILLISECONDS else shown) / 1000)
        if sum(seconds) > MOST_SECONDS:
            break
    return Playing(tuple(seconds), _runs(picture), len(seconds) == count, factor, tuple(pictures))


def _runs(picture: Image.Image) -> int:
    loop = picture.info.get("loop")
    if picture.format == "GIF":
        # Without the Netscape extension a GIF runs once; with it, so many times more.
        return 1 if loop is None else int(loop) + 1 if loop else 0
    return int(loop or 0)


def _pixels(picture: Image.Image, factor: int, size: tuple[int, int]) -> Pixels:
    return np.asarray(on_white(picture if picture.size == size else picture.crop((0, 0, *size)), factor))
