"""Whether the words of a link say where it goes."""

import re
from collections.abc import Iterator

from curbcut.documents.html.document import HtmlDocument
from curbcut.documents.html.elements import Element
from curbcut.documents.place import Place
from curbcut.documents.wordings import GENERIC_LINK_TEXTS
from curbcut.rules.rule import Check, Outcome, Rule, Severity, Verdict
from curbcut.standards import wcag

GENERIC_LINK_NAME = Rule(
    id="html-link-name-generic",
    title="Link text says nothing of where it goes",
    requirement=wcag.LINK_PURPOSE_IN_CONTEXT,
    severity=Severity.MINOR,
    messages={
        "telling": "The link text says where the link goes.",
        "alone": "The link text “{name}” says nothing of where the link goes, and no text around it does.",
        "in-context": "The link text “{name}” says where the link goes only to those who read the text around it.",
    },
    fixes=("rename-link",),
    export_name="HtmlLinkName",
)
ADDRESS_AS_LINK_NAME = Rule(
    id="html-link-name-address",
    title="Link text is a bare address",
    requirement=None,
    severity=Severity.ADVICE,
    messages={
        "words": "The link text is made of words.",
        "address": "The link text is the address {name}, which is read out sign by sign.",
    },
    fixes=("rename-link",),
)
ADJACENT_LINKS = Rule(
    id="html-links-adjacent",
    title="Links side by side go to the same place",
    requirement=None,
    severity=Severity.ADVICE,
    messages={
        "single": "No link beside it goes to the same place.",
        "adjacent": "The link before it goes to {address} too; one link around both is enough.",
    },
    fixes=("merge-links",),
)

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|(?:[\w-]+\.)+[a-z]{2,}/\S{12,}", re.IGNORECASE)
_EDGES = " \t\n.,:;!?…»\u203a>→⇒()[]“”\"'«\u2039<←*|-\u2013"
_CONTEXT = (
    "p",
    "li",
    "td",
    "th",
    "dd",
    "dt",
    "blockquote",
    "figcaption",
    "caption",
    "figure",
    "summary",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
)

_MOST_AROUND = 200
"""Elements in a box beyond which it is sure to say something; looking through it for every link would be quadratic."""

_TELLING = Verdict(Outcome.PASSED, "telling")
_WORDS = Verdict(Outcome.PASSED, "words")
_SINGLE = Verdict(Outcome.PASSED, "single")


def _links(document: HtmlDocument) -> Iterator[Element]:
    for element in document.by_tag("a", "area"):
        if "href" not in element.attributes or not _is_a_link(element):
            continue
        if not element.is_programmatically_hidden and element.accessible_name:
            yield element


def _is_a_link(element: Element) -> bool:
    # Buttons, tabs and menu items made of links go nowhere; the references of DPUB-ARIA are links.
    return "role" not in element.attributes or element.role == "link" or element.role.startswith("doc-")


def _says_where_it_goes(link: Element) -> Verdict:
    name = _bare(link.accessible_name)
    if name not in GENERIC_LINK_TEXTS:
        return _TELLING
    facts = {"name": link.accessible_name}
    return (
        Verdict(Outcome.CANT_TELL, "in-context", facts)
        if _has_context(link)
        else Verdict(Outcome.FAILED, "alone", facts)
    )


def _bare(name: str) -> str:
    return " ".join(name.casefold().split()).strip(_EDGES)


def _has_context(link: Element) -> bool:
    """Tell whether anything that assistive technology can relate to a link may say what the link alone does not.

    Source: WCAG 2, "programmatically determined link context", read widely: the heading before counts, and any text
    beside it in the same box, since that markup alone does not settle what a sentence is.
    """
    headings = link.document.headings
    if (headings and headings[0].index < link.index) or link.closest("table", "li", "dd") is not None:
        return True
    if any((link.get(name) or "").strip() for name in ("title", "aria-describedby", "aria-description")):
        return True
    around = link.closest(*_CONTEXT) or link.parent
    if around is not None and around.parent is not None and around.tag not in {"body", "main"}:
        around = (
            around.parent if _says_nothing(around) and around.parent.tag not in {"body", "main", "html"} else around
        )
    return around is not None and not _says_nothing(around)


def _says_nothing(element: Element) -> bool:
    if element.end - element.index > _MOST_AROUND:
        return False
    links = [inner for inner in element.descendants() if inner.tag == "a"]
    rest = element.text
    for link in links:
        if _bare(link.text) in GENERIC_LINK_TEXTS:
            rest = rest.replace(link.text, " ", 1)
    images = any((inner.get("alt") or "").strip() for inner in element.descendants() if inner.tag == "img")
    return not images and not any(char.isalnum() for char in rest)


def _is_made_of_words(link: Element) -> Verdict:
    name = " ".join(link.accessible_name.split())
    if _ADDRESS.fullmatch(name) is None:
        return _WORDS
    return Verdict(Outcome.FAILED, "address", {"name": name if len(name) <= 80 else name[:79] + "…"})


class _LinkPair:
    """A link and the one right before it, with nothing but white space between, or none."""

    __slots__ = ("before", "link")

    def __init__(self, link: Element, before: Element | None) -> None:
        self.link = link
        self.before = before

    @property
    def place(self) -> Place:
        """Where the link is."""
        return self.link.place


def _links_and_those_before(document: HtmlDocument) -> Iterator[_LinkPair]:
    before: dict[int, Element | None] = {}
    parents = {link.parent.index: link.parent for link in document.by_tag("a") if link.parent is not None}
    for parent in parents.values():
        before.update(_links_before(parent))
    for link in document.by_tag("a"):
        if "href" in link.attributes and not link.is_programmatically_hidden:
            yield _LinkPair(link, before.get(link.index))


def _links_before(parent: Element) -> Iterator[tuple[int, Element | None]]:
    """Yield, for every link right in an element, the link before it with nothing but white space between."""
    before: Element | None = None
    for child in parent.children:
        if isinstance(child, str):
            before = before if not child.strip() else None
        elif child.tag == "a" and "href" in child.attributes:
            yield child.index, before
            before = child
        elif child.tag != "br":
            before = None


def _goes_elsewhere(pair: _LinkPair) -> Verdict:
    if pair.before is None:
        return _SINGLE
    address = (pair.link.get("href") or "").strip()
    if not address or address == "#" or (pair.before.get("href") or "").strip() != address:
        return _SINGLE
    if address.lower().startswith("javascript"):
        return _SINGLE  # where a script leads to is not in its call
    return Verdict(Outcome.FAILED, "adjacent", {"address": address if len(address) <= 80 else address[:79] + "…"})


CHECKS = (
    Check(GENERIC_LINK_NAME, _links, _says_where_it_goes, needs=frozenset({"a", "area"})),
    Check(ADDRESS_AS_LINK_NAME, _links, _is_made_of_words, needs=frozenset({"a", "area"})),
    Check(ADJACENT_LINKS, _links_and_those_before, _goes_elsewhere, needs=frozenset({"a"})),
)
