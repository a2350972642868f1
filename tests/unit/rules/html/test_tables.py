"""Tables."""

import pytest
from tests.builders.html import CHECKS, a_document, judge

from curbcut.rules.rule import Check
from curbcut.rules.runner import run

FOUND, MISSING, ITSELF = ("passed", "found"), ("failed", "missing"), ("failed", "itself")
BOLD_ROW = "<td><b>When</b></td><td style='font-weight:bold'>What</td>"
ASSIGNED, ALONE = ("passed", "assigned"), ("failed", "alone")


def a_table(*rows, attributes=""):
    return f"<table {attributes}>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


@pytest.mark.parametrize(
    ("source", "verdicts"),
    [
        (a_table('<th id="a">A</th>', '<td headers="a">1</td>'), [FOUND]),
        (a_table('<th id="a">A</th><th id="b">B</th>', '<td headers=" a  b ">1</td>'), [FOUND]),
        (a_table('<td id="a">A</td>', '<td headers="a">1</td>'), [FOUND]),
        (a_table('<th id="a">A</th>', '<td headers="">1</td>'), [FOUND]),
        (a_table('<th id="a">A</th>', '<td headers="\fa\ta">1</td>'), [FOUND]),
        (a_table('<th id="a">A</th>', '<td headers="a&nbsp;a">1</td>'), [MISSING]),
        (a_table('<th id="a">A</th>', '<td headers="b">1</td>'), [MISSING]),
        (a_table('<th id="a">A</th>', '<td headers="a b">1</td>'), [MISSING]),
        (a_table('<th id="a">A</th>', '<td headers="A">1</td>'), [MISSING]),
        (a_table('<th><span id="a">A</span></th>', '<td headers="a">1</td>'), [MISSING]),
        ('<p id="a">A</p>' + a_table("<th>A</th>", '<td headers="a">1</td>'), [MISSING]),
        (a_table('<th id="a">A</th>') + a_table('<td headers="a">1</td>'), [MISSING]),
        (a_table('<th id="a">A</th>', "<td>" + a_table('<td headers="a">1</td>') + "</td>"), [MISSING]),
        (a_table("<th>A</th>", '<td id="x" headers="x">1</td>'), [ITSELF]),
        (a_table('<td headers="b">1</td>', attributes='role="grid"'), [MISSING]),
        (a_table('<td headers="b">1</td>', attributes='role="presentation"'), []),
        (a_table('<td headers="b">1</td>', attributes="hidden"), []),
        (a_table('<td headers="b">1</td>', attributes='style="position:absolute;left:-9999px"'), []),
        (a_table('<td headers="b">1</td>', attributes='aria-hidden="true"'), []),
        (a_table("<td>1</td>"), []),
        ('<p headers="b">x</p>', []),
    ],
)
def test_the_headers_attribute(source, verdicts):
    assert judge("html-table-headers-attribute-invalid", source) == verdicts


@pytest.mark.parametrize(
    ("source", "verdicts"),
    [
        (a_table("<th>A</th><th>B</th>", "<td>1</td><td>2</td>"), [ASSIGNED, ASSIGNED]),
        (a_table("<th>A</th><td>1</td>", "<th>B</th><td>2</td>"), [ASSIGNED, ASSIGNED]),
        (a_table("<th></th><th>B</th>", "<th>C</th><td>2</td>"), [ASSIGNED, ASSIGNED]),
        (a_table("<th>A</th><th>B</th>", "<td>1</td>"), [ASSIGNED, ALONE]),
        (a_table("<th>A</th><th>B</th>", '<td colspan="2">1</td>'), [ASSIGNED, ASSIGNED]),
        (a_table('<th colspan="2">A</th>', "<td>1</td><td>2</td>"), [ASSIGNED]),
        (a_table('<th rowspan="2">A</th><td>1</td>', "<td>2</td>"), [ASSIGNED]),
        (a_table('<th id="a">A</th><th id="b">B</th>', '<td>1</td><td headers="a">2</td>'), [ASSIGNED, ALONE]),
        (a_table('<th id="a">A</th><th id="b">B</th>', '<td headers="b">1</td>'), [ALONE, ASSIGNED]),
        (a_table("<th>A</th>"), [ALONE]),
        (a_table('<th scope="row">A</th>', "<td>1</td>"), [ALONE]),
        (a_table('<th scope="row">A</th><td>1</td>'), [ASSIGNED]),
        (a_table('<td>1</td><th scope="row">A</th>'), [ALONE]),
        (a_table('<th scope="col">A</th><td>1</td>'), [ALONE]),
        (a_table('<th scope="rowgroup" colspan="2">A</th>', "<td>1</td><td>2</td>"), [ASSIGNED]),
        (a_table("<td>1</td>", '<td role="columnheader">A</td>', "<td>2</td>"), [ASSIGNED]),
        (a_table('<th role="cell">A</th>', "<td>1</td>"), []),
        (a_table("<th>A</th>", "<td>1</td>", attributes='role="none"'), []),
        (a_table("<th>A</th>", attributes="hidden"), []),
        (a_table("<th>A</th>", attributes='style="position:absolute;left:-9999px"'), []),
        (a_table("<th hidden>A</th>"), []),
        (a_table("<th></th>"), []),
        (a_table("<th><p>&nbsp;</p></th>"), []),
        (a_table("<th><b hidden>A</b></th>"), []),
        (a_table('<th><b aria-hidden="true">A</b></th>'), [ALONE]),
        (a_table('<th><img src="a.png" alt=""></th>'), [ALONE]),
        (a_table("<td>1</td>"), []),
        (
            (
                '<div role="table"><div role="row"><span role="columnheader">A</span></div>'
                '<div role="row"><span role="cell">1</span></div></div>'
            ),
            [ASSIGNED],
        ),
        (
            (
                '<div role="grid"><div role="row"><span role="columnheader">A</span><span role="columnheader">B</span></div>'
                '<div role="row"><span role="gridcell">1</span></div></div>'
            ),
            [ASSIGNED, ALONE],
        ),
        (
            (
                '<div role="table"><div role="row"><b role="columnheader">A</b><b role="columnheader">B</b></div>'
                '<div role="row"><i role="cell" aria-colspan="2">1</i></div></div>'
            ),
            [ASSIGNED, ASSIGNED],
        ),
        ('<div role="table"><div role="row"><b role="rowheader">A</b><i role="cell">1</i></div></div>', [ASSIGNED]),
        ('<div role="table"><div role="row"><b role="rowheader">A</b></div></div>', [ALONE]),
        ('<span role="columnheader">A</span>', []),
    ],
)
def test_the_cells_of_a_header(source, verdicts):
    assert judge("html-table-header-without-cells", source) == verdicts


def test_a_table_beyond_the_limit_is_not_judged(monkeypatch):
    monkeypatch.setattr("curbcut.documents.html.table_layout.MOST_SLOTS", 1)
    source = a_table("<th>A</th>", "<td>1</td>")
    assert judge("html-table-header-without-cells", source) == [("cantTell", "large")]


@pytest.mark.parametrize(
    ("source", "verdicts"),
    [
        (a_table("<th>A</th>", "<td>1</td>"), [("passed", "named")]),
        (a_table('<th></th><th><img src="a.png" alt="B"></th>'), [("passed", "corner"), ("passed", "named")]),
        (a_table('<th>A</th><th><img src="a.png" alt=""></th>'), [("passed", "named"), ("failed", "empty")]),
        (a_table("<th>A</th><th> </th>"), [("passed", "named"), ("failed", "empty")]),
        (a_table("<td></td>"), []),
    ],
)
def test_an_empty_header(source, verdicts):
    assert judge("html-table-header-empty", source) == verdicts


@pytest.mark.parametrize(
    ("source", "verdicts"),
    [
        (a_table('<th scope="col">A</th>'), [("passed", "known")]),
        (a_table('<th scope=" ROW ">A</th>'), [("passed", "known")]),
        (a_table('<th scope="column">A</th>'), [("failed", "unknown")]),
        (a_table('<td scope="row">A</td>'), [("failed", "cell")]),
        (a_table('<td scope="row" role="rowheader">A</td>'), [("passed", "known")]),
        (a_table('<th scope="column">A</th>', attributes='role="none"'), []),
        (a_table("<th>A</th>"), []),
    ],
)
def test_the_scope(source, verdicts):
    assert judge("html-table-scope-invalid", source) == verdicts


@pytest.mark.parametrize(
    ("source", "verdicts"),
    [
        (a_table("<th>A</th><th>B</th>", "<td>1</td><td>2</td>"), [("passed", "headed")]),
        (a_table('<td role="columnheader">A</td><td>B</td>', "<td>1</td><td>2</td>"), [("passed", "headed")]),
        ("<table><caption>Marks</caption><tr><td>A<td>B<tr><td>1<td>2</table>", [("failed", "missing")]),
        ("<table><thead><tr><td>A<td>B<tbody><tr><td>1<td>2</table>", [("failed", "missing")]),
        (
            a_table("<td>A</td><td>B</td>", "<td>1</td><td>2</td>", attributes='summary="Marks"'),
            [("failed", "missing")],
        ),
        (a_table("<td>A</td><td>B</td>", "<td>1</td><td>2</td>"), [("cantTell", "unclear")]),
        # Lines around short texts, as the editor draws its tables.
        (a_table("<td>A</td><td>B</td>", "<td>1</td><td>2</td>", attributes='border="1"'), [("failed", "missing")]),
        (a_table("<td>A</td><td>B</td>", "<td>1</td><td>2</td>", attributes='border="0"'), [("cantTell", "unclear")]),
        (a_table("<td>A</td><td>B</td>", "<td>1</td><td>2</td>", attributes='rules="all"'), [("failed", "missing")]),
        (
            a_table("<td>A</td><td>B</td>", "<td>1</td><td>2</td>", attributes='style="border: 1px solid"'),
            [("failed", "missing")],
        ),
        (
            a_table("<td>A</td><td>B</td>", "<td>1</td><td>2</td>", attributes='style="border: none"'),
            [("cantTell", "unclear")],
        ),
        # Lines around what a page is arranged of, around long texts, around little.
        (
            a_table("<td><h3>A</h3></td><td>B</td>", "<td>1</td><td>2</td>", attributes="border=1"),
            [("cantTell", "unclear")],
        ),
        (
            a_table(f"<td>{'A ' * 70}</td><td>B</td>", "<td>1</td><td>2</td>", attributes="border=1"),
            [("cantTell", "unclear")],
        ),
        (a_table("<td>A</td><td></td>", "<td></td><td>2</td>", attributes="border=1"), [("cantTell", "unclear")]),
        # A range is a figure; a first row in bold is a row of headers, and bold all over is a look.
        (
            a_table("<td>From</td><td>x</td>", "<td>93 - 96.9%</td><td>A</td>", "<td>90\u201392%</td><td>B</td>"),
            [("failed", "missing")],
        ),
        (a_table(BOLD_ROW, "<td>May</td><td>c</td>", "<td>June</td><td>d</td>"), [("failed", "missing")]),
        (a_table(BOLD_ROW, BOLD_ROW, "<td>June</td><td>d</td>"), [("cantTell", "unclear")]),
        (a_table(BOLD_ROW, "<td>May</td><td>c</td>"), [("cantTell", "unclear")]),
        (
            a_table("<td><b>A</b></td><td>b</td>", "<td>May</td><td>c</td>", "<td>June</td><td>d</td>"),
            [("cantTell", "unclear")],
        ),
        # Columns of figures without lines.
        (
            a_table("<td>Year</td><td>Births</td>", "<td>2001</td><td>1,200</td>", "<td>2002</td><td>$1,300</td>"),
            [("failed", "missing")],
        ),
        (
            a_table("<td>Ann</td><td>Lee</td>", "<td>Bo</td><td>Kim</td>", "<td>Cy</td><td>12</td>"),
            [("cantTell", "unclear")],
        ),
        (
            a_table(
                "<td>x</td><td>=</td><td>12</td>", "<td>y</td><td>=</td><td>3</td>", "<td>z</td><td>=</td><td>4</td>"
            ),
            [("cantTell", "unclear")],
        ),
        (a_table("<td>A</td><td>B</td>"), []),
        (a_table("<td>A</td>", "<td>B</td>"), []),
        (a_table("<td>A</td><td>B</td>", "<td>1</td><td>2</td>", attributes='role="presentation"'), []),
    ],
)
def test_a_table_without_headers(source, verdicts):
    assert judge("html-table-without-headers", source) == verdicts


@pytest.mark.parametrize("rule_id", ["html-table-header-without-cells", "html-table-header-empty"])
@pytest.mark.parametrize(
    "source",
    [
        a_table("<th>A</th><th>B</th>", "<td>1</td><td>2</td>"),
        a_table("<th>A</th><td>1</td>", "<th>B</th><td>2</td>"),
        a_table("<th>A</th><td>1</td>", "<td>2</td><th>B</th>", "<td>3</td><td>4</td>"),
        a_table('<th scope="row">A</th><td>1</td>', '<th scope="colgroup">B</th><td>2</td>'),
        a_table("<th></th><th>B</th>", "<td>1</td>", "<th>C</th>"),
        a_table("<th>A</th><th>B</th>"),
        a_table('<th title="t">A</th><th hidden>B</th><th style="color:red">C</th>', "<td>1</td><td>2</td><td>3</td>"),
        a_table('<th colspan="2">A</th>', "<td>1</td><td>2</td>"),
        a_table("<th>A<b>b</b></th>", '<td headers="a">1</td>'),
        a_table('<th style="visibility:visible">A</th>', "<td>1</td>", attributes='style="visibility:hidden"'),
        a_table("<th>A</th>", "<td>" + a_table("<th>B</th><td>1</td>") + "</td>", attributes='role="grid"'),
    ],
)
def test_headers_counted_at_once_are_those_judged_one_by_one(rule_id, source):
    check = CHECKS[rule_id]
    one_by_one = Check(check.rule, check.applicability, check.expectation, check.weigh)
    assert run(a_document(source), [check]) == run(a_document(source), [one_by_one])
