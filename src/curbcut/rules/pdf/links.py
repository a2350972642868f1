"""Links: whether their text says where they lead."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from curbcut.documents.pdf import PdfDocument
from curbcut.documents.pdf.annotations import read_annotation
from curbcut.documents.pdf.structure import StructureElement
from curbcut.documents.place import Place
from curbcut.rules.rule import Check, Outcome, Rule, Severity, Verdict
from curbcut.standards import wcag

LONGEST_ADDRESS = 40
"""Characters of a bare address that can still be listened to: a domain and a word."""

PDF_LINK_TEXT = Rule(
    id="pdf-link-text",
    title="A link's text does not say where it leads",
    requirement=wcag.LINK_PURPOSE_IN_CONTEXT,
    severity=Severity.MINOR,
    messages={
        "telling": "The link says where it leads.",
        "described": "The link has a description that says where it leads.",
        "empty": "The link has no text and no description.",
        "generic": "The link text “{name}” does not say where the link leads.",
        "address": "The link text is a bare address of {length} characters, which is read out sign by sign.",
    },
    export_name="HtmlLinkName",
)
"""The name of a Link element: its `Alt`, else its `ActualText`, else its text, else its annotation's `Contents`.

Where `Contents` says more than the text (ISO 14289-1, 7.18.5, wants it on every link), the link passes: readers offer it. veraPDF's
7.18.5-2 fails without `Contents` even when the text is telling, which costs a reader nothing; we do not. The lines of one link that
a producer tagged one by one are one link.
"""

_ADDRESS = re.compile(r"(?:(?:https?|ftp)://|www\.)\S+", re.IGNORECASE)
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_GENERIC = frozenset({
    "click", "click here", "clicking here", "click this", "click this link", "click on this link", "click me", "here", "right here",
    "in here", "this", "this link", "this page", "this site", "this website", "this article", "this document", "this file",
    "this video", "link", "links", "the link", "a link", "hyperlink", "url", "web link", "weblink", "link here", "more", "see more",
    "read more", "read", "read on", "learn more", "find out more", "more info", "more information", "more details", "show more",
    "view more", "further information", "details", "info", "information", "continue", "continue reading", "go", "go here", "go to link",
    "start", "open", "view", "see", "see here", "visit", "visit here", "download", "download here", "website", "web site", "web page",
    "webpage", "page", "site", "document", "pdf", "file", "next", "previous", "back", "source", "link text", "check it out", "tap here",
    "press here", "available here", "found here", "watch", "watch here", "access here", "click for more", "click here for more",
    "hier", "hier klicken", "mehr", "weiterlesen", "weiter", "ici", "cliquez ici", "lien", "en savoir plus", "lire la suite", "plus",
    "aquí", "aqui", "haga clic aquí", "clic aquí", "más", "leer más", "enlace", "ver más", "clique aqui", "saiba mais", "leia mais",
    "qui", "clicca qui", "leggi di più", "klik hier", "lees meer", "meer", "här", "klicka här", "läs mer", "her", "klik her", "tutaj",
    "kliknij tutaj", "więcej", "здесь", "подробнее", "这里", "点击这里", "こちら", "ここをクリック", "اضغط هنا", "هنا",
})  # fmt: skip
"""Link texts that fit any link."""


class _Link(NamedTuple):
    elements: tuple[StructureElement, ...]
    descriptions: tuple[str, ...]
    uri: str

    @property
    def place(self) -> Place:
        return self.elements[0].place

    @property
    def name(self) -> str:
        return " ".join(text for element in self.elements if (text := element.text()))


def _links(document: PdfDocument) -> Iterator[_Link]:
    if not document.has_usable_structure:
        return
    pending: _Link | None = None
    for element in document.structure.of_roles("Link"):
        link = _link(document, element)
        if pending is not None and _is_next_line(pending, link):
            pending = _Link(pending.elements + link.elements, pending.descriptions + link.descriptions, link.uri)
            continue
        if pending is not None:
            yield pending
        pending = link
    if pending is not None:
        yield pending


def _link(document: PdfDocument, element: StructureElement) -> _Link:
    owners = (element, *element.descendants())
    references = [reference for owner in owners for reference in owner.references]
    annotations = [read_annotation(document, reference.target, reference.page_index) for reference in references]
    descriptions = tuple(annotation.contents for annotation in annotations if annotation.contents)
    return _Link((element,), descriptions, next((annotation.uri for annotation in annotations if annotation.uri), ""))


def _is_next_line(link: _Link, following: _Link) -> bool:
    """Whether a link goes on with another one: to the same address, from the very next place under the same parent."""
    before, after = link.elements[-1], following.elements[0]
    if not link.uri or link.uri != following.uri or before.parent is not after.parent or before.parent is None:
        return False
    siblings = before.parent.kids
    at = next(index for index, kid in enumerate(siblings) if kid is before)
    return at + 1 < len(siblings) and siblings[at + 1] is after


def _says_where_it_leads(link: _Link) -> Verdict:
    name = link.name
    reason = _fault_of(name, link.uri)
    if reason is None:
        return Verdict(Outcome.PASSED, "telling")
    if any(_fault_of(description, link.uri) is None for description in link.descriptions):
        return Verdict(Outcome.PASSED, "described")
    if reason == "empty":
        return Verdict(Outcome.FAILED, "empty")
    if reason == "address":
        return Verdict(Outcome.FAILED, "address", {"length": len("".join(name.split()))})
    return Verdict(Outcome.FAILED, "generic", {"name": name[:60]})


def _fault_of(name: str, uri: str) -> str | None:
    """Return what is wrong with a link's name: `empty`, `generic`, `address`, or nothing."""
    words = " ".join(name.split())
    if not any(character.isalnum() for character in words):
        # Footnote marks and arrows are no words, but they are drawn: only nothing at all is empty.
        return "generic" if words else "empty"
    joined = "".join(words.split())
    is_address = _ADDRESS.fullmatch(words) is not None or _is_broken_address(words, joined, uri)
    if is_address:
        return "address" if len(joined) > LONGEST_ADDRESS else None
    return "generic" if _EDGES.sub("", words).casefold() in _GENERIC else None


def _is_broken_address(words: str, joined: str, uri: str) -> bool:
    """Whether a name is one address over several lines: no part of it is a word of its own."""
    if _ADDRESS.match(words) is None:
        return False
    target = uri.rstrip("/").casefold()
    pieces = words.split()
    return joined.rstrip("/").casefold() in {target, target.partition("://")[2]} or all(
        any(sign in piece for sign in "/.-_=?&%") for piece in pieces
    )


CHECKS = (Check(PDF_LINK_TEXT, _links, _says_where_it_leads),)
