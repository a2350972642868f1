"""What differs between two versions, for people: place by place, with the words that changed marked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher, unified_diff

LONGEST = 4_000
"""Characters of a piece in which single words are compared; longer ones are shown whole."""

_WORDS = re.compile(r"\w+|\s+|[^\w\s]")
_AROUND = re.compile(r"(?P<place>line \d+): (?P<before>….*)⟨.*⟩(?P<behind>.*…)", re.DOTALL)
"""How fixes of pages name a place: the source around it, with what is edited between brackets (`fixes/html/editing.py`)."""
_MOST_LINES = 400


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, changed or not."""

    text: str
    is_changed: bool


@dataclass(frozen=True, slots=True)
class Hunk:
    """One place that differs.

    Attributes:
        where: Which place, for people.
        before: What stood there, in pieces; empty when nothing did.
        after: What stands there now.
    """

    where: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]


def hunks_of(diff: str) -> tuple[Hunk, ...]:
    """Read the diff of a change: `@` where, `-` what was, `+` what is."""
    hunks: list[Hunk] = []
    where, before, after = "", list[str](), list[str]()
    for line in (*diff.splitlines(), "@ "):
        mark, text = line[:2], line[2:]
        if mark == "- ":
            before.append(text)
        elif mark == "+ ":
            after.append(text)
        elif mark == "@ ":
            if before or after:
                hunks.append(_hunk(where, "\n".join(before), "\n".join(after)))
            where, before, after = text, [], []
    return tuple(hunks)


def hunks_between(before: str, after: str) -> tuple[Hunk, ...]:
    """Compare two versions of a text line by line."""
    hunks: list[Hunk] = []
    old, new = list[str](), list[str]()
    where = ""
    lines = unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    for line in (*list(lines)[2 : 2 + _MOST_LINES], "@@ "):
        if line.startswith("@@"):
            if old or new:
                hunks.append(_hunk(where, "\n".join(old), "\n".join(new)))
            where, old, new = _line_of(line), [], []
        elif line.startswith("-"):
            old.append(line[1:])
        else:
            new.append(line[1:])
    return tuple(hunks)


def _line_of(header: str) -> str:
    number = re.match(r"@@ -(\d+)", header)
    return f"line {number[1]}" if number else ""


def _hunk(where: str, before: str, after: str) -> Hunk:
    around = _AROUND.fullmatch(where)
    if around is not None:
        return _in_context(around["place"], around["before"], around["behind"], _compared("", before, after))
    return _compared(where, before, after)


def _in_context(where: str, before: str, behind: str, hunk: Hunk) -> Hunk:
    start, end = Piece(before, is_changed=False), Piece(behind, is_changed=False)
    return Hunk(where, (start, *hunk.before, end), (start, *hunk.after, end))


def _compared(where: str, before: str, after: str) -> Hunk:
    if not before or not after or max(len(before), len(after)) > LONGEST:
        return Hunk(where, _whole(before), _whole(after))
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return Hunk(
        where,
        tuple(_pieces((old[start:end], code != "equal") for code, start, end, _, _ in codes)),
        tuple(_pieces((new[start:end], code != "equal") for code, _, _, start, end in codes)),
    )


def _whole(text: str) -> tuple[Piece, ...]:
    return (Piece(text, is_changed=True),) if text else ()


def _pieces(runs: Iterator[tuple[list[str], bool]]) -> Iterator[Piece]:
    return (Piece("".join(words), is_changed) for words, is_changed in runs if words)
