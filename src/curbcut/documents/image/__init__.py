"""Pictures as files of their own."""

from curbcut.documents.image.document import ImageDocument

__all__ = ["ImageDocument"]
