"""Folds plain shapes of slides, and cells of tables: all but place and text is kept once for all that say the same."""

import re
from collections.abc import Callable, Sequence

from curbcut.documents.office.folds import CELLS, PARAGRAPHS, SHAPES, Folds, Fragments, Paragraph, Shape, Sides
from curbcut.documents.office.names import P

_START, _TEXT, _END = "<p:sp>", "<a:p>", "</a:p></p:txBody></p:sp>"
_NAME = re.compile(
    r'<p:nvSpPr><p:cNvPr id="\d+" name="[^"<>&]*+"(?:/>|><a:extLst><a:ext uri="\{FF2B5EF4-FFF2-40B4-BE49-F238E27FC236\}">'
    r'<a16:creationId xmlns:a16="http://schemas.microsoft.com/office/drawing/2014/main" id="\{[0-9A-F-]*\}"/>'
    r"</a:ext></a:extLst></p:cNvPr>)"
)
"""A name that says nothing more; PowerPoint adds a number that nobody sees."""
_OFFSET = re.compile(r'<a:off x="(-?\d{1,12})" y="(-?\d{1,12})"/><a:ext cx="(\d{1,12})" cy="(\d{1,12})"/>')
_REST = re.compile(r"(?>(?:<(?!a:off |a:blip|/?p:sp>)[^<>]*+>)*)")
"""Only what is seen as a picture needs its name, so shapes with a fill of pictures are left."""
_ALIKE = '<p:sp><p:nvSpPr><p:cNvPr id="0" name=""/>'
_NOWHERE = '<a:off x="0" y="0"/><a:ext cx="0" cy="0"/>'
_CELL = (
    rf"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>(?>(?:<a:{PARAGRAPHS}>(\d+)</a:{PARAGRAPHS}>)?)</a:txBody>"
    r'(<a:tcPr(?>(?: [A-Za-z]+="[^"<>&]*+")*)/>)</a:tc>'
)
_ONE_CELL, _SOME_CELLS = re.compile(_CELL), re.compile(f"(?>(?:{_CELL})+)")


def fold_cells(source: str, fragments: Fragments) -> str:
    """Return a slide with the plain cells of its tables folded, neighbours to one element.

    Args:
        source: The slide, its paragraphs folded.
        fragments: What parts of the deck repeat.
    """

    def folded(match: re.Match[str]) -> str:
        cells = _ONE_CELL.findall(match[0])
        for _, properties in cells:
            fragments.number_of(properties)  # only so that a damaged one is noticed
        return f"<a:{CELLS}>{','.join(number for number, _ in cells)}</a:{CELLS}>"

    return _SOME_CELLS.sub(folded, source) if "<a:tc>" in source else source


def fold_shapes(
    source: str, text_of: Callable[[str], Sequence[Paragraph] | None], folds: Folds, fragments: Fragments
) -> str:
    """Return a slide with its plain shapes folded.

    Args:
        source: The slide.
        text_of: Reads the paragraphs of a shape when they are plain.
        folds: What was folded; shapes are added.
        fragments: What parts of the deck repeat.
    """
    declaration = "xmlns:p="
    at = source.find(f'{declaration}"{P[1:-1]}"')
    if at < 0 or (source.find("xmlns", source.find(">", at)) >= 0 and source.count(declaration) != 1):
        return source
    first, *pieces = source.split(_START)
    out = [first]
    group: list[Shape] = []
    for piece in pieces:
        start, end = piece.find(_TEXT), piece.find(_END)
        alike = _alike(piece[:start], fragments) if 0 <= start < end else None
        text = None if alike is None else text_of(piece[start : end + len("</a:p>")])
        rest = piece[end + len(_END) :]
        if alike is not None and text is not None:
            group.append((*alike, text))
            if not rest:
                continue
        _write(group, folds, out)
        group = []
        out.append(_START + piece if text is None else rest)
    _write(group, folds, out)
    return "".join(out)


def _write(group: list[Shape], folds: Folds, out: list[str]) -> None:
    if group:
        out.append(f"<p:{SHAPES}>{len(folds.shapes)}</p:{SHAPES}>")
        folds.shapes.append(group)


def _alike(source: str, fragments: Fragments) -> tuple[int, Sides | None] | None:
    """Return what a shape has in common with others, and where it lies, given all before its text; `None` when it is not plain."""
    name = _NAME.match(source)
    if name is None:
        return None
    start = name.end()
    at = source.find("<a:off ", start)
    if at < 0:
        before, sides, after = "", None, source[start:]
    else:
        offset = _OFFSET.match(source, at)
        if offset is None:
            return None
        x, y, width, height = offset.groups()
        before, sides, after = source[start:at], (int(x), int(y), int(width), int(height)), source[offset.end() :]
    alike = f"{_ALIKE}{before}{_NOWHERE if sides else ''}{after}</p:txBody></p:sp>"
    number = fragments.find(alike)
    if number is None:
        if not _REST.fullmatch(before) or not _REST.fullmatch(after) or "<p:txBody>" not in after:
            return None
        number = fragments.number_of(alike)
    return number, sides
