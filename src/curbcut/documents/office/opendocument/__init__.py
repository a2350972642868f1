"""OpenDocument texts, decks and workbooks, as packages and as flat XML."""

from curbcut.documents.office.opendocument.reading import read_opendocument

__all__ = ["read_opendocument"]
