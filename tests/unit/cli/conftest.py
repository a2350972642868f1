"""The command line with the tiny format of `tests/unit/scoring/formats.py`, checked in this process."""

import msgspec
import pytest
from tests.unit.scoring.formats import LINES, format_of

from curbcut.scoring import assessment
from curbcut.scoring.assessment import check_bytes


class InThisProcess:
    """Keeps the contract of `scoring.isolated.Checker` without children."""

    def __init__(self, *, jobs=1, kinds=()):
        self.jobs, self.kinds = jobs, kinds
        self.rules = {rule.id: rule for rule in LINES.rules}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def check(self, data, context):
        return check_bytes(data, context)

    def map(self, work, items):
        return map(work, items)

    def unconfined(self):
        return ()


@pytest.fixture(autouse=True)
def _tiny_format(monkeypatch):
    monkeypatch.setattr(assessment, "format_of", format_of)
    monkeypatch.setattr("curbcut.scoring.isolated.Checker", InThisProcess)


@pytest.fixture
def curbcut(capfdbinary):
    """Run a command line; gives exit code, standard output and standard error."""
    from curbcut.cli.main import main

    def run(*words):
        try:
            code = main([str(word) for word in words])
        except SystemExit as stop:
            code = stop.code
        out, err = capfdbinary.readouterr()
        return code, out.decode(), err.decode()

    return run


@pytest.fixture
def lines_of(curbcut):
    """Run `curbcut check --format jsonl` and decode its lines."""

    def run(*words):
        _, out, _ = curbcut("check", "--format", "jsonl", *words)
        return [msgspec.json.decode(line) for line in out.splitlines()]

    return run
