"""Animated pictures: whether they flash, and whether they ever stop."""

from collections.abc import Iterator

from curbcut.documents.image import ImageDocument
from curbcut.documents.image.flashing import MOST_TRANSITIONS
from curbcut.rules.rule import Check, Outcome, Rule, Severity, Verdict
from curbcut.standards import wcag

LONGEST_SECONDS = 5.0
"""WCAG 2.2, 2.2.2: what moves by itself for more than five seconds can be stopped."""

IMAGE_FLASHING = Rule(
    id="image-flashing",
    title="The picture flashes",
    requirement=wcag.THREE_FLASHES_OR_BELOW_THRESHOLD,
    severity=Severity.SEVERE,
    messages={
        "calm": "The picture does not flash.",
        "general": "The picture flashes more than three times in a second ({changes} changes of brightness), which can cause seizures.",
        "red": "The picture flashes in red more than three times in a second ({changes} changes), which can cause seizures.",
        "few": "The picture flashes, and no more than three times in a second.",
        "unseen": "Nobody has looked whether the animation flashes: its pictures are too large.",
        "partly": "Only the first part of the animation was looked at, and it does not flash.",
    },
)
"""The thresholds on 341 by 256 pixels of a picture that is shown in its size, or 1,024 pixels wide when it is larger."""

IMAGE_ANIMATION_ENDLESS = Rule(
    id="image-animation-endless",
    title="The picture moves and cannot be stopped",
    requirement=wcag.PAUSE_STOP_HIDE,
    severity=Severity.MINOR,
    messages={
        "stops": "The animation stops within five seconds.",
        "endless": "The animation runs for ever, and nobody can stop it.",
        "long": "The animation runs for {seconds} seconds, and nobody can stop it.",
    },
)


def _animated(document: ImageDocument) -> Iterator[ImageDocument]:
    if document.playing is not None:
        yield document


def _is_calm(document: ImageDocument) -> Verdict:
    flashes = document.flashes
    if flashes is None:
        return Verdict(Outcome.CANT_TELL, "unseen")
    if flashes.general > MOST_TRANSITIONS:
        return Verdict(Outcome.FAILED, "general", {"changes": flashes.general})
    if flashes.red > MOST_TRANSITIONS:
        return Verdict(Outcome.FAILED, "red", {"changes": flashes.red})
    if not flashes.is_whole:
        return Verdict(Outcome.CANT_TELL, "partly")
    return Verdict(Outcome.PASSED, "few" if max(flashes.general, flashes.red) > 1 else "calm")


def _stops(document: ImageDocument) -> Verdict:
    assert document.playing is not None
    if not document.playing.runs:
        return Verdict(Outcome.FAILED, "endless")
    seconds = document.playing.total_seconds * document.playing.runs
    if seconds > LONGEST_SECONDS:
        return Verdict(Outcome.FAILED, "long", {"seconds": round(seconds)})
    return Verdict(Outcome.PASSED, "stops")


CHECKS = (Check(IMAGE_FLASHING, _animated, _is_calm), Check(IMAGE_ANIMATION_ENDLESS, _animated, _stops))
