"""Which passages are in a language of their own, as far as the structure says."""

from typing import TYPE_CHECKING

from curbcut.standards.language_tags import primary_subtag

if TYPE_CHECKING:
    from curbcut.documents.pdf.document import PdfDocument


def passages_in_other_languages(document: "PdfDocument") -> dict[int, set[tuple[int, bool]]]:
    """Return marked content whose element says another language than the document, by page index.

    A part of it that goes back to the document's language is left out as well: its text is not needed to tell the document's.
    """
    found: dict[int, set[tuple[int, bool]]] = {}
    own = primary_subtag(document.language or "")
    for element in document.structure.elements:
        language = element.language
        if language and primary_subtag(language) != own:
            for mark in element.all_marks():
                found.setdefault(mark.page_index, set()).add((mark.mcid, mark.is_in_form))
    return found
