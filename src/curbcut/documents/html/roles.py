"""The semantic role of an element. Source: HTML-AAM 1.0, WAI-ARIA 1.2."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from curbcut.documents.html.elements import Element


@dataclass(frozen=True, slots=True)
class RoleState:
    """A role and how it came about."""

    role: str
    is_explicit: bool = False
    is_pruned: bool = False


GENERIC = RoleState("generic")


def role_of(element: "Element") -> RoleState:
    """Return an element's role."""
    explicit = element.attributes.get("role")
    return RoleState(explicit, True) if explicit else GENERIC
