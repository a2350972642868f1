"""The computed style of one element, from its parent's and the declarations that won."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from curbcut.documents.colours import BLACK, TRANSPARENT, Colour, parse_colour
from curbcut.documents.html.declarations import Declarations, is_computed, split_outside_parentheses
from curbcut.documents.html.lengths import MEDIUM, font_size_of, pixels_of
from curbcut.documents.html.placement import is_displaced, is_floating, is_out_of_sight, is_overlay
from curbcut.documents.html.shadows import surrounds
from curbcut.documents.html.surfaces import Surface, gradient_colours

if TYPE_CHECKING:
    from collections.abc import Mapping

BOLD = 700
PAINTED_APART = "::painted"
"""Declared, under no name of CSS, of elements whose `::before` or `::after` lies over or under their text and paints."""
MOST_VARIABLES = 2000
"""Custom properties that are followed."""
_INHERITING = frozenset({"inherit", "unset", "revert", "revert-layer"})
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,([^()]*(?:\([^()]*\))?[^()]*))?\)")
_BLENDING = ("filter", "mix-blend-mode", "backdrop-filter", "mask", "mask-image", "-webkit-mask", "-webkit-mask-image")
_WHOLE_BOX = frozenset({"auto", "cover", "100%", "100% 100%", "initial", "auto auto", "inherit", "unset", "revert"})
_NO_STROKE = re.compile(r"0(?:\.0*)?(?![.\d])")
_HARMLESS = frozenset({"none", "normal", "initial", "unset", "inherit", "revert"})


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


def derive(parent: Style, declared: Declarations, root_size: float | None) -> Style:
    """Compute an element's style.

    Args:
        parent: The style of the element around it.
        declared: The declarations that won.
        root_size: Pixels of one rem.
    """
    variables = _variables_of(parent, declared)
    values = {
        name: resolved(item.value, variables) if "var(" in item.value else item.value for name, item in declared.items()
    }
    style = parent.for_declarations(variables)
    _set_text(style, parent, values, root_size)
    _set_visibility(style, values)
    _set_box(style, parent, values)
    return style


def _variables_of(parent: Style, declared: Declarations) -> "Mapping[str, str]":
    own = {name: item.value for name, item in declared.items() if name.startswith("--")}
    # Every element that declares some copies those around it, so their number is bounded.
    return {**parent.variables, **own} if own and len(parent.variables) < MOST_VARIABLES else parent.variables


def resolved(value: str, variables: "Mapping[str, str]") -> str:
    """Put the values of custom properties into a value."""
    # Variables may hold variables: a few rounds are enough for any honest page and bounded for the others.
    for _ in range(8):
        if "var(" not in value or len(value) > 2000:
            break
        value = _VARIABLE.sub(lambda match: variables.get(match[1], match[2] or "var()"), value)
    return value.strip()


def _set_text(style: Style, parent: Style, values: dict[str, str], root_size: float | None) -> None:
    if (value := values.get("font-size")) is not None and value not in _INHERITING:
        value = "medium" if value == "initial" else value
        style.font_size = font_size_of(value, parent.font_size, root_size)
    if (value := values.get("font-weight")) is not None:
        style.font_weight = _weight_of(value, parent.font_weight)
    if (value := values.get("color")) is not None:
        style.colour = _colour_of(value, parent.colour, BLACK)
        style.is_colour_certain = parent.is_colour_certain if value in _INHERITING else True
    if (value := values.get("text-shadow")) is not None and value not in _INHERITING:
        style.shadows = _shadows_of(value, style.colour)
        style.halo = style.shadows or () if surrounds(value) else ()
    if (value := values.get("text-align")) is not None and value not in _INHERITING:
        style.alignment = value
    if (value := values.get("text-transform")) is not None and value not in _INHERITING:
        style.transform = value
    _set_spacing(style, values, root_size)


def _set_spacing(style: Style, values: dict[str, str], root_size: float | None) -> None:
    for name in ("letter-spacing", "word-spacing"):
        if (value := values.get(name)) is not None and value not in _INHERITING:
            pixels = 0.0 if value in {"normal", "initial"} else pixels_of(value, style.font_size, root_size)
            if name == "letter-spacing":
                style.letter_spacing = pixels
            else:
                style.word_spacing = pixels
    if (value := values.get("line-height")) is not None and value not in _INHERITING:
        style.line_height = _line_height_of(value, style.font_size, root_size)


def _line_height_of(value: str, font_size: float | None, root_size: float | None) -> str | None:
    if value in {"normal", "initial"}:
        return "normal"
    if value.replace(".", "", 1).isdigit():
        return value
    pixels = pixels_of(value, font_size, root_size)
    return None if pixels is None else f"{pixels}px"


def _weight_of(value: str, inherited: int) -> int:
    # CSS Fonts 4, section 2.2.1: the steps of bolder and lighter.
    if value == "bolder":
        return 400 if inherited < 350 else BOLD if inherited < 550 else max(900, inherited)
    if value == "lighter":
        return min(100, inherited) if inherited < 550 else 400 if inherited < 750 else BOLD
    named = {"bold": BOLD, "normal": 400, "initial": 400}.get(value)
    if named is not None:
        return named
    return int(float(value)) if value.replace(".", "", 1).isdigit() else inherited


def _colour_of(value: str, inherited: Colour | None, initial: Colour) -> Colour | None:
    if value in _INHERITING or value == "currentcolor":
        return inherited
    if value == "initial":
        return initial
    if is_computed(value):
        return None
    return parse_colour(value, inherited or BLACK)


@lru_cache(maxsize=512)
def _shadows_of(value: str, current: Colour | None) -> tuple[Colour, ...] | None:
    if value in {"none", "initial"}:
        return ()
    found: list[Colour] = []
    for layer in split_outside_parentheses(value, ","):
        words = split_outside_parentheses(layer, " ")
        colours = [colour for word in words if (colour := parse_colour(word, current or BLACK)) is not None]
        if colours:
            found.append(colours[0])
        elif is_computed(layer) or current is None:
            return None
        else:
            found.append(current)
    return tuple(found)


def _set_visibility(style: Style, values: dict[str, str]) -> None:
    if values.get("display") == "none" or values.get("content-visibility") == "hidden":
        style.is_displayed = False
    if (value := values.get("visibility")) is not None and value not in _INHERITING:
        style.is_visible = value in {"visible", "initial"}
    if is_out_of_sight(values) or style.font_size == 0:
        style.is_out_of_sight = True


def _set_box(style: Style, parent: Style, values: dict[str, str]) -> None:
    surface = parent.surface
    opacity = _opacity_of(values.get("opacity"))
    if opacity is None:
        style.doubt = "computed"
    elif opacity <= 0:
        style.is_out_of_sight = True
    elif opacity < 1:
        surface = surface.with_opacity(opacity)
    style.is_positioned = values.get("position", "static") not in {"static", *_HARMLESS}
    if is_displaced(values) or is_floating(values):
        surface = surface.displaced()
    if is_displaced(values):
        style.is_displaced = True
        style.is_overlay = is_overlay(values)
    if any(values.get(name, "none") not in _HARMLESS for name in _BLENDING):
        style.doubt = "blending"
    if values.get("-webkit-text-fill-color", "currentcolor") not in {"currentcolor", *_HARMLESS} or _is_stroked(values):
        style.doubt = "computed"
    style.surface = _painted(style, parent, surface, values)
    if PAINTED_APART in values:
        style.surface = style.surface.with_doubt("overlap")
    style.own_layers = style.surface.layers - parent.surface.layers


def _is_stroked(values: dict[str, str]) -> bool:
    # An outline in a colour of its own may make a pale letter readable.
    stroke = values.get("-webkit-text-stroke", values.get("-webkit-text-stroke-width", "0"))
    return _NO_STROKE.match(stroke) is None and stroke not in _HARMLESS


def _opacity_of(value: str | None) -> float | None:
    if value is None or value in _HARMLESS:
        return 1.0
    if value == "inherit" or is_computed(value):
        return None
    return min(1.0, max(0.0, _number_of(value)))


def _number_of(value: str) -> float:
    try:
        return float(value.removesuffix("%")) / (100 if value.endswith("%") else 1)
    except ValueError:
        return 1.0


def _painted(style: Style, parent: Style, surface: Surface, values: dict[str, str]) -> Surface:
    image_value, colour_value = values.get("background-image", "none"), values.get("background-color")
    if (colour_value is None and image_value in _HARMLESS) or values.get("display") == "contents":
        # CSS Display 3, section 2.5: `contents` leaves no box that a background could fill.
        return surface
    if "text" in values.get("background-clip", "") or "text" in values.get("-webkit-background-clip", ""):
        style.doubt = "computed"
        return surface
    if colour_value in {"initial", "unset", "revert", "revert-layer", None}:
        colour: Colour | None = TRANSPARENT
    elif colour_value == "inherit":
        # The parent's own background over itself: the same colours, unless they let something through.
        colour = TRANSPARENT if parent.surface.is_painted or not parent.own_layers else None
    else:
        colour = _colour_of(colour_value or "", style.colour, TRANSPARENT)
    if image_value == "inherit" and len(parent.surface.colours) == 1 and parent.surface.doubt is None:
        image_value = "none"
    if image_value == "inherit" or is_computed(image_value) or values.get("background-size", "auto") not in _WHOLE_BOX:
        return surface.with_background(colour, None)
    image = gradient_colours(image_value if image_value not in _HARMLESS else "none", style.colour or BLACK)
    return surface.with_background(colour, image)
