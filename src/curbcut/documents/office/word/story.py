"""Walks one story of a Word document (body, header, footnotes) and collects what rules ask for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from curbcut.documents.colours import WHITE, Colour, parse_colour
from curbcut.documents.office.folds import PARAGRAPHS, Folds
from curbcut.documents.office.folds import Paragraph as FoldedParagraph
from curbcut.documents.office.model import (
    EXCERPT_CHARACTERS,
    ColouredText,
    Content,
    Heading,
    Link,
    Located,
    Merge,
    Paragraph,
    Spot,
    Table,
)
from curbcut.documents.office.names import MC, WPC, WPG, WPS, A, V, W, chosen
from curbcut.documents.office.scripts import said_of
from curbcut.documents.office.theme import Palette
from curbcut.documents.office.word.pictures import picture_of, text_boxes, vml_picture_of
from curbcut.documents.office.word.runs import Runs
from curbcut.documents.office.word.styles import (
    BODY_TEXT,
    DEFAULT_POINTS,
    Letters,
    Look,
    Paint,
    Styles,
    numbering_of,
    outline_of,
)
from curbcut.documents.office.word.tables import Grid, grid_of, header_of, is_layout, look_of_cell
from curbcut.documents.place import Place

_P, _FOLDED, _TBL, _PPR, _STYLE = W + "p", W + PARAGRAPHS, W + "tbl", W + "pPr", W + "pStyle"
_SKIPPED = frozenset({W + "del", W + "moveFrom", W + "sectPr", W + "sdtPr", W + "tcPr", W + "tblPr", W + "trPr"})
_MARKED_STYLES = (
    "title",
    "subtitle",
    "caption",
    "toc ",
    "toc heading",
    "list",
    "table of",
    "header",
    "footer",
    "date",
    "author",
)
_DEEPEST = 200
_Pieces = list[tuple[str, Letters]]


class _Said(NamedTuple):
    """What a paragraph says of itself."""

    style_id: str
    outline: int | None
    numbering: str | None
    fill: Colour | None
    is_framed: bool


@dataclass(slots=True)
class _Around:
    """What surrounds a paragraph: backgrounds and text look from table, cell or box, and a number for all of one look."""

    background: Colour | None
    look: Look
    is_running: bool
    block: int
    is_over_picture: bool = False
    is_cell: bool = False
    look_number: int = 0
    is_floating: bool = False


@dataclass(slots=True)
class _Known:
    """What a paragraph style comes to, worked out once a style and surrounding."""

    look: Look
    outline: int | None
    is_numbered: bool
    is_marked: bool
    fill: Colour | None
    is_toc: bool


@dataclass(slots=True)
class Story:
    """Walks the stories of one document; headings and places go on from one to the next."""

    content: Content
    styles: Styles
    palette: Palette
    page: Colour
    part: str = ""
    heading: str = ""
    level: int | None = None
    _blocks: int = 0
    _known: dict[tuple[str, int], _Known] = field(default_factory=dict)
    _look_numbers: dict[str, int] = field(default_factory=dict)
    _known_looks: dict[int, tuple[Look, int]] = field(default_factory=dict)
    _known_grounds: dict[Colour, tuple[Colour]] = field(default_factory=dict)

    def walk(self, root: etree._Element, targets: Callable[[str], str], folds: Folds, *, is_main: bool) -> None:
        """Collect everything under a story's root."""
        runs = Runs(self.styles, targets, folds)
        self._walk(root, _Around(None, {}, is_main, self._next_block()), runs, 0)

    def _next_block(self) -> int:
        self._blocks += 1
        return self._blocks

    def _place(self, text: str = "") -> Place:
        return self._spot(text).place

    def _spot(self, text: str) -> Spot:
        return Spot(text, self.heading or None, None, None, None, self.part)

    def _walk(self, parent: etree._Element, around: _Around, runs: Runs, depth: int) -> None:
        if depth > _DEEPEST:
            return
        for child in parent:
            tag = child.tag
            if tag == _P:
                self._paragraph(child, around, runs, depth)
            elif tag == _FOLDED:
                self._folded(runs.folds.take(child), around, runs)
            elif tag == _TBL:
                self._table(child, around, runs, depth)
            elif tag == MC + "AlternateContent":
                choice = chosen(child)
                if choice is not None:
                    self._walk(choice, around, runs, depth + 1)
            elif tag not in _SKIPPED and len(child):
                self._walk(child, around, runs, depth + 1)

    def _style_of(self, style_id: str, around: _Around) -> _Known:
        key = (style_id, around.look_number)
        known = self._known.get(key)
        if known is None:
            names = self.styles.names_of(style_id)
            own = names[0] if names else ""
            known = _Known(
                look=self.styles.default_look | around.look | self.styles.look_of(style_id),
                outline=self.styles.outline_of(style_id),
                is_numbered=self.styles.is_numbered(style_id),
                is_marked=any(name.startswith(_MARKED_STYLES) for name in names),
                fill=self.styles.fill_of(style_id),
                is_toc=own.startswith(("toc ", "table of ", "index ")),
            )
            self._known[key] = known
        return known

    def _look_number(self, look: Look) -> int:
        if not look:
            return 0
        # Cells of a table share one look, which is kept beside its identity so that it stays its own.
        known = self._known_looks.get(id(look))
        if known is None:
            source = repr(sorted(look.items(), key=str))
            number = self._look_numbers.setdefault(source, len(self._look_numbers) + 1)
            known = self._known_looks[id(look)] = (look, number)
        return known[1]

    def _paragraph(self, element: etree._Element, around: _Around, runs: Runs, depth: int) -> None:
        said = self._said(next(element.iterchildren(_PPR), None))
        known = self._style_of(said.style_id, around)
        runs.read(element, known.look)
        text = self._collect(said, known, around, runs)
        for drawing in runs.drawings:
            self._drawing(drawing, text, around, runs, depth)

    def _folded(self, paragraphs: Sequence[FoldedParagraph], around: _Around, runs: Runs) -> None:
        properties_of = runs.folds.fragments
        met: dict[int, tuple[_Said, _Known]] = {}
        for properties, numbers, texts in paragraphs:
            found = met.get(properties)
            if found is None:
                said = self._said(properties_of[properties])
                found = met[properties] = (said, self._style_of(said.style_id, around))
            runs.read_folded(numbers, texts, found[1].look)
            self._collect(*found, around, runs)

    def _collect(self, said: _Said, known: _Known, around: _Around, runs: Runs) -> str:
        """Collect a paragraph whose runs were read, and return its text."""
        pieces = runs.pieces
        if len(pieces) == 1 and not pieces[0][1].is_hidden:
            text = pieces[0][0]
        else:
            text = "".join([piece for piece, letters in pieces if not letters.is_hidden])
        level = known.outline if said.outline is None else said.outline
        is_blank = not text or text.isspace()
        is_heading = level is not None and level < BODY_TEXT and not is_blank
        if is_heading and level is not None:
            self._heading(text, level + 1, around)
        is_list = known.is_numbered if said.numbering is None else said.numbering != "0"
        spot = self._spot(text)
        if not is_blank:
            self._texts(pieces, spot, said.fill or known.fill or around.background, around)
            is_marked = is_heading or known.is_marked or said.is_framed or runs.is_in_toc or not around.is_running
            self._running(pieces, spot, around, is_marked=is_marked, is_list=is_list)
            if said.is_framed and around.is_running:
                self.content.floating.append(Located(spot.place))
        if runs.links:
            self._links(runs, spot, is_toc=known.is_toc)
        return text

    def _said(self, properties: etree._Element | None) -> _Said:
        """Read what a paragraph says of itself: style, outline level, list, shade, frame."""
        style_id = self.styles.default_paragraph
        outline = numbering = fill = None
        is_framed = False
        for child in () if properties is None else properties:
            tag = child.tag
            if tag == _STYLE:
                style_id = child.get(W + "val") or ""
            elif tag == W + "numPr":
                numbering = numbering_of(child)
            elif tag == W + "outlineLvl":
                outline = outline_of(child)
            elif tag == W + "shd":
                fill = self.styles.colours.shading(child)
            elif tag == W + "framePr":
                is_framed = (child.get(W + "dropCap") or "none") == "none"
        return _Said(style_id, outline, numbering, fill, is_framed)

    def _heading(self, text: str, level: int, around: _Around) -> None:
        text = " ".join(text.split())
        if not around.is_running:
            return
        self.content.headings.append(Heading(self._place(text), level, text, self.level))
        self.level, self.heading = level, text[:EXCERPT_CHARACTERS]

    def _running(self, pieces: _Pieces, spot: Spot, around: _Around, *, is_marked: bool, is_list: bool) -> None:
        is_bold, size = True, 0.0
        content = self.content
        by_language: dict[str, list[str]] = {}
        for piece, letters in pieces:
            if piece.isspace():
                continue
            is_bold = is_bold and letters.is_bold
            if not size or letters.points < size:
                size = letters.points
            language = said_of(piece, letters.language, letters.asian_language, letters.complex_language)
            by_language.setdefault(language, []).append(piece)
        content.paragraphs.append(
            Paragraph(
                spot,
                spot.text,
                is_marked,
                is_list,
                is_bold,
                size or DEFAULT_POINTS,
                around.block,
                around.is_running,
                around.is_cell,
            )
        )
        if around.is_running:
            content.characters += len(spot.text)
        for language, texts in by_language.items():
            content.add_words(texts, language)

    def _texts(self, pieces: _Pieces, spot: Spot, background: Colour | None, around: _Around) -> None:
        """Collect neighbouring pieces of one look as one text."""
        groups: dict[Paint, list[str]] = {}
        for piece, letters in pieces:
            if letters.is_hidden or piece.isspace():
                continue
            paint = letters.paint
            if paint[1] is not None and paint[1] == background:
                paint = (paint[0], None, paint[2])
            groups.setdefault(paint, []).append(piece)
        for (colour, behind, is_large), texts in groups.items():
            under = behind or background
            # A floating box without a fill, its text in the page's own colour: it stands on what it floats over.
            is_known = under is not None or not (around.is_over_picture or (around.is_floating and colour == self.page))
            backgrounds = self._grounds(under or self.page) if is_known else ()
            # A place of its own is for the part of a paragraph that somebody coloured.
            where = spot if len(groups) == 1 or colour is None else self._spot("".join(texts))
            length = sum(map(len, texts))
            self.content.texts.append(ColouredText(where, colour, backgrounds, is_large, length))

    def _grounds(self, colour: Colour) -> tuple[Colour]:
        # The same one for all texts on a colour: of half a million cells each would have its own.
        return self._known_grounds.setdefault(colour, (colour,))

    def _links(self, runs: Runs, spot: Spot, *, is_toc: bool) -> None:
        for link in runs.links:
            if is_toc or link.is_toc or link.has_drawing or not (link.has_runs or link.pieces):
                continue
            text = "".join(link.pieces)
            self.content.links.append(Link(self._spot(text) if text.strip() else spot, text, link.target))

    def _drawing(self, drawing: etree._Element, text: str, around: _Around, runs: Runs, depth: int) -> None:
        place = self._place(text)
        is_newer = drawing.tag == W + "drawing"
        picture = picture_of(drawing, place, runs.folds) if is_newer else vml_picture_of(drawing, place)
        if picture is not None:
            self.content.pictures.append(picture)
        boxes = text_boxes(drawing)
        is_floating = not is_newer or any("anchor" in str(child.tag) for child in drawing)
        for box in boxes:
            words = " ".join("".join(runs.folds.texts(box, W)).split())
            if words and is_floating and around.is_running and not self._is_watermark(drawing):
                self.content.floating.append(Located(self._place(words)))
            fill, is_picture = self._box_fill(box)
            inner = _Around(
                fill or around.background, {}, around.is_running, self._next_block(), is_picture, around.is_cell,
                is_floating=is_floating or next(drawing.iter(WPG + "wgp", WPC + "wpc"), None) is not None,
            )  # fmt: skip
            self._walk(box, inner, Runs(self.styles, runs.targets, runs.folds), depth + 1)

    @staticmethod
    def _is_watermark(drawing: etree._Element) -> bool:
        return next(drawing.iter(V + "textpath"), None) is not None

    def _box_fill(self, box: etree._Element) -> tuple[Colour | None, bool]:
        """Return the colour of a text box, and whether a picture fills it."""
        shape = next((each for each in box.iterancestors() if each.tag == WPS + "wsp"), None)
        if shape is None:
            outer = next((each for each in box.iterancestors() if each.tag.startswith(V)), None)
            outer = outer.getparent() if outer is not None and outer.tag == V + "textbox" else outer
            value = None if outer is None or outer.get("filled") in {"f", "false"} else outer.get("fillcolor")
            return vml_colour(value), False
        properties = shape.find(WPS + "spPr")
        if properties is not None:
            for fill in properties:
                if fill.tag == A + "solidFill":
                    return self.palette.of_fill(fill), False
                if fill.tag == A + "noFill":
                    return None, False
                if fill.tag == A + "gradFill":
                    return self.palette.of_fill(fill.find(f"{A}gsLst/{A}gs")), False
                if fill.tag == A + "blipFill":
                    return None, True
        reference = shape.find(f"{WPS}style/{A}fillRef")
        if reference is not None and reference.get("idx") not in {None, "0"}:
            return self.palette.of_fill(reference), False
        return None, False

    def _table(self, element: etree._Element, around: _Around, runs: Runs, depth: int) -> None:
        grid = grid_of(element, self.styles)
        self._judge_table(grid, around, runs.folds)
        for row_index, row in enumerate(grid.cells):
            column = 0
            for cell, facts in zip(row, grid.facts[row_index], strict=True):
                look, style_fill = look_of_cell(grid, self.styles, row_index, column)
                inner = _Around(
                    facts.fill or style_fill or around.background,
                    look,
                    around.is_running,
                    self._next_block(),
                    around.is_over_picture,
                    is_cell=True,
                    look_number=self._look_number(look),
                    is_floating=around.is_floating,
                )
                self._walk(cell, inner, runs, depth + 1)
                column += facts.span

    def _judge_table(self, grid: Grid, around: _Around, folds: Folds) -> None:
        if len(grid.rows) < 2 or grid.columns < 2 or not around.is_running or is_layout(grid, self.styles, folds):
            return
        place = self._place(" ".join("".join(folds.texts(cell, W)) for cell in grid.cells[0]))
        table = Table(place, header_of(grid, self.styles), grid.is_merged, grid.is_nested)
        self.content.tables.append(table)
        if table.has_merged_cells or table.has_nested_table:
            self.content.merges.append(Merge(place, is_nested=not table.has_merged_cells))


def vml_colour(value: str | None) -> Colour | None:
    """Return a colour of VML: a name or number, with the theme's index behind it; white boxes by default."""
    if not value:
        return WHITE
    return parse_colour(value.split(" ", maxsplit=1)[0]) or WHITE
