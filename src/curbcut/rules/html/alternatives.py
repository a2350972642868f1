"""Whether a text alternative that is there can be of use."""

from collections.abc import Iterator
from dataclasses import dataclass

from curbcut.documents.alternative_texts import LONGEST_ALTERNATIVE, fault_of, has_needless_opening, is_machine_made
from curbcut.documents.html.document import HtmlDocument
from curbcut.documents.html.elements import Element
from curbcut.documents.html.equations import is_equation_image, latex_of
from curbcut.documents.place import Place
from curbcut.rules.rule import Check, Outcome, Rule, Severity, Verdict
from curbcut.standards import wcag

MEANINGLESS_ALTERNATIVE = Rule(
    id="html-image-alternative-meaningless",
    title="Text alternative is no description",
    requirement=wcag.NON_TEXT_CONTENT,
    severity=Severity.MAJOR,
    messages={
        "words": "The text alternative is made of words.",
        "path": "The text alternative “{alternative}” is an address or a path, not a description.",
        "meaningless": "The text alternative “{alternative}” is the name that a camera or a program gave the file.",
        "placeholder": "The text alternative “{alternative}” would fit any picture.",
        "file-name": "The text alternative “{alternative}” is the name of a file.",
    },
    fixes=("describe-image",),
    export_name="HtmlImageAlt",
)
WEAK_ALTERNATIVE = Rule(
    id="html-image-alternative-weak",
    title="Text alternative could be better",
    requirement=None,
    severity=Severity.ADVICE,
    messages={
        "plain": "The text alternative says at once what there is to see.",
        "opening": "Screen readers say that it is a picture; the words “image of” can be left out.",
        "machine": "A program wrote the text alternative; check it and take out the program's note.",
        "latex": "The text alternative of the formula is bare LaTeX; say it as it is read aloud.",
    },
    fixes=("describe-image",),
)
LONG_ALTERNATIVE = Rule(
    id="html-image-alternative-long",
    title="Text alternative is long",
    requirement=None,
    severity=Severity.ADVICE,
    messages={
        "short": "The text alternative is short enough to listen to.",
        "long": "The text alternative has {length} characters; put what goes beyond {most} into the text beside the picture.",
    },
    fixes=("describe-image",),
)
REDUNDANT_ALTERNATIVE = Rule(
    id="html-image-alternative-redundant",
    title="Text alternative repeats the text beside it",
    requirement=None,
    severity=Severity.MINOR,
    messages={
        "own": "The text alternative adds something to the text around it.",
        "repeated": "The text alternative “{alternative}” is read twice: it is the text beside the picture too.",
        "shared": "Another picture has the text alternative “{alternative}” too; say what sets them apart.",
    },
    fixes=("describe-image", "mark-image-decorative"),
    export_name="HtmlImageRedundantAlt",
)
DECORATIVE_CONFLICT = Rule(
    id="html-image-decorative-conflict",
    title="Picture is marked as decorative and described",
    requirement=None,
    severity=Severity.ADVICE,
    messages={
        "agreed": "The picture is marked as decorative and nothing speaks against it.",
        "named": "The picture has an empty text alternative but a {attribute}: decide which of the two holds.",
        "described": "The picture has the role {role} but a text alternative: decide which of the two holds.",
    },
    fixes=("describe-image", "mark-image-decorative"),
)

_WORDS = Verdict(Outcome.PASSED, "words")
_PLAIN = Verdict(Outcome.PASSED, "plain")
_SHORT = Verdict(Outcome.PASSED, "short")
_OWN = Verdict(Outcome.PASSED, "own")
_AGREED = Verdict(Outcome.PASSED, "agreed")
_MOST_AROUND = 200
"""Elements beyond which a box is no picture with its text; reading it for every picture would be quadratic."""
_PRESENTATIONAL = frozenset({"none", "presentation"})


def _images(document: HtmlDocument) -> list[Element]:
    return [element for element in document.by_tag("img", "area", "input") if _is_image(element)]


def _is_image(element: Element) -> bool:
    if element.tag == "input" and (element.get("type") or "").lower() != "image":
        return False
    return not element.is_programmatically_hidden


def _described_images(document: HtmlDocument) -> Iterator[Element]:
    for image in _images(document):
        if (image.get("alt") or "").strip() and _speaks_by_its_alternative(image):
            yield image


def _speaks_by_its_alternative(image: Element) -> bool:
    # What is decorative, or named by ARIA, says its alt to nobody.
    return image.role not in _PRESENTATIONAL and not image.name_state.source.startswith("aria-")


def _pictures(document: HtmlDocument) -> Iterator[Element]:
    return (image for image in _described_images(document) if not is_equation_image(image))


def _is_made_of_words(image: Element) -> Verdict:
    alternative = (image.get("alt") or "").strip()
    fault = fault_of(alternative)
    return _WORDS if fault is None else Verdict(Outcome.FAILED, fault, {"alternative": _shown(alternative)})


def _is_plain(image: Element) -> Verdict:
    alternative = (image.get("alt") or "").strip()
    if is_equation_image(image):
        bare = alternative.lower().removeprefix("latex:").strip()
        is_bare = "\\" in bare and bare == latex_of(image).lower().strip()
        return Verdict(Outcome.CANT_TELL, "latex") if is_bare else _PLAIN
    if is_machine_made(alternative):
        return Verdict(Outcome.FAILED, "machine")
    return Verdict(Outcome.FAILED, "opening") if has_needless_opening(alternative) else _PLAIN


def _is_short(image: Element) -> Verdict:
    length = len(" ".join((image.get("alt") or "").split()))
    if length <= LONGEST_ALTERNATIVE:
        return _SHORT
    return Verdict(Outcome.FAILED, "long", {"length": length, "most": LONGEST_ALTERNATIVE})


@dataclass(frozen=True, slots=True)
class _Described:
    """An image with what is said beside it."""

    image: Element
    alternative: str
    is_shared: bool

    @property
    def place(self) -> Place:
        """Where the image is."""
        return self.image.place


def _images_and_neighbours(document: HtmlDocument) -> Iterator[_Described]:
    images = list(_pictures(document))
    sources: dict[str, set[str]] = {}
    for image in images:
        sources.setdefault(_folded(image.get("alt") or ""), set()).add(image.get("src") or "")
    for image in images:
        alternative = _folded(image.get("alt") or "")
        yield _Described(image, alternative, len(sources[alternative]) > 1)


def _adds_something(described: _Described) -> Verdict:
    facts = {"alternative": _shown((described.image.get("alt") or "").strip())}
    if any(_folded(text) == described.alternative for text in _texts_beside(described.image)):
        return Verdict(Outcome.FAILED, "repeated", facts)
    if described.is_shared:
        return Verdict(Outcome.CANT_TELL, "shared", facts)
    return _OWN


def _texts_beside(image: Element) -> Iterator[str]:
    control = image.closest("a", "button")
    if control is not None and control.end - control.index < _MOST_AROUND:
        yield control.text
    figure = image.closest("figure")
    if figure is not None and figure.end - figure.index < _MOST_AROUND:
        yield from (child.text for child in figure.element_children if child.tag == "figcaption")
    parent = image.parent
    if parent is not None and parent.tag not in {"a", "button", "body", "html"} and parent.end - parent.index < 20:
        yield parent.text


def _decorative_images(document: HtmlDocument) -> Iterator[Element]:
    for image in document.by_tag("img"):
        if image.is_hidden or is_equation_image(image):
            continue
        if image.get("alt") == "" or (image.get("role") in _PRESENTATIONAL and "alt" in image.attributes):
            yield image


def _is_decorative_throughout(image: Element) -> Verdict:
    if image.get("alt") == "":
        for attribute in ("aria-label", "aria-labelledby", "title"):
            if (image.get(attribute) or "").strip():
                return Verdict(Outcome.FAILED, "named", {"attribute": attribute})
        return _AGREED
    if (image.get("alt") or "").strip():
        return Verdict(Outcome.FAILED, "described", {"role": image.get("role") or ""})
    return _AGREED


def _folded(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".:")


def _shown(text: str) -> str:
    return text if len(text) <= 80 else text[:79] + "…"


CHECKS = (
    Check(MEANINGLESS_ALTERNATIVE, _pictures, _is_made_of_words, needs=frozenset({"[alt]"})),
    Check(WEAK_ALTERNATIVE, _described_images, _is_plain, needs=frozenset({"[alt]"})),
    Check(LONG_ALTERNATIVE, _pictures, _is_short, needs=frozenset({"[alt]"})),
    Check(REDUNDANT_ALTERNATIVE, _images_and_neighbours, _adds_something, needs=frozenset({"[alt]"})),
    Check(DECORATIVE_CONFLICT, _decorative_images, _is_decorative_throughout, needs=frozenset({"img"})),
)
