"""What the file says of itself as a whole: title, language."""

from collections.abc import Iterator

from curbcut.documents.language import Comparison, compare, may_be_same
from curbcut.documents.office import OfficeDocument
from curbcut.documents.wordings import is_placeholder_title
from curbcut.rules.rule import Check, Outcome, Rule, Severity, Verdict, quoted
from curbcut.standards import wcag
from curbcut.standards.language_tags import is_known

OFFICE_TITLE = Rule(
    id="office-title",
    title="The document has no title",
    requirement=wcag.PAGE_TITLED,
    severity=Severity.MINOR,
    messages={
        "titled": "The document has a title.",
        "missing": "The properties of the document have no title: people hear the file's name instead.",
        "placeholder": "The title “{title}” does not say what the document is about.",
    },
    fixes=("set-office-title",),
    export_name="Title",
)

OFFICE_LANGUAGE = Rule(
    id="office-language",
    title="The document does not say its language",
    requirement=wcag.LANGUAGE_OF_PAGE,
    severity=Severity.MINOR,
    messages={
        "set": "The document says its language.",
        "missing": "The document does not say which language it is in, so that it may be read out in the wrong voice.",
        "invalid": "The language of the document, “{language}”, is not a language code, so it may be read out in the wrong voice.",
    },
    fixes=("set-office-language",),
    export_name="LanguagePresence",
)

OFFICE_LANGUAGE_WRONG = Rule(
    id="office-language-wrong",
    title="The document's language is not the one it is written in",
    requirement=wcag.LANGUAGE_OF_PAGE,
    severity=Severity.MINOR,
    messages={
        "right": "The text is in the language that the document says.",
        "unsure": "The document's language could not be compared with its text.",
        "wrong": "The document says that its text is in “{language}”, but it looks like “{detected}”.",
    },
    fixes=("set-office-language",),
    export_name="LanguageCorrect",
)


def _whole(document: OfficeDocument) -> tuple[OfficeDocument]:
    return (document,)


def _has_title(document: OfficeDocument) -> Verdict:
    if not document.title:
        return Verdict(Outcome.FAILED, "missing")
    if is_placeholder_title(document.title, document.context.name):
        return Verdict(Outcome.FAILED, "placeholder", {"title": quoted(document.title)})
    return Verdict(Outcome.PASSED, "titled")


def _texts(document: OfficeDocument) -> Iterator[OfficeDocument]:
    # Workbooks have no place to say a language.
    if document.kind != "sheets" and document.content.languages:
        yield document


def _says_language(document: OfficeDocument) -> Verdict:
    language = document.language
    if not language:
        return Verdict(Outcome.FAILED, "missing")
    if not is_known(language):
        return Verdict(Outcome.FAILED, "invalid", {"language": language[:40]})
    return Verdict(Outcome.PASSED, "set")


def _comparisons(document: OfficeDocument) -> Iterator[Comparison]:
    language = document.language
    if document.kind == "sheets" or not language or not is_known(language):
        return
    # Text in a language of its own is another matter (3.1.2): only what the main language claims is compared.
    text = "\n".join(
        piece
        for tag, pieces in document.content.samples.items()
        if tag and may_be_same(tag, language)
        for piece in pieces
    )
    found = compare(language, text)
    if found is not None:
        yield found


def _is_right(comparison: Comparison) -> Verdict:
    if comparison.answer == "wrong":
        facts = {"language": comparison.language, "detected": comparison.detected}
        return Verdict(Outcome.FAILED, "wrong", facts)
    return Verdict(Outcome.PASSED, comparison.answer)


CHECKS = (
    Check(OFFICE_LANGUAGE, _texts, _says_language),
    Check(OFFICE_LANGUAGE_WRONG, _comparisons, _is_right),
    Check(OFFICE_TITLE, _whole, _has_title),
)
