"""Slides: their titles, and the order in which they are read out."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from curbcut.documents.office import OfficeDocument
from curbcut.documents.office.model import Slide
from curbcut.documents.place import Place
from curbcut.rules.rule import Check, Outcome, Rule, Severity, Verdict, quoted
from curbcut.standards import wcag

MOST_BOXES = 60
"""Boxes of a slide that are compared; beyond, the picture of the whole does not change."""
DISORDER = 0.5
"""Share of the pairs of boxes, one clearly above or beside the other, that are read in the other order."""

OFFICE_SLIDE_TITLE = Rule(
    id="office-slide-title",
    title="A slide has no title",
    requirement=wcag.HEADINGS_AND_LABELS,
    severity=Severity.MAJOR,
    messages={
        "titled": "The slide has a title.",
        "empty": "The title of the slide is empty.",
        "absent": "The slide has no title: the list of slides has no name for it.",
    },
    fixes=("set-slide-title",),
    export_name="HeadingsPresence",
)
"""A text box that looks like a title is none: only a title placeholder is found by programs."""

OFFICE_SLIDE_TITLE_DUPLICATE = Rule(
    id="office-slide-title-duplicate",
    title="Slides share a title",
    requirement=None,
    severity=Severity.MINOR,
    messages={
        "own": "No slide before has this title.",
        "shared": "Slide {first} has the title “{title}” too.",
    },
    fixes=("number-slide-titles",),
)

OFFICE_READING_ORDER = Rule(
    id="office-reading-order",
    title="A slide may be read out in a different order than it is seen in",
    requirement=wcag.MEANINGFUL_SEQUENCE,
    severity=Severity.ADVICE,
    messages={
        "as-seen": "The slide is read out in the order in which it is seen.",
        "differs": "The slide's texts are read out in another order than from top to bottom: is that what you want?",
    },
)


class _Titled(NamedTuple):
    slide: Slide
    first: int

    @property
    def place(self) -> Place:
        return self.slide.place


def _slides(document: OfficeDocument) -> list[Slide]:
    return document.content.slides


def _has_title(slide: Slide) -> Verdict:
    if slide.title:
        return Verdict(Outcome.PASSED, "titled")
    return Verdict(Outcome.FAILED, "empty" if slide.has_title_placeholder else "absent")


def _titled(document: OfficeDocument) -> Iterator[_Titled]:
    firsts: dict[str, int] = {}
    for number, slide in enumerate(document.content.slides, start=1):
        if slide.title:
            yield _Titled(slide, firsts.setdefault(" ".join(slide.title.split()).casefold(), number))


def _is_own(titled: _Titled) -> Verdict:
    if titled.first == titled.slide.place.slide_number:
        return Verdict(Outcome.PASSED, "own")
    return Verdict(Outcome.FAILED, "shared", {"first": titled.first, "title": quoted(titled.slide.title)})


def _crowded(document: OfficeDocument) -> Iterator[Slide]:
    return (slide for slide in document.content.slides if len(slide.boxes) > 1)


_IN_ORDER = Verdict(Outcome.PASSED, "as-seen")


def _is_in_order(slide: Slide) -> Verdict:
    boxes = slide.boxes[:MOST_BOXES]
    lowest_top = float("-inf")
    for box in boxes:
        if box[3] <= lowest_top:
            break
        lowest_top = max(lowest_top, box[1])
    else:
        return _IN_ORDER  # nothing lies above what is read before it, so there are no pairs to count
    pairs = Counter[bool]()
    for at, box in enumerate(boxes):
        for later in boxes[at + 1 :]:
            is_wrong = _is_before(later, box)
            if is_wrong or _is_before(box, later):
                pairs[is_wrong] += 1
    if pairs[True] and pairs[True] >= DISORDER * pairs.total():
        return Verdict(Outcome.FAILED, "differs")
    return _IN_ORDER


def _is_before(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    """Whether a box lies wholly above another one that it shares a column with."""
    return one[3] <= other[1] and one[0] < other[2] and other[0] < one[2]


CHECKS = (
    Check(OFFICE_SLIDE_TITLE, _slides, _has_title),
    Check(OFFICE_SLIDE_TITLE_DUPLICATE, _titled, _is_own),
    Check(OFFICE_READING_ORDER, _crowded, _is_in_order),
)
