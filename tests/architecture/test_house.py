"""The house is as it is declared: sizes, names, tenancy."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted(path for path in (ROOT / "src").rglob("*.py") if "migrations" not in path.parts)
MOST_LINES_A_FILE = 400
MOST_LINES_A_FUNCTION = 50
NAMELESS = {"utils", "util", "helpers", "helper", "common", "core", "misc"}


def names_of(paths):
    return [str(path.relative_to(ROOT)) for path in paths]


@pytest.mark.parametrize("path", SOURCES, ids=names_of(SOURCES))
def test_no_file_and_no_function_outgrows_its_ceiling(path):
    source = path.read_text()
    assert source.count("\n") <= MOST_LINES_A_FILE
    long = [
        f"{node.name} ({node.end_lineno - node.lineno + 1} lines)"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno - node.lineno + 1 > MOST_LINES_A_FUNCTION
    ]
    assert not long


def test_every_room_is_named_after_what_lives_in_it():
    assert not [name for path in SOURCES for name in (*path.relative_to(ROOT).parts, path.stem) if name in NAMELESS]


@pytest.mark.parametrize("path", SOURCES, ids=names_of(SOURCES))
def test_no_pattern_has_a_possessive_group(path):
    """Before Python 3.11.5 such groups match wrongly, without an error (CPython's gh-106052); atomic groups do not."""
    texts = [node.value for node in ast.walk(ast.parse(path.read_bytes())) if isinstance(node, ast.Constant)]
    assert not [text for text in texts if isinstance(text, str) and re.search(r"\)[*+?]\+(?!,)", text)]
    assert not [text for text in texts if isinstance(text, bytes) and re.search(rb"\)[*+?]\+", text)]


LOOK_OVER_ALL_TENANTS = {
    "tenancy/tenants.py": "declares the manager",
    "connection/health.py": "the daily check of every connection",
    "connection/grants.py": "a person's own attempt, to say which institution an answer of Canvas belongs to",
    "library/tasks.py": "nightly sync",
    "people/invitations.py": "an invitation is found by its link, before anybody knows whose it is",
    "library/dispatcher.py": "shares the queue between institutions",
}


def test_only_what_has_a_reason_looks_over_all_tenants():
    users = {path for path in SOURCES if re.search(r"\ball_tenants\b", path.read_text())}
    names = {str(path.relative_to(ROOT / "src" / "curbcut" / "service")) for path in users}
    assert names == set(LOOK_OVER_ALL_TENANTS)


def test_decisions_are_numbered_once_and_say_their_status():
    records = sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))
    numbers = [int(record.name[:4]) for record in records]
    assert len(numbers) == len(set(numbers))
    for record in records:
        text = record.read_text()
        assert text.startswith(f"# {int(record.name[:4])}. ")
        for part in ("**Status:**", "## Context", "## Decision", "## Consequences"):
            assert part in text, f"{record.name} lacks {part}"


def test_links_between_documents_lead_somewhere():
    link = re.compile(r"\]\((?!https?://|#|mailto:)([^)#]+)")
    broken = [
        f"{document.relative_to(ROOT)}: {target}"
        for document in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
        for target in link.findall(document.read_text())
        if not (document.parent / target).exists()
    ]
    assert not broken
