"""The grid of a table."""

from tests.builders.html import a_document


def the_grid(source):
    document = a_document(source)
    return document.table_of(document.by_tag("table")[0])


def places_in(grid):
    return [(cell.element.text, cell.column, cell.row, cell.width, cell.height) for cell in grid.cells]


def test_spans():
    grid = the_grid("<table><tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td>d</table>")
    assert places_in(grid) == [("a", 0, 0, 1, 2), ("b", 1, 0, 2, 1), ("c", 1, 1, 1, 1), ("d", 2, 1, 1, 1)]
    assert (grid.row_count, grid.column_count) == (2, 3)
    assert grid.at(0, 1).element.text == "a"
    assert grid.at(5, 5) is None


def test_spans_end_with_their_row_group():
    grid = the_grid("<table><thead><tr><td rowspan=9>a<tbody><tr><td>b<tr><td rowspan=0>c<td>d<tr><td>e</table>")
    assert places_in(grid) == [
        ("a", 0, 0, 1, 1),
        ("b", 0, 1, 1, 1),
        ("c", 0, 2, 1, 2),
        ("d", 1, 2, 1, 1),
        ("e", 1, 3, 1, 1),
    ]


def test_spans_that_are_no_numbers():
    grid = the_grid('<table><tr><td colspan="x">a<td colspan="-2">b<td colspan="2.9">c<td colspan="0">d</table>')
    assert [cell.width for cell in grid.cells] == [1, 1, 2, 1]


def test_cells_of_inner_tables_are_not_of_the_outer_one():
    grid = the_grid("<table><tr><td>a<table><tr><td>b</table></table>")
    assert len(grid.cells) == 1
    found = grid.cell_of(grid.cells[0].element)
    assert (found.element, found.column, found.row) == (grid.cells[0].element, 0, 0)
    assert grid.cell_of(grid.table) is None


def test_empty_cells():
    grid = the_grid("<table><tr><td> <td>a<td><br></table>")
    assert [cell.is_empty for cell in grid.cells] == [True, False, False]


def test_a_table_without_rows():
    grid = the_grid("<table><caption>a</caption></table>")
    assert (grid.cells, grid.row_count, grid.column_count, grid.is_complete) == ([], 0, 0, True)
