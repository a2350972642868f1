"""Links: whether their text says where they lead."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from curbcut.documents import alternative_texts
from curbcut.documents.pdf import PdfDocument
from curbcut.documents.pdf.annotations import Annotation, read_annotation
from curbcut.documents.pdf.structure import Rectangle, StructureElement
from curbcut.documents.place import Place
from curbcut.documents.wordings import is_address, is_generic_link_text
from curbcut.rules.rule import Check, Outcome, Rule, Severity, Verdict, quoted
from curbcut.standards import wcag

LONGEST_ADDRESS = 40
"""Characters of a bare address that can still be listened to: a domain and a word."""

MOST_LOOSE_LINKS = 2_000
"""Links outside the tree that are judged: to find the text under one takes PDFium a walk over the page."""

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
a producer tagged one by one are one link. A link annotation that no element owns is judged by its `Contents`, else by the text drawn
under it; over a picture alone nothing can be said of it.
"""

_ADDRESS_BEGINS = re.compile(r"(?:(?:https?|ftp)://|www\.)\S+", re.IGNORECASE)


class _Link(NamedTuple):
    elements: tuple[StructureElement, ...]
    descriptions: tuple[str, ...]
    uri: str
    annotations: frozenset[tuple[int, int]]

    @property
    def place(self) -> Place:
        return self.elements[0].place

    @property
    def names(self) -> tuple[str, ...]:
        """Its text; of several pieces also without the spaces between, as a word may be cut in two by its formatting.

        An address that goes over several lines has no space in any of them.
        """
        texts = [text for element in self.elements if (text := element.text())]
        if len(texts) == 1 and " " in texts[0]:
            lines = [line for element in self.elements for line in element.lines()]
            if not any(" " in line for line in lines):
                texts = lines
        return (" ".join(texts),) if len(texts) < 2 else (" ".join(texts), "".join(texts))


class _LooseLink(NamedTuple):
    names: tuple[str, ...]
    descriptions: tuple[str, ...]
    uri: str
    place: Place


def _links(document: PdfDocument) -> Iterator[_Link | _LooseLink]:
    if document.has_usable_structure:
        yield from _tagged_links(document)
        yield from _loose_links(document)


def _loose_links(document: PdfDocument) -> Iterator[_LooseLink]:
    """Yield the links that no structure element owns and that have a text, or a description, of their own."""
    owned = document.elements_of_annotations
    by_page: dict[int, list[tuple[Annotation, Rectangle]]] = {}
    links = (one for one in document.annotations if one.subtype == "Link" and not one.is_hidden)
    loose = (one for one in links if one.identity not in owned and one.rectangle is not None)
    for annotation in islice(loose, MOST_LOOSE_LINKS):
        assert annotation.rectangle is not None
        by_page.setdefault(annotation.page_index, []).append((annotation, annotation.rectangle))
    for page_index, found in by_page.items():
        texts = document.texts_within(page_index, [box for _, box in found])
        for (annotation, box), text in zip(found, texts, strict=True):
            if text or annotation.contents:
                place = document.place_on(page_index, box, text)
                yield _LooseLink((text,), (annotation.contents,), annotation.uri, place)


def _tagged_links(document: PdfDocument) -> Iterator[_Link]:
    pending: _Link | None = None
    for element in document.structure.of_roles("Link"):
        link = _link(document, element)
        if pending is not None and _goes_on(pending, link):
            pending = _Link(
                pending.elements + link.elements,
                pending.descriptions + link.descriptions,
                link.uri,
                pending.annotations | link.annotations,
            )
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
    uri = next((annotation.uri for annotation in annotations if annotation.uri), "")
    identities = frozenset(annotation.identity for annotation in annotations if annotation.identity is not None)
    return _Link((element,), descriptions, uri, identities)


def _goes_on(link: _Link, following: _Link) -> bool:
    """Whether a link goes on with another one: the next line of it, or a piece of it that is formatted differently.

    It is when both own one annotation, or lead to one address from neighbouring places under the same parent.
    """
    if not link.annotations.isdisjoint(following.annotations):
        return True
    before, after = link.elements[-1], following.elements[0]
    if not link.uri or link.uri != following.uri or before.parent is not after.parent or before.parent is None:
        return False
    siblings = before.parent.kids
    at = next(index for index, kid in enumerate(siblings) if kid is before)
    return at + 1 < len(siblings) and siblings[at + 1] is after


def _says_where_it_leads(link: _Link | _LooseLink) -> Verdict:
    name = link.names[0]
    reason = next((fault for each in link.names if (fault := _fault_of(each, link.uri)) is not None), None)
    if reason is None:
        return Verdict(Outcome.PASSED, "telling")
    if any(_describes(description, link.uri) for description in link.descriptions):
        return Verdict(Outcome.PASSED, "described")
    if reason == "empty":
        return Verdict(Outcome.FAILED, "empty")
    if reason == "address":
        return Verdict(Outcome.FAILED, "address", {"length": len("".join(name.split()))})
    return Verdict(Outcome.FAILED, "generic", {"name": quoted(name)})


def _describes(description: str, uri: str) -> bool:
    # Programs fill in the address itself, and "Image1" for a linked picture.
    if _without_scheme(description) == _without_scheme(uri):
        return False
    return _fault_of(description, uri) is None and alternative_texts.fault_of(description) != "placeholder"


def _without_scheme(address: str) -> str:
    plain = address.strip().rstrip("/").casefold()
    return plain.partition("://")[2] or plain


def _fault_of(name: str, uri: str) -> str | None:
    """Return what is wrong with a link's name: `empty`, `generic`, `address`, or nothing."""
    words = " ".join(name.split())
    if not any(character.isalnum() for character in words):
        # Footnote marks and arrows are no words, but they are drawn: only nothing at all is empty. Inside the document, where a
        # mark leads to its note and back, it says enough.
        return "generic" if words and uri else None if words else "empty"
    joined = "".join(words.split())
    is_address_only = is_address(words) or _is_broken_address(words, joined, uri)
    if is_address_only:
        return "address" if len(joined) > LONGEST_ADDRESS else None
    return "generic" if is_generic_link_text(words) else None


def _is_broken_address(words: str, joined: str, uri: str) -> bool:
    """Whether a name is one address over several lines: no part of it is a word of its own."""
    if _ADDRESS_BEGINS.match(words) is None:
        return False
    target = uri.rstrip("/").casefold()
    pieces = words.split()
    return joined.rstrip("/").casefold() in {target, target.partition("://")[2]} or all(
        any(sign in piece for sign in "/.-_=?&%") for piece in pieces
    )


CHECKS = (Check(PDF_LINK_TEXT, _links, _says_where_it_leads),)
