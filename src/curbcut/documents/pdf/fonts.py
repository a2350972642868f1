"""Fonts: which character codes mean text, and how much of what is drawn means none (ISO 14289-1, 7.21.7)."""

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import pikepdf

from curbcut.documents.pdf import objects
from curbcut.documents.pdf.characters import length_without_spaces
from curbcut.documents.pdf.codespaces import code_space_of
from curbcut.documents.pdf.resources import FormIndex, Remembered
from curbcut.documents.pdf.tounicode import ToUnicode
from curbcut.documents.place import Place
from curbcut.standards.glyphs import is_known_glyph_name

if TYPE_CHECKING:
    from curbcut.documents.pdf.document import PdfDocument

DEEPEST_FORM = 8
MOST_PARSED_PAGES = 200
"""Pages whose content streams are read code by code; only fonts that may lack Unicode make a page need it."""

STANDARD_FONTS = ("Courier", "Helvetica", "Times", "Arial", "Symbol", "ZapfDingbats")
"""The standard 14 fonts and their common other names: every reader knows their characters."""

_LEGACY_COLLECTIONS = frozenset({"GB1", "CNS1", "Japan1", "Korea1", "KR"})
"""Character collections with a published way to Unicode (ISO 14289-1, 7.21.7)."""

_NOT_TEXT = frozenset("\0\ufeff\ufffe\uffff\ufffd")
"""Values that say "no character" (ISO 14289-1, 7.21.7), and the replacement character."""

_SYMBOLIC = 1 << 2
_TYPE1_ENCODING = re.compile(rb"dup\s+(\d{1,3})\s*/([^\s/]+)\s+put")
_SHOWING = "q Q Tf Tj TJ ' \" Do"


class FontUse(NamedTuple):
    """What one font draws.

    Attributes:
        name: Base font name without the subset prefix.
        shown: Characters drawn with it.
        unmapped: Those that have no Unicode value.
        symbols: Those that stand for Unicode's private F020-F0FF, where Symbol and Wingdings live.
        of_document: Characters drawn in the whole document.
        of_document_unmapped: Those of the whole document without a public Unicode value.
        place: First page where it draws.
    """

    name: str
    shown: int
    unmapped: int
    symbols: int
    of_document: int
    of_document_unmapped: int
    place: Place


class Font:
    """How the codes of one font become text."""

    def __init__(self, source: pikepdf.Object) -> None:
        self.name = objects.name(source.get("/BaseFont")).rpartition("+")[2] or objects.name(source.get("/Name"))
        self.subtype = objects.name(source.get("/Subtype"))
        self.is_composite = self.subtype == "Type0"
        self._to_unicode = _to_unicode(source)
        self._has_identity_map = objects.name(source.get("/ToUnicode")).startswith("Identity")
        self._names: dict[int, str] = {}
        self._first_known = 32
        self._code_space = code_space_of(source.get("/Encoding"))
        if self.is_composite:
            self._knows_rest = _composite_is_known(source)
        else:
            self._knows_rest = self._read_encoding(source)
        self.is_sound = self._is_sound(source)

    def text_of(self, code: int) -> str | None:
        """Return the text that a code stands for; `None` when nothing says."""
        if self._to_unicode is not None and (found := self._to_unicode.lookup(code)) is not None:
            return found or None
        if self._has_identity_map:
            return chr(code) if code < 0x110000 else None
        if (name := self._names.get(code)) is not None:
            return "x" if self._is_known(name) else None
        return "x" if self._knows_rest and (self.is_composite or code >= self._first_known) else None

    def codes_in(self, string: bytes) -> list[int]:
        """Split a shown string into codes."""
        return self._code_space.split(string) if self.is_composite else list(string)

    def _is_known(self, name: str) -> bool:
        return is_known_glyph_name(name) or ("Dingbats" in self.name and re.fullmatch(r"a\d{1,3}", name) is not None)

    def _read_encoding(self, source: pikepdf.Object) -> bool:
        """Read glyph names; returns whether codes without a name of their own are in a known encoding."""
        encoding = source.get("/Encoding")
        self._names.update(_differences(encoding))
        base = objects.name(encoding) or objects.name(objects.entry(encoding, "/BaseEncoding"))
        if base in {"WinAnsiEncoding", "MacRomanEncoding", "MacExpertEncoding", "StandardEncoding"}:
            return True
        if self.subtype == "Type3":
            return False
        descriptor = objects.dictionary(source.get("/FontDescriptor"))
        is_symbolic = bool((objects.integer(objects.entry(descriptor, "/Flags")) or 0) & _SYMBOLIC)
        if self.subtype == "TrueType":
            return not is_symbolic
        program = objects.entry(descriptor, "/FontFile")
        if isinstance(program, pikepdf.Stream):
            return self._read_built_in(program)
        # Embedded as CFF: its names are in the program; producers without Differences write text fonts there.
        embedded = objects.entry(descriptor, "/FontFile3") is not None
        if embedded and encoding is None:
            self._first_known = 0  # TeX's symbols stand there: code 0 of CMSY10 is the minus sign
        return embedded or not is_symbolic or self.name.startswith(STANDARD_FONTS)

    def _read_built_in(self, program: pikepdf.Stream) -> bool:
        """Read the encoding in the clear part of a Type 1 program."""
        clear = (objects.unpacked(program) or b"").partition(b"eexec")[0]
        for code, name in _TYPE1_ENCODING.findall(clear):
            self._names.setdefault(int(code), name.decode("latin-1"))
        return b"StandardEncoding" in clear

    def _is_sound(self, source: pikepdf.Object) -> bool:
        """Whether every code that the font has a width for means text, so that nobody need look at the pages."""
        codes = _composite_codes(source) if self.is_composite else _simple_codes(source)
        if not codes or (
            not self._knows_rest and objects.number(objects.entry(source, "/FontDescriptor", "/MissingWidth"))
        ):
            # The standard fonts have no widths; for others, and where codes without one are drawn, nobody can say without looking.
            plain = not self._names and self._to_unicode is None and self._knows_rest
            return plain and not self.is_composite
        return all((text := self.text_of(code)) is not None and not is_private(text) for code in codes)


def is_private(text: str) -> bool:
    """Whether a text holds characters that mean nothing to a screen reader."""
    return any(
        character in _NOT_TEXT or 0xE000 <= ord(character) <= 0xF8FF or ord(character) >= 0xF0000 for character in text
    )


def _is_symbol(text: str) -> bool:
    return all(0xF020 <= ord(character) <= 0xF0FF for character in text)


def _to_unicode(source: pikepdf.Object) -> ToUnicode | None:
    data = objects.unpacked(source.get("/ToUnicode"))
    return None if data is None else ToUnicode(data)


def _differences(encoding: object) -> dict[int, str]:
    names: dict[int, str] = {}
    code = 0
    for item in objects.array(objects.entry(encoding, "/Differences")):
        number = objects.integer(item)
        if number is not None:
            code = number
        elif 0 <= code < 256:
            names[code] = objects.name(item)
            code += 1
    return names


def _composite_is_known(source: pikepdf.Object) -> bool:
    """Whether a composite font's encoding or character collection has a published way to Unicode."""
    encoding = objects.name(source.get("/Encoding"))
    if encoding and not encoding.startswith("Identity"):
        return True
    descendants = objects.array(source.get("/DescendantFonts"))
    information = objects.entry(descendants[0], "/CIDSystemInfo") if descendants else None
    return (
        objects.text(objects.entry(information, "/Registry")) == "Adobe"
        and objects.text(objects.entry(information, "/Ordering")) in _LEGACY_COLLECTIONS
    )


def _simple_codes(source: pikepdf.Object) -> list[int]:
    first = objects.integer(source.get("/FirstChar")) or 0
    widths = objects.array(source.get("/Widths"))[:256]
    return [first + at for at, width in enumerate(widths) if objects.number(width)]


def _composite_codes(source: pikepdf.Object) -> list[int]:
    """Return the codes that a composite font with an Identity encoding has widths for (ISO 32000-1, 9.7.4.3).

    An embedded CMap gives widths to other numbers than codes, so that nobody can say without looking at the pages.
    """
    if isinstance(source.get("/Encoding"), pikepdf.Stream):
        return []
    descendants = objects.array(source.get("/DescendantFonts"))
    items = objects.array(objects.entry(descendants[0], "/W")) if descendants else []
    codes: list[int] = []
    at = 0
    while at + 1 < len(items) and len(codes) < 65_536:
        first = objects.integer(items[at])
        if first is None:
            return []
        if isinstance(items[at + 1], pikepdf.Array):
            codes.extend(range(first, first + len(objects.array(items[at + 1]))))
            at += 2
        else:
            last = objects.integer(items[at + 1])
            codes.extend(range(first, min(last or first, first + 65_535) + 1))
            at += 3
    return codes


class _Tally:
    """Counts codes by font over the content streams of pages."""

    def __init__(self) -> None:
        self.fonts: dict[object, Font] = {}
        self.codes: dict[object, Counter[int]] = {}
        self.first_pages: dict[object, int] = {}
        self._suspects: dict[object, bool] = {}
        self._index = FormIndex()
        self._suspect_fonts: Remembered[bool] = Remembered("/Font", meanwhile=False)
        self._suspect_forms: Remembered[bool] = Remembered("/XObject", meanwhile=False)
        self._forms_of_page: set[object] = set()

    def font(self, key: str, resources: object) -> tuple[object, Font] | None:
        source = objects.dictionary(objects.entry(resources, "/Font", key))
        if source is None:
            return None
        identity: object = objects.identity(source) or (objects.identity(resources), key, len(self.fonts))
        if identity not in self.fonts:
            self.fonts[identity] = Font(source)
        return identity, self.fonts[identity]

    def has_suspect(self, resources: object, depth: int = 0) -> bool:
        """Whether a font among the resources, or of a form XObject among them, has to be looked at."""
        if self._suspect_fonts.get(resources, lambda: self._has_suspect_font(resources)):
            return True
        if depth >= DEEPEST_FORM:
            return False
        forms = self._index.forms(resources)
        return self._suspect_forms.get(
            resources,
            lambda: any(
                self._is_suspect(form, depth + 1)
                for form in forms.values()
                if objects.entry(form, "/Resources") is not None
            ),
        )

    def _has_suspect_font(self, resources: object) -> bool:
        keys = [key for key, _ in objects.entries(objects.entry(resources, "/Font"))]
        return any((found := self.font(key, resources)) is not None and not found[1].is_sound for key in keys)

    def _is_suspect(self, form: object, depth: int) -> bool:
        identity = objects.identity(form)
        if identity not in self._suspects:
            self._suspects[identity] = False  # for forms that draw one another
            self._suspects[identity] = self.has_suspect(objects.entry(form, "/Resources"), depth)
        return self._suspects[identity]

    def read_page(self, page: pikepdf.Object, page_index: int) -> None:
        """Count the codes that a page shows, each form that it draws once."""
        self._forms_of_page.clear()
        self.read(page, page.get("/Resources"), page_index)

    def read(self, stream: pikepdf.Object, resources: object, page_index: int, depth: int = 0) -> None:
        """Count the codes that a content stream shows, and those of the forms it draws."""
        try:
            instructions = pikepdf.parse_content_stream(stream, _SHOWING)
        except (pikepdf.PdfError, pikepdf.PikepdfError, RuntimeError, TypeError, ValueError):
            return
        current: tuple[object, Font] | None = None
        kept: list[tuple[object, Font] | None] = []
        for instruction in instructions:
            operands = list(instruction.operands)
            match str(instruction.operator):
                case "q":
                    kept.append(current)
                case "Q":
                    current = kept.pop() if kept else current
                case "Tf" if operands:
                    current = self.font(f"/{objects.name(operands[0])}", resources)
                case "Do" if operands:
                    form = objects.entry(resources, "/XObject", f"/{objects.name(operands[0])}")
                    self._read_form(form, resources, page_index, depth)
                case _ if current is not None and operands:
                    self._count(current, operands[-1], page_index)

    def _read_form(self, form: object, resources: object, page_index: int, depth: int) -> None:
        if (
            depth >= DEEPEST_FORM
            or not isinstance(form, pikepdf.Stream)
            or objects.name(form.get("/Subtype")) != "Form"
        ):
            return
        identity = objects.identity(form)
        if identity in self._forms_of_page:
            return
        self._forms_of_page.add(identity)
        own = form.get("/Resources")
        self.read(form, resources if own is None else own, page_index, depth + 1)

    def _count(self, current: tuple[object, Font], shown: object, page_index: int) -> None:
        identity, font = current
        counter = self.codes.setdefault(identity, Counter())
        self.first_pages.setdefault(identity, page_index)
        for piece in objects.array(shown) or [shown]:
            if isinstance(piece, pikepdf.String):
                counter.update(font.codes_in(bytes(piece)))


def font_uses(document: "PdfDocument") -> list[FontUse]:
    """Count what fonts draw; pages whose fonts are all sound are not read code by code."""
    tally = _Tally()
    parsed = 0
    drawn = 0
    for page_index, page in enumerate(document.pages):
        drawn += length_without_spaces(document.drawn(page_index).text)
        if parsed < MOST_PARSED_PAGES and tally.has_suspect(page.get("/Resources")):
            parsed += 1
            tally.read_page(page, page_index)
    return _uses(document, tally, drawn)


def _uses(document: "PdfDocument", tally: _Tally, drawn: int) -> list[FontUse]:
    counts = {
        identity: _count_unmapped(tally.fonts[identity], counter)
        for identity, counter in tally.codes.items()
        if not tally.fonts[identity].is_sound
    }
    total = max(drawn, sum(shown for shown, _, _ in counts.values()))
    lost = sum(unmapped + symbols for _, unmapped, symbols in counts.values())
    uses = [
        FontUse(
            tally.fonts[identity].name, shown, unmapped, symbols, total, lost,
            document.place_on(tally.first_pages[identity], excerpt=tally.fonts[identity].name),
        )
        for identity, (shown, unmapped, symbols) in counts.items()
    ]  # fmt: skip
    rest = total - sum(use.shown for use in uses)
    if rest > 0:
        uses.append(FontUse("", rest, 0, 0, total, lost, document.place))
    return uses


def _count_unmapped(font: Font, codes: Counter[int]) -> tuple[int, int, int]:
    shown = unmapped = symbols = 0
    for code, times in codes.items():
        shown += times
        text = font.text_of(code)
        if text is None or (is_private(text) and not _is_symbol(text)):
            unmapped += times
        elif is_private(text):
            symbols += times
    return shown, unmapped, symbols
