"""Values of any type where another is expected."""

from pikepdf import Dictionary, Name, String
from tests.builders.pdf import a_pdf
from tests.unit.documents.pdf.test_reading import answered

from curbcut.documents.pdf import objects


def test_keys_are_followed_as_far_as_they_lead():
    holder = Dictionary(A=Dictionary(B=String("Foxes")))
    assert objects.text(objects.entry(holder, "/A", "/B")) == "Foxes"
    assert objects.entry(holder, "/A", "/C") is None
    assert objects.entry(holder, "/A", "/B", "/C") is None


def test_a_key_that_is_half_a_character_stands_nowhere():
    assert objects.entry(Dictionary(A=1), "/\udcff") is None
    assert objects.entry(Dictionary(A=1), "/\ud800") is None


def test_a_font_name_that_is_no_text():
    font = Dictionary(Type=Name.Font, Subtype=Name.Type3)
    data = a_pdf().with_font(font, "F9").draw("BT /F\xed\xa0\x80 12 Tf 72 700 Td (Foxes) Tj ET").build()
    assert "pdf-unicode" in answered(data)
