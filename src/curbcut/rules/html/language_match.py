"""Whether the language that is declared is the one that a text is written in."""

import re
from collections.abc import Iterator

from curbcut.documents.html.document import HtmlDocument
from curbcut.documents.html.elements import Element
from curbcut.documents.html.tree import NO_ATTRIBUTES
from curbcut.documents.language import FILLER, LONGEST_TEXT, Detection, detect, may_be_same
from curbcut.documents.place import Place
from curbcut.rules.rule import Check, Outcome, Rule, Severity, Verdict
from curbcut.standards import wcag

LEAST_PAGE_LETTERS = 200
"""Letters from which on the language of a page is told."""
SURE = 0.97
"""Confidence from which on a difference is a failure."""
_LEAST_PART_CHARACTERS = 100
_LEAST_PART_CONFIDENCE = 0.95
"""Of 34 passages on real pages, the three that the detector was less sure of were English with names and code in it."""
_MOST_PARTS = 40
"""Paragraphs of one page that are given to the detector."""
_HOME_CHARACTERS = 240
_HOME_SHARE, _LEAST_HOME_WORDS = 0.08, 4
"""Share and number of a language's commonest words in the first 240 characters from which on a text is surely in it; the
number alone in the first half of them."""
_OTHER_SCRIPTS = "am ar be bg bn el fa gu he hi hy ja ka kk km kn ko ky lo mk ml mn mr my ne pa ps ru sd si sr ta te tg th uk ur yi zh"
_NOT_LATIN = frozenset(_OTHER_SCRIPTS.split())
_LAST_LATIN, _SCRIPT_SHARE = "\u024f", 0.25
"""A quarter of letters in another script than Latin, and no Latin language is what the text is in."""
_HAN, _KANA, _HAN_SHARE = re.compile(r"[\u4e00-\u9fff]"), re.compile(r"[\u3040-\u30ff]"), 0.25

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
_LEAST_FILLER_WORDS = 2
_FILLER_WORDS = frozenset({
    "adipiscing", "aliquam", "bibendum", "condimentum", "consectetur", "curabitur", "dapibus", "eleifend", "imperdiet", "ipsum",
    "lobortis", "lorem", "maecenas", "pellentesque", "phasellus", "pulvinar", "scelerisque", "sollicitudin", "suspendisse",
    "tincidunt", "ullamcorper", "vehicula", "vestibulum", "volutpat", "vulputate",
})  # fmt: skip
"""Words of the filler text “Lorem ipsum”, few of which are found in Latin that says something."""
_COMMON_WORDS = {language: frozenset(words.split()) for language, words in _COMMON.items()}


class _Passage:
    """A text with the language that is declared for it."""

    __slots__ = ("declared", "element", "text")

    def __init__(self, element: Element, declared: str, text: str) -> None:
        self.element = element
        self.declared = declared
        self.text = text

    @property
    def place(self) -> Place:
        """Where the element is."""
        return self.element.place


def _pages(document: HtmlDocument) -> Iterator[_Passage]:
    declared = _primary(document.root.get("lang"))
    if not document.is_whole_page or not declared:
        return
    # Passages with a language of their own speak for themselves.
    own, blocks = _own_languages(document), document.blocks
    text = _beginning_of(
        [text for index, text in zip(blocks.indexes, blocks.texts, strict=True) if index not in own]
        if own
        else blocks.texts
    )
    beginning = text[: 3 * LEAST_PAGE_LETTERS]
    # Whole words first, since a look at every letter costs more than all else here.
    if (
        sum(map(len, filter(str.isalpha, beginning.split()))) >= LEAST_PAGE_LETTERS
        or sum(map(str.isalpha, beginning)) >= LEAST_PAGE_LETTERS
    ):
        yield _Passage(document.root, declared, text)


def _beginning_of(texts: list[str]) -> str:
    """Return the first texts, of which there are enough for the detector."""
    kept: list[str] = []
    characters = 0
    for text in texts:
        kept.append(text)
        characters += len(text)
        if characters > LONGEST_TEXT:
            break
    return "\n".join(kept)


def _is_page_as_declared(page: _Passage) -> Verdict:
    if _is_at_home(page.text, page.declared):
        return _SAME
    found = detect(page.text)
    if found is None or may_be_same(found.language, page.declared) or _is_mistaken(found, page.declared, page.text):
        return _SAME
    facts = {"declared": page.declared, "detected": found.language}
    is_sure = found.confidence >= SURE and found.letters >= LEAST_PAGE_LETTERS
    return Verdict(Outcome.FAILED, "other", facts) if is_sure else Verdict(Outcome.CANT_TELL, "unsure", facts)


def _parts(document: HtmlDocument) -> Iterator[_Passage]:
    page = _primary(document.root.get("lang")) or _primary(document.context.language)
    languages = _own_languages(document)
    given = 0
    tags, blocks = document.tree.tags, document.blocks
    for index, text in zip(blocks.indexes, blocks.texts, strict=True):
        if len(text) < _LEAST_PART_CHARACTERS or tags[index] in {"pre", "title"}:
            continue
        own = languages.get(index)
        declared = page if own is None else own
        if not declared or (own is None and _is_at_home(text, declared)):
            continue
        given += 1
        if given > _MOST_PARTS:
            return
        yield _Passage(document.elements.at(index), declared, text)


def _is_part_as_declared(part: _Passage) -> Verdict:
    if _is_at_home(part.text, part.declared) or _is_mixed(part):
        return _SAME
    found = detect(part.text)
    if found is None or found.confidence < _LEAST_PART_CONFIDENCE or may_be_same(found.language, part.declared):
        return _SAME
    if _is_mistaken(found, part.declared, part.text):
        return _SAME
    return Verdict(Outcome.CANT_TELL, "other", {"declared": part.declared, "detected": found.language})


def _is_at_home(text: str, declared: str) -> bool:
    if declared == "zh":
        # The detector takes Chinese with foreign names in it for Japanese or Marathi; the script is surer.
        beginning = text[:_HOME_CHARACTERS]
        letters = sum(map(str.isalpha, beginning))
        return len(_HAN.findall(beginning)) >= _HAN_SHARE * letters and _KANA.search(beginning) is None
    common = _COMMON_WORDS.get(declared)
    if common is None:
        return False
    # Different common words, not all of them. Most texts have enough in their first line or two.
    if len(common.intersection(text[: _HOME_CHARACTERS // 2].lower().split())) >= _LEAST_HOME_WORDS:
        return True
    words = text[:_HOME_CHARACTERS].lower().split()
    return len(common.intersection(words)) >= max(_LEAST_HOME_WORDS, _HOME_SHARE * len(words))


def _is_mistaken(found: Detection, declared: str, text: str) -> bool:
    """Tell whether the text is filler, or in another script than the language found: English terms amid it mislead the detector."""
    if declared in _NOT_LATIN and found.language not in _NOT_LATIN:
        letters = [letter for letter in text[:LONGEST_TEXT] if letter.isalpha()]
        return sum(letter > _LAST_LATIN for letter in letters) >= _SCRIPT_SHARE * len(letters)
    return _is_filler(found, text)


def _is_filler(found: Detection, text: str) -> bool:
    if found.language != FILLER:
        return False
    words = text.lower().replace(".", " ").replace(",", " ").split()
    return len(_FILLER_WORDS.intersection(words)) >= _LEAST_FILLER_WORDS


def _is_mixed(passage: _Passage) -> bool:
    """Tell whether most of the text is marked as being in a language of its own."""
    marked = sum(
        len(inner.text)
        for inner in passage.element.descendants()
        if "lang" in inner.attributes and _primary(inner.get("lang")) != passage.declared
    )
    return marked * 2 > len(passage.text)


def _own_languages(document: HtmlDocument) -> dict[int, str]:
    """Return the language that elements or those around them inside the page declare, by the index of the element."""
    found: dict[int, str] = {}
    tree = document.tree
    end = 0
    for index in tree.by_attribute.get("lang", ()):
        # The outermost one with a language covers those inside, which then have their own.
        if index and index >= end:
            end = tree.ends[index]
            for inner in range(index, end):
                declared = tree.attributes.get(inner, NO_ATTRIBUTES).get("lang")
                found[inner] = found[tree.parents[inner]] if declared is None else _primary(declared)
    return found


def _primary(tag: str | None) -> str:
    primary = (tag or "").strip().lower().replace("_", "-").partition("-")[0]
    return primary if 2 <= len(primary) <= 3 and primary.isalpha() else ""


CHECKS = (
    Check(PAGE_LANGUAGE_DIFFERS, _pages, _is_page_as_declared),
    Check(PART_LANGUAGE_DIFFERS, _parts, _is_part_as_declared),
)
