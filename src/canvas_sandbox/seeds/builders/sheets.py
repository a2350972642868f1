"""Excel workbooks: a table with or without a header row, sheets with or without a name of their own."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from canvas_sandbox.seeds.builders.archive import (
    CORE_TYPE,
    content_types,
    core_properties,
    pack,
    relationships,
    xml,
)

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


class Sheet(NamedTuple):
    """A sheet.

    Attributes:
        name: On its tab; "Sheet1" is the name that nobody chose.
        rows: Texts and numbers.
        is_table: The rows are a table of Excel with a header row, not only cells.
        merged: A range of merged cells, such as `A1:C1`.
    """

    name: str
    rows: tuple[tuple[str | float, ...], ...]
    is_table: bool = True
    merged: str | None = None


def build_xlsx(sheets: Sequence[Sheet], *, title: str | None = None) -> bytes:
    """Write a workbook with inline strings."""
    numbered = list(enumerate(sheets, start=1))
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": content_types(
            {"xl/workbook.xml": "spreadsheetml.sheet.main", "docProps/core.xml": CORE_TYPE}
            | {f"xl/worksheets/sheet{number}.xml": "spreadsheetml.worksheet" for number, _ in numbered}
            | {f"xl/tables/table{number}.xml": "spreadsheetml.table" for number, sheet in numbered if sheet.is_table}
        ),
        "_rels/.rels": relationships(
            {"rId1": ("officeDocument", "xl/workbook.xml"), "rId2": ("core-properties", "docProps/core.xml")}
        ),
        "docProps/core.xml": core_properties(title),
        "xl/workbook.xml": _workbook(numbered),
        "xl/_rels/workbook.xml.rels": relationships(
            {f"rId{number}": ("worksheet", f"worksheets/sheet{number}.xml") for number, _ in numbered}
        ),
    }
    for number, sheet in numbered:
        parts[f"xl/worksheets/sheet{number}.xml"] = _worksheet(sheet)
        if sheet.is_table:
            targets = {"rId1": ("table", f"../tables/table{number}.xml")}
            parts[f"xl/worksheets/_rels/sheet{number}.xml.rels"] = relationships(targets)
            parts[f"xl/tables/table{number}.xml"] = _table(sheet, number)
    return pack(parts)


def _workbook(numbered: list[tuple[int, Sheet]]) -> str:
    listed = "".join(
        f'<sheet name="{escape(sheet.name)}" sheetId="{number}" r:id="rId{number}"/>' for number, sheet in numbered
    )
    return xml(f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>{listed}</sheets></workbook>')


def _worksheet(sheet: Sheet) -> str:
    rows = "".join(
        f'<row r="{number}">{"".join(_cell(value, number, column) for column, value in enumerate(row))}</row>'
        for number, row in enumerate(sheet.rows, start=1)
    )
    merged = f'<mergeCells count="1"><mergeCell ref="{sheet.merged}"/></mergeCells>' if sheet.merged else ""
    table = '<tableParts count="1"><tablePart r:id="rId1"/></tableParts>' if sheet.is_table else ""
    return xml(
        f'<worksheet xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheetData>{rows}</sheetData>{merged}{table}</worksheet>'
    )


def _cell(value: str | float, row: int, column: int) -> str:
    place = f"{_letter(column)}{row}"
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is><t>{escape(value, quote=False)}</t></is></c>'
    return f'<c r="{place}"><v>{value:g}</v></c>'


def _table(sheet: Sheet, number: int) -> str:
    extent = f"A1:{_letter(len(sheet.rows[0]) - 1)}{len(sheet.rows)}"
    columns = "".join(
        f'<tableColumn id="{index}" name="{escape(str(name))}"/>' for index, name in enumerate(sheet.rows[0], start=1)
    )
    return xml(
        f'<table xmlns="{_MAIN}" id="{number}" name="Table{number}" displayName="Table{number}" ref="{extent}">'
        f'<autoFilter ref="{extent}"/><tableColumns count="{len(sheet.rows[0])}">{columns}</tableColumns></table>'
    )


def _letter(column: int) -> str:
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[column]
