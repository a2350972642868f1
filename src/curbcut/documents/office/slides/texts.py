"""The texts of shapes and cells: how they look, what they stand on, their links, lists and language."""

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from curbcut.documents.colours import Colour, contrast_ratio
from curbcut.documents.office.folding import FOLDED, Folds
from curbcut.documents.office.model import ColouredText, Content, Link, Paragraph, Spot
from curbcut.documents.office.names import A
from curbcut.documents.office.package import Relationship
from curbcut.documents.office.slides.inheritance import DEFAULT_POINTS, Letters, Placeholder, Styles, TextLook

LARGE_POINTS = 18.0
LARGE_BOLD_POINTS = 14.0
"""WCAG 2.2, "large scale" text."""

_RUN, _FIELD, _BREAK, _PROPERTIES, _PARAGRAPH, _PARAGRAPH_PROPERTIES, _TEXT = (
    A + name for name in ("r", "fld", "br", "rPr", "p", "pPr", "t")
)
_BODY_PROPERTIES, _LIST_STYLE, _FIT = A + "bodyPr", A + "lstStyle", A + "normAutofit"
_BULLETS = {A + "buNone": False, A + "buChar": True, A + "buAutoNum": True, A + "buBlip": True}

_Pieces = list[tuple[str, Letters]]
_Paint = tuple[tuple[Colour, ...], bool, Colour | None]


@dataclass(frozen=True, slots=True)
class Under:
    """What a text stands on; unsure when it is the one or the other."""

    colours: tuple[Colour, ...]
    is_unsure: bool = False


@dataclass(slots=True)
class _Frame:
    placeholder: Placeholder | None
    under: Under
    colour: Colour | None
    is_bold: bool | None
    is_cell: bool
    list_style: etree._Element | None = None
    scale: float = 1.0


class TextReader:
    """Reads text bodies of one part.

    Attributes:
        box: Where the shape whose text is read next lies, as places have it; `None` when nobody knows.
    """

    def __init__(
        self,
        content: Content,
        styles: Styles,
        relationships: Mapping[str, Relationship],
        folds: Folds,
        spot: Spot,
    ) -> None:
        """Make ready to read.

        Args:
            content: What is read goes there.
            styles: Text styles of the slide.
            relationships: Those of the part.
            folds: What was folded in the part.
            spot: The slide.
        """
        self._content = content
        self._styles = styles
        self._relationships = relationships
        self._folds = folds
        self._number, self._part = spot.slide_number, spot.part
        self.box: tuple[float, float, float, float] | None = None
        self._letters: dict[tuple[int, int], tuple[TextLook, Letters]] = {}

    def read(
        self,
        body: etree._Element,
        placeholder: Placeholder | None,
        under: Under,
        colour: Colour | None,
        *,
        is_bold: bool | None = None,
        is_cell: bool = False,
    ) -> str:
        """Read one text body and return its text.

        Args:
            body: `p:txBody` or `a:txBody`.
            placeholder: The place that its shape fills.
            under: What the text stands on.
            colour: What the shape's or table's style gives text that says no colour itself.
            is_bold: Whether that style makes it bold.
            is_cell: It stands in a table.
        """
        frame = _Frame(placeholder, under, colour, is_bold, is_cell)
        self._content.blocks += 1
        looks: dict[int, TextLook] = {}
        texts: list[str] = []
        for child in body:
            tag = child.tag
            if tag == _PARAGRAPH:
                text = self._paragraph(child, frame, looks)
                if text:
                    texts.append(text)
            elif tag == _LIST_STYLE:
                frame.list_style = child if len(child) else None
            elif tag == _BODY_PROPERTIES and len(child):
                frame.scale = _font_scale(child)
        return "\n".join(texts)

    def _spot(self, text: str) -> Spot:
        return Spot(text, None, self._number, None, None, self._part, self.box)

    def _base(self, frame: _Frame, level: int) -> TextLook:
        look = self._styles.look_in_shape(frame.placeholder, level, frame.colour, is_bold=frame.is_bold)
        if frame.list_style is not None:
            look = look | self._styles.read(frame.list_style, level)
        return look

    def _paragraph(self, paragraph: etree._Element, frame: _Frame, looks: dict[int, TextLook]) -> str:
        level, bullet = 1, None
        properties = next(iter(paragraph), None)
        if properties is not None and properties.tag == _PARAGRAPH_PROPERTIES:
            value = properties.get("lvl") or "0"
            level = min(9, int(value) + 1) if value.isdecimal() else 1
            bullet = next((_BULLETS[child.tag] for child in properties if child.tag in _BULLETS), None)
        base = looks.get(level)
        if base is None:
            base = looks[level] = self._base(frame, level)
        pieces, links = self._pieces(paragraph, base)
        text = pieces[0][0] if len(pieces) == 1 else "".join([piece for piece, _ in pieces])
        if text and not text.isspace():
            spot = self._spot(text)
            self._texts(pieces, spot, frame)
            is_list = base.get("has_bullet", False) if bullet is None else bullet
            content = self._content
            content.paragraphs.append(
                Paragraph(spot, text, False, is_list, False, DEFAULT_POINTS, content.blocks, True, frame.is_cell)
            )
            content.characters += len(text)
            by_language: dict[str, list[str]] = {}
            for piece, letters in pieces:
                if not piece.isspace():
                    by_language.setdefault(letters.language, []).append(piece)
            for language, texts in by_language.items():
                content.add_words(texts, language)
        self._links(links)
        return text

    def _pieces(self, paragraph: etree._Element, base: TextLook) -> tuple[_Pieces, list[tuple[str, list[str]]]]:
        """Return the texts of a paragraph, neighbours of one look as one, and its links."""
        found: list[tuple[list[str], Letters]] = []
        links: list[tuple[str, list[str]]] = []
        last_link = ""
        folds = self._folds
        for child in paragraph:
            number = child.get(FOLDED) if folds.runs and child.tag == _RUN else None
            if number is None:
                pieces = self._run(child, base)
            else:
                said = folds.pieces(number, child[0].text or "")
                pieces = [(text, self._folded_look(properties, base)) for properties, text in said]
            for text, letters in pieces:
                link_id = letters.link
                if link_id and link_id == last_link:
                    links[-1][1].append(text)
                elif link_id:
                    links.append((link_id, [text]))
                last_link = link_id
                if found and found[-1][1] is letters:
                    found[-1][0].append(text)
                elif text:
                    found.append(([text], letters))
        return [("".join(texts), letters) for texts, letters in found], links

    def _run(self, element: etree._Element, base: TextLook) -> _Pieces:
        """Return the text of a run or break with its look, nothing for anything else."""
        tag = element.tag
        if tag == _BREAK:
            return [("\n", self._styles.look_of_run(None, base))]
        if tag not in (_RUN, _FIELD):
            return []
        text, properties = "", None
        for part in element:
            if part.tag == _TEXT:
                text = part.text or ""
            elif part.tag == _PROPERTIES:
                properties = part
        return [(text, self._styles.look_of_run(properties, base))]

    def _folded_look(self, properties: int, base: TextLook) -> Letters:
        # The base is kept beside its key, so that its identity stays its own.
        key = (id(base), properties)
        found = self._letters.get(key)
        if found is None:
            letters = self._styles.look_of_run(self._folds.properties[properties], base)
            found = self._letters[key] = (base, letters)
        return found[1]

    def _links(self, links: list[tuple[str, list[str]]]) -> None:
        for link_id, texts in links:
            text = "".join(texts)
            found = self._relationships.get(link_id)
            target = found.target if found is not None and found.is_external else ""
            if target or found is not None:
                self._content.links.append(Link(self._spot(text), text, target))

    def _texts(self, pieces: _Pieces, spot: Spot, frame: _Frame) -> None:
        groups: dict[_Paint, int] = {}
        for piece, letters in pieces:
            # Filled with a picture or not at all: nothing is known of the letters, or nothing is there.
            if piece.isspace() or not letters.colours:
                continue
            points = letters.points * frame.scale
            is_large = points >= LARGE_POINTS or (points >= LARGE_BOLD_POINTS and letters.is_bold)
            key = (letters.colours, is_large, letters.highlight)
            groups[key] = groups.get(key, 0) + len(piece)
        for (colours, is_large, highlight), length in groups.items():
            under = frame.under if highlight is None else Under((highlight,))
            colour = _worst(colours, under.colours)
            self._content.texts.append(ColouredText(spot, colour, under.colours, is_large, length, under.is_unsure))


def _worst(colours: tuple[Colour, ...], backgrounds: tuple[Colour, ...]) -> Colour:
    if len(colours) == 1 or not backgrounds:
        return colours[0]
    return min(colours, key=lambda colour: min(contrast_ratio(colour, each) for each in backgrounds))


def _font_scale(properties: etree._Element) -> float:
    fit = next(properties.iterchildren(_FIT), None)
    value = "" if fit is None else (fit.get("fontScale") or "")
    value = value.removesuffix("%")
    try:
        number = float(value)
    except ValueError:
        return 1.0
    share = number / 100_000 if number > 1000 else number / 100
    return share if 0 < share <= 1 else 1.0
