"""Checking through the pipe: same answer as in this process, and an answer when the child has none."""

import msgspec
import pytest
from tests.builders.office import LOREM, a_docx, heading, paragraph
from tests.unit.scoring.formats import LINES, format_of

from curbcut.documents.context import Context, Conversion
from curbcut.documents.conversion import Converted, NotConverted
from curbcut.documents.isolation.frames import Answer, Stopped
from curbcut.documents.isolation.limits import Limits
from curbcut.scoring import assessment, isolated
from curbcut.scoring.assessment import check_bytes
from curbcut.scoring.isolated import CheckAnswer, Checker, CheckRequest, answer

NOTES = Context(name="notes.txt")


def request(data, context=NOTES):
    return msgspec.msgpack.encode(CheckRequest(context, data))


def answered(data, context=NOTES):
    return msgspec.msgpack.decode(answer(request(data, context)), type=CheckAnswer)


@pytest.fixture
def _tiny_format(monkeypatch):
    monkeypatch.setattr(assessment, "format_of", format_of)
    monkeypatch.setattr(isolated, "format_of", format_of)
    monkeypatch.setattr(isolated, "_told", set())


class FakePool:
    """Keeps the contract of `Pool` with a reply made beforehand."""

    def __init__(self, *_, limits=None, **__):
        self.limits = limits

    reply: Answer | Stopped

    def call(self, _request):
        return self.reply


def checker_with(monkeypatch, reply):
    monkeypatch.setattr(isolated, "Pool", type("Pool", (FakePool,), {"reply": reply}))
    return Checker()


@pytest.mark.usefixtures("_tiny_format")
def test_the_answer_is_the_assessment():
    assert answered(b"major\nminor?").assessment == check_bytes(b"major\nminor?", NOTES)


@pytest.mark.usefixtures("_tiny_format")
def test_a_child_tells_the_rules_of_a_format_once():
    assert answered(b"major").rules == LINES.rules
    assert answered(b"minor").rules == ()
    assert answered(b"", Context(name="a.mp3")).rules == ()


@pytest.mark.usefixtures("_tiny_format")
def test_half_a_surrogate_pair_crosses_the_pipe(monkeypatch):
    found = check_bytes(b"major", Context(name="notes.txt"))
    broken = msgspec.structs.replace(found, name="half \ud83d")
    monkeypatch.setattr(isolated, "check_bytes", lambda *_: broken)
    assert answered(b"major").assessment.name == "half ?"


def test_a_real_child_answers():
    with Checker() as checker:
        found = checker.check(b"PK", Context(name="talk.zip"))
        assert found == check_bytes(b"PK", Context(name="talk.zip"))
        assert list(checker.map(lambda name: checker.check(b"", Context(name=name)).kind, ["a.txt", "b.zip"])) == [
            "text",
            "archive",
        ]
        assert isinstance(checker.unconfined(), tuple)
        assert checker.rules == {}


def test_the_rules_of_what_was_checked_are_known():
    with Checker() as checker:
        found = checker.check(b"<p>Hello</p>", Context(name="a.html"))
        assert {result.rule_id for result in found.results} == set(checker.rules)


def test_a_child_that_was_stopped_is_told_with_its_limit(monkeypatch):
    checker = checker_with(monkeypatch, Stopped("cpu-time", "It takes long."))
    found = checker.check(b"", NOTES)
    assert (found.status, found.score, found.code, found.reason) == (
        "could-not-check",
        None,
        "cpu-time",
        "It takes long.",
    )
    assert (found.name, found.kind) == ("notes.txt", "text")


def test_an_answer_that_is_no_assessment_is_told(monkeypatch):
    found = checker_with(monkeypatch, Answer(b"\xc1")).check(b"", NOTES)
    assert (found.status, found.code) == ("could-not-check", "garbage")


def test_a_stopped_body_is_html(monkeypatch):
    found = checker_with(monkeypatch, Stopped("crash", "x")).check(b"", Context(name="a.pdf", origin="editor"))
    assert (found.kind, found.origin) == ("html", "editor")


def test_too_many_bytes_are_not_sent(monkeypatch):
    monkeypatch.setattr(isolated, "LARGEST_FILE_BYTES", 3)
    checker = checker_with(monkeypatch, Answer(b""))
    assert checker.check(b"four", NOTES).code == "oversized-document"


def test_limits_reach_the_pool(monkeypatch):
    checker_with(monkeypatch, Answer(b""))
    limits = Limits(cpu_seconds=1)
    assert Checker(limits=limits)._pool.limits is limits


OLD = Context(name="old.rtf")
RTF = b"{\\rtf1 Foxes}"


class FakeConverter:
    """Keeps the contract of `Converter` with an answer made beforehand."""

    def __init__(self, found):
        self.found = found

    def convert(self, *_):
        return self.found

    def close(self):
        pass


def checked_with(found, data=RTF, context=OLD):
    """Check in this process, with what a conversion would give."""
    checker = Checker()
    checker._converter = FakeConverter(found)
    checker._check = check_bytes
    return checker.check(data, context)


def test_an_older_format_is_checked_as_what_it_is_converted_to():
    body = heading(1, "Foxes") + paragraph(LOREM)
    found = checked_with(Converted(Conversion("rtf", "docx"), a_docx(body)))
    assert (found.name, found.kind, found.status, found.converted_to) == ("old.rtf", "rtf", "checked", "docx")
    assert found.score == 100.0


@pytest.mark.parametrize(
    ("found", "code", "score"),
    [
        (NotConverted("not-installed", "Install it."), "unconverted-document", None),
        (NotConverted("failed", "It does not open."), "conversion-failed", None),
        (NotConverted("wall-time", "It takes long."), "wall-time", None),
        (NotConverted("locked", "It has a password."), "encrypted-document", 0.0),
        (Converted(Conversion("rtf", "docx"), b"PK nothing"), "conversion-failed", None),
    ],
)
def test_what_is_not_converted_could_not_be_checked(found, code, score):
    assessment = checked_with(found)
    assert (assessment.status, assessment.code, assessment.score) == ("could-not-check", code, score)
    assert assessment.converted_to is None
    assert assessment.reason


def test_what_needs_no_conversion_is_not_converted():
    assert checked_with(None, b"x", Context(name="old.rtf")).code == "malformed-document"
    assert checked_with(None, b"<p>x", Context(name="a.html")).status == "checked"
