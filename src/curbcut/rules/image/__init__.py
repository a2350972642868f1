"""What is checked in pictures that are files of their own."""

from curbcut.documents.image import ImageDocument
from curbcut.rules.format import Format
from curbcut.rules.image import alternatives, files, movement, texts
from curbcut.rules.image.files import IMAGE_MALFORMED


def standard_pages(_document: ImageDocument) -> float:
    """Measure a picture: one, whatever is in it."""
    return 1.0


IMAGE = Format(
    kinds=("image",),
    read=ImageDocument.read,
    checks=(*movement.CHECKS, *alternatives.CHECKS, *texts.CHECKS, *files.CHECKS),
    malformed=IMAGE_MALFORMED,
    measure=standard_pages,
)

__all__ = ["IMAGE"]
