"""A tiny format for tests: each line of a text is a target, and what it says is what happens."""

from curbcut.documents.context import Context
from curbcut.documents.errors import EncryptedDocumentError, MalformedDocumentError, OversizedDocumentError
from curbcut.documents.place import Place
from curbcut.rules.format import Format
from curbcut.rules.rule import Check, Outcome, Rule, Severity, Verdict
from curbcut.standards import wcag


class Line:
    def __init__(self, number, text):
        self.number = number
        self.text = text

    @property
    def place(self):
        return Place(line=self.number, excerpt=self.text)


class Lines:
    def __init__(self, text):
        self.text = text

    def lines(self):
        for number, text in enumerate(self.text.splitlines(), 1):
            if text == "late-damage":
                raise MalformedDocumentError("The rest is missing.")
            yield Line(number, text)


def read(data: bytes, context: Context) -> Lines:
    text = data.decode()
    if text == "damaged":
        raise MalformedDocumentError("It ends in the middle.")
    if text == "locked":
        raise EncryptedDocumentError("It needs a password.")
    if text == "bomb":
        raise OversizedDocumentError("It unpacks to too much.")
    if text == "starve-reader":
        raise MemoryError
    if text == "break-reader":
        raise KeyError("break")
    return Lines(text)


def rule(rule_id, severity, **more):
    return Rule(
        id=rule_id,
        title=rule_id.replace("-", " ").capitalize(),
        requirement=more.pop("requirement", wcag.NON_TEXT_CONTENT),
        severity=severity,
        messages={"bad": "Line {number} is bad.", "good": "Good.", "unsure": "Line {number} may be bad."},
        **more,
    )


def expect(word):
    def expectation(line):
        if line.text == f"break-{word}":
            raise ZeroDivisionError("break")
        if line.text == f"starve-{word}":
            raise MemoryError
        facts = {"number": line.number}
        if line.text == word:
            return Verdict(Outcome.FAILED, "bad", facts)
        if line.text == f"{word}?":
            return Verdict(Outcome.CANT_TELL, "unsure", facts)
        return Verdict(Outcome.PASSED, "good")

    return expectation


def unreadable(rule_id, reason):
    return Rule(
        id=rule_id,
        title="The file cannot be opened",
        requirement=None,
        severity=Severity.SEVERE,
        messages={reason: "{why}"},
    )


def measure(document):
    if "break-measure" in document.text:
        raise ValueError("break")
    return len(document.text) / 1800


LINES = Format(
    kinds=("text",),
    read=read,
    checks=(
        Check(rule("text-major", Severity.MAJOR, act_rules=("23a2a8",)), Lines.lines, expect("major")),
        Check(rule("text-minor", Severity.MINOR), Lines.lines, expect("minor")),
        Check(rule("text-advice", Severity.ADVICE, requirement=None), Lines.lines, expect("advice")),
    ),
    malformed=unreadable("text-malformed", "malformed"),
    encrypted=unreadable("text-encrypted", "encrypted"),
    measure=measure,
)


def format_of(kind):
    """Stand in for the catalogue: `text` is checked, `xls` lacks its reader, `ppt` and `doc` are broken, nothing else is."""
    if kind == "xls":
        raise ModuleNotFoundError("No module named 'xls_reader'", name="xls_reader")
    if kind == "ppt":
        raise ModuleNotFoundError("No module named 'curbcut.nothing'", name="curbcut.nothing")
    if kind == "doc":
        raise ImportError("cannot import name 'nothing'")
    return LINES if kind == "text" else None
