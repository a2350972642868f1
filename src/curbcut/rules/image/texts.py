"""Text inside a picture: how much there is, and whether it can be read."""

from collections.abc import Iterator
from dataclasses import dataclass

from curbcut.documents.image import ImageDocument
from curbcut.documents.image.words import Word, Words
from curbcut.documents.place import Place
from curbcut.rules.rule import Check, Outcome, Rule, Severity, Verdict, quoted
from curbcut.standards import wcag

FEWEST_WORDS = 8
LEAST_SHARE = 0.05
"""Words, or share of the area that they take, from which a picture is a picture of text."""
LEAST_CONTRAST = 4.5
LEAST_CONTRAST_OF_LARGE_TEXT = 3.0
"""WCAG 2.2, 1.4.3. How large a picture's text is shown depends on the page: between the two nobody can tell."""

IMAGE_TEXT = Rule(
    id="image-text",
    title="The picture is made of text",
    requirement=wcag.IMAGES_OF_TEXT,
    severity=Severity.ADVICE,
    messages={
        "little": "The picture has little or no text in it.",
        "text": "The picture has {count} words in it, such as “{words}”: real text can be enlarged, recoloured and read aloud.",
        "no-language": "Nobody has looked for text in the picture: the program tesseract, which does that, lacks the language of the course here.",
        "unread": "Nobody has looked for text in the picture: the program tesseract, which does that, is not installed or gave no answer.",
    },
)

IMAGE_CONTRAST = Rule(
    id="image-contrast",
    title="Text in the picture has too little contrast",
    requirement=wcag.CONTRAST_MINIMUM,
    severity=Severity.MINOR,
    messages={
        "enough": "The text in the picture has enough contrast.",
        "low": "Text in the picture has a contrast of {ratio} to 1; it needs 4.5 to 1, or 3 to 1 when it is large.",
        "depends": "Text in the picture has a contrast of {ratio} to 1, which is enough only where it is shown large.",
    },
    export_name="Contrast",
)


def _still(document: ImageDocument) -> Iterator[ImageDocument]:
    if document.has_pixels and document.playing is None:
        yield document


def _has_little_text(document: ImageDocument) -> Verdict:
    found = document.words
    if not isinstance(found, Words):
        return Verdict(Outcome.CANT_TELL, found)
    if len(found.words) < FEWEST_WORDS and (found.share < LEAST_SHARE or not found.words):
        return Verdict(Outcome.PASSED, "little")
    words = " ".join(word.text for word in found.words[:8])
    return Verdict(Outcome.FAILED, "text", {"count": len(found.words), "words": quoted(words)})


@dataclass(frozen=True, slots=True)
class _Palest:
    """The word of a picture that is hardest to read."""

    word: Word
    contrast: float
    height: int

    @property
    def place(self) -> Place:
        left, top, right, bottom = self.word.box
        return Place(excerpt=self.word.text[:160], rectangle=(left, self.height - bottom, right, self.height - top))


def _with_words(document: ImageDocument) -> Iterator[_Palest]:
    for each in _still(document):
        found = each.words
        if isinstance(found, Words) and found.palest is not None and found.least_contrast is not None:
            yield _Palest(found.palest, found.least_contrast, found.height)


def _has_contrast(palest: _Palest) -> Verdict:
    if palest.contrast >= LEAST_CONTRAST:
        return Verdict(Outcome.PASSED, "enough")
    facts = {"ratio": int(palest.contrast * 100) / 100}
    if palest.contrast >= LEAST_CONTRAST_OF_LARGE_TEXT:
        return Verdict(Outcome.CANT_TELL, "depends", facts)
    return Verdict(Outcome.FAILED, "low", facts)


CHECKS = (Check(IMAGE_TEXT, _still, _has_little_text), Check(IMAGE_CONTRAST, _with_words, _has_contrast))
