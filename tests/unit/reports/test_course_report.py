"""Scanning a course: what is checked, what is not and why, and the score."""

import pytest
from msgspec.structs import replace
from tests.unit.cli.conftest import InThisProcess
from tests.unit.cli.courses import FakeCanvas, FakeReader, body, file
from tests.unit.scoring.formats import LINES

from curbcut.canvas.errors import DownloadError, GrantLostError, NotFoundError, OversizedFileError
from curbcut.documents.used_picture import UsedPicture
from curbcut.reports import course_report
from curbcut.reports.course_report import scan_course
from curbcut.rules.format import Format
from curbcut.scoring import assessment


@pytest.fixture(autouse=True)
def _everything_is_lines(monkeypatch):
    """Check HTML and PDF as lines of text."""
    lines = Format(kinds=("html",), read=LINES.read, checks=LINES.checks, measure=LINES.measure)
    monkeypatch.setattr(assessment, "format_of", lambda kind: lines if kind in {"html", "pdf"} else None)


def scan(*items, canvas=None, **more):
    return scan_course(canvas or FakeCanvas(), 7, pool=InThisProcess(), reader=FakeReader(*items, **more))


def test_bodies_are_checked_as_editor_content():
    report = scan(body("fine\nmajor"))
    [item] = report.items
    assert (item.kind, item.title, item.assessment.origin, item.assessment.kind) == ("page", "Week 1", "editor", "html")
    assert item.assessment.score == 73.0


def test_what_the_course_is():
    report = scan()
    assert (report.name, report.course_code, report.canvas) == ("Biology", "BIOL-201", "https://canvas.example.edu")
    assert report.scanned_at.tzinfo is not None


def test_files_are_downloaded_and_checked():
    canvas = FakeCanvas(notes_pdf=b"minor")
    [item] = scan(file("notes.pdf"), canvas=canvas).items
    assert (item.assessment.origin, item.assessment.status, item.assessment.score) == ("file", "checked", 93.4)


def test_a_file_that_nothing_checks_is_not_downloaded():
    canvas = FakeCanvas()
    [item] = scan(file("slides.zip"), canvas=canvas).items
    assert item.assessment.reason == "Nothing here checks archive files yet."
    assert canvas.files.asked == []


def test_a_file_without_telling_name_is_downloaded_when_its_type_tells():
    canvas = FakeCanvas(handout=b"%PDF-minor")
    [item] = scan(file("handout", content_type="application/pdf; charset=binary"), canvas=canvas).items
    assert item.assessment.kind == "pdf"


@pytest.mark.parametrize("error", [DownloadError("No."), OversizedFileError("Too large.")])
def test_a_download_that_fails_is_told_with_its_item(error):
    [item, other] = scan(file("notes.pdf"), body("fine"), canvas=FakeCanvas(notes_pdf=error)).items
    assert (item.assessment.code, item.assessment.reason, item.assessment.score) == (error.code, str(error), None)
    assert other.assessment.status == "checked"


def test_a_lost_grant_ends_the_scan():
    with pytest.raises(GrantLostError):
        scan(file("notes.pdf"), canvas=FakeCanvas(notes_pdf=GrantLostError("Gone.")))


def test_a_course_that_is_not_there_ends_the_scan(monkeypatch):
    class Absent:
        def __init__(self, *_):
            self.notes = []

        def course(self):
            raise NotFoundError("No such course.")

    monkeypatch.setattr(course_report, "CourseReader", Absent)
    with pytest.raises(NotFoundError):
        scan_course(FakeCanvas(), 7, pool=InThisProcess())


@pytest.mark.parametrize(
    "item", [body(None, not_checkable="block-editor"), file("notes.pdf", not_checkable="locked-for-user")]
)
def test_what_cannot_be_checked_says_why(item):
    [report] = scan(item).items
    assert report.assessment.status == "could-not-check"
    assert report.assessment.reason == item.not_checkable_reason


def test_a_body_that_did_not_come_is_told():
    [report] = scan(body(None)).items
    assert report.assessment.code == "no-body"


@pytest.mark.parametrize("html", ["", " \n "])
def test_an_empty_item_is_no_perfect_item(html):
    report = scan(body(html))
    assert (report.items[0].assessment.code, report.items[0].assessment.score) == ("empty", None)
    assert report.score.overall is None


def test_the_score_of_the_course_with_files_and_editor_apart():
    text = "fine\n" * 800
    report = scan(body(text), body(text + "major"), file("a.pdf"), canvas=FakeCanvas(a_pdf=(text + "minor").encode()))
    assert report.score.scored == 3
    assert report.score.editor is not None
    assert report.score.files is not None


def test_notes_of_the_reader_are_kept():
    assert [note.text for note in scan(notes=["No quizzes."]).notes] == ["No quizzes."]


def test_what_shows_the_text_of_another_item_is_counted_once_and_said():
    report = scan(body("fine", kind="quiz"), body(None, kind="assignment", number=2, not_checkable="mirror"))
    assert [item.kind for item in report.items] == ["quiz"]
    assert [(note.code, note.text[-3:]) for note in report.notes] == [("mirrors", " 1.")]


def test_progress_hears_of_each_item():
    told = []
    reader = FakeReader(body("fine", title="One"), body("fine", title="Two"))
    scan_course(FakeCanvas(), 7, pool=InThisProcess(), reader=reader, progress=lambda text, _total: told.append(text))
    assert told == ["One", "Two"]


class Listening(InThisProcess):
    """Remembers what it was told of each file."""

    def __init__(self):
        super().__init__()
        self.contexts = {}

    def check(self, data, context):
        self.contexts[context.name] = context
        shown = (UsedPicture("/courses/7/files/50/preview", "A red fox"),)
        return replace(super().check(data, context), pictures=shown if context.origin == "editor" else None)


def test_the_checks_hear_of_the_neighbours_of_a_file():
    pool = Listening()
    reader = FakeReader(
        body('<img src="/courses/7/files/50/preview" alt="A red fox">'),
        file("talk.mp4", folder=1, number=49),
        file("fox.png", number=50),
        file("talk.vtt", folder=1, number=51),
    )
    report = scan_course(FakeCanvas(fox_png=b"fine", talk_mp4=b"fine"), 7, pool=pool, reader=reader)
    assert {item.title for item in report.items} == {"Week 1", "talk.mp4", "fox.png", "talk.vtt"}
    assert pool.contexts["fox.png"].alternatives == ("A red fox",)
    assert pool.contexts["talk.mp4"].siblings == ("talk.vtt",)
    assert pool.contexts["Week 1"].alternatives is None


def test_what_a_list_leaves_out_may_use_a_picture():
    pool = Listening()
    reader = FakeReader(file("hen.png", number=51), notes=["No quizzes."])
    scan_course(FakeCanvas(hen_png=b"fine"), 7, pool=pool, reader=reader)
    assert pool.contexts["hen.png"].alternatives is None
    reader = FakeReader(body(" "), file("hen.png", number=51))
    scan_course(FakeCanvas(hen_png=b"fine"), 7, pool=pool, reader=reader)
    assert pool.contexts["hen.png"].alternatives == ()
