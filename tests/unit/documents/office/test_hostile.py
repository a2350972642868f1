"""Packages that lie: entities hidden behind comments, sizes that are not so, names that are there twice."""

import struct
import zlib
from io import BytesIO
from warnings import catch_warnings, simplefilter
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from tests.builders.office import NAMESPACES, a_docx, a_pptx, a_xlsx, paragraph, relationships

from curbcut.documents.context import Context
from curbcut.documents.errors import MalformedDocumentError, UnreadableDocumentError
from curbcut.documents.office import read

NESTED = "".join(
    f'<!ENTITY {name} "{("&" + before + ";") * 9}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
BOMB = f'<!DOCTYPE w [<!ENTITY a "lol">{NESTED}]>'
WORDS = f"<w:document {NAMESPACES}><w:body>%s</w:body></w:document>"


def titles(data, name="a.docx"):
    return [each.text for each in read(data, Context(name=name)).content.headings]


def a_heading(words):
    return f'<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>'


@pytest.mark.parametrize(
    "before", ["", "<?xml version='1.0'?>", " " * 9000, f"<!-- {'x' * 9000} -->", "<?a b?><!-- -> -->"]
)
@pytest.mark.parametrize("inner", ["<w:p><w:r><w:t>&i;</w:t></w:r></w:p>", '<w:p w:rsidR="&i;"/>'])
def test_entities_are_refused_wherever_they_hide(before, inner):
    with pytest.raises(MalformedDocumentError, match="entities"):
        titles(a_docx(parts={"word/document.xml": before + BOMB + WORDS % inner}))


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (a_pptx("", parts={"ppt/slides/slide1.xml": BOMB + "<p:sld/>"}), "a.pptx"),
        (a_xlsx(parts={"xl/worksheets/sheet1.xml": BOMB + "<worksheet/>"}), "a.xlsx"),
        (b'<?xml version="1.0"?>' + BOMB.encode() + b"<office:document/>", "a.fodt"),
    ],
)
def test_entities_of_other_kinds(data, name):
    with pytest.raises(MalformedDocumentError, match="entities"):
        read(data, Context(name=name))


def test_text_that_speaks_of_document_types_is_text():
    assert titles(a_docx(a_heading("&lt;!DOCTYPE html>"))) == ["<!DOCTYPE html>"]


def zipped(entries):
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive, catch_warnings():
        simplefilter("ignore")  # names that are there twice
        for name, content in entries:
            archive.writestr(name, content)
    return out.getvalue()


ROOT = ("_rels/.rels", relationships({"r": ("officeDocument", "word/document.xml")}))
PART = "word/document.xml"


def test_of_two_parts_of_one_name_the_first_counts():
    data = zipped([ROOT, (PART, WORDS % a_heading("One")), (PART, WORDS % a_heading("Two"))])
    assert titles(data) == ["One"]


@pytest.mark.parametrize("size", [0, 7])
def test_a_directory_that_lies_about_sizes(size):
    data = bytearray(zipped([ROOT, (PART, WORDS % paragraph("a" * 500))]))
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", size)
    with pytest.raises(UnreadableDocumentError):
        titles(bytes(data))


@pytest.mark.parametrize(
    ("offset", "value"), [(16, b"\0\0\0\0"), (42, b"\xff\xff\xff\x0f"), (10, b"\x63\0"), (42, b"\0\0\0\0")]
)
def test_a_directory_that_lies_about_the_rest(offset, value):
    data = bytearray(zipped([ROOT, (PART, WORDS % paragraph("a"))]))
    at = data.rindex(b"PK\x01\x02")
    data[at + offset : at + offset + len(value)] = value
    with pytest.raises(UnreadableDocumentError):
        titles(bytes(data))


def test_large_file_records_are_read():
    out = BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as archive:
        archive.writestr(*ROOT)
        with archive.open(PART, "w", force_zip64=True) as part:
            part.write((WORDS % a_heading("One")).encode())
    assert titles(out.getvalue()) == ["One"]


def test_bytes_before_the_package_do_no_harm():
    assert titles(b"MZ" * 50 + zipped([ROOT, (PART, WORDS % a_heading("One"))])) == ["One"]


def test_a_cut_file_is_answered_wherever_it_was_cut():
    data = a_docx(a_heading("One"))
    for length in range(0, len(data), 97):
        with pytest.raises(UnreadableDocumentError):
            titles(data[:length])


def test_a_stream_that_does_not_end():
    data = bytearray(zipped([ROOT, (PART, WORDS % paragraph("a" * 500))]))
    packed = zlib.compress(b"x")[2:-4]
    at = data.index(packed[:1], data.index(PART.encode()) + len(PART))
    data[at : at + 4] = b"\xff\xff\xff\xff"
    with pytest.raises(UnreadableDocumentError):
        titles(bytes(data))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-16-le", "utf-8-sig"])
def test_parts_in_other_encodings(encoding):
    marked = "\ufeff" if encoding in {"utf-16-be", "utf-16-le"} else ""
    source = f'<?xml version="1.0" encoding="{"UTF-8" if "8" in encoding else "UTF-16"}"?>' + WORDS % a_heading(
        "Füchse"
    )
    assert titles(zipped([ROOT, (PART, (marked + source).encode(encoding))])) == ["Füchse"]
