"""Shorthands of CSS: the longhand properties that background, font, margin and inset stand for."""

import re
from collections.abc import Callable, Iterator, Mapping

from curbcut.documents.colours import parse_colour
from curbcut.documents.html.lengths import is_font_size, is_length
from curbcut.documents.html.values import is_computed, is_weight, split_outside_parentheses

_FONT_SIZE_AND_HEIGHT = re.compile(r"([^\s/]+)\s*(?:/\s*([^\s]+))?")
_BOX_WORDS = frozenset({
    "none", "repeat", "repeat-x", "repeat-y", "no-repeat", "space", "round", "scroll", "fixed", "local", "left", "right", "top",
    "bottom", "center", "auto", "cover", "contain", "border-box", "padding-box", "content-box", "border-area", "text", "/",
})  # fmt: skip
_WHOLE_SIZE = re.compile(r"/\s*(?:auto|cover|100%)(?:\s+(?:auto|100%))?(?=\s+[^\d.\s]|\s*$)")
_IMAGE = re.compile(
    r"(?:url|image|image-set|-webkit-image-set|cross-fade|element|paint|(?:-\w+-)?(?:repeating-)?\w+-gradient)\("
)


def _expand_background(value: str) -> Iterator[tuple[str, str]]:
    if is_computed(value) and not _IMAGE.search(value):
        yield "background-color", value
        yield "background-image", "none"
        return
    colour, images, clip, size = "transparent", [], "border-box", "auto"
    layers = split_outside_parentheses(value, ",")
    for number, layer in enumerate(layers, 1):
        is_last = number == len(layers)
        # As browsers copy a style: `none 0% 0% / auto repeat #fff`.
        sizeless = _WHOLE_SIZE.sub(" ", layer) if "/" in layer else layer
        parted = sizeless if "(" in sizeless else sizeless.replace("/", " / ")
        for word in split_outside_parentheses(parted, " "):
            if _IMAGE.match(word):
                images.append(word)
            elif word in _BOX_WORDS or is_length(word):
                clip = "text" if word == "text" else clip
                size = "partial" if word == "/" else size
            elif is_last and (parse_colour(word) is not None or is_computed(word)):
                colour = word
            elif "/" not in word:
                return
    yield "background-color", colour
    yield "background-image", ", ".join(images) or "none"
    yield "background-clip", clip
    yield "background-size", size if images else "auto"


def _expand_font(value: str) -> Iterator[tuple[str, str]]:
    words = value.split()
    weight = "normal"
    for index, word in enumerate(words):
        match = _FONT_SIZE_AND_HEIGHT.fullmatch(word)
        if match is not None and is_font_size(match[1]) and not (is_weight(word) and word.isdigit()):
            rest = words[index + 1 :]
            height = match[2] or "normal"
            if rest and rest[0].startswith("/"):
                height = rest.pop(0)[1:] or (rest.pop(0) if rest else "")
            if rest:
                yield "font-size", match[1]
                yield "font-weight", weight
                yield "line-height", height
                yield "font-family", " ".join(rest)
            return
        if is_weight(word) and word != "normal":
            weight = word


def _expand_sides(template: str) -> Callable[[str], Iterator[tuple[str, str]]]:
    def expand(value: str) -> Iterator[tuple[str, str]]:
        words = split_outside_parentheses(value, " ")
        if not 1 <= len(words) <= 4:
            return
        top = words[0]
        right = words[1] if len(words) > 1 else top
        sides = (top, right, words[2] if len(words) > 2 else top, words[3] if len(words) > 3 else right)
        for side, word in zip(("top", "right", "bottom", "left"), sides, strict=True):
            yield template.format(side), word

    return expand


SHORTHANDS: Mapping[str, Callable[[str], Iterator[tuple[str, str]]]] = {
    "background": _expand_background,
    "font": _expand_font,
    "margin": _expand_sides("margin-{}"),
    "inset": _expand_sides("{}"),
}
LONGHANDS: Mapping[str, tuple[str, ...]] = {
    "background": ("background-color", "background-image", "background-clip", "background-size"),
    "font": ("font-size", "font-weight", "line-height", "font-family"),
    "margin": ("margin-top", "margin-right", "margin-bottom", "margin-left"),
    "inset": ("top", "right", "bottom", "left"),
    "all": (
        "color", "background-color", "background-image", "background-clip", "background-size", "font-size", "font-weight",
        "line-height", "letter-spacing", "word-spacing", "text-shadow", "visibility", "opacity", "position", "display", "filter",
        "mix-blend-mode",
    ),
}  # fmt: skip
