"""Visible labels: is what people see on a control part of what it is called?"""

import re
from collections.abc import Iterator
from unicodedata import normalize

from curbcut.documents.html import Element, HtmlDocument
from curbcut.documents.html.texts import FALLING_BACK, is_seen
from curbcut.rules.rule import Check, Outcome, Rule, Severity, Verdict
from curbcut.standards import wcag

LABEL_NOT_IN_NAME = Rule(
    id="html-visible-label-not-in-name",
    title="Control is called something else than it shows",
    requirement=wcag.LABEL_IN_NAME,
    act_rules=("2ee8b8",),
    severity=Severity.MINOR,
    messages={
        "contained": "The name of the control holds the text that it shows.",
        "symbol": "What the control shows is a symbol, not a text.",
        "different": "The control shows “{label}”, but it is called “{name}”.",
        "punctuation": "The control shows “{label}” and is called “{name}”; look whether both sound the same.",
        "abbreviation": "The control shows “{label}”, short for “{name}”; look whether people would say it so.",
        "apart": "What the control shows, “{label}”, does not stand together in its name “{name}”; look whether it can be said so.",
        "icon": "The control shows “{label}”, which may be the name of an icon, and is called “{name}”.",
    },
)

_CONTAINED = Verdict(Outcome.PASSED, "contained")
_SYMBOL = Verdict(Outcome.PASSED, "symbol")
# WAI-ARIA 1.2: widget roles (5.3.2) that support a name from content (5.2.8.5).
_ROLES = frozenset({
    "button", "checkbox", "gridcell", "link", "menuitem", "menuitemcheckbox", "menuitemradio", "option", "radio", "switch", "tab",
    "treeitem", "doc-backlink", "doc-biblioref", "doc-glossref", "doc-noteref",
})  # fmt: skip
# SVG 2, section 5.7: never drawn; browsers show a title as a tooltip. What stands over ruby text says the same again.
_UNSHOWN = FALLING_BACK | {"svg:title", "svg:desc", "svg:metadata", "rt"}
_ICON_CLASS = re.compile(
    r"(?:^|[\s_-])(?:icons?|ico|fa|fas|far|fab|fal|glyphicon|material-(?:icons|symbols)|symbols?|bi|mdi|dashicons|typcn|octicon)(?:$|[\s_-])",
    re.IGNORECASE,
)
_ICON_FONT = re.compile(r"font(?:-family)?\s*:[^;}]*(?:icon|symbol|awesome|glyph|dingbat)", re.IGNORECASE)
_NOTE_MARK = re.compile(r"\[\d+\]|\(\d+\)")
_NOT_WORDS = re.compile(r"[\W_]+")
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
"""Where a word may or may not be broken: soft hyphen, zero-width space, word joiner."""
# Thai to Burmese, Khmer, what is written in China and Japan, and Korean, whose endings stand in the same word.
_UNPARTED = re.compile(
    "[\u0e00-\u109f\u1780-\u17ff\u3005-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]"
)
_ASIDE = re.compile(r"\([^()]*\)")


def _labelled_controls(document: HtmlDocument) -> Iterator[Element]:
    for element in document.with_attribute("aria-label", "aria-labelledby"):
        if element.role in _ROLES and element.is_included_in_accessibility_tree and _visible_texts(element):
            yield element


def _visible_texts(element: Element) -> list[tuple[Element, str]]:
    """Return the texts that are seen on a control in their order, each with the element that it stands in."""
    found: list[tuple[Element, str]] = []
    waiting = [(element, child) for child in reversed(element.children)]
    while waiting:
        holder, child = waiting.pop()
        if not isinstance(child, str) and child.tag not in _UNSHOWN:
            waiting.extend((child, inner) for inner in reversed(child.children))
        elif isinstance(child, str) and not child.isspace() and _shows_texts(holder):
            found.append((holder, child))
    return found


def _shows_texts(holder: Element) -> bool:
    return holder.is_visible and is_seen(holder.document.styles.of(holder))


def _holds_its_label(element: Element) -> Verdict:
    name = _flat(element.accessible_name)
    worded = [(holder, _flat(text)) for holder, text in _visible_texts(element) if not _is_symbol(text)]
    label = " ".join(text for _, text in worded)
    joined = _flat("".join(text for _, text in _visible_texts(element)))
    if not worded:
        return _SYMBOL
    if _is_said_in(joined, name) or _is_said_in(label, name):
        return _CONTAINED
    facts = {"label": label[:80], "name": name[:80]}
    missing = [(holder, text) for holder, text in worded if not _is_said_in(text, name)]
    if not missing:
        is_together = _words(label) in _words(name) or _words(joined) in _words(name)
        return _CONTAINED if is_together else Verdict(Outcome.CANT_TELL, "apart", facts)
    # The names of icons, and the letters that draw them, are single words.
    if all(" " not in text and _may_be_icon(holder, element) for holder, text in missing):
        return Verdict(Outcome.CANT_TELL, "icon", facts)
    spoken = _words(name)
    if all(_words(text) in spoken for _, text in missing) or _words(_ASIDE.sub(" ", joined)) in spoken:
        return Verdict(Outcome.CANT_TELL, "punctuation", facts)
    if _is_shortened(" ".join(text for _, text in _visible_texts(element)), name):
        return Verdict(Outcome.CANT_TELL, "abbreviation", facts)
    return Verdict(Outcome.FAILED, "different", facts)


def _is_said_in(text: str, name: str) -> bool:
    """Tell whether a name holds a text as words of its own: nobody says “Down” for “Download”."""
    start = name.find(text)
    while start >= 0:
        end = start + len(text)
        if not (_is_one_word(name[start - 1 : start], text[:1]) or _is_one_word(text[-1:], name[end : end + 1])):
            return True
        start = name.find(text, start + 1)
    return False


def _is_one_word(before: str, after: str) -> bool:
    """Tell whether two characters side by side are in one word; where words are not parted by blanks, nobody can tell."""
    return before.isalnum() and after.isalnum() and _UNPARTED.search(before + after) is None


def _flat(text: str) -> str:
    if not text.isascii():
        text = normalize("NFKC", text).translate(_UNSEEN)
    return " ".join(text.split()).casefold()


def _is_shortened(label: str, name: str) -> bool:
    """Tell whether a label is words of a name in their order, some of them short: “Dept. of history”, “FAQ”."""
    words = name.split()
    initials = "".join(word[0] for word in words)
    tokens = label.split()
    following = iter(words)
    return not all(_bare(token) in words for token in tokens) and all(
        (token.isupper() and len(token) > 1 and token.casefold() in initials)
        or any(_stands_for(token, word) for word in following)
        for token in tokens
    )


def _bare(token: str) -> str:
    return token.strip(".,:;").casefold()


def _stands_for(token: str, word: str) -> bool:
    short = _bare(token)
    if not token.endswith(".") or short == word:
        return short == word
    letters = iter(word)
    return short[:1] == word[:1] and all(letter in letters for letter in short)


def _words(text: str) -> str:
    return f" {_NOT_WORDS.sub(' ', text).strip()} "


def _is_symbol(text: str) -> bool:
    """Tell whether a text stands for a picture: a single character, the mark of a note, or nothing but signs."""
    stripped = text.strip()
    return (
        len(stripped) == 1
        or _NOTE_MARK.fullmatch(stripped) is not None
        or not any(character.isalnum() for character in stripped)
    )


def _may_be_icon(holder: Element, control: Element) -> bool:
    if _has_icon_fonts(holder.document):
        return True
    current: Element | None = holder
    while current is not None:
        attributes = current.attributes
        if _ICON_CLASS.search(attributes.get("class", "")) or _ICON_FONT.search(attributes.get("style", "")):
            return True
        if current is control:
            return False
        current = current.parent
    return False


def _has_icon_fonts(document: HtmlDocument) -> bool:
    return any(_ICON_FONT.search(style.text) for style in document.by_tag("style"))


CHECKS = (
    Check(
        LABEL_NOT_IN_NAME, _labelled_controls, _holds_its_label, needs=frozenset({"[aria-label]", "[aria-labelledby]"})
    ),
)
