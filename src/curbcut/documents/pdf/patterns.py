"""Which pages have patterns to fill with, their own or in a form XObject that they may draw."""

import pikepdf

from curbcut.documents.pdf import objects
from curbcut.documents.pdf.resources import FormIndex, Remembered

DEEPEST_FORM = 8


class PatternFinder:
    """Looks into every form XObject once."""

    def __init__(self) -> None:
        self._index = FormIndex()
        self._in_forms: Remembered[bool] = Remembered("/XObject", meanwhile=False)
        self._known: dict[tuple[int, int] | None, bool] = {}

    def has_patterns(self, page: pikepdf.Object) -> bool:
        """Whether the resources of a page, or of a form among them, have a pattern."""
        return self._in_resources(page.get("/Resources"), 0)

    def _in_resources(self, resources: object, depth: int) -> bool:
        patterns = objects.dictionary(objects.entry(resources, "/Pattern"))
        if patterns is not None and len(patterns) > 0:
            return True
        if depth >= DEEPEST_FORM:
            return False
        forms = self._index.forms(resources)
        return self._in_forms.get(resources, lambda: any(self._in_form(form, depth + 1) for form in forms.values()))

    def _in_form(self, form: pikepdf.Object, depth: int) -> bool:
        identity = objects.identity(form)
        if identity not in self._known:
            self._known[identity] = False  # for forms that draw one another
            self._known[identity] = self._in_resources(objects.entry(form, "/Resources"), depth)
        return self._known[identity]
