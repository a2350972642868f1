"""Languages: is the page's language declared, and are declared languages real?"""

from collections.abc import Iterator

from curbcut.documents.html import Element, HtmlDocument
from curbcut.documents.html.texts import FALLING_BACK
from curbcut.rules.rule import Check, Outcome, Rule, Severity, Verdict
from curbcut.standards import language_tags, wcag
from curbcut.standards.spaces import ASCII_WHITESPACE

_UNKNOWN_MESSAGE = "No language has the tag “{tag}”."
_SPACED_MESSAGE = "A blank stands beside the language tag “{tag}”; take it out, or the language may not be heard."
PAGE_WITHOUT_LANGUAGE = Rule(
    id="html-page-without-language",
    title="Page does not say which language it is in",
    requirement=wcag.LANGUAGE_OF_PAGE,
    act_rules=("b5c3f8",),
    severity=Severity.MINOR,
    messages={
        "declared": "The page says which language it is in.",
        "absent": "The page has no lang attribute on its html element.",
        "blank": "The lang attribute of the page is empty.",
    },
    fixes=("set-page-language",),
    export_name="HtmlHasLang",
)
PAGE_LANGUAGE_INVALID = Rule(
    id="html-page-language-invalid",
    title="Page names a language that does not exist",
    requirement=wcag.LANGUAGE_OF_PAGE,
    act_rules=("bf051a",),
    severity=Severity.MINOR,
    messages={"known": "The page's language tag is known.", "unknown": _UNKNOWN_MESSAGE, "spaced": _SPACED_MESSAGE},
    fixes=("set-page-language",),
    export_name="HtmlHasLang",
)
PAGE_LANGUAGES_DIFFER = Rule(
    id="html-page-languages-differ",
    title="Page declares two languages",
    requirement=wcag.LANGUAGE_OF_PAGE,
    act_rules=("5b7ae0",),
    severity=Severity.MINOR,
    messages={
        "same": "The lang and xml:lang attributes name the same language.",
        "different": "The lang attribute says “{tag}”, the xml:lang attribute says “{other}”.",
    },
    fixes=("set-page-language",),
    export_name="HtmlHasLang",
)
PART_LANGUAGE_INVALID = Rule(
    id="html-part-language-invalid",
    title="Part of the text names a language that does not exist",
    requirement=wcag.LANGUAGE_OF_PARTS,
    act_rules=("de46e4",),
    severity=Severity.MINOR,
    messages={"known": "The language tag is known.", "unknown": _UNKNOWN_MESSAGE, "spaced": _SPACED_MESSAGE},
    fixes=("set-language", "remove-language"),
)

_DECLARED = Verdict(Outcome.PASSED, "declared")
_ABSENT = Verdict(Outcome.FAILED, "absent")
_BLANK = Verdict(Outcome.FAILED, "blank")
_KNOWN = Verdict(Outcome.PASSED, "known")
_SAME = Verdict(Outcome.PASSED, "same")
_WITH_FALLBACK = FALLING_BACK - {"canvas", "object"}
"""Elements whose text is for old browsers only. That of a canvas is in the accessibility tree, that of an object without data is shown."""


def _whole_pages(document: HtmlDocument) -> Iterator[Element]:
    if document.is_whole_page:
        yield document.root


def _declares_a_language(root: Element) -> Verdict:
    language = root.get("lang")
    if language is None:
        return _ABSENT
    return _DECLARED if language.strip(ASCII_WHITESPACE) else _BLANK


def _pages_with_language(document: HtmlDocument) -> Iterator[Element]:
    return (root for root in _whole_pages(document) if (root.get("lang") or "").strip(ASCII_WHITESPACE))


def _is_known(element: Element) -> Verdict:
    tag = element.attributes["lang"]
    if not language_tags.is_known(tag):
        return Verdict(Outcome.FAILED, "unknown", {"tag": tag[:40]})
    # To the letter of ACT and BCP 47 it is no tag; axe-core and some assistive technologies read it all the same.
    bare = tag.strip()
    return _KNOWN if bare == tag else Verdict(Outcome.CANT_TELL, "spaced", {"tag": bare[:40]})


def _pages_with_two_languages(document: HtmlDocument) -> Iterator[Element]:
    for root in _pages_with_language(document):
        if root.get("xml:lang") and language_tags.is_known(root.attributes["lang"]):
            yield root


def _are_the_same(root: Element) -> Verdict:
    tag, other = root.attributes["lang"], root.attributes["xml:lang"]
    if language_tags.primary_subtag(tag) == language_tags.primary_subtag(other):
        return _SAME
    return Verdict(Outcome.FAILED, "different", {"tag": tag[:40], "other": other[:40]})


def _parts_with_language(document: HtmlDocument) -> Iterator[Element]:
    body = document.body
    if body is None:
        return
    for element in document.with_attribute("lang"):
        if (
            element.attributes["lang"]
            and element.is_html
            and element.index >= body.index
            and _has_text_of_its_own(element)
        ):
            yield element


def _has_text_of_its_own(part: Element) -> bool:
    """Tell whether anything is seen or heard in the part's language, and not in one declared further inside."""
    elements = part.document.elements
    index = part.index
    while index < part.end:
        element = elements[index]
        if index > part.index and element.get("lang"):
            index = element.end
            continue
        if element.is_visible and _shows_text_of_its_own(element):
            return True
        if element.attributes and element.is_included_in_accessibility_tree and element.accessible_name:
            return True
        index += 1
    return False


def _shows_text_of_its_own(element: Element) -> bool:
    if element.tag in _WITH_FALLBACK or (element.tag == "object" and element.get("data")):
        return False
    return any(isinstance(child, str) and not child.isspace() for child in element.children)


CHECKS = (
    Check(PAGE_WITHOUT_LANGUAGE, _whole_pages, _declares_a_language),
    Check(PAGE_LANGUAGE_INVALID, _pages_with_language, _is_known),
    Check(PAGE_LANGUAGES_DIFFER, _pages_with_two_languages, _are_the_same),
    Check(PART_LANGUAGE_INVALID, _parts_with_language, _is_known, needs=frozenset({"[lang]"})),
)
