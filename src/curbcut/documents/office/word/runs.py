"""The runs of a paragraph in order: text with its look, links and fields, drawings; deleted text left out."""

from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from curbcut.documents.office.folds import RUNS, Folds, number_in
from curbcut.documents.office.names import MC, M, R, W, chosen
from curbcut.documents.office.word.styles import Letters, Look, Styles

_TEXT, _PROPERTIES = W + "t", W + "rPr"
_SIGNS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
_RUN, _FOLDED, _LINK, _SIMPLE_FIELD = W + "r", W + RUNS, W + "hyperlink", W + "fldSimple"
_SKIPPED = frozenset(
    {W + "del", W + "moveFrom", W + "pPr", M + "oMath", M + "oMathPara", W + "rPr", W + "sdtPr", W + "sdtEndPr"}
)
_DRAWN = frozenset({W + "drawing", W + "pict", W + "object"})
_MOST_LOOKS = 5_000
_FIELD, _INSTRUCTION = W + "fldChar", W + "instrText"


@dataclass(slots=True)
class OpenLink:
    """A link that is being read."""

    target: str
    is_toc: bool
    pieces: list[str] = field(default_factory=list)
    has_drawing: bool = False
    has_runs: bool = False


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    is_in_result: bool = False
    link: OpenLink | None = None


@dataclass(slots=True)
class Runs:
    """Reads the paragraphs of one part; fields may go on over several of them.

    Attributes:
        styles: Styles of the document.
        targets: Addresses by relationship id.
        folds: What was folded in the part.
        pieces: Text of the paragraph so far, with the look of each piece.
        links: Links that ended in the paragraph.
        drawings: Drawings in the paragraph.
    """

    styles: Styles
    targets: Callable[[str], str]
    folds: Folds
    pieces: list[tuple[str, Letters]] = field(default_factory=list)
    links: list[OpenLink] = field(default_factory=list)
    drawings: list[etree._Element] = field(default_factory=list)
    _letters: dict[object, tuple[Look, Letters]] = field(default_factory=dict)
    _patterns: dict[tuple[int, tuple[int, ...]], tuple[Look, list[Letters]]] = field(default_factory=dict)
    _pieces: list[tuple[list[str], Letters]] = field(default_factory=list)
    _fields: list[_Field] = field(default_factory=list)
    _open: list[OpenLink] = field(default_factory=list)

    @property
    def is_in_toc(self) -> bool:
        """Whether a table of contents is being read."""
        if not self._fields:
            return False
        return any(each.instruction.upper().startswith(("TOC", "INDEX", "BIBLIOGRAPHY")) for each in self._fields)

    def read(self, paragraph: etree._Element, base: Look) -> None:
        """Read one paragraph; what was read of the one before is forgotten."""
        self._pieces, self.links, self.drawings = [], [], []
        self._read(paragraph, base)
        self._end_paragraph()

    def read_folded(self, numbers: tuple[int, ...], texts: tuple[str, ...], base: Look) -> None:
        """Read one folded paragraph; what was read of the one before is forgotten."""
        self.links, self.drawings = [], []
        if len(texts) == 1 and not self._fields:
            text = texts[0]
            self.pieces = [(text, self._letters_of(numbers, base)[0])] if text else []
            return
        self._pieces = []
        self._read_folded(numbers, texts, base)
        self._end_paragraph()

    def _end_paragraph(self) -> None:
        self.pieces = [(texts[0] if len(texts) == 1 else "".join(texts), letters) for texts, letters in self._pieces]
        # A link field that goes on in the next paragraph is one link a paragraph, as screen readers offer it.
        for each in self._fields:
            if each.link is not None and each.link.pieces:
                self.links.append(each.link)
                each.link = OpenLink(each.link.target, each.link.is_toc)

    def _read(self, parent: etree._Element, base: Look) -> None:
        for child in parent:
            tag = child.tag
            if tag == _RUN:
                self._read_run(child, base)
            elif tag == _FOLDED:
                self._read_folded(*self.folds.runs[number_in(child)], base)
            elif tag == _LINK:
                self._read_link(child, base)
            elif tag == _SIMPLE_FIELD:
                self._read_simple_field(child, base)
            elif tag == MC + "AlternateContent":
                choice = chosen(child)
                if choice is not None:
                    self._read(choice, base)
            elif tag not in _SKIPPED and len(child):
                self._read(child, base)

    def _read_link(self, element: etree._Element, base: Look) -> None:
        target = self.targets(element.get(R + "id") or "")
        anchor = element.get(W + "anchor") or ""
        link = OpenLink(target, self.is_in_toc or (not target and anchor.startswith("_Toc")))
        self._open.append(link)
        self._read(element, base)
        self._open.pop()
        self.links.append(link)

    def _read_simple_field(self, element: etree._Element, base: Look) -> None:
        instruction = (element.get(W + "instr") or "").strip()
        link = self._link_of(instruction)
        if link is not None:
            self._open.append(link)
        self._fields.append(_Field(instruction, is_in_result=True))
        self._read(element, base)
        self._fields.pop()
        if link is not None:
            self._open.pop()
            self.links.append(link)

    def _link_of(self, instruction: str) -> OpenLink | None:
        if not instruction.upper().startswith("HYPERLINK"):
            return None
        is_local = "\\l" in instruction
        words = instruction.split('"')
        target = words[1] if len(words) > 1 and not is_local else ""
        return OpenLink(target, self.is_in_toc or "_Toc" in instruction)

    def _read_folded(self, numbers: tuple[int, ...], texts: tuple[str, ...], base: Look) -> None:
        letters = self._letters_of(numbers, base)
        if self._fields or self._open:
            for each, text in zip(letters, texts, strict=True):
                if text:
                    self._add(text, each)
            self._note_runs()
            return
        pieces = self._pieces
        last = pieces[-1][1] if pieces else None
        for each, text in zip(letters, texts, strict=True):
            if each is last:
                pieces[-1][0].append(text)
            elif text:
                pieces.append(([text], each))
                last = each

    def _letters_of(self, numbers: tuple[int, ...], base: Look) -> list[Letters]:
        """Return the look of each of some folded runs; few rows of looks come back in many paragraphs."""
        key = (id(base), numbers)
        found = self._patterns.get(key)
        if found is None:
            if len(self._patterns) > _MOST_LOOKS:
                self._patterns.clear()
            found = self._patterns[key] = (base, [self._letter_of(number, base) for number in numbers])
        return found[1]

    def _letter_of(self, number: int, base: Look) -> Letters:
        key = (id(base), number)
        found = self._letters.get(key)
        return found[1] if found is not None else self._worked_out(key, self.folds.fragments[number], base)[1]

    def _read_run(self, run: etree._Element, base: Look) -> None:
        letters = self._look(None, base)
        for child in run:
            tag = child.tag
            if tag == _TEXT:
                if child.text:
                    self._add(child.text, letters)
            elif tag == _PROPERTIES:
                letters = self._look(child, base)
            elif tag == _FIELD:
                self._read_field_mark(child.get(W + "fldCharType") or "")
            elif tag == _INSTRUCTION and self._fields and not self._fields[-1].is_in_result:
                self._fields[-1].instruction += child.text or ""
            elif tag in _DRAWN:
                self._add_drawing(child)
            elif tag in _SIGNS:
                self._add(_SIGNS[tag], letters)
            elif tag == MC + "AlternateContent":
                self._add_chosen(child)
        self._note_runs()

    def _note_runs(self) -> None:
        for link in self._open:
            link.has_runs = True

    def _add_chosen(self, element: etree._Element) -> None:
        choice = chosen(element)
        for each in () if choice is None else choice:
            if each.tag in _DRAWN:
                self._add_drawing(each)

    def _look(self, properties: etree._Element | None, base: Look) -> Letters:
        key = (id(base), *[(child.tag, *child.items()) for child in (() if properties is None else properties)])
        found = self._letters.get(key)
        return found[1] if found is not None else self._worked_out(key, properties, base)[1]

    def _worked_out(self, key: object, properties: etree._Element | None, base: Look) -> tuple[Look, Letters]:
        # Few looks come back in many runs. The base is kept beside its identity, so that it stays its own.
        if len(self._letters) > _MOST_LOOKS:
            self._letters.clear()
        look = base
        if properties is not None:
            direct = self.styles.read_look(properties)
            style = properties.find(W + "rStyle")
            named = {} if style is None else self.styles.look_of(style.get(W + "val") or "")
            look = base | named | direct
        found = self._letters[key] = (base, self.styles.letters_of(look))
        return found

    def _add_drawing(self, element: etree._Element) -> None:
        self.drawings.append(element)
        for link in self._all_links():
            link.has_drawing = True

    def _add(self, text: str, letters: Letters) -> None:
        if self._fields and not self._fields[-1].is_in_result:
            return
        if self._pieces and self._pieces[-1][1] is letters:
            self._pieces[-1][0].append(text)
        else:
            self._pieces.append(([text], letters))
        if self._open or self._fields:
            for link in self._all_links():
                link.pieces.append(text)

    def _all_links(self) -> list[OpenLink]:
        if not self._fields:
            return self._open
        return self._open + [each.link for each in self._fields if each.link is not None]

    def _read_field_mark(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            top = self._fields[-1]
            top.instruction = top.instruction.strip()
            top.is_in_result = True
            top.link = self._link_of(top.instruction)
        elif kind == "end" and self._fields:
            top = self._fields.pop()
            if top.link is not None:
                top.link.has_runs = True
                self.links.append(top.link)
