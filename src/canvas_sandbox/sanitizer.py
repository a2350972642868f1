"""Drops from HTML, silently, what Canvas does not keep (contract 11, "Sanitizer").

What is dropped is cut out of the source, the rest keeps its bytes. Cutting may join two halves to a new tag, so the
result is looked at again until nothing is left to cut.
"""

import re
from collections.abc import Collection, Iterator

from canvas_sandbox import allowed_html
from canvas_sandbox.markup import Attribute, Edit, Remark, Tag, apply, markup

ROUNDS = 8
"""HTML that still needs cutting after so many rounds is built to resist it, and is shown as text."""

_DECLARATION = re.compile(r"\s*(?P<property>[-\w]+)\s*:\s*(?P<value>(?:[^;\"'(]|\"[^\"]*\"|'[^']*'|\([^)]*\))*)")
_STYLE_FUNCTION = re.compile(r"([a-z-]*)\(", re.IGNORECASE)
_STYLE_FUNCTIONS = frozenset(
    {"url", "rgb", "rgba", "hsl", "hsla", "calc", "var", "repeat", "minmax", "linear-gradient"}
)
_STYLE_ADDRESS = re.compile(r"url\(([^)]*)\)", re.IGNORECASE)
_WEB = frozenset({"http", "https"})
_WHITE_SPACE = "\t\n\f\r "
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_INVISIBLE = re.compile(r"[\x00-\x20\u00ad\u200b-\u200f\u2028-\u202e\ufeff]+")


def sanitize(html: str, drops: Collection[str] = ()) -> str:
    """Return the HTML that Canvas would store.

    Args:
        html: What a client sent.
        drops: Further elements (`mark`) or attributes (`td headers`, or `loading` of any element) to drop.
    """
    for _ in range(ROUNDS):
        edits = list(_cuts(html, frozenset(drops)))
        if not edits:
            return html
        html = apply(html, edits)
    return html.replace("<", "&lt;")


def _cuts(html: str, drops: frozenset[str]) -> Iterator[Edit]:
    inside: Tag | None = None  # a script or style whose end has not come
    frame: Tag | None = None
    for item in markup(html):
        yield from _frame_cuts(html, frame, item.start)
        frame = item if isinstance(item, Tag) and item.name == "iframe" and not item.is_end else None
        if isinstance(item, Remark):
            # Comments stay, except those that some parsers end elsewhere than others.
            if inside is None and not html.startswith("<!--", item.start):
                yield Edit(item.start, item.end, "")
        elif inside is not None:
            if item.is_end and item.name == inside.name:
                yield Edit(inside.start, item.end, "")
                inside = None
        elif not item.is_end and item.name in allowed_html.REMOVED_WITH_CONTENT:
            inside = item
        elif item.name not in allowed_html.ELEMENTS or item.name in drops:
            yield Edit(item.start, item.end, "")
        else:
            yield from _attribute_cuts(html, item, drops)
    yield from _frame_cuts(html, frame, len(html))
    if inside is not None:
        yield Edit(inside.start, len(html), "")


def _frame_cuts(html: str, frame: Tag | None, end: int) -> Iterator[Edit]:
    """Cut markup out of an iframe: it is text there, but within `math` the same source would be elements."""
    if frame is not None and "<" in html[frame.end : end]:
        yield Edit(frame.end, end, "")


def _attribute_cuts(html: str, tag: Tag, drops: frozenset[str]) -> Iterator[Edit]:
    for attribute in tag.attributes:
        if attribute.is_double or not is_kept(tag.name, attribute, drops):
            start = attribute.start
            while html[start - 1] in _WHITE_SPACE:
                start -= 1
            yield Edit(start, attribute.end, "")
        elif attribute.name == "style":
            style = clean_style(attribute.value, drops)
            if style != attribute.value:
                yield Edit(attribute.start, attribute.end, f'style="{style}"'.replace("&", "&amp;"))


def is_kept(element: str, attribute: Attribute, drops: Collection[str] = ()) -> bool:
    """Say whether Canvas keeps an attribute of an element that it keeps."""
    name = attribute.name
    if name in drops or f"{element} {name}" in drops:
        return False
    known = (
        name in allowed_html.FOR_ALL
        or name.startswith("data-")
        or name in allowed_html.BY_ELEMENT.get(element, ())
        or (element in allowed_html.MATHML_ELEMENTS and name in allowed_html.MATHML_ATTRIBUTES)
    )
    schemes = allowed_html.PROTOCOLS.get((element, name))
    if element in allowed_html.MATHML_ELEMENTS and name == "href":
        schemes = allowed_html.PROTOCOLS["a", "href"]
    return known and (schemes is None or _has_scheme_of(attribute.value, schemes))


def _has_scheme_of(address: str, schemes: frozenset[str]) -> bool:
    """Say whether an address is relative or of one of the schemes, read as a browser reads it."""
    plain = _INVISIBLE.sub("", address)
    match = _SCHEME.match(plain)
    if match is None:
        return ":" not in re.split(r"[/?#]", plain, maxsplit=1)[0]
    return match[1].lower() in schemes


def clean_style(style: str, drops: Collection[str] = (), properties_dropped: Collection[str] = ()) -> str:
    """Return a `style` value without the declarations that are not kept; unchanged when all are.

    Args:
        style: The attribute's value.
        drops: Properties named here as `style position` are dropped too.
        properties_dropped: Further properties to drop.
    """
    declarations = [part for part in _declarations(style) if part.strip()]
    kept = [part for part in declarations if _is_kept_declaration(part, drops, properties_dropped)]
    if len(kept) == len(declarations):
        return style
    return "".join(f"{part.strip()}; " for part in kept).rstrip().replace('"', "'")


def _declarations(style: str) -> list[str]:
    """Split at semicolons that stand outside quotes and brackets."""
    parts, start, closing = [], 0, ""
    for position, character in enumerate(style):
        if closing:
            closing = "" if character == closing else closing
        elif character in "\"'(":
            closing = ")" if character == "(" else character
        elif character == ";":
            parts.append(style[start:position])
            start = position + 1
    return [*parts, style[start:]]


def _is_kept_declaration(declaration: str, drops: Collection[str], properties_dropped: Collection[str]) -> bool:
    match = _DECLARATION.fullmatch(declaration)
    if match is None or "\\" in declaration or "/*" in declaration:
        return False
    name = match["property"].lower()
    if not allowed_html.STYLE_PROPERTIES.match(name) or name in properties_dropped or f"style {name}" in drops:
        return False
    functions = {found.lower() for found in _STYLE_FUNCTION.findall(match["value"])}
    addresses = (address.strip("\"' \t\r\n") for address in _STYLE_ADDRESS.findall(match["value"]))
    return functions <= _STYLE_FUNCTIONS | {""} and all(_has_scheme_of(address, _WEB) for address in addresses)
