"""Which human language a text is written in (Google's CLD3, its model inside the wheel; loaded on first use)."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, NamedTuple

from curbcut.documents.place import WHOLE_DOCUMENT, Place

LEAST_LETTERS = 60
"""Letters below which no answer is given: names and terms of a few words belong to no language."""
LEAST_CONFIDENCE = 0.9
"""Confidence below which no answer is given. CLD3 calls its answers reliable from 0.7 on."""
FEWEST_CHARACTERS = 200
"""Characters, white space counted once, below which a whole document's language is not guessed at."""
FEWEST_LETTERS = 180
"""Letters below which the author is not contradicted: names, numbers and labels of a few letters look like any language."""
SURE = 0.95
"""Confidence from which an author who says otherwise is contradicted."""
FILLER = "la"
"""Text that looks like Latin is nearly always the filler "Lorem ipsum", which is in no language."""
LONGEST_TEXT = 3000
"""Characters that are looked at: more do not change the answer of a text in one language."""

_WORD = re.compile(r"[^\W\d_]+")
_SMALL_WORDS = frozenset({"the", "and", "that", "this", "with", "from", "which", "to", "are", "were"})
_LEAST_SHARE = 0.08
"""Of the words of a text; they are a sixth of English prose."""
_PLAIN_WORD = re.compile(r"[\W_]*[^\W\d_]+[\W_]*")
_MOSTLY_ASCII, _LEAST_WORDS = 0.95, 0.6
"""Of the signs of a text, and of its pieces between blanks that have a letter; in the prose of courses seven of eight are words."""
_IDEOGRAPH = re.compile(r"[぀-ヿ㐀-鿿가-힯]")
_ADDRESS = re.compile(r"\S*(?:://|www\.|@)\S*")
# CLD3 keeps withdrawn codes; the others of one family it cannot keep apart.
_CODES = {"iw": "he", "no": "nb", "fil": "tl"}
_ALIKE = tuple(
    frozenset(family.split())
    for family in (
        "nb nn no da", "hr bs sr sh me cnr", "id ms", "cs sk", "gl pt es ca ast oc an eu", "zh yue wuu cmn", "uk ru be bg mk", "af nl fy",
        "fa prs", "hi mr ne", "sv nb no nn da", "la it", "en sco", "tl fil ceb", "lb de gsw nds bar", "he yi", "fr oc wa co",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Detection:
    """The language of a text.

    Attributes:
        language: Primary subtag of BCP 47, such as `en`.
        confidence: 0 to 1.
        letters: Letters that the answer rests on.
    """

    language: str
    confidence: float
    letters: int


def detect(text: str) -> Detection | None:
    """Tell the language of a text.

    Args:
        text: Plain text; addresses in it are left out.

    Returns:
        The language; `None` when the text is too short or nothing is sure.
    """
    sample = _ADDRESS.sub(" ", text[:LONGEST_TEXT])
    letters = _letters_in(sample)
    if letters < LEAST_LETTERS:
        return None
    clean = " ".join(sample.encode("utf-8", "ignore").decode().replace("\0", " ").split())
    found = _identifier().FindLanguage(clean.lower() if clean.isupper() else clean)
    if not found.is_reliable or found.probability < LEAST_CONFIDENCE:
        return None
    code = _CODES.get(found.language, found.language)
    return Detection(code.partition("-")[0].lower(), float(found.probability), letters)


def may_be_same(one: str, other: str) -> bool:
    """Tell whether two language tags name one language, or two that a detector mixes up.

    Args:
        one: A BCP 47 tag.
        other: A BCP 47 tag.
    """
    first, second = (tag.lower().replace("_", "-").partition("-")[0] for tag in (one, other))
    return first == second or any(first in family and second in family for family in _ALIKE)


class Comparison(NamedTuple):
    """What a document says of its language beside what its text looks like.

    Attributes:
        language: What it says.
        detected: Primary subtag of what the text looks like, empty when that is unsure.
        answer: Whether the two agree.
    """

    language: str
    detected: str
    answer: Literal["right", "unsure", "wrong"]

    @property
    def place(self) -> Place:
        """The whole document."""
        return WHOLE_DOCUMENT


def compare(language: str, text: str) -> Comparison | None:
    """Compare a language tag with the text that it speaks of; `None` when the text is shorter than `FEWEST_CHARACTERS`."""
    if len(" ".join(text.split())) < FEWEST_CHARACTERS:
        return None
    found = detect(text)
    if found is None:
        return Comparison(language, "", "unsure")
    if found.language == FILLER:
        return Comparison(language, "", "unsure")
    if may_be_same(language, found.language):
        return Comparison(language, found.language, "right")
    is_sure = found.letters >= FEWEST_LETTERS and found.confidence >= SURE and _is_prose(text[:LONGEST_TEXT])
    is_english = may_be_same(language, "en") and _is_plain_english(text[:LONGEST_TEXT])
    return Comparison(language, found.language, "wrong" if is_sure and not is_english else "unsure")


def _letters_in(text: str) -> int:
    # An ideograph says as much as half a word.
    return sum(map(str.isalpha, text)) + (0 if text.isascii() else 2 * len(_IDEOGRAPH.findall(text)))


def _is_prose(text: str) -> bool:
    """Whether a text is made of words, and of words that differ: a column of machine instructions was taken for Frisian."""
    if sum(map(str.isascii, text)) < _MOSTLY_ASCII * len(text):
        return _is_varied(text)
    pieces = [piece for piece in text.split() if any(map(str.isalpha, piece))]
    words = sum(_PLAIN_WORD.fullmatch(piece) is not None for piece in pieces)
    return words >= _LEAST_WORDS * len(pieces) and _is_varied(text)


def _is_varied(text: str) -> bool:
    """Whether a text has words enough that differ: "Section" and "Paragraph" a dozen times are taken for French."""
    return _letters_in(" ".join(set(_WORD.findall(text.casefold())))) >= LEAST_LETTERS


def _is_plain_english(text: str) -> bool:
    """Whether a text has the small words of English, which no other language is full of: short and repetitive texts deceive the detector."""
    words = _WORD.findall(text.casefold())
    return sum(word in _SMALL_WORDS for word in words) >= _LEAST_SHARE * len(words)


@cache
def _identifier() -> Any:
    import gcld3  # noqa: PLC0415 - 8 ms and 3 MB that most checks never need

    return gcld3.NNetLanguageIdentifier(min_num_bytes=0, max_num_bytes=LONGEST_TEXT * 4)
