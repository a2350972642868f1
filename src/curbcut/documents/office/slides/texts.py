"""The texts of shapes and cells: how they look, what they stand on, their links, lists and language."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from curbcut.documents.colours import Colour, contrast_ratio
from curbcut.documents.office.folds import PARAGRAPHS, RUNS, Folds, number_in
from curbcut.documents.office.folds import Paragraph as FoldedParagraph
from curbcut.documents.office.model import ColouredText, Content, Frame, Link, Paragraph, Spot
from curbcut.documents.office.names import A
from curbcut.documents.office.package import Relationship
from curbcut.documents.office.slides.inheritance import DEFAULT_POINTS, Placeholder, Styles
from curbcut.documents.office.slides.letters import Letters, TextLook

LARGE_POINTS = 18.0
LARGE_BOLD_POINTS = 14.0
"""WCAG 2.2, "large scale" text."""

_RUN, _FIELD, _BREAK, _PROPERTIES, _PARAGRAPH, _PARAGRAPH_PROPERTIES, _TEXT = (
    A + name for name in ("r", "fld", "br", "rPr", "p", "pPr", "t")
)
_FOLDED, _FOLDED_RUNS = A + PARAGRAPHS, A + RUNS
_PARAGRAPHS = frozenset({_PARAGRAPH, _FOLDED})
_BODY_PROPERTIES, _LIST_STYLE, _FIT = A + "bodyPr", A + "lstStyle", A + "normAutofit"
_BULLETS = {A + "buNone": False, A + "buChar": True, A + "buAutoNum": True, A + "buBlip": True}

_Pieces = list[tuple[str, Letters]]
_Links = list[tuple[str, list[str]]]
_Paint = tuple[tuple[Colour, ...], bool, Colour | None]


@dataclass(frozen=True, slots=True)
class Under:
    """What a text stands on; unsure when it is the one or the other."""

    colours: tuple[Colour, ...]
    is_unsure: bool = False


@dataclass(slots=True)
class Body:
    """What holds for all text of a shape or cell.

    Attributes:
        placeholder: The place that the shape fills.
        colour: What the shape's or table's style gives text that says no colour itself.
        is_bold: Whether that style makes it bold.
        is_cell: It stands in a table.
        list_style: Its own `a:lstStyle`.
        scale: Share of its size that is left of text that the shape makes fit.
        looks: How its text looks, by level.
    """

    placeholder: Placeholder | None
    colour: Colour | None = None
    is_bold: bool | None = None
    is_cell: bool = False
    list_style: etree._Element | None = None
    scale: float = 1.0
    looks: dict[int, TextLook] = field(default_factory=dict)

    def with_own(self, element: etree._Element) -> "Body":
        """Return it with what a `p:txBody` or `a:txBody` says of all its text; the same one when that says nothing."""
        found = self
        for child in element:
            tag = child.tag
            if tag in _PARAGRAPHS:
                break
            if len(child) and tag == _LIST_STYLE:
                found = replace(found, list_style=child, looks={})
            elif len(child) and tag == _BODY_PROPERTIES:
                found = replace(found, scale=_font_scale(child), looks={})
        return found


class TextReader:
    """Reads text bodies of one part.

    Attributes:
        frame: Where the shape whose text is read next lies; `None` when nobody knows.
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
        self.frame: Frame | None = None
        self._said: dict[int, tuple[int, bool | None]] = {}

    def read(self, element: etree._Element, body: Body, under: Under) -> str:
        """Read one text body and return its text.

        Args:
            element: `p:txBody` or `a:txBody`.
            body: What holds for all of it.
            under: What it stands on.
        """
        self._content.blocks += 1
        texts: list[str] = []
        for child in element:
            tag = child.tag
            if tag == _PARAGRAPH:
                texts.append(self._paragraph(child, body, under))
            elif tag == _FOLDED:
                texts += self._folded(self._folds.paragraphs[number_in(child)], body, under)
        return "\n".join([text for text in texts if text])

    def read_folded(self, paragraphs: Sequence[FoldedParagraph], body: Body, under: Under) -> str:
        """Read the text of a folded shape and return it."""
        self._content.blocks += 1
        texts = self._folded(paragraphs, body, under)
        return texts[0] if len(texts) == 1 else "\n".join([text for text in texts if text])

    def _spot(self, text: str) -> Spot:
        return Spot(text, None, self._number, None, None, self._part, self.frame)

    def _base(self, body: Body, level: int) -> TextLook:
        base = body.looks.get(level)
        if base is None:
            base = self._styles.look_in_shape(body.placeholder, level, body.colour, is_bold=body.is_bold)
            if body.list_style is not None:
                base = base | self._styles.read(body.list_style, level)
            body.looks[level] = base
        return base

    def _paragraph(self, paragraph: etree._Element, body: Body, under: Under) -> str:
        properties = next(iter(paragraph), None)
        level, bullet = _said_by(
            properties if properties is not None and properties.tag == _PARAGRAPH_PROPERTIES else None
        )
        base = self._base(body, level)
        pieces, links = _merged(self._pieces(paragraph, base))
        return self._collect(pieces, links, body, under, base.get("has_bullet", False) if bullet is None else bullet)

    def _folded(self, paragraphs: Iterable[FoldedParagraph], body: Body, under: Under) -> list[str]:
        found: list[str] = []
        for properties, numbers, texts in paragraphs:
            said = self._said.get(properties)
            if said is None:
                said = self._said[properties] = _said_by(self._folds.fragments[properties])
            level, bullet = said
            base = body.looks.get(level) or self._base(body, level)
            row = self._styles.row_of_runs(numbers, self._folds.fragments, base)
            is_list = base.get("has_bullet", False) if bullet is None else bullet
            if row.has_link or "" in texts:
                found.append(self._collect(*_merged(zip(texts, row.letters, strict=True)), body, under, is_list))
                continue
            is_mixed = row.is_mixed and _is_between(row.letters[0], body)
            if not row.is_even or is_mixed or any(map(str.isspace, texts)):
                pieces = [("".join(texts[start:end]), letters) for start, end, letters in row.pieces]
                found.append(self._collect(pieces, [], body, under, is_list))
                continue
            text = "".join(texts)
            letters = row.letters[0]
            spot = self._spot(text)
            if letters.colours:
                behind = under if letters.highlight is None else Under((letters.highlight,))
                self._add_text(spot, letters.colours, _is_large(letters, body), len(text), behind)
            self._add_paragraph(spot, body, is_list)
            content = self._content
            if content.wants_words(letters.language):
                content.add_words(["".join(texts[start:end]) for start, end, _ in row.pieces], letters.language)
            else:
                content.languages[letters.language] += len(text)
            found.append(text)
        return found

    def _collect(self, pieces: _Pieces, links: _Links, body: Body, under: Under, is_list: bool) -> str:  # noqa: FBT001 - called once a paragraph
        """Collect a paragraph whose runs were read, and return its text."""
        text = pieces[0][0] if len(pieces) == 1 else "".join([piece for piece, _ in pieces])
        if text and not text.isspace():
            spot = self._spot(text)
            self._texts(pieces, spot, body, under)
            self._add_paragraph(spot, body, is_list)
            by_language: dict[str, list[str]] = {}
            for piece, letters in pieces:
                if not piece.isspace():
                    by_language.setdefault(letters.language, []).append(piece)
            for language, texts in by_language.items():
                self._content.add_words(texts, language)
        if links:
            self._links(links)
        return text

    def _add_paragraph(self, spot: Spot, body: Body, is_list: bool) -> None:  # noqa: FBT001 - called once a paragraph
        content = self._content
        content.paragraphs.append(
            Paragraph(spot, spot.text, False, is_list, False, DEFAULT_POINTS, content.blocks, True, body.is_cell)
        )
        content.characters += len(spot.text)

    def _pieces(self, paragraph: etree._Element, base: TextLook) -> _Pieces:
        """Return the texts of the runs of a paragraph."""
        found: _Pieces = []
        for child in paragraph:
            if child.tag != _FOLDED_RUNS:
                found += self._run(child, base)
            else:
                numbers, texts = self._folds.runs[number_in(child)]
                found += zip(texts, self._styles.row_of_runs(numbers, self._folds.fragments, base).letters, strict=True)
        return found

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

    def _links(self, links: _Links) -> None:
        for link_id, texts in links:
            text = "".join(texts)
            found = self._relationships.get(link_id)
            target = found.target if found is not None and found.is_external else ""
            if target or found is not None:
                self._content.links.append(Link(self._spot(text), text, target))

    def _texts(self, pieces: _Pieces, spot: Spot, body: Body, under: Under) -> None:
        groups: dict[_Paint, int] = {}
        for piece, letters in pieces:
            # Filled with a picture or not at all: nothing is known of the letters, or nothing is there.
            if piece.isspace() or not letters.colours:
                continue
            key = (letters.colours, _is_large(letters, body), letters.highlight)
            groups[key] = groups.get(key, 0) + len(piece)
        for (colours, is_large, highlight), length in groups.items():
            self._add_text(spot, colours, is_large, length, under if highlight is None else Under((highlight,)))

    def _add_text(self, spot: Spot, colours: tuple[Colour, ...], is_large: bool, length: int, under: Under) -> None:  # noqa: FBT001 - called once a text
        colour = colours[0] if len(colours) == 1 else _worst(colours, under.colours)
        self._content.texts.append(ColouredText(spot, colour, under.colours, is_large, length, under.is_unsure))


def _is_between(letters: Letters, body: Body) -> bool:
    """Whether text of a size is large only when it is bold."""
    return LARGE_BOLD_POINTS <= letters.points * body.scale < LARGE_POINTS


def _is_large(letters: Letters, body: Body) -> bool:
    points = letters.points * body.scale
    return points >= LARGE_POINTS or (points >= LARGE_BOLD_POINTS and letters.is_bold)


def _said_by(properties: etree._Element | None) -> tuple[int, bool | None]:
    """Return the level of a paragraph, from 1, and whether it says that it is a list item."""
    if properties is None:
        return 1, None
    value = properties.get("lvl") or "0"
    bullet = next((_BULLETS[child.tag] for child in properties if child.tag in _BULLETS), None)
    return min(9, int(value) + 1) if value.isdecimal() else 1, bullet


def _merged(runs: Iterable[tuple[str, Letters]]) -> tuple[_Pieces, _Links]:
    """Return the texts of a paragraph, neighbours of one look as one, and its links."""
    found: list[tuple[list[str], Letters]] = []
    links: _Links = []
    last: Letters | None = None
    last_link = ""
    for text, letters in runs:
        link = letters.link
        if link:
            if link == last_link:
                links[-1][1].append(text)
            else:
                links.append((link, [text]))
        last_link = link
        if letters is last:
            found[-1][0].append(text)
        elif text:
            found.append(([text], letters))
            last = letters
    return [(texts[0] if len(texts) == 1 else "".join(texts), letters) for texts, letters in found], links


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
