"""Words inside a picture, found by tesseract where it is installed, and their contrast with what is around them."""

from dataclasses import dataclass
from io import BytesIO
from typing import Literal

import numpy as np
import numpy.typing as npt

from curbcut.documents.image.pixels import Box, flat
from curbcut.documents.image.reading_languages import languages_for
from curbcut.documents.isolation.programs import find_program, run_program

PROGRAM = "tesseract"
LEAST_CONFIDENCE = 60.0
"""Percent below which tesseract more often guesses than reads."""
LEAST_CREDIBLE_CONTRAST = 1.2
"""Nobody has read a word that is paler: shades of paper, a grid or the middle of a thick letter look like one to tesseract.

Of eleven palest words in pictures of courses four were such, from 1.0 to 1.14; the six that were words began at 1.68.
"""
TIMEOUT_SECONDS = 15.0
LONGEST_SIDE = 2_400
"""Pixels beyond which a picture is scaled down before it is read."""
FEWEST_SIGNS = 2
_LOCAL_THRESHOLDS = ("--dpi", "300", "-c", "thresholding_method=1")
"""Ink and paper are told apart place by place: over the whole picture, pale words beside dark ones would be paper.

The places are a third of an inch wide at the density that is given, so one that fits pictures is given whatever the file says.
"""
_WORD_LEVEL = "5"
_COLUMNS = 12

_LINEAR = np.array(
    [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (step / 255 for step in range(256))
    ]
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word that was read: its text, and where it is in the picture as it is shown."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class Words:
    """What was read in a picture.

    Attributes:
        words: Every word that was read with confidence.
        share: Share of the picture's area that the words take.
        least_contrast: The lowest contrast ratio of a word that somebody could have read; `None` without one.
        palest: The word that has it.
        height: Height of the picture in pixels.
    """

    words: tuple[Word, ...]
    share: float
    least_contrast: float | None = None
    palest: Word | None = None
    height: int = 0


Unread = Literal["unread", "no-language"]
"""Why nobody looked: tesseract is not installed or gave no answer, or lacks the language."""


def read_words(data: bytes, language: str | None = None) -> Words | Unread:
    """Read the words in a picture.

    Args:
        data: The file.
        language: Of the course, as BCP 47.

    Returns:
        What was read, or why nothing was.
    """
    program = find_program(PROGRAM)
    if program is None:
        return "unread"
    languages = languages_for(program, language)
    if languages is None:
        return "no-language"
    picture, scale = flat(data, LONGEST_SIDE)
    out = BytesIO()
    picture.save(out, "PNG", compress_level=1)
    command = [program, "stdin", "stdout", "-l", languages, *_LOCAL_THRESHOLDS, "tsv"]
    answer = run_program(command, out.getvalue(), timeout_seconds=TIMEOUT_SECONDS)
    if answer is None:
        return "unread"
    words = parse_words(answer.decode("utf-8", "replace"))
    area = picture.width * picture.height
    covered = sum((right - left) * (bottom - top) for left, top, right, bottom in (word.box for word in words))
    pixels = np.asarray(picture)
    measured = [(contrast_in(pixels, word.box), word) for word in words]
    ratios = [(ratio, word) for ratio, word in measured if ratio is not None and ratio >= LEAST_CREDIBLE_CONTRAST]
    least, palest = min(ratios, key=lambda pair: pair[0], default=(None, None))
    return Words(
        words=tuple(_scaled(word, scale) for word in words),
        share=covered / area,
        least_contrast=least,
        palest=None if palest is None else _scaled(palest, scale),
        height=round(picture.height * scale),
    )


def _scaled(word: Word, scale: float) -> Word:
    left, top, right, bottom = (round(each * scale) for each in word.box)
    return Word(word.text, (left, top, right, bottom))


def parse_words(table: str) -> tuple[Word, ...]:
    """Return the words of tesseract's table that were read with confidence."""
    found: list[Word] = []
    for line in table.splitlines():
        cells = line.split("\t")
        if len(cells) != _COLUMNS or cells[0] != _WORD_LEVEL:
            continue
        text = cells[11].strip()
        try:
            left, top, width, height = (int(cell) for cell in cells[6:10])
            confidence = float(cells[10])
        except ValueError:
            continue
        if confidence >= LEAST_CONFIDENCE and sum(sign.isalnum() for sign in text) >= FEWEST_SIGNS:
            found.append(Word(text, (left, top, left + width, top + height)))
    return tuple(found)


def contrast_in(pixels: npt.NDArray[np.uint8], box: Box) -> float | None:
    """Return the contrast ratio between the darker and the lighter pixels of a box; `None` for an empty one.

    The box is split in two where the classes differ most (Otsu). Letters of small text are blurred at their edges, so the
    10th percentile of the darker and the 90th of the lighter class stand for ink and paper.
    """
    left, top, right, bottom = box
    part = pixels[max(0, top) : bottom, max(0, left) : right]
    if part.size == 0:
        return None
    channels = _LINEAR[part]
    luminance = 0.2126 * channels[..., 0] + 0.7152 * channels[..., 1] + 0.0722 * channels[..., 2]
    values = np.sort(luminance.ravel())
    split = _otsu(values)
    darker, lighter = values[:split], values[split:]
    if not len(darker) or not len(lighter):
        return 1.0
    return float((np.percentile(lighter, 90) + 0.05) / (np.percentile(darker, 10) + 0.05))


def _otsu(values: npt.NDArray[np.float64]) -> int:
    """Return where sorted values fall into the two classes that differ most."""
    count = np.arange(1, len(values))
    sums = np.cumsum(values)[:-1]
    total = float(values.sum())
    rest = len(values) - count
    between = count * rest * (sums / count - (total - sums) / rest) ** 2
    return int(np.argmax(between)) + 1 if len(between) else 0
