"""Reads a Word document: its parts in the order in which people meet them."""

from collections.abc import Callable

from lxml import etree

from curbcut.documents.colours import WHITE, Colour
from curbcut.documents.errors import MalformedDocumentError
from curbcut.documents.office.folding import WORD
from curbcut.documents.office.model import Content
from curbcut.documents.office.names import W, is_on
from curbcut.documents.office.package import Package
from curbcut.documents.office.theme import Palette, Theme
from curbcut.documents.office.word.story import Story
from curbcut.documents.office.word.styles import Colours, Styles

_MAIN_TYPES = ("header", "footer", "footnotes", "endnotes")


def read_word(package: Package, main: str) -> Content:
    """Read everything that rules ask of a Word document.

    Raises:
        MalformedDocumentError: The main part is no Word document, or a needed part is damaged.
    """
    root, folds = package.folded(main, WORD)
    body = None if root is None else root.find(W + "body")
    if root is None or body is None:
        raise MalformedDocumentError("The file is damaged: it has no document in it.")
    theme_part = package.related(main, "theme")
    theme = Theme(package.xml(theme_part) if theme_part else None)
    settings_part = package.related(main, "settings")
    settings = package.xml(settings_part) if settings_part else None
    mapping = _mapping(settings)
    colours = Colours(theme, mapping, has_theme=theme_part is not None)
    styles_part = package.related(main, "styles")
    styles = Styles(package.xml(styles_part) if styles_part else None, colours)
    content = Content()
    story = Story(content, styles, Palette(theme, _drawing_map(mapping)), _page(root, settings, colours))
    story.part = main
    story.walk(body, _targets(package, main), folds, is_main=True)
    for part in _other_stories(package, main):
        other, folds = package.folded(part, WORD)
        if other is not None:
            story.part, story.heading = part, ""
            story.walk(other, _targets(package, part), folds, is_main=False)
    return content


def _other_stories(package: Package, main: str) -> list[str]:
    found = [
        each.target
        for each in package.relationships(main).values()
        if each.kind in _MAIN_TYPES and not each.is_external
    ]
    return list(dict.fromkeys(found))


def _targets(package: Package, part: str) -> Callable[[str], str]:
    relationships = package.relationships(part)

    def target_of(relationship_id: str) -> str:
        found = relationships.get(relationship_id)
        return "" if found is None else found.target

    return target_of


def _mapping(settings: etree._Element | None) -> dict[str, str]:
    element = None if settings is None else settings.find(W + "clrSchemeMapping")
    return {} if element is None else {str(key).rpartition("}")[2]: str(value) for key, value in element.attrib.items()}


def _drawing_map(mapping: dict[str, str]) -> dict[str, str]:
    """Return the same mapping under the names that drawings use."""
    slots = {"dark1": "dk1", "light1": "lt1", "dark2": "dk2", "light2": "lt2"}
    pairs = {"bg1": ("bg1", "light1"), "tx1": ("t1", "dark1"), "bg2": ("bg2", "light2"), "tx2": ("t2", "dark2")}
    return {name: slots.get(mapping.get(key, usual), key) for name, (key, usual) in pairs.items()}


def _page(root: etree._Element, settings: etree._Element | None, colours: Colours) -> Colour:
    background = root.find(W + "background")
    if background is None or settings is None or not is_on(settings.find(W + "displayBackgroundShape")):
        return WHITE
    return colours.of(background, "color") or WHITE
