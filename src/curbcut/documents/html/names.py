"""The accessible name of an element. Source: Accessible Name and Description Computation 1.2."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from curbcut.documents.html.elements import Element


@dataclass(frozen=True, slots=True)
class AccessibleName:
    """A name and where it came from."""

    text: str
    source: str = ""


def name_of(element: "Element") -> AccessibleName:
    """Return an element's accessible name."""
    return AccessibleName(" ".join(element.text.split()))
