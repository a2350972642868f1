"""Opening PDFs: every exception of the libraries becomes one of ours, and hostile files are answered."""

import inspect
import time
import zlib
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, StreamDecodeLevel
from tests.builders.pdf import LOREM, Tag, a_pdf, a_tagged_pdf, link

from curbcut.documents.context import Context
from curbcut.documents.errors import MalformedDocumentError, OversizedDocumentError, UnreadableDocumentError
from curbcut.documents.pdf import PdfDocument, budget, reading, streams
from curbcut.rules.pdf import PDF
from curbcut.rules.runner import run

CONTEXT = Context(name="foxes.pdf")


def answered(data, seconds=10.0):
    """Check a file as the service does; returns results by rule, or the reason why it cannot be read."""
    started = time.process_time()
    try:
        results = {result.rule_id: result for result in run(PDF.read(data, CONTEXT), PDF.checks)}
    except UnreadableDocumentError as error:
        results = error
    assert time.process_time() - started < seconds
    return results


def library_exceptions():
    found = {value for _, value in inspect.getmembers(pikepdf, inspect.isclass) if issubclass(value, Exception)}
    found |= {value for _, value in inspect.getmembers(pypdfium2, inspect.isclass) if issubclass(value, Exception)}
    return sorted((kind for kind in found if not issubclass(kind, Warning)), key=lambda kind: kind.__name__)


@pytest.mark.parametrize("kind", library_exceptions())
def test_every_exception_of_the_libraries_is_foreseen(kind):
    assert issubclass(kind, reading.LIBRARY_ERRORS)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (pikepdf.PasswordError("invalid password"), "encrypted-document"),
        (pikepdf.PdfError("unsupported encryption filter"), "encrypted-document"),
        (pikepdf.PdfError("memory limit exceeded"), "oversized-document"),
        (pikepdf.PdfError("unable to find trailer"), "malformed-document"),
        (ValueError("anything"), "malformed-document"),
    ],
)
def test_an_exception_becomes_ours(error, code):
    with pytest.raises(UnreadableDocumentError) as raised:
        reading.raise_ours(error)
    assert raised.value.code == code
    assert raised.value.__cause__ is error


def test_more_pages_than_a_check_can_take(monkeypatch):
    monkeypatch.setattr(reading, "MOST_PAGES", 3)
    with pytest.raises(OversizedDocumentError, match="4 pages"):
        PdfDocument.read(a_pdf(4).build(), CONTEXT)


def test_a_cycle_in_the_structure():
    builder = a_tagged_pdf(Tag("Sect", kids=[Tag("P", LOREM)]))
    root = builder.pdf.Root.StructTreeRoot
    root.K[0].K[0].K.append(root.K[0])
    root.K.append(root.K[0])
    assert answered(builder.build())["pdf-untagged"].outcome == "passed"


def test_a_structure_ten_thousand_levels_deep():
    builder = a_pdf().with_text()
    root = builder.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    builder.pdf.Root.StructTreeRoot = root
    above = root
    for _ in range(10_000):
        element = builder.pdf.make_indirect(Dictionary(S=Name.Sect, P=above))
        above.K = element
        above = element
    assert answered(builder.build())["pdf-untagged"].outcome == "failed"


@pytest.mark.parametrize("mode", [ObjectStreamMode.disable, ObjectStreamMode.generate])
def test_more_objects_than_a_check_can_take(mode, monkeypatch):
    data = a_tagged_pdf(*[Tag("P", "x")] * 20).build(object_stream_mode=mode)
    monkeypatch.setattr(streams, "MOST_OBJECTS", 40)
    assert "pdf-title" in answered(data)
    monkeypatch.setattr(streams, "MOST_OBJECTS", 20)
    assert isinstance(answered(data), OversizedDocumentError)


@pytest.mark.parametrize(
    ("build", "units"),
    [
        (lambda: a_pdf(5), 5 * budget.PAGE),
        (lambda: a_pdf().with_text("x" * 79), budget.PAGE + 2),
        (lambda: a_pdf().draw("0 0 9 9 re f\n" * 7), budget.PAGE + 7),
        (lambda: a_pdf().draw("0 0 9 9 re W n").with_text("x", colour="0.7 g").with_text("x"), budget.PAGE + 3),
        (lambda: a_tagged_pdf(*[Tag("P", "x")] * 5), budget.PAGE + 5 + 6 * budget.ELEMENT),
    ],
)
def test_more_content_than_a_check_can_take(build, units, monkeypatch):
    data = build().build()
    monkeypatch.setattr(budget, "MOST_CONTENT", units)
    assert "pdf-title" in answered(data)
    monkeypatch.setattr(budget, "MOST_CONTENT", units - 1)
    assert isinstance(answered(data), OversizedDocumentError)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("/StructTreeRoot", 7), ("/StructTreeRoot", Array([])), ("/MarkInfo", Name.Yes), ("/Lang", 3), ("/Outlines", 1),
        ("/ViewerPreferences", Array([1])), ("/Metadata", Dictionary()), ("/AcroForm", 2),
    ],
)  # fmt: skip
def test_a_catalogue_with_values_of_the_wrong_type(key, value):
    builder = a_pdf().with_text()
    builder.pdf.Root[key] = value
    assert "pdf-title" in answered(builder.build())


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("/S", 7), ("/K", Name.P), ("/K", Array([Array([1]), None, Name.X, -1, 10**9])), ("/Alt", 3), ("/Pg", 5), ("/A", Name.B),
        ("/C", 3), ("/NS", 1), ("/Lang", Array([])), ("/ID", 1), ("/ActualText", Dictionary()), ("/S", Name("/\xea\xff")),
    ],
)  # fmt: skip
def test_elements_with_values_of_the_wrong_type(key, value):
    builder = a_tagged_pdf(
        Tag("Table", kids=[Tag("TR", kids=[Tag("TH", "a"), Tag("TD", "b")])] * 2), Tag("Figure", LOREM), Tag("H1", "x")
    )
    for element in [
        item for item in builder.pdf.objects if isinstance(item, Dictionary) and item.get("/Type") == Name.StructElem
    ]:
        element[key] = value
    assert "pdf-title" in answered(builder.build())


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("/Annots", 4),
        ("/Annots", Array([4, None, Dictionary()])),
        ("/MediaBox", Array([0, 0])),
        ("/Resources", 4),
        ("/Tabs", 1),
        ("/Rotate", 45),
    ],
)
def test_pages_with_values_of_the_wrong_type(key, value):
    builder = a_pdf().with_text()
    builder.pdf.pages[0].obj[key] = value
    assert isinstance(answered(builder.build()), dict | UnreadableDocumentError)


def test_a_gigantic_page_is_rendered_small():
    builder = a_pdf().draw("0 0 0.5 rg 0 0 900000 900000 re f").with_text(colour="0.6 g", size=900)
    builder.pdf.pages[0].obj.MediaBox = Array([0, 0, 1_000_000, 1_000_000])
    assert "pdf-contrast" in answered(builder.build())


def test_a_gigantic_picture_is_not_decoded():
    builder = a_pdf().with_picture().with_text(colour="0.6 g")
    picture = builder.pdf.pages[0].obj.Resources.XObject.Im0
    picture.Width = picture.Height = 60_000
    assert {finding.reason for finding in answered(builder.build())["pdf-contrast"].findings} == {"unmeasured"}


def test_a_stream_that_expands_a_thousandfold():
    builder = a_pdf()
    packed = zlib.compress(bytes(streams.MOST_DECODED_BYTES + 1), 9)
    builder.pdf.Root.Metadata = pikepdf.Stream(
        builder.pdf, packed, Filter=Name.FlateDecode, Type=Name.Metadata, Subtype=Name.XML
    )
    data = builder.build(stream_decode_level=StreamDecodeLevel.none, compress_streams=False)
    assert len(data) < 100_000
    assert answered(data)["pdf-title"].outcome == "passed"


def test_a_form_that_draws_itself():
    builder = a_pdf().with_text()
    form = builder.pdf.make_stream(b"/Fm0 Do /Fm0 Do", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    resources = Dictionary(
        XObject=Dictionary(Fm0=form), Font=Dictionary(F9=Dictionary(Type=Name.Font, Subtype=Name.Type3))
    )
    form.Resources = resources
    builder.pdf.pages[0].obj.Resources.XObject = Dictionary(Fm0=form)
    assert "pdf-unicode" in answered(builder.draw("/Fm0 Do").build())


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.7])
def test_a_file_that_was_cut_off_is_answered(share):
    data = a_tagged_pdf(Tag("P", LOREM), Tag("P", LOREM)).with_picture().build()
    assert isinstance(answered(data[: int(len(data) * share)]), MalformedDocumentError)


def test_zeros_behind_the_end_of_a_file_with_dangling_references():
    builder = a_pdf().with_text()
    builder.pdf.Root.PieceInfo = builder.pdf.make_indirect(Dictionary(Foxes=1))
    data = builder.build(object_stream_mode=ObjectStreamMode.disable)
    data = data.replace(b"/PieceInfo ", b"/PieceInfo 9")
    assert "pdf-title" in answered(data + bytes(3000))


def test_a_file_whose_end_was_cut_off_has_lost_its_title():
    data = a_pdf().with_text().build(object_stream_mode=ObjectStreamMode.disable)
    without_end = data[: data.rindex(b"xref", 0, data.rindex(b"startxref"))]
    assert isinstance(answered(without_end), MalformedDocumentError)
    amid_the_trailer = data[: data.rindex(b"trailer") + 12]
    assert isinstance(answered(amid_the_trailer), MalformedDocumentError)
    without_number = data[: data.rindex(b"startxref")] + b"startxref\n7\n%%EOF\n"
    assert answered(without_number)["pdf-title"].outcome == "passed"


def test_a_file_that_only_one_of_the_libraries_opens(monkeypatch):
    data = a_pdf().with_text().build()
    opened = []

    def refuse(given, *, times):
        opened.append(given)
        if len(opened) <= times:
            raise pypdfium2.PdfiumError("no")
        return pdfium_document(given)

    pdfium_document = pypdfium2.PdfDocument
    monkeypatch.setattr(reading.pypdfium2, "PdfDocument", lambda given: refuse(given, times=1))
    assert answered(data)["pdf-title"].outcome == "passed"
    assert [given == data for given in opened] == [True, False]
    monkeypatch.setattr(reading.pypdfium2, "PdfDocument", lambda given: refuse(given, times=9))
    assert isinstance(answered(data), MalformedDocumentError)


def test_a_drawing_with_fewer_pages_than_the_structure():
    builder = a_tagged_pdf(Tag("P", kids=[link("Foxes")]), Tag("P", LOREM, page=1), pages=2)
    few = pypdfium2.PdfDocument(a_pdf().build())
    with pikepdf.open(BytesIO(builder.build())) as pdf:
        document = PdfDocument(pdf, few, CONTEXT)
        results = {result.rule_id: result for result in run(document, PDF.checks)}
        assert results["pdf-title"].outcome == "passed"
        assert document.render_place(2) is None
        assert document.texts_within(1, [(0, 0, 9, 9)]) == [""]


def test_a_page_that_unpacks_to_too_much_is_not_drawn(monkeypatch):
    monkeypatch.setattr(streams, "MOST_DECODED_BYTES", 1_000_000)
    monkeypatch.setattr(streams, "SMALL_BYTES", 100_000)
    builder = a_pdf()
    assert "pdf-title" in answered(builder.draw("q Q\n" * 200_000).build())
    assert isinstance(answered(builder.draw("q Q\n" * 60_000).build()), OversizedDocumentError)


@pytest.mark.parametrize(("kind", "is_answered"), [(Name.EmbeddedFile, True), (Name.Foxes, False)])
def test_an_attached_file_may_be_large(kind, is_answered, monkeypatch):
    monkeypatch.setattr(streams, "MOST_DECODED_BYTES", 1_000)
    builder = a_pdf().with_text()
    builder.pdf.Root.Attached = builder.pdf.make_stream(b"x" * 2_000, Type=kind)
    assert isinstance(answered(builder.build()), dict) is is_answered


def test_a_page_of_many_streams_counts_them_together(monkeypatch):
    monkeypatch.setattr(streams, "MOST_DECODED_BYTES", 1_000_000)
    monkeypatch.setattr(streams, "SMALL_BYTES", 100_000)
    file = BytesIO(a_pdf().draw("q Q\n" * 60_000).build())
    with pikepdf.open(file) as pdf:
        page = pdf.pages[0].obj
        page.Contents = Array([page.Contents] * 15)
        saved = BytesIO()
        pdf.save(saved)
    assert isinstance(answered(saved.getvalue()), OversizedDocumentError)
