"""Walks the shapes of one slide and collects what rules ask for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from curbcut.documents.colours import Colour, over
from curbcut.documents.office.drawings import alternative_of, is_decorative, is_hidden
from curbcut.documents.office.folds import SHAPES, Folds, number_in
from curbcut.documents.office.folds import Shape as FoldedShape
from curbcut.documents.office.model import (
    Content,
    Frame,
    Medium,
    Merge,
    Picture,
    PictureKind,
    Slide,
    Spot,
    Table,
    excerpt_of,
)
from curbcut.documents.office.names import MC, P14, A, P, chosen, is_true
from curbcut.documents.office.package import Package, Relationship
from curbcut.documents.office.slides.cells import CellReader, is_merged, rows_of
from curbcut.documents.office.slides.drawn import Drawings, Drawn, Fill
from curbcut.documents.office.slides.fills import Painted, fill_of
from curbcut.documents.office.slides.geometry import (
    UNITS_A_POINT,
    UNSCALED,
    Box,
    Position,
    Scale,
    box_of,
    placed,
    position_of,
    scale_of,
)
from curbcut.documents.office.slides.inheritance import (
    FOOTERS,
    TITLES,
    Base,
    Shape,
    Styles,
    shape_of,
)
from curbcut.documents.office.slides.tables import TableStyles
from curbcut.documents.office.slides.texts import TextReader, Under
from curbcut.documents.office.slides.videos import captions_of
from curbcut.documents.place import Place

SURE_SHARE = 0.85
"""Share of a text's box that a shape beneath covers before it is what the text stands on."""
TOUCHING_SHARE = 0.1
MOST_BENEATH = 1_000
FIRST_BENEATH = 20
_DEEPEST = 50
_SHAPE, _FOLDED, _PICTURE = P + "sp", P + SHAPES, P + "pic"

_KINDS: dict[str, PictureKind] = {"chart": "chart", "chartex": "chart", "diagram": "diagram", "ole": "object"}


@dataclass(slots=True)
class SlideReader:
    """Reads one slide into the content of its deck."""

    content: Content
    package: Package
    part: str
    number: int
    drawings: Drawings
    table_styles: TableStyles
    layout: Base | None
    folds: Folds
    height: float = 0.0
    painted: list[Painted] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    page: tuple[Colour, ...] = ()
    ground: Under = field(default_factory=lambda: Under(()))

    @property
    def styles(self) -> Styles:
        """Text styles of the slide."""
        return self.drawings.styles

    def read(self, root: etree._Element) -> None:
        """Read a slide."""
        self.page = self.styles.background_of(root)
        self.ground = Under(self.page)
        if is_true(root.get("showMasterSp", "1")) and self.layout is not None:
            if self.layout.parent is not None and self.layout.shows_master:
                self._read_base(self.layout.parent)
            self._read_base(self.layout)
        tree = root.find(f"{P}cSld/{P}spTree")
        at = len(self.content.slides)
        reader = self._reader(self.package.relationships(self.part), self.folds)
        if tree is not None:
            self._walk(tree, UNSCALED, None, reader, depth=0)
        title = next((each for each in self.titles if each), "")
        place = Place(slide_number=self.number, excerpt=title[:160], part=self.part)
        self.content.slides.insert(at, Slide(place, title, bool(self.titles), tuple(self.boxes)))

    def place(self, text: str = "", position: Position | None = None) -> Place:
        """Return a place on the slide; `position` is where it lies there."""
        frame = self._frame_of(position)
        rectangle = None if frame is None else frame.rectangle
        return Place(slide_number=self.number, excerpt=excerpt_of(text), part=self.part, rectangle=rectangle)

    def _frame_of(self, position: Position | None) -> Frame | None:
        return None if position is None or not self.height else Frame(position.seen, self.height, UNITS_A_POINT)

    def _reader(self, relationships: Mapping[str, Relationship], folds: Folds) -> TextReader:
        spot = Spot(slide_number=self.number, part=self.part)
        return TextReader(self.content, self.styles, relationships, folds, spot)

    def _read_base(self, base: Base) -> None:
        """Paint what a layout or master draws; its own texts are judged once, on the first slide that shows them."""
        known = self.styles.drawn.get(base.part)
        if known is not None and base.is_painted:
            self.painted.extend(known)
            return
        tree = base.root.find(f"{P}cSld/{P}spTree")
        if tree is None:
            return
        before = len(self.painted)
        # A layout's texts have relationships of their own, and its links are not this slide's.
        reader = self._reader({}, Folds())
        for element in tree.iter(P + "sp", P + "pic"):
            shape = shape_of(element)
            if shape.placeholder is not None:
                continue
            box = box_of(shape.transform)
            _, colours = self.drawings.fill(shape, None)
            if not base.is_painted and element.tag == _SHAPE and shape.body is not None:
                drawn = self.drawings.of(shape, None)
                is_opaque = drawn.under is not None and colours is not None
                reader.read(shape.body, drawn.body, Under(colours or ()) if is_opaque else self._under(box, drawn))
            if box is not None and colours is not None:
                self.painted.append(Painted(box, colours))
        base.is_painted = True
        self.styles.drawn[base.part] = self.painted[before:]

    def _walk(
        self,
        parent: etree._Element,
        scale: Scale,
        group: Fill,
        reader: TextReader,
        *,
        depth: int,
    ) -> None:
        if depth > _DEEPEST:
            return
        for child in parent:
            tag = child.tag
            if tag == _SHAPE:
                self._shape(shape_of(child), scale, group, reader)
            elif tag == _FOLDED:
                self._folded(self.folds.shapes[number_in(child)], scale, group, reader)
            elif tag == _PICTURE:
                self._picture(shape_of(child), scale)
            elif tag == P + "grpSp":
                self._group(child, scale, group, reader, depth=depth)
            elif tag == MC + "AlternateContent":
                choice = chosen(child)
                if choice is not None:
                    self._walk(choice, scale, group, reader, depth=depth + 1)
            else:
                self._object(child, scale, reader)

    def _object(self, element: etree._Element, scale: Scale, reader: TextReader) -> None:
        if element.tag == P + "graphicFrame":
            self._frame(element, scale, reader)
        elif element.tag == P + "contentPart":
            self._content_part(element)

    def _group(
        self,
        element: etree._Element,
        scale: Scale,
        group: Fill,
        reader: TextReader,
        *,
        depth: int,
    ) -> None:
        properties = element.find(P + "grpSpPr")
        said, colours = fill_of(properties, self.styles.palette, group)
        inner = scale_of(None if properties is None else properties.find(A + "xfrm"), scale)
        name = element.find(f"{P}nvGrpSpPr/{P}cNvPr")
        before = len(self.content.pictures)
        self._walk(element, inner, colours if said else group, reader, depth=depth + 1)
        if name is None or len(self.content.pictures) == before:
            return
        description, title, _ = alternative_of(name)
        if description or title or is_decorative(name):
            # What a group says stands for everything in it.
            first = self.content.pictures[before]
            del self.content.pictures[before:]
            self._add_picture(
                name, first.kind, position_of(None if properties is None else properties.find(A + "xfrm"), scale)
            )

    def _shape(self, shape: Shape, scale: Scale, group: Fill, reader: TextReader) -> None:
        if shape.name is not None and is_hidden(shape.name):
            return
        drawn = self.drawings.of(shape, group)
        position = position_of(shape.transform, scale) or drawn.inherited
        box = None if position is None else position.box
        reader.frame = self._frame_of(position)
        text = "" if shape.body is None else reader.read(shape.body, drawn.body, drawn.under or self._under(box, drawn))
        reader.frame = None
        self._note(drawn, position, text)

    def _folded(self, shapes: list[FoldedShape], scale: Scale, group: Fill, reader: TextReader) -> None:
        for number, sides, paragraphs in shapes:
            drawn = self.drawings.alike(number, self.folds.fragments, group)
            if drawn is None:
                continue
            position = drawn.inherited
            if sides is not None:
                left, top, width, height = sides
                position = placed(Box(left, top, left + width, top + height), drawn.degrees, scale)
            box = None if position is None else position.box
            reader.frame = self._frame_of(position)
            text = reader.read_folded(paragraphs, drawn.body, drawn.under or self._under(box, drawn))
            self._note(drawn, position, text)
        reader.frame = None

    def _note(self, drawn: Drawn, position: Position | None, text: str) -> None:
        """Note a shape whose text was read."""
        is_blank = not text or text.isspace()
        if drawn.kind in TITLES:
            self.titles.append(" ".join(text.split()))
        if position is not None:
            if not is_blank and drawn.kind not in FOOTERS:
                self.boxes.append(position.box)
            if drawn.colours is not None:
                self.painted.append(Painted(position.box, drawn.colours))
        shape = drawn.shape
        if is_blank and shape.name is not None and shape.placeholder is None and _has_picture_fill(shape.properties):
            self._add_picture(shape.name, "picture", position)

    def _under(self, box: Box | None, drawn: Drawn | None = None) -> Under:
        """Return what a text stands on that has no fill of its own, or one that shines through."""
        own = None if drawn is None else drawn.colours
        if own is None:
            return self._below(box)
        below = self._below(box)
        if not below.colours:
            return below
        return Under(tuple(over(colour, below.colours[0]) for colour in own), is_unsure=below.is_unsure)

    def _below(self, box: Box | None) -> Under:
        """Return what lies at a place of the slide so far: shapes, else its background."""
        if not self.painted or box is None or not box.area:
            return self.ground
        touching: list[Colour] = []
        for painted in self._beneath():
            share = box.share_under(painted.box)
            if share < TOUCHING_SHARE:
                continue
            if not painted.colours:
                return Under(())
            colours = tuple(over(colour, self.page[0]) if self.page else colour for colour in painted.colours)
            if share >= SURE_SHARE:
                return Under((*touching, *colours), is_unsure=bool(touching))
            touching.extend(colours)
        if not touching or not self.page:
            return self.ground
        return Under((*touching, *self.page), is_unsure=True)

    def _beneath(self) -> Iterator[Painted]:
        """Yield what is painted so far, the topmost first; of very many things the last and the very first ones."""
        yield from reversed(self.painted[-MOST_BENEATH:])
        if len(self.painted) > MOST_BENEATH:
            yield from reversed(self.painted[:-MOST_BENEATH][:FIRST_BENEATH])

    def _picture(self, shape: Shape, scale: Scale) -> None:
        name, own = shape.name, position_of(shape.transform, scale)
        position = self.styles.position_of(shape.placeholder) if own is None and shape.placeholder is not None else own
        if name is not None and not is_hidden(name):
            medium = self._medium(shape.media, name, position)
            if medium is None:
                self._add_picture(name, "picture", position)
            else:
                self.content.media.append(medium)
        if own is not None:
            self.painted.append(Painted(own.box, ()))

    def _medium(
        self, properties: etree._Element | None, name: etree._Element, position: Position | None
    ) -> Medium | None:
        if properties is None or not len(properties):
            return None
        video, audio = (
            properties.find(A + "videoFile"),
            next(properties.iter(A + "audioFile", A + "wavAudioFile", A + "audioCd"), None),
        )
        media = next(properties.iter(P14 + "media"), None)
        if video is None and audio is None and media is None:
            return None
        place = self.place(name.get("name") or "", position)
        if audio is not None:
            return Medium(place, "audio", None)
        return Medium(place, "video", captions_of(self.package, self.part, properties))

    def _add_picture(self, name: etree._Element, kind: PictureKind, position: Position | None = None) -> None:
        alternative, title, label = alternative_of(name)
        self.content.pictures.append(
            Picture(
                place=self.place(label, position),
                kind=kind,
                alternative=alternative,
                title=title,
                name=label,
                is_decorative=is_decorative(name),
            )
        )

    def _content_part(self, element: etree._Element) -> None:
        name = next((each for each in element.iter() if str(each.tag).endswith("}cNvPr")), None)
        if name is not None:
            self._add_picture(name, "drawing")

    def _frame(self, element: etree._Element, scale: Scale, reader: TextReader) -> None:
        name = element.find(f"{P}nvGraphicFramePr/{P}cNvPr")
        data = element.find(f"{A}graphic/{A}graphicData")
        if name is None or data is None or is_hidden(name):
            return
        table = data.find(A + "tbl")
        position = position_of(element.find(P + "xfrm"), scale)
        if table is not None:
            reader.frame = self._frame_of(position)
            self._table(table, position, reader)
            reader.frame = None
            return
        kind = _KINDS.get((data.get("uri") or "").rstrip("/").rpartition("/")[2], "object")
        ole = next(data.iter(P + "oleObj"), None)
        if ole is not None and (ole.get("progId") or "").lower().startswith(("equation", "mathtype")):
            kind = "equation"
        self._add_picture(name, kind, position)
        if position is not None:
            self.painted.append(Painted(position.box, ()))

    def _table(self, table: etree._Element, position: Position | None, reader: TextReader) -> None:
        properties, rows = table.find(A + "tblPr"), rows_of(table)
        if position is not None:
            self.boxes.append(position.box)
        below = self._below(None if position is None else position.box)
        cells = CellReader(self.table_styles, self.styles, self.folds, below)
        cells.read(rows, properties, reader)
        if len(rows) < 2 or max(map(len, rows)) < 2:
            return
        place = self.place(" ".join(cells.words(cell) for cell in rows[0]), position)
        has_header = properties is not None and is_true(properties.get("firstRow"))
        merged = any(is_merged(cell) for row in rows for cell in row)
        self.content.tables.append(Table(place, "row" if has_header else "none", merged))
        if merged:
            self.content.merges.append(Merge(place))


def _has_picture_fill(properties: etree._Element | None) -> bool:
    return properties is not None and next(properties.iterchildren(A + "blipFill"), None) is not None
