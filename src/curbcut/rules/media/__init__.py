"""What is checked in films and sounds."""

from curbcut.documents.media import MediaDocument
from curbcut.rules.format import Format
from curbcut.rules.media.captions import CHECKS, MEDIA_MALFORMED


def standard_pages(_document: MediaDocument) -> float:
    """Measure a film or sound: one, however long it is."""
    return 1.0


MEDIA = Format(
    kinds=("video", "audio"), read=MediaDocument.read, checks=CHECKS, malformed=MEDIA_MALFORMED, measure=standard_pages
)

__all__ = ["MEDIA"]
