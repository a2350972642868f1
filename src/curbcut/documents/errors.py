"""Why a document cannot be asked anything."""

from typing import Literal

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


class UnconvertedDocumentError(UnreadableDocumentError):
    """A format that is checked by way of another one, into which LibreOffice converts it; these bytes are still the first."""

    code = "unconverted-document"


class UnwritableDocumentError(CurbcutError):
    """The document can be read, and nothing may or can be written into it.

    Attributes:
        reason: `signed`, `encrypted` or `protected` by its author; `unwritable` when its own structure does not let us.
    """

    code = "unwritable-document"

    def __init__(self, reason: Literal["signed", "encrypted", "protected", "unwritable"], message: str) -> None:
        super().__init__(message)
        self.reason: Literal["signed", "encrypted", "protected", "unwritable"] = reason
