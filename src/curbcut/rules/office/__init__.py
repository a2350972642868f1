"""What is checked in Word, PowerPoint, Excel and OpenDocument files, one module a family."""

from curbcut.documents.office import OfficeDocument, read
from curbcut.rules.format import STANDARD_PAGE_CHARACTERS, Format
from curbcut.rules.office import (
    contrast,
    floating,
    headings,
    links,
    lists,
    media,
    pictures,
    properties,
    sheets,
    slides,
    tables,
)
from curbcut.rules.office.files import OFFICE_ENCRYPTED, OFFICE_MALFORMED

CELLS_OF_A_PAGE = 200
"""Filled cells that take the space of a standard page."""


def standard_pages(document: OfficeDocument) -> float:
    """Measure a document: slides as they are laid out, text by its characters, sheets by their filled cells."""
    content = document.content
    if document.kind == "slides":
        return float(len(content.slides))
    if document.kind == "sheets":
        return sum(text.length for text in content.texts) / CELLS_OF_A_PAGE
    return content.characters / STANDARD_PAGE_CHARACTERS


OFFICE = Format(
    kinds=("docx", "pptx", "xlsx", "odt", "odp", "ods", "doc", "ppt", "xls", "rtf"),
    read=read,
    checks=(
        *pictures.CHECKS,
        *contrast.CHECKS,
        *headings.CHECKS,
        *slides.CHECKS,
        *tables.CHECKS,
        *properties.CHECKS,
        *links.CHECKS,
        *lists.CHECKS,
        *floating.CHECKS,
        *sheets.CHECKS,
        *media.CHECKS,
    ),
    malformed=OFFICE_MALFORMED,
    encrypted=OFFICE_ENCRYPTED,
    measure=standard_pages,
)

__all__ = ["OFFICE"]
