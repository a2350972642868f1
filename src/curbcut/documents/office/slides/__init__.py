"""PowerPoint decks (.pptx)."""

from curbcut.documents.office.slides.deck import read_deck

__all__ = ["read_deck"]
