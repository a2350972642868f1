"""Reads a workbook: its sheets in their order, row by row."""

import re
from dataclasses import dataclass, field

from lxml import etree

from curbcut.documents.colours import WHITE
from curbcut.documents.errors import MalformedDocumentError
from curbcut.documents.office.drawings import alternative_of, is_decorative, is_hidden
from curbcut.documents.office.model import (
    ColouredText,
    Content,
    Link,
    Located,
    Merge,
    Picture,
    PictureKind,
    Sheet,
    Spot,
    Table,
)
from curbcut.documents.office.names import XDR, A, R, S
from curbcut.documents.office.package import Package
from curbcut.documents.office.sheets.styles import CellFormat, CellFormats, is_red_alone
from curbcut.documents.office.theme import Theme
from curbcut.documents.place import Place

MOST_CELLS = 3_000_000
"""Cells that are looked at in one workbook; some ten seconds."""
_NUMERIC = frozenset({"", "n"})
_OF_LINKS = frozenset({"", "str"})
"""Types of cells whose formula may be a link; without a type it was never worked out."""
_KINDS: dict[str, PictureKind] = {"chart": "chart", "chartex": "chart", "diagram": "diagram"}
_ROW, _MERGE, _HYPERLINK, _FORMULA = S + "row", S + "mergeCell", S + "hyperlink", S + "f"
_LINK = re.compile(r'\s*HYPERLINK\(\s*(?:"([^"]*)")?[^",;]*(?:[,;]\s*"([^"]*)"\s*)?', re.IGNORECASE)
"""A formula that is a link: its address and its words, where they are written out."""


@dataclass(slots=True)
class _SheetState:
    name: str
    part: str
    looks: dict[str, tuple[str, int]] = field(default_factory=dict)
    has_cells: bool = False


def read_workbook(package: Package, main: str) -> Content:
    """Read everything that rules ask of a workbook.

    Raises:
        MalformedDocumentError: The main part is no workbook, or a needed part is damaged.
    """
    root = package.xml(main)
    if root is None or root.tag != S + "workbook":
        if root is not None and main.endswith(".bin"):
            raise MalformedDocumentError("The workbook is in the binary format, which programs expect under .xlsb.")
        raise MalformedDocumentError("The file is damaged: it has no workbook in it.")
    return _Workbook(package, main).read(root)


class _Workbook:
    def __init__(self, package: Package, main: str) -> None:
        self._package = package
        self._main = main
        self._content = Content()
        theme_part = package.related(main, "theme")
        styles_part = package.related(main, "styles")
        theme = Theme(package.xml(theme_part) if theme_part else None)
        self._formats = CellFormats(package.xml(styles_part) if styles_part else None, theme)
        self._cells = 0

    def read(self, root: etree._Element) -> Content:
        relationships = self._package.relationships(self._main)
        for entry in root.iterfind(f"{S}sheets/{S}sheet"):
            found = relationships.get(entry.get(R + "id") or "")
            if found is None or found.target not in self._package:
                raise MalformedDocumentError("The file is damaged: a sheet is missing.")
            state = _SheetState(entry.get("name") or "", found.target)
            is_hidden_sheet = (entry.get("state") or "visible") != "visible"
            if found.kind == "worksheet":
                self._read_sheet(state)
                self._read_tables(state)
            drawn = self._read_drawings(state)
            if not is_hidden_sheet and found.kind in {"worksheet", "chartsheet"}:
                is_blank = found.kind == "worksheet" and not state.has_cells and not drawn
                self._content.sheets.append(Sheet(Place(sheet=state.name, excerpt=state.name), state.name, is_blank))
        return self._content

    def _read_sheet(self, state: _SheetState) -> None:
        links: list[tuple[str, str, str]] = []
        for element in self._package.rows(state.part, _ROW, _MERGE, _HYPERLINK):
            if element.tag == _ROW:
                self._read_row(element, state)
            elif element.tag == _MERGE:
                place = Place(sheet=state.name, cell=element.get("ref"))
                self._content.merges.append(Merge(place))
            else:
                links.append((element.get("ref") or "", element.get(R + "id") or "", element.get("display") or ""))
        self._judge_looks(state)
        self._read_links(state, links)

    def _read_row(self, row: etree._Element, state: _SheetState) -> None:
        is_shown = (row.get("hidden") or "0") not in {"1", "true"}
        for cell in row:
            if not len(cell):
                continue
            self._cells += 1
            if self._cells > MOST_CELLS:
                return
            state.has_cells = True
            if not is_shown:
                continue
            number = cell.get("s") or "0"
            kind = cell.get("t") or ""
            if kind in _OF_LINKS and cell[0].tag == _FORMULA:
                self._read_formula(cell, state)
            key = number + ("n" if kind in _NUMERIC else "")
            found = state.looks.get(key)
            state.looks[key] = (cell.get("r") or "", 1) if found is None else (found[0], found[1] + 1)

    def _read_formula(self, cell: etree._Element, state: _SheetState) -> None:
        link = _LINK.match(cell[0].text or "")
        if link is not None:
            text = cell.findtext(S + "v") or link[2] or link[1] or ""
            self._content.links.append(Link(Spot(text, sheet=state.name, cell=cell.get("r")), text, link[1] or ""))

    def _judge_looks(self, state: _SheetState) -> None:
        """Take the cells of one look as one text, at the first of them."""
        texts: dict[tuple[object, ...], ColouredText] = {}
        for key, (cell, count) in state.looks.items():
            form = self._formats[key.removesuffix("n")]
            spot = Spot(sheet=state.name, cell=cell or None)
            look = (form.colour, form.fill, form.is_large)
            before = texts.get(look)
            total = count + (0 if before is None else before.length)
            where = spot if before is None else before.spot
            texts[look] = ColouredText(where, form.colour, (form.fill or WHITE,), form.is_large, total)
            located = number_format_of(form, spot.place) if key.endswith("n") else None
            if located is not None:
                self._content.number_formats.append(located)
        self._content.texts.extend(texts.values())

    def _read_links(self, state: _SheetState, links: list[tuple[str, str, str]]) -> None:
        relationships = self._package.relationships(state.part)
        if not links:
            return
        texts = self._texts_of(state, {cell.partition(":")[0] for cell, _, _ in links})
        for cell, link_id, display in links:
            found = relationships.get(link_id)
            target = found.target if found is not None else ""
            text = texts.get(cell.partition(":")[0], display)
            self._content.links.append(Link(Spot(text, sheet=state.name, cell=cell), text, target))

    def _texts_of(self, state: _SheetState, wanted: set[str]) -> dict[str, str]:
        """Return the texts of some cells."""
        shared: dict[int, list[str]] = {}
        found: dict[str, str] = {}
        for row in self._package.rows(state.part, _ROW):
            for cell in row:
                at = cell.get("r") or ""
                if at not in wanted:
                    continue
                value = cell.findtext(S + "v") or ""
                if cell.get("t") == "s" and value.isdecimal():
                    shared.setdefault(int(value), []).append(at)
                elif cell.get("t") == "inlineStr":
                    found[at] = "".join(text.text or "" for text in cell.iter(S + "t"))
                else:
                    found[at] = value
        part = self._package.related(self._main, "sharedStrings")
        if shared and part is not None:
            for number, item in enumerate(self._package.rows(part, S + "si")):
                for at in shared.get(number, ()):
                    found[at] = "".join(text.text or "" for text in item.iter(S + "t"))
        return found

    def _read_tables(self, state: _SheetState) -> None:
        for each in self._package.relationships(state.part).values():
            if each.kind != "table":
                continue
            root = self._package.xml(each.target)
            if root is None:
                continue
            place = Place(sheet=state.name, cell=root.get("ref"), excerpt=root.get("displayName") or "")
            self._content.tables.append(Table(place, "none" if root.get("headerRowCount") == "0" else "row"))

    def _read_drawings(self, state: _SheetState) -> bool:
        is_drawn = False
        for each in self._package.relationships(state.part).values():
            if each.kind != "drawing":
                continue
            root = self._package.xml(each.target)
            if root is None:
                continue
            for anchor in root:
                is_drawn = True
                self._read_anchor(anchor, state)
        return is_drawn

    def _read_anchor(self, anchor: etree._Element, state: _SheetState) -> None:
        start = anchor.find(XDR + "from")
        cell = "" if start is None else _cell_name(start.findtext(XDR + "col"), start.findtext(XDR + "row"))
        group = anchor.find(XDR + "grpSp")
        if group is not None:
            name = group.find(f"{XDR}nvGrpSpPr/{XDR}cNvPr")
            if name is not None and (alternative_of(name)[0] or is_decorative(name)) and _holds_picture(group):
                self._add(name, "picture", state, cell)
                return
        for element in anchor.iter(XDR + "pic", XDR + "graphicFrame"):
            name = next(element.iter(XDR + "cNvPr"), None)
            if name is None or is_hidden(name):
                continue
            data = element.find(f"{A}graphic/{A}graphicData")
            uri = "" if data is None else (data.get("uri") or "").rstrip("/").rpartition("/")[2]
            if uri == "slicer":
                continue
            self._add(name, "picture" if data is None else _KINDS.get(uri, "object"), state, cell)

    def _add(self, name: etree._Element, kind: PictureKind, state: _SheetState, cell: str) -> None:
        alternative, title, label = alternative_of(name)
        place = Place(sheet=state.name, cell=cell or None, excerpt=label[:160])
        self._content.pictures.append(
            Picture(
                place=place,
                kind=kind,
                alternative=alternative,
                title=title,
                name=label,
                is_decorative=is_decorative(name),
            )
        )


def _holds_picture(group: etree._Element) -> bool:
    return next(group.iter(XDR + "pic", XDR + "graphicFrame"), None) is not None


def _cell_name(column: str | None, row: str | None) -> str:
    if not (column or "").strip().isdecimal() or not (row or "").strip().isdecimal():
        return ""
    number, letters = int(column or 0) + 1, ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{int(row or 0) + 1}"


def number_format_of(form: CellFormat, place: Place) -> Located | None:
    """Return a number format that has a section of its own for negative numbers; wrong when red alone tells them."""
    if ";" not in form.code:
        return None
    return Located(place, form.code[:60], is_red_alone(form.code))
