"""`curbcut doctor` says what is there, what is not, and what that costs."""

import subprocess

import msgspec
import pytest

from curbcut.cli import doctor
from curbcut.scoring.assessment import Assessment


@pytest.fixture(autouse=True)
def _programs(monkeypatch):
    def run(command, **_):
        if command[0] == "/bin/java":
            raise subprocess.TimeoutExpired(command, 10)
        return subprocess.CompletedProcess(command, 0, f"{command[0]} 5.3\nmore", "")

    monkeypatch.setattr(doctor.subprocess, "run", run)


def findings(*there):
    return {each.name: each for each in doctor.examine(lambda name: f"/bin/{name}" if name in there else None)}


def test_a_program_that_is_there_says_its_version():
    assert findings("tesseract")["tesseract"].detail == "/bin/tesseract 5.3"


def test_a_program_may_have_a_second_name():
    assert findings("libreoffice")["soffice"].state == "ok"


def test_a_missing_program_has_a_cost_and_a_remedy():
    found = findings()["soffice"]
    assert found.state == "missing"
    assert ".doc" in found.cost
    assert "libreoffice-writer-nogui" in found.remedy


def test_programs_are_found_as_the_checks_find_them(monkeypatch):
    monkeypatch.setattr("curbcut.documents.isolation.libreoffice.find_office", lambda: "/opt/office")
    monkeypatch.setattr("curbcut.documents.isolation.programs.find_program", lambda _: None)
    monkeypatch.setattr(doctor.shutil, "which", lambda name: f"/home/me/bin/{name}")
    found = {each.name: each for each in doctor.examine()}
    assert found["soffice"].detail.startswith("/opt/office")
    assert found["tesseract"].state == "missing"


def test_without_tesseract_text_in_pictures_is_not_looked_at():
    found = findings()["tesseract"]
    assert found.state == "missing"
    assert found.cost.startswith("Text in pictures is not looked at")
    assert "apt install tesseract-ocr" in found.remedy


def test_a_program_that_hangs_is_limited():
    assert findings("java")["java"].state == "limited"


def test_a_missing_reader_is_needed(monkeypatch):
    monkeypatch.setattr(doctor, "_READERS", {"no_such_module": "Nothing can be read."})
    found = findings()["no_such_module"]
    assert (found.state, found.needed) == ("missing", True)


class Fake:
    unconfined_parts: tuple[str, ...] = ()
    code = "unsupported-document"

    def __init__(self, kinds):
        self.kinds = kinds

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def check(self, *_):
        return Assessment(name="", kind="unknown", status="could-not-check", code=self.code, reason="It did not start.")

    def unconfined(self):
        return self.unconfined_parts


@pytest.mark.parametrize(
    ("code", "parts", "state", "words"),
    [
        ("unsupported-document", (), "ok", ""),
        ("unsupported-document", ("network",), "limited", "connections"),
        ("unsupported-document", ("address-space", "privileges"), "limited", "memory"),
        ("start", (), "missing", "No file"),
    ],
)
def test_the_bounded_processes(monkeypatch, code, parts, state, words):
    fake = type("Bounded", (Fake,), {"code": code, "unconfined_parts": parts})
    monkeypatch.setattr("curbcut.scoring.isolated.Checker", fake)
    found = findings()["bounded processes"]
    assert found.state == state
    assert words in found.cost


def test_text_and_exit_code(curbcut):
    code, out, _ = curbcut("doctor")
    assert code == 0
    assert "✓ Python" in out


def test_json(curbcut):
    _, out, _ = curbcut("doctor", "--json")
    assert {"name", "state", "detail"} <= set(msgspec.json.decode(out)["findings"][0])


def test_something_needed_that_is_missing_is_a_failure(curbcut, monkeypatch):
    monkeypatch.setattr(doctor, "_READERS", {"no_such_module": "Nothing can be read."})
    code, out, _ = curbcut("doctor")
    assert code == 1
    assert "Nothing can be read." in out
