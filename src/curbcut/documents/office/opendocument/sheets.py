"""The sheets of an OpenDocument workbook."""

from lxml import etree

from curbcut.documents.office.model import Merge, Sheet
from curbcut.documents.office.opendocument.names import OFFICE, TABLE
from curbcut.documents.office.opendocument.texts import Around, Walker
from curbcut.documents.place import Place


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
        walker.content.sheets.append(Sheet(Place(sheet=name, excerpt=name), name, is_blank))


def _read_cells(walker: Walker, sheet: etree._Element) -> bool:
    has_cells = False
    row_number = 1
    for row in sheet.iter(TABLE + "table-row"):
        column = 1
        for cell in row:
            if len(cell) and cell.tag == TABLE + "table-cell":
                has_cells = has_cells or bool(cell.get(OFFICE + "value-type")) or len(cell) > 0
                walker.cell = f"{_letters(column)}{row_number}"
                name = cell.get(TABLE + "style-name") or ""
                fill = walker.styles.fill("table-cell", name, "table-cell-properties")
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
