"""`curbcut scan-course`: its words, its token, its errors."""

import pytest
from tests.unit.cli.courses import FakeCanvas, FakeReader, body

from curbcut.canvas.errors import AccessTokenRefusedError, NotFoundError
from curbcut.cli import scan_course as command

WORDS = ("scan-course", "--canvas", "https://canvas.example.edu", "--course", "7", "--token-env", "MY_TOKEN")


@pytest.fixture
def tokens(monkeypatch):
    """Let the command see a Canvas in memory; gives the tokens that it used."""
    used = []

    class Opened(FakeCanvas):
        def __enter__(self):
            return self

        def __exit__(self, *_):
            pass

    def connect(_address, token):
        used.append(token.reveal())
        return Opened()

    monkeypatch.setenv("MY_TOKEN", " secret-token\n")
    monkeypatch.setattr(command, "connect", connect)
    monkeypatch.setattr("curbcut.reports.course_report.CourseReader", lambda *_: FakeReader(body("", title="Empty")))
    return used


@pytest.mark.parametrize("form", ["text", "html", "csv", "json"])
def test_every_form(curbcut, tokens, form):
    code, out, err = curbcut(*WORDS, "--format", form)
    assert (code, err) == (0, "")
    assert "Biology" in out
    assert tokens == ["secret-token"]
    assert "secret-token" not in out


def test_into_a_file(curbcut, tokens, tmp_path):
    code, out, _ = curbcut(*WORDS, "--output", tmp_path / "report.txt")
    assert (code, out) == (0, "")
    assert "Biology" in (tmp_path / "report.txt").read_text(encoding="utf-8")


def test_without_a_token_the_variable_is_named(curbcut, monkeypatch):
    monkeypatch.delenv("MY_TOKEN", raising=False)
    code, _, err = curbcut(*WORDS)
    assert code == 2
    assert "MY_TOKEN" in err


def test_a_canvas_that_refuses_is_told(curbcut, tokens, monkeypatch):
    def refuse(*_):
        raise AccessTokenRefusedError("Canvas refuses the access token.")

    monkeypatch.setattr(command, "connect", refuse)
    code, out, err = curbcut(*WORDS)
    assert (code, out) == (1, "")
    assert "Canvas refuses the access token." in err


def test_a_course_that_canvas_does_not_show_is_named(curbcut, tokens, monkeypatch):
    def not_found(_reader):
        raise NotFoundError("Canvas knows no such record (get a course).")

    monkeypatch.setattr(FakeReader, "course", not_found)
    code, out, err = curbcut(*WORDS)
    assert (code, out) == (1, "")
    assert "no course of the number 7" in err


def test_an_output_that_cannot_be_written_is_told(curbcut, tokens, tmp_path):
    assert curbcut(*WORDS, "--output", tmp_path)[0] == 2


@pytest.mark.parametrize("course", ["0", "-1", "seven", "7.5"])
def test_a_course_is_a_number(curbcut, course):
    assert curbcut("scan-course", "--canvas", "https://x.example", "--course", course)[0] == 2
