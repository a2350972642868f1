"""What a browser's own style sheet and the old presentational attributes declare. Source: HTML, "Rendering"."""

from collections.abc import Mapping
from functools import lru_cache

from curbcut.documents.colours import parse_legacy_colour
from curbcut.documents.html.declarations import Declaration, Declarations, parse_declarations

_BY_TAG: Mapping[str, Declarations] = {
    tag: parse_declarations(text)
    for tags, text in {
        "b strong": "font-weight: bolder",
        "th": "font-weight: bold",
        "h1": "font-size: 2em; font-weight: bold",
        "h2": "font-size: 1.5em; font-weight: bold",
        "h3": "font-size: 1.17em; font-weight: bold",
        "h4": "font-weight: bold",
        "h5": "font-size: 0.83em; font-weight: bold",
        "h6": "font-size: 0.67em; font-weight: bold",
        "small sub sup": "font-size: smaller",
        "big": "font-size: larger",
        "rt": "font-size: 50%",
        # A fixed-width family alone makes 16 pixels 13 in every browser.
        "code kbd samp tt pre listing plaintext xmp": "font-size: 0.8125em",
        "mark": "color: black; background-color: yellow",
        "dialog": "color: black; background-color: white",
        "button": "color: black; background-color: #efefef; font-size: 13.3333px; font-weight: normal",
        "input select textarea": "color: black; background-color: white; font-size: 13.3333px; font-weight: normal",
        "marquee": "text-align: start",
        # What it holds is for assistive technology alone (HTML, "The canvas element").
        "canvas": "opacity: 0",
        # Text in a drawing stands on what is drawn.
        "svg:foreignObject": "background-image: url()",
    }.items()
    for tag in tags.split()
}
"""A browser's own declarations that colour, size and weight of text hang on."""

_FONT_STEPS = {1: "x-small", 2: "small", 3: "medium", 4: "large", 5: "x-large", 6: "xx-large", 7: "xxx-large"}
_ALIGNED = frozenset(
    {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "tr", "tbody", "thead", "tfoot", "table"}
)
_BACKED = frozenset({"body", "table", "thead", "tbody", "tfoot", "tr", "td", "th"})

STYLED_TAGS = frozenset(_BY_TAG) | {"a"}
"""Tags whose elements differ from the text around them without any attribute."""
HINT_ATTRIBUTES = frozenset({"color", "size", "bgcolor", "background", "text", "align", "hidden", "visibility"})
"""Old attributes, and one of SVG's, that stand for declarations."""


def declarations_of_tag(tag: str) -> Declarations | None:
    """Return what the browser declares for every element of a tag; `None` for most."""
    return _BY_TAG.get(tag)


def hints_of(tag: str, attributes: Mapping[str, str]) -> Declarations | None:
    """Return what an element's old attributes declare; `None` when none of them does."""
    declared: dict[str, Declaration] = {}
    if tag == "font":
        _put_colour(declared, "color", attributes.get("color"))
        size = _font_size(attributes.get("size", ""))
        if size is not None:
            declared["font-size"] = Declaration(size)
    if tag in _BACKED:
        _put_colour(declared, "background-color", attributes.get("bgcolor"))
        if attributes.get("background", "").strip():
            declared["background-image"] = Declaration("url()")
    if tag == "body":
        _put_colour(declared, "color", attributes.get("text"))
    if tag in _ALIGNED and attributes.get("align", "").strip().lower() == "justify":
        declared["text-align"] = Declaration("justify")
    if tag.startswith("svg") and (visibility := attributes.get("visibility")):
        declared["visibility"] = Declaration(visibility)
    return declared or None


def _put_colour(declared: dict[str, Declaration], name: str, value: str | None) -> None:
    if value is not None and (colour := parse_legacy_colour(value)) is not None:
        declared[name] = Declaration(colour.hex.lower())


@lru_cache(maxsize=64)
def _font_size(text: str) -> str | None:
    # HTML, "rules for parsing a legacy font size".
    value = text.strip()
    sign, digits = (value[0], value[1:]) if value[:1] in {"+", "-"} else ("", value)
    number = ""
    for char in digits[:3]:
        if not ("0" <= char <= "9"):
            break
        number += char
    if not number:
        return None
    step = int(number) if not sign else 3 + int(sign + number)
    return _FONT_STEPS[min(max(step, 1), 7)]
