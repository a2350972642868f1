"""Films and sounds: what can be known of them without decoding them."""

from curbcut.documents.media.document import MediaDocument

__all__ = ["MediaDocument"]
