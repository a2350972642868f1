"""General and red flashes in an animated picture. Source: WCAG 2.2, 2.3.1, "general flash and red flash thresholds"."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

import numpy as np
import numpy.typing as npt
from PIL import Image

from curbcut.documents.image.playing import Playing

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

_COMPUTED_PIXELS = 192
"""Longest side that is computed with: what is smaller than that is far below a tenth of a degree's pattern."""

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


def find_flashes(picture: Image.Image, playing: Playing) -> Flashes:
    """Look at every picture of an animation in the order in which it plays.

    Args:
        picture: The open file.
        playing: How it plays.
    """
    longest = max(picture.size)
    displayed = min(1.0, DISPLAYED_PIXELS / longest)
    factor = max(1, ceil(longest / _COMPUTED_PIXELS))
    scale = 1 / (factor * displayed)
    window = (WINDOW[0] * scale, WINDOW[1] * scale)
    general, red = _Tracker(LEAST_LUMINANCE_CHANGE, window), _Tracker(LEAST_RED_CHANGE, window)
    for time, pixels in _played(picture, playing, factor):
        channels = _LINEAR[pixels]
        reds, greens, blues = channels[..., 0], channels[..., 1], channels[..., 2]
        luminance = 0.2126 * reds + 0.7152 * greens + 0.0722 * blues
        general.add(time, luminance, luminance < BRIGHTEST_DARK_STATE)
        others = greens + blues
        saturated = (reds > 0) & (reds >= SATURATED_RED * (reds + others))
        red.add(time, np.maximum(0, (reds - others) * 320).astype(np.float32), saturated)
    return Flashes(general.most, red.most, playing.is_whole)


def _played(picture: Image.Image, playing: Playing, factor: int) -> Iterator[tuple[float, npt.NDArray[np.uint8]]]:
    """Yield every picture with its time; what runs again is followed over its seam for a second more."""
    again: list[npt.NDArray[np.uint8]] = []
    time = 0.0
    for number, seconds in enumerate(playing.seconds):
        picture.seek(number)
        pixels = _pixels(picture, factor)
        if time <= 2.0 and playing.runs != 1:
            again.append(pixels)
        yield time, pixels
        time += seconds
    if playing.runs == 1 or not playing.is_whole:
        return
    end = time + 2.0
    runs = 1
    while time < end and (not playing.runs or runs < playing.runs):
        for pixels, seconds in zip(again, playing.seconds, strict=False):
            yield time, pixels
            time += seconds
            if time >= end:
                return
        if len(again) < len(playing.seconds):
            return
        runs += 1


def _pixels(picture: Image.Image, factor: int) -> npt.NDArray[np.uint8]:
    frame: Image.Image = picture
    if frame.mode in {"RGBA", "LA", "PA"} or "transparency" in frame.info:
        layered = frame.convert("RGBA")
        frame = Image.new("RGBA", layered.size, "white")
        frame.alpha_composite(layered)
    frame = frame.convert("RGB")
    return np.asarray(frame.reduce(factor) if factor > 1 else frame)
