"""What a document knows of itself, and its pictures of places."""

from io import BytesIO

import pytest
from PIL import Image
from tests.builders.pdf import LOREM, a_pdf

from curbcut.documents.context import Context
from curbcut.documents.pdf import PdfDocument, drawn
from curbcut.documents.pdf.producer import application_of
from curbcut.documents.pdf.reading_order import kendall_tau, visual_order
from curbcut.documents.pdf.tounicode import ToUnicode
from curbcut.standards.glyphs import is_known_glyph_name
from curbcut.standards.pdfua import heading_level


def read(builder):
    return PdfDocument.read(builder.build(), Context(name="foxes.pdf"))


@pytest.mark.parametrize(
    ("creator", "producer", "application"),
    [
        ("Microsoft® Word 2019", "Microsoft® Word 2019", "word"),
        ("Acrobat PDFMaker 17 for Word", "Adobe PDF Library 15.0", "word"),
        ("Microsoft® PowerPoint® for Microsoft 365", "", "powerpoint"),
        ("Writer", "LibreOffice 7.4", "libreoffice"),
        ("", "Skia/PDF m119 Google Docs Renderer", "google-docs"),
        ("LaTeX with hyperref", "pdfTeX-1.40.25", "latex"),
        ("TeX", "LuaTeX-1.18", "latex"),
        ("Adobe InDesign 18.0 (Windows)", "Adobe PDF Library 17.0", "indesign"),
        ("ABBYY FineReader PDF 15", "", "scanner"),
        ("", "Adobe Acrobat Pro DC 22 Paper Capture Plug-in", "scanner"),
        ("", "", "unknown"),
    ],
)
def test_the_application_that_a_file_comes_from(creator, producer, application):
    assert application_of(creator, producer) == application
    assert read(a_pdf().with_info(Creator=creator, Producer=producer)).producer == application


def size_of(png):
    return Image.open(BytesIO(png)).size


def test_a_crop_shows_the_place():
    document = read(a_pdf().draw("1 0 0 rg 100 500 50 20 re f"))
    image = Image.open(BytesIO(document.render_place(1, (100, 500, 150, 520)))).convert("RGB")
    # 108 dots an inch: 75 by 30 pixels, a frame of 2 about them, 24 of the page around it.
    assert image.size == pytest.approx((75 + 52, 30 + 52), abs=2)
    assert image.getpixel((image.width // 2, image.height // 2)) == (255, 0, 0)
    assert image.getpixel((25, image.height // 2)) == pytest.approx((200, 0, 90), abs=2)
    assert image.getpixel((10, image.height // 2)) == (255, 255, 255)


def test_the_crop_of_a_whole_page_is_no_larger_than_a_person_needs():
    width, height = size_of(read(a_pdf().with_text()).render_place(1, (0, 0, 595, 842)))
    assert width <= 720
    assert height <= 480


def test_a_thumbnail_shows_the_page():
    width, height = size_of(read(a_pdf()).render_place(1))
    assert (width, height) == pytest.approx((298, 421), abs=2)


@pytest.mark.parametrize("page_number", [0, 2, -1])
def test_there_is_no_picture_of_a_page_that_is_not_there(page_number):
    assert read(a_pdf()).render_place(page_number) is None


def test_a_place_outside_the_page_shows_the_page():
    assert read(a_pdf()).render_place(1, (9000, 9000, 9100, 9100)) is not None


def test_a_page_is_drawn_once(monkeypatch):
    document = read(a_pdf().with_text())
    calls = []
    original = drawn.draw
    monkeypatch.setattr(
        "curbcut.documents.pdf.document.draw", lambda *given, **how: calls.append(given) or original(*given, **how)
    )
    assert document.drawn(0) is document.drawn(0)
    assert document.sample_text(1000)
    assert len(calls) == 1


def test_nothing_is_drawn_before_it_is_asked_for(monkeypatch):
    monkeypatch.setattr("curbcut.documents.pdf.document.draw", None)
    document = read(a_pdf().with_text())
    assert (document.page_count, document.language, document.titles) == (1, "en", ["A Course on Foxes"])


def test_text_and_its_look():
    run, *_ = read(a_pdf().with_text(LOREM[:20], colour="1 0 0 rg", size=9)).drawn(0).runs
    assert run.text.strip() == LOREM[:20].strip()
    assert (run.colour, run.size, run.mode, run.content.mcid) == ((255, 0, 0, 255), 9, 0, -1)
    assert "Helvetica" in run.face.name


def test_a_map_with_everything():
    found = ToUnicode(
        b"2 beginbfchar <0001> <0041> <02> <D83D DE00> endbfchar 2 beginbfrange <10> <12> <0061> <20> <21> [<0078> <0079>] endbfrange"
    )
    assert [found.lookup(code) for code in (1, 2, 0x10, 0x12, 0x13, 0x20, 0x21, 3)] == [
        "A",
        "😀",
        "a",
        "c",
        None,
        "x",
        "y",
        None,
    ]


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("A", True),
        ("f_f_i", True),
        ("uni00410042", True),
        ("a.alt", True),
        ("g12", False),
        ("", False),
        (".notdef", False),
        ("uni12", False),
    ],
)
def test_glyph_names(name, known):
    assert is_known_glyph_name(name) is known


@pytest.mark.parametrize(
    ("role", "level"), [("H1", 1), ("H12", 12), ("H", None), ("H0", None), ("H01", None), ("Hx", None), ("P", None)]
)
def test_heading_levels(role, level):
    assert heading_level(role) == level


def test_visual_order_goes_down_the_columns():
    title, left, right = (0, 90, 100, 100), (0, 0, 40, 80), (60, 0, 100, 80)
    assert visual_order([right, title, left]) == [1, 2, 0]
    assert visual_order([]) == []


@pytest.mark.parametrize(
    ("order", "tau"), [([0, 1, 2], 1.0), ([2, 1, 0], -1.0), ([0], 1.0), ([0, 2, 1], pytest.approx(1 / 3))]
)
def test_agreement_of_orders(order, tau):
    assert kendall_tau(order) == tau
