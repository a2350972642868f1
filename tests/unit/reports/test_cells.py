"""Cells that a spreadsheet would compute, and those that it would not."""

import pytest

from curbcut.reports.cells import spreadsheet_cell


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("-3", "'-3"),
        (" =1+1", " '=1+1"),
        ("\tWeek", "'\tWeek"),
        ("\N{FULLWIDTH EQUALS SIGN}1+1", "'\N{FULLWIDTH EQUALS SIGN}1+1"),
        ("Week;=1+1", "Week;'=1+1"),
        ("Week; @SUM(1)", "Week; '@SUM(1)"),
        ("Week\n+1", "Week\n'+1"),
        ("Week\t-1", "Week\t'-1"),
        ("\n=1+1", "'\n'=1+1"),
    ],
)
def test_a_formula_is_text(text, cell):
    assert spreadsheet_cell(text) == cell


@pytest.mark.parametrize(
    "text", ["", "Week 1", "1-2", "a = b, -c", "'=1", "text-major: 1; text-minor: 2", "Übergröße; klein"]
)
def test_other_text_stays(text):
    assert spreadsheet_cell(text) == text
