"""Folds neighbouring runs of text into one element before a part is parsed, so that the tree grows with paragraphs, not with runs.

Word and PowerPoint write `<w:r><w:rPr>...</w:rPr><w:t>...</w:t></w:r>` for every few words. Parsing and walking those elements
is most of what reading a long document costs. Here they become `<w:r curbcut-runs="7"><w:t>all the words</w:t></w:r>` in the bytes,
and what each run said of its look is kept aside, once for all runs that say the same. Only runs of the plainest form are
folded, and a part with anything unusual in it is left as it is; a reader finds the same text and looks either way (ADR 0015).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from curbcut.documents.errors import MalformedDocumentError
from curbcut.documents.office.names import A, W

STRETCH_BYTES = 1 << 20
FOLDED = "curbcut-runs"
"""The attribute that counts folded runs; a part with that word in it is not folded."""
_ROOT = re.compile(rb'\s*(?:<\?xml[^<>]*\?>)?\s*(<([A-Za-z0-9]+:[A-Za-z]+)(?: [A-Za-z0-9:]+="[^"<>]*"|\s)*>)')
_ENCODING = re.compile(rb"""<\?xml[^<>]*encoding=["'](?!utf-8["'])[^<>]*\?>""", re.IGNORECASE)
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, collect_ids=False)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a format writes runs: its namespace, the prefix that programs use, and the pattern of properties and text."""

    namespace: str
    prefix: bytes
    run: re.Pattern[bytes]


# No element stands in what `w:rPr` holds but empty ones: of nested ones (`w:rPrChange`) only the outer is the run's own.
WORD = Dialect(
    W,
    b"w",
    re.compile(
        rb'<w:r(?: w:[A-Za-z]+="[^"<>]*+")*+>(<w:rPr>(?:<[A-Za-z0-9]+:[^<>]*/>)*+</w:rPr>)?+'
        rb'<w:t(?: xml:space="preserve")?+>([^<&\r]*+)</w:t></w:r>'
    ),
)
SLIDES = Dialect(
    A,
    b"a",
    re.compile(
        rb"<a:r>(<a:rPr(?=[ />])[^<>]*+>(?:(?<=/>)|(?:<(?!/?a:rPr[ />])[^<>]*+>)*+</a:rPr>))?+"
        rb"<a:t>([^<&\r]*+)</a:t></a:r>"
    ),
)

_TAGS = (b"<P:r><P:t>", b'<P:r curbcut-runs="%d"><P:t>', b"</P:t></P:r>")
"""Start of a run that says nothing of its look, start of any other folded one, and the end of both."""

Folded = tuple[tuple[int, int], ...]
"""The runs in a folded one: number of what it says of its look (0 for nothing), and its characters."""


@dataclass(slots=True)
class Folds:
    """What was folded in one part.

    Attributes:
        runs: The runs in each folded one, by the number in its `FOLDED`.
        properties: What runs say of their look, each once; nothing is said at 0.
    """

    runs: list[Folded] = field(default_factory=list)
    properties: list[etree._Element | None] = field(default_factory=lambda: [None])

    def pieces(self, number: str, text: str) -> list[tuple[int, str]]:
        """Return the text of each run in a folded one, with the number of its properties."""
        runs = self.runs[int(number)]
        if len(runs) == 1:
            return [(runs[0][0], text)]
        start, found = 0, []
        for properties, length in runs:
            found.append((properties, text[start : start + length]))
            start += length
        return found


def fold(data: bytes, dialect: Dialect) -> tuple[bytes, Folds]:
    """Return a part with its runs folded; unchanged when anything in it is not as programs write it.

    Args:
        data: The part in UTF-8, without a byte-order mark.
        dialect: How its format writes runs.
    """
    folds = Folds()
    root = _ROOT.match(data)
    if root is None or not _is_usual(data, root[1], dialect):
        return data, folds
    sources: dict[bytes | None, int] = {None: 0}
    try:
        folded = _fold(data, dialect, folds.runs, sources)
        if len(sources) > 1:
            folds.properties += _parsed(root[1], root[2], b"".join(filter(None, sources)))
    except (UnicodeDecodeError, MalformedDocumentError):
        return data, Folds()
    if len(folds.properties) != len(sources):
        return data, Folds()
    return folded, folds


def _is_usual(data: bytes, root: bytes, dialect: Dialect) -> bool:
    declaration = b"xmlns:" + dialect.prefix + b"="
    named = declaration + b'"' + dialect.namespace[1:-1].encode() + b'"'
    if named not in root or data.count(declaration) != 1 or _ENCODING.match(data) is not None:
        return False
    if FOLDED.encode() in data or (b"!" in data and b"<!" in data):
        return False
    # Single rare bytes are found many times faster than two of which one is everywhere.
    after = data.find(b">")
    return data.find(b"?", after) < 0 or data.find(b"<?", after) < 0


def _stretches(data: bytes, dialect: Dialect) -> Iterator[bytes]:
    """Yield a part in stretches that end after a run, so that what is taken apart at one time stays small."""
    end = b"</" + dialect.prefix + b":r>"
    start = 0
    while len(data) - start > STRETCH_BYTES:
        cut = data.find(end, start + STRETCH_BYTES)
        if cut < 0:
            break
        yield data[start : cut + len(end)]
        start = cut + len(end)
    yield data[start:] if start else data


def _fold(data: bytes, dialect: Dialect, runs: list[Folded], sources: dict[bytes | None, int]) -> bytes:
    known: dict[tuple[int, int], Folded] = {}
    is_ascii = data.isascii()
    return b"".join(
        _fold_stretch(each, dialect, runs, sources, known, is_ascii=is_ascii) for each in _stretches(data, dialect)
    )


def _fold_stretch(
    data: bytes,
    dialect: Dialect,
    runs: list[Folded],
    sources: dict[bytes | None, int],
    known: dict[tuple[int, int], Folded],
    *,
    is_ascii: bool,
) -> bytes:
    plain, opening, closing = (each.replace(b"P", dialect.prefix) for each in _TAGS)
    parts = dialect.run.split(data)
    count = len(parts)
    out = [parts[0]]
    at, number, length = 0, -1, 0
    current: list[tuple[int, int]] = []
    for index in range(1, count, 3):
        source, text, between = parts[index], parts[index + 1], parts[index + 2]
        found = sources.get(source)
        if found is None:
            found = sources[source] = len(sources)
        if number < 0:
            at, number = len(out), found
            out.append(plain)
        elif found != number:
            current.append((number, length))
            number, length = found, 0
        length += len(text) if is_ascii else len(text.decode())
        out.append(text)
        if between or index + 3 == count:
            if current or number:
                out[at] = opening % len(runs)
                last = (number, length)
                # Most folded runs hold one, and few differ.
                single = known.get(last) or known.setdefault(last, (last,))
                runs.append((*current, last) if current else single)
                current = []
            number, length = -1, 0
            out.append(closing)
            out.append(between)
    return b"".join(out)


def _parsed(root: bytes, name: bytes, sources: bytes) -> list[etree._Element]:
    try:
        return list(etree.fromstring(root + sources + b"</" + name + b">", _PARSER))
    except etree.XMLSyntaxError as error:
        raise MalformedDocumentError("The file is damaged: a part of it is not well-formed XML.") from error
