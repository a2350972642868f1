"""The pages of docs/reference say what the code says."""

import pytest
from tools.reference import main, pages, read


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
