"""The budget of form XObjects: wide and deep nesting is counted before it is drawn."""

import pytest
from pikepdf import Array, Dictionary, Name
from tests.builders.pdf import a_pdf
from tests.unit.documents.pdf.test_reading import answered

from curbcut.documents.pdf import forms
from curbcut.documents.pdf.forms import FormBudget

WORDS = b"BT /F1 12 Tf 72 700 Td (Foxes run over the hill) Tj ET"


def nested(levels, width, name="Fm0", shown_as=None):
    """A page that draws a form `width` times, which draws another one `width` times, and so on."""
    builder = a_pdf()
    resources = builder.pdf.pages[0].obj.Resources
    drawing = f"/{shown_as or name} Do\n".encode() * width
    form = a_form(builder, WORDS, Dictionary(Font=resources.Font))
    for _ in range(levels):
        form = a_form(builder, drawing, Dictionary(XObject=Dictionary({f"/{name}": form})))
    resources.XObject = Dictionary({f"/{name}": form})
    return builder.draw(drawing.decode())


def a_form(builder, content, resources=None):
    entries = {} if resources is None else {"Resources": resources}
    return builder.pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 595, 842], **entries)


def admitted(builder):
    builder.build()
    return FormBudget().admits(builder.pdf.pages[0].obj)


def test_ordinary_nesting_is_drawn():
    assert admitted(a_pdf().with_text())
    assert admitted(nested(0, 300))
    assert admitted(nested(3, 5))
    assert admitted(nested(11, 1))


def test_nesting_that_multiplies_is_not():
    assert not admitted(nested(0, forms.MOST_FORMS_OF_PAGE + 1))
    assert admitted(nested(0, forms.MOST_FORMS_OF_PAGE))
    assert not admitted(nested(1, 200))
    assert not admitted(nested(11, 10))
    assert not admitted(nested(14, 1))


def test_names_written_with_escapes_count():
    assert not admitted(nested(11, 10, shown_as="F#6d0"))


def test_a_form_without_resources_draws_from_those_around_it():
    builder = a_pdf()
    inner = a_form(builder, b"/Leaf Do\n" * 300)
    around = Dictionary(Inner=inner, Leaf=a_form(builder, WORDS))
    builder.pdf.pages[0].obj.Resources.XObject = around
    builder.draw("/Inner Do\n" * 300)
    assert not admitted(builder)


def test_forms_that_are_not_drawn_cost_nothing():
    builder = nested(11, 10)
    builder._operators[0].clear()
    assert admitted(builder)


def test_the_appearance_of_an_annotation_counts():
    builder = nested(11, 10)
    builder._operators[0].clear()
    appearance = builder.pdf.pages[0].obj.Resources.XObject.Fm0
    for normal in (appearance, Dictionary(On=appearance)):
        builder.with_annotation(
            Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=[0, 0, 9, 9], AP=Dictionary(N=normal))
        )
        assert not admitted(builder)
        builder.pdf.pages[0].obj.Annots = Array([])


def test_the_pages_of_a_document_share_one_budget(monkeypatch):
    monkeypatch.setattr(forms, "MOST_FORMS_OF_DOCUMENT", 25)
    builder = nested(0, 10)
    builder.build()
    budget = FormBudget()
    assert [budget.admits(builder.pdf.pages[0].obj) for _ in range(3)] == [True, True, False]


@pytest.mark.parametrize(("levels", "width"), [(1, 300), (5, 10), (11, 10)])
def test_a_wide_fan_is_answered_at_once(levels, width):
    assert "pdf-untagged" in answered(nested(levels, width).build(), seconds=2.0)


def test_fonts_are_looked_for_once_a_form():
    """Forms that refer to one another in layers, none of them drawn: 20 a layer make 20 to the 8th ways through."""
    builder = a_pdf().with_text()
    layer = [a_form(builder, b"", Dictionary()) for _ in range(20)]
    for _ in range(8):
        below = Dictionary({f"/X{index}": form for index, form in enumerate(layer)})
        layer = [a_form(builder, b"", Dictionary(XObject=below)) for _ in range(20)]
    builder.pdf.pages[0].obj.Resources.XObject = Dictionary({f"/X{index}": form for index, form in enumerate(layer)})
    assert "pdf-unicode" in answered(builder.build(), seconds=2.0)
