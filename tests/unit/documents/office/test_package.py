"""Hostile, damaged and unusual packages."""

import struct
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from tests.builders.office import (
    LOREM,
    NAMESPACES,
    a_docx,
    a_pptx,
    a_xlsx,
    an_opendocument,
    cells,
    heading,
    pack,
    paragraph,
    relationships,
)

from curbcut.documents.context import Context
from curbcut.documents.errors import (
    EncryptedDocumentError,
    MalformedDocumentError,
    OversizedDocumentError,
    UnconvertedDocumentError,
    UnreadableDocumentError,
)
from curbcut.documents.office import read
from curbcut.documents.office.package import MOST_ENTRIES, OLE_HEADER, Package

BOMB = (
    '<!DOCTYPE b [<!ENTITY a "aaaaaaaaaaaaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    f"<w:document {NAMESPACES}><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"
)


def open_it(data, name="foxes.docx"):
    return read(data, Context(name=name))


def changed(data, changes):
    """Return a package with some parts put in place of others."""
    with ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return pack(parts | changes)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", MalformedDocumentError),
        (b"PK\x03\x04", MalformedDocumentError),
        (b"<!DOCTYPE html><p>Sign in</p>", MalformedDocumentError),
        (a_docx(paragraph("x"))[:-200], MalformedDocumentError),
        (pack({"a.txt": "a"}), MalformedDocumentError),
        (OLE_HEADER + b"\0" * 600, MalformedDocumentError),
        (OLE_HEADER + "EncryptedPackage".encode("utf-16-le"), EncryptedDocumentError),
        (a_docx(parts={"word/document.xml": BOMB}), MalformedDocumentError),
        (a_docx(parts={"word/document.xml": "<w:document"}), MalformedDocumentError),
        (a_docx(parts={"word/document.xml": f"<w:other {NAMESPACES}/>"}), MalformedDocumentError),
        (a_docx(parts={"word/styles.xml": "<w:styles"}), MalformedDocumentError),
    ],
)
def test_what_cannot_be_opened(data, error):
    with pytest.raises(error):
        open_it(data)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (a_pptx("", parts={"ppt/slides/slide1.xml": "<p:sld"}), "a.pptx"),
        (
            a_pptx(
                parts={
                    "ppt/presentation.xml": f"<p:presentation {NAMESPACES}><p:sldIdLst><p:sldId r:id='s9'/></p:sldIdLst></p:presentation>"
                }
            ),
            "a.pptx",
        ),
        (a_docx(), "a.pptx"),
        (a_docx(), "a.xlsx"),
        (a_xlsx({"A": "<sheetData><row>"}), "a.xlsx"),
        (pack({"mimetype": "x"}), "a.odt"),
        (an_opendocument(""), "a.ods"),
    ],
)
def test_other_kinds_that_cannot_be_opened(data, name):
    with pytest.raises(MalformedDocumentError):
        open_it(data, name)


def test_a_locked_opendocument():
    with pytest.raises(EncryptedDocumentError):
        open_it(an_opendocument("", manifest="<manifest:encryption-data/>"), "a.odt")


def test_a_locked_entry():
    data = bytearray(a_docx(paragraph("x")))
    at = data.index(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 1)
    with pytest.raises(EncryptedDocumentError):
        open_it(bytes(data))


def test_zeros_are_not_unpacked_to_their_end():
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", relationships({"r": ("officeDocument", "word/document.xml")}))
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(60):
                part.write(b"\0" * (1 << 20))
    with pytest.raises(OversizedDocumentError):
        open_it(out.getvalue())


def test_too_many_entries():
    with pytest.raises(OversizedDocumentError):
        Package(pack({f"{number}": "" for number in range(MOST_ENTRIES + 1)}))


def test_paths_that_climb_out_stay_inside():
    data = pack({"_rels/.rels": relationships({"r": ("officeDocument", "../../etc/passwd")})})
    assert Package(data).relationships("")["r"].target == "etc/passwd"
    with pytest.raises(MalformedDocumentError):
        open_it(data)


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.encode(),
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: ('<?xml version="1.0" encoding="UTF-16"?>' + text).encode("utf-16"),
        lambda text: ('<?xml version="1.0" encoding="UTF-16"?>' + text).encode("utf-16-be"),
        lambda text: text.replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        ).encode(),
    ],
)
def test_encodings_and_strict_namespaces(encode):
    document = f"<w:document {NAMESPACES}><w:body>{heading(1, 'Füchse')}</w:body></w:document>"
    found = open_it(a_docx(parts={"word/document.xml": encode(document)}))
    assert [each.text for each in found.content.headings] == ["Füchse"]


def test_names_with_backslashes_and_other_case():
    parts = {
        "_rels/.rels": relationships({"r": ("officeDocument", "/Word/Document.xml")}),
        "word\\document.xml": f"<w:document {NAMESPACES}><w:body>{paragraph('x')}</w:body></w:document>",
    }
    assert open_it(pack(parts)).content.words == 1


def test_deep_nesting_ends():
    deep = "<w:tbl><w:tr><w:tc>" * 80 + paragraph("x") + "</w:tc></w:tr></w:tbl>" * 80
    try:
        open_it(a_docx(deep))
    except UnreadableDocumentError:
        return


def test_bytes_that_are_changed_are_answered():
    good = a_docx(heading(1), paragraph(LOREM))
    for at in range(0, len(good), 37):
        data = bytearray(good)
        data[at] ^= 0xFF
        try:
            open_it(bytes(data))
        except UnreadableDocumentError:
            continue


def compound(*names, flags=0):
    """Write the beginning of a compound file with a directory."""
    header = bytearray(512)
    header[:8] = OLE_HEADER
    struct.pack_into("<H", header, 30, 9)
    directory = bytearray(512)
    for number, name in enumerate(names):
        text = name.encode("utf-16-le") + b"\0\0"
        directory[number * 128 : number * 128 + len(text)] = text
        struct.pack_into("<H", directory, number * 128 + 64, len(text))
        directory[number * 128 + 66] = 2
    fib = bytearray(512)
    fib[:2] = b"\xec\xa5"
    struct.pack_into("<H", fib, 10, flags)
    return bytes(header + directory + fib)


@pytest.mark.parametrize(
    ("data", "name", "error"),
    [
        (compound("WordDocument"), "a.doc", UnconvertedDocumentError),
        (compound("WordDocument", flags=0x100), "a.doc", EncryptedDocumentError),
        (compound("EncryptedPackage"), "a.xls", EncryptedDocumentError),
        (compound("Workbook"), "a.xls", UnconvertedDocumentError),
        (compound("Book"), "a.xls", UnconvertedDocumentError),
        (compound("PowerPoint Document"), "a.ppt", UnconvertedDocumentError),
        (compound("Other"), "a.ppt", MalformedDocumentError),
        (OLE_HEADER, "a.doc", MalformedDocumentError),
        (b"", "a.doc", MalformedDocumentError),
        (b"text", "a.doc", MalformedDocumentError),
        (b"{\\rtf1 x}", "a.rtf", UnconvertedDocumentError),
        (b"plain", "a.rtf", MalformedDocumentError),
    ],
)
def test_older_formats(data, name, error):
    with pytest.raises(error):
        open_it(data, name)


def test_an_older_format_says_what_to_do():
    with pytest.raises(UnconvertedDocumentError, match=r"save it as \.docx"):
        open_it(compound("WordDocument"), "a.doc")


def test_sheets_are_read_row_by_row():
    found = open_it(a_xlsx({"A": cells("1", "b")}), "a.xlsx")
    assert [sheet.is_blank for sheet in found.content.sheets] == [False]
