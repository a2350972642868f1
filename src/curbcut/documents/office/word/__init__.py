"""Word documents (.docx)."""

from curbcut.documents.office.word.document import read_word

__all__ = ["read_word"]
