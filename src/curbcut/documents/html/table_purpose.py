"""What a table without headers is for: does it hold data, or does it only arrange the page?

Both look the same to a parser, so the evidence has to be strong before we say "data": what the author marked up, or drawn
lines around short texts, or columns of figures, or a first row in bold above others.
"""

import re
from itertools import islice
from typing import TYPE_CHECKING

from curbcut.documents.html.blocks import is_all_bold
from curbcut.documents.html.table_layout import is_empty

if TYPE_CHECKING:
    from curbcut.documents.html.elements import Element
    from curbcut.documents.html.tables import TableGrid
    from curbcut.documents.html.tree import Tree

TABLE_ROLES = frozenset({"table", "grid", "treegrid"})
_ARRANGED = frozenset({
    "table", "iframe", "object", "embed", "video", "audio", "form", "input", "button", "select", "textarea",
    "h1", "h2", "h3", "h4", "h5", "h6", "article", "section", "aside", "nav", "header", "footer", "figure",
})  # fmt: skip
"""What stands in cells of a page that is arranged by a table, and hardly ever in data."""
_LONGEST_DATUM = 120
_CELLS_LOOKED_AT = 200
_MOST_INSIDE = 40
"""Elements of a cell that are looked at."""
_LEAST_FILLED = 0.75
_FIGURE = re.compile(r"^[\s$€£¥~<>≤≥±+-]*[\d.,]+\s?(?:[-\u2013]\s?[\d.,]+\s?)?(?:%|[a-zA-Zµ°/²³]{0,8})?$")
"""A number, or from one to another, with its unit."""
_LEAST_FIGURES = 0.25
_SIGNS = frozenset("=≈≤≥")
_LINES = re.compile(r"border(?:-(?:top|bottom|left|right|width|style))?\s*:(?!\s*(?:none|0))")


def holds_data(grid: "TableGrid") -> bool:
    """Tell whether there is strong evidence that a table holds data; `False` means that we cannot tell.

    Args:
        grid: A table of at least two rows and two columns.
    """
    return _is_marked_up(grid.table) or (
        _has_data_in_cells(grid) and (_has_lines(grid) or _has_figures(grid) or _has_bold_row_on_top(grid))
    )


def _is_marked_up(table: "Element") -> bool:
    """Look for a caption, a summary, a thead, a role of its own."""
    if table.attributes.get("summary", "").strip() or table.role_state.explicit in TABLE_ROLES:
        return True
    tree = table.document.tree
    return any(tree.tags[child] in {"caption", "thead"} for child in tree.children(table.index))


def _has_data_in_cells(grid: "TableGrid") -> bool:
    """Look for cells that are filled with short texts and nothing that a page is arranged of."""
    tree = grid.table.document.tree
    cells = list(islice(grid.cell_indexes, _CELLS_LOOKED_AT))
    filled = [cell for cell in cells if not is_empty(tree, cell)]
    if len(filled) < 4 or len(filled) < _LEAST_FILLED * len(cells):
        return False
    return all(_is_short(tree, cell) for cell in filled)


def _is_short(tree: "Tree", cell: int) -> bool:
    if not _ARRANGED.isdisjoint(tree.tags[cell + 1 : min(tree.ends[cell], cell + 1 + _MOST_INSIDE)]):
        return False
    return 0 < len(tree.text_in(cell).strip()) <= _LONGEST_DATUM


def _has_lines(grid: "TableGrid") -> bool:
    """Look for lines around the table or its cells: the editor's own tables have `border="1"`."""
    table = grid.table
    border = table.attributes.get("border", "0").strip()
    if border not in {"", "0"} or table.attributes.get("rules", "none") not in {"none", ""}:
        return True
    given = table.document.tree.attributes
    looked_at = [table.index, *islice(grid.cell_indexes, 4)]
    styles = (given[index].get("style", "") for index in looked_at if index in given)
    return any("border" in style and _LINES.search(style.lower()) for style in styles)


def _has_figures(grid: "TableGrid") -> bool:
    """Look for figures: at least a quarter of the cells of at least three rows."""
    if grid.row_count < 3:
        return False
    tree = grid.table.document.tree
    texts = [tree.text_in(cell).strip() for cell in islice(grid.cell_indexes, _CELLS_LOOKED_AT)]
    if sum(text in _SIGNS for text in texts) > 1:
        return False  # a calculation, set line under line
    return sum(1 for text in texts if _FIGURE.match(text)) >= _LEAST_FIGURES * len(texts)


def _has_bold_row_on_top(grid: "TableGrid") -> bool:
    """Look for a row that the author dressed as the headers of those below."""
    document = grid.table.document
    if grid.row_count < 3 or len(grid.rows[0]) < 2:
        return False
    return all(is_all_bold(document, cell) for cell in grid.rows[0]) and not any(
        is_all_bold(document, cell) for row in grid.rows[1:3] for cell in row
    )
