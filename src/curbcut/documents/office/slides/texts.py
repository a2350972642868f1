"""The texts of shapes and cells: how they look, what they stand on, their links, lists and language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lxml import etree

from curbcut.documents.colours import BLACK, Colour, contrast_ratio
from curbcut.documents.office.model import ColouredText, Content, Link, Paragraph
from curbcut.documents.office.names import A, R
from curbcut.documents.office.package import Relationship
from curbcut.documents.office.slides.inheritance import Placeholder, Styles, TextLook, read_run
from curbcut.documents.place import Place

DEFAULT_POINTS = 18.0
LARGE_POINTS = 18.0
LARGE_BOLD_POINTS = 14.0
"""WCAG 2.2, "large scale" text."""

_RUN, _FIELD, _BREAK, _PROPERTIES, _PARAGRAPH_PROPERTIES, _TEXT = (
    A + name for name in ("r", "fld", "br", "rPr", "pPr", "t")
)
_RUNS = frozenset({_RUN, _FIELD})
_BULLETS = {A + "buNone": False, A + "buChar": True, A + "buAutoNum": True, A + "buBlip": True}
_HYPERLINK_COLOUR = "{http://schemas.microsoft.com/office/drawing/2018/hyperlinkcolor}hlinkClr"


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
    list_style: etree._Element | None
    scale: float
    is_cell: bool


class TextReader:
    """Reads text bodies of one slide."""

    def __init__(
        self,
        content: Content,
        styles: Styles,
        relationships: Mapping[str, Relationship],
        place: Callable[[str], Place],
    ) -> None:
        self._content = content
        self._styles = styles
        self._relationships = relationships
        self._place = place
        self._block = len(content.paragraphs)
        self._default = (styles.palette.slot("tx1") or BLACK,)

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
        list_style = body.find(A + "lstStyle")
        if list_style is not None and not len(list_style):
            list_style = None
        frame = _Frame(placeholder, under, colour, is_bold, list_style, _font_scale(body), is_cell)
        self._block += 1
        looks: dict[int, TextLook] = {}
        texts: list[str] = []
        for paragraph in body.iterfind(A + "p"):
            text = self._paragraph(paragraph, frame, looks)
            if text:
                texts.append(text)
        return "\n".join(texts)

    def _base(self, frame: _Frame, level: int) -> TextLook:
        look = self._styles.look_of(frame.placeholder, level)
        if frame.colour is not None and frame.placeholder is None:
            look = look | {"colours": (frame.colour,)}
        if frame.is_bold is not None:
            look = look | {"is_bold": frame.is_bold}
        if frame.list_style is not None:
            look = look | self._styles.read(frame.list_style, level)
        return look

    def _paragraph(self, paragraph: etree._Element, frame: _Frame, looks: dict[int, TextLook]) -> str:
        level, bullet = 1, None
        properties = paragraph.find(_PARAGRAPH_PROPERTIES)
        if properties is not None:
            value = properties.get("lvl") or "0"
            level = min(9, int(value) + 1) if value.isdecimal() else 1
            bullet = next((_BULLETS[child.tag] for child in properties if child.tag in _BULLETS), None)
        base = looks.get(level)
        if base is None:
            base = looks[level] = self._base(frame, level)
        pieces, links = self._pieces(paragraph, base)
        text = "".join(piece for piece, _ in pieces)
        if text.strip():
            place = self._place(text)
            self._texts(pieces, place, frame)
            shown = [(piece, look) for piece, look in pieces if piece.strip()]
            is_list = base.get("has_bullet", False) if bullet is None else bullet
            self._content.paragraphs.append(
                Paragraph(place, text, frame.is_cell, is_list, False, DEFAULT_POINTS, self._block)
            )
            self._content.words += len(text.split())
            self._content.characters += len(text)
            for piece, look in shown:
                self._content.add_words(piece, look.get("language", ""))
        self._links(links)
        return text

    def _pieces(
        self, paragraph: etree._Element, base: TextLook
    ) -> tuple[list[tuple[str, TextLook]], list[tuple[str, list[str]]]]:
        """Return the texts of a paragraph, neighbours of one look as one, and its links."""
        found: list[tuple[list[str], TextLook]] = []
        links: list[tuple[str, list[str]]] = []
        last_link = ""
        for child in paragraph:
            look, link_id = base, ""
            if child.tag == _BREAK:
                text = "\n"
            elif child.tag in _RUNS:
                text = ""
                for part in child:
                    if part.tag == _TEXT:
                        text = part.text or ""
                    elif part.tag == _PROPERTIES:
                        look, link_id = self._look(part, base)
            else:
                continue
            if link_id and link_id == last_link:
                links[-1][1].append(text)
            elif link_id:
                links.append((link_id, [text]))
            last_link = link_id
            if found and found[-1][1] is look:
                found[-1][0].append(text)
            else:
                found.append(([text], look))
        return [("".join(texts), look) for texts, look in found], links

    def _look(self, properties: etree._Element, base: TextLook) -> tuple[TextLook, str]:
        """Return how a run looks, and the id of its link."""
        if len(properties):
            return self._coloured_look(properties, base)
        # Few attributes come back in many runs. The base is kept beside its key, so that its identity stays its own.
        known = self._styles.run_looks
        key = (id(base), *properties.items())
        found = known.get(key)
        if found is None:
            found = known[key] = (base, base | read_run(properties, self._styles.palette))
        return found[1], ""

    def _coloured_look(self, properties: etree._Element, base: TextLook) -> tuple[TextLook, str]:
        look = base | read_run(properties, self._styles.palette)
        click = properties.find(A + "hlinkClick")
        if click is None:
            return look, ""
        follows_text = any((each.get("val") or "") == "tx" for each in click.iter(_HYPERLINK_COLOUR))
        colour = self._styles.palette.slot("hlink")
        if colour is not None and not follows_text:
            look = look | {"colours": (colour,)}
        return look, click.get(R + "id") or click.get("action") or ""

    def _links(self, links: list[tuple[str, list[str]]]) -> None:
        for link_id, texts in links:
            text = "".join(texts)
            found = self._relationships.get(link_id)
            target = found.target if found is not None and found.is_external else ""
            if target or found is not None:
                self._content.links.append(Link(self._place(text), text, target))

    def _texts(self, pieces: list[tuple[str, TextLook]], place: Place, frame: _Frame) -> None:
        groups: dict[tuple[tuple[Colour, ...], bool], int] = {}
        for piece, look in pieces:
            if not piece.strip():
                continue
            colours = look.get("colours", self._default)
            if not colours:
                continue  # filled with a picture or not at all: nothing is known, or nothing is there
            points = look.get("points", DEFAULT_POINTS) * frame.scale
            is_large = points >= LARGE_POINTS or (points >= LARGE_BOLD_POINTS and look.get("is_bold", False))
            key = (colours, is_large)
            groups[key] = groups.get(key, 0) + len(piece)
        for (colours, is_large), length in groups.items():
            colour = _worst(colours, frame.under.colours)
            self._content.texts.append(
                ColouredText(place, colour, frame.under.colours, is_large, length, is_unsure=frame.under.is_unsure)
            )


def _worst(colours: tuple[Colour, ...], backgrounds: tuple[Colour, ...]) -> Colour:
    if len(colours) == 1 or not backgrounds:
        return colours[0]
    return min(colours, key=lambda colour: min(contrast_ratio(colour, each) for each in backgrounds))


def _font_scale(body: etree._Element) -> float:
    fit = body.find(f"{A}bodyPr/{A}normAutofit")
    value = "" if fit is None else (fit.get("fontScale") or "")
    value = value.removesuffix("%")
    try:
        number = float(value)
    except ValueError:
        return 1.0
    share = number / 100_000 if number > 1000 else number / 100
    return share if 0 < share <= 1 else 1.0
