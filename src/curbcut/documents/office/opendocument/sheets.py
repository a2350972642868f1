"""The sheets of an OpenDocument workbook."""

from lxml import etree

from curbcut.documents.office.model import Merge, Sheet, Table
from curbcut.documents.office.opendocument.names import OFFICE, TABLE
from curbcut.documents.office.opendocument.numbers import number_format_of
from curbcut.documents.office.opendocument.texts import Around, Walker
from curbcut.documents.place import Place

_NUMERIC = frozenset({"float", "percentage", "currency"})


def read_sheets(walker: Walker, body: etree._Element) -> None:
    """Collect everything in the sheets of a workbook."""
    for sheet in body.iterfind(TABLE + "table"):
        name = sheet.get(TABLE + "name") or ""
        walker.sheet = name
        before = len(walker.content.pictures)
        shapes = sheet.find(TABLE + "shapes")
        if shapes is not None:
            walker.walk(shapes, Around(is_marked=True), 0)
        has_cells = _read_cells(walker, sheet)
        walker.cell = None
        is_blank = not has_cells and len(walker.content.pictures) == before
        style = sheet.get(TABLE + "style-name") or ""
        if walker.styles.attribute("table", style, "table-properties", TABLE + "display") != "false":
            walker.content.sheets.append(Sheet(Place(sheet=name, excerpt=name), name, is_blank))
    _read_ranges(walker, body)


def _read_ranges(walker: Walker, body: etree._Element) -> None:
    """Collect the ranges that people made a table of; those that filters make have no name that people see."""
    for each in body.iterfind(f"{TABLE}database-ranges/{TABLE}database-range"):
        name = each.get(TABLE + "name") or ""
        sheet, _, cells = (each.get(TABLE + "target-range-address") or "").partition(".")
        if name.startswith("__") or not cells:
            continue
        cells = cells.replace(f":{sheet}.", ":").replace("$", "")
        place = Place(sheet=sheet.strip("$'"), cell=cells, excerpt=name)
        has_header = each.get(TABLE + "contains-header") != "false"
        walker.content.tables.append(Table(place, "row" if has_header else "none"))


def _read_cells(walker: Walker, sheet: etree._Element) -> bool:
    has_cells = False
    row_number = 1
    formats: set[str] = set()
    for row in sheet.iter(TABLE + "table-row"):
        column = 1
        for cell in row:
            if len(cell) and cell.tag == TABLE + "table-cell":
                has_cells = has_cells or bool(cell.get(OFFICE + "value-type")) or len(cell) > 0
                walker.cell = f"{_letters(column)}{row_number}"
                name = cell.get(TABLE + "style-name") or ""
                if name not in formats and cell.get(OFFICE + "value-type") in _NUMERIC:
                    formats.add(name)
                    place = Place(sheet=walker.sheet, cell=walker.cell)
                    located = number_format_of(walker.styles, name, place)
                    walker.content.number_formats.extend([] if located is None else [located])
                fill = walker.styles.cell_fill(name)
                look = walker.styles.default("table-cell") | walker.styles.look_of("table-cell", name)
                walker.walk(cell, Around(fill, look, is_marked=True, family="table-cell"), 0)
            if _span(cell, "number-columns-spanned") > 1 or _span(cell, "number-rows-spanned") > 1:
                place = Place(sheet=walker.sheet, cell=f"{_letters(column)}{row_number}")
                walker.content.merges.append(Merge(place))
            column += _span(cell, "number-columns-repeated")
        row_number += _span(row, "number-rows-repeated")
    return has_cells


def _span(element: etree._Element, name: str) -> int:
    value = element.get(TABLE + name) or "1"
    return max(1, int(value)) if value.isdecimal() and len(value) < 8 else 1


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
