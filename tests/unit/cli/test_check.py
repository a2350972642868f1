"""`curbcut check`: which files, which lines, which exit code."""

import os
import re
from base64 import b64encode

import pytest
from tests.unit.cli.conftest import InThisProcess

from curbcut.cli import inputs
from curbcut.reports.previews import FilePreview


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "week-1" / ".hidden").mkdir(parents=True)
    (tmp_path / "week-1" / ".hidden" / "a.txt").write_text("major")
    (tmp_path / "week-1" / ".secret.txt").write_text("major")
    (tmp_path / "week-1" / "b.txt").write_text("minor\nfine\nminor")
    (tmp_path / "week-1" / "a.txt").write_text("fine")
    (tmp_path / "talk.mp3").write_bytes(b"ID3")
    (tmp_path / "broken.txt").write_text("damaged")
    return tmp_path


def test_one_line_a_file_in_the_order_given_hidden_ones_left_out(lines_of, folder):
    lines = lines_of("talk.mp3", "week-1", "broken.txt")
    assert [line["file"] for line in lines] == ["talk.mp3", "week-1/a.txt", "week-1/b.txt", "broken.txt"]
    assert [line["status"] for line in lines] == ["could-not-check", "checked", "checked", "could-not-check"]
    assert [line["score"] for line in lines] == [None, 100.0, 95.4, 0.0]


def test_a_hidden_file_that_was_named_is_checked(lines_of, folder):
    assert lines_of("week-1/.secret.txt")[0]["status"] == "checked"


def test_the_line_of_a_file(lines_of, folder):
    [line] = lines_of("week-1/b.txt")
    assert line["kind"] == "text"
    assert line["band"] == "High"
    [issue] = line["issues"]
    assert issue["id"] == "text-minor"
    assert (issue["severity"], issue["outcome"], issue["count"]) == ("minor", "failed", 2)
    assert (issue["points_lost"], issue["score_if_fixed"]) == (4.56, 100.0)
    assert issue["locations"] == [
        {"message": "Line 1 is bad.", "reason": "bad", "excerpt": "minor", "line": 1},
        {"message": "Line 3 is bad.", "reason": "bad", "excerpt": "minor", "line": 3},
    ]
    assert line["rules"] == [
        {"id": "text-malformed", "outcome": "passed", "count": 0, "act": [], "wcag": []},
        {"id": "text-encrypted", "outcome": "passed", "count": 0, "act": [], "wcag": []},
        {"id": "text-major", "outcome": "passed", "count": 0, "act": ["23a2a8"], "wcag": ["1.1.1"]},
        {"id": "text-minor", "outcome": "failed", "count": 2, "act": [], "wcag": ["1.1.1"]},
        {"id": "text-advice", "outcome": "passed", "count": 0, "act": [], "wcag": []},
    ]


def test_an_unreadable_file_has_its_issue_and_no_rule_passes(lines_of, folder):
    [line] = lines_of("broken.txt")
    assert [issue["id"] for issue in line["issues"]] == ["text-malformed"]
    assert (line["reason"], line["reason_code"]) == ("It ends in the middle.", "malformed-document")
    assert {rule["outcome"] for rule in line["rules"] if rule["id"] != "text-malformed"} == {"cantTell"}


def test_what_a_person_has_to_look_at_is_no_issue(lines_of, tmp_path):
    (tmp_path / "a.txt").write_text("major?")
    [line] = lines_of(tmp_path)
    assert line["issues"] == []
    assert [(each["id"], each["outcome"], each["count"]) for each in line["review"]] == [("text-major", "cantTell", 1)]
    assert {rule["id"]: rule["count"] for rule in line["rules"]}["text-major"] == 1


def test_a_rule_can_fail_and_be_unsure_in_one_file(lines_of, tmp_path):
    (tmp_path / "a.txt").write_text("major\nmajor?\nmajor?")
    [line] = lines_of(tmp_path)
    assert [(each["outcome"], each["count"], len(each["locations"])) for each in line["issues"]] == [("failed", 1, 1)]
    assert [(each["outcome"], each["count"], len(each["locations"])) for each in line["review"]] == [("cantTell", 2, 2)]
    assert {rule["id"]: (rule["outcome"], rule["count"]) for rule in line["rules"]}["text-major"] == ("failed", 3)


def test_findings_beyond_the_kept_ones_are_counted(lines_of, tmp_path):
    (tmp_path / "a.txt").write_text("minor\n" * 250)
    [issue] = lines_of(tmp_path)[0]["issues"]
    assert (issue["count"], len(issue["locations"]), issue["locations_left_out"]) == (250, 200, 50)


def test_a_missing_file_has_its_line_and_the_others_are_not_lost(curbcut, folder):
    code, out, _ = curbcut("check", "--format", "jsonl", "none.txt", "week-1/a.txt")
    assert code == 2
    assert '"There is no such file."' in out
    assert '"week-1/a.txt"' in out


def test_a_device_is_not_opened(lines_of, tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    [line] = lines_of(tmp_path / "pipe.txt")
    assert line["reason_code"] == "not-a-file"


def test_a_file_of_too_many_bytes_is_not_read(lines_of, folder, monkeypatch):
    monkeypatch.setattr(inputs, "LARGEST_FILE_BYTES", 3)
    assert lines_of("week-1/a.txt")[0]["reason_code"] == "oversized-document"


def test_a_file_that_the_system_keeps_from_us(lines_of, folder, monkeypatch):
    def refuse(_path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.read_bytes", refuse)
    [line] = lines_of("week-1/a.txt")
    assert line["reason"] == "The computer does not let us read it: Permission denied."


def test_a_folder_that_the_system_keeps_from_us_has_its_line_and_the_others_are_not_lost(lines_of, folder, monkeypatch):
    scandir = os.scandir

    def refuse(path):
        if str(path).endswith("week-1"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    lines = {line["file"]: line for line in lines_of(".")}
    assert sorted(lines) == ["./broken.txt", "./talk.mp3", "./week-1"]
    assert lines["./week-1"]["status"] == "could-not-check"
    assert lines["./week-1"]["reason"] == "The computer does not let us read it: Permission denied."


@pytest.mark.parametrize("error", [PermissionError(13, "Permission denied"), OSError(36, "File name too long")])
def test_a_path_whose_folder_may_not_be_entered(lines_of, folder, monkeypatch, error):
    def refuse(_path, **_):
        raise error

    monkeypatch.setattr("pathlib.Path.stat", refuse)
    [line] = lines_of("closed/a.txt")
    assert line["reason"] == f"The computer does not let us read it: {error.strerror}."


def test_an_empty_path_is_no_folder_of_ours(curbcut, folder):
    code, out, _ = curbcut("check", "--format", "jsonl", "")
    assert code == 2
    assert '"There is no such file."' in out


class Listening:
    """Answers with what it was told beside the bytes."""

    def check(self, _data, context):
        return context.siblings


def told_beside(path):
    return inputs.check_input(Listening(), inputs.Input(path.name, path))


def test_a_film_or_sound_is_checked_with_the_names_of_the_files_beside_it(tmp_path):
    for name in ("talk.mp4", "talk.vtt", os.fsdecode(b"caf\xe9.mp3")):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "talk.srt").mkdir()
    names = ("caf\N{REPLACEMENT CHARACTER}.mp3", "talk.mp4", "talk.vtt")
    assert told_beside(tmp_path / "talk.mp4") == names
    assert told_beside(tmp_path / os.fsdecode(b"caf\xe9.mp3")) == names
    assert told_beside(tmp_path / "talk.vtt") is None


def test_a_folder_that_cannot_be_listed_leaves_the_files_beside_a_film_unknown(tmp_path, monkeypatch):
    def refuse(_path):
        raise PermissionError(13, "Permission denied")

    (tmp_path / "talk.mp4").write_bytes(b"x")
    monkeypatch.setattr(inputs.os, "scandir", refuse)
    assert told_beside(tmp_path / "talk.mp4") is None


def test_a_name_that_is_not_text_is_answered(lines_of, tmp_path):
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text("fine")
    [line] = lines_of(tmp_path)
    assert line["file"].endswith("caf\N{REPLACEMENT CHARACTER}.txt")
    assert line["status"] == "checked"


@pytest.mark.parametrize(
    ("bar", "file", "code"),
    [
        ("95", "week-1/b.txt", 0),
        ("95.5", "week-1/b.txt", 1),
        ("1", "broken.txt", 1),
        ("0", "broken.txt", 0),
        ("100", "talk.mp3", 0),
    ],
)
def test_the_bar(curbcut, folder, bar, file, code):
    assert curbcut("check", "--fail-under", bar, file)[0] == code


def test_a_check_that_broke_does_not_meet_the_bar_and_is_logged(curbcut, folder):
    (folder / "a.txt").write_text("break-major")
    code, _, err = curbcut("check", "--fail-under", "1", "a.txt")
    assert code == 1
    assert "error of ours in a.txt: text-major: ZeroDivisionError" in err


def test_an_error_of_ours_brings_no_command_to_the_terminal(curbcut, tmp_path):
    (tmp_path / "\x1b[31ma.txt").write_text("break-major")
    _, _, err = curbcut("check", tmp_path)
    assert "error of ours" in err
    assert "\x1b" not in err


def test_files_that_are_shown_by_one_name_keep_their_own_pictures(curbcut, tmp_path, monkeypatch):
    def picture(_previewer, each, _assessment, _rules):
        return FilePreview(application="", thumbnail=each.path.read_bytes(), places={})

    monkeypatch.setattr("curbcut.cli.check.preview_input", picture)
    monkeypatch.setattr(InThisProcess, "map", lambda _self, work, items: [work(each) for each in items])
    for letter in (b"\xe8", b"\xe9"):
        (tmp_path / os.fsdecode(b"caf" + letter + b".txt")).write_bytes(letter)
    _, out, _ = curbcut("check", "--format", "html", tmp_path)
    assert re.findall('base64,([^"]+)', out) == [b64encode(letter).decode() for letter in (b"\xe8", b"\xe9")]


def test_without_a_bar_every_answer_is_success(curbcut, folder):
    assert curbcut("check", "broken.txt", "talk.mp3")[0] == 0


def test_text_for_people(curbcut, folder):
    (folder / "a.txt").write_text("major\nminor?\nadvice")
    _, out, _ = curbcut("check", "a.txt", "broken.txt", "talk.mp3")
    assert (
        out
        == """\
a.txt  ◕ 80.5 High
  major: Text major (1; WCAG 1.1.1 Non-text Content; text-major) costs 19.5
    line 1: Line 1 is bad.
      major
  advice: Text advice (1; best practice; text-advice)
    line 3: Line 3 is bad.
      advice
  please look: Text minor (1; WCAG 1.1.1 Non-text Content; text-minor)
    line 2: Line 2 may be bad.
      minor?

broken.txt  ◔ 0.0 Low, could not be checked: It ends in the middle.
  severe: The file cannot be opened (1; best practice; text-malformed) costs 100.0
    It ends in the middle.

talk.mp3  could not be checked: Nothing here checks audio files yet.

3 files: 1 Low, 0 Medium, 1 High, 0 Perfect; 2 could not be checked (1 of them with a score).
"""
    )


def test_text_says_when_nothing_was_found_and_when_there_is_more(curbcut, folder):
    (folder / "many.txt").write_text("minor\n" * 7)
    _, out, _ = curbcut("check", "week-1/a.txt", "many.txt")
    assert "No issue found. Some things only people can judge." in out
    assert "and 2 more" in out


def test_text_never_sends_control_characters_to_the_terminal(curbcut, tmp_path):
    (tmp_path / "a\x1b[31m.txt").write_text("minor")
    _, out, _ = curbcut("check", tmp_path)
    assert "\x1b" not in out


def test_output_into_a_file(curbcut, folder):
    code, out, _ = curbcut("check", "--format", "jsonl", "--output", "report.jsonl", "week-1")
    assert (code, out) == (0, "")
    assert (folder / "report.jsonl").read_text().count("\n") == 2
    assert [path.name for path in folder.iterdir() if "report" in path.name] == ["report.jsonl"]


def test_a_report_has_the_rights_that_a_new_file_has(curbcut, folder):
    before = os.umask(0o027)
    try:
        curbcut("check", "--output", "report.txt", "week-1")
    finally:
        os.umask(before)
    assert (folder / "report.txt").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("target", ["week-1", "no-such-folder/report.txt"])
def test_output_that_cannot_be_written_is_a_usage_error(curbcut, folder, target):
    code, _, err = curbcut("check", "--output", target, "week-1")
    assert code == 2
    assert target.partition("/")[0] in err


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--format", "pdf", "x"],
        ["--jobs", "0", "x"],
        ["--jobs", "two", "x"],
        ["--fail-under", "101", "x"],
        ["--fail-under", "much", "x"],
    ],
)
def test_a_wrong_command_line(curbcut, words):
    assert curbcut("check", *words)[0] == 2
