"""What is checked in PDF files, one module a family."""

from curbcut.documents.pdf import PdfDocument
from curbcut.rules.format import Format
from curbcut.rules.pdf import (
    contrast,
    figures,
    fonts,
    forms,
    headings,
    links,
    lists,
    navigation,
    properties,
    reading_order,
    tables,
    tagging,
)
from curbcut.rules.pdf.files import PDF_ENCRYPTED, PDF_MALFORMED


def standard_pages(document: PdfDocument) -> float:
    """Measure a document in pages, as it is laid out."""
    return document.page_count


PDF = Format(
    kinds=("pdf",),
    read=PdfDocument.read,
    checks=(
        *tagging.CHECKS,
        *figures.CHECKS,
        *contrast.CHECKS,
        *headings.CHECKS,
        *tables.CHECKS,
        *properties.CHECKS,
        *links.CHECKS,
        *lists.CHECKS,
        *navigation.CHECKS,
        *forms.CHECKS,
        *fonts.CHECKS,
        *reading_order.CHECKS,
    ),
    malformed=PDF_MALFORMED,
    encrypted=PDF_ENCRYPTED,
    measure=standard_pages,
)

__all__ = ["PDF"]
