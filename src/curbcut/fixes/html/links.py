"""Links: words that say where they go, and one link in the place of two."""

from curbcut.documents.html import Element
from curbcut.fixes.fix import Fix, FixRefusedError, Question
from curbcut.fixes.html.editing import (
    Patch,
    end_tag_of,
    on_element,
    spans_of,
    with_attribute,
    without,
    without_attribute,
)
from curbcut.fixes.html.texts import with_words


def _rename(link: Element, words: str) -> list[Patch]:
    if link.tag == "area":
        return [with_attribute(link, "alt", words)]
    if link.get("aria-label") is not None or link.get("aria-labelledby") is not None:
        # The words would not be heard: a label wins over them.
        return [
            *with_words(link, words),
            *without_attribute(link, "aria-label"),
            *without_attribute(link, "aria-labelledby"),
        ]
    return with_words(link, words)


def _merge(link: Element, _answer: str) -> list[Patch]:
    before = _link_before(link)
    if before is None or (before.get("href") or "").strip() != (link.get("href") or "").strip():
        raise FixRefusedError("not-applicable", "No link right before it goes to the same place.")
    lost = [name for name in ("id", "name") if name in link.attributes]
    if lost:
        raise FixRefusedError(
            "not-applicable", f"The link has an {lost[0]} that others may lead to; merge them in the editor."
        )
    if " ".join(link.text.split()) == " ".join(before.text.split()) and not link.element_children:
        # The same words twice are heard twice; the first link says them.
        return [without(link)]
    end, start = end_tag_of(before), spans_of(link).start_tag
    end_tag_of(link)
    are_joined = end.end == start.start and before.text[-1:].isalnum() and link.text[:1].isalnum()
    return [Patch(end.start, end.end, ""), Patch(start.start, start.end, " " if are_joined else "")]


def _link_before(link: Element) -> Element | None:
    found: Element | None = None
    for sibling in link.parent.element_children if link.parent is not None else ():
        if sibling is link:
            return found
        if sibling.tag == "br":
            continue
        found = sibling if sibling.tag == "a" else None
    return None


FIXES = (
    Fix(
        id="rename-link",
        title="Change the link text",
        kinds=("html",),
        asks=Question(kind="text", label="Where does the link go?", longest=300),
        make=on_element(_rename),
    ),
    Fix(id="merge-links", title="Make one link of the two", kinds=("html",), make=on_element(_merge)),
)
