"""The four forms of a course's report."""

import csv
import io
from datetime import UTC, datetime

import msgspec
import pytest
from tests.unit.scoring.formats import LINES

from curbcut.canvas.content import Note
from curbcut.reports.course import COLUMNS, FORMS, as_csv, as_html, as_json, as_text, totals_of
from curbcut.reports.course_report import CourseReport, ItemReport
from curbcut.scoring.assessment import check, could_not_check
from curbcut.scoring.course import ScoredItem, score_course

NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)


def item(content, title="Week 1", **more):
    fields = {"kind": "page", "id": 3, "url": "https://canvas.example.edu/courses/7/pages/w1", "updated_at": NOON}
    fields |= {"published": True, "is_content_locked": False} | more
    return ItemReport(title=title, assessment=check(content, name="a.txt"), **fields)


def with_assessment(assessment):
    return msgspec.structs.replace(item(b"fine"), assessment=assessment)


def report(*items, name="Biology", notes=()):
    scored = [ScoredItem(score=each.assessment.score, origin="editor", amount=2.0) for each in items]
    return CourseReport(
        canvas="https://canvas.example.edu",
        course_id=7,
        name=name,
        course_code="BIOL-201",
        published=True,
        scanned_at=NOON,
        score=score_course(scored),
        items=items,
        rules={rule.id: rule for rule in LINES.rules},
        notes=tuple(Note("tab-disabled", note) for note in notes),
    )


def rows(made):
    text = as_csv(made).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_forms():
    assert FORMS == ("text", "html", "csv", "json")


def test_totals_are_sorted_by_severity_and_what_needs_a_look_comes_last():
    totals = totals_of(report(item(b"minor\nminor"), item(b"major?"), item(b"advice\nminor")))
    assert [(total.rule.id, total.items, total.places, total.to_review) for total in totals] == [
        ("text-minor", 2, 3, 0),
        ("text-advice", 1, 1, 0),
        ("text-major", 0, 0, 1),
    ]


def test_text():
    text = as_text(report(item(b"major"), item(b"bomb"), notes=["No quizzes."])).decode()
    assert text.startswith("Biology (https://canvas.example.edu/courses/7)\n")
    for words in (
        "Overall  ◑ 57.1 Medium",
        "Files    not enough content",
        "Items: 2. Could not be checked: 1. Empty, with nothing to check: 0.",
        "major   Text major: 1 in 1 item (text-major)",
        "Note: No quizzes.",
        "page: Week 1  ◑ 57.1 Medium",
        "https://canvas.example.edu/courses/7/pages/w1",
        "could not be checked: It unpacks to too much.",
    ):
        assert words in text


def test_json():
    made = msgspec.json.decode(as_json(report(item(b"major"), item(b"bomb"), notes=["No quizzes."])))
    assert made["course"] == {"id": 7, "name": "Biology", "course_code": "BIOL-201", "published": True}
    assert made["scanned_at"] == "2026-09-01T12:00:00Z"
    assert (made["score"]["overall"], made["score"]["band"]) == (57.1, "Medium")
    assert made["items_by_kind"] == {"page": 2}
    assert made["not_checked"] == 1
    assert made["issues_by_rule"][0] | {"title": ""} == {
        "id": "text-major",
        "title": "",
        "severity": "major",
        "export_name": None,
        "wcag": ["1.1.1"],
        "items": 1,
        "places": 1,
        "to_review": 0,
    }
    first = made["items"][0]
    assert (first["item_kind"], first["id"], first["kind"], first["score"]) == ("page", 3, "text", 57.1)
    assert first["issues"][0]["id"] == "text-major"
    assert made["notes"] == [{"code": "tab-disabled", "text": "No quizzes."}]


def test_csv_has_the_promised_columns_and_one_row_an_item():
    [first, second] = rows(report(item(b"major\nminor\nminor?"), item(b"bomb", published=False)))
    assert tuple(first) == COLUMNS
    assert (first["score"], first["band"], first["major"], first["minor"], first["to_review"]) == (
        "78.8", "High", "1", "1", "1",
    )  # fmt: skip
    assert first["issues"] == "text-major: 1; text-minor: 1"
    assert (first["updated_at"], first["scanned_at"], first["published"]) == (
        "2026-09-01T12:00:00Z", "2026-09-01T12:00:00Z", "yes",
    )  # fmt: skip
    assert (second["score"], second["status"], second["reason_code"]) == ("", "could-not-check", "oversized-document")
    assert second["published"] == "no"


@pytest.mark.parametrize(
    ("content", "severe", "minor"), [(b"bomb", "", ""), (b"locked", "1", "0"), (b"fine", "0", "0")]
)
def test_csv_has_no_number_for_what_nobody_asked(content, severe, minor):
    [row] = rows(report(item(content)))
    assert (row["severe"], row["minor"], row["to_review"]) == (severe, minor, minor)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_title_never_becomes_a_formula(start):
    [row] = rows(report(item(b"fine", title=f"{start}HYPERLINK(1)"), name=f"{start}1"))
    assert row["item_title"] == f"'{start}HYPERLINK(1)"
    assert row["course_name"].startswith("'")


def test_a_title_with_quotes_and_lines_stays_one_cell():
    title = 'Say "hi",\nplease; now'
    assert rows(report(item(b"fine", title=title)))[0]["item_title"] == title


def test_html():
    page = as_html(report(item(b"major", is_content_locked=True, published=False), notes=["No quizzes."])).decode()
    for words in (
        "Accessibility report: Biology",
        "not published",
        "locked by the blueprint course",
        "No quizzes.",
        "Overall",
    ):
        assert words in page
    assert '<a href="https://canvas.example.edu/courses/7/pages/w1">' in page


def test_an_empty_page_is_no_page_that_could_not_be_checked():
    made = report(item(b"major"), with_assessment(could_not_check("Week 2", "html", ("empty", "It is empty."))))
    for text in (as_text(made).decode(), as_html(made).decode()):
        assert "Could not be checked: 0. Empty, with nothing to check: 1." in text
        assert "could not be checked" not in text
        assert "Could not be checked:</strong>" not in text
        assert text.count("empty") >= 1


def test_an_empty_course_has_a_report_in_every_form():
    for write in (as_text, as_html, as_csv, as_json):
        assert write(report())
