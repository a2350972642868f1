"""The shape of a rule. Source of the terms: ACT Rules Format 1.1, EARL 1.0."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Generic, Protocol, TypeVar

from curbcut.documents.place import Place
from curbcut.standards.wcag import SuccessCriterion

Facts = Mapping[str, str | int | float]
NO_FACTS: Facts = MappingProxyType({})


class Outcome(StrEnum):
    """What a rule says of a test target, and of a whole document (ACT Rules Format 1.1, section 4.13)."""

    PASSED = "passed"
    FAILED = "failed"
    CANT_TELL = "cantTell"
    INAPPLICABLE = "inapplicable"
    UNTESTED = "untested"


class Severity(StrEnum):
    """Our weight of a rule. Reports print the first three as 1, 2, 3; advice weighs nothing (ADR 0004)."""

    SEVERE = "severe"
    MAJOR = "major"
    MINOR = "minor"
    ADVICE = "advice"


class Verdict:
    """What an expectation says of one test target.

    Attributes:
        outcome: `PASSED`, `FAILED` or `CANT_TELL`; never the other two, which the runner gives.
        reason: Key of the rule's `messages`.
        facts: What the message names in braces.
    """

    __slots__ = ("facts", "outcome", "reason")

    # A frozen dataclass takes three times as long to make, and pages have a finding in every paragraph.
    def __init__(self, outcome: Outcome, reason: str, facts: Facts = NO_FACTS) -> None:
        self.outcome = outcome
        self.reason = reason
        self.facts = facts


def quoted(text: str, longest: int = 80) -> str:
    """Return a text as a message quotes it: on one line, and where it is cut, with a sign that it is."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One thing that is checked: data only.

    Attributes:
        id: Names the fault, never the cure; permanent once released.
        title: The fault as a heading, for people.
        requirement: The WCAG criterion that a failure breaks; `None` means best practice.
        severity: Weight in the score.
        messages: A sentence a reason, with the verdict's facts in braces.
        act_rules: ACT rules that this rule implements, tested in `tests/conformance`.
        fixes: Ids of the fixes that can mend it.
        export_name: Identifier that institutions' reports print; several rules may share one.
    """

    id: str
    title: str
    requirement: SuccessCriterion | None
    severity: Severity
    messages: Mapping[str, str]
    act_rules: tuple[str, ...] = ()
    fixes: tuple[str, ...] = ()
    export_name: str | None = None


class TestTarget(Protocol):
    """What a rule judges: something with a place in the document."""

    @property
    def place(self) -> Place:
        """Where it is; computed only when a finding needs it."""
        ...


DocumentT = TypeVar("DocumentT")
TargetT = TypeVar("TargetT", bound=TestTarget)


def weigh_alike(_target: object) -> float:
    """Weigh any target as one."""
    return 1.0


@dataclass(frozen=True, slots=True)
class Survey(Generic[TargetT]):
    """The test targets of a document, those that pass for sure only counted.

    Attributes:
        targets: The targets to judge one by one, in document order.
        passed: Number of the others; every one of them passes.
        passed_weight: What those others weigh together.
    """

    targets: Iterable[TargetT]
    passed: int = 0
    passed_weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Check(Generic[DocumentT, TargetT]):
    """A rule with ACT's two functions, and the weight of each target in the rule's share of failures.

    Attributes:
        rule: What is checked.
        applicability: The test targets of a document, in document order.
        expectation: The verdict on one target.
        weigh: How much a target counts (characters of text, square points of area); one each by default.
        survey: The targets with those counted that pass, where a document has thousands alike; it says the same as
            applicability and expectation, only at once.
        needs: What a document has to hold one of for there to be a target at all, in the words of its `holds`; empty
            where only the applicability knows. It says the same as the applicability, only without asking it.
    """

    rule: Rule
    applicability: Callable[[DocumentT], Iterable[TargetT]]
    expectation: Callable[[TargetT], Verdict]
    weigh: Callable[[TargetT], float] = field(default=weigh_alike)
    survey: Callable[[DocumentT], Survey[TargetT]] | None = None
    needs: frozenset[str] = frozenset()


AnyCheck = Check[Any, Any]
