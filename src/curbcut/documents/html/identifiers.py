"""What elements are called by: their ids, who claims them by id, and their access keys."""

from collections import Counter
from typing import TYPE_CHECKING

from curbcut.documents.html.parse import location_of

if TYPE_CHECKING:
    from curbcut.documents.html.document import HtmlDocument
    from curbcut.documents.html.elements import Element


def elements_by_id(document: "HtmlDocument") -> "dict[str, list[Element]]":
    """Return every element with each id, in document order."""
    found: dict[str, list[Element]] = {}
    for element in document.with_attribute("id"):
        found.setdefault(element.attributes["id"], []).append(element)
    return found


def written_ids(document: "HtmlDocument") -> "Counter[str]":
    """Count the start tags of the source with each id: of `<a id="x"/>` the parser makes copies that nobody wrote.

    Those of formulas count for none where another element has the id too.
    """
    nodes = document.tree.nodes
    written: Counter[str] = Counter()
    for identifier, elements in document.ids.items():
        twins = (one for one in elements if location_of(nodes[one.index]) is not None and not one.is_mathml)
        written[identifier] = sum(1 for _ in twins) if len(elements) > 1 else 1
    return written


def owners_of_claimed(document: "HtmlDocument") -> "dict[int, Element]":
    """Return the element that claims another one as its child by `aria-owns`, by the index of the claimed one."""
    found: dict[int, Element] = {}
    for owner in document.with_attribute("aria-owns"):
        for identifier in owner.attributes["aria-owns"].split():
            owned = document.by_id.get(identifier)
            if owned is not None and owned is not owner and not owned.contains(owner):
                found.setdefault(owned.index, owner)
    return found


def access_keys(document: "HtmlDocument") -> "Counter[str]":
    """Count the elements that are not hidden with each access key."""
    keyed = (element for element in document.with_attribute("accesskey") if not element.is_hidden)
    return Counter(element.attributes["accesskey"].strip().lower() for element in keyed)
