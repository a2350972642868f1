"""Resources that pages share are looked through once."""

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from curbcut.documents.pdf import resources
from curbcut.documents.pdf.patterns import PatternFinder
from curbcut.documents.pdf.resources import FormIndex, key_of


@pytest.fixture
def pdf():
    with pikepdf.Pdf.new() as made:
        yield made


def a_form(pdf, **entries):
    return pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]), **entries)


def test_forms_by_name(pdf):
    picture = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Image)
    own = Dictionary(XObject=Dictionary(Fm0=a_form(pdf), Im0=picture, Odd=Name.Form))
    assert list(FormIndex().forms(own)) == ["Fm0"]
    assert FormIndex().forms(Dictionary(XObject=Name.Odd)) == {}
    assert FormIndex().forms(None) == {}


@pytest.mark.parametrize("shared", ["part", "whole"])
def test_what_pages_share_is_read_once(pdf, shared, monkeypatch):
    calls = []
    original = resources._forms_among
    monkeypatch.setattr(resources, "_forms_among", lambda found: calls.append(found) or original(found))
    forms = Dictionary(Fm0=a_form(pdf))
    if shared == "part":
        part = pdf.make_indirect(forms)
        pages = [Dictionary(XObject=part) for _ in range(3)]
    else:
        whole = pdf.make_indirect(Dictionary(XObject=forms))
        pages = [whole] * 3
    index = FormIndex()
    assert [list(index.forms(page)) for page in pages] == [["Fm0"]] * 3
    assert len(calls) == 1


def test_what_stands_in_a_page_is_known_by_nothing(pdf):
    assert key_of(Dictionary(XObject=Dictionary()), "/XObject") is None
    part = pdf.make_indirect(Dictionary())
    assert key_of(Dictionary(XObject=part), "/XObject") == ("part", part.objgen)
    whole = pdf.make_indirect(Dictionary(XObject=part))
    assert key_of(whole, "/Font") == ("whole", whole.objgen)


def test_patterns_of_forms_that_draw_one_another(pdf):
    one, other = a_form(pdf), a_form(pdf)
    one.Resources = Dictionary(XObject=Dictionary(Fm1=other))
    other.Resources = Dictionary(XObject=Dictionary(Fm0=one))
    page = Dictionary(Resources=Dictionary(XObject=Dictionary(Fm0=one)))
    assert not PatternFinder().has_patterns(page)
    other.Resources.Pattern = Dictionary(P1=pdf.make_indirect(Dictionary(PatternType=2)))
    assert PatternFinder().has_patterns(page)


def test_patterns_deeper_than_anything_is_drawn_are_none(pdf):
    inner = a_form(pdf, Resources=Dictionary(Pattern=Dictionary(P1=Dictionary(PatternType=2))))
    for _ in range(9):
        inner = a_form(pdf, Resources=Dictionary(XObject=Dictionary(Fm0=inner)))
    assert not PatternFinder().has_patterns(Dictionary(Resources=Dictionary(XObject=Dictionary(Fm0=inner))))
