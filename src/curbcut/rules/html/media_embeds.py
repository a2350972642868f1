"""Sound and moving pictures that other services play, or that a link leads to."""

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import urlsplit

from curbcut.documents.html.document import HtmlDocument
from curbcut.documents.html.elements import Element
from curbcut.rules.rule import Check, Outcome, Rule, Severity, Verdict
from curbcut.standards import wcag

EMBEDDED_VIDEO = Rule(
    id="html-embedded-video-captions",
    title="Captions of an embedded video are to be checked",
    requirement=wcag.CAPTIONS_PRERECORDED,
    severity=Severity.MAJOR,
    messages={"player": "The video plays in {player}; whether it has captions shows only there."},
    fixes=("confirm-captions",),
    export_name="HtmlCaption",
)
LINKED_MEDIA = Rule(
    id="html-media-link-without-transcript",
    title="Linked recording may lack a transcript",
    requirement=wcag.AUDIO_ONLY_AND_VIDEO_ONLY_PRERECORDED,
    severity=Severity.MINOR,
    messages={
        "transcript": "A transcript or captions are offered beside the link.",
        "unknown": "The link leads to a recording ({file}); no transcript or captions are mentioned beside it.",
    },
    fixes=("confirm-captions",),
)

_PLAYERS = (
    ("youtube.com", "YouTube"), ("youtu.be", "YouTube"), ("youtube-nocookie.com", "YouTube"), ("vimeo.com", "Vimeo"),
    ("kaltura.com", "Kaltura"), ("kaltura", "Kaltura"), ("panopto.com", "Panopto"), ("panopto.eu", "Panopto"),
    ("mediasite", "Mediasite"), ("echo360", "Echo360"), ("yuja.com", "YuJa"), ("screencast.com", "Screencast"),
    ("dailymotion.com", "Dailymotion"), ("ted.com", "TED"), ("wistia", "Wistia"), ("brightcove", "Brightcove"), ("loom.com", "Loom"),
    ("vidyard.com", "Vidyard"), ("microsoftstream.com", "Microsoft Stream"), ("arcmedia", "Arc"), ("instructuremedia.com", "Canvas Studio"),
    ("streamable.com", "Streamable"), ("nbclearn", "NBC Learn"), ("films.com", "Films on Demand"), ("alexanderstreet.com", "Alexander Street"),
)  # fmt: skip
_CANVAS_PLAYER = re.compile(r"/(?:media_objects_iframe|media_attachments_iframe)(?:/|\?|$)")
_PLAIN_HOST = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//([a-z0-9.-]+)(?=[/?#]|$)", re.IGNORECASE)
"""The host of most addresses, found in a seventh of the time that a reader of every address takes."""
_MEDIA_FILE = re.compile(
    r"\.(?:mp3|m4a|wav|ogg|oga|flac|aac|wma|aiff?|mp4|m4v|mov|avi|wmv|webm|mkv|ogv|mpe?g|flv)(?:[?#]|$)", re.IGNORECASE
)
_TRANSCRIPT = re.compile(
    r"transcri|captions?\b|subtitl|legend|untertitel|sous-titr|text version|versión en texto|texte intégral|abschrift|mitschrift",
    re.IGNORECASE,
)

_MOST_AROUND = 100
"""Elements beyond which a box is not what is beside a link."""

_TRANSCRIBED = Verdict(Outcome.PASSED, "transcript")


def _players(document: HtmlDocument) -> Iterator[Element]:
    for frame in document.by_tag("iframe", "embed", "object"):
        if not frame.is_hidden and _player_of(frame) is not None:
            yield frame


def _player_of(frame: Element) -> str | None:
    if "data-media-id" in frame.attributes:
        return "Canvas"
    return _player_at((frame.get("src") or frame.get("data") or "").strip())


@lru_cache(maxsize=1024)
def _player_at(address: str) -> str | None:
    if _CANVAS_PLAYER.search(address) is not None:
        return "Canvas"
    plain = _PLAIN_HOST.match(address)
    if plain is not None:
        return _player_of_host(plain[1].lower())
    try:
        parts = urlsplit(address if "//" in address else "//" + address)
        host = parts.hostname
    except ValueError:
        # A broken address plays nothing.
        return None
    return _player_of_host(host.lower()) if host else None


@lru_cache(maxsize=1024)
def _player_of_host(host: str) -> str | None:
    for name, player in _PLAYERS:
        if host == name or host.endswith("." + name) or ("." not in name and name in host):
            return player
    return None


def _has_captions(frame: Element) -> Verdict:
    return Verdict(Outcome.CANT_TELL, "player", {"player": _player_of(frame) or ""})


def _media_links(document: HtmlDocument) -> Iterator[Element]:
    for link in document.by_tag("a"):
        if not link.is_programmatically_hidden and _MEDIA_FILE.search(_file_of(link)) is not None:
            yield link


def _file_of(link: Element) -> str:
    address = (link.get("href") or "").partition("#")[0].partition("?")[0]
    if _MEDIA_FILE.search(address) is None and "/files/" in address:
        # Canvas's addresses of files have no name in them; the title and the text do.
        return (link.get("title") or link.text).strip()
    return address.rpartition("/")[2] if _MEDIA_FILE.search(address) else ""


def _has_transcript(link: Element) -> Verdict:
    around = link.closest("p", "li", "td", "div", "section", "article", "figure") or link.parent
    for scope in (around, around.parent if around is not None else None):
        if scope is not None and scope.end - scope.index < _MOST_AROUND and _TRANSCRIPT.search(scope.text) is not None:
            return _TRANSCRIBED
    return Verdict(Outcome.CANT_TELL, "unknown", {"file": _file_of(link)[:80]})


CHECKS = (
    Check(EMBEDDED_VIDEO, _players, _has_captions, needs=frozenset({"iframe", "embed", "object"})),
    Check(LINKED_MEDIA, _media_links, _has_transcript, needs=frozenset({"a"})),
)
