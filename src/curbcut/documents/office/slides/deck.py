"""Reads a deck: its slides in their order, with what they take from layouts and masters."""

from dataclasses import dataclass, field

from lxml import etree

from curbcut.documents.errors import MalformedDocumentError
from curbcut.documents.office.folding import SLIDES
from curbcut.documents.office.model import Content
from curbcut.documents.office.names import P, R
from curbcut.documents.office.package import Package
from curbcut.documents.office.slides.drawn import Drawings
from curbcut.documents.office.slides.inheritance import Base, Styles, overridden
from curbcut.documents.office.slides.shapes import SlideReader
from curbcut.documents.office.slides.tables import TableStyles
from curbcut.documents.office.theme import PRESENTATION_MAP, Palette, Theme

MOST_SLIDES = 3_000


@dataclass(slots=True)
class _Deck:
    package: Package
    defaults: etree._Element | None
    table_styles: TableStyles
    height: float
    bases: dict[str, Base | None] = field(default_factory=dict)
    drawings: dict[tuple[object, ...], Drawings] = field(default_factory=dict)

    def drawings_of(self, layout: Base | None, mapping: dict[str, str]) -> Drawings:
        """Return how shapes and texts of slides with a layout and colour map are drawn, worked out once."""
        key = ("" if layout is None else layout.part, *mapping.items())
        if key not in self.drawings:
            palette = Palette(layout.theme if layout is not None else Theme(), mapping)
            self.drawings[key] = Drawings(Styles(layout, palette, self.defaults))
        return self.drawings[key]

    def base(self, part: str | None, kind: str) -> Base | None:
        """Return a layout or master, read once."""
        if part is None:
            return None
        if part not in self.bases:
            root = self.package.xml(part)
            parent = None
            theme = Theme()
            if kind == "slideLayout":
                parent = self.base(self.package.related(part, "slideMaster"), "slideMaster")
                theme = parent.theme if parent is not None else theme
            else:
                theme_part = self.package.related(part, "theme")
                theme = Theme(self.package.xml(theme_part) if theme_part else None)
            self.bases[part] = None if root is None else Base(root, part, theme, parent)
        return self.bases[part]


def read_deck(package: Package, main: str) -> Content:
    """Read everything that rules ask of a deck.

    Raises:
        MalformedDocumentError: The main part is no deck, or a needed part is damaged.
    """
    root = package.xml(main)
    if root is None or root.tag != P + "presentation":
        raise MalformedDocumentError("The file is damaged: it has no slides in it.")
    styles_part = package.related(main, "tableStyles")
    table_styles = TableStyles(package.xml(styles_part) if styles_part else None)
    deck = _Deck(package, root.find(P + "defaultTextStyle"), table_styles, _height_of(root))
    content = Content()
    relationships = package.relationships(main)
    for number, entry in enumerate(root.iterfind(f"{P}sldIdLst/{P}sldId"), start=1):
        if number > MOST_SLIDES:
            break
        found = relationships.get(entry.get(R + "id") or "")
        if found is None or found.target not in package:
            raise MalformedDocumentError(f"The file is damaged: slide {number} is missing.")
        _read_slide(deck, content, found.target, number)
    return content


def _height_of(root: etree._Element) -> float:
    """Return the height of the slides in English metric units; 0 where the deck does not say it, which it has to."""
    size = root.find(P + "sldSz")
    height = "" if size is None else size.get("cy") or ""
    return float(height) if height.isascii() and height.isdigit() and len(height) < 12 else 0.0


def _read_slide(deck: _Deck, content: Content, part: str, number: int) -> None:
    root, folds = deck.package.folded(part, SLIDES)
    if root is None:
        return
    layout = deck.base(deck.package.related(part, "slideLayout"), "slideLayout")
    mapping = overridden(root, layout.mapping if layout is not None else PRESENTATION_MAP)
    reader = SlideReader(
        content=content,
        package=deck.package,
        part=part,
        number=number,
        drawings=deck.drawings_of(layout, mapping),
        table_styles=deck.table_styles,
        layout=layout,
        folds=folds,
        height=deck.height,
    )
    reader.read(root)
