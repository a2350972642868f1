"""The HTML report under our own rules: a product about accessibility shows clean pages."""

from tests.builders.pdf import Tag, a_tagged_pdf

from curbcut.cli.main import main
from curbcut.documents.context import Context
from curbcut.reports.html import Entry, ScoreRow, page_of, render
from curbcut.rules.catalogue import rules_by_id
from curbcut.rules.rule import Outcome
from curbcut.scoring.assessment import check, check_bytes

FAULTY = """<!DOCTYPE html><html><head><title>x</title></head><body><h1>Week 1</h1><h3>Notes</h3>
<p style="color:#aaa">Pale text.</p><img src="leaf.png"><a href="x"></a><video src="a.mp4"></video>
<table><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table></body></html>"""


def test_the_report_has_no_issue_of_its_own():
    entries = [
        Entry(
            title="Week 1",
            assessment=check(FAULTY.encode(), name="a.html"),
            sort="page",
            url="https://canvas.example/1",
        ),
        Entry(title="Notes.pdf", assessment=check(b"not a PDF", name="Notes.pdf"), sort="file"),
        Entry(title="talk.mp3", assessment=check(b"ID3", name="talk.mp3"), sort="file", facts=("not published",)),
    ]
    assert entries[0].assessment.parts
    scores = [ScoreRow("Overall", 53.1, "3 items"), ScoreRow("Files", None)]
    page = render(page_of(entries, rules_by_id(), title="Report", scores=scores, notes=["No quizzes were read."]))
    found = check_bytes(page, Context(name="report.html"))
    assert found.status == "checked"
    assert {result.rule_id: result.findings for result in found.results if result.outcome is Outcome.FAILED} == {}


def test_the_report_on_a_pdf_shows_its_page_and_its_places(tmp_path):
    file = tmp_path / "foxes.pdf"
    drawing = Tag("Figure", content="0 0 1 rg 100 500 80 60 re f")
    file.write_bytes(a_tagged_pdf(Tag("H1", "Foxes"), drawing).with_info(Creator="Microsoft Word").build())
    report = tmp_path / "report.html"
    assert main(["check", "--format", "html", "--quiet", "--output", str(report), str(file)]) == 0
    page = report.read_bytes()
    assert page.count(b'src="data:image/png;base64,') == 2
    assert b"made with Word" in page
    found = check_bytes(page, Context(name="report.html"))
    assert {result.rule_id for result in found.results if result.outcome is Outcome.FAILED} == set()
