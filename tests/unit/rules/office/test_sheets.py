"""Every rule on workbooks."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from tests.builders.office import a_xlsx, cells, pack, relationships
from tests.unit.rules.office.judging import failed_rules, judge, said

from curbcut.documents.context import Context
from curbcut.documents.errors import MalformedDocumentError
from curbcut.documents.office import read
from curbcut.rules.office import standard_pages


def of(rule_id, data):
    return said(rule_id, data, "foxes.xlsx")


def test_a_good_workbook_has_no_issue():
    assert failed_rules(a_xlsx({"Foxes": cells("Year", "2024")}), "foxes.xlsx") == {}


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("Foxes", cells("a"), ("passed", [])),
        ("Sheet1", cells("a"), ("failed", ["default"])),
        ("Sheet", cells("a"), ("failed", ["default"])),
        ("Tabelle2", cells("a"), ("failed", ["default"])),
        ("Feuil1", cells("a"), ("failed", ["default"])),
        ("Hoja 1", cells("a"), ("failed", ["default"])),
        ("\u041b\u0438\u0441\u04421", cells("a"), ("failed", ["default"])),
        ("工作表1", cells("a"), ("failed", ["default"])),
        ("Sheet music", cells("a"), ("passed", [])),
        ("2024", cells("a"), ("passed", [])),
        ("Foxes", "<sheetData/>", ("failed", ["blank"])),
        ("Sheet1", '<sheetData><row r="1"><c r="A1" s="1"/></row></sheetData>', ("failed", ["blank"])),
    ],
)
def test_sheet_name(name, content, expected):
    assert of("office-sheet-name", a_xlsx({name: content})) == expected


def test_hidden_sheets_need_no_name():
    data = a_xlsx({"Foxes": cells("a"), "Sheet2": cells("a")}, states={"Sheet2": "hidden"})
    assert of("office-sheet-name", data) == ("passed", [])


@pytest.mark.parametrize(
    ("count", "expected"), [("", ("passed", [])), ('headerRowCount="0"', ("failed", ["unmarked"]))]
)
def test_header_of_a_table(count, expected):
    part = f'<table xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" ref="A1:B2" {count}/>'
    data = a_xlsx(relations={"t": ("table", "../tables/table1.xml")}, parts={"xl/tables/table1.xml": part})
    assert of("office-table-headers", data) == expected


def test_a_sheet_without_tables_has_no_header_to_mark():
    assert of("office-table-headers", a_xlsx()) == ("inapplicable", [])


def test_merged_cells_are_counted_with_their_cells():
    content = cells("a") + '<mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="A3:A5"/></mergeCells>'
    result = judge("office-merged-cells", a_xlsx({"Foxes": content}), "foxes.xlsx")
    assert [finding.place.cell for finding in result.findings] == ["A1:B1", "A3:A5"]


@pytest.mark.parametrize(
    ("properties", "expected"),
    [('descr="A fox"', ("passed", [])), ("", ("failed", ["absent"])), ('hidden="1"', ("inapplicable", []))],
)
def test_alternative_of_a_picture(properties, expected):
    drawing = (
        '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"><xdr:twoCellAnchor>'
        "<xdr:from><xdr:col>1</xdr:col><xdr:row>2</xdr:row></xdr:from><xdr:pic><xdr:nvPicPr>"
        f'<xdr:cNvPr id="1" name="Picture 1" {properties}/></xdr:nvPicPr></xdr:pic></xdr:twoCellAnchor></xdr:wsDr>'
    )
    data = a_xlsx(relations={"d": ("drawing", "../drawings/drawing1.xml")}, parts={"xl/drawings/drawing1.xml": drawing})
    assert of("office-image-alt", data) == expected
    if expected[1]:
        assert judge("office-image-alt", data, "foxes.xlsx").findings[0].place.cell == "B3"


def styles(font="", fill="", number=0, code=""):
    formats = f'<numFmts><numFmt numFmtId="164" formatCode="{code}"/></numFmts>' if code else ""
    return (
        f"{formats}<fonts><font>{font}</font></fonts><fills><fill>{fill}</fill></fills>"
        f'<cellXfs><xf fontId="0" fillId="0" numFmtId="{164 if code else number}"/></cellXfs>'
    )


SOLID = '<patternFill patternType="solid"><fgColor {}/></patternFill>'


@pytest.mark.parametrize(
    ("font", "fill", "expected"),
    [
        ("", "", ("passed", [])),
        ('<color rgb="FF767676"/>', "", ("passed", [])),
        ('<color rgb="FFBBBBBB"/>', "", ("failed", ["low"])),
        ('<color rgb="FF949494"/><sz val="18"/>', "", ("passed", [])),
        ('<color theme="1"/>', SOLID.format('theme="4"'), ("failed", ["low"])),
        ('<color theme="0"/>', SOLID.format('theme="4"'), ("passed", [])),
        ('<color theme="0" tint="-0.25"/>', "", ("failed", ["low"])),
        ('<color theme="0" tint="-0.6"/>', "", ("passed", [])),
        ('<color indexed="9"/>', "", ("failed", ["low"])),
        ('<color theme="1" tint="0.7"/>', "", ("failed", ["low"])),
    ],
)
def test_contrast(font, fill, expected):
    assert of("office-contrast", a_xlsx(styles=styles(font, fill))) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("0.00;[Red]0.00", ("failed", ["red-alone"])),
        ("0.00;[Red]-0.00", ("passed", [])),
        ("0.00;[Red](0.00)", ("passed", [])),
        ("0.00;[Red]&quot;-&quot;0.00", ("passed", [])),
        ("#,##0_);[Red]#,##0_)", ("failed", ["red-alone"])),
        ("0.00;0.00", ("passed", [])),
        ("0.00", ("inapplicable", [])),
    ],
)
def test_red_alone(code, expected):
    assert of("office-colour-only", a_xlsx({"Foxes": cells("5")}, styles=styles(code=code))) == expected


def test_a_number_format_without_numbers_says_nothing():
    assert of("office-colour-only", a_xlsx(styles=styles(code="0;[Red]0"))) == ("inapplicable", [])


@pytest.mark.parametrize(("text", "expected"), [("Fox facts", ("passed", [])), ("click here", ("failed", ["generic"]))])
def test_link_text(text, expected):
    content = cells(text) + '<hyperlinks><hyperlink ref="A1" r:id="l"/></hyperlinks>'
    data = a_xlsx({"Foxes": content}, relations={"l": ("hyperlink", "https://example.edu/")})
    assert of("office-link-text", data) == expected


def test_a_workbook_has_no_language():
    assert of("office-language", a_xlsx()) == ("inapplicable", [])


def test_title():
    assert of("office-title", a_xlsx(title=None)) == ("failed", ["missing"])
    assert of("office-title", a_xlsx(title="Workbook")) == ("failed", ["placeholder"])


LINKS = '<hyperlinks><hyperlink ref="A1" r:id="k"/><hyperlink ref="B1" r:id="k"/><hyperlink ref="C1" r:id="k"/></hyperlinks>'


def test_texts_of_links_wherever_they_are_kept():
    shared = "<sst xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><si><t>no</t></si><si><r><t>read </t></r><r><t>more</t></r></si></sst>"
    content = '<sheetData><row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" t="str"><v>here</v></c><c r="C1" t="inlineStr"><is><t>Foxes</t></is></c></row></sheetData>'
    data = a_xlsx(
        {"Foxes": content + LINKS},
        relations={"k": ("hyperlink", "https://example.edu")},
        parts={"xl/sharedStrings.xml": shared},
    )
    with ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="ss" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    )
    assert of("office-link-text", pack(parts)) == ("failed", ["generic", "generic"])


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('<c r="A1" t="str"><f>HYPERLINK("https://example.edu","click here")</f><v>click here</v></c>', "failed"),
        ('<c r="A1"><f> hyperlink("https://example.edu"; "click here")</f></c>', "failed"),
        ('<c r="A1"><f>HYPERLINK("https://example.edu")</f></c>', "failed"),
        ('<c r="A1" t="str"><f>HYPERLINK(B1,"Fox facts")</f><v>Fox facts</v></c>', "passed"),
        ('<c r="A1" t="str"><f>HYPERLINK("mailto:fox@example.edu")</f><v>fox@example.edu</v></c>', "inapplicable"),
        ('<c r="A1" t="str"><f>UPPER("here")</f><v>HERE</v></c>', "inapplicable"),
    ],
)
def test_formulas_that_are_links(cell, expected):
    sheet = f'<sheetData><row r="1">{cell}</row></sheetData>'
    assert of("office-link-text", a_xlsx({"Foxes": sheet}))[0] == expected


XDR = 'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'


def drawn(content):
    anchor = (
        f"<xdr:twoCellAnchor><xdr:from><xdr:col>1</xdr:col><xdr:row>x</xdr:row></xdr:from>{content}</xdr:twoCellAnchor>"
    )
    return a_xlsx(
        relations={"d": ("drawing", "../drawings/drawing1.xml"), "no": ("drawing", "../drawings/none.xml")},
        parts={"xl/drawings/drawing1.xml": f"<xdr:wsDr {XDR}>{anchor}</xdr:wsDr>"},
    )


def pic(attributes=""):
    return f'<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="1" name="P" {attributes}/></xdr:nvPicPr></xdr:pic>'


def grouped(attributes):
    name = f'<xdr:nvGrpSpPr><xdr:cNvPr id="2" name="G" {attributes}/></xdr:nvGrpSpPr>'
    return f"<xdr:grpSp>{name}{pic()}{pic()}</xdr:grpSp>"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (grouped('descr="Two foxes"'), ("passed", [])),
        (grouped(""), ("failed", ["absent", "absent"])),
        (pic('hidden="1"'), ("inapplicable", [])),
        (pic(), ("failed", ["absent"])),
    ],
)
def test_groups_of_pictures(content, expected):
    assert of("office-image-alt", drawn(content)) == expected


def formats(fonts="", fills="", xf=""):
    return f"<fonts>{fonts}</fonts><fills>{fills}</fills><cellXfs>{xf}</cellXfs>"


@pytest.mark.parametrize(
    ("font", "fill", "outcome"),
    [
        ('<color rgb="FFBBBBBB"/>', "", "failed"),
        ('<color rgb="FFBBBBBB" tint="x"/>', "", "failed"),
        ('<color rgb="B"/>', "", "passed"),
        ('<sz val="x"/><color rgb="FFBBBBBB"/>', "", "failed"),
        ('<color rgb="FF000000"/>', '<patternFill patternType="none"/>', "passed"),
        ('<color rgb="FF000000"/>', '<patternFill patternType="darkGray"><fgColor rgb="FF202020"/></patternFill>', "failed"),
        ('<color rgb="FF000000"/>', '<gradientFill><stop><color rgb="FF202020"/></stop></gradientFill>', "failed"),
        ('<color theme="99"/>', "", "passed"),
        ('<color indexed="2"/>', "", "failed"),
    ],
)  # fmt: skip
def test_fonts_and_fills(font, fill, outcome):
    styles = formats(f"<font>{font}</font>", f"<fill>{fill}</fill>", '<xf fontId="0" fillId="0"/>')
    assert of("office-contrast", a_xlsx({"Foxes": cells("a")}, styles=styles))[0] == outcome


@pytest.mark.parametrize(("number", "outcome"), [("38", "passed"), ("6", "passed"), ("0", "inapplicable")])
def test_number_formats_that_every_file_has(number, outcome):
    styles = formats(xf=f'<xf numFmtId="{number}"/>')
    assert of("office-colour-only", a_xlsx({"Foxes": cells("5")}, styles=styles))[0] == outcome


def test_a_missing_sheet_is_damage():
    data = a_xlsx(parts={"xl/_rels/workbook.xml.rels": relationships({})})
    with pytest.raises(MalformedDocumentError, match="missing"):
        of("office-title", data)


def test_a_workbook_is_measured_by_its_cells():
    document = read(a_xlsx({"Foxes": cells("a", "b")}), Context(name="a.xlsx"))
    assert standard_pages(document) == 2 / 200
