"""Pictures of office files: an alternative text, or the mark that there is nothing to say."""

from curbcut.documents.office import picture_edits
from curbcut.documents.office.model import Picture
from curbcut.fixes.fix import Change, Edit, Fix, Question
from curbcut.fixes.office.writing import OPEN_DOCUMENT, SHEETS, SLIDES, WORD, OfficeOriginal, at_place, changed
from curbcut.rules.results import Finding
from curbcut.rules.rule import quoted


def _describe(original: OfficeOriginal, finding: Finding, text: str) -> Change:
    picture = _picture_of(original, finding)
    edit = Edit(f"alternative text of {_name_of(picture)}", picture.alternative, text)
    return changed(
        original, edit, lambda: picture_edits.set_alternative(original.data, original.document, picture, text)
    )


def _mark_decorative(original: OfficeOriginal, finding: Finding, _answer: str) -> Change:
    picture = _picture_of(original, finding)
    before = "decorative" if picture.is_decorative else picture.alternative or "a picture"
    edit = Edit(_name_of(picture), before, "decorative")
    return changed(original, edit, lambda: picture_edits.mark_decorative(original.data, original.document, picture))


def _picture_of(original: OfficeOriginal, finding: Finding) -> Picture:
    def is_meant(picture: Picture) -> bool:
        said = picture.alternative or picture.title
        if finding.reason == "absent":
            return not said and not picture.is_decorative and quoted(picture.name) in finding.message
        return bool(said) and quoted(said) in finding.message

    return at_place(original.document.content.pictures, finding.place, lambda picture: picture.place, is_meant)


def _name_of(picture: Picture) -> str:
    return f"the {picture.kind} “{picture.name}”" if picture.name else f"the {picture.kind}"


FIXES = (
    Fix(
        id="describe-office-picture",
        title="Describe the picture",
        kinds=(*WORD, *SLIDES, *SHEETS, *OPEN_DOCUMENT),
        asks=Question(kind="text", label="What does the picture show?", longest=500),
        make=_describe,
    ),
    Fix(
        id="mark-office-picture-decorative",
        title="Mark the picture as decorative",
        kinds=(*WORD, *SLIDES, *SHEETS),
        make=_mark_decorative,
        is_judgement=True,
    ),
)
