"""`curbcut scan-course` as a person runs it, against a stand-in Canvas in a process of its own."""

import csv
import io
import json
import os
import subprocess
import sys
from functools import cache

import pytest
from tests.sandbox_process import start_sandbox

COURSE = "101"


@pytest.fixture(scope="module")
def sandbox():
    with start_sandbox() as sandbox:
        yield sandbox


@pytest.fixture(scope="module")
def scan(sandbox):
    """Run the command with a token; gives exit code, output and errors. The same command is run once."""

    @cache
    def run(*words, course=COURSE, token=None):
        command = [sys.executable, "-m", "curbcut.cli", "scan-course", "--canvas", sandbox.address, "--course", course]
        environment = os.environ | {"CANVAS_TOKEN": token or sandbox.token("teacher")}
        done = subprocess.run([*command, *words], capture_output=True, env=environment, timeout=120, check=False)
        return done.returncode, done.stdout.decode("utf-8-sig"), done.stderr.decode()

    return run


def test_every_kind_of_content_is_in_the_report(scan):
    code, out, err = scan("--format", "json")
    assert (code, err) == (0, "")
    report = json.loads(out)
    assert set(report["items_by_kind"]) >= {
        "page",
        "assignment",
        "discussion",
        "announcement",
        "quiz",
        "syllabus",
        "file",
    }
    assert sum(report["items_by_kind"].values()) == len(report["items"])
    assert report["issues_by_rule"]
    for item in report["items"]:
        assert item["status"] == "checked" or item["reason"]
        assert item["url"].startswith("http://127.0.0.1")


def test_files_are_checked_and_some_pages_cannot_be(scan):
    _, out, _ = scan("--format", "json")
    items = json.loads(out)["items"]
    assert {item["kind"] for item in items if item["item_kind"] == "file" and item["status"] == "checked"} >= {"pdf"}
    assert any(item["status"] == "could-not-check" for item in items)


def test_csv_has_a_row_for_every_item(scan):
    _, out, _ = scan("--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert {row["course_id"] for row in rows} == {COURSE}
    assert {row["status"] for row in rows} <= {"checked", "could-not-check"}


def test_text_and_html_name_the_course(scan):
    assert "Overall" in scan()[1]
    assert scan("--format", "html")[1].startswith("<!DOCTYPE html>")


def test_a_token_that_canvas_does_not_know(scan):
    code, out, err = scan(token="not-a-token")
    assert (code, out) == (1, "")
    assert "token" in err.lower()
    assert "not-a-token" not in err


def test_a_course_that_is_not_there(scan):
    code, out, err = scan(course="999999")
    assert (code, out) == (1, "")
    assert err
