"""Films and sounds: what can be known of them without decoding them."""

from curbcut.documents.media.document import MediaDocument, companions

__all__ = ["MediaDocument", "companions"]
