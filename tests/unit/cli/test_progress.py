"""Progress shows on a terminal only."""

import io
import sys

from curbcut.cli.progress import progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


def run(stream, monkeypatch, *, quiet=False, last="two"):
    monkeypatch.setattr(sys, "stderr", stream)
    with progress("Checking", total=2, quiet=quiet) as step:
        step("one", None)
        step(last, 3)
    return stream.getvalue()


def test_a_terminal_sees_progress(monkeypatch):
    assert "/2" in run(Terminal(), monkeypatch) or "/3" in run(Terminal(), monkeypatch)


def test_a_file_sees_nothing(monkeypatch):
    assert run(io.StringIO(), monkeypatch) == ""


def test_quiet_is_quiet(monkeypatch):
    assert run(Terminal(), monkeypatch, quiet=True) == ""


def test_a_name_is_no_markup_and_no_command(monkeypatch):
    assert "notes[/b].html" in run(Terminal(), monkeypatch, last="notes[/b].html")
    assert "\x1b]0;" not in run(Terminal(), monkeypatch, last="\x1b]0;title\x07.html")
