"""Images, drawings and embedded objects: is there something to say in their place?"""

from collections.abc import Iterator

from curbcut.documents.html import Element, HtmlDocument
from curbcut.rules.rule import Check, Outcome, Rule, Severity, Verdict
from curbcut.standards import wcag

_DECORATIVE = Verdict(Outcome.PASSED, "decorative")
_NAMED = Verdict(Outcome.PASSED, "named")

IMAGE_WITHOUT_ALTERNATIVE = Rule(
    id="html-image-without-alternative",
    title="Image has no text alternative",
    requirement=wcag.NON_TEXT_CONTENT,
    act_rules=("23a2a8",),
    severity=Severity.MAJOR,
    messages={
        "named": "The image has a text alternative.",
        "decorative": "The image is marked as decorative.",
        "equation": "The image carries its formula as LaTeX.",
        "blank": "The text alternative of the image {source} is only white space.",
        "conflict": "The image {source} is marked as decorative, but a keyboard or an ARIA attribute still makes it heard without a name.",
        "absent": "The image {source} has no text alternative.",
    },
    fixes=("describe-image", "mark-image-decorative"),
    export_name="HtmlImageAlt",
)
SVG_WITHOUT_NAME = Rule(
    id="html-svg-without-name",
    title="Drawing has no text alternative",
    requirement=wcag.NON_TEXT_CONTENT,
    act_rules=("7d6734",),
    severity=Severity.MAJOR,
    messages={"named": "The drawing has a name.", "absent": "The drawing has an image role and no name."},
    fixes=("describe-image",),
    export_name="HtmlImageAlt",
)
OBJECT_WITHOUT_NAME = Rule(
    id="html-object-without-name",
    title="Embedded object has no text alternative",
    requirement=wcag.NON_TEXT_CONTENT,
    act_rules=("8fc3b6",),
    severity=Severity.MAJOR,
    messages={
        "named": "The embedded object has a name.",
        "absent": "The embedded object {source} has no text alternative.",
    },
    fixes=("describe-image",),
    export_name="HtmlObjectAlt",
)
EMBED_WITHOUT_NAME = Rule(
    id="html-embed-without-name",
    title="Embedded plug-in content has no text alternative",
    requirement=wcag.NON_TEXT_CONTENT,
    severity=Severity.MAJOR,
    messages={
        "named": "The embedded content has a name.",
        "absent": "The embedded content {source} has no text alternative.",
    },
    fixes=("describe-image",),
    export_name="HtmlObjectAlt",
)
DECORATIVE_EXPOSED = Rule(
    id="html-decorative-element-exposed",
    title="Something marked as decorative is read out all the same",
    requirement=None,
    act_rules=("46ca7f",),
    severity=Severity.MINOR,
    messages={
        "silent": "What is marked as decorative stays silent.",
        "exposed": "The {tag} element is marked as decorative, but it can have focus or has an ARIA attribute that undoes the mark.",
    },
)
SERVER_SIDE_MAP = Rule(
    id="html-server-side-image-map",
    title="Image map works with a mouse only",
    requirement=wcag.KEYBOARD,
    severity=Severity.MAJOR,
    messages={"server": "The links of the image map {source} are on the server, so a keyboard cannot reach them."},
)

_SILENT = Verdict(Outcome.PASSED, "silent")
_EQUATION = Verdict(Outcome.PASSED, "equation")
_IMAGE_ROLES = ("img", "image", "graphics-symbol")
_MEDIA_EXTENSIONS = frozenset(
    [
        "apng",
        "avif",
        "bmp",
        "gif",
        "ico",
        "jfif",
        "jpeg",
        "jpg",
        "pjp",
        "pjpeg",
        "png",
        "svg",
        "tif",
        "tiff",
        "webp",
        "aac",
        "flac",
        "m4a",
        "mp3",
        "oga",
        "ogg",
        "opus",
        "wav",
        "avi",
        "m4v",
        "mov",
        "mp4",
        "mpeg",
        "mpg",
        "ogv",
        "webm",
    ]
)


def _source_of(element: Element) -> str:
    """Return the file name that an image or object shows, for people; at most 80 characters."""
    source = element.attributes.get("src") or element.attributes.get("data") or ""
    if source.startswith("data:"):
        return "(inside the page)"
    name = source.partition("?")[0].partition("#")[0].rstrip("/").rpartition("/")[2]
    return name[:80] or "without a source"


def _images(document: HtmlDocument) -> Iterator[Element]:
    for element in document.with_role("img", "image", tags=()) if document.with_attribute("role") else ():
        if element.tag != "img" and element.is_html and not element.is_programmatically_hidden:
            yield element
    for element in document.by_tag("img"):
        if not element.is_programmatically_hidden:
            yield element


def _has_alternative(image: Element) -> Verdict:
    if image.accessible_name:
        return _NAMED
    state = image.role_state
    if state.role in {"none", "presentation"}:
        return _DECORATIVE
    if image.attributes.get("data-equation-content", "").strip():
        return _EQUATION
    facts = {"source": _source_of(image)}
    if state.is_conflict:
        return Verdict(Outcome.FAILED, "conflict", facts)
    return Verdict(Outcome.FAILED, "blank" if image.attributes.get("alt") else "absent", facts)


def _drawings(document: HtmlDocument) -> Iterator[Element]:
    for element in document.with_attribute("role"):
        if (element.tag == "svg" or element.tag.startswith("svg:")) and (
            element.role_state.explicit in {"img", "image", "graphics-document", "graphics-symbol"}
            and element.is_included_in_accessibility_tree
        ):
            yield element


def _is_named(element: Element) -> Verdict:
    return _NAMED if element.accessible_name else Verdict(Outcome.FAILED, "absent", {"source": _source_of(element)})


def _objects(document: HtmlDocument) -> Iterator[Element]:
    for element in document.by_tag("object"):
        if element.role_state.explicit is None and element.is_included_in_accessibility_tree and _shows_media(element):
            yield element


def _shows_media(element: Element) -> bool:
    kind = element.attributes.get("type", "").strip().lower()
    source = element.attributes.get("data", "").strip()
    if not source:
        return False
    if source.lower().startswith("data:"):
        kind = source[5:64].lower()
    if kind:
        return kind.startswith(("image/", "audio/", "video/"))
    path = source.partition("?")[0].partition("#")[0]
    return path.rpartition(".")[2].lower() in _MEDIA_EXTENSIONS


def _embeds(document: HtmlDocument) -> Iterator[Element]:
    for element in document.by_tag("embed"):
        if element.role_state.explicit is None and element.is_included_in_accessibility_tree and element.get("src"):
            yield element


def _marked_as_decorative(document: HtmlDocument) -> Iterator[Element]:
    candidates = {element.index: element for element in document.by_tag("img")}
    for element in document.with_attribute("role"):
        candidates[element.index] = element
    for index in sorted(candidates):
        if candidates[index].role_state.is_marked_decorative:
            yield candidates[index]


def _is_silent(element: Element) -> Verdict:
    state = element.role_state
    if state.role in {"none", "presentation"} or not element.is_included_in_accessibility_tree:
        return _SILENT
    return Verdict(Outcome.FAILED, "exposed", {"tag": element.tag})


def _server_side_maps(document: HtmlDocument) -> Iterator[Element]:
    for element in document.with_attribute("ismap"):
        if element.tag == "img" and not element.is_hidden and element.closest("a") is not None:
            yield element


def _leads_nowhere(image: Element) -> Verdict:
    return Verdict(Outcome.FAILED, "server", {"source": _source_of(image)})


CHECKS = (
    Check(IMAGE_WITHOUT_ALTERNATIVE, _images, _has_alternative, needs=frozenset({"img", "[role]"})),
    Check(SVG_WITHOUT_NAME, _drawings, _is_named, needs=frozenset({"[role]"})),
    Check(OBJECT_WITHOUT_NAME, _objects, _is_named, needs=frozenset({"object"})),
    Check(EMBED_WITHOUT_NAME, _embeds, _is_named, needs=frozenset({"embed"})),
    Check(DECORATIVE_EXPOSED, _marked_as_decorative, _is_silent, needs=frozenset({"img", "[role]"})),
    Check(SERVER_SIDE_MAP, _server_side_maps, _leads_nowhere, needs=frozenset({"[ismap]"})),
)
