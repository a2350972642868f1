"""CSS declarations: a `style` attribute to longhand properties, invalid ones dropped as a browser drops them."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

import tinycss2

from curbcut.documents.colours import parse_colour
from curbcut.documents.html.lengths import is_font_size, is_length

WIDE_KEYWORDS = frozenset({"inherit", "initial", "unset", "revert", "revert-layer"})
"""Values that every property takes (CSS Cascade 5, section 7.3)."""

_PIECE = re.compile(r"""(?:[^;()"']|\([^()]*\)|"[^"]*"|'[^']*')+""")
_IMPORTANT = re.compile(r"!\s*important$")
_UNSAFE = re.compile(r"[\\{}@]|/\*|\([^()]*\(")
_COMPUTED = re.compile(
    r"\b(?:var|env|attr|calc|min|max|clamp|color-mix|light-dark|contrast-color|device-cmyk)\(|\(from "
)
_FONT_SIZE_AND_HEIGHT = re.compile(r"([^\s/]+)\s*(?:/\s*([^\s]+))?")
_WEIGHT = re.compile(r"bold|bolder|lighter|normal|[1-9]\d{0,2}(?:\.\d+)?|1000")
_BOX_WORDS = frozenset({
    "none", "repeat", "repeat-x", "repeat-y", "no-repeat", "space", "round", "scroll", "fixed", "local", "left", "right", "top",
    "bottom", "center", "auto", "cover", "contain", "border-box", "padding-box", "content-box", "border-area", "text", "/",
})  # fmt: skip
_TOO_DEEP = "var()"
"""Stands for a value with hundreds of parentheses in one another: like one that is worked out from something outside itself."""
_LONG_NUMBER, _MOST_DIGITS = re.compile(r"\d{300,}"), "9" * 300
_WHOLE_SIZE = re.compile(r"/\s*(?:auto|cover|100%)(?:\s+(?:auto|100%))?(?=\s+[^\d.\s]|\s*$)")
_IMAGE = re.compile(
    r"(?:url|image|image-set|-webkit-image-set|cross-fade|element|paint|(?:-\w+-)?(?:repeating-)?\w+-gradient)\("
)


class Declaration(NamedTuple):
    """What was declared of one property: the value in lower case with single spaces, and whether `!important`."""

    value: str
    important: bool = False


Declarations = Mapping[str, Declaration]
NO_DECLARATIONS: Declarations = MappingProxyType({})


@lru_cache(maxsize=8192)
def parse_declarations(text: str) -> Declarations:
    """Read the declarations of a `style` attribute or of a rule's block.

    Args:
        text: The text between the quotes or the braces.

    Returns:
        Longhand properties to what wins among them; shorthands of background, font and margin are taken apart.
    """
    found: dict[str, Declaration] = {}
    for name, value, important in _pieces(text):
        for longhand, part in _expand(name, value):
            known = found.get(longhand)
            if known is None or important or not known.important:
                found.pop(longhand, None)
                found[longhand] = Declaration(part, important)
    return MappingProxyType(found)


def with_numbers_cut(css: str) -> str:
    """Return CSS that tinycss2 can read: it makes integers of numbers, which Python refuses beyond 4,300 digits."""
    return _LONG_NUMBER.sub(_MOST_DIGITS, css)


def _pieces(text: str) -> Iterator[tuple[str, str, bool]]:
    if _UNSAFE.search(text) is not None:
        yield from _parsed_pieces(text)
        return
    for piece in _PIECE.findall(text):
        name, colon, value = piece.partition(":")
        if colon:
            value = " ".join(value.lower().split())
            bare = _IMPORTANT.sub("", value) if value.endswith("important") else value
            yield _property_name(name), bare.rstrip(), len(bare) != len(value)


def _parsed_pieces(text: str) -> Iterator[tuple[str, str, bool]]:
    for node in tinycss2.parse_blocks_contents(with_numbers_cut(text), skip_comments=True, skip_whitespace=True):
        if node.type == "declaration":
            try:
                value = " ".join(tinycss2.serialize(node.value).lower().split())
            except RecursionError:
                value = _TOO_DEEP
            yield _property_name(node.name), value, bool(node.important)


def _property_name(name: str) -> str:
    name = name.strip()
    return name if name.startswith("--") else name.lower()


def _expand(name: str, value: str) -> Iterator[tuple[str, str]]:
    if not value or not name:
        return
    if name.startswith("--"):
        yield name, value
    elif value in WIDE_KEYWORDS:
        for longhand in _LONGHANDS.get(name, (name,)):
            yield longhand, value
    elif (expander := _SHORTHANDS.get(name)) is not None:
        yield from expander(value)
    elif (accepts := _VALIDATORS.get(name)) is None or accepts(value) or is_computed(value):
        yield name, value


def is_computed(value: str) -> bool:
    """Tell whether a value is worked out from something outside itself: a variable, a calculation."""
    return "(" in value and _COMPUTED.search(value) is not None


def split_outside_parentheses(value: str, separator: str) -> list[str]:
    """Split at a separator (one character; a blank splits at white space), but not inside parentheses."""
    if "(" not in value:
        parts = value.split(separator) if separator != " " else value.split()
        return [part.strip() for part in parts]
    parts, depth, start = [], 0, 0
    for index, char in enumerate(value):
        if char == "(":
            depth += 1
        elif char == ")":
            depth -= 1
        elif char == separator and depth <= 0:
            parts.append(value[start:index].strip())
            start = index + 1
    parts.append(value[start:].strip())
    return [part for part in parts if part] if separator == " " else parts


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
        if match is not None and is_font_size(match[1]) and not (_WEIGHT.fullmatch(word) and word.isdigit()):
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
        if _WEIGHT.fullmatch(word) and word != "normal":
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


def _is_colour(value: str) -> bool:
    return parse_colour(value) is not None


def _is_weight(value: str) -> bool:
    return _WEIGHT.fullmatch(value) is not None


def _is_line_height(value: str) -> bool:
    return value == "normal" or (is_length(value) and not value.startswith("-"))


def _is_spacing(value: str) -> bool:
    return value == "normal" or (is_length(value) and not value.endswith("%"))


_SHORTHANDS: Mapping[str, Callable[[str], Iterator[tuple[str, str]]]] = {
    "background": _expand_background,
    "font": _expand_font,
    "margin": _expand_sides("margin-{}"),
    "inset": _expand_sides("{}"),
}
_LONGHANDS: Mapping[str, tuple[str, ...]] = {
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
# CSS Display 3 and 4, with the older words that browsers still take.
_DISPLAY = re.compile(
    r"none|contents|flow|block|inline|run-in|list-item|flow-root|math|-webkit-(?:inline-)?(?:box|flex)"
    r"|(?:inline-)?(?:block|flex|grid|table|grid-lanes)|(?:table|ruby)(?:-[a-z-]+)?"
)


def is_display(value: str) -> bool:
    """Tell whether browsers know a value of `display`."""
    return all(_DISPLAY.fullmatch(word) or word in WIDE_KEYWORDS for word in value.split())


_VALIDATORS: Mapping[str, Callable[[str], bool]] = {
    "display": is_display,
    "color": _is_colour,
    "background-color": _is_colour,
    "font-size": is_font_size,
    "font-weight": _is_weight,
    "line-height": _is_line_height,
    "letter-spacing": _is_spacing,
    "word-spacing": lambda value: value == "normal" or is_length(value),
    "visibility": frozenset({"visible", "hidden", "collapse"}).__contains__,
    "position": frozenset({"static", "relative", "absolute", "fixed", "sticky", "-webkit-sticky"}).__contains__,
    "float": frozenset({"left", "right", "none", "inline-start", "inline-end"}).__contains__,
    "text-align": frozenset({
        "left", "right", "center", "justify", "start", "end", "match-parent", "justify-all", "-webkit-center", "-webkit-left", "-webkit-right",
    }).__contains__,
}  # fmt: skip
