import pytest
from tests.unit.fixes.mending import change_of, mend, refusal_of

ROWS = "<tr><td>Year</td><td>Cats</td></tr><tr><td>2001</td><td>4</td></tr>"
TABLE = "<table><caption>Cats</caption>{}</table>"


@pytest.mark.parametrize(
    ("answer", "rows"),
    [
        ("row", '<tr><th scope="col">Year</th><th scope="col">Cats</th></tr><tr><td>2001</td><td>4</td></tr>'),
        ("column", '<tr><th scope="row">Year</th><td>Cats</td></tr><tr><th scope="row">2001</th><td>4</td></tr>'),
        ("both", '<tr><th scope="col">Year</th><th scope="col">Cats</th></tr><tr><th scope="row">2001</th><td>4</td></tr>'),
        (None, '<tr><th scope="col">Year</th><th scope="col">Cats</th></tr><tr><td>2001</td><td>4</td></tr>'),
    ],
)  # fmt: skip
def test_header_cells_are_marked(answer, rows):
    assert mend("set-table-headers", TABLE.format(ROWS), answer) == TABLE.format(rows)


def test_an_empty_corner_stays_a_cell_and_proposes_both_sides():
    rows = "<tr><td> </td><td>Cats<tr><td class=k>2001<td>4"
    mended = '<tr><td> </td><th scope="col">Cats<tr><th class=k scope="row">2001<td>4'
    assert mend("set-table-headers", TABLE.format(rows)) == TABLE.format(mended)


def test_headers_are_one_of_three_choices():
    assert refusal_of("set-table-headers", TABLE.format(ROWS), "all") == "answer"


@pytest.mark.parametrize(
    ("nth", "cell", "scoped"),
    [(0, "<th>Cats</th>", '<th scope="col">Cats</th>'), (2, "<th>2001</th>", '<th scope="row">2001</th>')],
)
def test_a_header_gets_the_scope_of_its_place(nth, cell, scoped):
    rows = "<tr><td></td><th>Cats</th><th>Dogs</th></tr><tr><th>2001</th><td>4</td><td>5</td></tr>"
    assert mend("set-scope", TABLE.format(rows), nth=nth) == TABLE.format(rows.replace(cell, scoped))


@pytest.mark.parametrize(
    ("cell", "mended"),
    [
        ('<th scope="column">Cats</th>', '<th scope="row">Cats</th>'),
        ('<td scope="row">Cats</td>', '<th scope="row">Cats</th>'),
    ],
)
def test_a_wrong_scope_is_put_right(cell, mended):
    table = TABLE.format("<tr>{}<td>1</td></tr><tr><td>2</td><td>3</td></tr>")
    assert change_of("set-scope", table.format(cell), "row").data.decode() == table.format(mended)


@pytest.mark.parametrize(
    ("source", "mended"),
    [
        ("<table id=t><tr><th>a<td>b</table>", "<table id=t><caption>Cats &amp; dogs</caption><tr><th>a<td>b</table>"),
        ("<table><caption> </caption><tr><th>a<td>b</table>", "<table><caption>Cats &amp; dogs</caption><tr><th>a<td>b</table>"),
    ],
)  # fmt: skip
def test_a_table_gets_a_caption(source, mended):
    assert mend("add-caption", source, "Cats & dogs") == mended


def test_an_empty_header_gets_words_and_a_scope():
    rows = "<tr><th scope=col>Year</th><th></th></tr><tr><td>2001</td><td>4</td></tr>"
    mended = '<tr><th scope=col>Year</th><th scope="col">Cats</th></tr><tr><td>2001</td><td>4</td></tr>'
    assert mend("name-table-header", TABLE.format(rows), "Cats") == TABLE.format(mended)


def test_an_empty_header_becomes_a_cell():
    rows = '<tr><th scope=col>Year</th><th scope="col"></th></tr><tr><td>2001</td><td>4</td></tr>'
    mended = "<tr><th scope=col>Year</th><td></td></tr><tr><td>2001</td><td>4</td></tr>"
    assert mend("make-data-cell", TABLE.format(rows)) == TABLE.format(mended)


def test_a_header_by_role_stays():
    rows = '<tr><td role="columnheader"></td><th>Year</th><tr><td>1<td>2'
    assert refusal_of("make-data-cell", TABLE.format(f"<tr><td>1<td>2{rows}")) == "not-applicable"


@pytest.mark.parametrize(("headers", "mended"), [("a z", ' headers="a"'), ("z", "")])
def test_references_to_headers_that_are_not_there_go(headers, mended):
    table = TABLE.format('<tr><th id="a">Cats<th id="b">Dogs<tr><td{}>4<td headers="b">5')
    assert mend("drop-broken-headers", table.format(f' headers="{headers}"')) == table.format(mended)
