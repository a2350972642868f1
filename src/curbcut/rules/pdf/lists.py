"""Lists: whether their elements fit together, and whether what looks like a list is one."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from curbcut.documents.pdf import PdfDocument
from curbcut.documents.pdf.structure import StructureElement
from curbcut.documents.place import Place
from curbcut.rules.rule import Check, Outcome, Rule, Severity, Verdict
from curbcut.standards import wcag
from curbcut.standards.pdfua import LIST_CHILDREN, LIST_ITEM_CHILDREN

FEWEST_ITEMS = 3
"""Paragraphs in a row with a bullet or a number before we call them a list."""

PDF_LIST_STRUCTURE = Rule(
    id="pdf-list-structure",
    title="A list is not built as one",
    requirement=wcag.INFO_AND_RELATIONSHIPS,
    severity=Severity.MINOR,
    messages={
        "list": "The list is built of list items.",
        "foreign-child": "The list holds {child} where only list items, lists and a caption belong.",
        "caption": "The caption of the list does not come first.",
        "item": "The list item is built of a label and a body.",
        "stray-item": "The list item ({tag}) is not in a list.",
        "foreign-part": "The list item holds {child} where only a label and a body belong.",
        "stray-body": "The body of a list item (LBody) is not in a list item.",
        "body": "The body belongs to a list item.",
        "unmarked": "{count} paragraphs or lines in a row begin with a bullet or a number but are not tagged as a list.",
    },
    export_name="HtmlList",
)
"""ISO 32000-1, table 336; ISO 14289-1, 7.6; Matterhorn 09-004 to 09-006; veraPDF 7.2-17 to 7.2-20 and 7.2-40.

The standard lets an item have a label, a body or both, and content of its own, so an item without LBody is well built. A Div
between the levels is a fault to veraPDF and to us; through a NonStruct both look, since it has no significance of its own and its
content counts as that of the element around it (ISO 32000-1, table 333): browsers put one around every piece of text.
Three paragraphs or lines in a row that begin with one bullet, or count up, fail as well: they look like a list and are read as none.
"""

_BULLET = re.compile(r"([•●○◦▪■□▫‣\u2043∙·➢➤►▶✓✔❖◆◇§o*\u2013\u2014\uf020-\uf0ff-])\s+\S|([•●○◦▪■▫‣])\S")
"""Signs before an item. Of the last range Word takes the bullets of Symbol and Wingdings (Unicode's private use)."""

_ORDINAL = re.compile(r"\(?(\d{1,3}|[a-z]|[ivxl]{1,6})[.)][\s\u00a0]+\S", re.IGNORECASE)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
_SURE_BULLETS = frozenset("•●○◦▪■□▫‣➢➤\uf0b7\uf0a7\uf0d8")
"""Signs that begin an item and no other line: items that go on over several lines are found by them."""

_PARAGRAPHS = frozenset({"P", "Div", "NonStruct"})
"""Types that hold a paragraph; programs that know no P write the other two."""

_NOT_PARAGRAPHS = frozenset({"L", "LI", "Lbl", "TOC", "TOCI", "TR"})
"""Types whose children are no paragraphs, whatever they are called."""


_INSIDE_PARAGRAPHS = frozenset(
    {"Span", "NonStruct", "Link", "Annot", "Code", "Quote", "Reference", "Em", "Strong", "Sub"}
)

LONGEST_MARK = 40
"""Characters at the beginning of a paragraph in which its bullet or number is looked for."""


class _Target(NamedTuple):
    element: StructureElement
    length: int = 0

    @property
    def place(self) -> Place:
        return self.element.place


def _targets(document: PdfDocument) -> Iterator[_Target]:
    if not document.has_usable_structure:
        return
    for element in document.structure.of_roles("L", "LI", "LBody"):
        yield _Target(element)
    paragraphs = document.structure.of_roles(*_PARAGRAPHS)
    for parent in {id(element.parent): element.parent for element in paragraphs}.values():
        if parent is None or parent.role not in _NOT_PARAGRAPHS:
            yield from _paragraph_lists(document.structure.top if parent is None else parent.children)
    for element in paragraphs:
        if (element.marks or _is_of_spans(element)) and (count := _listed_lines(element.lines())) >= FEWEST_ITEMS:
            yield _Target(element, count)


def _is_of_spans(element: StructureElement) -> bool:
    """Whether a paragraph has all its text in pieces of lines, as WeasyPrint writes it."""
    children = element.children
    return bool(children) and all(inner.role in _INSIDE_PARAGRAPHS for inner in children)


def _listed_lines(lines: list[str]) -> int:
    """Count the lines of one paragraph that are items of a list: under one sure sign, in a row under another, or counting up from one."""
    signs = Counter(line[0] for line in lines if line[0] in _SURE_BULLETS and len(line) > 1)
    ordinal = longest = in_a_row = 0
    previous: set[str] = set()
    for line in lines:
        marks = _marks_of(line[:LONGEST_MARK])
        ordinal += f"number {ordinal + 1}" in marks
        bullet = {mark for mark in marks if mark.startswith("bullet")}
        in_a_row = in_a_row + 1 if bullet & previous else len(bullet)
        longest = max(longest, in_a_row)
        previous = bullet
    return max(ordinal, longest, *signs.values(), 0)


def _paragraph_lists(siblings: list[StructureElement]) -> Iterator[_Target]:
    """Yield one target for each run of paragraphs that looks like a list."""
    start: StructureElement | None = None
    previous: set[str] = set()
    count = 0
    for element in siblings:
        marks = _marks_of(_beginning(element)) if element.role in _PARAGRAPHS else set()
        going_on = previous & {_before(mark) for mark in marks} if count else set()
        if going_on:
            previous = {mark for mark in marks if _before(mark) in going_on}
            count += 1
            continue
        if start is not None and count >= FEWEST_ITEMS:
            yield _Target(start, count)
        start, previous, count = (element, marks, 1) if marks else (None, set(), 0)
    if start is not None and count >= FEWEST_ITEMS:
        yield _Target(start, count)


def _beginning(element: StructureElement) -> str:
    """Return the first characters of a paragraph; of a box around other paragraphs, none."""
    if element.role != "P" and element.children and not _is_of_spans(element):
        return ""
    return element.text()[:LONGEST_MARK]


def _marks_of(text: str) -> set[str]:
    """Return what a paragraph's beginning may be as a list mark: a bullet, or an ordinal with its place in the count."""
    text = text.lstrip()
    if (match := _BULLET.match(text)) is not None:
        return {f"bullet {match[1] or match[2]}"}
    if (match := _ORDINAL.match(text)) is None:
        return set()
    value = match[1].lower()
    if value.isdigit():
        return {f"number {int(value)}"}
    found = {f"letter {ord(value) - 96}"} if len(value) == 1 else set()
    if all(letter in _ROMAN for letter in value):
        found.add(f"roman {_roman(value)}")
    return found


def _before(mark: str) -> str:
    """Return the mark that has to stand before this one; bullets repeat."""
    kind, _, value = mark.partition(" ")
    return mark if kind == "bullet" else f"{kind} {int(value) - 1}"


def _roman(letters: str) -> int:
    values = [_ROMAN[letter] for letter in letters]
    return sum(-value if after > value else value for value, after in zip(values, [*values[1:], 0], strict=True))


def _is_well_built(target: _Target) -> Verdict:
    element = target.element
    match element.role:
        case "L":
            return _judge_list(element)
        case "LI":
            return _judge_item(element)
        case "LBody":
            if _role_around(element) == "LI":
                return Verdict(Outcome.PASSED, "body")
            return Verdict(Outcome.FAILED, "stray-body")
        case _:
            return Verdict(Outcome.FAILED, "unmarked", {"count": target.length})


def _judge_list(element: StructureElement) -> Verdict:
    children = element.parts
    foreign = next((child for child in children if child.role not in LIST_CHILDREN), None)
    if foreign is not None:
        return Verdict(Outcome.FAILED, "foreign-child", {"child": foreign.tag})
    if any(child.role == "Caption" for child in children[1:]):
        return Verdict(Outcome.FAILED, "caption")
    return Verdict(Outcome.PASSED, "list")


def _judge_item(element: StructureElement) -> Verdict:
    if _role_around(element) != "L":
        return Verdict(Outcome.FAILED, "stray-item", {"tag": element.tag})
    foreign = next((child for child in element.parts if child.role not in LIST_ITEM_CHILDREN), None)
    if foreign is not None:
        return Verdict(Outcome.FAILED, "foreign-part", {"child": foreign.tag})
    return Verdict(Outcome.PASSED, "item")


def _role_around(element: StructureElement) -> str:
    return next((above.role for above in element.ancestors() if above.role != "NonStruct"), "")


CHECKS = (Check(PDF_LIST_STRUCTURE, _targets, _is_well_built),)
