"""CSS declarations: a `style` attribute to longhand properties, invalid ones dropped as a browser drops them."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

import tinycss2

from curbcut.documents.colours import parse_colour
from curbcut.documents.html.lengths import is_font_size, is_length
from curbcut.documents.html.shorthands import LONGHANDS, SHORTHANDS
from curbcut.documents.html.values import WIDE_KEYWORDS, is_computed, is_weight

_PIECE = re.compile(r"""(?:[^;()"']|\([^()]*\)|"[^"]*"|'[^']*')+""")
_IMPORTANT = re.compile(r"!\s*important$")
_UNSAFE = re.compile(r"[\\{}@]|/\*|\([^()]*\(")
_TOO_DEEP = "var()"
"""Stands for a value with hundreds of parentheses in one another: like one that is worked out from something outside itself."""
_LONG_NUMBER, _MOST_DIGITS = re.compile(r"\d{300,}"), "9" * 300


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
        for longhand in LONGHANDS.get(name, (name,)):
            yield longhand, value
    elif (expander := SHORTHANDS.get(name)) is not None:
        yield from expander(value)
    elif (accepts := _VALIDATORS.get(name)) is None or accepts(value) or is_computed(value):
        yield name, value


def _is_colour(value: str) -> bool:
    return parse_colour(value) is not None


def _is_line_height(value: str) -> bool:
    return value == "normal" or (is_length(value) and not value.startswith("-"))


def _is_spacing(value: str) -> bool:
    return value == "normal" or (is_length(value) and not value.endswith("%"))


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
    "font-weight": is_weight,
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
