"""pdf-title, pdf-display-title, pdf-language, pdf-language-wrong."""

import pytest
from pikepdf import String
from tests.builders.pdf import LOREM, Tag, a_pdf, a_tagged_pdf
from tests.unit.rules.pdf.judging import judge, said

from curbcut.rules.pdf.properties import is_placeholder
from curbcut.rules.rule import Outcome

XMP = '<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:title><rdf:Alt>{}</rdf:Alt></dc:title></x:xmpmeta>'
GERMAN = (
    "Der schnelle Fuchs springt über den faulen Hund, während die Studierenden ihre wöchentlichen Notizen lesen und sich fragen, "
    "warum die Vorlesung schon wieder mit einer Geschichte über Tiere beginnt, die niemand von ihnen je gesehen hat. "
)


@pytest.mark.parametrize(
    ("info", "xmp", "expected"),
    [
        ("A Course on Foxes", None, ("passed", [])),
        (None, XMP.format('<rdf:li xml:lang="x-default">A Course on Foxes</rdf:li>'), ("passed", [])),
        (
            None,
            XMP.format('<rdf:li xml:lang="x-default"> </rdf:li><rdf:li xml:lang="de">F&#252;chse und B&amp;B</rdf:li>'),
            ("passed", []),
        ),
        (None, '<rdf:Description dc:title="A Course on Foxes"/>', ("passed", [])),
        ("untitled", XMP.format("<rdf:li>A Course on Foxes</rdf:li>"), ("passed", [])),
        (None, None, ("failed", ["missing"])),
        ("  ", XMP.format("<rdf:li></rdf:li>"), ("failed", ["missing"])),
        ("Microsoft Word - foxes.docx", None, ("failed", ["placeholder"])),
        ("foxes.pdf", XMP.format("<rdf:li>Untitled</rdf:li>"), ("failed", ["placeholder"])),
    ],
)
def test_title(info, xmp, expected):
    assert said("pdf-title", a_pdf().with_title(info, xmp)) == expected


def test_an_xmp_packet_in_utf_16():
    builder = a_pdf().with_title(None, " ")
    packet = "\ufeff" + XMP.format("<rdf:li>A Course on Foxes</rdf:li>")
    builder.pdf.Root.Metadata.write(packet.encode("utf-16-le"))
    assert said("pdf-title", builder) == ("passed", [])


@pytest.mark.parametrize(
    "title",
    [
        "Untitled", "Untitled-1", "Microsoft Word - essay", "PowerPoint Presentation", "PowerPoint-Präsentation", "Slide 1", "Document1",
        "((Title))", "(Title)", "JAMA JATS", "lecture.pptx", "week-1_reading_v2", "1-s2.0-S0021925817301123-main", "doi:10.1000/182",
        "---", "2024", "untitled document", "Presentation", "Title", "0E5B2C91AA", "Adobe Photoshop PDF",
        "about:blank", "https://example.edu/week-1", "file:///C:/foxes", "(anonymous)", "(unspecified)",
    ],
)  # fmt: skip
def test_what_is_no_title(title):
    assert is_placeholder(title, "foxes.pdf")


@pytest.mark.parametrize(
    "title",
    [
        "COVID-19",
        "ISO-9001",
        "Syllabus",
        "Word order in German",
        "A document about foxes",
        "Title IX",
        "Week 1",
        "1984 by Orwell",
        "About: foxes",
        "Foxes",
    ],
)
def test_what_is_one(title):
    assert not is_placeholder(title, "Foxes.pdf")


def test_a_file_name_without_extension_is_no_title():
    assert is_placeholder("foxes", "foxes.pdf")
    assert not is_placeholder("foxes", "hares.pdf")


@pytest.mark.parametrize(("displayed", "expected"), [(True, "passed"), (False, "failed"), (None, "failed")])
def test_the_title_bar(displayed, expected):
    assert said("pdf-display-title", a_pdf().with_display_title(displayed=displayed))[0] == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ("passed", [])),
        ("en-GB", ("passed", [])),
        ("zh-Hant-TW", ("passed", [])),
        ("gsw", ("passed", [])),
        ("nl-1234abcd", ("passed", [])),
        ("nl-1234abcde", ("failed", ["invalid"])),
        ("english", ("failed", ["invalid"])),
        ("xx-unknown", ("failed", ["invalid"])),
        ("en_US", ("failed", ["invalid"])),
        ("", ("failed", ["missing"])),
        (None, ("failed", ["missing"])),
    ],
)
def test_language(language, expected):
    assert said("pdf-language", a_pdf().with_text().with_language(language)) == expected


def test_a_language_on_every_part():
    parts = [
        Tag("P", LOREM, entries={"/Lang": String("en")}),
        Tag("Sect", kids=[Tag("P", LOREM)], entries={"/Lang": String("en")}),
    ]
    assert said("pdf-language", a_tagged_pdf(*parts).with_language(None)) == ("passed", [])
    assert said("pdf-language", a_tagged_pdf(*parts, Tag("P", LOREM)).with_language(None)) == ("failed", ["missing"])
    assert said("pdf-language", a_tagged_pdf(*parts).with_language("")) == ("failed", ["missing"])
    assert (
        said("pdf-language", a_tagged_pdf(Tag("P", LOREM, entries={"/Lang": String("xx")})).with_language(None))[0]
        == "failed"
    )


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        (LOREM * 3, "en-US", ("passed", [])),
        (GERMAN, "de", ("passed", [])),
        (GERMAN, "en-US", ("failed", ["wrong"])),
        (LOREM * 3, "de", ("failed", ["wrong"])),
        ("1 2 3 4 5 " * 40, "de", ("passed", [])),
    ],
)
def test_the_language_is_the_one_of_the_text(text, language, expected):
    assert said("pdf-language-wrong", a_pdf().with_text(text).with_language(language)) == expected


def test_a_passage_in_another_language_that_says_so_is_left_out():
    quoted = Tag("P", GERMAN, entries={"/Lang": String("de")})
    builder = a_tagged_pdf(Tag("P", LOREM), quoted, Tag("P", LOREM))
    assert judge("pdf-language-wrong", builder).outcome is Outcome.PASSED
    assert said("pdf-language-wrong", a_tagged_pdf(Tag("P", LOREM), Tag("P", GERMAN)))[0] == "failed"


@pytest.mark.parametrize(
    ("text", "language"), [(GERMAN, None), (GERMAN, "mul"), (GERMAN, "english"), (GERMAN[:150], "en"), ("", "en")]
)
def test_without_language_or_text_there_is_nothing_to_compare(text, language):
    assert judge("pdf-language-wrong", a_pdf().with_text(text).with_language(language)).outcome is Outcome.INAPPLICABLE
