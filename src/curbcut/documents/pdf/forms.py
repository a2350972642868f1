"""How deep form XObjects lie inside one another: asked before anything is drawn, as drawing follows every one of them."""

from curbcut.documents.pdf import objects

DEEPEST_NESTING = 12
"""Forms inside forms; producers write two or three levels. Each level can multiply what is drawn, so more is an attack."""


class FormNesting:
    """Measures the nesting of the forms among resources; every form is looked at once."""

    def __init__(self) -> None:
        self._depths: dict[tuple[int, int], int] = {}

    def is_sane(self, resources: object) -> bool:
        """Whether no form among the resources draws itself or lies deeper than `DEEPEST_NESTING`."""
        return self._below(resources, ()) <= DEEPEST_NESTING

    def _below(self, resources: object, path: tuple[tuple[int, int], ...]) -> int:
        """Return the levels of forms below some resources; one too many stands for a cycle."""
        if len(path) > DEEPEST_NESTING:
            return DEEPEST_NESTING + 1
        deepest = 0
        for _, form in objects.entries(objects.entry(resources, "/XObject")):
            identity = objects.identity(form)
            if identity is None or objects.name(objects.entry(form, "/Subtype")) != "Form":
                continue
            if identity in path:
                return DEEPEST_NESTING + 1
            if identity not in self._depths:
                self._depths[identity] = 1 + self._below(objects.entry(form, "/Resources"), (*path, identity))
            deepest = max(deepest, self._depths[identity])
        return deepest
