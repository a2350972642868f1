"""Directions that only those can follow who see colours, shapes and places."""

import re
from collections.abc import Callable, Iterator

from curbcut.documents.html.blocks import Block
from curbcut.documents.html.document import HtmlDocument
from curbcut.rules.rule import Check, Outcome, Rule, Severity, Verdict
from curbcut.standards import wcag

COLOUR_ONLY = Rule(
    id="html-colour-only",
    title="Colour may be the only mark",
    requirement=wcag.USE_OF_COLOR,
    severity=Severity.MINOR,
    messages={"colour": "“{words}”: those who do not see colours need another mark too."},
    fixes=("reword",),
)
SENSORY_WORDING = Rule(
    id="html-sensory-wording",
    title="Direction relies on shape or place",
    requirement=wcag.SENSORY_CHARACTERISTICS,
    severity=Severity.MINOR,
    messages={"place": "“{words}”: name what is meant too, for those who do not see where or what shape it is."},
    fixes=("reword",),
)

_COLOURS = (
    "red|green|blue|yellow|orange|purple|pink|grey|gray|brown|rojo|verde|azul|amarillo|naranja|rouge|vert|bleu|jaune|rot|roten?"
    "|gr[uü]ne?n?|blaue?n?|gelbe?n?|vermelho|amarelo|laranja"
)
_IN_COLOUR = re.compile(
    rf"(?:(?:in|are|is|marked|shown|highlighted|written|printed|coloured|colored|items|text|words|questions|terms|fields)\s+in"
    rf"|en(?: color)?|em|(?:marcad[oa]s?|resaltad[oa]s?|escrit[oa]s?) (?:en|em)|in)\s+(?:the colou?r\s+)?(?:{_COLOURS})"
    rf"(?:\s+(?:text|letters|font|type|ink|bold))?(?=[\s.,;:!?)]|$)"
    rf"|\b(?:the|all)\s+(?:{_COLOURS})\s+(?:text|words?|letters|items|questions|terms|button|link|box|line|bars?|cells?|rows?)\b"
    rf"|\b(?:rot|gr[uü]n|blau|gelb)\s+(?:markiert|hervorgehoben|gekennzeichnet|geschrieben)\w*",
    re.IGNORECASE,
)
_SHOWN_PLACE = re.compile(
    r"\b(?:the|this|see|click|use|press|in|on)\s+(?:the\s+)?(?:\w+\s+)?"
    r"(?:box|button|menu|link|column|panel|sidebar|icon|picture|image|diagram|figure|chart|table|list)\s+(?:on|at|to)\s+(?:the|your)\s+"
    r"(?:far\s+)?(?:left|right|top|bottom|upper|lower)\b"
    r"|\b(?:in|on|from|use|see|click)\s+the\s+(?:far\s+)?(?:left|right)(?:-hand)?\s+(?:column|sidebar|menu|panel|pane)\b"
    r"|\b(?:the|a)\s+(?:round|square|circular|triangular|rectangular|oval)\s+(?:button|icon|box|sign|image|link)\b"
    r"|\b(?:a la|al lado)\s+(?:izquierda|derecho|derecha|izquierdo)\b|\b(?:à|sur la)\s+(?:gauche|droite)\b|\bci-contre\b"
    r"|\b(?:kasten|feld|knopf|men[uü]|schaltfläche|bild|spalte)\s+(?:links|rechts|oben|unten)\b|\b(?:à|do lado)\s+(?:esquerd[ao]|direit[ao])\b",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\s(?!The\b|This\b|Your\b)[A-Z]\w+\s+"
    r"(?i:box|button|menu|link|column|panel|sidebar|icon|picture|image|diagram|figure|chart|table|list)\b"
)
"""“The Next button on the right”: its name is said beside its place (WCAG 1.3.3 is about directions with nothing else)."""
# What every match of the two holds. Looked for first, all at once: to try the two on every text of a page would cost
# more than all other rules together.
_COLOUR_WORDS = frozenset({
    "red", "green", "blue", "yellow", "orange", "purple", "pink", "grey", "gray", "brown", "rojo", "verde", "azul",
    "amarillo", "naranja", "rouge", "vert", "bleu", "jaune", "rot", "roten", "rote", "grun", "grune", "grunen", "grün",
    "grüne", "grünen", "blau", "blaue", "blauen", "gelb", "gelbe", "gelben", "vermelho", "amarelo", "laranja",
})  # fmt: skip
_PLACE_WORDS = frozenset({
    "left", "right", "top", "bottom", "upper", "lower", "round", "square", "circular", "triangular", "rectangular",
    "oval", "izquierda", "derecha", "izquierdo", "derecho", "gauche", "droite", "ci-contre", "links", "rechts",
    "oben", "unten", "esquerda", "direita", "esquerdo", "direito",
})  # fmt: skip


def _any_of(words: frozenset[str]) -> re.Pattern[str]:
    """Return a pattern for texts that hold one of some words; those alike in their first letter are tried together."""
    by_letter: dict[str, list[str]] = {}
    for word in sorted(words):
        by_letter.setdefault(word[0], []).append(re.escape(word[1:]))
    return re.compile(" (?:" + "|".join(f"{letter}(?:{'|'.join(rest)})" for letter, rest in by_letter.items()) + r")\b")


_TELLING = _any_of(_COLOUR_WORDS | _PLACE_WORDS)


def _direction_in(text: str, phrase: re.Pattern[str]) -> str | None:
    for match in phrase.finditer(text):
        if _NAMED.search(match[0]) is None or match[0].isupper():
            return match[0].strip()
    return None


def _blocks_with(words: frozenset[str], phrase: re.Pattern[str]) -> Callable[[HtmlDocument], Iterator[Block]]:
    def find(document: HtmlDocument) -> Iterator[Block]:
        blocks = document.blocks
        candidates = dict.fromkeys(at for at, word in blocks.mentions(_TELLING) if word in words)
        return (blocks[at] for at in candidates if _direction_in(blocks.texts[at], phrase) is not None)

    return find


def _say(reason: str, phrase: re.Pattern[str]) -> Callable[[Block], Verdict]:
    def judge(block: Block) -> Verdict:
        return Verdict(Outcome.CANT_TELL, reason, {"words": _direction_in(block.text, phrase) or block.text[:60]})

    return judge


CHECKS = (
    Check(COLOUR_ONLY, _blocks_with(_COLOUR_WORDS, _IN_COLOUR), _say("colour", _IN_COLOUR)),
    Check(SENSORY_WORDING, _blocks_with(_PLACE_WORDS, _SHOWN_PLACE), _say("place", _SHOWN_PLACE)),
)
