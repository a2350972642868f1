"""The order of blocks in the tree beside the order in which a page shows them (recursive XY cut)."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from curbcut.documents.pdf.structure import Rectangle, StructureElement, union
from curbcut.standards.language_tags import primary_subtag

if TYPE_CHECKING:
    from curbcut.documents.pdf.document import PdfDocument

BLOCK_ROLES = frozenset({"P", "H", "LI", "Figure", "Formula", "Table", "Caption", "BlockQuote", "Note", "TOCI"})
"""Elements that are one block of a page; what is inside them is in their hands."""

FEWEST_BLOCKS = 5
MOST_BLOCKS = 200
"""Blocks of a page that are compared: fewer say nothing, more only cost time."""

NARROWEST_GUTTER = 6.0
"""Points between two columns at least."""

RIGHT_TO_LEFT = frozenset({"ar", "he", "iw", "fa", "ur", "yi", "ps", "sd", "ug", "dv", "ckb", "syr"})


class PageOrder(NamedTuple):
    """How the two orders of a page agree.

    Attributes:
        page_index: Page, from 0.
        agreement: Kendall's tau: 1 for the same order, -1 for the opposite one.
        blocks: Number of blocks compared.
    """

    page_index: int
    agreement: float
    blocks: int


def page_orders(document: "PdfDocument") -> Iterator[PageOrder]:
    """Compare the orders on every page with enough blocks."""
    mirrored = primary_subtag(document.language or "") in RIGHT_TO_LEFT
    pages: dict[int, list[Rectangle]] = {}
    for element in _blocks(document.structure.top):
        for page_index, box in _boxes(document, element).items():
            pages.setdefault(page_index, []).append(_mirrored(box) if mirrored else box)
    for page_index in sorted(pages):
        boxes = pages[page_index][:MOST_BLOCKS]
        if len(boxes) >= FEWEST_BLOCKS:
            yield PageOrder(page_index, kendall_tau(visual_order(boxes)), len(boxes))


def _blocks(top: list[StructureElement]) -> Iterator[StructureElement]:
    waiting = top[::-1]
    while waiting:
        element = waiting.pop()
        if element.role in BLOCK_ROLES or element.level is not None:
            yield element
        else:
            waiting.extend(element.children[::-1])


def _boxes(document: "PdfDocument", element: StructureElement) -> dict[int, Rectangle]:
    found: dict[int, Rectangle] = {}
    for mark in element.all_marks():
        box = document.rectangle_of(mark)
        if box is not None:
            known = found.get(mark.page_index)
            found[mark.page_index] = box if known is None else union(known, box)
    return found


def _mirrored(box: Rectangle) -> Rectangle:
    return -box[2], box[1], -box[0], box[3]


def visual_order(boxes: Sequence[Rectangle]) -> list[int]:
    """Return the indexes of boxes as a page shows them: columns from the left, in them from the top."""
    order: list[int] = []
    waiting = [list(range(len(boxes)))]
    while waiting:
        group = waiting.pop()
        parts = _cut(boxes, group)
        if parts is None:
            order.extend(sorted(group, key=lambda index: (-boxes[index][3], boxes[index][0])))
        else:
            waiting.extend(reversed(parts))
    return order


def _cut(boxes: Sequence[Rectangle], group: list[int]) -> list[list[int]] | None:
    """Split a group at a gutter, else at the gaps between rows; `None` when it has neither."""
    if len(group) < 2 or max(boxes[index][0] for index in group) < min(boxes[index][2] for index in group):
        # One upright line goes through all of them: no part of them has a gutter, so they follow from top to bottom.
        return None
    columns = _split([(boxes[index][0], boxes[index][2], index) for index in group], NARROWEST_GUTTER)
    if len(columns) > 1:
        return columns
    rows = _split([(-boxes[index][3], -boxes[index][1], index) for index in group], 0.0)
    if len(rows) < 2:
        return None
    # Cut off full-width rows one at a time, so that columns below a heading stay columns.
    return [rows[0], [index for row in rows[1:] for index in row]]


def _split(spans: list[tuple[float, float, int]], gap: float) -> list[list[int]]:
    parts: list[list[int]] = []
    end = float("-inf")
    for start, stop, index in sorted(spans):
        if not parts or start - end > gap:
            parts.append([])
        parts[-1].append(index)
        end = max(end, stop)
    return parts


def kendall_tau(order: Sequence[int]) -> float:
    """Return how far an order agrees with the count 0, 1, 2, ...: 1 wholly, -1 not at all."""
    pairs = len(order) * (len(order) - 1) // 2
    if not pairs:
        return 1.0
    against = sum(order[one] > order[two] for one in range(len(order)) for two in range(one + 1, len(order)))
    return 1.0 - 2.0 * against / pairs
