"""PDF files: structure through pikepdf, drawing through PDFium, one lazy document over both."""

from curbcut.documents.pdf.document import PdfDocument

__all__ = ["PdfDocument"]
