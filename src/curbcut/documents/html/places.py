"""Where an element is, in the words and numbers of `documents/place.py`."""

from typing import TYPE_CHECKING

from curbcut.documents.html.parse import location_of
from curbcut.documents.html.spaces import has_odd_spaces
from curbcut.documents.place import Place

if TYPE_CHECKING:
    from curbcut.documents.html.document import HtmlDocument
    from curbcut.documents.html.elements import Element

_LONGEST_EXCERPT = 200
_DEEPEST_SELECTOR = 12
_FEW = 16
"""Elements in a parent up to which its children are counted anew each time, which costs less than keeping the count."""
_LONE_TAGS = frozenset({"html", "body", "head"})


def place_of(element: "Element") -> Place:
    """Describe where an element is; one that the parser supplied has a selector and no line."""
    document, index = element.document, element.index
    location = location_of(document.tree.nodes[index])
    if location is None:
        return Place(excerpt=f"<{element.tag}>", selector=_selector_of(document, index))
    line, column, start, end, last = location
    return Place(
        excerpt=excerpt_of(document.source, start, last),
        line=line,
        column=column,
        start=start,
        end=end,
        selector=_selector_of(document, index),
        heading=document.heading_before(index),
    )


def excerpt_of(source: str, start: int, end: int) -> str:
    """Return a piece of source on one line, cut at 200 characters."""
    piece = source[start : min(end, start + _LONGEST_EXCERPT + 1)]
    if has_odd_spaces(piece) or piece[:1] == " " or piece[-1:] == " ":
        piece = " ".join(source[start : min(end, start + 2 * _LONGEST_EXCERPT)].split())
    return piece if len(piece) <= _LONGEST_EXCERPT else piece[: _LONGEST_EXCERPT - 1] + "…"


def _selector_of(document: "HtmlDocument", index: int) -> str:
    """Return a CSS selector for an element: from the nearest element with a usable id, or from the root."""
    own = _step_of(document, index)
    parent = document.tree.parents[index]
    if parent < 0 or own.startswith("#"):
        return own
    # Findings come in crowds: those beside this one have the same way up.
    way = document.ways_to.get(parent) or _way_to(document, parent)
    return f"{way} > {own}"


def _way_to(document: "HtmlDocument", index: int) -> str:
    """Return the steps down to an element, the last eleven of them; those around it are kept for its neighbours."""
    parents, ways = document.tree.parents, document.ways_to
    open_steps: list[tuple[int, str]] = []
    way = ""
    while index >= 0:
        known = ways.get(index)
        if known is not None:
            way = known
            break
        step = _step_of(document, index)
        open_steps.append((index, step))
        if step.startswith("#"):
            break
        index = parents[index]
    for inner, step in reversed(open_steps):
        way = f"{way} > {step}" if way else step
        if way.count(" > ") == _DEEPEST_SELECTOR - 1:
            way = way.partition(" > ")[2]
        ways[inner] = way
    return way


def _step_of(document: "HtmlDocument", index: int) -> str:
    tree = document.tree
    if index in tree.attributes:
        identifier = tree.attributes[index].get("id")
        if identifier and _is_plain(identifier) and document.by_id[identifier].index == index:
            return f"#{identifier}"
    full_tag, parent = tree.tags[index], tree.parents[index]
    tag = full_tag.rpartition(":")[2] if ":" in full_tag else full_tag
    if parent < 0 or tag in _LONE_TAGS:
        return tag
    tags, ends = tree.tags, tree.ends
    end = ends[parent]
    if end - parent >= _FEW:
        kinds = document.kinds_in.get(parent)
        if kinds is None:
            # Once for all children: a finding in each of 10,000 paragraphs would count them 10,000 times.
            kinds = document.kinds_in[parent] = _kinds_in(document, parent)
        positions, counts = kinds
        position, count = positions[index], counts[full_tag]
    else:
        position = count = 0
        child = parent + 1
        while child < end:
            count += tags[child] == full_tag
            if child == index:
                position = count
            child = ends[child]
    return tag if count == 1 else f"{tag}:nth-of-type({position})"


def _kinds_in(document: "HtmlDocument", parent: int) -> tuple[dict[int, int], dict[str, int]]:
    """Return the position, from 1, of each child among those of its tag, and the number of children of each tag."""
    tags, ends = document.tree.tags, document.tree.ends
    positions: dict[int, int] = {}
    counts: dict[str, int] = {}
    child, end = parent + 1, ends[parent]
    while child < end:
        tag = tags[child]
        positions[child] = counts[tag] = counts.get(tag, 0) + 1
        child = ends[child]
    return positions, counts


def _is_plain(identifier: str) -> bool:
    return identifier.replace("-", "_").isidentifier() and not identifier.startswith("-")
