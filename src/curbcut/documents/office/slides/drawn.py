"""How shapes are drawn, and what holds for all of their text; worked out once for all shapes that say the same."""

from dataclasses import dataclass

from lxml import etree

from curbcut.documents.colours import Colour
from curbcut.documents.office.names import A, P
from curbcut.documents.office.slides.fills import fill_of, styled_fill
from curbcut.documents.office.slides.geometry import Position, turn_of
from curbcut.documents.office.slides.inheritance import Shape, Styles, shape_of
from curbcut.documents.office.slides.texts import Body, Under

_PICTURE = P + "pic"
_MOST_KNOWN = 5_000

Fill = tuple[Colour, ...] | None


@dataclass(frozen=True, slots=True)
class Drawn:
    """How a shape is drawn.

    Attributes:
        shape: Its parts.
        colours: Those of its fill, none for a picture; `None` without a fill.
        is_unsure: It is filled with colours between which its text may stand.
        under: What its text stands on, where its fill decides that.
        kind: Type of the place that it fills, empty when it stands for itself.
        degrees: How far it is turned.
        inherited: Where it lies when it does not say that itself.
        body: What holds for all of its text.
    """

    shape: Shape
    colours: Fill
    is_unsure: bool
    under: Under | None
    kind: str
    degrees: float
    inherited: Position | None
    body: Body


class Drawings:
    """Works out how the shapes of the slides of one layout and colour map are drawn."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self._alike: dict[tuple[int, int, Fill], tuple[object, Drawn]] = {}

    def fill(self, shape: Shape, group: Fill) -> tuple[bool, Fill]:
        """Return whether the theme's styles give the fill, and its colours; `group` is the fill of the group around it."""
        if shape.element.tag == _PICTURE:
            return False, ()
        palette = self.styles.palette
        said, colours = fill_of(shape.properties, palette, group)
        if said:
            return False, colours
        for each in self.styles.chain(shape.placeholder) if shape.placeholder is not None else ():
            said, colours = fill_of(each.shape.find(P + "spPr"), palette)
            if said:
                return False, colours
        return True, styled_fill(shape.style, palette)

    def of(self, shape: Shape, group: Fill) -> Drawn:
        """Return how a shape is drawn."""
        is_styled, colours = self.fill(shape, group)
        # Text stands in the middle of the gentle gradients that themes give, so their ends decide nothing.
        is_unsure = is_styled and colours is not None and len(colours) > 1
        is_opaque = colours is not None and all(colour.alpha >= 1 for colour in colours)
        placeholder = shape.placeholder
        reference = None if shape.style is None else shape.style.find(A + "fontRef")
        body = Body(placeholder, self.styles.palette.of_fill(reference))
        return Drawn(
            shape=shape,
            colours=colours,
            is_unsure=is_unsure,
            under=Under(colours, is_unsure) if is_opaque and colours is not None else None,
            kind="" if placeholder is None else self.styles.kind_of(placeholder),
            degrees=turn_of(shape.transform),
            inherited=None if placeholder is None else self.styles.position_of(placeholder),
            body=body if shape.body is None else body.with_own(shape.body),
        )

    def alike(self, number: int, fragments: list[etree._Element | None], group: Fill) -> Drawn | None:
        """Return how a folded shape is drawn, given the number of what it says."""
        # The fragments are kept beside their key, so that their identity stays their own.
        key = (id(fragments), number, group)
        found = self._alike.get(key)
        if found is None:
            element = fragments[number]
            if element is None:
                return None
            if len(self._alike) > _MOST_KNOWN:
                self._alike.clear()
            found = self._alike[key] = (fragments, self.of(shape_of(element), group))
        return found[1]
