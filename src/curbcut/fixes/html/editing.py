"""Editing the source of a page in place: from patches of the text to new bytes, all others as they were."""

import html
from collections.abc import Callable, Iterable
from itertools import chain
from typing import NamedTuple

from curbcut.documents.html import Element, HtmlDocument
from curbcut.documents.html.encoding import codec_of
from curbcut.documents.html.parse import Span, TagSpans, tag_offsets
from curbcut.fixes.fix import Change, Edit, FixRefusedError, Make, Original, Propose
from curbcut.rules.results import Finding

HtmlOriginal = Original[HtmlDocument]

_AROUND = 60
"""Characters of source that are shown on either side of an edit."""
_NO_TAG = "The element has no tag of its own in the source, so there is nothing to write into."
_NOT_CLOSED = "The element has no end tag in the source; add it in the editor first."


class Patch(NamedTuple):
    """A stretch of the source (`HtmlDocument.source`) and what is to stand there."""

    start: int
    end: int
    replacement: str


Edits = Callable[[Element, str], list[Patch]]


def on_element(edits: Edits) -> Make:
    """Make a fix of a function from the finding's element and the answer to patches."""

    def make(original: HtmlOriginal, finding: Finding, answer: str) -> Change:
        return patched(original, edits(element_of(original, finding), answer))

    return make


def proposing(propose: Callable[[Element], str | None]) -> Propose:
    """Make a proposal of a function from the finding's element."""

    def propose_for(original: HtmlOriginal, finding: Finding) -> str | None:
        return propose(element_of(original, finding))

    return propose_for


def element_of(original: HtmlOriginal, finding: Finding) -> Element:
    """Find the element that a finding speaks of.

    Raises:
        FixRefusedError: It is not where it was (`moved`), or the source has no tag of it (`not-applicable`).
    """
    place = finding.place
    if place.start is None:
        if place.selector == "html":
            return original.document.root
        raise FixRefusedError("not-applicable", _NO_TAG)
    # Offsets in shadow roots are those of the page.
    pages = (original.document, *original.document.shadow_roots.pages)
    for element in chain.from_iterable(page.elements for page in pages):
        offsets = tag_offsets(element.node)
        if offsets is not None and offsets[0] == place.start:
            if element.place.excerpt == place.excerpt and element.place.selector == place.selector:
                return element
            break
    raise FixRefusedError("moved", "The page was changed since it was checked; check it again.")


def patched(original: HtmlOriginal, patches: Iterable[Patch]) -> Change:
    """Apply patches to the bytes of a page.

    Raises:
        FixRefusedError: Nothing would change (`not-applicable`), or the page's encoding cannot be written as it was read.
    """
    document = original.document
    mark, codec = codec_of(original.data, original.context.encoding)
    raw = document.raw
    if mark + raw.encode(codec, "replace") != original.data:
        raise FixRefusedError(
            "unwritable", "Some characters of the page are damaged, so it cannot be written back unchanged."
        )
    pieces, edits, position = [], [], 0
    for patch in sorted(patches):
        start, end = document.raw_offset(patch.start), document.raw_offset(patch.end)
        replacement = patch.replacement.encode(codec, "xmlcharrefreplace").decode(codec)
        if start < position:
            raise FixRefusedError("not-applicable", "The tags of the element overlap; mend it in the editor.")
        if raw[start:end] == replacement:
            continue
        pieces += [raw[position:start], replacement]
        edits.append(_edit(raw, start, end, replacement))
        position = end
    if not edits:
        raise FixRefusedError("not-applicable", "The page already says so; nothing would change.")
    data = mark + "".join([*pieces, raw[position:]]).encode(codec)
    return Change(data=data, made_from=original.fingerprint, edits=tuple(edits))


def _edit(raw: str, start: int, end: int, replacement: str) -> Edit:
    shown = f"{raw[max(0, start - _AROUND) : start]}⟨{raw[start:end][:_AROUND]}⟩{raw[end : end + _AROUND]}"
    line = raw.count("\n", 0, start) + 1
    return Edit(
        where=f"line {line}: …{' '.join(shown.split())}…",
        before=raw[start:end],
        after=replacement,
        start=start,
        end=end,
    )


def spans_of(element: Element) -> TagSpans:
    """Return where an element's tags are.

    Raises:
        FixRefusedError: The source has no tag of it.
    """
    spans = element.spans
    if spans is None:
        raise FixRefusedError("not-applicable", _NO_TAG)
    return spans


def end_tag_of(element: Element) -> Span:
    """Return where an element's end tag is.

    Raises:
        FixRefusedError: The source has none.
    """
    end = spans_of(element).end_tag
    if end is None or end.start == end.end:
        raise FixRefusedError("not-applicable", _NOT_CLOSED)
    return end


def content_of(element: Element) -> Span:
    """Return the stretch between an element's tags."""
    return Span(spans_of(element).start_tag.end, end_tag_of(element).start)


def whole_of(element: Element) -> Span:
    """Return the stretch from an element's start tag to the end of its end tag."""
    return Span(spans_of(element).start_tag.start, end_tag_of(element).end)


def with_attribute(element: Element, name: str, value: str) -> Patch:
    """Return the patch that gives an attribute a value, whether the element has it or not."""
    spans = spans_of(element)
    written = f'{name}="{escaped(value)}"'
    known = spans.attributes.get(name)
    if known is not None:
        return Patch(known.start, known.end, written)
    # Behind the last attribute, never before the `>`: the slash of `<img src=a/>` belongs to the address.
    behind = max((span.end for span in spans.attributes.values()), default=_end_of_name(element))
    return Patch(behind, behind, " " + written)


def without_attribute(element: Element, name: str) -> list[Patch]:
    """Return the patch that takes an attribute away with the white space before it; none when it is not there."""
    span = spans_of(element).attributes.get(name)
    if span is None:
        return []
    source, start = element.document.source, span.start
    while source[start - 1].isspace():
        start -= 1
    return [Patch(start, span.end, "")]


def with_tag(element: Element, tag: str) -> list[Patch]:
    """Return the patches that change an element's name in both of its tags."""
    start, end = spans_of(element).start_tag.start + 1, end_tag_of(element).start + 2
    length = len(element.tag)
    return [Patch(start, start + length, tag), Patch(end, end + length, tag)]


def with_optional_end_tag(element: Element, tag: str) -> list[Patch]:
    """Return the patches that change the name of an element whose end tag may be left out (td, th, li)."""
    end = spans_of(element).end_tag
    if end is not None and end.start != end.end:
        return with_tag(element, tag)
    start = spans_of(element).start_tag.start + 1
    return [Patch(start, start + len(element.tag), tag)]


def with_content(element: Element, text: str) -> Patch:
    """Return the patch that puts a text in the place of what is inside an element."""
    span = content_of(element)
    return Patch(span.start, span.end, escaped_text(text))


def without(element: Element) -> Patch:
    """Return the patch that takes an element away with all that is in it."""
    span = whole_of(element)
    return Patch(span.start, span.end, "")


def escaped(value: str) -> str:
    """Return a text as it stands between double quotes."""
    return html.escape(value, quote=False).replace('"', "&quot;")


def escaped_text(value: str) -> str:
    """Return a text as it stands between tags."""
    return html.escape(value, quote=False)


def _end_of_name(element: Element) -> int:
    return spans_of(element).start_tag.start + 1 + len(element.tag.rpartition(":")[2])
