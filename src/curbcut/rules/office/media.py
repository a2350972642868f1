"""Films and sounds inside decks and documents."""

from curbcut.documents.office import OfficeDocument
from curbcut.documents.office.model import Medium
from curbcut.rules.rule import Check, Outcome, Rule, Severity, Verdict
from curbcut.standards import wcag

OFFICE_MEDIA_CAPTIONS = Rule(
    id="office-media-captions",
    title="A video has no captions",
    requirement=wcag.CAPTIONS_PRERECORDED,
    severity=Severity.MINOR,
    messages={
        "captioned": "The video has captions.",
        "missing": "The video in the file has no captions.",
        "elsewhere": "The video is not in the file, so nobody can know here whether it has captions.",
        "sound": "Nobody can know from the file whether there is a transcript of the sound.",
    },
)


def _media(document: OfficeDocument) -> list[Medium]:
    return document.content.media


def _has_captions(medium: Medium) -> Verdict:
    if medium.kind == "audio":
        return Verdict(Outcome.CANT_TELL, "sound")
    if medium.captions is None:
        return Verdict(Outcome.CANT_TELL, "elsewhere")
    return Verdict(Outcome.PASSED, "captioned") if medium.captions else Verdict(Outcome.FAILED, "missing")


CHECKS = (Check(OFFICE_MEDIA_CAPTIONS, _media, _has_captions),)
