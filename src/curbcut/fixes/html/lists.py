"""Lists in the place of lines that begin with signs."""

import html
import re
from itertools import pairwise
from typing import NamedTuple

from curbcut.documents.html import Element, HtmlDocument
from curbcut.documents.html.parse import Span
from curbcut.fixes.fix import Change, Fix, FixRefusedError
from curbcut.fixes.html.editing import (
    HtmlOriginal,
    Patch,
    content_of,
    element_of,
    end_tag_of,
    patched,
    spans_of,
    whole_of,
    with_tag,
)
from curbcut.fixes.html.texts import text_pieces
from curbcut.rules.html.lists import DrawnList, drawn_lists
from curbcut.rules.results import Finding

_BLANK = "\u200b \t\n\f\r\u00a0"
_TOKEN = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);|.", re.DOTALL)
_AROUND_LISTS = frozenset(
    {
        "body",
        "div",
        "td",
        "th",
        "li",
        "dd",
        "blockquote",
        "section",
        "article",
        "main",
        "aside",
        "details",
        "figure",
        "center",
    }
)
"""Elements that may hold a list right inside; a paragraph is closed and opened again."""
_ID = re.compile(r"\sid\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]+)", re.IGNORECASE)
_CUT_BY_TAGS = "Formatting cuts through the sign of a line; make the list in the editor."
_HOLDS_MORE = "Something else stands between the lines; make the list in the editor."


def _make_list(original: HtmlOriginal, finding: Finding, _answer: str) -> Change:
    drawn = _list_of(original.document, element_of(original, finding), finding)
    if (
        len({line.index for line in drawn.lines}) == len(drawn.lines)
        and drawn.lines[0].parent is drawn.lines[-1].parent
    ):
        return patched(original, _from_blocks(drawn))
    if all(line is drawn.element for line in drawn.lines):
        return patched(original, _from_breaks(drawn))
    raise FixRefusedError("not-applicable", _HOLDS_MORE)


def _list_of(document: HtmlDocument, element: Element, finding: Finding) -> DrawnList:
    found = [drawn for drawn in drawn_lists(document) if drawn.element is element and drawn.kind == finding.reason]
    if not found:
        raise FixRefusedError("moved", "The lines no longer look like a list; check the page again.")
    return next((drawn for drawn in found if str(drawn.count) in finding.message), found[0])


def _from_blocks(drawn: DrawnList) -> list[Patch]:
    first, last = drawn.lines[0], drawn.lines[-1]
    start, end = whole_of(first).start, whole_of(last).end
    patches = [Patch(start, start, _opening(drawn)), Patch(end, end, _closing(drawn))]
    for line, sign in zip(drawn.lines, drawn.signs, strict=True):
        patches += [*with_tag(line, "li"), *_without_sign(first.document, content_of(line), drawn.kind, sign)]
    for before, after in pairwise(drawn.lines):
        patches += _without_blanks_between(before, after)
    return patches


def _without_blanks_between(before: Element, after: Element) -> list[Patch]:
    siblings = before.parent.element_children if before.parent is not None else []
    between = [one for one in siblings if before.index < one.index < after.index]
    if any(one.text.strip(_BLANK) or one.tag not in {"p", "div", "br"} or _holds_media(one) for one in between):
        raise FixRefusedError("not-applicable", _HOLDS_MORE)
    return [
        Patch(span.start, span.end, "")
        for one in between
        for span in [spans_of(one).start_tag if one.tag == "br" else whole_of(one)]
    ]


def _holds_media(element: Element) -> bool:
    return any(
        inner.tag not in {"span", "br", "b", "strong", "i", "em", "u", "font"} for inner in element.descendants()
    )


class _Line(NamedTuple):
    """A stretch between two line breaks, and whether it holds text or anything but white space."""

    start: int
    end: int
    is_blank: bool
    has_tags: bool


def _from_breaks(drawn: DrawnList) -> list[Patch]:
    parent = drawn.element
    if parent.tag != "p" and parent.tag not in _AROUND_LISTS:
        raise FixRefusedError("not-applicable", "The lines stand inside formatting, where no list can stand.")
    lines = _lines_in(parent)
    chosen, patches = _chosen(parent.document, lines, drawn)
    for before, after in pairwise(chosen):
        if any(lines[index].has_tags for index in range(before + 1, after)):
            raise FixRefusedError("not-applicable", _HOLDS_MORE)
        patches.append(Patch(lines[before].end, lines[after].start, "</li><li>"))
    return [*patches, *_ends(parent, lines, (chosen[0], chosen[-1]), drawn)]


def _ends(parent: Element, lines: list[_Line], bounds: tuple[int, int], drawn: DrawnList) -> list[Patch]:
    """Return the patches before the first line and behind the last one, where a paragraph ends or begins again."""
    first, last = bounds
    opening, closing = f"{_opening(drawn)}<li>", f"</li>{_closing(drawn)}"
    head = lines[first - 1].end if first else lines[0].start
    tail = lines[last + 1].start if last + 1 < len(lines) else lines[-1].end
    if parent.tag != "p":
        return [Patch(head, lines[first].start, opening), Patch(lines[last].end, tail, closing)]
    start_tag, end_tag = spans_of(parent).start_tag, end_tag_of(parent)
    if all(line.is_blank and not line.has_tags for line in lines[:first]):
        before = Patch(start_tag.start, lines[first].start, opening)
    else:
        before = Patch(head, lines[first].start, f"</p>{opening}")
    if all(line.is_blank and not line.has_tags for line in lines[last + 1 :]):
        return [before, Patch(lines[last].end, end_tag.end, closing)]
    again = _ID.sub("", parent.document.source[start_tag.start : start_tag.end])
    return [before, Patch(lines[last].end, tail, closing + again)]


def _lines_in(parent: Element) -> list[_Line]:
    """Cut what is in an element at its own line breaks; a block inside is a line that cannot be one of the list."""
    source, content = parent.document.source, content_of(parent)
    cuts = [spans_of(child).start_tag for child in parent.element_children if child.tag == "br"]
    starts = [content.start, *(cut.end for cut in cuts)]
    ends = [*(cut.start for cut in cuts), content.end]
    return [
        _Line(start, end, is_blank=not _text(source, start, end), has_tags="<" in source[start:end])
        for start, end in zip(starts, ends, strict=True)
    ]


def _text(source: str, start: int, end: int) -> str:
    return "".join(piece.text for piece in text_pieces(source, Span(start, end))).strip(_BLANK)


def _chosen(document: HtmlDocument, lines: list[_Line], drawn: DrawnList) -> tuple[list[int], list[Patch]]:
    """Return which lines are the list's, and the patches that take their signs away."""
    written = [index for index, line in enumerate(lines) if not line.is_blank]
    for position in range(len(written) - drawn.count + 1):
        run = written[position : position + drawn.count]
        try:
            patches = [
                patch
                for index, sign in zip(run, drawn.signs, strict=True)
                for patch in _without_sign(document, Span(lines[index].start, lines[index].end), drawn.kind, sign)
            ]
        except FixRefusedError:
            continue
        return run, patches
    raise FixRefusedError("not-applicable", _CUT_BY_TAGS)


def _without_sign(document: HtmlDocument, span: Span, kind: str, sign: str) -> list[Patch]:
    """Return the patches that take the sign off the beginning of a line, with the blanks around it."""
    pieces = text_pieces(document.source, span)
    position = next((index for index, piece in enumerate(pieces) if piece.text.strip(_BLANK)), None)
    if position is None:
        raise FixRefusedError("not-applicable", _CUT_BY_TAGS)
    first = pieces[position]
    pattern = rf"[(\[]?{re.escape(sign)}[.)\]:]" if kind == "numbered" else re.escape(sign)
    match = re.match(rf"[{_BLANK}]*{pattern}[{_BLANK}]*", first.text)
    if match is None:
        raise FixRefusedError("not-applicable", _CUT_BY_TAGS)
    patches = [_cut(document.source, first.start, match.end())]
    if match.end() == len(first.text):
        for piece in pieces[position + 1 :]:
            blank = len(piece.text) - len(piece.text.lstrip(_BLANK))
            if blank:
                patches.append(_cut(document.source, piece.start, blank))
            if blank < len(piece.text):
                break
    return patches


def _cut(source: str, start: int, characters: int) -> Patch:
    """Return the patch that takes away the first characters of a text, each as it is written."""
    position = start
    while characters > 0:
        token = _TOKEN.match(source, position)
        if token is None:
            break
        characters -= len(html.unescape(token[0]))
        position = token.end()
    return Patch(start, position, "")


def _opening(drawn: DrawnList) -> str:
    if drawn.kind != "numbered":
        return "<ul>"
    return "<ol>" if drawn.sign == "1" else f'<ol type="{drawn.sign}">'


def _closing(drawn: DrawnList) -> str:
    return "</ol>" if drawn.kind == "numbered" else "</ul>"


FIXES = (Fix(id="make-list", title="Make the lines a list", kinds=("html",), make=_make_list),)
