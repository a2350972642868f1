"""What the pages that use a picture say of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from curbcut.documents import alternative_texts
from curbcut.documents.image import ImageDocument
from curbcut.documents.place import Place
from curbcut.rules.rule import Check, Outcome, Rule, Severity, Verdict, quoted
from curbcut.standards import wcag

IMAGE_ALT_QUALITY = Rule(
    id="image-alt-quality",
    title="A page that uses the picture does not describe it",
    requirement=wcag.NON_TEXT_CONTENT,
    severity=Severity.MINOR,
    messages={
        "wording": "The alternative text reads like a description.",
        "absent": "A page uses the picture without an alternative text.",
        "placeholder": "A page uses the picture with the alternative text “{alternative}”, which stands for any picture.",
        "file-name": "A page uses the picture with the alternative text “{alternative}”, a file name or an address.",
    },
)
"""Judged with the texts that the picture has where it is used; a file that nobody is known to use is not judged."""


@dataclass(frozen=True, slots=True)
class _Use:
    alternative: str

    @property
    def place(self) -> Place:
        return Place(excerpt=self.alternative[:160])


def _uses(document: ImageDocument) -> Iterator[_Use]:
    for alternative in document.context.alternatives or ():
        yield _Use(alternative)


def _describes(use: _Use) -> Verdict:
    alternative = use.alternative.strip()
    if not alternative:
        return Verdict(Outcome.FAILED, "absent")
    shown = {"alternative": quoted(alternative)}
    match alternative_texts.fault_of(alternative):
        case "path" | "file-name":
            return Verdict(Outcome.FAILED, "file-name", shown)
        case "placeholder" | "meaningless":
            return Verdict(Outcome.FAILED, "placeholder", shown)
    return Verdict(Outcome.PASSED, "wording")


CHECKS = (Check(IMAGE_ALT_QUALITY, _uses, _describes),)
