"""What a fix may do to the look of a file: nothing that cannot be read afterwards."""

from collections import Counter

from curbcut.documents.office import OfficeDocument, read
from curbcut.documents.place import Place
from curbcut.fixes.fix import Change, FixRefusedError
from curbcut.fixes.office.writing import OfficeOriginal
from curbcut.rules.office.contrast import CHECKS, OFFICE_CONTRAST
from curbcut.rules.rule import Outcome

_CHECK = next(check for check in CHECKS if check.rule is OFFICE_CONTRAST)


def still_readable(original: OfficeOriginal, change: Change) -> Change:
    """Return a change of slides that gives text a look of the deck's own: a header's, a title's.

    Raises:
        FixRefusedError: Text would have too little contrast that had enough (`not-applicable`).
    """
    before, after = _pale(original.document), _pale(read(change.data, original.context))
    if after.total() > before.total():
        place = next(iter(after - before))
        raise FixRefusedError(
            "not-applicable",
            f"In the colours that this deck has for it, the text “{place.excerpt[:60]}” could not be read. "
            "Do this in PowerPoint, where you can choose other colours.",
        )
    return change


def _pale(document: OfficeDocument) -> Counter[Place]:
    texts = _CHECK.applicability(document)
    return Counter(text.place for text in texts if _CHECK.expectation(text).outcome is Outcome.FAILED)
