"""Telling the kind of a file."""

import pytest
from tests.builders.office import a_docx, a_pptx, a_xlsx, pack

from curbcut.documents.kinds import kind_of


@pytest.mark.parametrize(
    ("name", "head", "kind"),
    [
        ("fox.DOCX", b"", "docx"),
        ("fox.ppsm", b"", "pptx"),
        ("fox.pdf", b"<html>", "pdf"),
        ("fox", b"%PDF-1.7", "pdf"),
        ("fox", b"\x89PNG\r\n\x1a\n", "image"),
        ("fox", b"RIFF\0\0\0\0WEBP", "image"),
        ("fox", b"RIFF\0\0\0\0WAVE", "audio"),
        ("fox", b"RIFF\0\0\0\0ACON", "unknown"),
        ("fox", b"\0\0\0\x18ftypM4A ", "audio"),
        ("fox", b"\0\0\0\x18ftypheic", "image"),
        ("fox", b"\0\0\0\x18ftypisom", "video"),
        ("fox", b"<!DOCTYPE html>", "html"),
        ("fox", b"PK\x03\x04", "archive"),
        ("fox.unheard", b"text", "unknown"),
    ],
)
def test_name_first_then_content(name, head, kind):
    assert kind_of(name, head) == kind


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.text", "odt"),
        (b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "ods"),
        (pack({"word/document.xml": "x"}), "docx"),
        (pack({"ppt/presentation.xml": "x"}), "pptx"),
        (pack({"xl/workbook.xml": "x"}), "xlsx"),
        (pack({"page.html": "x"}), "archive"),
    ],
)
def test_packages_without_a_telling_name(data, kind):
    assert kind_of("fox", data[:1024]) == kind


@pytest.mark.parametrize(("data", "kind"), [(a_docx(), "docx"), (a_pptx(""), "pptx"), (a_xlsx(), "xlsx")])
def test_whole_documents(data, kind):
    assert kind_of("fox", data[:1024]) == kind
