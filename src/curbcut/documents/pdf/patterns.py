"""Which pages have patterns to fill with, their own or in a form XObject that they may draw."""

import pikepdf

from curbcut.documents.pdf import objects

DEEPEST_FORM = 8


class PatternFinder:
    """Looks into every form XObject once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], bool] = {}

    def has_patterns(self, page: pikepdf.Object) -> bool:
        """Whether the resources of a page, or of a form among them, have a pattern."""
        return self._in_resources(page.get("/Resources"), 0)

    def _in_resources(self, resources: object, depth: int) -> bool:
        identity = objects.identity(resources)
        if identity is None:
            return self._look(resources, depth)
        if identity not in self._known:
            self._known[identity] = False  # for forms that draw one another
            self._known[identity] = self._look(resources, depth)
        return self._known[identity]

    def _look(self, resources: object, depth: int) -> bool:
        if objects.entries(objects.entry(resources, "/Pattern")):
            return True
        if depth >= DEEPEST_FORM:
            return False
        return any(
            self._in_form(form, depth + 1)
            for _, form in objects.entries(objects.entry(resources, "/XObject"))
            if objects.name(objects.entry(form, "/Subtype")) == "Form"
        )

    def _in_form(self, form: object, depth: int) -> bool:
        identity = objects.identity(form)
        if identity is None:
            return False
        if identity not in self._known:
            self._known[identity] = False
            self._known[identity] = self._in_resources(objects.entry(form, "/Resources"), depth)
        return self._known[identity]
