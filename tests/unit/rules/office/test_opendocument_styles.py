"""What OpenDocument files say in their styles: headers of pages, fills, number formats, hidden sheets, borders of tables."""

import pytest
from tests.builders.office import LOREM
from tests.unit.rules.office.test_opendocument import CELL, ROWS, deck, frame, h, p, page, sheet, table, text, workbook

RED = '<style:style style:name="R" style:family="text"><style:text-properties fo:color="#ff0000"/></style:style>'


def master(content, kind="header", attributes=""):
    return f'<style:master-page style:name="M"><style:{kind} {attributes}>{content}</style:{kind}></style:master-page>'


@pytest.mark.parametrize(
    ("masters", "expected"),
    [
        (master(p(frame())), ("failed", ["absent"])),
        (master(p(frame()), "footer-left"), ("failed", ["absent"])),
        (master(p(frame("<draw:image/><svg:desc>A crest</svg:desc>"))), ("passed", [])),
        (master(p(frame()), "header", 'style:display="false"'), ("inapplicable", [])),
        ("", ("inapplicable", [])),
    ],
)
def test_headers_and_footers_are_read(masters, expected):
    assert text("office-image-alt", p("a"), masters=masters) == expected


def test_headings_tables_and_boxes_of_a_header_are_not_those_of_the_text():
    box = frame(f"<draw:text-box>{p('a')}</draw:text-box>", 'text:anchor-type="paragraph"')
    masters = master(h(4) + table(*ROWS) + p(box) + p(LOREM * 9))
    for rule_id in (
        "office-heading-start",
        "office-table-headers",
        "office-floating-content",
        "office-headings-missing",
    ):
        assert text(rule_id, "", masters=masters) == ("inapplicable", [])


def styled(rows, border):
    cell = f'<style:table-cell-properties fo:border="{border}"/>'
    style = f'<style:style style:name="C" style:family="table-cell">{cell}</style:style>'
    return table(*rows).replace("<table:table-cell>", '<table:table-cell table:style-name="C">'), style


@pytest.mark.parametrize(
    ("rows", "border", "expected"),
    [
        (((LOREM * 4, LOREM * 4), ("a", "b")), "none", ("inapplicable", [])),
        (((LOREM * 4, LOREM * 4), ("a", "b")), "0.5pt solid #000000", ("failed", ["unmarked"])),
        (ROWS, "none", ("failed", ["unmarked"])),
    ],
)
def test_a_table_for_layout_needs_no_header(rows, border, expected):
    body, style = styled(rows, border)
    assert text("office-table-headers", body, automatic=style) == expected


def test_a_slide_marks_its_header_row_by_its_look():
    marked = table(*ROWS).replace("<table:table>", '<table:table table:use-first-row-styles="true">')
    assert deck("office-table-headers", page(frame(marked))) == ("passed", [])
    assert deck("office-table-headers", page(frame(table(*ROWS)))) == ("failed", ["unmarked"])


BLUE = 'draw:fill="solid" draw:fill-color="#202060"'


def cell_style(prefix):
    return f'<style:style style:name="C" style:family="table-cell"><{prefix}:graphic-properties {BLUE}/></style:style>'


@pytest.mark.parametrize("prefix", ["style", "loext"])
def test_cells_on_slides_are_filled_as_shapes(prefix):
    cells = table(("Year", '<text:span text:style-name="R">Foxes</text:span>'), ROWS[1])
    filled = cells.replace("<table:table-row>", '<table:table-row table:default-cell-style-name="C">')
    automatic = RED.replace("ff0000", "ffffff") + cell_style(prefix)
    assert deck("office-contrast", page(frame(filled)), automatic=automatic) == ("passed", [])
    assert deck("office-contrast", page(frame(cells)), automatic=automatic) == ("failed", ["low"])


def background(fill):
    properties = f"<style:drawing-page-properties {fill}/>"
    return f'<style:style style:name="D" style:family="drawing-page">{properties}</style:style>'


DARK_MASTER = '<style:master-page style:name="M" draw:style-name="D"/>'
BLACK = RED.replace("ff0000", "000000")


@pytest.mark.parametrize(
    ("fill", "own", "expected"),
    [
        (BLUE, 'draw:style-name="D"', ("failed", ["low"])),
        (BLUE, 'draw:master-page-name="M"', ("failed", ["low"])),
        ('draw:fill="none"', 'draw:style-name="D"', ("passed", [])),
        ('draw:fill="gradient"', 'draw:style-name="D"', ("cantTell", ["over-picture"])),
        (BLUE, "", ("passed", [])),
    ],
)
def test_backgrounds_of_slides(fill, own, expected):
    words = p('<text:span text:style-name="R">Foxes</text:span>')
    body = page(frame(f"<draw:text-box>{words}</draw:text-box>")).replace("<draw:page>", f"<draw:page {own}>")
    found = deck(
        "office-contrast", body, automatic=BLACK, styles=background(fill), masters=DARK_MASTER
    )  # the master's styles stand beside it
    assert found == expected


def test_a_typed_list_in_a_box_of_a_slide():
    box = f"<draw:custom-shape>{p('- One')}{p('- Two')}</draw:custom-shape>"
    assert deck("office-list-faked", page(box)) == ("failed", ["typed"])


def test_a_shape_with_words_floats_too():
    shape = f'<draw:custom-shape text:anchor-type="char">{p("Read me")}</draw:custom-shape>'
    assert text("office-floating-content", p(shape)) == ("failed", ["floating"])
    assert text("office-floating-content", p(shape.replace(p("Read me"), ""))) == ("inapplicable", [])


def test_hidden_sheets_need_no_name():
    properties = '<style:table-properties table:display="false"/>'
    style = f'<style:style style:name="T" style:family="table">{properties}</style:style>'
    hidden = sheet("Sheet1", CELL).replace("<table:table ", '<table:table table:style-name="T" ')
    assert workbook("office-sheet-name", hidden, automatic=style) == ("inapplicable", [])


def number_style(content, name="N", kind="number"):
    return f'<number:{kind}-style style:name="{name}">{content}</number:{kind}-style>'


IN_RED = '<style:text-properties fo:color="#FF0000"/>'
DIGITS = "<number:number/>"
MINUS = "<number:text>-</number:text>"
REST = '<style:map style:condition="value()&gt;=0" style:apply-style-name="P"/>'
BELOW = '<style:map style:condition="value()&lt;0" style:apply-style-name="P"/>'


@pytest.mark.parametrize(
    ("formats", "expected"),
    [
        (number_style(IN_RED + DIGITS + REST), ("failed", ["red-alone"])),
        (number_style(IN_RED + MINUS + DIGITS + REST), ("passed", [])),
        (number_style(MINUS.replace("-", "(") + DIGITS + REST), ("passed", [])),
        (number_style(DIGITS + BELOW) + number_style(IN_RED + DIGITS, "P"), ("failed", ["red-alone"])),
        (number_style(f"{IN_RED}<number:currency-symbol/>{DIGITS}{REST}", kind="currency"), ("failed", ["red-alone"])),
        (number_style(DIGITS + BELOW), ("inapplicable", [])),
        (number_style(IN_RED + DIGITS), ("inapplicable", [])),
        ("", ("inapplicable", [])),
    ],
)
def test_numbers_told_by_red_alone(formats, expected):
    style = '<style:style style:name="C" style:family="table-cell" style:data-style-name="N"/>'
    cell = f'<table:table-cell table:style-name="C" office:value-type="float">{p("5")}</table:table-cell>'
    assert workbook("office-colour-only", sheet("Foxes", cell * 2), automatic=formats + style) == expected


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ('table:name="Counts" table:contains-header="false"', ("failed", ["unmarked"])),
        ('table:name="Counts"', ("passed", [])),
        ('table:name="__Anonymous_Sheet_DB__0" table:contains-header="false"', ("inapplicable", [])),
    ],
)
def test_ranges_that_are_tables(attributes, expected):
    ranges = (
        f'<table:database-ranges><table:database-range {attributes} table:target-range-address="Foxes.A1:Foxes.B2"/>'
        "</table:database-ranges>"
    )
    assert workbook("office-table-headers", sheet("Foxes", CELL) + ranges) == expected
