"""Text alternatives of pictures, charts, diagrams, drawings and embedded objects."""

from collections.abc import Iterator

from curbcut.documents import alternative_texts
from curbcut.documents.office import OfficeDocument
from curbcut.documents.office.model import Picture
from curbcut.rules.rule import Check, Outcome, Rule, Severity, Verdict, quoted
from curbcut.standards import wcag

OFFICE_IMAGE_ALT = Rule(
    id="office-image-alt",
    title="A picture has no alternative text",
    requirement=wcag.NON_TEXT_CONTENT,
    severity=Severity.MAJOR,
    messages={
        "described": "The {kind} has an alternative text.",
        "titled": "The {kind} has a title that stands in for an alternative text.",
        "decorative": "The {kind} is marked as decorative.",
        "absent": "The {shown} has no alternative text.",
        "unknown": "Whether the {shown} has an alternative text is lost when a file of this older format is converted.",
    },
    fixes=("describe-office-picture", "mark-office-picture-decorative"),
    export_name="AlternativeText",
)
"""`descr` of `docPr` or `cNvPr`, `alt` in VML, `svg:desc` or `svg:title` in OpenDocument. A title alone is weak, but is read out.

Real equations are text and need none; equation pictures and the objects of old equation editors do.
"""

OFFICE_IMAGE_ALT_QUALITY = Rule(
    id="office-image-alt-quality",
    title="An alternative text does not describe its picture",
    requirement=wcag.NON_TEXT_CONTENT,
    severity=Severity.MINOR,
    messages={
        "wording": "The alternative text reads like a description.",
        "placeholder": "The alternative text “{alternative}” stands for any picture.",
        "file-name": "The alternative text “{alternative}” is a file name or an address.",
        "machine": "A program wrote the alternative text “{alternative}”, and nobody has said that it is right.",
        "opening": "The alternative text “{alternative}” begins by saying that there is a picture, which screen readers say anyway.",
        "long": "The alternative text has {length} characters: would a short one and a passage in the text be easier to follow?",
    },
    fixes=("describe-office-picture",),
)

LONGEST = 2 * alternative_texts.LONGEST_ALTERNATIVE

_WORDS = {
    "drawing": "drawing",
    "object": "embedded object",
    "equation": "equation",
    "diagram": "diagram",
    "chart": "chart",
}


def _pictures(document: OfficeDocument) -> list[Picture]:
    return document.content.pictures


def _has_alternative(picture: Picture) -> Verdict:
    kind = _WORDS.get(picture.kind, "picture")
    if picture.alternative:
        return Verdict(Outcome.PASSED, "described", {"kind": kind})
    if picture.is_decorative:
        return Verdict(Outcome.PASSED, "decorative", {"kind": kind})
    if picture.title:
        return Verdict(Outcome.PASSED, "titled", {"kind": kind})
    if picture.is_lost:
        return Verdict(Outcome.CANT_TELL, "unknown", {"shown": _shown(kind, picture.name)})
    return Verdict(Outcome.FAILED, "absent", {"shown": _shown(kind, picture.name)})


def _shown(kind: str, name: str) -> str:
    """Return what a person looks for; older drawings and formulas have no name."""
    return f"{kind} “{quoted(name)}”" if name.strip() else kind


def _described(document: OfficeDocument) -> Iterator[Picture]:
    for picture in document.content.pictures:
        if (picture.alternative or picture.title) and not picture.is_decorative:
            yield picture


def _describes(picture: Picture) -> Verdict:
    alternative = picture.alternative or picture.title
    shown = {"alternative": quoted(alternative)}
    match alternative_texts.fault_of(alternative):
        case "path" | "file-name":
            return Verdict(Outcome.FAILED, "file-name", shown)
        case "placeholder" | "meaningless":
            return Verdict(Outcome.FAILED, "placeholder", shown)
    if picture.name and alternative.casefold() == picture.name.casefold() and alternative[-1].isdecimal():
        return Verdict(Outcome.FAILED, "placeholder", shown)
    if alternative_texts.is_machine_made(alternative):
        return Verdict(Outcome.FAILED, "machine", shown)
    if alternative_texts.has_needless_opening(alternative):
        return Verdict(Outcome.CANT_TELL, "opening", shown)
    if len(alternative) > LONGEST:
        return Verdict(Outcome.CANT_TELL, "long", {"length": len(alternative)})
    return Verdict(Outcome.PASSED, "wording")


CHECKS = (
    Check(OFFICE_IMAGE_ALT, _pictures, _has_alternative),
    Check(OFFICE_IMAGE_ALT_QUALITY, _described, _describes),
)
