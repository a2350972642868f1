"""Folds plain paragraphs before a part is parsed, so that the tree grows with what is unusual in it, not with its text.

Word and PowerPoint write `<w:p><w:r><w:rPr>...</w:rPr><w:t>...</w:t></w:r>...</w:p>` for every paragraph. Parsing and walking those
elements is most of what reading a long document costs. Here neighbouring paragraphs of the plainest form become one
`<w:curbcut-paragraphs>7</w:curbcut-paragraphs>` in the part; their texts are kept aside, and what paragraphs and runs say of themselves is
kept once for all that say the same. Of a paragraph with anything else in it (links, fields, drawings), only the plain runs
become one `<w:curbcut-runs>`. A part with anything unusual in it is left as it is; a reader finds the same texts and
looks either way (ADR 0029).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from curbcut.documents.errors import MalformedDocumentError
from curbcut.documents.office.folds import MARK, PARAGRAPHS, RUNS, Folds, Fragments, Paragraph, Runs
from curbcut.documents.office.names import A, W
from curbcut.documents.office.shape_folding import fold_cells, fold_shapes

STRETCH_BYTES = 1 << 20
_MOST_KNOWN, _LONGEST_KNOWN, _LONGEST_END = 5_000, 500, 500
_ROOT = re.compile(rb'\s*(?:<\?xml[^<>]*\?>)?\s*(<([A-Za-z0-9]+:[A-Za-z]+)(?: [A-Za-z0-9:]+="[^"<>]*"|\s)*>)')
_ENCODING = re.compile(rb"""<\?xml[^<>]*encoding=["'](?!utf-8["'])[^<>]*\?>""", re.IGNORECASE)
_FORBIDDEN = [bytes([code]) for code in range(32) if code not in {9, 10}]
_NO_CHARACTERS = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")
"""Characters that no part may hold (XML 1.0, 2.2)."""
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&amp;": "&"}
_NO_RUNS: Runs = ((), ())
_REFERENCE = re.compile("&(?:lt|gt|quot|apos|amp);")


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a format writes plain paragraphs.

    Attributes:
        namespace: That of its elements.
        prefix: What programs call it.
        run_starts: How the start tag of a run begins.
        run: A run up to the `>` before its text; the first group is what it says of its look, the second one the tabs before it.
        paragraph: A paragraph up to its first run; the first group is what it says of itself.
        inside: What may stand between the runs of a plain paragraph: `sign` is the name of one that is a text, `look` what it
            says of its look, and of anything else nothing is left.
        signs: The texts of signs.
        empty: A paragraph without anything.
        needed: A prefix in what `paragraph` matches, which has to be declared.
        has_shapes: Text stands in shapes, which are folded too.
    """

    namespace: str
    prefix: str
    run_starts: tuple[str, str]
    run: re.Pattern[str]
    paragraph: re.Pattern[str]
    inside: re.Pattern[str]
    signs: dict[str, str]
    empty: re.Pattern[str]
    needed: str = ""
    has_shapes: bool = False


# Atomic groups, not possessive ones, which Python before 3.11.5 gets wrong (CPython's gh-106052).
# No element stands in what `w:rPr` holds but empty ones: of nested ones (`w:rPrChange`) only the outer is the run's own.
_WORD_RUN = r'<w:r(?>(?: w:rsid[A-Za-z]*="[0-9A-Fa-f]*+")*)>(?>(<w:rPr>(?>(?:<[A-Za-z0-9]+:[^<>]*/>)*)</w:rPr>)?)'
_WORD_PARAGRAPH = "<w:p{}{}>".format(
    "".join(f'(?>(?: w14:{name}="[0-9A-F]*+")?)' for name in ("paraId", "textId")),
    "".join(f'(?>(?: w:rsid{name}="[0-9A-F]*+")?)' for name in ("R", "RPr", "RDefault", "P")),
)
_WORD_PROPERTIES = r"(?>(<w:pPr>(?>(?:<(?!/?w:pPr[ />])[^<>]*+>)*)</w:pPr>)?)"
WORD = Dialect(
    W,
    "w",
    ("<w:r>", "<w:r "),
    re.compile(_WORD_RUN + r'((?>(?:<w:lastRenderedPageBreak/>|<w:tab/>)*))<w:t(?>(?: xml:space="preserve")?)'),
    re.compile(_WORD_PARAGRAPH + _WORD_PROPERTIES),
    re.compile(
        r'<w:(?:proofErr w:type="[A-Za-z]*"|bookmarkStart w:id="\d+" w:name="[^"<>&]*"|bookmarkEnd w:id="\d+")/>'
        rf"|{_WORD_RUN.replace('(<', '(?P<look><', 1)}"
        r'<w:(?:(?P<sign>tab|cr|noBreakHyphen|br)(?>(?: w:type="[A-Za-z]+")?)|lastRenderedPageBreak)/></w:r>'
    ),
    {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"},
    re.compile(rf"{_WORD_PARAGRAPH}{_WORD_PROPERTIES}</w:p>|{_WORD_PARAGRAPH[:-1]}/>"),
    "w14",
)
_SLIDE_LOOK = r"(?>(<a:rPr(?=[ />])[^<>]*+>(?:(?<=/>)|(?>(?:<(?!/?a:rPr[ />])[^<>]*+>)*)</a:rPr>))?)"
_SLIDE_PROPERTIES = r"(?>(<a:pPr(?=[ />])[^<>]*+>(?:(?<=/>)|(?>(?:<(?!/?a:pPr[ />])[^<>]*+>)*)</a:pPr>))?)"
_SLIDE_END = r"<a:endParaRPr(?=[ />])[^<>]*+>(?:(?<=/>)|(?>(?:<(?!/?a:endParaRPr[ />])[^<>]*+>)*)</a:endParaRPr>)"
SLIDES = Dialect(
    A,
    "a",
    ("<a:r>", "<a:r "),
    re.compile(rf"<a:r>{_SLIDE_LOOK}()<a:t"),
    re.compile("<a:p>" + _SLIDE_PROPERTIES),
    re.compile(rf"({_SLIDE_END})|<a:(?P<sign>br)(?:/>|>{_SLIDE_LOOK}</a:br>)"),
    {"br": "\n"},
    re.compile(rf"<a:p>{_SLIDE_PROPERTIES}(?>({_SLIDE_END})?)</a:p>|<a:p/>"),
    has_shapes=True,
)


def fold(data: bytes, dialect: Dialect, known: dict[str, Fragments]) -> tuple[bytes, Folds]:
    """Return a part with its paragraphs folded; unchanged when anything in it is not as programs write it.

    Args:
        data: The part in UTF-8, without a byte-order mark.
        dialect: How its format writes paragraphs.
        known: The fragments of other parts of the package, by the start tag of their root.
    """
    plain = data
    if b"\r" in data:  # as a parser does it (XML 1.0, 2.11)
        plain = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    root = _ROOT.match(plain)
    # What stands behind the root element may be something that is left out of plain parts.
    ends = root is not None and plain[-_LONGEST_END:].rstrip().endswith(b"</" + root[2] + b">")
    if root is None or not ends or not _is_usual(plain, root[1], dialect):
        return data, Folds()
    try:
        start = root[1].decode()
        fragments = known.setdefault(start, Fragments(start, root[2].decode()))
        folder = Folder(dialect, fragments)
        if dialect.has_shapes:
            plain = fold_shapes(plain.decode(), folder.text_of_shape, folder.folds, fragments).encode()
        for stretch in _stretches(plain, folder.end.encode()):
            folder.take(stretch.decode())
        folded = folder.finished()
        fragments.parse()
    except (UnicodeDecodeError, MalformedDocumentError):
        return data, Folds()
    return folded, folder.folds


def _is_usual(data: bytes, root: bytes, dialect: Dialect) -> bool:
    declaration = f"xmlns:{dialect.prefix}=".encode()
    named = declaration + f'"{dialect.namespace[1:-1]}"'.encode()
    if named not in root or _ENCODING.match(data) is not None:
        return False
    # Most parts declare nothing below their root, and one search tells it for all prefixes.
    if data.find(b"xmlns", data.find(root) + len(root)) >= 0 and data.count(declaration) != 1:
        return False
    if dialect.needed and f"xmlns:{dialect.needed}=".encode() not in root and f" {dialect.needed}:".encode() in data:
        return False
    # Single rare bytes are found many times faster than two of which one is everywhere.
    if (b"!" in data and b"<!" in data) or (b"]" in data and b"]]>" in data) or MARK.encode() in data:
        return False
    after = data.find(b">")
    return (data.find(b"?", after) < 0 or data.find(b"<?", after) < 0) and not _holds_forbidden(data)


def _holds_forbidden(data: bytes) -> bool:
    if any([each in data for each in _FORBIDDEN]):  # noqa: C419 - all of them are looked for nearly always
        return True
    return not data.isascii() and any(each in data for each in _NO_CHARACTERS)


def _stretches(data: bytes, end: bytes) -> Iterator[bytes]:
    """Yield a part in stretches that end after a run, so that what is taken apart at one time stays small."""
    start = 0
    while len(data) - start > STRETCH_BYTES:
        cut = data.find(end, start + STRETCH_BYTES)
        if cut < 0:
            break
        yield data[start : cut + len(end)]
        start = cut + len(end)
    yield data[start:] if start else data


class Folder:
    """Goes over the text of a part from run to run.

    While it is in a plain paragraph, `_head` is how that begins; while it is in any other, `_head` is `None`, and what was
    read of it stands in `_out` already.
    """

    def __init__(self, dialect: Dialect, fragments: Fragments) -> None:
        prefix = dialect.prefix
        self.folds = Folds(fragments.elements)
        self.end = f"</{prefix}:t></{prefix}:r>"
        self._dialect, self._fragments = dialect, fragments
        self._closing = f"</{prefix}:p>"
        self._starts = (f"<{prefix}:p>", f"<{prefix}:p ")
        self._nothing = f"<{prefix}:p/>"
        self._out: list[str] = []
        self._group: list[Paragraph] = []
        self._head: str | None = None
        self._properties = 0
        self._numbers: list[int] = []
        self._texts: list[str] = []

    def take(self, stretch: str) -> None:
        """Take the next stretch of the part."""
        known, breaks, numbers, texts = self._fragments.runs, self._fragments.breaks, self._numbers, self._texts
        has_references = "&" in stretch
        pieces = stretch.split(self.end)
        rest = pieces.pop()
        for piece in pieces:
            start, _, words = piece.rpartition(">")
            number = known.get(start)
            if "<" in words or (has_references and "&" in words):
                self._begin(start, words)
                continue
            if number is None:
                found = breaks.get(start)
                if found is None or self._head is None:
                    self._begin(start, words)
                    continue
                self._close()
                self._head, self._properties, number = found
            numbers.append(number)
            texts.append(words)
        if rest == self._closing and self._head is not None:
            self._close()
        elif rest:
            self._between(rest)

    def finished(self) -> bytes:
        """Return the folded part."""
        self._open()
        folded = "".join(self._out)
        if self._dialect.has_shapes:
            folded = fold_cells(folded, self._fragments)
        return folded.encode()

    def text_of_shape(self, source: str) -> Sequence[Paragraph] | None:
        """Return the paragraphs that are the text of a shape; `None` when any is not plain. Nothing is written of them."""
        # As if a paragraph stood before, so that the first one begins as others do.
        self._head, self._properties = "", 0
        self.take(self._closing + source)
        found = None if self._is_inside or self._numbers or self._out else tuple(self._group[1:])
        self._head = None
        self._group.clear()
        self._out.clear()
        self._numbers.clear()
        self._texts.clear()
        return found

    @property
    def _is_inside(self) -> bool:
        return self._head is not None

    def _begin(self, start: str, source: str) -> None:
        """Take a run that may be the first one of a paragraph, given what stands before its text."""
        at = _last_of(start, self._dialect.run_starts)
        number, tabs = (-1, "") if at < 0 else self._run(start[at:])
        words = _without_references(source)
        is_break = self._between(start[:at]) if at > 0 else False
        if number < 0 or words is None:
            self._open()
            raw = f"{start[max(0, at) :]}>{source}{self.end}"
            if at < 0:
                self._between(raw)
            else:
                self._out.append(raw)
            return
        self._numbers.append(number)
        self._texts.append(tabs + words)
        if is_break and not tabs and self._head is not None and len(self._fragments.breaks) < _MOST_KNOWN:
            self._fragments.breaks[start] = (self._head, self._properties, number)

    def _run(self, start: str) -> tuple[int, str]:
        """Return the number of what a run says of its look, below 0 when it is not plain, and the tabs before its text."""
        known = self._fragments.runs
        number = known.get(start)
        if number is not None:
            return number, ""
        match = self._dialect.run.fullmatch(start)
        if match is None:
            return -1, ""
        number = self._fragments.number_of(match[1])
        tabs = "\t" * match[2].count(":tab/>")
        if not tabs and len(known) < _MOST_KNOWN:
            known[start] = number
        return number, tabs

    def _between(self, source: str) -> bool:
        """Take what stands between two runs; return whether that is the end of a plain paragraph and the start of another."""
        is_plain = self._head is not None
        close = source.find(self._closing)
        signs = self._signs(source if close < 0 else source[:close])
        if signs is not None and (close < 0 or is_plain):
            self._add(signs)
            if close < 0:
                return False
            self._close()
            rest = source[close + len(self._closing) :]
        else:
            self._open()
            rest = source
        self._next(rest)
        return is_plain and rest == self._head and signs == _NO_RUNS

    def _next(self, source: str) -> None:
        """Take what stands after a paragraph, up to the first run of the next one."""
        at = _last_of(source, self._starts)
        match = None if at < 0 else self._dialect.paragraph.match(source, at)
        signs = None if match is None else self._signs(source[match.end() :])
        middle = source if match is None or signs is None else source[:at]
        if _last_of(middle, self._starts) >= 0 or self._nothing in middle:
            middle = self._dialect.empty.sub(self._dropped, middle)
        if middle:
            self._flush()
            self._out.append(middle)
        if match is None or signs is None:
            return
        self._head, self._properties = match[0], self._fragments.number_of(match[1])
        self._add(signs)

    def _dropped(self, match: re.Match[str]) -> str:
        for each in match.groups():
            self._fragments.number_of(each)
        return ""

    def _signs(self, source: str) -> Runs | None:
        """Return the signs between two runs; `None` when anything else stands there."""
        if not source:
            return _NO_RUNS
        if len(source) > _LONGEST_KNOWN:
            return self._read_signs(source)
        if source not in self._fragments.signs:
            if len(self._fragments.signs) > _MOST_KNOWN:
                self._fragments.signs.clear()
            self._fragments.signs[source] = self._read_signs(source)
        return self._fragments.signs[source]

    def _read_signs(self, source: str) -> Runs | None:
        numbers: list[int] = []
        signs: list[str] = []
        at = 0
        while at < len(source):
            match = self._dialect.inside.match(source, at)
            if match is None:
                return None
            said = match.groupdict()
            for each in match.groups():
                if each != said["sign"]:
                    self._fragments.number_of(each)
            if said["sign"]:
                numbers.append(self._fragments.number_of(said.get("look")))
                signs.append(self._dialect.signs[said["sign"]])
            at = match.end()
        return tuple(numbers), tuple(signs)

    def _add(self, signs: Runs) -> None:
        self._numbers += signs[0]
        self._texts += signs[1]

    def _runs(self) -> Runs:
        numbers = tuple(self._numbers)
        found = self._fragments.patterns.setdefault(numbers, numbers), tuple(self._texts)
        self._numbers.clear()
        self._texts.clear()
        return found

    def _close(self) -> None:
        """End a plain paragraph."""
        self._group.append((self._properties, *self._runs()))
        self._head = None

    def _open(self) -> None:
        """Write what was read of a paragraph that turned out to hold more than plain runs."""
        self._flush()
        if self._head is not None:
            self._out.append(self._head)
            self._head = None
        if self._numbers:
            self._out.append(self._element(RUNS, len(self.folds.runs)))
            self.folds.runs.append(self._runs())

    def _flush(self) -> None:
        """Write the element that stands for the paragraphs before."""
        if self._group:
            self._out.append(self._element(PARAGRAPHS, len(self.folds.paragraphs)))
            self.folds.paragraphs.append(tuple(self._group))
            self._group.clear()

    def _element(self, name: str, number: int) -> str:
        name = f"{self._dialect.prefix}:{name}"
        return f"<{name}>{number}</{name}>"


def _last_of(source: str, starts: tuple[str, str]) -> int:
    return max(source.rfind(starts[0]), source.rfind(starts[1]))


def _without_references(source: str) -> str | None:
    """Return what a text says; `None` when it is none, or refers to anything but the five characters that XML names."""
    if "<" in source:
        return None
    if "&" not in source:
        return source
    if len(_REFERENCE.findall(source)) != source.count("&"):
        return None
    return _REFERENCE.sub(lambda match: _ENTITIES[match[0]], source)
