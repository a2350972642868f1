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
SATURATED_RED = 0.8
"""R/(R + G + B) from which on a red is saturated."""
LEAST_CHROMATICITY_CHANGE = 0.2
"""Distance in the CIE 1976 UCS chromaticity diagram that a transition to or from a saturated red exceeds (ISO 9241-391)."""
MOST_TRANSITIONS = 6
"""Three flashes, of two opposing changes each, in any one second."""

SEAM_SECONDS = 2.0

_ROUNDING = 1e-6
"""Of times that are sums, of luminances and of shares in single precision."""
_LEAST_CHANGE = LEAST_LUMINANCE_CHANGE - _ROUNDING
_LEAST_REDNESS = SATURATED_RED - _ROUNDING
_BLACK = 0.01
"""Sum of the channels below which a pixel has no colour that anybody sees; it counts as a grey."""
_WHITE_POINT = (0.1978, 0.4683)

_Floats = npt.NDArray[np.float32]
_Mask = npt.NDArray[np.bool_]
_Colours = tuple[_Floats, _Floats, _Floats]

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
        general: Changes of relative luminance by a tenth or more, the darker state below 0.8.
        red: Changes to or from a saturated red.
        is_whole: The whole animation was looked at.
    """

    general: int
    red: int
    is_whole: bool


class _Counter:
    """Finds when enough pixels turn around at once, and the most such moments in any one second."""

    def __init__(self, window: tuple[float, float]) -> None:
        self._window = window
        self._times: deque[float] = deque()
        self.most = 0

    def count(self, time: float, *masks: _Mask) -> None:
        """Count one transition when any of the masks covers enough of a window."""
        if not any(self._covers(mask) for mask in masks):
            return
        self._times.append(time)
        while self._times[0] <= time - 1.0 + _ROUNDING:
            self._times.popleft()
        self.most = max(self.most, len(self._times))

    def _covers(self, mask: _Mask) -> bool:
        allowed = FLASHING_SHARE * self._window[0] * self._window[1]
        if np.count_nonzero(mask) <= allowed:
            return False
        height, width = mask.shape
        across, down = (min(width, round(self._window[0])), min(height, round(self._window[1])))
        sums = np.zeros((height + 1, width + 1), dtype=np.int32)
        np.cumsum(np.cumsum(mask, axis=0, dtype=np.int32), axis=1, out=sums[1:, 1:])
        inside = sums[down:, across:] - sums[:-down, across:] - sums[down:, :-across] + sums[:-down, :-across]
        return bool(inside.max() > allowed)


class _General:
    """Follows the luminance of every pixel: its last extreme, and in which direction it went on from there."""

    def __init__(self, window: tuple[float, float], first: _Floats) -> None:
        self.counter = _Counter(window)
        self._extreme = first.copy()
        self._direction = np.zeros(first.shape, dtype=np.int8)

    def add(self, time: float, luminance: _Floats) -> None:
        """Take in the next picture."""
        change = luminance - self._extreme
        is_dark = np.minimum(luminance, self._extreme) < BRIGHTEST_DARK_STATE
        rising = is_dark & (change >= _LEAST_CHANGE) & (self._direction <= 0)
        falling = is_dark & (change <= -_LEAST_CHANGE) & (self._direction >= 0)
        self._direction[rising] = 1
        self._direction[falling] = -1
        # Going on in the same direction moves the extreme along without a new change.
        moved = rising | falling | ((self._direction > 0) & (change > 0)) | ((self._direction < 0) & (change < 0))
        np.copyto(self._extreme, luminance, where=moved)
        self.counter.count(time, rising, falling)


class _Red:
    """Follows the colour of every pixel between saturated red and anything that is far from it."""

    def __init__(self, window: tuple[float, float], first: _Colours) -> None:
        self.counter = _Counter(window)
        self._last = tuple(each.copy() for each in first)
        self._direction = np.zeros(first[0].shape, dtype=np.int8)

    def add(self, time: float, colours: _Colours) -> None:
        """Take in the next picture."""
        redness, across, up = colours
        last_redness, last_across, last_up = self._last
        is_far = (across - last_across) ** 2 + (up - last_up) ** 2 > LEAST_CHROMATICITY_CHANGE**2
        to_red = is_far & (redness >= _LEAST_REDNESS) & (redness > last_redness) & (self._direction <= 0)
        from_red = is_far & (last_redness >= _LEAST_REDNESS) & (redness <= last_redness) & (self._direction >= 0)
        self._direction[to_red] = 1
        self._direction[from_red] = -1
        moved = (
            to_red
            | from_red
            | ((self._direction > 0) & (redness > last_redness))
            | ((self._direction < 0) & (redness <= last_redness))
        )
        for last, now in zip(self._last, colours, strict=True):
            np.copyto(last, now, where=moved)
        self.counter.count(time, to_red, from_red)


def find_flashes(size: tuple[int, int], playing: Playing) -> Flashes:
    """Look at every picture of an animation in the order in which it plays.

    Args:
        size: Width and height of the file's pictures.
        playing: How it plays.
    """
    displayed = min(1.0, DISPLAYED_PIXELS / max(size))
    scale = 1 / (playing.factor * displayed)
    window = (WINDOW[0] * scale, WINDOW[1] * scale)
    general: _General | None = None
    red: _Red | None = None
    for time, pixels in _played(playing):
        luminance, colours = _measured(_LINEAR[pixels])
        if general is None or red is None:
            general, red = _General(window, luminance), _Red(window, colours)
            continue
        general.add(time, luminance)
        red.add(time, colours)
    if general is None or red is None:
        return Flashes(0, 0, playing.is_whole)
    return Flashes(general.counter.most, red.counter.most, playing.is_whole)


def _measured(channels: _Floats) -> tuple[_Floats, _Colours]:
    """Return relative luminance; and R/(R + G + B) with the two coordinates of the CIE 1976 UCS diagram."""
    reds, greens, blues = channels[..., 0], channels[..., 1], channels[..., 2]
    luminance = 0.2126 * reds + 0.7152 * greens + 0.0722 * blues
    total = reds + greens + blues
    is_black = total < _BLACK
    weight = np.where(is_black, 1, 0.4124 * reds + 0.3576 * greens + 0.1805 * blues)
    depth = 0.0193 * reds + 0.1192 * greens + 0.9505 * blues
    divisor = np.where(is_black, 1, weight + 15 * luminance + 3 * depth)
    across = np.where(is_black, _WHITE_POINT[0], 4 * weight / divisor)
    up = np.where(is_black, _WHITE_POINT[1], 9 * luminance / divisor)
    redness = np.where(is_black, 0, reds / np.where(is_black, 1, total))
    return luminance, (redness, across, up)


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
