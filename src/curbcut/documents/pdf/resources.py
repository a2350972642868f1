"""Resources that pages share: a dictionary of thousands of form XObjects is read once, not for every page that has it."""

from collections.abc import Callable, Mapping
from typing import Generic, Literal, TypeVar

import pikepdf

from curbcut.documents.pdf import objects

Answer = TypeVar("Answer")

Key = tuple[Literal["part", "whole"], tuple[int, int]]


def key_of(resources: object, part: str) -> Key | None:
    """Return what a part of some resources is known by; `None` when it stands in the page itself, and in no other.

    Args:
        resources: A resource dictionary.
        part: Its entry, such as `/XObject`.
    """
    if (identity := objects.identity(objects.entry(resources, part))) is not None:
        return ("part", identity)
    if (identity := objects.identity(resources)) is not None:
        return ("whole", identity)
    return None


class Remembered(Generic[Answer]):
    """Answers about a part of resources, each found out once; meanwhile a given one, for forms that draw one another."""

    def __init__(self, part: str, meanwhile: Answer) -> None:
        self._part = part
        self._meanwhile = meanwhile
        self._known: dict[Key, Answer] = {}

    def get(self, resources: object, find: Callable[[], Answer]) -> Answer:
        """Return the answer, found out if it is not known."""
        key = key_of(resources, self._part)
        if key is None:
            return find()
        if key not in self._known:
            self._known[key] = self._meanwhile
            self._known[key] = find()
        return self._known[key]


class FormIndex:
    """Form XObjects by the names that content draws them by."""

    def __init__(self) -> None:
        self._forms: Remembered[Mapping[str, pikepdf.Object]] = Remembered("/XObject", {})

    def forms(self, resources: object) -> Mapping[str, pikepdf.Object]:
        """Return the forms among some resources, by name without its slash."""
        return self._forms.get(resources, lambda: _forms_among(objects.entry(resources, "/XObject")))


def _forms_among(xobjects: object) -> dict[str, pikepdf.Object]:
    return {
        name[1:]: form
        for name, form in objects.entries(xobjects)
        if isinstance(form, pikepdf.Object) and objects.name(objects.entry(form, "/Subtype")) == "Form"
    }
