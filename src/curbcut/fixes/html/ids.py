"""Ids and attributes that stand twice."""

import re
from collections.abc import Iterator
from itertools import count

from curbcut.documents.html import Element, HtmlDocument
from curbcut.fixes.fix import Change, Fix, FixRefusedError
from curbcut.fixes.html.editing import HtmlOriginal, Patch, on_element, patched, with_attribute
from curbcut.rules.results import Finding

_REFERENCES = (
    "for", "headers", "list", "form", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-details",
    "aria-flowto", "aria-activedescendant", "aria-errormessage",
)  # fmt: skip
"""Attributes that hold ids, one or several."""
_VALUE = re.compile(r"\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]*)")
_ATTRIBUTE_NAME = re.compile(r"\s*[^\s\"'<>/=]+\Z")


def _rename(element: Element, _answer: str) -> list[Patch]:
    document = element.document
    identifier = element.attributes["id"]
    twins = document.ids[identifier]
    if len(twins) < 2:
        raise FixRefusedError("not-applicable", "No other element has this id any more.")
    fresh = _unused_id(document, identifier)
    patches = [with_attribute(element, "id", fresh)]
    for holder, name in _references_to(document, identifier):
        if _meant_by(holder, name, twins) is element:
            patches.append(_with_reference(holder, name, identifier, fresh))
    return patches


def _unused_id(document: HtmlDocument, identifier: str) -> str:
    named = {one.attributes["name"] for one in document.with_attribute("name")}
    for number in count(2):
        fresh = f"{identifier}-{number}"
        if fresh not in document.ids and fresh not in named and f"#{fresh}" not in document.source:
            return fresh
    raise AssertionError  # count() has no end


def _references_to(document: HtmlDocument, identifier: str) -> Iterator[tuple[Element, str]]:
    for name in _REFERENCES:
        for holder in document.with_attribute(name):
            if identifier in holder.attributes[name].split():
                yield holder, name
    for name in ("href", "usemap"):
        for holder in document.with_attribute(name):
            if holder.attributes[name].strip() == f"#{identifier}":
                yield holder, name


def _meant_by(holder: Element, name: str, twins: list[Element]) -> Element:
    """Return which of several elements with one id a reference means.

    A link leads to the first, in every browser; whoever wrote the link saw that. A label or a header cell was written
    beside what it belongs to, often in a block that was copied whole: the element with the nearest common ancestor.
    """
    if name in {"href", "usemap"}:
        return twins[0]
    around = [holder.index, *(ancestor.index for ancestor in holder.ancestors())]
    depth_of = {index: depth for depth, index in enumerate(around)}
    return min(twins, key=lambda twin: _depth_of_common_ancestor(twin, depth_of))


def _depth_of_common_ancestor(twin: Element, depth_of: dict[int, int]) -> int:
    return next((depth_of[one.index] for one in (twin, *twin.ancestors()) if one.index in depth_of), len(depth_of))


def _with_reference(holder: Element, name: str, identifier: str, fresh: str) -> Patch:
    if name in {"href", "usemap"}:
        return with_attribute(holder, name, f"#{fresh}")
    words = (fresh if word == identifier else word for word in holder.attributes[name].split())
    return with_attribute(holder, name, " ".join(words))


def _remove_second(original: HtmlOriginal, finding: Finding) -> list[Patch]:
    source = original.document.source
    for found in original.document.duplicate_attributes:
        if found.place == finding.place:
            name = _ATTRIBUTE_NAME.search(source, found.start, found.offset)
            value = _VALUE.match(source, found.offset)
            if name is not None:
                return [Patch(name.start(), found.offset if value is None else value.end(), "")]
    raise FixRefusedError("moved", "The page was changed since it was checked; check it again.")


def _remove_duplicate(original: HtmlOriginal, finding: Finding, _answer: str) -> Change:
    return patched(original, _remove_second(original, finding))


FIXES = (
    Fix(id="rename-id", title="Give the element an id of its own", kinds=("html",), make=on_element(_rename)),
    Fix(
        id="remove-duplicate-attribute",
        title="Remove the attribute that browsers ignore",
        kinds=("html",),
        make=_remove_duplicate,
    ),
)
