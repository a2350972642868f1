"""CSS lengths and font sizes to pixels."""

import re
from math import isfinite

_NUMBER = r"[+-]?(?:\d++\.?+\d*+|\.\d++)(?:e[+-]?\d{1,3})?"
_LENGTH = re.compile(rf"({_NUMBER})(%|[a-z]*)", re.ASCII)
_PARTS = re.compile(r"([()*/])")
_LONGEST_CALCULATION = 100
"""Characters of a `calc()` that is worked out."""

_PIXELS = {"px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 9.6 / 2.54, "q": 2.4 / 2.54}
"""Absolute units. Source: CSS Values 4, section 6.2."""
_RELATIVE = frozenset({
    "em", "rem", "ex", "rex", "ch", "rch", "ic", "ric", "cap", "rcap", "lh", "rlh", "vw", "vh", "vi", "vb", "vmin", "vmax", "svw",
    "svh", "svi", "svb", "svmin", "svmax", "lvw", "lvh", "lvi", "lvb", "lvmin", "lvmax", "dvw", "dvh", "dvi", "dvb", "dvmin",
    "dvmax", "cqw", "cqh", "cqi", "cqb", "cqmin", "cqmax",
})  # fmt: skip

MEDIUM = 16.0
"""Default font size in pixels of every browser."""
FONT_SIZES = {
    "xx-small": 9.0, "x-small": 10.0, "small": 13.0, "medium": MEDIUM, "large": 18.0, "x-large": 24.0, "xx-large": 32.0,
    "xxx-large": 48.0,
}  # fmt: skip
"""Pixels of the absolute size keywords with a medium of 16. Source: HTML, "Fonts and colors" (rendering)."""
STEP = 1.2
"""Factor of `larger` and `smaller`, as browsers take it outside the table of keywords."""


def is_length(value: str) -> bool:
    """Tell whether a value is a number, a length or a percentage that browsers know."""
    match = _LENGTH.fullmatch(value)
    return match is not None and (match[2] in {"", "%"} or match[2] in _PIXELS or match[2] in _RELATIVE)


def is_font_size(value: str) -> bool:
    """Tell whether a value is a valid `font-size` without a calculation."""
    if value in FONT_SIZES or value in {"larger", "smaller", "math"}:
        return True
    match = _LENGTH.fullmatch(value)
    if match is None or value.startswith("-"):
        return False
    return match[2] == "%" or match[2] in _PIXELS or match[2] in _RELATIVE or (not match[2] and float(match[1]) == 0)


def pixels_of(value: str, font_size: float | None, root_size: float | None) -> float | None:
    """Return a length in pixels.

    Args:
        value: The length; a percentage is taken of the font size.
        font_size: Pixels of one em; `None` when unknown.
        root_size: Pixels of one rem; `None` when unknown.

    Returns:
        Pixels; `None` when it is no length, or hangs on the window, the glyphs or a box.
    """
    match = _LENGTH.fullmatch(value)
    if match is None:
        return _calculated(value, font_size, root_size) if value.startswith("calc(") else None
    number, unit = float(match[1]), match[2]
    if unit in _PIXELS:
        return number * _PIXELS[unit]
    if number == 0:
        return 0.0
    base = {"em": font_size, "%": font_size, "rem": root_size}.get(unit)
    if unit == "%":
        number /= 100
    return None if base is None else number * base


def _calculated(value: str, font_size: float | None, root_size: float | None) -> float | None:
    """Return what a `calc()` of lengths comes to; of a percentage each property takes another whole, so it is unknown here."""
    if "%" in value or len(value) > _LONGEST_CALCULATION:
        return None
    words = _PARTS.sub(r" \1 ", value.replace("calc(", "(")).split()
    found = _Calculation(words, font_size, root_size).sum_of_products()
    return found[0] if found is not None and found[1] == 1 and not words and isfinite(found[0]) else None


class _Calculation:
    """The words of a `calc()`, used up from the front. Each part is a number and its power of pixels (CSS Values 4, section 10)."""

    def __init__(self, words: list[str], font_size: float | None, root_size: float | None) -> None:
        self._words = words
        self._sizes = font_size, root_size

    def sum_of_products(self) -> tuple[float, int] | None:
        """Return the value up to the next closing parenthesis; `None` when it cannot be known."""
        total = self._product()
        while total is not None and self._words and self._words[0] in {"+", "-"}:
            sign = 1 if self._words.pop(0) == "+" else -1
            part = self._product()
            total = None if part is None or part[1] != total[1] else (total[0] + sign * part[0], total[1])
        return total

    def _product(self) -> tuple[float, int] | None:
        total = self._part()
        while total is not None and self._words and self._words[0] in {"*", "/"}:
            is_times = self._words.pop(0) == "*"
            part = self._part()
            if part is None or not (is_times or (part[0] and not part[1])):
                return None
            total = (total[0] * part[0], total[1] + part[1]) if is_times else (total[0] / part[0], total[1])
        return total

    def _part(self) -> tuple[float, int] | None:
        word = self._words.pop(0) if self._words else ""
        if word == "(":
            found = self.sum_of_products()
            return found if self._words and self._words.pop(0) == ")" else None
        match = _LENGTH.fullmatch(word)
        if match is not None and not match[2]:
            return float(match[1]), 0
        pixels = pixels_of(word, *self._sizes) if match is not None else None
        return None if pixels is None else (pixels, 1)


def font_size_of(value: str, parent_size: float | None, root_size: float | None) -> float | None:
    """Return a computed `font-size` in pixels, or `None` when markup does not say it."""
    if value in FONT_SIZES:
        return FONT_SIZES[value]
    if value == "larger":
        return None if parent_size is None else parent_size * STEP
    if value == "smaller":
        return None if parent_size is None else parent_size / STEP
    size = pixels_of(value, parent_size, root_size)
    return None if size is None or size < 0 else size
