"""What a table without headers is for: does it hold data, or does it only arrange the page?

Both look the same to a parser, so the evidence has to be strong before we say "data": what the author marked up, or drawn
lines around short texts, or columns of figures.
"""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from curbcut.documents.html.elements import Element
    from curbcut.documents.html.tables import Cell, TableGrid

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
_FIGURE = re.compile(r"^[\s$€£¥~<>≤≥±+-]*[\d.,]+\s?(?:%|[a-zA-Zµ°/²³]{0,8})?$")
_LEAST_FIGURES = 0.25
_LINES = re.compile(r"border(?:-(?:top|bottom|left|right|width|style))?\s*:(?!\s*(?:none|0))")


def holds_data(grid: "TableGrid") -> bool:
    """Tell whether there is strong evidence that a table holds data; `False` means that we cannot tell.

    Args:
        grid: A table of at least two rows and two columns.
    """
    return _is_marked_up(grid.table) or (_has_data_in_cells(grid) and (_has_lines(grid) or _has_figures(grid)))


def _is_marked_up(table: "Element") -> bool:
    """Look for a caption, a summary, a thead, a role of its own."""
    if table.attributes.get("summary", "").strip() or table.role_state.explicit in TABLE_ROLES:
        return True
    return any(not isinstance(child, str) and child.tag in {"caption", "thead"} for child in table.children)


def _has_data_in_cells(grid: "TableGrid") -> bool:
    """Look for cells that are filled with short texts and nothing that a page is arranged of."""
    cells = grid.cells[:_CELLS_LOOKED_AT]
    filled = [cell for cell in cells if not cell.is_empty]
    if len(filled) < 4 or len(filled) < _LEAST_FILLED * len(cells):
        return False
    return all(_is_short(cell) for cell in filled)


def _is_short(cell: "Cell") -> bool:
    element = cell.element
    for inner in element.document.elements[element.index + 1 : min(element.end, element.index + 1 + _MOST_INSIDE)]:
        if inner.tag in _ARRANGED:
            return False
    return 0 < len(cell.element.text.strip()) <= _LONGEST_DATUM


def _has_lines(grid: "TableGrid") -> bool:
    """Look for lines around the table or its cells: the editor's own tables have `border="1"`."""
    table = grid.table
    border = table.attributes.get("border", "0").strip()
    if border not in {"", "0"} or table.attributes.get("rules", "none") not in {"none", ""}:
        return True
    styles = [table.attributes.get("style", ""), *(cell.element.attributes.get("style", "") for cell in grid.cells[:4])]
    return any("border" in style and _LINES.search(style.lower()) for style in styles)


def _has_figures(grid: "TableGrid") -> bool:
    """Look for figures: at least a quarter of the cells of at least three rows."""
    if grid.row_count < 3:
        return False
    texts = [cell.element.text.strip() for cell in grid.cells[:_CELLS_LOOKED_AT]]
    return sum(1 for text in texts if _FIGURE.match(text)) >= _LEAST_FIGURES * len(texts)
