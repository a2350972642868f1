"""The `text` form: what reaches the terminal, and what does not."""

import io

import pytest
from tests.unit.scoring.formats import LINES

from curbcut.documents.place import Place
from curbcut.reports.text import TextReport, printable
from curbcut.rules.results import Finding, RuleResult
from curbcut.rules.rule import Outcome
from curbcut.scoring.assessment import Assessment, check, could_not_check

RULES = {rule.id: rule for rule in LINES.rules}


def text_of(*assessments):
    stream = io.BytesIO()
    report = TextReport(stream, RULES)
    for assessment in assessments:
        report.add(assessment.name, assessment)
    report.finish()
    return stream.getvalue().decode()


def with_finding(**place):
    finding = Finding(Outcome.FAILED, "bad", "Bad.", Place(**place))
    result = RuleResult(rule_id="text-minor", outcome=Outcome.FAILED, targets=1, failed=1, findings=(finding,))
    return Assessment(name="a.txt", kind="text", status="checked", score=90.0, results=(result,))


@pytest.mark.parametrize("letter", ["\x1b", "\x07", "\x9b", "\n", "\u2028", "\u202e", "\u2066", "\ud800"])
def test_what_a_terminal_would_obey_is_taken_out(letter):
    assert printable(f"a{letter}b") == "a\N{REPLACEMENT CHARACTER}b"


@pytest.mark.parametrize(
    "text", ["Chapitre\xa01\u202f:", "می\u200cرویم", "👩\u200d💻", "第一章\u3000はじめに", "Silben\xadtrennung"]
)
def test_letters_of_any_language_stay(text):
    assert printable(text) == text


@pytest.mark.parametrize("place", ["heading", "sheet", "cell", "excerpt"])
def test_no_place_brings_a_command_to_the_terminal(place):
    assert "\x1b" not in text_of(with_finding(**{place: "\x1b[31mred"}))


def test_no_reason_brings_a_command_to_the_terminal():
    assert "\x1b" not in text_of(could_not_check("a.txt", "text", ("damaged", "Part \x1b[31m is missing.")))


def test_an_excerpt_that_is_cut_says_so():
    text = text_of(with_finding(excerpt="x" * 101))
    assert f"      {'x' * 99}…\n" in text
    assert f"      {'x' * 100}\n" in text_of(with_finding(excerpt="x" * 100))


def test_the_summary_counts_every_file_once():
    locked, film = (
        check(b"locked", name="a.txt"),
        could_not_check("a.mp3", "audio", ("unsupported", "Nothing checks it.")),
    )
    assert text_of(with_finding(), locked, film).endswith(
        "3 files: 1 Low, 0 Medium, 1 High, 0 Perfect; 2 could not be checked (1 of them with a score).\n"
    )
    assert text_of(with_finding(), film).endswith(
        "2 files: 0 Low, 0 Medium, 1 High, 0 Perfect; 1 could not be checked.\n"
    )
