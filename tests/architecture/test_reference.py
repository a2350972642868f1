"""The pages of docs/reference say what the code says."""

import re

import pytest
from tools.reference import main, pages, read

from curbcut.cli.check import FORMATS
from curbcut.reports import course


@pytest.mark.parametrize("name", ["checks.md", "cli.md", "scopes.md"])
def test_no_page_is_stale(name):
    assert read(name) == pages()[name], f"docs/reference/{name} is stale: run `make docs`"


def test_check_says_which_page_is_stale(monkeypatch, capsys):
    monkeypatch.setattr("tools.reference.read", lambda name: "old" if name == "cli.md" else pages()[name])
    assert main(["--check"]) == 1
    assert "cli.md is stale" in capsys.readouterr().err


def test_check_is_silent_when_all_is_well(monkeypatch, capsys):
    monkeypatch.setattr("tools.reference.read", lambda name: pages()[name])
    assert main(["--check"]) == 0
    assert capsys.readouterr().err == ""


def test_the_page_on_reports_has_every_column_and_form():
    text = read("reports.md")
    rows = [line.split("|")[1] for line in text.partition("## CSV")[2].splitlines() if line.startswith("| `")]
    assert [name for row in rows for name in re.findall("`([a-z_]+)`", row)] == list(course.COLUMNS)
    [check, scan] = [set(re.findall("`([a-z]+)`", line.split("|")[2])) for line in text.splitlines()[4:6]]
    assert (check, scan) == ({*FORMATS}, {*course.FORMS})
