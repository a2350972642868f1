"""How the style of an element follows from its parent's and from the declarations that won."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from curbcut.documents.colours import BLACK, TRANSPARENT, Colour, parse_colour
from curbcut.documents.html.declarations import Declarations
from curbcut.documents.html.lengths import font_size_of, pixels_of
from curbcut.documents.html.placement import is_displaced, is_floating, is_out_of_sight, is_overlay
from curbcut.documents.html.shadows import surrounds
from curbcut.documents.html.style import BOLD, Style
from curbcut.documents.html.surfaces import Surface, gradient_colours
from curbcut.documents.html.values import is_computed, split_outside_parentheses

if TYPE_CHECKING:
    from collections.abc import Mapping

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
