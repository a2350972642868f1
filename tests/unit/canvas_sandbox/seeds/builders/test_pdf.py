"""The PDF files of the seeds are what they claim to be, by the word of two libraries that did not make them."""

from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from canvas_sandbox.seeds.builders import pictures
from canvas_sandbox.seeds.builders.blocks import Bullets, Heading, Paragraph, Table
from canvas_sandbox.seeds.builders.pdf import build_encrypted_pdf, build_pdf, build_scanned_pdf
from canvas_sandbox.seeds.builders.pdf_layout import wrap

BLOCKS = [
    Heading(1, "Cells (and walls)"),
    Paragraph(r"A back\slash, then more. " * 30),
    Bullets(("one", "two")),
    Table((("A", "B"), ("1", "2"))),
]


def opened(data, **options):
    document = pikepdf.open(BytesIO(data), **options)
    assert not document.check_pdf_syntax()
    return document


def tags_of(element):
    """The structure below an element as nested tuples, without what is marked."""
    kids = [kid for kid in element.K if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
    return (str(element.S)[1:], *map(tags_of, kids))


def text_of(data, **options):
    document = pypdfium2.PdfDocument(data, **options)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


def test_a_tagged_document_has_its_tags_title_and_language():
    document = opened(build_pdf(BLOCKS, title="Cells & walls", language="en"))
    cells = (("TR", ("TH",), ("TH",)), ("TR", ("TD",), ("TD",)))
    item = ("LI", ("Lbl",), ("LBody",))
    assert tags_of(document.Root.StructTreeRoot.K) == (
        "Document",
        ("H1",),
        ("P",),
        ("L", item, item),
        ("Table", *cells),
    )
    assert (str(document.Root.Lang), str(document.docinfo.Title)) == ("en", "Cells & walls")
    assert document.Root.ViewerPreferences.DisplayDocTitle
    with document.open_metadata() as metadata:
        assert metadata["dc:title"] == "Cells & walls"


def test_an_untagged_document_has_none_of_them():
    document = opened(build_pdf(BLOCKS, tagged=False))
    assert not {"/StructTreeRoot", "/Lang", "/MarkInfo", "/Metadata"} & set(document.Root.keys())
    assert document.trailer.get("/Info") is None


def test_every_mark_on_a_page_has_its_owner_in_the_parent_tree():
    document = opened(build_pdf(BLOCKS * 4, title="T", language="en"))
    assert len(document.pages) > 1
    numbers = document.Root.StructTreeRoot.ParentTree.Nums
    for index, page in enumerate(document.pages):
        assert int(page.StructParents) == index
        owners = numbers[2 * index + 1]
        marks = [int(kid.MCID) for owner in {id(o): o for o in owners}.values() for kid in owner.K if "/MCID" in kid]
        assert set(range(len(owners))) <= set(marks)


def test_the_text_can_be_read_whole():
    data = build_pdf(BLOCKS)
    assert text_of(data).startswith(r"Cells (and walls) A back\slash, then more.")
    assert text_of(data).endswith("- one - two A B 1 2")


@pytest.mark.parametrize("alt", ["Seven cells", None])
def test_a_figure_has_the_alternative_it_is_given(alt):
    document = opened(build_pdf([pictures.figure(pictures.cells(), alt)]))
    [figure] = [element for element in document.Root.StructTreeRoot.K.K if "/S" in element and element.S == "/Figure"]
    assert (str(figure.Alt) if "/Alt" in figure else None) == alt


def test_a_scan_has_a_picture_on_each_page_and_no_text():
    data = build_scanned_pdf([pictures.scanned_page(("By-law 1.",))] * 2)
    document = opened(data)
    assert [len(page.get_images()) for page in document.pages] == [1, 1]
    assert text_of(data) == ""


def test_an_encrypted_document_opens_with_its_password_only():
    data = build_encrypted_pdf(BLOCKS, "alder")
    assert text_of(data, password="alder").startswith("Cells (and walls)")
    document = opened(data, password="alder")
    assert not document.allow.accessibility
    with pytest.raises(pikepdf.PasswordError):
        opened(data, password="elder")
    with pytest.raises(pypdfium2.PdfiumError):
        pypdfium2.PdfDocument(data)


def test_the_same_document_has_the_same_bytes():
    assert build_pdf(BLOCKS, title="T") == build_pdf(BLOCKS, title="T")
    assert build_encrypted_pdf(BLOCKS, "a") == build_encrypted_pdf(BLOCKS, "a") != build_encrypted_pdf(BLOCKS, "b")


def test_a_line_is_no_wider_than_asked_but_for_a_longer_word():
    assert wrap("aa bb cc", 10, 30) == ["aa bb", "cc"]
    assert wrap("x" * 50, 10, 30) == ["x" * 50]
    assert wrap("", 10, 30) == []
