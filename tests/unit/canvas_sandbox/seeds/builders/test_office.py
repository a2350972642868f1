"""The Office files of the seeds: every part is XML, every relationship leads to a part, and the faults are there."""

import posixpath
import zipfile
from io import BytesIO

import pytest
from lxml import etree

from canvas_sandbox.seeds.builders import pictures
from canvas_sandbox.seeds.builders.blocks import Bullets, Heading, Paragraph, Table
from canvas_sandbox.seeds.builders.sheets import Sheet, build_xlsx
from canvas_sandbox.seeds.builders.slides import Slide, build_pptx
from canvas_sandbox.seeds.builders.word import build_docx
from canvas_sandbox.seeds.builders.writer import build_odt

BLOCKS = (
    Heading(1, "Report"),
    Paragraph("Salt & pepper < sugar"),
    Bullets(("one", "two")),
    Table((("A", "B"), ("1", "2"))),
    pictures.figure(pictures.cells(), "Seven cells"),
)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PACKAGES = {
    "docx": build_docx(BLOCKS, title="Report"),
    "pptx": build_pptx([Slide("A & B", ("x",), pictures.figure(pictures.cells(), "Cells")), Slide(None)]),
    "xlsx": build_xlsx([Sheet("Data", (("a", "b"), (1.0, "<"))), Sheet("Sheet2", (("x",),), is_table=False)]),
}


def parts_of(data):
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def part(data, name):
    return etree.fromstring(parts_of(data)[name])


@pytest.mark.parametrize("kind", PACKAGES)
def test_every_part_is_well_formed_and_typed(kind):
    parts = parts_of(PACKAGES[kind])
    types = etree.fromstring(parts["[Content_Types].xml"])
    overrides = {element.get("PartName")[1:] for element in types.findall("{*}Override")}
    assert overrides <= set(parts)
    for name, content in parts.items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(content)
            assert name in overrides or name.endswith((".rels", "[Content_Types].xml")), name


@pytest.mark.parametrize("kind", PACKAGES)
def test_every_relationship_leads_to_a_part(kind):
    parts = parts_of(PACKAGES[kind])
    for name in [name for name in parts if name.endswith(".rels")]:
        base = posixpath.dirname(posixpath.dirname(name))
        for relation in etree.fromstring(parts[name]):
            assert posixpath.normpath(posixpath.join(base, relation.get("Target"))) in parts


def test_headings_of_a_word_document_are_styles_or_only_bold():
    real = part(build_docx(BLOCKS), "word/document.xml")
    faked = part(build_docx(BLOCKS, real_headings=False), "word/document.xml")
    assert [style.get(f"{W}val") for style in real.iter(f"{W}pStyle")] == ["Heading1"]
    assert not list(faked.iter(f"{W}pStyle"))
    assert len(list(faked.iter(f"{W}b"))) == 1


def test_lists_of_a_word_document_are_numbered_or_only_typed():
    real = part(build_docx(BLOCKS), "word/document.xml")
    faked = part(build_docx(BLOCKS, real_lists=False), "word/document.xml")
    assert len(list(real.iter(f"{W}numPr"))) == 2
    assert not list(faked.iter(f"{W}numPr"))
    assert "- one" in [text.text for text in faked.iter(f"{W}t")]


@pytest.mark.parametrize("has_header", [True, False])
def test_a_table_of_a_word_document_says_which_row_is_its_header(has_header):
    document = part(build_docx([Table((("A",), ("1",)), has_header)]), "word/document.xml")
    assert [len(list(row.iter(f"{W}tblHeader"))) for row in document.iter(f"{W}tr")] == [int(has_header), 0]


@pytest.mark.parametrize("alt", ['Seven "cells"', None])
def test_a_picture_has_the_alternative_it_is_given(alt):
    figure = pictures.figure(pictures.cells(), alt)
    [word] = part(build_docx([figure]), "word/document.xml").iter("{*}docPr")
    [slide] = part(build_pptx([Slide("T", (), figure)]), "ppt/slides/slide1.xml").iter("{*}pic")
    described = list(part(build_odt([figure]), "content.xml").iter("{*}desc"))
    assert word.get("descr") == slide.find(".//{*}cNvPr").get("descr") == alt
    assert [element.text for element in described] == ([alt] if alt else [])


@pytest.mark.parametrize("language", ["es-MX", None])
def test_language_of_a_word_document(language):
    styles = part(build_docx(BLOCKS, language=language), "word/styles.xml")
    assert [element.get(f"{W}val") for element in styles.iter(f"{W}lang")] == ([language] if language else [])


@pytest.mark.parametrize("title", ["Report", None])
def test_title_in_the_properties(title):
    for data in (build_docx(BLOCKS, title=title), build_pptx([Slide("A")], title=title)):
        assert part(data, "docProps/core.xml").findtext("{*}title") == title
    assert part(build_odt(BLOCKS, title=title), "meta.xml").findtext(".//{*}title") == title


def test_a_slide_has_a_title_or_has_none():
    data = PACKAGES["pptx"]
    titles = [
        part(data, f"ppt/slides/slide{number}.xml").xpath("//*[local-name()='ph'][@type='title']") for number in (1, 2)
    ]
    assert [len(found) for found in titles] == [1, 0]


def test_a_sheet_is_a_table_or_bare_cells():
    parts = parts_of(PACKAGES["xlsx"])
    assert [name for name in parts if "/tables/" in name and name.endswith(".xml")] == ["xl/tables/table1.xml"]
    assert etree.fromstring(parts["xl/tables/table1.xml"]).get("ref") == "A1:B2"
    assert [sheet.get("name") for sheet in etree.fromstring(parts["xl/workbook.xml"]).iter("{*}sheet")] == [
        "Data",
        "Sheet2",
    ]


def test_an_open_document_begins_with_its_type():
    data = build_odt(BLOCKS)
    assert data[30:].startswith(b"mimetypeapplication/vnd.oasis.opendocument.text")
    content = part(data, "content.xml")
    assert [element.text for element in content.iter("{*}h")] == ["Report"]
    assert len(list(content.iter("{*}table-header-rows"))) == 1
    styles = part(build_odt(BLOCKS, language="de-AT"), "styles.xml")
    [properties] = styles.iter("{*}text-properties")
    assert sorted(properties.attrib.values()) == ["AT", "de"]


def test_the_same_document_has_the_same_bytes():
    assert build_docx(BLOCKS) == build_docx(BLOCKS)
