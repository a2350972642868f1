"""The file of a picture: whether browsers show it, and whether it is too large."""

from curbcut.documents.image import ImageDocument
from curbcut.documents.image.document import MOST_PIXELS
from curbcut.rules.rule import Check, Outcome, Rule, Severity, Verdict

SHOWN_BY_BROWSERS = frozenset({"PNG", "JPEG", "MPO", "GIF", "WEBP", "BMP", "ICO", "AVIF", "SVG", ""})
"""Formats that every current browser shows; an MPO is a JPEG with more behind it. Empty: too large to tell."""
LARGEST_BYTES = 10 << 20

IMAGE_MALFORMED = Rule(
    id="image-malformed",
    title="The picture is damaged",
    requirement=None,
    severity=Severity.SEVERE,
    messages={"malformed": "{why}", "readable": "The picture opens."},
    export_name="Parsable",
)

IMAGE_FORMAT = Rule(
    id="image-format",
    title="Browsers do not show the picture",
    requirement=None,
    severity=Severity.MINOR,
    messages={
        "shown": "Browsers show the picture.",
        "not-shown": "Most browsers do not show pictures in the format {format}: save it as PNG or JPEG.",
    },
)

IMAGE_TOO_LARGE = Rule(
    id="image-too-large",
    title="The picture is very large",
    requirement=None,
    severity=Severity.ADVICE,
    messages={
        "fits": "The picture is not too large.",
        "pixels": "The picture has {megapixels} million pixels, which many devices cannot show.",
        "bytes": "The picture has {megabytes} MB, which takes long on a slow connection.",
    },
)


def _whole(document: ImageDocument) -> tuple[ImageDocument]:
    return (document,)


def _is_shown(document: ImageDocument) -> Verdict:
    if document.format in SHOWN_BY_BROWSERS:
        return Verdict(Outcome.PASSED, "shown")
    return Verdict(Outcome.FAILED, "not-shown", {"format": document.format})


def _fits(document: ImageDocument) -> Verdict:
    pixels = document.size[0] * document.size[1]
    if pixels > MOST_PIXELS:
        return Verdict(Outcome.FAILED, "pixels", {"megapixels": pixels // 1_000_000})
    if document.size_bytes > LARGEST_BYTES:
        return Verdict(Outcome.FAILED, "bytes", {"megabytes": document.size_bytes >> 20})
    return Verdict(Outcome.PASSED, "fits")


CHECKS = (Check(IMAGE_FORMAT, _whole, _is_shown), Check(IMAGE_TOO_LARGE, _whole, _fits))
