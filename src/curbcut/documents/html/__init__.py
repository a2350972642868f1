"""HTML documents: bytes to elements with roles, names, visibility and places in the source."""

from curbcut.documents.html.document import HtmlDocument
from curbcut.documents.html.elements import Element

__all__ = ["Element", "HtmlDocument"]
