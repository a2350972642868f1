"""The computed style of one element."""

from typing import TYPE_CHECKING, Any, NamedTuple

from curbcut.documents.colours import Colour
from curbcut.documents.html.declarations import Declarations
from curbcut.documents.html.lengths import MEDIUM
from curbcut.documents.html.surfaces import Surface

if TYPE_CHECKING:
    from collections.abc import Mapping

BOLD = 700


class Sight(NamedTuple):
    """What a style alone says of how its texts are seen.

    Attributes:
        is_seen: Whether it leaves anything to the eye.
        doubt: Why its colours cannot be trusted.
        layers: For a box out of its place without a background of its own, the number of boxes that painted around
            it: it may lie on any further one of the page. `None` for all others.
    """

    is_seen: bool
    doubt: str | None
    layers: int | None


class Style:
    """What is known of an element's text and box.

    Attributes:
        colour: Text colour; `None` when it cannot be known.
        surface: What lies under the text.
        is_colour_certain: Whether no style sheet out of reach can have set the colour.
        font_size: Pixels; `None` when it cannot be known.
        font_weight: 1 to 1000.
        line_height: The computed `line-height`: `normal`, a factor, or pixels with `px`; `None` when unknown.
        letter_spacing: Pixels; `None` when unknown.
        word_spacing: Pixels; `None` when unknown.
        shadows: Colours of `text-shadow`; `None` when unknown.
        halo: Those of them that together lie on every side of each letter, so that they are what is right behind it.
        is_displayed: Whether it has a box.
        is_visible: Whether `visibility` lets it show.
        is_out_of_sight: Whether it was moved, clipped or faded away for the eye.
        doubt: Why no colour of it can be trusted, whatever lies under it; `None` when nothing speaks against it.
        alignment: The computed `text-align`.
        transform: The computed `text-transform`.
        variables: Custom properties.
        is_displaced: Whether it or an element around it was taken out of its place.
        is_positioned: Whether it itself is what absolute boxes inside it are placed by.
        is_overlay: Whether it itself may lie over or under others.
        own_layers: Number of backgrounds that it itself paints.
        sight: How its texts are seen; `None` until it was asked for.
        contrasts: What rules work out of it once, by their own keys.
    """

    __slots__ = (
        "alignment",
        "colour",
        "contrasts",
        "doubt",
        "font_size",
        "font_weight",
        "halo",
        "is_colour_certain",
        "is_displaced",
        "is_displayed",
        "is_out_of_sight",
        "is_overlay",
        "is_positioned",
        "is_visible",
        "letter_spacing",
        "line_height",
        "own_layers",
        "shadows",
        "sight",
        "surface",
        "transform",
        "variables",
        "word_spacing",
    )

    def __init__(self, colour: Colour | None, surface: Surface, variables: "Mapping[str, str]") -> None:
        self.colour = colour
        self.surface = surface
        self.is_colour_certain = True
        self.font_size: float | None = MEDIUM
        self.font_weight = 400
        self.line_height: str | None = "normal"
        self.letter_spacing: float | None = 0.0
        self.word_spacing: float | None = 0.0
        self.shadows: tuple[Colour, ...] | None = ()
        self.halo: tuple[Colour, ...] = ()
        self.is_displayed = True
        self.is_visible = True
        self.is_out_of_sight = False
        self.doubt: str | None = None
        self.alignment = "start"
        self.transform = "none"
        self.variables = variables
        self.is_displaced = False
        self.is_positioned = False
        self.is_overlay = False
        self.own_layers = 0
        self.sight: Sight | None = None
        self.contrasts: dict[object, Any] = {}

    @property
    def is_plain(self) -> bool:
        """Whether a child without declarations of its own has this very style."""
        return not self.own_layers and not self.is_positioned and not self.is_overlay

    def for_child(self) -> "Style":
        """Return the style of a child without declarations of its own: this very one, where it can be shared."""
        if self.is_plain:
            return self
        shared = self.contrasts.get("child")
        if not isinstance(shared, Style):
            shared = self.contrasts["child"] = self._copy()
            shared.is_positioned = shared.is_overlay = False
            shared.own_layers = 0
        return shared

    def for_caption(self, outer: "Style") -> "Style":
        """Return what the caption of a table that paints inherits: it lies beside the table's box. Source: CSS 2.2, 17.4.

        Args:
            outer: The style of what is around the table.
        """
        key = ("caption", id(outer))
        kept = self.contrasts.get(key)
        if not isinstance(kept, Style):
            kept = self.contrasts[key] = self.for_declarations(self.variables)
            kept.surface = outer.surface
        return kept

    def beyond_markup(self, inline: Declarations) -> "Style":
        """Return it for an element that a style sheet out of reach may dress, save for what is declared inline."""
        surface = self.surface
        if "background-color" not in inline or not surface.is_painted:
            surface = surface.with_doubt("stylesheet")
        is_certain = "color" in inline and self.is_colour_certain
        style = self._copy()
        style.surface, style.is_colour_certain = surface, is_certain
        return style

    def _copy(self) -> "Style":
        style = Style(self.colour, self.surface, self.variables)
        style.is_colour_certain = self.is_colour_certain
        style.font_size = self.font_size
        style.font_weight = self.font_weight
        style.line_height = self.line_height
        style.letter_spacing = self.letter_spacing
        style.word_spacing = self.word_spacing
        style.shadows = self.shadows
        style.halo = self.halo
        style.is_displayed = self.is_displayed
        style.is_visible = self.is_visible
        style.is_out_of_sight = self.is_out_of_sight
        style.doubt = self.doubt
        style.alignment = self.alignment
        style.transform = self.transform
        style.is_displaced = self.is_displaced
        style.is_positioned = self.is_positioned
        style.is_overlay = self.is_overlay
        style.own_layers = self.own_layers
        return style

    def for_declarations(self, variables: "Mapping[str, str]") -> "Style":
        """Return a copy that declarations can be put into: what is inherited, without what is an element's own."""
        style = self._copy()
        style.variables = variables
        style.is_positioned = style.is_overlay = False
        style.own_layers = 0
        return style
