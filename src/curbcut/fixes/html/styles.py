"""Editing one declaration of a `style` attribute; the others stay as they are."""

import re
from collections.abc import Iterable

from curbcut.documents.html import Element
from curbcut.fixes.html.editing import Patch, with_attribute, without_attribute

_DECLARATION = re.compile(r"(?:[^;\"'()]|\"[^\"]*\"|'[^']*'|\([^()]*(?:\([^()]*\)[^()]*)*\))+")
_IMPORTANT = re.compile(r"!\s*important\s*\Z", re.IGNORECASE)


def with_declaration(element: Element, name: str, value: str) -> Patch:
    """Return the patch that declares a property, in the place of what the attribute says of it now."""
    others, own = _split(element, {name})
    is_important = any(_IMPORTANT.search(declaration) for declaration in own)
    written = f"{name}: {value}" + (" !important" if is_important else "")
    return with_attribute(element, "style", "; ".join([*others, written]) + ";")


def without_declarations(element: Element, *names: str) -> list[Patch]:
    """Return the patch that takes properties out of the attribute, and the attribute when nothing else is in it."""
    others, own = _split(element, set(names))
    if not own:
        return []
    return (
        [with_attribute(element, "style", "; ".join(others) + ";")] if others else without_attribute(element, "style")
    )


def without_importance(element: Element, names: Iterable[str]) -> list[Patch]:
    """Return the patch that takes `!important` from properties of the attribute."""
    wanted = set(names)
    kept = [
        _IMPORTANT.sub("", declaration).rstrip() if _name_of(declaration) in wanted else declaration
        for declaration in _declarations(element)
    ]
    return [with_attribute(element, "style", "; ".join(kept) + ";")]


def declares(element: Element, name: str) -> bool:
    """Tell whether the attribute declares a property."""
    return any(_name_of(declaration) == name for declaration in _declarations(element))


def _split(element: Element, names: set[str]) -> tuple[list[str], list[str]]:
    others: list[str] = []
    own: list[str] = []
    for declaration in _declarations(element):
        (own if _name_of(declaration) in names else others).append(declaration)
    return others, own


def _declarations(element: Element) -> list[str]:
    found = _DECLARATION.findall(element.get("style") or "")
    return [declaration.strip() for declaration in found if declaration.strip()]


def _name_of(declaration: str) -> str:
    return declaration.partition(":")[0].strip().lower()
