"""Word, PowerPoint, Excel and OpenDocument files behind one set of questions."""

from curbcut.documents.office.document import read
from curbcut.documents.office.model import OfficeDocument

__all__ = ["OfficeDocument", "read"]
