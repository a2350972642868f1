"""Documents that came out of a conversion, and older formats before it."""

import struct

import pytest
from tests.builders.office import a_docx, a_pptx, drawing, heading, paragraph, slide_table, table

from curbcut.documents.context import Context, Conversion
from curbcut.documents.errors import EncryptedDocumentError, MalformedDocumentError, UnconvertedDocumentError
from curbcut.documents.office import legacy, read
from curbcut.rules.office import OFFICE
from curbcut.rules.runner import run

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def said(rule_id, data, *lost):
    [check] = [check for check in OFFICE.checks if check.rule.id == rule_id]
    kind = "pptx" if b"ppt/" in data else "docx"
    context = Context(name="foxes.old", conversion=Conversion("doc", kind, lost))
    [result] = run(read(data, context), [check])
    return result.outcome.value, [finding.reason for finding in result.findings]


@pytest.mark.parametrize(
    ("lost", "header", "expected"),
    [
        ("descriptions", "", ("failed", ["unmarked"])),
        ("header-rows", "", ("cantTell", ["unknown"])),
        ("header-rows", "<w:tblHeader/>", ("passed", [])),
    ],
)
def test_header_rows(lost, header, expected):
    rows = table(("Animal", "Legs"), ("Fox", "4"), header=header)
    assert said("office-table-headers", a_docx(paragraph("x"), rows), lost) == expected


def test_header_rows_of_decks():
    deck = a_pptx(slide_table(("Animal", "Legs"), ("Fox", "4")))
    assert said("office-table-headers", deck, "header-rows") == ("cantTell", ["unknown"])


@pytest.mark.parametrize(
    ("lost", "properties", "kind", "expected"),
    [
        ("header-rows", "", "picture", ("failed", ["absent"])),
        ("descriptions", "", "picture", ("cantTell", ["unknown"])),
        ("descriptions", 'descr="A red fox"', "picture", ("passed", [])),
        ("descriptions", "", "chart", ("failed", ["absent"])),
    ],
)
def test_pictures(lost, properties, kind, expected):
    body = f"<w:p>{drawing(properties, kind=kind)}</w:p>"
    assert said("office-image-alt", a_docx(heading(1), body), lost) == expected


@pytest.mark.parametrize(
    ("kind", "data", "lost"),
    [
        ("rtf", b"{\\rtf1 Foxes}", ()),
        ("rtf", rb"{\rtf1 \trowd\trhdr}", ("header-rows",)),
        ("rtf", rb"{\rtf1 {\sn wzDescription}}", ("descriptions",)),
        ("doc", OLE + b"\x81\xc3\x10\x00\x00\x00", ("descriptions",)),
        ("doc", OLE + b"\x81\xc3\x10\x00\x00\x01", ()),
        ("doc", OLE + b"\x81\xc3\x02\x00\x00\x00", ()),
        ("xls", OLE + b"\x81\xc3\x10\x00\x00\x00", ()),
        ("ppt", OLE, ("header-rows",)),
    ],
)
def test_what_the_file_says_and_its_conversion_does_not(kind, data, lost):
    assert legacy.what_is_lost(kind, data) == lost


def compound(*names, content=b""):
    """Write a compound file as far as its directory goes."""
    entries = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<HB", 2 * len(name) + 2, 2) + b"\0" * 61
        for name in names
    )
    head = OLE.ljust(30, b"\0") + struct.pack("<H", 9) + b"\0" * 16 + struct.pack("<I", 0)
    return head.ljust(512, b"\0") + entries.ljust(512, b"\0") + content


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("a.rtf", b"{\\rtf1 Foxes}", UnconvertedDocumentError),
        ("a.doc", b"{\\rtf1 Foxes}", UnconvertedDocumentError),
        ("a.xls", b"{\\rtf1 Foxes}", MalformedDocumentError),
        ("a.rtf", b"Foxes", MalformedDocumentError),
        ("a.doc", b"", MalformedDocumentError),
        ("a.doc", b"<html>", MalformedDocumentError),
        ("a.doc", OLE, MalformedDocumentError),
        ("a.doc", compound("Notes"), MalformedDocumentError),
        ("a.doc", compound("WordDocument"), UnconvertedDocumentError),
        (
            "a.doc",
            compound("WordDocument", content=b"\xec\xa5\xc1" + b"\0" * 7 + b"\0\x01" + b"\0" * 500),
            EncryptedDocumentError,
        ),
        (
            "a.doc",
            compound("WordDocument", content=b"\0" * 192 + b"\xec\xa5\xc1" + b"\0" * 7 + b"\0\x01" + b"\0" * 308),
            EncryptedDocumentError,
        ),
        (
            "a.doc",
            compound("WordDocument", content=b"\xec\xa5\0" + b"\0" * 7 + b"\0\x01" + b"\0" * 500),
            UnconvertedDocumentError,
        ),
        ("a.doc", compound("WordDocument", content=b"\xec\xa5\xc1" + b"\0" * 509), UnconvertedDocumentError),
        ("a.ppt", compound("PowerPoint Document"), UnconvertedDocumentError),
        ("a.doc", compound("WORDDOCUMENT"), UnconvertedDocumentError),
        ("a.ppt", compound("EncryptedSummary"), EncryptedDocumentError),
        ("a.xls", compound("Book"), UnconvertedDocumentError),
        ("a.xls", compound("EncryptedPackage"), EncryptedDocumentError),
    ],
)
def test_what_is_said_of_older_formats_before_they_are_converted(name, data, error):
    with pytest.raises(error) as raised:
        read(data, Context(name=name))
    assert type(raised.value) is error


def test_a_package_under_an_older_name_is_read():
    assert read(a_docx(paragraph("x")), Context(name="a.doc")).kind == "text"


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        (b"\x09\x08\x10\x00" + b"\0" * 16 + b"\x2f\x00\x36\x00", True),
        (b"\x09\x08\x10\x00" + b"\0" * 16 + b"\x86\x00\x00\x00\x2f\x00\x36\x00", True),
        (b"\x09\x08\x10\x00" + b"\0" * 16 + b"\xe1\x00\x02\x00", False),
        (b"\x09\x08\x10\x00" + b"\0" * 16 + b"\x86\x00\x00\x00\xe1\x00\x02\x00", False),
        (b"", False),
    ],
)
def test_encrypted_workbooks(records, expected):
    assert legacy.is_locked_workbook(compound("Workbook", content=records.ljust(512, b"\0"))) is expected
