"""Styles that were derived before: courses dress their pages in the same few styles, so pages share what was computed.

A style depends on nothing but the page's initial style and the declarations on the way down, so that one derived for
one page is that of any other with the same way down. Pages with style sheets of their own share with nobody.
"""

from typing import TYPE_CHECKING

from curbcut.documents.colours import BLACK, WHITE, parse_colour
from curbcut.documents.html.style import Style
from curbcut.documents.html.surfaces import Surface

if TYPE_CHECKING:
    from curbcut.documents.context import Context
    from curbcut.documents.html.declarations import Declarations

MOST_SHARED_CHARACTERS = 2_000_000
"""Text of keys, with an allowance for each style, beyond which later pages begin anew: what is shared stays bounded."""
_STYLE_CHARACTERS = 500
_MOST_FAMILIES = 64


class StyleFamily:
    """Every style that was derived from one initial style.

    Attributes:
        initial: What the root element inherits.
        derived: The styles by how they came about: the identity of the parent's first, which is why they are all kept.
        size: What the keys and styles take, in characters.
    """

    def __init__(self, initial: Style) -> None:
        self.initial = initial
        self.derived: dict[tuple[object, ...], Style] = {}
        self.size = 0

    def keep(self, key: tuple[object, ...], style: Style) -> Style:
        """Keep a style and return the one to use, which is that of another thread if that was faster."""
        self.size += _STYLE_CHARACTERS + sum(len(part) for part in key if isinstance(part, str))
        return self.derived.setdefault(key, style)

    def beyond_markup(self, style: Style, inline: "Declarations") -> Style:
        """Return a style for an element that a style sheet out of reach may dress, save for what is declared inline."""
        key = (id(style), "background-color" in inline, "color" in inline)
        return self.derived.get(key) or self.keep(key, style.beyond_markup(inline))


_families: dict[tuple[str, str, str, bool], StyleFamily] = {}


def family_of(context: "Context", *, is_unread: bool, is_shared: bool) -> StyleFamily:
    """Return where the styles of a page come from.

    Args:
        context: Where the page comes from: an editor's body has the colours of its theme.
        is_unread: Whether style sheets are out of reach.
        is_shared: Whether nothing but the markup of its elements bears on its styles.
    """
    theme = context.theme
    is_body = context.origin == "editor"
    key = (theme.text, theme.background, theme.link, is_unread) if is_body else ("", "", "", is_unread)
    family = _families.get(key) if is_shared else None
    if family is None or family.size > MOST_SHARED_CHARACTERS:
        family = StyleFamily(_initial_style(*key))
        if is_shared:
            if len(_families) >= _MOST_FAMILIES:
                _families.clear()
            _families[key] = family
    return family


def _initial_style(text: str, background: str, link: str, is_unread: bool) -> Style:  # noqa: FBT001 - the parts of a key
    back = (parse_colour(background) or WHITE)._replace(alpha=1.0)
    surface = Surface(colours=(back,), beneath=(back,))
    colour = parse_colour(text) or BLACK
    # Canvas's own variables, which its editor brings along when text of a page is pasted.
    variables = {"--ic-brand-font-color-dark": text, "--ic-link-color": link} if text else {}
    if not is_unread:
        return Style(colour, surface, variables)
    style = Style(colour, surface.with_doubt("stylesheet"), variables)
    style.is_colour_certain = False
    style.font_size = None
    return style
