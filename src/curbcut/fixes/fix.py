"""The shape of a fix: what it asks of a person, and the change that it makes of a document and an answer."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, ClassVar, Generic, Literal, TypeVar

from curbcut.documents.context import Context
from curbcut.errors import CurbcutError
from curbcut.rules.results import Finding
from curbcut.standards import language_tags

AnswerKind = Literal["nothing", "text", "choice", "level", "colour", "language"]
"""What a person is asked for: nothing, words, one of some choices, a heading level, a colour, a language tag."""

RefusalReason = Literal["signed", "encrypted", "protected", "moved", "not-applicable", "answer", "unwritable"]
"""`moved`: the document is no longer what was checked. `unwritable`: it cannot be written without touching other bytes."""

_HEX_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffe\uffff]+|[\ud800-\udfff]+")
_LEVELS = frozenset("123456")


class FixRefusedError(CurbcutError):
    """A fix was not prepared; the text says why, and what the person can do instead.

    Attributes:
        reason: Why, for programs.
    """

    code: ClassVar[str] = "fix-refused"

    def __init__(self, reason: RefusalReason, message: str) -> None:
        super().__init__(message)
        self.reason: RefusalReason = reason


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers that a person can choose from: the answer, and how it is shown."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a fix asks of the person.

    Attributes:
        kind: What sort of answer.
        label: The question as a form shows it; empty when nothing is asked.
        choices: The answers of a `choice`.
        longest: Characters of a `text`.
    """

    kind: AnswerKind = "nothing"
    label: str = ""
    choices: tuple[Choice, ...] = ()
    longest: int = 1000

    def checked(self, answer: str) -> str:
        """Return an answer as fixes take it: white space made single, a colour in capitals.

        Raises:
            FixRefusedError: It is no answer to this question (`answer`).
        """
        text = " ".join(_CONTROLS.sub(" ", answer).split())
        fault = self._fault_of(text)
        if fault:
            raise FixRefusedError("answer", fault)
        return text.upper() if self.kind == "colour" else text

    def _fault_of(self, text: str) -> str:
        match self.kind:
            case "nothing":
                return ""
            case "text" if not text:
                return "Write at least one word."
            case "text" if len(text) > self.longest:
                return f"The text has {len(text)} characters; {self.longest} are the most."
            case "choice" if all(choice.value != text for choice in self.choices):
                return f"“{text[:40]}” is none of the choices."
            case "level" if text not in _LEVELS:
                return "A heading has a level from 1 to 6."
            case "colour" if _HEX_COLOUR.fullmatch(text) is None:
                return "Write the colour as # and six digits, such as #0A5FA0."
            case "language" if not language_tags.is_known(text):
                return f"No language has the tag “{text[:40]}”; English is en, Canadian French is fr-CA."
            case _:
                return ""


NOTHING = Question()


@dataclass(frozen=True, slots=True)
class Edit:
    """One replacement, to show to people and to undo.

    Attributes:
        where: What was edited, for people: an element, a property, a part of a package.
        before: What stood there.
        after: What stands there now.
        start: Offset of `before` in the decoded text or in the part's bytes; `None` where the format has no such place.
        end: Offset behind it.
    """

    where: str
    before: str
    after: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """New content, and what it was made from.

    Attributes:
        data: The new content, whole.
        made_from: Fingerprint of the content that it was made from.
        edits: What differs, in document order.
    """

    data: bytes
    made_from: str
    edits: tuple[Edit, ...]

    @property
    def fingerprint(self) -> str:
        """Fingerprint of the new content."""
        return fingerprint_of(self.data)

    @property
    def diff(self) -> str:
        """The edits as lines that people read: `-` what was, `+` what is."""
        lines: list[str] = []
        for edit in self.edits:
            lines.append(f"@ {edit.where}")
            lines += [f"- {line}" for line in edit.before.splitlines()]
            lines += [f"+ {line}" for line in edit.after.splitlines()]
        return "\n".join(lines)


DocumentT = TypeVar("DocumentT")


@dataclass(frozen=True, slots=True, eq=False)
class Original(Generic[DocumentT]):
    """Content that is to be mended: its bytes, what is known beside them, and the document that rules saw in them.

    Attributes:
        data: The bytes as they were fetched; the UTF-8 of a body from Canvas's editor.
        context: What the reader was told.
        document: What the format's reader made of both.
    """

    data: bytes
    context: Context
    document: DocumentT

    @property
    def fingerprint(self) -> str:
        """Fingerprint of the bytes."""
        return fingerprint_of(self.data)


Make = Callable[[Original[Any], Finding, str], Change]
Propose = Callable[[Original[Any], Finding], str | None]


def _propose_nothing(_original: Original[Any], _finding: Finding) -> str | None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """One way to mend a finding. Which rules it mends, those say themselves (`Rule.fixes`).

    Attributes:
        id: Permanent name, a verb and its object.
        title: What a button says.
        kinds: Kinds of file that it mends.
        asks: What a person is asked for.
        make: Original, finding and checked answer to a change.
        propose: A good answer where one can be computed, else `None`.
        is_judgement: Whether it says something of the content that only a person can know, though it asks for no words.
    """

    id: str
    title: str
    kinds: tuple[str, ...]
    asks: Question = NOTHING
    make: Make
    propose: Propose = field(default=_propose_nothing)
    is_judgement: bool = False

    @property
    def is_one_click(self) -> bool:
        """Whether a look and a press of its button are enough: nothing is asked, or the answer is there already."""
        has_answer = self.asks.kind == "nothing" or self.propose is not _propose_nothing
        return has_answer and not self.is_judgement

    def prepare(self, original: Original[Any], finding: Finding, answer: str = "") -> Change:
        """Make the new content that mends one finding.

        Args:
            original: The content that the finding was found in.
            finding: What is to be mended.
            answer: What the person answered; empty when nothing is asked.

        Raises:
            FixRefusedError: The content moved, is signed, encrypted or protected, the answer is none, or the fix does not fit.
        """
        return self.make(original, finding, self.asks.checked(answer))


@dataclass(frozen=True, slots=True)
class Advice:
    """What only a person can do, somewhere else: named by rules beside fixes, so that a report can say so.

    Attributes:
        id: Permanent name, a verb and its object.
        title: What there is to do.
    """

    id: str
    title: str


def fingerprint_of(data: bytes) -> str:
    """Return the SHA-256 of some bytes, in hexadecimal."""
    return sha256(data).hexdigest()
