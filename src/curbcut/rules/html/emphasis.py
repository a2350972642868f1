"""How a text is made to stand out: capitals, underlines, small print, justified lines."""

from collections.abc import Iterator

from curbcut.documents.html.blocks import Block
from curbcut.documents.html.declarations import parse_declarations
from curbcut.documents.html.document import HtmlDocument
from curbcut.documents.html.elements import Element
from curbcut.documents.html.texts import VisibleText, in_order
from curbcut.rules.rule import Check, Outcome, Rule, Severity, Verdict

SMALLEST_PIXELS = 9.0
"""Text under this many pixels (not quite 7 points) is hard to read for anybody."""
LONGEST_CAPITALS = 40
"""Letters in capitals up to which a text is a name, a sign or a title."""
LEAST_JUSTIFIED = 120
"""Characters from which on a text is sure to have more than one line, which is where justifying shows."""
_DECORATIONS = ("text-decoration", "text-decoration-line")

JUSTIFIED_TEXT = Rule(
    id="html-text-justified",
    title="Text is justified",
    requirement=None,
    severity=Severity.ADVICE,
    messages={"justified": "Justified lines have uneven gaps between words, which makes reading harder for many."},
    fixes=("align-to-start",),
)
CAPITAL_TEXT = Rule(
    id="html-text-all-capitals",
    title="Long text is in capitals",
    requirement=None,
    severity=Severity.ADVICE,
    messages={"capitals": "{letters} letters in capitals are slow to read, and some screen readers spell them."},
    fixes=("lower-case",),
)
SMALL_TEXT = Rule(
    id="html-text-small",
    title="Text is very small",
    requirement=None,
    severity=Severity.ADVICE,
    messages={"small": "The text is shown at {pixels} pixels; few can read that without enlarging it."},
    fixes=("reset-text-size",),
)
UNDERLINED_TEXT = Rule(
    id="html-text-underlined",
    title="Underlined text looks like a link",
    requirement=None,
    severity=Severity.ADVICE,
    messages={"underlined": "The text is underlined and no link; readers will try to follow it."},
    fixes=("make-bold",),
)


def _justified(document: HtmlDocument) -> Iterator[Block]:
    styles, blocks = document.styles.all, document.blocks
    if all(style.alignment != "justify" for style in document.styles.made):
        return
    for position, (index, text) in enumerate(zip(blocks.indexes, blocks.texts, strict=True)):
        if len(text) >= LEAST_JUSTIFIED and styles[index].alignment == "justify":
            yield blocks[position]


def _capitals(document: HtmlDocument) -> Iterator[VisibleText]:
    found: list[VisibleText] = []
    for group in document.text_groups:
        is_upper = group.style.transform == "uppercase"
        if is_upper or any(map(str.isupper, group.texts)):
            found += [text for text in group.members() if _is_in_capitals(text)]
    yield from in_order(found)


def _is_in_capitals(text: VisibleText) -> bool:
    if len(text.text) <= LONGEST_CAPITALS or text.element.tag in {"code", "pre", "kbd", "samp", "tt"}:
        return False
    if text.style.transform != "uppercase" and not text.text.isupper():
        return False
    # Codes and scripts without cases have few letters or none that change.
    return _cased_letters(text.text) > LONGEST_CAPITALS and " " in text.text


def _cased_letters(text: str) -> int:
    return sum(char.lower() != char.upper() for char in text)


def _small(document: HtmlDocument) -> Iterator[VisibleText]:
    small = [group for group in document.text_groups if (group.style.font_size or SMALLEST_PIXELS) < SMALLEST_PIXELS]
    yield from in_order(text for group in small for text in group.members() if not _is_note(text.element))


def _is_note(element: Element) -> bool:
    # Superscript numbers are small by nature; what they refer to is not.
    return element.tag in {"sub", "sup", "rt"} or element.closest("sub", "sup", "rt") is not None


def _underlined(document: HtmlDocument) -> Iterator[Element]:
    seen_to = 0
    for element in document.by_tag_or_attribute(("u",), "style"):
        # An underline within an underline is the same one.
        if element.index < seen_to or not _is_drawn_under(element):
            continue
        if element.is_programmatically_hidden or not element.text.strip():
            continue
        seen_to = element.end
        has_link = any(inner.tag in {"a", "button"} for inner in element.descendants())
        if not has_link and element.closest("a", "button", "h1", "h2", "h3", "h4", "h5", "h6") is None:
            yield element


def _is_drawn_under(element: Element) -> bool:
    if element.tag == "u":
        return True
    # What editors, Canvas's among them, write for an underline.
    style = element.attributes.get("style", "") if element.tag == "span" else ""
    if "underline" not in style:
        return False
    declared = parse_declarations(style)
    return any("underline" in declared[name].value.split() for name in _DECORATIONS if name in declared)


def _is_ragged(_block: Block) -> Verdict:
    return Verdict(Outcome.FAILED, "justified")


def _is_in_small_letters(text: VisibleText) -> Verdict:
    return Verdict(Outcome.FAILED, "capitals", {"letters": _cased_letters(text.text)})


def _is_large_enough(text: VisibleText) -> Verdict:
    return Verdict(Outcome.FAILED, "small", {"pixels": f"{text.style.font_size or 0:.3g}"})


def _is_no_false_link(_element: Element) -> Verdict:
    return Verdict(Outcome.CANT_TELL, "underlined")


CHECKS = (
    Check(JUSTIFIED_TEXT, _justified, _is_ragged, needs=frozenset({"[style]", "[align]", "style"})),
    Check(CAPITAL_TEXT, _capitals, _is_in_small_letters),
    Check(SMALL_TEXT, _small, _is_large_enough),
    Check(UNDERLINED_TEXT, _underlined, _is_no_false_link, needs=frozenset({"u", "[style]"})),
)
