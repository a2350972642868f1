"""What was folded in a part before it was parsed, and the pieces of XML that parts repeat; see `folding`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from curbcut.documents.errors import MalformedDocumentError

MARK = "curbcut-"
"""How the names of elements begin that stand for what was folded; a part with that word in it is not folded."""
PARAGRAPHS, RUNS, SHAPES, CELLS = (MARK + name for name in ("paragraphs", "runs", "shapes", "cells"))
"""Such elements, under the prefix of the format: their text is the number of what they stand for. An attribute would be half as
much again in memory, where a table has half a million cells."""
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, collect_ids=False)

Runs = tuple[tuple[int, ...], tuple[str, ...]]
"""Neighbouring runs: of each the number of what it says of its look (0 for nothing), and its text."""
Paragraph = tuple[int, tuple[int, ...], tuple[str, ...]]
"""A paragraph: the number of what it says of itself, and its runs."""
Sides = tuple[int, int, int, int]
Shape = tuple[int, Sides | None, Sequence[Paragraph]]
"""A shape of a slide: the number of all that others say alike, where it says that it lies (offset and size), and its text."""


class Fragments:
    """Pieces of XML that stand in the parts of a package again and again, each parsed once; 0 stands for nothing.

    Attributes:
        elements: The pieces, by their numbers.
        runs: The number of what a run says of its look, by all that stands before its text.
        breaks: How a paragraph begins, the number of what it says of itself, and that of its first run, by all that stands
            between the text of that and the text before.
        signs: What else stands between runs, read.
        patterns: Each row of numbers once.
    """

    def __init__(self, root: str, name: str) -> None:
        """Make ready for parts that begin alike.

        Args:
            root: The start tag of their root element, which declares the prefixes.
            name: Its name.
        """
        self.elements: list[etree._Element | None] = [None]
        self.runs: dict[str, int] = {}
        self.breaks: dict[str, tuple[str, int, int]] = {}
        self.signs: dict[str, Runs | None] = {}
        self.patterns: dict[tuple[int, ...], tuple[int, ...]] = {}
        self._root, self._name = root, name
        self._numbers: dict[str | None, int] = {None: 0}

    def number_of(self, source: str | None) -> int:
        """Return the number of a piece, which is there once it was parsed."""
        return self._numbers.setdefault(source, len(self._numbers))

    def find(self, source: str) -> int | None:
        """Return the number of a piece that was met before."""
        return self._numbers.get(source)

    def parse(self) -> None:
        """Parse the pieces that are new.

        Raises:
            MalformedDocumentError: One of them is not well-formed; all of them are forgotten.
        """
        known = len(self.elements)
        new = list(self._numbers)[known:]
        if not new:
            return
        try:
            found = list(etree.fromstring(f"{self._root}{''.join(map(str, new))}</{self._name}>", _PARSER))
        except etree.XMLSyntaxError as error:
            self._forget(new)
            raise _damaged() from error
        if len(found) != len(new):
            self._forget(new)
            raise _damaged()
        self.elements.extend(found)

    def _forget(self, sources: list[str | None]) -> None:
        for each in sources:
            del self._numbers[each]
        for known in (self.runs, self.breaks, self.signs):
            known.clear()


def _damaged() -> MalformedDocumentError:
    return MalformedDocumentError("The file is damaged: a part of it is not well-formed XML.")


def number_in(element: etree._Element) -> int:
    """Return the number of what an element stands for."""
    return int(element.text or 0)


@dataclass(slots=True)
class Folds:
    """What was folded in one part.

    Attributes:
        fragments: What paragraphs, runs and shapes say of themselves, by its number.
        paragraphs: The neighbouring paragraphs that one element stands for, by its number.
        runs: The same of runs, in paragraphs that hold more than plain runs.
        shapes: The same of shapes.
    """

    fragments: list[etree._Element | None] = field(default_factory=lambda: [None])
    paragraphs: list[Sequence[Paragraph]] = field(default_factory=list)
    runs: list[Runs] = field(default_factory=list)
    shapes: list[list[Shape]] = field(default_factory=list)

    def take(self, element: etree._Element) -> Sequence[Paragraph]:
        """Return folded paragraphs for the last time: a long document has no room for both them and what is read of them."""
        at = number_in(element)
        found, self.paragraphs[at] = self.paragraphs[at], ()
        return found

    def filled(self, element: etree._Element) -> int:
        """Return how many of the folded paragraphs that an element stands for have words."""
        return sum("".join(texts).strip() != "" for _, _, texts in self.paragraphs[number_in(element)])

    def texts(self, element: etree._Element, namespace: str) -> Iterator[str]:
        """Yield the texts in an element, whether they were folded or not, with a sign for each tab and break."""
        paragraph, run, text, paragraphs, runs = (namespace + name for name in ("p", "r", "t", PARAGRAPHS, RUNS))
        signs = {
            namespace + "tab": "\t",
            namespace + "br": "\n",
            namespace + "cr": "\n",
            namespace + "noBreakHyphen": "-",
        }
        for each in element.iter(text, paragraphs, runs, *signs):
            tag = each.tag
            if tag == text:
                yield each.text or ""
            elif tag == paragraphs:
                for _, _, texts in self.paragraphs[number_in(each)]:
                    yield from texts
            elif tag == runs:
                yield from self.runs[number_in(each)][1]
            elif (parent := each.getparent()) is not None and parent.tag in {paragraph, run}:
                yield signs[tag]
