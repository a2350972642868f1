"""Video and audio in the page: captions, and sound that starts by itself."""

from collections.abc import Iterator

from curbcut.documents.html import Element, HtmlDocument
from curbcut.rules.rule import Check, Outcome, Rule, Severity, Verdict
from curbcut.standards import wcag

VIDEO_WITHOUT_CAPTIONS = Rule(
    id="html-video-without-captions",
    title="Video has no captions",
    requirement=wcag.CAPTIONS_PRERECORDED,
    severity=Severity.MAJOR,
    messages={
        "captioned": "The video has a captions track.",
        "unknown": "The video has no captions track; look whether anything is said in it, and whether captions are burned in.",
    },
    fixes=("add-captions",),
    export_name="HtmlCaption",
)
SOUND_BY_ITSELF = Rule(
    id="html-sound-starts-by-itself",
    title="Sound may start by itself",
    requirement=wcag.AUDIO_CONTROL,
    severity=Severity.MAJOR,
    messages={
        "controlled": "The sound can be paused.",
        "loud": "The {tag} starts by itself without controls; sound of more than 3 seconds would drown a screen reader.",
    },
)

_CAPTIONED = Verdict(Outcome.PASSED, "captioned")
_UNKNOWN = Verdict(Outcome.CANT_TELL, "unknown")
_CONTROLLED = Verdict(Outcome.PASSED, "controlled")


def _videos(document: HtmlDocument) -> Iterator[Element]:
    return (video for video in document.by_tag("video") if video.is_visible and "muted" not in video.attributes)


def _has_captions(video: Element) -> Verdict:
    for track in video.element_children:
        # The missing value default is subtitles: HTML Standard 4.8.11.11.1. They hold speech too.
        kind = (track.get("kind") or "subtitles").strip().lower()
        if track.tag == "track" and kind in {"captions", "subtitles"} and (track.get("src") or "").strip():
            return _CAPTIONED
    return _UNKNOWN


def _starting_by_themselves(document: HtmlDocument) -> Iterator[Element]:
    for element in document.by_tag("audio", "video"):
        if "autoplay" in element.attributes and "muted" not in element.attributes:
            yield element


def _can_be_paused(element: Element) -> Verdict:
    if "controls" in element.attributes:
        return _CONTROLLED
    return Verdict(Outcome.CANT_TELL, "loud", {"tag": element.tag})


CHECKS = (
    Check(VIDEO_WITHOUT_CAPTIONS, _videos, _has_captions, needs=frozenset({"video"})),
    Check(SOUND_BY_ITSELF, _starting_by_themselves, _can_be_paused, needs=frozenset({"audio", "video"})),
)
