"""What a PDF says of itself: title, language, title bar, tab order."""

from curbcut.documents.language import detect
from curbcut.documents.pdf import edits, objects
from curbcut.fixes.fix import Change, Edit, Fix, FixRefusedError, Question
from curbcut.fixes.pdf.updating import PdfOriginal, changed
from curbcut.rules.pdf.properties import SAMPLE_CHARACTERS, is_placeholder
from curbcut.rules.results import Finding

_LONGEST_TITLE = 300
_FEWEST_LETTERS_OF_A_TITLE = 4
_STRUCTURE = "as in the structure"


def _set_title(original: PdfOriginal, _finding: Finding, title: str) -> Change:
    before = next(iter(original.document.titles), "")
    edit = Edit("title in the properties", before, title)
    return changed(original, edit, lambda: edits.set_title(original.data, title))


def _first_heading(original: PdfOriginal, _finding: Finding) -> str | None:
    for element in original.document.structure.of_roles("Title", "H1", "H", "H2"):
        text = element.text()[:_LONGEST_TITLE]
        if sum(map(str.isalpha, text)) >= _FEWEST_LETTERS_OF_A_TITLE and not is_placeholder(
            text, original.context.name
        ):
            return text
    return None


def _set_language(original: PdfOriginal, _finding: Finding, language: str) -> Change:
    edit = Edit("language of the document", original.document.language or "", language)
    return changed(original, edit, lambda: edits.set_language(original.data, language))


def _detected_language(original: PdfOriginal, _finding: Finding) -> str | None:
    found = detect(original.document.sample_text(SAMPLE_CHARACTERS))
    return original.context.language if found is None else found.language


def _show_title(original: PdfOriginal, _finding: Finding, _answer: str) -> Change:
    before = "the title" if original.document.displays_title else "the file's name"
    edit = Edit("what the window shows", before, "the title")
    return changed(original, edit, lambda: edits.show_title(original.data))


def _set_tab_order(original: PdfOriginal, finding: Finding, _answer: str) -> Change:
    number = finding.place.page_number
    if number is None or not 1 <= number <= original.document.page_count:
        raise FixRefusedError("moved", "The PDF was changed since it was checked; check it again.")
    follows = objects.name(original.document.pages[number - 1].get("/Tabs")) == "S"
    edit = Edit(f"tab order of page {number}", _STRUCTURE if follows else "as drawn", _STRUCTURE)
    return changed(original, edit, lambda: edits.set_tab_order(original.data, number))


FIXES = (
    Fix(
        id="set-pdf-title",
        title="Give the PDF a title",
        kinds=("pdf",),
        asks=Question(kind="text", label="What is the document called?", longest=_LONGEST_TITLE),
        make=_set_title,
        propose=_first_heading,
    ),
    Fix(id="show-pdf-title", title="Show the title in the window", kinds=("pdf",), make=_show_title),
    Fix(
        id="set-pdf-language",
        title="Say in which language the PDF is",
        kinds=("pdf",),
        asks=Question(kind="language", label="In which language is the document?"),
        make=_set_language,
        propose=_detected_language,
    ),
    Fix(id="set-pdf-tab-order", title="Let the Tab key follow the structure", kinds=("pdf",), make=_set_tab_order),
)
