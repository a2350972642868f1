"""What a person sees of an item beside its issues: its text with the places marked, or the picture that it is."""

import re
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape

from django.core import signing
from django.urls import reverse

from curbcut.documents.html.showing import Mark
from curbcut.documents.place import Place
from curbcut.reports.neighbours import file_id_of
from curbcut.scoring.body_preview import BodyPreviewer
from curbcut.service.checking import file_cache
from curbcut.service.library.models import Course, Item
from curbcut.service.tenancy.models import Institution

PICTURE_SECONDS = 3600
"""How long the address of a picture works."""

_SALT = "curbcut.feedback.picture"
_MOST_PICTURES = 200
"""Pictures that are looked up for one text; the others are boxes with their words."""

_SOURCES = re.compile(r"\bsrc\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_RASTERS = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "image/png"),
    (re.compile(rb"\xff\xd8\xff"), "image/jpeg"),
    (re.compile(rb"GIF8[79]a"), "image/gif"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "image/webp"),
)
"""Pictures that browsers show and that hold no script. SVG is not among them."""

BODIES = BodyPreviewer()
"""This process's child for texts; nothing runs before somebody looks at one."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture to be sent, as browsers are told of it."""

    data: bytes
    media_type: str


def safe_body(item: Item, marks: Sequence[Mark]) -> str | None:
    """Return an item's text as HTML that may be shown; `None` when it could not be prepared."""
    return BODIES.show(
        item.body, marks=marks, pictures=picture_addresses(item), nonce=f"curbcut{secrets.token_hex(8)}-"
    )


def picture_addresses(item: Item) -> dict[str, str]:
    """Return where the course's own pictures in a text can be seen, by their address as written.

    Only what is kept here is shown: no picture is fetched from Canvas for a preview, and none from elsewhere at all.
    """
    course_id = int(item.course.canvas_id)
    files = {source: file_id_of(source, course_id) for source in _sources_in(item.body)}
    pictures = _pictures_of(item.course, {str(file_id) for file_id in files.values() if file_id is not None})
    return {source: pictures[str(file_id)] for source, file_id in files.items() if str(file_id) in pictures}


def picture_of(item: Item) -> str:
    """Return the address of the picture that an item is; empty when it is none, or is not kept here."""
    if not item.is_file or item.content_type == "image/svg+xml" or not item.fingerprint:
        return ""
    return _address(item) if item.content_type.startswith("image/") else ""


def picture_at(item: Item, place: Place) -> str:
    """Return the address of the course's picture that a place in a text shows; empty when there is none to show."""
    if item.is_file or place.start is None or place.end is None:
        return ""
    # Places count in text whose line ends are LF, as readers of HTML do.
    tag = item.body.replace("\r\n", "\n").replace("\r", "\n")[place.start : place.end]
    if not tag[:4].lower().startswith("<img"):
        return ""
    source = next(_sources_in(tag), "")
    file_id = file_id_of(source, int(item.course.canvas_id))
    return _pictures_of(item.course, {str(file_id)}).get(str(file_id), "") if file_id is not None else ""


def image_of(institution: Institution, token: str) -> Image | None:
    """Return the picture that a signed address stands for; `None` when it is none, too old, or no longer kept."""
    try:
        client_id, sha256 = signing.loads(token, salt=_SALT, max_age=PICTURE_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    data = file_cache.file_cache().get(institution, sha256) if client_id == institution.pk else None
    if data is None:
        return None
    return next((Image(data, media_type) for start, media_type in _RASTERS if start.match(data)), None)


def _sources_in(body: str) -> Iterator[str]:
    found = dict.fromkeys(unescape(next(filter(None, match.groups()), "")).strip() for match in _SOURCES.finditer(body))
    yield from list(found)[:_MOST_PICTURES]


def _pictures_of(course: Course, canvas_ids: set[str]) -> dict[str, str]:
    files = Item.objects.of(course.institution).filter(
        course=course,
        kind=Item.Kind.FILE,
        canvas_id__in=canvas_ids,
        gone_at__isnull=True,
        content_type__startswith="image/",
    )
    shown = files.exclude(fingerprint="").defer("body", "address")
    return {file.canvas_id: address for file in shown if (address := picture_of(file))}


def _address(file: Item) -> str:
    # Signed, because a sandboxed frame is of no origin and its browser sends no cookies along for what is in it.
    token = signing.dumps([file.institution_id, file.fingerprint], salt=_SALT, compress=False)
    return reverse("feedback-picture", args=(file.institution_id, token))
