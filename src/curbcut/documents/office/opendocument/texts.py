"""Walks the text of an OpenDocument file: paragraphs, headings, lists, tables, frames."""

from dataclasses import dataclass, replace
from typing import Literal

from lxml import etree

from curbcut.documents.colours import WHITE, Colour
from curbcut.documents.office.model import (
    ColouredText,
    Content,
    Frame,
    Heading,
    Link,
    Located,
    Medium,
    Merge,
    Paragraph,
    Picture,
    PictureKind,
    Spot,
    Table,
)
from curbcut.documents.office.opendocument.frames import frame_of
from curbcut.documents.office.opendocument.names import DRAW, LOEXT, OFFICE, PRESENTATION, SVG, TABLE, TEXT, XLINK
from curbcut.documents.office.opendocument.styles import DEFAULT_POINTS, Look, Styles
from curbcut.documents.office.opendocument.tables import header_of, is_layout, spans
from curbcut.documents.office.scripts import said_of
from curbcut.documents.place import Place

LARGE_POINTS = 18.0
LARGE_BOLD_POINTS = 14.0
_DEEPEST = 100
_TEXTS = (TEXT + "p", TEXT + "h")
_SPAN, _LINK, _STYLE_NAME = TEXT + "span", TEXT + "a", TEXT + "style-name"
_SIGNS = {TEXT + "s": " ", TEXT + "tab": "\t", TEXT + "line-break": "\n"}

_INDEXES = frozenset(
    TEXT + name
    for name in (
        "table-of-content",
        "illustration-index",
        "table-index",
        "object-index",
        "user-index",
        "alphabetical-index",
        "bibliography",
    )
)
_SKIPPED = frozenset(
    {
        TEXT + "tracked-changes",
        TEXT + "sequence-decls",
        OFFICE + "forms",
        PRESENTATION + "notes",
        TEXT + "note-citation",
        OFFICE + "annotation",
        SVG + "title",
        SVG + "desc",
    }
)
_FRAMES = frozenset(
    DRAW + name
    for name in (
        "frame",
        "g",
        "custom-shape",
        "rect",
        "ellipse",
        "circle",
        "path",
        "polygon",
        "polyline",
        "line",
        "connector",
    )
)
_LINES = frozenset({DRAW + "line", DRAW + "connector", DRAW + "polyline"})
_MARKED_STYLES = ("title", "subtitle", "caption", "contents", "index", "header", "footer", "heading", "list")


@dataclass(frozen=True, slots=True)
class Around:
    """What surrounds a paragraph."""

    background: Colour | None = None
    look: Look | None = None
    is_list: bool = False
    is_index: bool = False
    is_marked: bool = False
    is_over_picture: bool = False
    is_cell: bool = False
    family: str = "paragraph"


class Walker:
    """Collects what rules ask for."""

    def __init__(self, content: Content, styles: Styles) -> None:
        self.content = content
        self.styles = styles
        self.slide_number: int | None = None
        self.sheet: str | None = None
        self.cell: str | None = None
        self.heading = ""
        self.level: int | None = None
        self.page: Colour | None = WHITE
        self.is_running = True
        self.part: str | None = None
        self.page_height: float | None = None
        self._around: Frame | None = None
        self._block = 0
        self._pieces: list[tuple[str, Look]] = []
        self._frames: list[etree._Element] = []

    def place(self, text: str = "") -> Place:
        """Return where we are."""
        return self.spot(text).place

    def spot(self, text: str) -> Spot:
        """Return where a text is."""
        return Spot(text, self.heading or None, self.slide_number, self.sheet, self.cell, self.part, self._around)

    def read(self, body: etree._Element) -> None:
        """Collect everything in the body of a text."""
        self.walk(body, Around(), 0)

    def walk(self, parent: etree._Element, around: Around, depth: int) -> None:
        """Collect everything under an element."""
        if depth > _DEEPEST:
            return
        self._block += 1
        for child in parent:
            tag = child.tag
            if tag in _TEXTS:
                self.paragraph(child, around, depth)
            elif tag == TEXT + "list":
                self.walk(child, replace(around, is_list=True), depth + 1)
            elif tag == TABLE + "table":
                self.table(child, around, depth)
            elif tag in _INDEXES:
                self.walk(child, replace(around, is_index=True), depth + 1)
            elif tag in _FRAMES:
                self.frame(child, around, depth)
            elif tag not in _SKIPPED and len(child):
                self.walk(child, around, depth + 1)

    def paragraph(self, element: etree._Element, around: Around, depth: int) -> str:
        """Collect one paragraph or heading, and return its text."""
        name = element.get(_STYLE_NAME) or ""
        base = self.styles.default(around.family)
        look = self.styles.within(base if around.look is None else base | around.look, "paragraph", name)
        fill = self.styles.fill("paragraph", name, "paragraph-properties")
        self._pieces, self._frames = [], []
        links: list[tuple[str, str, bool]] = []
        self._inline(element, look, links, 0)
        pieces, frames = self._pieces, self._frames
        text = "".join([piece for piece, each in pieces if not each.get("is_hidden")])
        is_heading = element.tag == TEXT + "h" and bool(text.strip())
        if is_heading:
            value = element.get(TEXT + "outline-level") or "1"
            self._heading(text, int(value) if value.isdecimal() and int(value) else 1)
        if text.strip():
            spot = self.spot(text)
            self._texts(pieces, fill or around.background, spot, around)
            self._running(pieces, spot, around, is_marked=is_heading or self._is_marked(name))
        for target, words, has_frame in links:
            if not around.is_index and not has_frame and not target.startswith("#_Toc"):
                self.content.links.append(Link(self.spot(words), words, "" if target.startswith("#") else target))
        for frame in frames:
            self.frame(frame, around, depth + 1)
        return text

    def _is_marked(self, name: str) -> bool:
        return any(each.startswith(_MARKED_STYLES) for each in self.styles.names_of("paragraph", name))

    def _heading(self, text: str, level: int) -> None:
        if not self.is_running:
            return
        text = " ".join(text.split())
        self.content.headings.append(Heading(self.place(text), level, text, self.level))
        self.level, self.heading = level, text[:160]

    def _inline(self, parent: etree._Element, look: Look, links: list[tuple[str, str, bool]], depth: int) -> None:
        if depth > _DEEPEST:
            return
        if parent.text:
            self._pieces.append((parent.text, look))
        for child in parent:
            tag = child.tag
            if tag == _SPAN:
                inner = self.styles.within(look, "text", child.get(_STYLE_NAME) or "")
                self._inline(child, inner, links, depth + 1)
            elif tag == _LINK:
                self._link(child, look, links, depth)
            elif tag in _SIGNS:
                self._pieces.append((_SIGNS[tag], look))
            elif tag in _FRAMES:
                self._frames.append(child)
            elif tag not in _SKIPPED:
                self._inline(child, look, links, depth + 1)
            if child.tail:
                self._pieces.append((child.tail, look))

    def _link(self, element: etree._Element, look: Look, links: list[tuple[str, str, bool]], depth: int) -> None:
        before, frames = len(self._pieces), len(self._frames)
        name = element.get(TEXT + "style-name") or "Internet_20_link"
        self._inline(element, self.styles.within(look, "text", name), links, depth + 1)
        words = "".join(piece for piece, _ in self._pieces[before:])
        links.append((element.get(XLINK + "href") or "", words, len(self._frames) > frames))

    def _running(self, pieces: list[tuple[str, Look]], spot: Spot, around: Around, *, is_marked: bool) -> None:
        shown = [(piece, look) for piece, look in pieces if not piece.isspace()]
        is_bold = all(look.get("is_bold") for _, look in shown)
        size = min([look.get("points", DEFAULT_POINTS) for _, look in shown], default=DEFAULT_POINTS)
        marked = is_marked or around.is_marked or around.is_index
        self.content.paragraphs.append(
            Paragraph(
                spot,
                spot.text,
                marked,
                around.is_list,
                is_bold,
                size,
                self._block,
                self.is_running,
                around.is_cell,
            )
        )
        if self.is_running:
            self.content.characters += len(spot.text)
        by_language: dict[str, list[str]] = {}
        for piece, look in shown:
            said = said_of(
                piece, look.get("language", ""), look.get("asian_language", ""), look.get("complex_language", "")
            )
            by_language.setdefault(said, []).append(piece)
        for language, texts in by_language.items():
            self.content.add_words(texts, language)

    def _texts(self, pieces: list[tuple[str, Look]], background: Colour | None, spot: Spot, around: Around) -> None:
        groups: dict[tuple[Colour | None, Colour | None, bool], int] = {}
        for piece, look in pieces:
            if look.get("is_hidden") or piece.isspace():
                continue
            points = look.get("points", DEFAULT_POINTS)
            is_large = points >= LARGE_POINTS or (points >= LARGE_BOLD_POINTS and look.get("is_bold", False))
            key = (look.get("colour"), look.get("shade") or background, is_large)
            groups[key] = groups.get(key, 0) + len(piece)
        for (colour, behind, is_large), length in groups.items():
            under = behind or (None if around.is_over_picture else self.page)
            backgrounds = () if under is None else (under,)
            self.content.texts.append(ColouredText(spot, colour, backgrounds, is_large, length))

    def frame(self, element: etree._Element, around: Around, depth: int) -> None:
        """Collect a frame, shape or group of shapes with what is in it."""
        if depth > _DEEPEST:
            return
        outside = self._around
        self._around = frame_of(element, self.page_height) or outside
        self._drawn(element)
        family = "presentation" if element.get(PRESENTATION + "style-name") else "graphic"
        name = element.get(PRESENTATION + "style-name") or element.get(DRAW + "style-name") or ""
        fill, is_picture = self.styles.shape_fill(family, name)
        inner = Around(
            fill or around.background,
            self.styles.default("graphic") | self.styles.look_of(family, name),
            is_marked=around.is_marked,
            is_cell=around.is_cell,
            is_over_picture=is_picture or (around.is_over_picture and fill is None),
            family="graphic",
        )
        words = " ".join("".join(str(text) for each in element.iter(*_TEXTS) for text in each.itertext()).split())
        anchor = element.get(TEXT + "anchor-type")
        if words and self.is_running and anchor in {"paragraph", "char", "page", "frame"}:
            self.content.floating.append(Located(self.place(words)))
        elsewhere = self.heading
        self.walk(element, inner, depth + 1)
        self.heading = elsewhere or self.heading
        self._around = outside

    def _drawn(self, element: etree._Element) -> None:
        parent = element.getparent()
        if parent is not None and parent.tag == DRAW + "g" and _described(parent):
            return
        kind = _kind_of(element)
        if kind is None:
            return
        if kind == "media":
            href = next((each.get(XLINK + "href") or "" for each in element.iter(DRAW + "plugin")), "")
            is_sound = href.lower().endswith((".mp3", ".wav", ".ogg", ".m4a", ".flac"))
            self.content.media.append(Medium(self.place(href), "audio" if is_sound else "video", None))
            return
        name = element.get(DRAW + "name") or ""
        self.content.pictures.append(
            Picture(
                place=self.place(name),
                kind=kind,
                alternative=_text(element, "desc"),
                title=_text(element, "title"),
                name=name,
                is_decorative=self._is_decorative(element),
            )
        )

    def _is_decorative(self, element: etree._Element) -> bool:
        if element.get(LOEXT + "decorative") == "true" or element.get(DRAW + "decorative") == "true":
            return True
        name = element.get(DRAW + "style-name") or ""
        values = (
            self.styles.attribute("graphic", name, "graphic-properties", prefix + "decorative")
            for prefix in (LOEXT, DRAW)
        )
        return "true" in values

    def table(self, element: etree._Element, around: Around, depth: int) -> None:
        """Collect a table."""
        self._judge_table(element)
        for row in element.iterchildren(
            TABLE + "table-row", TABLE + "table-header-rows", TABLE + "table-rows", TABLE + "table-row-group"
        ):
            self._cells(row, around, depth)

    def _judge_table(self, element: etree._Element) -> None:
        rows = list(element.iter(TABLE + "table-row"))
        columns = max((len(row) for row in rows), default=0)
        if self.sheet is not None or not self.is_running or len(rows) < 2 or columns < 2:
            return
        if is_layout(element, self.styles):
            return
        merged = any(spans(cell) for row in rows for cell in row)
        nested = any(next(row.iterdescendants(TABLE + "table"), None) is not None for row in rows)
        place = self.place(" ".join(str(text) for text in rows[0].itertext()))
        self.content.tables.append(Table(place, header_of(element), merged, nested))
        if merged or nested:
            self.content.merges.append(Merge(place, is_nested=not merged))

    def _cells(self, parent: etree._Element, around: Around, depth: int) -> None:
        if depth > _DEEPEST:
            return
        for child in parent:
            if child.tag == TABLE + "table-cell":
                default = parent.get(TABLE + "default-cell-style-name") or ""
                fill = self.styles.cell_fill(child.get(TABLE + "style-name") or default)
                self.walk(child, replace(around, background=fill or around.background, is_cell=True), depth + 1)
            elif child.tag != TABLE + "covered-table-cell":
                self._cells(child, around, depth + 1)


def _described(element: etree._Element) -> bool:
    return bool(_text(element, "title") or _text(element, "desc"))


def _text(element: etree._Element, name: str) -> str:
    return (element.findtext(SVG + name) or "").strip()


def _kind_of(element: etree._Element) -> PictureKind | Literal["media"] | None:
    if element.tag == DRAW + "g":
        return "drawing" if _described(element) else None
    if element.tag in _LINES or element.get(PRESENTATION + "placeholder") == "true":
        return None
    if element.tag != DRAW + "frame":
        has_words = any(str(text).strip() for each in element.iter(TEXT + "p") for text in each.itertext())
        is_presentation = any(each.tag == OFFICE + "presentation" for each in element.iterancestors())
        return None if has_words or is_presentation else "drawing"
    for child in element:
        if child.tag in (DRAW + "text-box", TABLE + "table"):
            return None
        if child.tag == DRAW + "plugin":
            return "media"
        if child.tag in (DRAW + "object", DRAW + "object-ole"):
            return None if next(child.iter("{http://www.w3.org/1998/Math/MathML}math"), None) is not None else "object"
        if child.tag == DRAW + "image":
            return "picture"
    return None
