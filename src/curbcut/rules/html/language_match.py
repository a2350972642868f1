"""Whether the language that is declared is the one that a text is written in."""

from collections.abc import Iterator
from typing import NamedTuple

from curbcut.documents.html.document import HtmlDocument
from curbcut.documents.html.elements import Element
from curbcut.documents.language import detect, may_be_same
from curbcut.documents.place import Place
from curbcut.rules.rule import Check, Outcome, Rule, Severity, Verdict
from curbcut.standards import wcag

LEAST_PAGE_LETTERS = 200
"""Letters from which on the language of a page is told."""
SURE = 0.97
"""Confidence from which on a difference is a failure."""
_LEAST_PART_CHARACTERS = 100
_MOST_PARTS = 40
"""Paragraphs of one page that are given to the detector."""
_HOME_CHARACTERS = 240
_HOME_SHARE, _LEAST_HOME_WORDS = 0.08, 4
"""Share and number of a language's commonest words in the first 240 characters from which on a text is surely in it."""

PAGE_LANGUAGE_DIFFERS = Rule(
    id="html-language-differs",
    title="Page is in another language than declared",
    requirement=wcag.LANGUAGE_OF_PAGE,
    severity=Severity.MINOR,
    messages={
        "same": "The page is in the language that it declares.",
        "other": "The page declares the language “{declared}” but is written in “{detected}”.",
        "unsure": "The page declares the language “{declared}” and seems to be written in “{detected}”.",
    },
    fixes=("set-language",),
)
PART_LANGUAGE_DIFFERS = Rule(
    id="html-language-of-part-differs",
    title="Passage is in another language than declared",
    requirement=wcag.LANGUAGE_OF_PARTS,
    severity=Severity.MINOR,
    messages={
        "same": "The passage is in the language that it declares.",
        "other": "The passage seems to be written in “{detected}”, while “{declared}” is declared for it.",
    },
    fixes=("set-language",),
)

_SAME = Verdict(Outcome.PASSED, "same")
_COMMON = {
    "en": "the of and to in is that for it as with on be are this by was from at or an not have but they you which we can will their",
    "es": "de la que el en y los se del las por un para con una su al lo como más o pero sus le ha este entre es son",
    "fr": "de la le et les des en un du une que est pour qui dans par plus pas au sur ne se ce sont avec il sa ou comme",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach",
    "pt": "de a o que e do da em um para com não uma os no se na por mais as dos como mas ao ele das à seu sua ou são",
    "it": "di che e la il un a per in una sono mi si lo ma ho con del non le da i della come è più al alla dei nel",
    "nl": "de het een van en in is dat op te zijn met voor niet aan er om ook als dan maar bij of uit nog door over naar worden",
}  # fmt: skip
_COMMON_WORDS = {language: frozenset(words.split()) for language, words in _COMMON.items()}


class _Passage(NamedTuple):
    """A text with the language that is declared for it."""

    element: Element
    declared: str
    text: str

    @property
    def place(self) -> Place:
        """Where the element is."""
        return self.element.place


def _pages(document: HtmlDocument) -> Iterator[_Passage]:
    declared = _primary(document.root.get("lang"))
    if not document.is_whole_page or not declared:
        return
    # Passages with a language of their own speak for themselves.
    own = _own_languages(document)
    blocks = [block for block in document.blocks if own[block.element.index] is None]
    text = "\n".join(block.text for block in blocks if block.element.tag != "head")
    if sum(map(str.isalpha, text[: 3 * LEAST_PAGE_LETTERS])) >= LEAST_PAGE_LETTERS:
        yield _Passage(document.root, declared, text)


def _is_page_as_declared(page: _Passage) -> Verdict:
    if _is_at_home(page.text, page.declared):
        return _SAME
    found = detect(page.text)
    if found is None or may_be_same(found.language, page.declared):
        return _SAME
    facts = {"declared": page.declared, "detected": found.language}
    is_sure = found.confidence >= SURE and found.letters >= LEAST_PAGE_LETTERS
    return Verdict(Outcome.FAILED, "other", facts) if is_sure else Verdict(Outcome.CANT_TELL, "unsure", facts)


def _parts(document: HtmlDocument) -> Iterator[_Passage]:
    page = _primary(document.root.get("lang")) or _primary(document.context.language)
    languages = _own_languages(document)
    given = 0
    for block in document.blocks:
        if len(block.text) < _LEAST_PART_CHARACTERS or block.element.tag in {"pre", "title"}:
            continue
        own = languages[block.element.index]
        declared = page if own is None else own
        if not declared or (own is None and _is_at_home(block.text, declared)):
            continue
        given += 1
        if given > _MOST_PARTS:
            return
        yield _Passage(block.element, declared, block.text)


def _is_part_as_declared(part: _Passage) -> Verdict:
    if _is_at_home(part.text, part.declared) or _is_mixed(part):
        return _SAME
    found = detect(part.text)
    if found is None or may_be_same(found.language, part.declared):
        return _SAME
    return Verdict(Outcome.CANT_TELL, "other", {"declared": part.declared, "detected": found.language})


def _is_at_home(text: str, declared: str) -> bool:
    common = _COMMON_WORDS.get(declared)
    if common is None:
        return False
    beginning = text[:_HOME_CHARACTERS]
    # Different common words, not all of them: counting sets is what keeps this cheap. The first half nearly always
    # has enough of them for the whole, whose words are no more than its blanks and line ends and one.
    half = common.intersection(beginning[: _HOME_CHARACTERS // 2].lower().split()[:-1])
    if len(half) >= max(_LEAST_HOME_WORDS, _HOME_SHARE * (beginning.count(" ") + beginning.count("\n") + 1)):
        return True
    words = beginning.lower().split()
    return len(common.intersection(words)) >= max(_LEAST_HOME_WORDS, _HOME_SHARE * len(words))


def _is_mixed(passage: _Passage) -> bool:
    """Tell whether most of the text is marked as being in a language of its own."""
    marked = sum(
        len(inner.text)
        for inner in passage.element.descendants()
        if "lang" in inner.attributes and _primary(inner.get("lang")) != passage.declared
    )
    return marked * 2 > len(passage.text)


def _own_languages(document: HtmlDocument) -> list[str | None]:
    """Return, for every element, the language that it or one around it inside the page declares."""
    if all(element is document.root for element in document.with_attribute("lang")):
        return [None] * len(document.elements)
    found: list[str | None] = [None]
    for element in document.elements[1:]:
        declared = element.get("lang")
        inherited = found[element.parent.index] if element.parent is not None else None
        found.append(inherited if declared is None else _primary(declared))
    return found


def _primary(tag: str | None) -> str:
    primary = (tag or "").strip().lower().replace("_", "-").partition("-")[0]
    return primary if 2 <= len(primary) <= 3 and primary.isalpha() else ""


CHECKS = (
    Check(PAGE_LANGUAGE_DIFFERS, _pages, _is_page_as_declared),
    Check(PART_LANGUAGE_DIFFERS, _parts, _is_part_as_declared),
)
