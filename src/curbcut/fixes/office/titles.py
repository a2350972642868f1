"""Titles of slides."""

from curbcut.documents.office import slide_edits
from curbcut.documents.office.model import Slide
from curbcut.fixes.fix import Change, Edit, Fix, FixRefusedError, Question
from curbcut.fixes.office.contrast import still_readable
from curbcut.fixes.office.writing import SLIDES, OfficeOriginal, at_place, changed
from curbcut.rules.results import Finding


def _set_title(original: OfficeOriginal, finding: Finding, title: str) -> Change:
    slide = _slide_of(original, finding)
    if slide.title:
        raise FixRefusedError("not-applicable", "The slide has a title by now.")
    edit = Edit(f"title of slide {slide.place.slide_number}", "", title)
    change = changed(original, edit, lambda: slide_edits.set_title(original.data, slide, title))
    return still_readable(original, change)


def _number_title(original: OfficeOriginal, finding: Finding, _answer: str) -> Change:
    slide = _slide_of(original, finding)
    alike = [one for one in original.document.content.slides if _folded(one) == _folded(slide)]
    words = f"({alike.index(slide) + 1} of {len(alike)})"
    edit = Edit(f"title of slide {slide.place.slide_number}", slide.title, f"{slide.title} {words}")
    return changed(original, edit, lambda: slide_edits.append_to_title(original.data, slide, words))


def _slide_of(original: OfficeOriginal, finding: Finding) -> Slide:
    return at_place(original.document.content.slides, finding.place, lambda slide: slide.place, lambda _slide: True)


def _folded(slide: Slide) -> str:
    return " ".join(slide.title.split()).casefold()


FIXES = (
    Fix(
        id="set-slide-title",
        title="Give the slide a title",
        kinds=SLIDES,
        asks=Question(kind="text", label="What is the slide about?", longest=200),
        make=_set_title,
    ),
    Fix(id="number-slide-titles", title="Number the slides that share the title", kinds=SLIDES, make=_number_title),
)
