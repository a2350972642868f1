"""Captions of films, transcripts of sounds."""

from collections.abc import Iterator

from curbcut.documents.media import MediaDocument
from curbcut.rules.rule import Check, Outcome, Rule, Severity, Verdict
from curbcut.standards import wcag

MEDIA_MALFORMED = Rule(
    id="media-malformed",
    title="The film or sound is damaged",
    requirement=None,
    severity=Severity.SEVERE,
    messages={"malformed": "{why}", "readable": "The file opens."},
    export_name="Parsable",
)

MEDIA_VIDEO_CAPTIONS = Rule(
    id="media-video-captions",
    title="A video has no captions",
    requirement=wcag.CAPTIONS_PRERECORDED,
    severity=Severity.MAJOR,
    messages={
        "inside": "The video has captions in it.",
        "beside": "A file of captions lies beside the video.",
        "silent": "The video has no sound.",
        "missing": "The video has no captions, neither in it nor beside it.",
        "unknown": "The video has no captions in it; whether there are some elsewhere cannot be known from the file.",
    },
    export_name="HtmlVideoCaptions",
)
"""Captions that are burnt into the picture, or kept by a player, cannot be known from the file."""

MEDIA_AUDIO_TRANSCRIPT = Rule(
    id="media-audio-transcript",
    title="A recording has no transcript",
    requirement=wcag.AUDIO_ONLY_AND_VIDEO_ONLY_PRERECORDED,
    severity=Severity.MAJOR,
    messages={
        "beside": "A text of the same name lies beside the recording.",
        "unknown": "Whether there is a transcript of the recording cannot be known from the file.",
    },
)


def _videos(document: MediaDocument) -> Iterator[MediaDocument]:
    if document.kind == "video":
        yield document


def _has_captions(document: MediaDocument) -> Verdict:
    if document.has_captions:
        return Verdict(Outcome.PASSED, "inside")
    if document.has_caption_file:
        return Verdict(Outcome.PASSED, "beside")
    tracks = document.tracks
    if tracks is not None and "video" in tracks.kinds and "audio" not in tracks.kinds:
        return Verdict(Outcome.PASSED, "silent")
    # With the folder known and a track of sound found, nothing that a file can say is left.
    if document.has_caption_file is False and tracks is not None and "audio" in tracks.kinds:
        return Verdict(Outcome.FAILED, "missing")
    return Verdict(Outcome.CANT_TELL, "unknown")


def _sounds(document: MediaDocument) -> Iterator[MediaDocument]:
    if document.kind == "audio":
        yield document


def _has_transcript(document: MediaDocument) -> Verdict:
    if document.has_transcript_file:
        return Verdict(Outcome.PASSED, "beside")
    return Verdict(Outcome.CANT_TELL, "unknown")


CHECKS = (
    Check(MEDIA_VIDEO_CAPTIONS, _videos, _has_captions),
    Check(MEDIA_AUDIO_TRANSCRIPT, _sounds, _has_transcript),
)
