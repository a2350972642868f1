"""Stored HTML as the API shows it: absolute links, verifiers, `data-api-*`, MathML (contract 11, "Out")."""

import html as entities
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from canvas_sandbox.latex_mathml import latex_to_mathml
from canvas_sandbox.markup import Attribute, Edit, Tag, apply, tags
from canvas_sandbox.model import File, State

LINK_ATTRIBUTES = {"a": "href", "img": "src", "iframe": "src", "object": "data", "embed": "src"}
"""Which attribute of which element holds a link that is rewritten (contract 11)."""

INLINE_MEDIA = "instructure_inline_media_comment"
MEDIA_ID = re.compile(r"[A-Za-z0-9_-]{1,100}\Z")

SAFE_MATHML = "x-canvaslms-safe-mathml"
"""The attribute that carries the hidden MathML of an equation image."""

_FILE = re.compile(
    r"(?P<before>/courses/(?P<course>\d+)/files/|/files/)(?P<id>\d+)(?P<rest>/[^?#]*)?(?P<query>\?[^#]*)?"
)
_MEDIA_TYPES = ("video/", "audio/")

# Which API endpoint a web path stands for, and what that endpoint returns; the first that fits counts.
_API_ROUTES: tuple[tuple[re.Pattern[str], str, str], ...] = tuple(
    (re.compile(pattern), returns, endpoint)
    for pattern, returns, endpoint in (
        (r"/courses/(\d+)/discussion_topics\Z", "[Discussion]", "/api/v1/courses/{0}/discussion_topics"),
        (r"/courses/(\d+)/discussion_topics/(\d+)\Z", "Discussion", "/api/v1/courses/{0}/discussion_topics/{1}"),
        (r"/courses/(\d+)/(?:wiki|pages)\Z", "[Page]", "/api/v1/courses/{0}/pages"),
        (r"/courses/(\d+)/(?:wiki|pages)/([^/?]+)", "Page", "/api/v1/courses/{0}/pages/{1}"),
        (r"/courses/(\d+)/assignments\Z", "[Assignment]", "/api/v1/courses/{0}/assignments"),
        (r"/courses/(\d+)/assignments/(\d+)\Z", "Assignment", "/api/v1/courses/{0}/assignments/{1}"),
        (r"/courses/(\d+)/files\Z", "Folder", "/api/v1/courses/{0}/folders/root"),
        (r"/courses/(\d+)/files/(\d+)", "File", "/api/v1/courses/{0}/files/{1}"),
        (r"/files/(\d+)", "File", "/api/v1/files/{0}"),
        (r"/courses/(\d+)/quizzes\Z", "[Quiz]", "/api/v1/courses/{0}/quizzes"),
        (r"/courses/(\d+)/quizzes/(\d+)\Z", "Quiz", "/api/v1/courses/{0}/quizzes/{1}"),
        (r"/courses/(\d+)/modules\Z", "[Module]", "/api/v1/courses/{0}/modules"),
        (r"/courses/(\d+)/modules/(\d+)\Z", "Module", "/api/v1/courses/{0}/modules/{1}"),
        (
            r"/courses/(\d+)/external_tools/retrieve\?url=(.*)\Z",
            "SessionlessLaunchUrl",
            "/api/v1/courses/{0}/external_tools/sessionless_launch?url={1}",
        ),
    )
)


@dataclass(frozen=True, slots=True)
class Reading:
    """Who reads, from where.

    Attributes:
        state: Gives files and switches.
        host: Scheme and host of the request.
        is_manager: The reader manages the course: no file is closed to him.
        location: What the HTML belongs to, such as `wiki_page_900`.
    """

    state: State
    host: str
    is_manager: bool
    location: str | None = None


def current_file(state: State, file_id: int) -> File | None:
    """Return the file that an id stands for today, following replacements (contract 8.3)."""
    seen: set[int] = set()
    file = state.files.get(file_id)
    while file is not None and file.workflow_state == "deleted" and file.replacement_id is not None:
        if file.id in seen:
            return None
        seen.add(file.id)
        file = state.files.get(file.replacement_id)
    return file if file is not None and file.workflow_state != "deleted" else None


def to_api(html: str | None, reading: Reading) -> str | None:
    """Return stored HTML as the API shows it; empty stays empty, and what needs no change keeps its bytes."""
    if not html or "<" not in html:
        return html
    edits: list[Edit] = []
    media: str | None = None
    for tag in tags(html):
        if tag.name == "a":
            edits += _media_edits(tag, media, reading)
            media = None if tag.is_end else _media_kind(tag)
        if tag.is_end or (tag.name == "a" and media is not None):
            continue
        link = tag.attribute(LINK_ATTRIBUTES.get(tag.name, ""))
        if link is not None:
            edits += _link_edits(html, tag, link, reading)
        if tag.name == "img" and "equation_image" in tag.value("class").split():
            edits += _mathml_edits(tag)
    return apply(html, edits)


def _link_edits(html: str, tag: Tag, link: Attribute, reading: Reading) -> Iterator[Edit]:
    raw = html[link.value_start : link.value_end]
    if not link.value.startswith("/") or link.value.startswith("//"):
        return
    raw = _with_current_file(raw, reading)
    yield Edit(link.value_start, link.value_end, reading.host + raw)
    target = entities.unescape(raw)
    for pattern, returns, endpoint in _API_ROUTES:
        if match := pattern.match(target):
            values = {
                "data-api-endpoint": reading.host + endpoint.format(*match.groups()),
                "data-api-returntype": returns,
            }
            yield from _set_attributes(tag, values)
            return


def _media_kind(tag: Tag) -> str | None:
    """Return `video` or `audio` for an old link to inline media."""
    classes = tag.value("class").split()
    if INLINE_MEDIA not in classes or not MEDIA_ID.match(tag.value("id").removeprefix("media_comment_")):
        return None
    return "audio" if "audio_comment" in classes else "video"


def _media_edits(tag: Tag, media: str | None, reading: Reading) -> Iterator[Edit]:
    """Old links to inline media become players (contract 11)."""
    if tag.is_end:
        if media is not None:
            yield Edit(tag.start, tag.end, f"</{media}>")
        return
    kind = _media_kind(tag)
    if kind is None:
        return
    identifier = tag.value("id").removeprefix("media_comment_")
    values = {
        "preload": "none",
        "class": INLINE_MEDIA,
        "data-media_comment_id": identifier,
        "data-media_comment_type": kind,
        "controls": "controls",
        "src": f"{reading.host}/media_download?entryId={identifier}&media_type={kind}&redirect=1",
        "data-alt": tag.value("data-alt"),
    }
    attributes = "".join(f' {name}="{_quoted(value)}"' for name, value in values.items())
    yield Edit(tag.start, tag.end, f"<{kind}{attributes}>")


def _set_attributes(tag: Tag, values: dict[str, str]) -> Iterator[Edit]:
    """Set attributes: in their place when the tag has them, else behind its last one."""
    added = ""
    for name, value in values.items():
        text = f'{name}="{_quoted(value)}"'
        present = tag.attribute(name)
        if present is None:
            added += f" {text}"
        else:
            yield Edit(present.start, present.end, text)
    if added:
        yield Edit(tag.end_of_attributes, tag.end_of_attributes, added)


def _quoted(value: str) -> str:
    return value.replace("&", "&amp;").replace('"', "&quot;")


def _with_current_file(raw: str, reading: Reading) -> str:
    """Put the current file's id and verifier into a file link (contract 11; 8.4 for the eras)."""
    match = _FILE.match(raw)
    file = current_file(reading.state, int(match["id"])) if match and len(match["id"]) < 20 else None
    if match is None or file is None or (match["course"] and int(match["course"]) != file.course_id):
        return raw
    additions: dict[str, str] = {}
    if reading.is_manager or not (file.locked or file.hidden):
        if reading.state.switches.download_era == "verifier":
            additions["verifier"] = file.uuid
    elif file.content_type.startswith(_MEDIA_TYPES):
        additions["no_preview"] = "1"
    elif file.content_type.startswith("image/"):
        additions["hidden"] = "1"
    if reading.state.switches.links_carry_location and reading.location:
        additions["location"] = reading.location
    query = _with_parameters(match["query"] or "", additions)
    return f"{match['before']}{file.id}{match['rest'] or ''}{query}{raw[match.end() :]}"


def _with_parameters(query: str, additions: dict[str, str]) -> str:
    """Add parameters to a query as it stands in the source, each before the first name that sorts behind it."""
    parts = [part for part in query.removeprefix("?").replace("&amp;", "&").split("&") if part] if additions else []
    if not additions:
        return query
    for name, value in sorted(additions.items()):
        place = next((index for index, part in enumerate(parts) if unquote(part) > name), len(parts))
        parts.insert(place, f"{name}={value}")
    return "?" + "&amp;".join(parts)


def _mathml_edits(tag: Tag) -> Iterator[Edit]:
    latex = tag.value("data-equation-content") or tag.value("alt").removeprefix("LaTeX:")
    mathml = latex_to_mathml(latex.strip())
    if mathml is not None:
        yield from _set_attributes(tag, {SAFE_MATHML: mathml})
