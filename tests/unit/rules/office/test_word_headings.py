"""Headings of Word documents: missing, skipped, faked."""

import pytest
from tests.builders.office import (
    LOREM,
    a_docx,
    heading,
    paragraph,
)
from tests.unit.rules.office.judging import judge, said

WORDS = LOREM.split()


@pytest.mark.parametrize(
    ("words", "with_heading", "outcome"),
    [(300, False, "failed"), (299, False, "inapplicable"), (300, True, "passed"), (10, True, "passed")],
)
def test_headings_missing(words, with_heading, outcome):
    text = paragraph(" ".join((WORDS * 20)[:words]))
    data = a_docx(heading(1) if with_heading else "", text)
    assert judge("office-headings-missing", data).outcome == outcome


LOCAL = (
    '<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Eigene"><w:name w:val="Eigene"/><w:basedOn w:val="berschrift1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="TOCHeading"><w:name w:val="TOC Heading"/><w:basedOn w:val="berschrift1"/>'
    '<w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Plain"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Loop"/></w:style>'
)


@pytest.mark.parametrize(
    ("style", "properties", "is_heading"),
    [
        ("berschrift1", "", True),
        ("Eigene", "", True),
        ("TOCHeading", "", False),
        ("Plain", "", True),
        ("Loop", "", False),
        ("", '<w:outlineLvl w:val="0"/>', True),
        ("berschrift1", '<w:outlineLvl w:val="9"/>', False),
    ],
)
def test_a_heading_is_known_by_its_outline_level(style, properties, is_heading):
    data = a_docx(paragraph("A heading", style=style, properties=properties), styles=LOCAL)
    assert (judge("office-heading-start", data).outcome == "passed") is is_heading


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ((1, 2, 3), ("passed", [])),
        ((1, 3), ("failed", ["skipped"])),
        ((1, 3, 1, 3), ("failed", ["skipped", "skipped"])),
        ((3, 1, 2), ("passed", [])),
        ((), ("inapplicable", [])),
    ],
)
def test_heading_order(levels, expected):
    assert said("office-heading-order", a_docx(*map(heading, levels))) == expected


def test_an_empty_heading_does_not_count():
    assert said("office-heading-order", a_docx(heading(1), heading(2, " "), heading(3))) == ("failed", ["skipped"])


@pytest.mark.parametrize(("level", "expected"), [(1, ("passed", [])), (2, ("failed", ["deeper"]))])
def test_heading_start(level, expected):
    assert said("office-heading-start", a_docx(paragraph("Title", style="Title"), heading(level))) == expected


BOLD = "<w:b/>"


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (paragraph("Habitat", look=BOLD), paragraph(LOREM), ("failed", ["bold"])),
        (paragraph("Habitat", look='<w:sz w:val="32"/>'), paragraph(LOREM), ("failed", ["large"])),
        (paragraph("Habitat", look='<w:sz w:val="22"/>'), paragraph(LOREM), ("passed", [])),
        (paragraph("Habitat.", look=BOLD), paragraph(LOREM), ("passed", [])),
        (paragraph("Habitat", look=BOLD), paragraph("Short"), ("passed", [])),
        (paragraph("Habitat", look=BOLD), "", ("passed", [])),
        (paragraph(LOREM, look=BOLD), paragraph(LOREM), ("passed", [])),
        (paragraph(" ".join(["Fox"] * 12), look=BOLD), paragraph(LOREM), ("failed", ["bold"])),
        (paragraph(" ".join(["Fox"] * 13), look=BOLD), paragraph(LOREM), ("passed", [])),
        (paragraph("F" * 80, look=BOLD), paragraph(LOREM), ("failed", ["bold"])),
        (paragraph("F" * 81, look=BOLD), paragraph(LOREM), ("passed", [])),
        (paragraph("Habitat", look=BOLD, style="Title"), paragraph(LOREM), ("passed", [])),
        (heading(1, "Habitat"), paragraph(LOREM), ("passed", [])),
    ],
)
def test_faked_heading(first, second, expected):
    assert said("office-heading-faked", a_docx(first, second)) == expected
