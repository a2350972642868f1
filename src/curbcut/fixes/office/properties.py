"""What an office file says of itself: title and language."""

from curbcut.documents.language import detect
from curbcut.documents.office import property_edits
from curbcut.documents.wordings import is_placeholder_title
from curbcut.fixes.fix import Change, Edit, Fix, FixRefusedError, Question
from curbcut.fixes.office.writing import OPEN_DOCUMENT, SHEETS, SLIDES, WORD, OfficeOriginal, changed
from curbcut.rules.results import Finding

_LONGEST_TITLE = 300
_SAMPLE_CHARACTERS = 3000


def _set_title(original: OfficeOriginal, _finding: Finding, title: str) -> Change:
    edit = Edit("title in the properties", original.document.title, title)
    return changed(original, edit, lambda: property_edits.set_title(original.data, title))


def _first_words(original: OfficeOriginal, _finding: Finding) -> str | None:
    content = original.document.content
    texts = [slide.title for slide in content.slides] + [heading.text for heading in content.headings]
    for text in texts:
        if text.strip() and not is_placeholder_title(text, original.context.name):
            return text.strip()[:_LONGEST_TITLE]
    return None


def _set_language(original: OfficeOriginal, _finding: Finding, language: str) -> Change:
    document = original.document
    edit = Edit("language of the document", document.language, language)
    match document.kind:
        case "text":
            return changed(
                original, edit, lambda: property_edits.set_word_language(original.data, language, document.language)
            )
        case "slides":
            return changed(
                original, edit, lambda: property_edits.set_slides_language(original.data, language, document.language)
            )
        case _:
            raise FixRefusedError("not-applicable", "A workbook has no place to say a language.")


def _detected_language(original: OfficeOriginal, _finding: Finding) -> str | None:
    samples = [piece for pieces in original.document.content.samples.values() for piece in pieces]
    found = detect(" ".join(samples)[:_SAMPLE_CHARACTERS])
    return original.context.language if found is None else found.language


FIXES = (
    Fix(
        id="set-office-title",
        title="Give the document a title",
        kinds=(*WORD, *SLIDES, *SHEETS, *OPEN_DOCUMENT),
        asks=Question(kind="text", label="What is the document called?", longest=_LONGEST_TITLE),
        make=_set_title,
        propose=_first_words,
    ),
    Fix(
        id="set-office-language",
        title="Say in which language the document is",
        kinds=(*WORD, *SLIDES),
        asks=Question(kind="language", label="In which language is the document?"),
        make=_set_language,
        propose=_detected_language,
    ),
)
