"""Where an element is, in the words and numbers of `documents/place.py`."""

from typing import TYPE_CHECKING

from curbcut.documents.html.parse import Span, tag_offsets
from curbcut.documents.place import Place

if TYPE_CHECKING:
    from curbcut.documents.html.elements import Element

_LONGEST_EXCERPT = 200
_DEEPEST_SELECTOR = 12


def place_of(element: "Element") -> Place:
    """Describe where an element is; one that the parser supplied lies where its first child with a tag is."""
    offsets = tag_offsets(element.node)
    if offsets is None:
        return Place(excerpt=f"<{element.tag}>", selector=selector_of(element))
    start, end, last = offsets
    line, column = element.document.line_and_column(start)
    return Place(
        excerpt=excerpt_of(element.document.source, Span(start, max(end, last))),
        line=line,
        column=column,
        start=start,
        end=end,
        selector=selector_of(element),
        heading=_heading_before(element),
    )


def excerpt_of(source: str, span: Span) -> str:
    """Return a piece of source on one line, cut at 200 characters."""
    piece = source[span.start : min(span.end, span.start + 2 * _LONGEST_EXCERPT)]
    if not piece.isprintable() or "  " in piece or piece[:1] == " " or piece[-1:] == " ":
        piece = " ".join(piece.split())
    return piece if len(piece) <= _LONGEST_EXCERPT else piece[: _LONGEST_EXCERPT - 1] + "…"


def selector_of(element: "Element") -> str:
    """Return a CSS selector for an element: from the nearest element with a usable id, or from the root."""
    known = element.document.selector_steps
    steps: list[str] = []
    current: Element | None = element
    while current is not None and len(steps) < _DEEPEST_SELECTOR:
        if (around := known.get(current.index)) is not None:
            steps += around[: _DEEPEST_SELECTOR - len(steps)]
            break
        identifier = current.attributes.get("id")
        if identifier and _is_plain(identifier) and current.document.by_id.get(identifier) is current:
            steps.append(f"#{identifier}")
            break
        steps.append(_step_of(current))
        current = current.parent
    if element.parent is not None and 1 < len(steps) < _DEEPEST_SELECTOR:
        # Findings come in crowds: those beside this one have the same way up, if all of it is known.
        known[element.parent.index] = steps[1:]
    return " > ".join(reversed(steps))


def _is_plain(identifier: str) -> bool:
    return identifier.replace("-", "_").isidentifier() and not identifier.startswith("-")


def _step_of(element: "Element") -> str:
    tag = element.tag.rpartition(":")[2]
    if element.parent is None or tag in {"body", "head"}:
        return tag
    position, same_kind = element.document.position_among_kind(element)
    return tag if same_kind == 1 else f"{tag}:nth-of-type({position})"


def _heading_before(element: "Element") -> str | None:
    headings = element.document.headings
    low, high = 0, len(headings)
    while low < high:
        middle = (low + high) // 2
        if headings[middle].index <= element.index:
            low = middle + 1
        else:
            high = middle
    if low == 0 or headings[low - 1] is element:
        low -= 1
    return " ".join(headings[low - 1].text.split())[:_LONGEST_EXCERPT] or None if low > 0 else None
