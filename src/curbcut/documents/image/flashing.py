"""General and red flashes in an animated picture. Source: WCAG 2.2, 2.3.1, "general flash and red flash thresholds"."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from curbcut.documents.image.playing import Pixels, Playing

DISPLAYED_PIXELS = 1024
"""Longest side that a picture is shown with on the screen that the thresholds speak of (1024 by 768)."""
WINDOW = (341, 256)
"""Ten degrees of the visual field on that screen."""
FLASHING_SHARE = 0.25
LEAST_LUMINANCE_CHANGE = 0.1
BRIGHTEST_DARK_STATE = 0.8
LEAST_RED_CHANGE = 20.0
SATURATED_RED = 0.8
MOST_TRANSITIONS = 6
"""Three flashes, of two opposing changes each, in any one second."""
DOUBTFUL_TRANSITIONS = 4

SEAM_SECONDS = 2.0

_Floats = npt.NDArray[np.float32]
_Mask = npt.NDArray[np.bool_]

_LINEAR = np.array(
    [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (step / 255 for step in range(256))
    ],
    dtype=np.float32,
)


@dataclass(frozen=True, slots=True)
class Flashes:
    """The most changes in any one second that cover a quarter of a ten-degree window.

    Attributes:
        general: Changes of luminance.
        red: Changes to or from a saturated red.
        is_whole: The whole animation was looked at.
    """

    general: int
    red: int
    is_whole: bool


class _Tracker:
    """Follows one value of every pixel, and finds when enough of them turn around at once."""

    def __init__(self, least_change: float, window: tuple[float, float]) -> None:
        self._least_change = least_change
        self._window = window
        self._extreme: _Floats | None = None
        self._direction: npt.NDArray[np.int8] | None = None
        self._marks: _Mask | None = None
        self._times: deque[float] = deque()
        self.most = 0

    def add(self, time: float, values: _Floats, marks: _Mask) -> None:
        """Take in the next picture; `marks` says of each pixel whether a change from or to it counts."""
        if self._extreme is None or self._direction is None or self._marks is None:
            self._extreme, self._marks = values.copy(), marks.copy()
            self._direction = np.zeros(values.shape, dtype=np.int8)
            return
        change = values - self._extreme
        counted = (marks | self._marks) & (np.abs(change) >= self._least_change)
        rising = counted & (change > 0) & (self._direction <= 0)
        falling = counted & (change < 0) & (self._direction >= 0)
        self._direction[rising] = 1
        self._direction[falling] = -1
        # Going on in the same direction moves the extreme along without a new change.
        moved = rising | falling | ((self._direction > 0) & (change > 0)) | ((self._direction < 0) & (change < 0))
        np.copyto(self._extreme, values, where=moved)
        np.copyto(self._marks, marks, where=moved)
        if self._covers(rising) or self._covers(falling):
            self._times.append(time)
            while self._times[0] <= time - 1.0:
                self._times.popleft()
            self.most = max(self.most, len(self._times))

    def _covers(self, mask: _Mask) -> bool:
        needed = FLASHING_SHARE * self._window[0] * self._window[1]
        if np.count_nonzero(mask) < needed:
            return False
        height, width = mask.shape
        across, down = (min(width, round(self._window[0])), min(height, round(self._window[1])))
        sums = np.zeros((height + 1, width + 1), dtype=np.int32)
        np.cumsum(np.cumsum(mask, axis=0, dtype=np.int32), axis=1, out=sums[1:, 1:])
        inside = sums[down:, across:] - sums[:-down, across:] - sums[down:, :-across] + sums[:-down, :-across]
        return bool(inside.max() >= needed)


def find_flashes(size: tuple[int, int], playing: Playing) -> Flashes:
    """Look at every picture of an animation in the order in which it plays.

    Args:
        size: Width and height of the file's pictures.
        playing: How it plays.
    """
    displayed = min(1.0, DISPLAYED_PIXELS / max(size))
    scale = 1 / (playing.factor * displayed)
    window = (WINDOW[0] * scale, WINDOW[1] * scale)
    general, red = _Tracker(LEAST_LUMINANCE_CHANGE, window), _Tracker(LEAST_RED_CHANGE, window)
    for time, pixels in _played(playing):
        channels = _LINEAR[pixels]
        reds, greens, blues = channels[..., 0], channels[..., 1], channels[..., 2]
        luminance = 0.2126 * reds + 0.7152 * greens + 0.0722 * blues
        general.add(time, luminance, luminance < BRIGHTEST_DARK_STATE)
        others = greens + blues
        saturated = (reds > 0) & (reds >= SATURATED_RED * (reds + others))
        red.add(time, np.maximum(0, (reds - others) * 320).astype(np.float32), saturated)
    return Flashes(general.most, red.most, playing.is_whole)


def _played(playing: Playing) -> Iterator[tuple[float, Pixels]]:
    """Yield every picture with its time; what runs again is followed over its seam for two seconds more."""
    time = 0.0
    end: float | None = None
    runs = 0
    while not playing.runs or runs < playing.runs:
        for pixels, seconds in zip(playing.pictures, playing.seconds, strict=True):
            yield time, pixels
            time += seconds
            if end is not None and time >= end:
                return
        if not playing.is_whole:
            return
        end = time + SEAM_SECONDS if end is None else end
        runs += 1
