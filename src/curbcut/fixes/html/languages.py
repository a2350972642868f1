"""Languages: of a page, and of a part of it."""

from curbcut.documents.html import Element
from curbcut.documents.language import detect
from curbcut.fixes.fix import Fix, Question
from curbcut.fixes.html.editing import Patch, on_element, proposing, with_attribute, without_attribute

_LANGUAGE = Question(kind="language", label="In which language is the text?")
_LONGEST_SAMPLE = 3000


def _set(element: Element, language: str) -> list[Patch]:
    if element.spans is None and element.parent is None:
        start = _behind_the_doctype(element.document.source)
        return [Patch(start, start, f'<html lang="{language}">')]
    patches = [with_attribute(element, "lang", language)]
    if "xml:lang" in element.attributes:
        patches.append(with_attribute(element, "xml:lang", language))
    return patches


def _behind_the_doctype(source: str) -> int:
    start = source.lower().find("<!doctype")
    return source.find(">", start) + 1 if start >= 0 else 0


def _remove(element: Element, _answer: str) -> list[Patch]:
    return [*without_attribute(element, "lang"), *without_attribute(element, "xml:lang")]


def _detected(element: Element) -> str | None:
    found = detect(" ".join(element.text[: 4 * _LONGEST_SAMPLE].split())[:_LONGEST_SAMPLE])
    if found is not None:
        return found.language
    return element.document.context.language


def _detected_on_page(root: Element) -> str | None:
    body = root.document.body
    return _detected(root if body is None else body)


FIXES = (
    Fix(
        id="set-language",
        title="Say in which language it is",
        kinds=("html",),
        asks=_LANGUAGE,
        make=on_element(_set),
        propose=proposing(_detected),
    ),
    Fix(id="remove-language", title="Take the language away", kinds=("html",), make=on_element(_remove)),
    Fix(
        id="set-page-language",
        title="Say in which language the page is",
        kinds=("html",),
        asks=_LANGUAGE,
        make=on_element(_set),
        propose=proposing(_detected_on_page),
    ),
)
