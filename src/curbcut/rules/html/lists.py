"""Lists that are drawn with signs instead of being marked up."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from curbcut.documents.html.document import HtmlDocument
from curbcut.documents.html.elements import Element
from curbcut.documents.html.tree import Tree
from curbcut.documents.html.visibility import HIDDEN_FROM_ALL
from curbcut.documents.place import Place
from curbcut.rules.rule import Check, Outcome, Rule, Severity, Verdict
from curbcut.standards import wcag

FAKED_LIST = Rule(
    id="html-list-faked",
    title="List is drawn with signs",
    requirement=wcag.INFO_AND_RELATIONSHIPS,
    severity=Severity.MINOR,
    messages={
        "bulleted": "{count} lines begin with “{sign}” instead of being items of a list.",
        "numbered": "{count} lines are numbered by hand from “{sign}” on instead of being items of a list.",
        "dashes": "{count} lines begin with a dash; if they are a list, mark them as one.",
    },
    fixes=("make-list",),
    export_name="HtmlList",
)

_BULLETS = frozenset("•‣◦▪▫●○■□◆◇►▶▸➢➤➔✓✔✗✘★☆\u2043∙·§\uf0b7\uf0a7\uf0d8❖➜⇒→*")
_DASHES = frozenset("-\u2013\u2014")
_ORDINAL = re.compile(r"[(\[]?(\d{1,2}|[a-zA-Z]|[ivxIVX]{1,4})[.)\]:](?:\s+(?=\S)|(?=[^\W\d]))")
_ROMAN = frozenset("ivxIVX")
_NO_SIGN = ("", "")
_OTHER = "\u00b6"
"""Stands for a box of other text between two lines: what follows it is another list."""
_LINES = frozenset({"p", "div"})
_PARENTS_OF_NO_LINES = frozenset({"pre", "code", "textarea", "tr", "ul", "ol"})
_LINE_TAGS = frozenset({"br", "p", "div", "li", "table", "ul", "ol"})
_BOX_TAGS = _LINE_TAGS - {"br"}
_MOST_IN_LINE = 50
"""Elements in a paragraph beyond which it is no line of a list."""
_LEAST_DASHES = 3
"""Two lines with dashes are a dialogue as often as a list."""
_LONGEST_ITEM = 400
"""Characters up to which a paragraph is read as an item."""


@dataclass(frozen=True, slots=True)
class DrawnList:
    """Lines in a row that begin alike.

    Attributes:
        kind: Reason of the finding: `bulleted`, `numbered` or `dashes`.
        lines: The element of each line; for lines between line breaks the element around them, each time.
        signs: What each line begins with, without the point behind a number.
    """

    kind: str
    lines: tuple[Element, ...]
    signs: tuple[str, ...]

    @property
    def element(self) -> Element:
        """The element of the first line."""
        return self.lines[0]

    @property
    def sign(self) -> str:
        """What the first line begins with."""
        return self.signs[0]

    @property
    def count(self) -> int:
        """Number of lines."""
        return len(self.lines)

    @property
    def place(self) -> Place:
        """Where the first line is."""
        return self.element.place


def drawn_lists(document: HtmlDocument) -> Iterator[DrawnList]:
    """Yield the lists that are drawn with signs, in document order of what they stand in."""
    for parent in _parents_of_lines(document):
        for kind, run in _runs_of(_lines_of(document.tree, parent)):
            lines = tuple(document.elements.at(index) for index, _ in run)
            yield DrawnList(kind, lines, tuple(sign for _, sign in run))


def _parents_of_lines(document: HtmlDocument) -> list[int]:
    tree, blocks, tags = document.tree, document.blocks, document.tree.tags
    lines = [
        index
        for index, text in zip(blocks.indexes, blocks.texts, strict=True)
        if tags[index] in _LINES and not _is_plain(text) and _beginning_of(text)[0]
    ]
    parents = {tree.parents[index] for index in (*lines, *tree.by_tag.get("br", ()))}
    return [
        parent
        for parent in sorted(parents)
        if not tree.flags[parent] & HIDDEN_FROM_ALL and tree.tags[parent] not in _PARENTS_OF_NO_LINES
    ]


def _lines_of(tree: Tree, parent: int) -> Iterator[tuple[int, str]]:
    """Yield the lines right inside an element: paragraphs without blocks inside, and texts between line breaks."""
    tags = tree.tags
    pieces: list[str] = []
    for child in tree.children_and_texts(parent):
        if isinstance(child, str):
            pieces.append(child)
        elif tags[child] == "br":
            yield parent, "".join(pieces)
            pieces = []
        elif tags[child] in _LINES:
            if pieces and "".join(pieces).strip():
                yield parent, "".join(pieces)
            pieces = []
            yield child, _line_of(tree, child)
        else:
            pieces.append(tree.text_in(child) if tags[child] not in {"ul", "ol", "table", "dl"} else "\n")
    if "".join(pieces).strip():
        yield parent, "".join(pieces)


def _line_of(tree: Tree, block: int) -> str:
    text, end = tree.texts[block], tree.ends[block]
    if text is not None:
        return text
    is_long = end - block > _MOST_IN_LINE
    if not is_long and _LINE_TAGS.isdisjoint(tree.tags[block + 1 : end]):
        for first in tree.inner.get(block, ())[:1]:
            # Of a plain line nobody asks for more than its beginning.
            if isinstance(first, str) and _is_plain(first):
                return first
        return tree.text_in(block)
    # A box of other text parts the lines around it; a paragraph with line breaks of its own is looked at by itself.
    is_box = any(tree.tags[child] in _BOX_TAGS for child in tree.children(block))
    return _OTHER if is_box and tree.text_in(block).strip() else ""


def _runs_of(lines: Iterator[tuple[int, str]]) -> Iterator[tuple[str, list[tuple[int, str]]]]:
    """Yield the lines in a row that begin alike, each by its element and its sign, with how they begin."""
    run: list[tuple[int, str]] = []
    run_kind = ""
    for index, text in lines:
        stripped = text.strip().lstrip("\u200b")
        if not stripped:
            # An empty paragraph between two items is spacing; a blank line is too.
            continue
        kind, sign = _NO_SIGN if _is_plain(stripped) else _beginning_of(stripped)
        if run and (kind != run_kind or not _follows(run, kind, sign)):
            if _is_list(run_kind, run):
                yield run_kind, run
            run = []
        if kind and (run or _may_begin(kind, sign)):
            run_kind = kind
            run.append((index, sign))
    if _is_list(run_kind, run):
        yield run_kind, run


def _is_plain(line: str) -> bool:
    """Tell of most lines at little cost that they are in no list: two letters begin them, and no Roman number."""
    return line[:2].isalpha() and len(line) > 1 and line[0] not in _ROMAN


def _beginning_of(line: str) -> tuple[str, str]:
    first, rest = line[0], line[1:]
    if len(line) > _LONGEST_ITEM or (first.isalpha() and rest[:1].isalpha() and first not in _ROMAN):
        return _NO_SIGN
    if first in _BULLETS and rest.strip() and (first != "*" or (rest[0].isspace() and not rest.rstrip().endswith("*"))):
        return "bulleted", first
    if first in _DASHES and rest[:1].isspace() and rest.strip():
        return "dashes", first
    match = _ORDINAL.match(line)
    if match is not None and any(char.isalpha() for char in line[match.end() :]):
        return "numbered", match[1]
    return _NO_SIGN


def _may_begin(kind: str, sign: str) -> bool:
    return kind != "numbered" or sign in {"1", "a", "A", "i", "I"}


def _follows(run: list[tuple[int, str]], kind: str, sign: str) -> bool:
    if kind != "numbered":
        return sign == run[-1][1]
    expected = len(run) + 1
    first = run[0][1]
    if first == "1":
        return sign == str(expected)
    if first in {"i", "I"}:
        return sign.lower() == ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")[min(expected, 10) - 1]
    return len(sign) == 1 and ord(sign) - ord(first) == len(run)


def _is_list(kind: str, run: list[tuple[int, str]]) -> bool:
    return len(run) >= (_LEAST_DASHES if kind == "dashes" else 2)


def _is_marked_up(run: DrawnList) -> Verdict:
    outcome = Outcome.CANT_TELL if run.kind == "dashes" else Outcome.FAILED
    return Verdict(outcome, run.kind, {"count": run.count, "sign": run.sign})


CHECKS = (Check(FAKED_LIST, drawn_lists, _is_marked_up, needs=frozenset({"p", "div", "br"})),)
