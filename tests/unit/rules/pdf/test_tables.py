"""pdf-table-headers."""

import pytest
from pikepdf import Array, Dictionary, Name, String
from tests.builders.pdf import Tag, a_pdf, a_tagged_pdf, cell, header, table
from tests.unit.rules.pdf.judging import judge, said

from curbcut.documents.pdf import tables
from curbcut.rules.rule import Outcome

RULE = "pdf-table-headers"


def tagged(*tags):
    return a_tagged_pdf(*tags)


def test_column_headers():
    assert said(RULE, tagged(table([header(), header()], [cell(), cell()]))) == ("passed", [])


def test_row_headers_in_the_first_column_only():
    rows = [[header(scope="Row"), cell()], [header(scope="Row"), cell()]]
    assert said(RULE, tagged(table(*rows))) == ("passed", [])


def test_headers_that_data_cells_name():
    rows = [
        [header(scope=None, identifier="a"), header(scope=None, identifier="b")],
        [cell(headers=["a"]), cell(headers=["b"])],
    ]
    assert said(RULE, tagged(table(*rows))) == ("passed", [])


def test_headers_that_nobody_knows():
    rows = [
        [header(scope=None, identifier="a"), header(scope=None, identifier="b")],
        [cell(headers=["a"]), cell(headers=["z"])],
    ]
    assert said(RULE, tagged(table(*rows))) == ("failed", ["unlinked"])


def test_a_scope_for_both():
    assert said(RULE, tagged(table([header(scope="Both"), header()], [header(scope="Row"), cell()])))[0] == "passed"


def test_header_cells_in_a_table_head():
    rows = Tag(
        "Table",
        kids=[
            Tag("THead", kids=[Tag("TR", kids=[header(), header()])]),
            Tag("TBody", kids=[Tag("TR", kids=[cell(), cell()])]),
        ],
    )
    assert said(RULE, tagged(rows)) == ("passed", [])


def test_rows_and_cells_in_elements_without_significance():
    head = Tag("NonStruct", kids=[Tag("TR", kids=[Tag("NonStruct", kids=[header(), header()])])])
    assert said(RULE, tagged(Tag("Table", kids=[head, Tag("TR", kids=[cell(), cell()])]))) == ("passed", [])


def test_a_table_head_of_data_cells_is_none():
    rows = Tag(
        "Table",
        kids=[
            Tag("THead", kids=[Tag("TR", kids=[cell(), cell()])]),
            Tag("TBody", kids=[Tag("TR", kids=[cell(), cell()])]),
        ],
    )
    assert said(RULE, tagged(rows)) == ("failed", ["absent"])


def test_a_table_without_header_cells():
    assert said(RULE, tagged(table([cell(), cell()], [cell(), cell()]))) == ("failed", ["absent"])


def test_role_mapped_cells_without_headers():
    rows = Tag("Tabelle", kids=[Tag("Zeile", kids=[Tag("Zelle", "1"), Tag("Zelle", "2")])] * 2)
    builder = a_pdf().with_tags(rows, role_map={"Tabelle": "Table", "Zeile": "TR", "Zelle": "TD"})
    assert said(RULE, builder) == ("failed", ["absent"])


def test_header_cells_that_say_nothing_of_their_direction():
    assert said(RULE, tagged(table([header(scope=None), header(scope=None)], [cell(), cell()]))) == (
        "failed",
        ["unlinked"],
    )


def test_a_cell_without_any_header_near_it_is_let_be():
    assert said(RULE, tagged(table([header(), cell()], [cell(), cell()]))) == ("passed", [])


def test_one_silent_header_among_others():
    rows = [[header(), header(scope=None)], [cell(), cell()]]
    assert said(RULE, tagged(table(*rows))) == ("failed", ["unlinked"])


def test_an_empty_corner_needs_no_header():
    rows = [[Tag("TD"), header(), header()], [header(scope="Row"), cell(), cell()]]
    assert said(RULE, tagged(table(*rows))) == ("passed", [])


def test_empty_header_cells_are_none():
    assert said(RULE, tagged(table([Tag("TH"), Tag("TH")], [cell(), cell()]))) == ("failed", ["blank"])


def test_a_scope_from_a_class():
    builder = a_pdf()
    kids = [Tag("TH", "Year", entries={"/C": Name.Kopf}), Tag("TH", "Foxes", entries={"/C": Array([Name.Kopf])})]
    builder.with_tags(Tag("Table", kids=[Tag("TR", kids=kids), Tag("TR", kids=[cell(), cell()])]))
    assert said(RULE, builder)[1] == ["unlinked"]
    builder.pdf.Root.StructTreeRoot.ClassMap = Dictionary(Kopf=Dictionary(O=Name.Table, Scope=Name.Column))
    assert said(RULE, builder) == ("passed", [])


def test_spans_put_cells_under_their_headers():
    wide = Tag("TH", "Foxes", entries={"/A": Array([Dictionary(O=Name.Table, Scope=Name.Column, ColSpan=2), 0])})
    assert said(RULE, tagged(table([wide], [cell(), cell()]))) == ("passed", [])
    silent = Tag("TH", "Foxes", entries={"/A": Dictionary(O=Name.Table, ColSpan=2)})
    result = judge(RULE, tagged(table([silent], [cell(), cell()])))
    assert result.findings[0].message.startswith("2 data cells")
    backwards = Tag("TH", "Foxes", entries={"/A": Dictionary(O=Name.Table, ColSpan=-7)})
    assert (
        judge(RULE, tagged(table([backwards, header()], [cell(), cell()])))
        .findings[0]
        .message.startswith("1 data cell")
    )


def test_a_span_without_end_is_bounded(monkeypatch):
    monkeypatch.setattr(tables, "MOST_SQUARES", 20_000)
    entries = {"/A": Dictionary(O=Name.Table, RowSpan=10**9, ColSpan=10**9, ID=String("x"))}
    rows = [[Tag("TD", "1", entries=entries), Tag("TD", "2", entries=entries)] for _ in range(30)]
    assert judge(RULE, tagged(table(*rows))).outcome is Outcome.FAILED


def test_a_table_inside_a_cell_is_judged_by_itself():
    inner = table([cell(), cell()], [cell(), cell()])
    outer = table([header(), header()], [Tag("TD", "See", kids=[inner]), cell()])
    assert judge(RULE, tagged(outer)).failed == 1


@pytest.mark.parametrize(
    "rows",
    [
        [[cell()], [cell()], [cell()]],
        [[cell(), cell(), cell()]],
        [[header(scope=None), header(scope=None)], [header(scope=None), header(scope=None)]],
    ],
)
def test_layout_is_not_judged(rows):
    assert judge(RULE, tagged(table(*rows))).outcome is Outcome.INAPPLICABLE
