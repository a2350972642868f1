"""A body as people look at it while they mend it: sanitised, its places marked, its links dead, nothing loaded from elsewhere.

Two walls, neither of which trusts the other: what this parser understands is rewritten in the source, and what comes out
is sanitised by nh3, another parser, which lets nothing pass that is not named here. The page around it adds a third
(Content-Security-Policy `sandbox`, no script, no foreign host).
"""

import html
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import nh3

from curbcut.documents.html.document import HtmlDocument
from curbcut.documents.html.elements import Element

MARK = "data-curbcut-mark"
"""The attribute that carries the number of a marked place."""

_KEPT_TAGS = nh3.ALLOWED_TAGS | {"address", "big", "fieldset", "font", "label", "legend", "main", "section"}
_STYLED = frozenset({
    "background", "background-color", "border", "border-bottom", "border-collapse", "border-color", "border-left",
    "border-radius", "border-right", "border-spacing", "border-style", "border-top", "border-width", "box-sizing",
    "clear", "color", "column-count", "column-gap", "columns", "direction", "display", "flex", "flex-basis",
    "flex-direction", "flex-grow", "flex-shrink", "flex-wrap", "float", "font", "font-family", "font-size",
    "font-style", "font-variant", "font-weight", "gap", "grid-template-columns", "height", "justify-content",
    "align-items", "letter-spacing", "line-height", "list-style-type", "margin", "margin-bottom", "margin-left",
    "margin-right", "margin-top", "max-height", "max-width", "min-height", "min-width", "opacity", "overflow",
    "overflow-x", "overflow-y", "padding", "padding-bottom", "padding-left", "padding-right", "padding-top",
    "table-layout", "text-align", "text-decoration", "text-indent", "text-shadow", "text-transform",
    "vertical-align", "visibility", "white-space", "width", "word-break", "word-spacing",
})  # fmt: skip
"""Properties that people see; none that could lay one thing over another, or load anything by itself."""
_LOADS = re.compile(r"\\|\(.*:|url|image|src|element|cross-fade|var\(", re.IGNORECASE | re.DOTALL)
"""What a declaration says that loads something, or that hides what it says."""
_ATTRIBUTES = {
    "*": {"style", "lang", "dir", "id", MARK},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan", "align", "valign", "bgcolor", "width", "height"},
    "th": {"colspan", "rowspan", "scope", "align", "valign", "bgcolor", "width", "height"},
    "table": {"border", "cellpadding", "cellspacing", "align", "bgcolor", "width"},
    "tr": {"align", "valign", "bgcolor"},
    "ol": {"start", "type", "reversed"},
    "li": {"value"},
    "col": {"span", "width"},
    "colgroup": {"span", "width"},
    "font": {"color", "size", "face"},
    "details": {"open"},
    "span": {"class"},
}
_BOXED = {
    "iframe": "Embedded page",
    "object": "Embedded object",
    "embed": "Embedded object",
    "applet": "Embedded object",
    "video": "Film",
    "audio": "Recording",
    "canvas": "Drawing",
    "svg": "Drawing",
    "math": "Formula",
    "input": "Form field",
    "select": "Form field",
    "textarea": "Form field",
    "button": "Button",
}
"""Elements of which a box with words is shown in their place."""
_LONGEST_WORDS = 300
_VOID = frozenset({"embed", "input"})


@dataclass(frozen=True, slots=True)
class Mark:
    """A place to be marked.

    Attributes:
        number: What the mark says, from 1.
        start: Offset of the element's start tag in `HtmlDocument.source`.
    """

    number: int
    start: int


def shown(document: HtmlDocument, marks: Sequence[Mark], pictures: Mapping[str, str], nonce: str) -> str:
    """Return a body as safe HTML.

    Args:
        document: The body.
        marks: The places to mark; an element shows all of its numbers and gets the id `curbcut-N` by the first of them.
        pictures: Address of each picture that may be shown, by its `src` as written; all others become boxes.
        nonce: A word that nobody can guess, so that the body cannot mark places of its own.
    """
    numbers: dict[int, list[int]] = {}
    for mark in marks:
        numbers.setdefault(mark.start, []).append(mark.number)
    edits = _Edits(numbers, pictures, nonce)
    for element in document.elements:
        edits.see(element)
    return _cleaned(edits.applied_to(document.source), frozenset(pictures.values()), nonce)


class _Edits:
    """What is rewritten in the source before it is sanitised."""

    def __init__(self, numbers: dict[int, list[int]], pictures: Mapping[str, str], nonce: str) -> None:
        self._numbers = numbers
        self._pictures = pictures
        self._nonce = nonce
        self._edits: list[tuple[int, int, str]] = []
        self._boxed_until = 0

    def see(self, element: Element) -> None:
        """Rewrite one element, if there is anything to rewrite of it."""
        spans = element.spans if element.tag in _BOXED or element.tag == "img" or self._numbers else None
        if spans is None or spans.start_tag.start < self._boxed_until:
            return
        start, end = spans.start_tag.start, spans.start_tag.end
        if element.tag in _BOXED:
            last = end if spans.end_tag is None or element.tag in _VOID else max(end, spans.end_tag.end)
            inside = [
                number for at, numbers in sorted(self._numbers.items()) if start <= at < last for number in numbers
            ]
            self._edits.append((start, last, self._box(_words_of(element), inside)))
            self._boxed_until = last
        elif element.tag == "img":
            self._edits.append((start, end, self._picture(element, self._numbers.get(start, []))))
        elif numbers := self._numbers.get(start):
            if element.tag in _KEPT_TAGS:
                behind = start + 1 + len(element.tag)
                self._edits.append((behind, behind, self._mark(numbers)))
            else:
                self._edits.append((end, end, f"<span{self._mark(numbers)}></span>"))

    def applied_to(self, source: str) -> str:
        """Return the source with everything rewritten."""
        pieces: list[str] = []
        position = 0
        for start, end, text in sorted(self._edits):
            if start >= position:
                pieces += (source[position:start], text)
                position = end
        return "".join((*pieces, source[position:]))

    def _mark(self, numbers: Sequence[int]) -> str:
        if not numbers:
            return ""
        shown_numbers = ", ".join(map(str, numbers))
        return f' {MARK}="{self._nonce}{shown_numbers}" id="{self._nonce}{numbers[0]}" '

    def _box(self, words: str, numbers: Sequence[int]) -> str:
        return f'<span class="{self._nonce}box"{self._mark(numbers)}>{html.escape(words)}</span>'

    def _picture(self, element: Element, numbers: Sequence[int]) -> str:
        source = (element.get("src") or "").strip()
        address = self._pictures.get(source)
        if address is None:
            return self._box(_words_of_picture(element, source), numbers)
        kept = {name: element.get(name) for name in ("alt", "width", "height", "style")}
        written = "".join(f' {name}="{html.escape(value)}"' for name, value in kept.items() if value is not None)
        picture = f'<img src="{html.escape(address)}"{written}>'
        return f"<span{self._mark(numbers)}>{picture}</span>" if numbers else picture


def _words_of(element: Element) -> str:
    title = element.get("title") or element.get("aria-label") or element.get("name") or element.get("placeholder") or ""
    if element.tag in {"math", "button"}:
        title = title or " ".join(element.text.split())
    named = _BOXED[element.tag] + (f": {title.strip()}" if title.strip() else "")
    host = _host_of(element.get("src") or element.get("data") or "")
    return f"{named} ({host})"[:_LONGEST_WORDS] if host else named[:_LONGEST_WORDS]


def _words_of_picture(element: Element, source: str) -> str:
    alternative = element.get("alt")
    if source.startswith("/equation_images/"):
        return f"Formula: {(alternative or '').strip()}"[:_LONGEST_WORDS]
    if alternative is None:
        said = "no text alternative"
    elif not alternative.strip():
        said = "decorative"
    else:
        said = alternative.strip()
    host = _host_of(source)
    return (
        f"Picture from {host}, not loaded here: {said}"[:_LONGEST_WORDS]
        if host
        else f"Picture: {said}"[:_LONGEST_WORDS]
    )


def _host_of(address: str) -> str:
    try:
        return urlsplit(address.strip()).hostname or ""
    except ValueError:
        return ""


def _cleaned(source: str, addresses: frozenset[str], nonce: str) -> str:
    return nh3.clean(
        source,
        tags=set(_KEPT_TAGS),
        clean_content_tags={
            "script",
            "style",
            "title",
            "noscript",
            "template",
            "noembed",
            "noframes",
            "xmp",
            "plaintext",
        },
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        attribute_filter=_filter(addresses, nonce),
        filter_style_properties=set(_STYLED),
        url_schemes=set(),
        link_rel=None,
    )


def _filter(addresses: frozenset[str], nonce: str) -> Callable[[str, str, str], str | None]:
    def allowed(_tag: str, name: str, value: str) -> str | None:
        match name:
            case "id":
                return f"curbcut-{value.removeprefix(nonce)}" if value.startswith(nonce) else None
            case "class":
                return "curbcut-box" if value == f"{nonce}box" else None
            case "src":
                return value if value in addresses else None
            case "style":
                return ";".join(one for one in value.split(";") if not _LOADS.search(one))
            case _ if name == MARK:
                return value.removeprefix(nonce) if value.startswith(nonce) else None
            case _:
                return value

    return allowed
