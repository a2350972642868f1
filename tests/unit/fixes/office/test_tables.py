import pytest
from tests.unit.fixes.mending import change_of, findings_of, original_of, refusal_of
from tests.unit.fixes.packages import NAMESPACES, a_docx, a_pptx, parts_of, relationships

CELL = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
BORDERS = '<w:tblPr><w:tblBorders><w:top w:val="single"/></w:tblBorders></w:tblPr>'


def a_table(first_row="", second_row=""):
    rows = f"<w:tr>{first_row}{CELL.format('Year')}{CELL.format('Cats')}</w:tr>"
    rows += f"<w:tr>{second_row}{CELL.format('2001')}{CELL.format('4')}</w:tr>"
    return f"<w:tbl>{BORDERS}{rows}</w:tbl>"


def table_headers(data, kind):
    return sum(rule == "office-table-headers" for rule, _ in findings_of(original_of(data, kind=kind), kind))


@pytest.mark.parametrize(
    ("row", "mended"),
    [
        ("", "<w:trPr><w:tblHeader/></w:trPr>"),
        ("<w:trPr/>", "<w:trPr><w:tblHeader/></w:trPr>"),
        ("<w:trPr><w:cantSplit/></w:trPr>", "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"),
        ('<w:trPr><w:tblHeader w:val="0"/></w:trPr>', '<w:trPr><w:tblHeader w:val="1"/></w:trPr>'),
        ("<w:trPr><w:cantSplit/><w:trPrChange/></w:trPr>", "<w:trPr><w:cantSplit/><w:tblHeader/><w:trPrChange/></w:trPr>"),
        ("<w:tblPrEx/>", "<w:tblPrEx/><w:trPr><w:tblHeader/></w:trPr>"),
    ],
)  # fmt: skip
def test_the_first_row_of_a_document_becomes_a_header(row, mended):
    source = a_docx(a_table(row))
    change = change_of("mark-office-header-row", source, kind="docx")
    assert parts_of(change.data)["word/document.xml"][0] == parts_of(a_docx(a_table(mended)))["word/document.xml"][0]
    assert table_headers(change.data, "docx") == 0
    assert table_headers(source, "docx") == 1


def test_of_two_tables_that_begin_alike_one_is_mended():
    source = a_docx(a_table("<w:trPr><w:tblHeader/></w:trPr>") + "<w:p/>" + a_table())
    change = change_of("mark-office-header-row", source, kind="docx")
    assert parts_of(change.data)["word/document.xml"][0].count("<w:tblHeader/>") == 2
    assert table_headers(change.data, "docx") == 0


@pytest.mark.parametrize(
    ("properties", "mended"),
    [("", '<a:tblPr firstRow="1"/>'), ('<a:tblPr bandRow="1"/>', '<a:tblPr firstRow="1" bandRow="1"/>'),
     ('<a:tblPr firstRow="0"></a:tblPr>', '<a:tblPr firstRow="1"></a:tblPr>')],
)  # fmt: skip
def test_the_first_row_of_a_slides_table_becomes_a_header(properties, mended):
    cell = "<a:tc><a:txBody><a:p><a:r><a:rPr lang='en'/><a:t>{}</a:t></a:r></a:p></a:txBody></a:tc>"
    row = f"<a:tr>{cell.format('Year')}{cell.format('Cats')}</a:tr>"
    frame = (
        "<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id='4' name='Table 3'/></p:nvGraphicFramePr><a:graphic>"
        f"<a:graphicData><a:tbl>{{}}{row * 2}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )
    source = a_pptx(frame.format(properties))
    change = change_of("mark-office-header-row", source, kind="pptx")
    assert (
        parts_of(change.data)["ppt/slides/slide1.xml"][0]
        == parts_of(a_pptx(frame.format(mended)))["ppt/slides/slide1.xml"][0]
    )
    assert table_headers(change.data, "pptx") == 0


STYLES = (
    f'<a:tblStyleLst {NAMESPACES}><a:tblStyle styleId="{{1}}"><a:firstRow><a:tcTxStyle><a:srgbClr val="FFFFFF"/></a:tcTxStyle>'
    '<a:tcStyle><a:fill><a:solidFill><a:srgbClr val="003366"/></a:solidFill></a:fill></a:tcStyle></a:firstRow></a:tblStyle></a:tblStyleLst>'
)


def a_table_in_style(fill=""):
    cell = f"<a:tc><a:txBody><a:p><a:r><a:rPr lang='en'/><a:t>{{}}</a:t></a:r></a:p></a:txBody><a:tcPr>{fill}</a:tcPr></a:tc>"
    row = f"<a:tr>{cell.format('Year')}{cell.format('Cats')}</a:tr>"
    table = f"<a:tbl><a:tblPr><a:tableStyleId>{{1}}</a:tableStyleId></a:tblPr>{row * 2}</a:tbl>"
    frame = "<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id='4' name='Table 3'/></p:nvGraphicFramePr><a:graphic>{}</a:graphic></p:graphicFrame>"
    parts = {
        "ppt/_rels/presentation.xml.rels": relationships(
            ("slide", "slides/slide1.xml"), ("tableStyles", "tableStyles.xml")
        ),
        "ppt/tableStyles.xml": STYLES,
    }
    return a_pptx(frame.format(f"<a:graphicData>{table}</a:graphicData>"), **parts)


def test_a_header_that_nobody_could_read_is_refused():
    pale = a_table_in_style("<a:solidFill><a:srgbClr val='FFFFEE'/></a:solidFill>")
    assert refusal_of("mark-office-header-row", pale, kind="pptx") == "not-applicable"
    assert table_headers(change_of("mark-office-header-row", a_table_in_style(), kind="pptx").data, "pptx") == 0
