"""From an edit of a PDF to a change, and from errors of writing to refusals."""

from collections.abc import Callable

from curbcut.documents.errors import UnwritableDocumentError
from curbcut.documents.pdf import PdfDocument
from curbcut.fixes.fix import Change, Edit, FixRefusedError, Original

PdfOriginal = Original[PdfDocument]


def changed(original: PdfOriginal, edit: Edit, write: Callable[[], bytes]) -> Change:
    """Return the change that an edit makes.

    Raises:
        FixRefusedError: Nothing would change, or the file is signed, encrypted or damaged.
    """
    if edit.before == edit.after:
        raise FixRefusedError("not-applicable", "The PDF already says so; nothing would change.")
    try:
        data = write()
    except UnwritableDocumentError as error:
        raise FixRefusedError(error.reason, str(error)) from error
    return Change(data=data, made_from=original.fingerprint, edits=(edit,))
