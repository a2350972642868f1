"""What `check` answers, for readable and unreadable files and for errors of our own."""

from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.scoring.formats import format_of

import curbcut
from curbcut.documents.context import Context
from curbcut.rules.rule import Outcome
from curbcut.scoring import assessment as module
from curbcut.scoring.assessment import Assessment, check, check_bytes


@pytest.fixture(autouse=True)
def _tiny_format(monkeypatch):
    monkeypatch.setattr(module, "format_of", format_of)


def outcomes(assessment):
    return {result.rule_id: result.outcome for result in assessment.results}


def test_the_library_offers_check():
    assert curbcut.check is check


def test_a_file_without_fault_is_perfect():
    assessment = check(b"fine\nfine", name="a.txt")
    assert (assessment.status, assessment.score, assessment.kind, assessment.parts) == ("checked", 100.0, "text", ())
    assert assessment.reason == assessment.code == ""
    assert set(outcomes(assessment).values()) == {Outcome.PASSED}


def test_a_file_without_targets_has_every_rule_all_the_same():
    assert outcomes(check(b"", name="a.txt")) == {
        "text-malformed": Outcome.PASSED,
        "text-encrypted": Outcome.PASSED,
        "text-major": Outcome.INAPPLICABLE,
        "text-minor": Outcome.INAPPLICABLE,
        "text-advice": Outcome.INAPPLICABLE,
    }


def test_failures_lower_the_score_and_show_as_parts():
    assessment = check(b"major\nfine", name="a.txt")
    assert [(part.rule_id, part.score_if_fixed) for part in assessment.parts] == [("text-major", 100.0)]
    assert assessment.score == 73.0


@pytest.mark.parametrize("line", [b"advice", b"major?", b"minor?"])
def test_advice_and_doubt_lower_nothing(line):
    assert check(line, name="a.txt").score == 100.0


@pytest.mark.parametrize(
    ("content", "rule_id", "code", "reason"),
    [
        (b"damaged", "text-malformed", "malformed-document", "It ends in the middle."),
        (b"locked", "text-encrypted", "encrypted-document", "It needs a password."),
        (b"fine\nlate-damage", "text-malformed", "malformed-document", "The rest is missing."),
    ],
)
def test_a_file_that_nobody_can_open_scores_nothing(content, rule_id, code, reason):
    assessment = check(content, name="a.txt")
    assert (assessment.status, assessment.score, assessment.code) == ("could-not-check", 0.0, code)
    assert assessment.reason == reason
    failed = [result for result in assessment.results if result.outcome is Outcome.FAILED]
    assert [(result.rule_id, result.findings[0].message) for result in failed] == [(rule_id, reason)]
    assert [(part.rule_id, part.score_if_fixed) for part in assessment.parts] == [(rule_id, None)]
    others = {outcome for each, outcome in outcomes(assessment).items() if each != rule_id}
    assert others == {Outcome.UNTESTED}


def test_a_file_beyond_our_limits_is_not_the_authors_fault():
    assessment = check(b"bomb", name="a.txt")
    assert (assessment.status, assessment.score, assessment.code) == ("could-not-check", None, "oversized-document")
    assert set(outcomes(assessment).values()) == {Outcome.UNTESTED}


def test_a_file_of_too_many_bytes_is_not_read(monkeypatch, tmp_path):
    monkeypatch.setattr(module, "LARGEST_FILE_BYTES", 3)
    (tmp_path / "a.txt").write_bytes(b"fine")
    for source in (b"fine", tmp_path / "a.txt"):
        assessment = check(source, name="a.txt")
        assert (assessment.code, assessment.score) == ("oversized-document", None)
    assert check(b"fin", name="a.txt").status == "checked"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("a.mp3", "Nothing here checks audio files yet."),
        ("a", "This is not a kind of file that we know, so nothing here checks it."),
        ("a.xls", "The reader of xls files is not installed here (No module named 'xls_reader')."),
    ],
)
def test_a_kind_that_nothing_checks_is_said(name, reason):
    assessment = check(b"\0\1", name=name)
    assert (assessment.status, assessment.score, assessment.code) == ("could-not-check", None, "unsupported-document")
    assert assessment.reason == reason
    assert assessment.results == ()


def test_a_rule_that_breaks_is_named_and_the_others_are_kept():
    assessment = check(b"break-major\nminor", name="a.txt")
    assert (assessment.status, assessment.score, assessment.code) == ("could-not-check", None, "rule-error")
    assert "text-major" in assessment.reason
    assert outcomes(assessment)["text-major"] is Outcome.CANT_TELL
    assert outcomes(assessment)["text-minor"] is Outcome.FAILED
    [fault] = assessment.faults
    assert fault.startswith("text-major: ZeroDivisionError: break at formats.py:")


def test_a_reader_that_breaks_is_an_answer():
    assessment = check(b"break-reader", name="a.txt")
    assert (assessment.status, assessment.score, assessment.code) == ("could-not-check", None, "reader-error")
    assert set(outcomes(assessment).values()) == {Outcome.UNTESTED}
    assert assessment.faults[0].startswith("read text: KeyError")


@pytest.mark.parametrize("name", ["a.ppt", "a.doc"])
def test_a_format_of_ours_that_does_not_load_is_an_error_of_ours(name):
    assessment = check(b"", name=name)
    assert (assessment.status, assessment.score, assessment.code) == ("could-not-check", None, "reader-error")
    assert len(assessment.faults) == 1


@pytest.mark.parametrize("content", [b"starve-reader", b"starve-minor"])
def test_want_of_memory_is_an_answer(content):
    assessment = check(content, name="a.txt")
    assert (assessment.status, assessment.score, assessment.code) == ("could-not-check", None, "memory")


def test_the_amount_of_content():
    assert check(b"x" * 3600, name="a.txt").amount == 2.0


def test_an_amount_that_breaks_is_unknown_and_logged():
    assessment = check(b"break-measure", name="a.txt")
    assert (assessment.status, assessment.amount) == ("checked", None)
    assert assessment.faults[0].startswith("measure: ValueError")


def test_a_path_is_read_and_named(tmp_path):
    (tmp_path / "notes.txt").write_bytes(b"minor")
    assessment = check(tmp_path / "notes.txt")
    assert (assessment.name, assessment.kind, assessment.score) == ("notes.txt", "text", 93.4)


def test_a_path_that_is_not_there_raises(tmp_path):
    with pytest.raises(FileNotFoundError):
        check(Path(tmp_path / "none.txt"))


def test_text_is_a_body_from_the_editor():
    assessment = check("<p>Hello</p>")
    assert (assessment.kind, assessment.origin) == ("html", "editor")


def test_text_with_a_name_is_a_file():
    assert check("major", name="a.txt").kind == "text"


def test_a_body_is_html_whatever_its_title_says():
    assert check_bytes(b"<p>", Context(name="Read syllabus.pdf", origin="editor")).kind == "html"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50, deadline=None)
@given(st.binary(max_size=200), st.text(max_size=20))
def test_whatever_bytes_are_answered_and_survive_the_pipe(data, name):
    assessment = check(data, name=name)
    encoded = msgspec.msgpack.encode(assessment)
    assert msgspec.msgpack.decode(encoded, type=Assessment) == assessment
