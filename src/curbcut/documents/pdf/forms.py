"""How many form XObjects a page draws: asked before anything is drawn, as drawing follows every one of them."""

import re
from collections import Counter

import pikepdf

from curbcut.documents.pdf import objects
from curbcut.documents.pdf.resources import FormIndex
from curbcut.documents.pdf.streams import unpacked_size

DEEPEST_NESTING = 12
"""Forms inside forms; producers write two or three levels."""

MOST_FORMS_OF_PAGE = 20_000
MOST_FORMS_OF_DOCUMENT = 60_000
"""Forms that are drawn, each time counted. One costs some 0.15 ms all in, and a few nested ones multiply to millions."""

BYTES_OF_A_FORM = 16_384
"""A form of megabytes counts as many small ones."""

_TOO_MANY = 10 * MOST_FORMS_OF_DOCUMENT
_DRAWING = re.compile(rb"/([^\s/\[\]()<>{}%]*)\s+Do\b")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")

_Path = tuple[tuple[int, int], ...]


class FormBudget:
    """Counts the forms that pages draw, those inside forms too; every form's content is looked at once."""

    def __init__(self) -> None:
        self._index = FormIndex()
        self._drawn_by: dict[tuple[int, int], int] = {}
        self._left = MOST_FORMS_OF_DOCUMENT

    def admits(self, page: pikepdf.Object) -> bool:
        """Whether a page can be drawn; false as well when a form draws itself or lies deeper than `DEEPEST_NESTING`."""
        resources = page.get("/Resources")
        drawn = self._drawn(resources, page.get("/Contents"), ()) + self._drawn_by_annotations(page)
        if drawn > min(MOST_FORMS_OF_PAGE, self._left):
            return False
        self._left -= drawn
        return True

    def _drawn_by_annotations(self, page: pikepdf.Object) -> int:
        drawn = 0
        for annotation in objects.array(page.get("/Annots")):
            normal = objects.entry(annotation, "/AP", "/N")
            states = [normal] if isinstance(normal, pikepdf.Stream) else [form for _, form in objects.entries(normal)]
            drawn += sum(self._with_inner(form, None, ()) for form in states if isinstance(form, pikepdf.Stream))
        return drawn

    def _drawn(self, resources: object, contents: object, path: _Path) -> int:
        forms = self._index.forms(resources)
        if not forms:
            return 0
        times = _times_drawn(contents)
        drawn = sum(
            count * self._with_inner(forms[name], resources, path) for name, count in times.items() if name in forms
        )
        return min(drawn, _TOO_MANY)

    def _with_inner(self, form: object, around: object, path: _Path) -> int:
        """Count a form and those that it draws; without resources of its own it has those around it."""
        identity = objects.identity(form)
        if identity is None:
            return 1
        if identity in path or len(path) > DEEPEST_NESTING:
            return _TOO_MANY
        if identity not in self._drawn_by:
            own = objects.entry(form, "/Resources")
            inner = self._drawn(around if own is None else own, form, (*path, identity))
            size = unpacked_size(form) if isinstance(form, pikepdf.Stream) else 0
            self._drawn_by[identity] = 1 + size // BYTES_OF_A_FORM + inner
        return self._drawn_by[identity]


def _times_drawn(contents: object) -> Counter[str]:
    """Count the names that content streams draw; a stream that cannot be unpacked draws nothing."""
    times: Counter[str] = Counter()
    for stream in objects.array(contents) or [contents]:
        for name, count in Counter(_DRAWING.findall(objects.unpacked(stream) or b"")).items():
            plain = _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), name)
            times[plain.decode("utf-8", "replace")] += count
    return times
