"""Why a document cannot be asked anything."""

from curbcut.errors import CurbcutError


class UnreadableDocumentError(CurbcutError):
    """The bytes do not become a document; the text says why, for the person who owns the file."""

    code = "unreadable-document"


class MalformedDocumentError(UnreadableDocumentError):
    """Damaged, empty, or not what its name says: people cannot open it either."""

    code = "malformed-document"


class EncryptedDocumentError(UnreadableDocumentError):
    """A password or a permission keeps assistive technology, and us, out."""

    code = "encrypted-document"


class OversizedDocumentError(UnreadableDocumentError):
    """Larger than a limit of ours (bytes, entries, ratio, pixels, depth): not the author's fault."""

    code = "oversized-document"


class UnsupportedDocumentError(UnreadableDocumentError):
    """A kind of file that nothing here reads, or whose reader is not installed; the text says which."""

    code = "unsupported-document"
