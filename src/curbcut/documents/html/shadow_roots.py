"""Shadow roots that markup declares: a browser shows what stands in `<template shadowrootmode>` in place of its host's content.

What is in one is a page of its own: nothing outside of it points in by an id or dresses it by a style block. Its source is
that of the page with everything else blanked out, so that places in it are places in the page.
"""

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from curbcut.documents.html.document import HtmlDocument
    from curbcut.documents.html.elements import Element

MOST_READ = 20_000_000
"""Characters of pages with all but one root blanked out: a page of 2 MB may have ten roots, one of 20 KB a thousand."""
# HTML Standard 4.13.4 and DOM 4.2.14, "valid shadow host name"; and every custom element.
_HOSTS = frozenset({
    "article", "aside", "blockquote", "body", "div", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "main", "nav", "p",
    "section", "span",
})  # fmt: skip
_MODES = frozenset({"open", "closed"})
_SHOWS_NOTHING = frozenset(
    {"html", "head", "body", "div", "link", "meta", "script", "slot", "span", "style", "template"}
)
_NOT_LINE_ENDS = re.compile(r"[^\n]+")


class ShadowRoots(NamedTuple):
    """The shadow roots of a page, of those in them too.

    Attributes:
        hosts: The elements of the page itself that have one.
        pages: What stands in each, as a page of its own.
        is_complete: Whether that is all; a source without an end of a template, or more than `MOST_READ`, is not read.
    """

    hosts: "tuple[Element, ...]" = ()
    pages: "tuple[HtmlDocument, ...]" = ()
    is_complete: bool = True


NO_SHADOW_ROOTS = ShadowRoots()


def shadow_roots_of(document: "HtmlDocument") -> ShadowRoots:
    """Read the shadow roots of a page."""
    own = _declared_in(document)
    pages: list[HtmlDocument] = []
    waiting = own[::-1]
    left, is_complete = MOST_READ, True
    while waiting:
        template = waiting.pop()
        left -= len(document.source)
        source = _source_of(template) if left >= 0 else None
        if source is None:
            is_complete = False
        else:
            page = document.read(source, document.context)
            if page.body is not None and template.parent is not None:
                page.ways_to[page.body.index] = f"{template.parent.place.selector} (shadow root)"
            pages.append(page)
            waiting.extend(reversed(_declared_in(page)))
    return ShadowRoots(tuple(one.parent for one in own if one.parent is not None), tuple(pages), is_complete)


def _declared_in(document: "HtmlDocument") -> "list[Element]":
    """Return the templates that browsers make shadow roots, of hosts that people get at."""
    found: list[Element] = []
    hosts: set[int] = set()
    for template in document.with_attribute("shadowrootmode"):
        host = template.parent
        if template.tag != "template" or host is None or template.attributes["shadowrootmode"].lower() not in _MODES:
            continue
        if (host.tag in _HOSTS or "-" in host.tag) and host.index not in hosts:
            hosts.add(host.index)
            if host.is_included_in_accessibility_tree:
                found.append(template)
    return found


def _source_of(template: "Element") -> str | None:
    """Return the page's source with all blanked out but what stands in a template; `None` where the source has no end of it."""
    spans, source = template.spans, template.document.source
    if spans is None or spans.end_tag is None:
        return None
    start, end = spans.start_tag.end, spans.end_tag.start
    return _NOT_LINE_ENDS.sub(_blanks, source[:start]) + source[start:end]


def _blanks(match: re.Match[str]) -> str:
    return " " * len(match[0])


def shows_something(page: "HtmlDocument") -> bool:
    """Tell whether there is more in a shadow root than places for what its host holds, and the style of those."""
    tags = page.tree.by_tag
    return not _SHOWS_NOTHING.issuperset(tags) or bool(page.text_groups)


def is_filled_from_outside(element: "Element") -> bool:
    """Tell whether an element of a shadow root may get its name from what its host holds: there is a slot in what names it."""
    document = element.document
    if "slot" not in document.tree.by_tag:
        return False
    references = element.attributes.get("aria-labelledby", "").split()
    named_by = [element, *document.labels.get(element.index, [])]
    named_by += [document.by_id[one] for one in references if one in document.by_id]
    return any(document.tree.inside(one.index, "slot") for one in named_by)
