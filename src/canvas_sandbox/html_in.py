"""HTML from a client as Canvas stores it: own host and verifiers off, media back to links, sanitizer (contract 11, "In")."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from canvas_sandbox import allowed_html
from canvas_sandbox.links_out import INLINE_MEDIA, LINK_ATTRIBUTES, MEDIA_ID
from canvas_sandbox.markup import Edit, Tag, apply, tags
from canvas_sandbox.model import State
from canvas_sandbox.sanitizer import clean_style, sanitize

_LINKS = frozenset(LINK_ATTRIBUTES.values()) | {"href", "src"}
_VERIFIED_FILE = re.compile(r"[^?#]*/files/\d+/(?:download|preview)\Z")
_BARE_FILE = re.compile(r"/files/(\d+)(?=[/?#]|\Z)")
_VERIFIER = re.compile(r"verifier=[^&#]*\Z")


@dataclass(frozen=True, slots=True)
class Writing:
    """Where HTML is written.

    Attributes:
        state: Gives files and switches.
        host: Scheme and host of the request.
        course_id: The course that the HTML belongs to.
    """

    state: State
    host: str
    course_id: int


def to_stored(html: str | None, writing: Writing) -> str | None:
    """Return HTML as Canvas stores it; what needs no change keeps its bytes."""
    if not html:
        return html
    edits: list[Edit] = []
    media: list[str] = []
    for tag in tags(html):
        if tag.name in {"video", "audio"}:
            edits += _media_edits(tag, media)
        if not tag.is_end:
            edits += _link_edits(html, tag, writing)
            edits += _style_edits(tag, writing)
    return sanitize(apply(html, edits), writing.state.switches.sanitizer_drops)


def _media_edits(tag: Tag, open_media: list[str]) -> Iterator[Edit]:
    """Turn `<video class="instructure_inline_media_comment">` back into the link that is stored."""
    if tag.is_end:
        if open_media and open_media.pop() == "link":
            yield Edit(tag.start, tag.end, "</a>")
        return
    identifier = tag.value("data-media_comment_id")
    if INLINE_MEDIA not in tag.value("class").split() or not MEDIA_ID.match(identifier):
        open_media.append("element")
        return
    open_media.append("link")
    yield Edit(
        tag.start,
        tag.end,
        f'<a class="{INLINE_MEDIA} {tag.name}_comment" id="media_comment_{identifier}" href="/media_objects/{identifier}">',
    )


def _link_edits(html: str, tag: Tag, writing: Writing) -> Iterator[Edit]:
    for attribute in tag.attributes:
        if attribute.name in _LINKS:
            raw = html[attribute.value_start : attribute.value_end]
            stored = stored_link(raw, writing)
            if stored != raw:
                yield Edit(attribute.value_start, attribute.value_end, stored)


def _style_edits(tag: Tag, writing: Writing) -> Iterator[Edit]:
    attribute = tag.attribute("style")
    if attribute is not None and writing.state.switches.drops_position_and_size:
        style = clean_style(attribute.value, properties_dropped=allowed_html.DROPPED_DECLARATIONS)
        if style != attribute.value:
            yield Edit(attribute.start, attribute.end, f'style="{style}"'.replace("&", "&amp;") if style else "")


def stored_link(raw: str, writing: Writing) -> str:
    """Return a link as it is stored.

    Args:
        raw: The link as it stands in the source, with its character references.
        writing: Where it is written.
    """
    link = _without_own_host(raw, writing.host)
    path, mark, query = link.partition("?")
    if mark and _VERIFIED_FILE.match(path):
        link = _without_verifier(path, query)
    if match := _BARE_FILE.match(link):
        file = writing.state.files.get(int(match[1])) if len(match[1]) < 20 else None
        link = f"/courses/{file.course_id if file else writing.course_id}{link}"
    return link


def _without_own_host(raw: str, host: str) -> str:
    name = host.partition("://")[2]
    for prefix in (f"https://{name}", f"http://{name}", f"//{name}"):
        rest = raw[len(prefix) :]
        if raw.lower().startswith(prefix.lower()) and (not rest or rest[0] in "/?#"):
            return rest or "/"
    return raw


def _without_verifier(path: str, query: str) -> str:
    query, hash_mark, fragment = query.partition("#")
    separator = "&amp;" if "&amp;" in query else "&"
    kept = [part for part in query.split(separator) if not _VERIFIER.match(part)]
    return path + ("?" + separator.join(kept) if kept else "") + hash_mark + fragment
