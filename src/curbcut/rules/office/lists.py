"""Lists that only look like lists."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from curbcut.documents.office import OfficeDocument
from curbcut.documents.office.model import Paragraph
from curbcut.documents.place import Place
from curbcut.rules.rule import Check, Outcome, Rule, Severity, Verdict
from curbcut.standards import wcag

FEWEST_ITEMS = 2
"""Paragraphs in a row with a typed bullet or number before they are a list."""

OFFICE_LIST_FAKED = Rule(
    id="office-list-faked",
    title="A list is typed, not made with the list buttons",
    requirement=wcag.INFO_AND_RELATIONSHIPS,
    severity=Severity.MINOR,
    messages={
        "real": "The items are a real list.",
        "typed": "{count} paragraphs in a row begin with a typed bullet or number: screen readers do not know that they are a list.",
    },
    fixes=("make-office-list",),
)

_BULLET = re.compile(r"\s*(?:([•●○◦▪■□▫‣\u2043∙·➢➤►▶✓✔❖◆◇§*\u2013\u2014-]|o(?=\t))[ \t\u00a0]+\S|([•●○◦▪■▫‣])\S)")
_ORDINAL = re.compile(r"\s*(\(?)(\d{1,3}|[a-z])([.)])[ \t\u00a0]+\S", re.IGNORECASE)


class _Run(NamedTuple):
    first: Paragraph
    length: int
    is_real: bool

    @property
    def place(self) -> Place:
        return self.first.place


def _runs(document: OfficeDocument) -> Iterator[_Run]:
    start: Paragraph | None = None
    mark = ""
    count = 0
    for paragraph in document.content.paragraphs:
        found = _mark_of(paragraph)
        if start is not None and found and paragraph.block == start.block and _follows(mark, found):
            mark, count = found, count + 1
            continue
        if start is not None and (count >= FEWEST_ITEMS or mark == "real"):
            yield _Run(start, count, mark == "real")
        start, mark, count = (paragraph, found, 1) if found else (None, "", 0)
    if start is not None and (count >= FEWEST_ITEMS or mark == "real"):
        yield _Run(start, count, mark == "real")


def _mark_of(paragraph: Paragraph) -> str:
    """Return how a paragraph begins: as a real item, with a bullet, or with a number and its place in the count."""
    if paragraph.is_list:
        return "real"
    if paragraph.is_marked or paragraph.text[:2].isalpha():  # as nearly all begin; no bullet or number has two letters
        return ""
    bullet = _BULLET.match(paragraph.text)
    if bullet is not None:
        return f"bullet {bullet[1] or bullet[2]}"
    ordinal = _ORDINAL.match(paragraph.text)
    if ordinal is None:
        return ""
    value = ordinal[2].lower()
    return f"{ordinal[1]}{ordinal[3]} {int(value) if value.isdecimal() else ord(value)}"


def _follows(before: str, mark: str) -> bool:
    kind, _, value = mark.partition(" ")
    if kind in {"real", "bullet"}:
        return before == mark
    before_kind, _, before_value = before.partition(" ")
    return kind == before_kind and int(before_value) + 1 == int(value)


def _is_real(run: _Run) -> Verdict:
    if run.is_real:
        return Verdict(Outcome.PASSED, "real")
    return Verdict(Outcome.FAILED, "typed", {"count": run.length})


CHECKS = (Check(OFFICE_LIST_FAKED, _runs, _is_real),)
