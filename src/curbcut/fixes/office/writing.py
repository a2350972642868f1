"""From an edit of an office file to a change, and from errors of writing to refusals."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from curbcut.documents.errors import UnreadableDocumentError, UnwritableDocumentError
from curbcut.documents.office import OfficeDocument
from curbcut.documents.place import Place
from curbcut.fixes.fix import Change, Edit, FixRefusedError, Original

OfficeOriginal = Original[OfficeDocument]
PlacedT = TypeVar("PlacedT")

WORD, SLIDES, SHEETS = ("docx",), ("pptx",), ("xlsx",)
OPEN_DOCUMENT = ("odt", "odp", "ods")


def changed(original: OfficeOriginal, edit: Edit, write: Callable[[], bytes]) -> Change:
    """Return the change that an edit makes.

    Raises:
        FixRefusedError: Nothing would change, or the file is signed, encrypted, protected or damaged.
    """
    if edit.before == edit.after:
        raise FixRefusedError("not-applicable", "The file already says so; nothing would change.")
    try:
        data = write()
    except UnwritableDocumentError as error:
        raise FixRefusedError(error.reason, str(error)) from error
    except UnreadableDocumentError as error:
        raise FixRefusedError("unwritable", str(error)) from error
    return Change(data=data, made_from=original.fingerprint, edits=(edit,))


def at_place(
    targets: Sequence[PlacedT], place: Place, place_of: Callable[[PlacedT], Place], is_meant: Callable[[PlacedT], bool]
) -> PlacedT:
    """Return the target that a finding speaks of: of several at one place the first that has the fault.

    Raises:
        FixRefusedError: There is none (`moved`).
    """
    found = [target for target in targets if place_of(target) == place]
    if not found:
        raise FixRefusedError("moved", "The file was changed since it was checked; check it again.")
    return next((target for target in found if is_meant(target)), found[0])
