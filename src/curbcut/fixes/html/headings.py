"""Headings: their levels, empty ones, and paragraphs that are headings in truth."""

from collections.abc import Iterator

from curbcut.documents.html import Element
from curbcut.fixes.fix import Fix, FixRefusedError, Question
from curbcut.fixes.html.editing import (
    Patch,
    on_element,
    proposing,
    with_attribute,
    with_tag,
    without,
    without_attribute,
)

_TAGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_DEEPEST = 6
_FIRST_OF_PARTS = 3
"""Level from which on headings of one kind follow each other: two bold paragraphs are neighbours, not mother and child."""
_HOLDS_CONTENT = frozenset(
    {"img", "iframe", "video", "audio", "object", "embed", "svg", "math", "input", "table", "canvas"}
)
_LEVEL = Question(kind="level", label="Which level does the heading have?")


def _change_level(heading: Element, level: str) -> list[Patch]:
    if heading.tag not in _TAGS:
        return [with_attribute(heading, "aria-level", level)]
    patches = _as_level(heading, int(level))
    for other, moved in _moved_along(heading, int(level)):
        patches += _as_level(other, min(max(moved, 1), _DEEPEST))
    return patches


def _moved_along(heading: Element, level: int) -> Iterator[tuple[Element, int]]:
    """Yield the headings that a heading takes along, each with its new level.

    Those below it keep their distance; those beside it go along, or they would become its parts. Where the first heading
    rises, it becomes the title of all: those beside it then stand one below it, and so do shallower ones that follow.
    """
    headings = heading.document.headings
    reference = int(heading.tag[1])
    by = level - reference
    is_title = headings[0] is heading and by < 0
    shift = by
    for other in headings[headings.index(heading) + 1 :]:
        own = int(other.tag[1])
        if own < reference:
            if not is_title:
                return
            reference, shift = own, min(0, level + 1 - own)
        elif own == reference and is_title:
            shift = min(0, level + 1 - own)
        if shift:
            yield other, own + shift


def _as_level(heading: Element, level: int) -> list[Patch]:
    return [*with_tag(heading, f"h{level}"), *without_attribute(heading, "aria-level")]


def _remove_empty(heading: Element, _answer: str) -> list[Patch]:
    if any(inner.tag in _HOLDS_CONTENT for inner in heading.descendants()):
        raise FixRefusedError(
            "not-applicable", "The heading holds a picture or something embedded: describe that instead."
        )
    if heading.tag not in _TAGS:
        return without_attribute(heading, "role")
    if any("id" in one.attributes or "name" in one.attributes for one in (heading, *heading.descendants())):
        # Links may lead here: the place stays, the heading goes.
        return with_tag(heading, "div")
    return [without(heading)]


def _make_heading(paragraph: Element, level: str) -> list[Patch]:
    return with_tag(paragraph, f"h{level}")


def _make_paragraph(heading: Element, _answer: str) -> list[Patch]:
    return [*with_tag(heading, "p"), *without_attribute(heading, "aria-level")]


def _fitting_level(element: Element) -> str:
    """Return the level that leaves no gap: one below the heading before it, at most what it has; else that of a beginning."""
    before: int | None = None
    own = _level_of(element)
    for heading in element.document.headings:
        if heading.index >= element.index:
            break
        if heading.is_included_in_accessibility_tree and heading.accessible_name:
            before = _level_of(heading)
    if before is None:
        return "2" if element.document.context.origin == "editor" else "1"
    return str(min(before + 1, own or before + 1, _DEEPEST))


def _level_among(paragraph: Element) -> str:
    """Return the level that a paragraph gets as one of several headings: below the title of a section, beside its parts."""
    before = [one for one in paragraph.document.headings if one.index < paragraph.index and one.accessible_name]
    level = (_level_of(before[-1]) or 1) if before else 1
    return str(level + 1 if level < _FIRST_OF_PARTS else min(level, _DEEPEST))


def _level_of(heading: Element) -> int | None:
    stated = heading.attributes.get("aria-level", "").strip()
    if stated.isdecimal():
        return int(stated[:3])
    return int(heading.tag[1]) if heading.tag in _TAGS else None


FIXES = (
    Fix(
        id="change-heading-level",
        title="Change the heading's level, and that of the headings that go with it",
        kinds=("html",),
        asks=_LEVEL,
        make=on_element(_change_level),
        propose=proposing(_fitting_level),
    ),
    Fix(id="remove-empty-heading", title="Remove the empty heading", kinds=("html",), make=on_element(_remove_empty)),
    Fix(
        id="make-heading",
        title="Make the paragraph a heading",
        kinds=("html",),
        asks=_LEVEL,
        make=on_element(_make_heading),
        propose=proposing(_level_among),
    ),
    Fix(id="make-paragraph", title="Make the heading a paragraph", kinds=("html",), make=on_element(_make_paragraph)),
)
