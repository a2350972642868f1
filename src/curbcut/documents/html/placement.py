"""Where boxes go that leave their place, and which texts nobody is meant to see."""

import re
from collections.abc import Mapping

from curbcut.documents.html.lengths import pixels_of

FAR_AWAY = -900.0
"""Offsets beyond this many pixels put a text out of every window: the usual one is -9999px, the least seen -999px."""
_WIDEST_WINDOW = 5000.0
"""A box whose right or lower side is this many pixels inside its container ends before the window begins."""
_WINDOWS_AWAY = re.compile(r"-[1-9]\d{2,}(?:\.\d+)?v[wh]")
"""A whole window or more, whatever its size."""
_TINY = 1.0
"""A box of at most one pixel with hidden overflow shows no text."""

_OUT_OF_FLOW = frozenset({"absolute", "fixed"})
_SHIFTED = frozenset({"relative", "sticky", "-webkit-sticky"})
_SIDES = ("top", "right", "bottom", "left")
_MARGINS = frozenset(f"margin-{side}" for side in _SIDES)
_WAYS_OUT = (("left", "width", "x"), ("top", "height", "y"))
_CUT = re.compile(r"hidden|clip")
_NO_CLIP = re.compile(r"(?:inset|circle|polygon|ellipse)\(\s*(?:50%|100%|0(?:px|%)?)\s*(?:0\s*)?(?:\)|at)")
_TRANSLATION = re.compile(r"translate\w*\(([^()]*)\)")
_NO_SCALE = re.compile(r"0(?:\.0*)?%?(?:\s.*)?")
_RECT = re.compile(r"rect\(\s*([^)]*)\)")


def is_out_of_sight(values: Mapping[str, str]) -> bool:
    """Tell whether declarations put a text away for the eye only (off-screen, clipped, of no size)."""
    position = values.get("position")
    if position == "fixed" and _is_drawn_in(values):
        return True
    if position in _OUT_OF_FLOW | _SHIFTED and any(
        _is_far(values.get(side)) for side in ("left", "top", "right", "bottom")
    ):
        return True
    if position in _OUT_OF_FLOW and any(_is_pulled_out(values.get(side)) for side in ("right", "bottom")):
        return True
    if _is_far(values.get("text-indent")) or _is_far(values.get("margin-left")) or _is_far(values.get("margin-top")):
        return True
    if (
        position in _OUT_OF_FLOW
        and (match := _RECT.fullmatch(values.get("clip", "")))
        and _is_empty_rectangle(match[1])
    ):
        return True
    clip_path = values.get("clip-path", values.get("-webkit-clip-path", ""))
    if clip_path and _is_clipped_away(clip_path):
        return True
    return _is_transformed_away(values) or _is_pushed_out(values) or _is_tiny_box(values)


def _is_transformed_away(values: Mapping[str, str]) -> bool:
    if (scale := values.get("scale")) is not None and _NO_SCALE.fullmatch(scale):
        return True
    transform = values.get("transform")
    if transform is None:
        return False
    if re.search(r"scale\(0(?:\.0*)?[\s,)]", transform):
        return True
    moves = (move.strip() for match in _TRANSLATION.finditer(transform) for move in match[1].split(","))
    return any(map(_is_far, moves))


def _is_pushed_out(values: Mapping[str, str]) -> bool:
    """Tell whether a single line begins where its box ends (the other usual way to put a picture in a text's place)."""
    indent = values.get("text-indent", "")
    return (
        indent.endswith("%")
        and indent[:-1].isdecimal()
        and float(indent[:-1]) >= 100
        and values.get("white-space") == "nowrap"
        and _CUT.search(values.get("overflow", "")) is not None
    )


def _is_drawn_in(values: Mapping[str, str]) -> bool:
    """Tell whether a box that stays in the window lies beside it, like the drawer of a menu that was not opened."""
    for side, size, move in _WAYS_OUT:
        offset, length = values.get(side, ""), values.get(size, "")
        if offset.startswith("-") and length and offset[1:] == length:
            return True
        if offset in {"0", "0px"} and f"translate{move}(-100%)" in values.get("transform", "").replace(" ", ""):
            return True
    return False


def _is_far(value: str | None) -> bool:
    if value is None or not value.startswith("-"):
        return False
    pixels = pixels_of(value, 16.0, 16.0)
    return _WINDOWS_AWAY.fullmatch(value) is not None if pixels is None else pixels <= FAR_AWAY


def _is_pulled_out(value: str | None) -> bool:
    pixels = None if value is None else pixels_of(value, 16.0, 16.0)
    return pixels is not None and pixels >= _WIDEST_WINDOW


def _is_empty_rectangle(sides: str) -> bool:
    lengths = [pixels_of(side, 16.0, 16.0) for side in re.split(r"[\s,]+", sides.strip())]
    if len(lengths) != 4 or any(length is None for length in lengths):
        return False
    top, right, bottom, left = (length or 0.0 for length in lengths)
    return right - left <= _TINY or bottom - top <= _TINY


def _is_clipped_away(clip_path: str) -> bool:
    match = _NO_CLIP.match(clip_path)
    if match is None:
        return False
    return "0" in match[0] and (
        clip_path.startswith(("inset(50%", "inset(100%", "circle(0", "ellipse(0", "polygon(0 0)"))
    )


def _is_tiny_box(values: Mapping[str, str]) -> bool:
    overflow = f"{values.get('overflow', '')} {values.get('overflow-x', '')} {values.get('overflow-y', '')}"
    if not _CUT.search(overflow):
        return False
    if values.get("display", "") == "inline":
        return False
    return any(_is_tiny(values.get(name)) for name in ("width", "height", "max-width", "max-height"))


def _is_tiny(value: str | None) -> bool:
    if value is None:
        return False
    pixels = pixels_of(value, 16.0, 16.0)
    return pixels is not None and pixels <= _TINY


def is_displaced(values: Mapping[str, str]) -> bool:
    """Tell whether declarations take a box out of its place, so that what lies under it is not what is around it."""
    position = values.get("position")
    if position in _OUT_OF_FLOW:
        return True
    if position in _SHIFTED and any(_is_shift(values.get(side)) for side in _SIDES):
        return True
    if not _MARGINS.isdisjoint(values) and any(values.get(name, "").startswith("-") for name in _MARGINS):
        return True
    return "translate" in values.get("transform", "") or values.get("translate", "none") != "none"


def is_floating(values: Mapping[str, str]) -> bool:
    """Tell whether a box floats: its parent may shrink to nothing, and its background with it."""
    return values.get("float", "none") not in {"none", "initial", "unset", "inherit"}


def is_overlay(values: Mapping[str, str]) -> bool:
    """Tell whether a displaced box lies over (or under) its neighbours when nothing is scrolled."""
    return values.get("position") not in {"fixed", "sticky", "-webkit-sticky"} or values.get("z-index", "").startswith(
        "-"
    )


def _is_shift(value: str | None) -> bool:
    return value is not None and value != "auto" and pixels_of(value, 16.0, 16.0) != 0
