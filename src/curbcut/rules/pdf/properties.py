"""What the file says of itself as a whole: title, language."""

import re
from collections.abc import Iterator

from curbcut.documents.language import Comparison, compare
from curbcut.documents.pdf import PdfDocument
from curbcut.documents.wordings import is_placeholder_title
from curbcut.rules.rule import Check, Facts, Outcome, Rule, Severity, Verdict, quoted
from curbcut.standards import wcag
from curbcut.standards.language_tags import is_known, primary_subtag

SAMPLE_CHARACTERS = 3_000

_CODE = re.compile(
    r"jama\sjats|\(?(?:anonymous|unspecified)\)?|(?:doi|pii|isbn)\s?[:.].*|\w+(?:[-.]\w+)*_[\w.-]*|(?=\S*\d)\w+(?:[-.()]+\w+){2,}|(?=\D*\d)[0-9A-F]{8,}",
    re.IGNORECASE,
)
"""The name of a publisher's template, what ReportLab writes for want of a title, or one word with underscores, or digits and several joints, such as `1-s2.0-S0021` or `Syllabus_final`: a file's or a publisher's."""

_SAYS_NOTHING = frozenset({"mis", "mul", "und"})
"""Tags for no language in particular (RFC 5646, 2.2.1), which no text contradicts."""

_WELL_FORMED = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{1,8})*", re.IGNORECASE)
"""RFC 5646, 2.1, as far as length and signs go: ISO 14289-1 wants the whole tag in order."""

PDF_TITLE = Rule(
    id="pdf-title",
    title="The PDF has no title",
    requirement=wcag.PAGE_TITLED,
    severity=Severity.MINOR,
    messages={
        "titled": "The PDF has a title.",
        "missing": "The properties of the PDF have no title: people hear the file's name instead.",
        "placeholder": "The title “{title}” does not say what the document is about.",
    },
    fixes=("set-pdf-title",),
    export_name="Title",
)
"""`dc:title` in the XMP packet, or Title in the Info dictionary.

ISO 14289-1, 7.1 asks for `dc:title` alone, other checkers read Info alone (and so find no title in PDF/A-4 files, which have no
Info): readers show whichever is there, so either passes. A file name or a program's placeholder is no title.
"""

PDF_DISPLAY_TITLE = Rule(
    id="pdf-display-title",
    title="The window shows the file name in place of the title",
    requirement=None,
    severity=Severity.MINOR,
    messages={
        "displayed": "The window shows the title.",
        "hidden": "The PDF is not set to show its title in the title bar, so the file's name stands there.",
    },
    fixes=("show-pdf-title",),
)
"""ISO 14289-1, 7.1: `DisplayDocTitle` is true; Matterhorn 07-001, 07-002."""

PDF_LANGUAGE = Rule(
    id="pdf-language",
    title="The PDF does not say its language",
    requirement=wcag.LANGUAGE_OF_PAGE,
    severity=Severity.MINOR,
    messages={
        "set": "The PDF says its language.",
        "parts": "Every part of the structure says its language.",
        "missing": "The PDF does not say which language it is in, so that it may be read out in the wrong voice.",
        "invalid": "The language of the PDF, “{language}”, is not a language code, so it may be read out in the wrong voice.",
    },
    fixes=("set-pdf-language",),
    export_name="LanguagePresence",
)
"""`Lang` of the catalogue with a registered primary subtag (ISO 14289-1, 7.2; BCP 47).

veraPDF's 7.2-29 tests the grammar alone, by which `english` is a language; it is in no registry, and no voice answers to it.
A file without it passes when every element that owns text says its own.
"""

PDF_LANGUAGE_WRONG = Rule(
    id="pdf-language-wrong",
    title="The PDF's language is not the one it is written in",
    requirement=wcag.LANGUAGE_OF_PAGE,
    severity=Severity.MINOR,
    messages={
        "right": "The text is in the language that the PDF says.",
        "unsure": "The PDF's language could not be compared with its text.",
        "wrong": "The PDF says that it is in “{language}”, but its text looks like “{detected}”.",
    },
    fixes=("set-pdf-language",),
    export_name="LanguageCorrect",
)


def _whole(document: PdfDocument) -> tuple[PdfDocument]:
    return (document,)


def _has_title(document: PdfDocument) -> Verdict:
    titles = document.titles
    if not titles:
        return Verdict(Outcome.FAILED, "missing")
    if any(not is_placeholder(title, document.context.name) for title in titles):
        return Verdict(Outcome.PASSED, "titled")
    return Verdict(Outcome.FAILED, "placeholder", {"title": quoted(titles[0])})


def is_placeholder(title: str, file_name: str) -> bool:
    """Whether a title is a file's name, a program's default or a code, rather than words about the content."""
    words = " ".join(title.split())
    if is_placeholder_title(words, file_name) or _CODE.fullmatch(words) is not None:
        return True
    stem = file_name.rpartition("/")[2].rpartition(".")[0]
    return " " not in words and words.islower() and words == stem.casefold()


def _displays_title(document: PdfDocument) -> Verdict:
    return Verdict(Outcome.PASSED, "displayed") if document.displays_title else Verdict(Outcome.FAILED, "hidden")


def _says_language(document: PdfDocument) -> Verdict:
    language = document.language
    if language:
        if _is_language(language):
            return Verdict(Outcome.PASSED, "set")
        return Verdict(Outcome.FAILED, "invalid", {"language": language[:40]})
    # A blank entry says that the language is unknown, which is not the same as leaving it to the parts (veraPDF 7.2-29).
    if language is None and document.has_usable_structure and _every_part_says_it(document):
        return Verdict(Outcome.PASSED, "parts")
    return Verdict(Outcome.FAILED, "missing")


def _every_part_says_it(document: PdfDocument) -> bool:
    owners = [element for element in document.structure.elements if element.marks]
    return bool(owners) and all(
        _is_language(element.language or "") or any(_is_language(above.language or "") for above in element.ancestors())
        for element in owners
    )


def _is_language(tag: str) -> bool:
    return is_known(tag) and _WELL_FORMED.fullmatch(tag.strip()) is not None


def _comparisons(document: PdfDocument) -> Iterator[Comparison]:
    language = document.language
    if language and is_known(language) and primary_subtag(language) not in _SAYS_NOTHING:
        compared = compare(language, document.sample_text(SAMPLE_CHARACTERS))
        if compared is not None:
            yield compared


def _is_right(comparison: Comparison) -> Verdict:
    if comparison.answer == "wrong":
        facts: Facts = {"language": comparison.language, "detected": comparison.detected}
        return Verdict(Outcome.FAILED, "wrong", facts)
    return Verdict(Outcome.PASSED, comparison.answer)


CHECKS = (
    Check(PDF_LANGUAGE, _whole, _says_language),
    Check(PDF_LANGUAGE_WRONG, _comparisons, _is_right),
    Check(PDF_TITLE, _whole, _has_title),
    Check(PDF_DISPLAY_TITLE, _whole, _displays_title),
)
