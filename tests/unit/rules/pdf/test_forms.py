"""pdf-form-labels."""

import pytest
from pikepdf import Array, Dictionary, Name, String
from tests.builders.pdf import Tag, a_pdf
from tests.unit.rules.pdf.judging import judge, said

from curbcut.rules.rule import Outcome

RULE = "pdf-form-labels"


@pytest.mark.parametrize(("tip", "expected"), [("Your name", "passed"), (" ", "failed"), (None, "failed")])
@pytest.mark.parametrize("kind", ["Tx", "Ch", "Btn"])
def test_a_tooltip_is_the_label(tip, kind, expected):
    assert said(RULE, a_pdf().with_field(tip=tip, kind=kind))[0] == expected


def test_the_finding_names_the_field_and_its_place():
    [finding] = judge(RULE, a_pdf().with_field("Birthday")).findings
    assert "Birthday" in finding.message
    assert (finding.place.page_number, finding.place.rectangle) == (1, (72, 600, 200, 620))


def test_a_tooltip_on_a_parent():
    builder = a_pdf()
    parent = builder.pdf.make_indirect(Dictionary(T=String("person"), TU=String("Your name"), FT=Name.Tx))
    builder.with_field("last", Parent=parent)
    assert said(RULE, builder) == ("passed", [])


def test_a_description_in_the_structure():
    widget = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("q"), Rect=[72, 600, 200, 620])
    tag = Tag("Form", annotation=widget, entries={"/Alt": String("Your name")})
    assert said(RULE, a_pdf().with_tags(tag)) == ("passed", [])


def test_the_widgets_of_one_field_are_one():
    builder = a_pdf()
    parent = builder.pdf.make_indirect(Dictionary(T=String("colour"), FT=Name.Btn))
    for place in (100, 200, 300):
        widget = Dictionary(Type=Name.Annot, Subtype=Name.Widget, Parent=parent, Rect=[72, place, 90, place + 18])
        builder.with_annotation(widget)
    assert judge(RULE, builder).failed == 1


@pytest.mark.parametrize("flags", [2, 32])
def test_a_hidden_field_is_not_judged(flags):
    assert judge(RULE, a_pdf().with_field(F=flags)).outcome is Outcome.INAPPLICABLE


def test_a_field_off_the_page_is_not_judged():
    assert judge(RULE, a_pdf().with_field(Rect=Array([900, 900, 990, 990]))).outcome is Outcome.INAPPLICABLE


def test_a_push_button_is_named_by_its_caption():
    caption = Dictionary(CA=String("Send"))
    assert judge(RULE, a_pdf().with_field(kind="Btn", Ff=1 << 16, MK=caption)).outcome is Outcome.INAPPLICABLE
    assert said(RULE, a_pdf().with_field(kind="Btn", Ff=1 << 16))[0] == "failed"
    assert said(RULE, a_pdf().with_field(kind="Btn", MK=caption))[0] == "failed"


def test_an_invisible_signature_is_not_judged():
    assert judge(RULE, a_pdf().with_field(kind="Sig", Rect=Array([0, 0, 0, 0]))).outcome is Outcome.INAPPLICABLE
    assert said(RULE, a_pdf().with_field(kind="Sig"))[0] == "failed"


def test_a_cycle_of_parents_ends():
    builder = a_pdf().with_field("q", tip="Your name")
    widget = builder.pdf.pages[0].obj.Annots[0]
    parent = builder.pdf.make_indirect(Dictionary(T=String("a"), Parent=widget))
    widget.Parent = parent
    assert said(RULE, builder)[0] == "passed"


def test_no_form():
    assert judge(RULE, a_pdf()).outcome is Outcome.INAPPLICABLE
