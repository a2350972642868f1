"""pdf-scanned, pdf-ocred, pdf-untagged."""

import pytest
from pikepdf import Dictionary, Name
from tests.builders.pdf import LOREM, Tag, a_pdf, a_tagged_pdf
from tests.unit.rules.pdf.judging import judge, said

from curbcut.documents.context import Context
from curbcut.rules.pdf import PDF
from curbcut.rules.rule import Outcome
from curbcut.rules.runner import run

STRUCTURE_RULES = {
    "pdf-figure-alt", "pdf-figure-alt-quality", "pdf-headings-missing", "pdf-heading-order", "pdf-heading-start", "pdf-heading-depth",
    "pdf-table-headers", "pdf-link-text", "pdf-list-structure", "pdf-reading-order", "pdf-tab-order",
}  # fmt: skip


def test_a_page_that_is_a_picture_is_scanned():
    assert said("pdf-scanned", a_pdf().with_picture()) == ("failed", ["scanned"])


def test_a_stamped_page_number_does_not_hide_a_scan():
    assert said("pdf-scanned", a_pdf().with_picture().with_text("Page 7")) == ("failed", ["scanned"])


def test_text_off_the_page_does_not_hide_a_scan():
    beyond = f"BT {{}} Tr /F1 12 Tf 900 700 Td ({LOREM}) Tj ET"
    assert said("pdf-scanned", a_pdf().with_picture().draw(beyond.format(0)))[0] == "failed"
    assert said("pdf-ocred", a_pdf().with_picture().draw(beyond.format(3)))[0] == "failed"


def test_a_page_with_text_over_a_picture_is_no_scan():
    assert said("pdf-scanned", a_pdf().with_picture().with_text()) == ("passed", [])


def test_a_picture_on_a_part_of_the_page_is_no_scan():
    assert said("pdf-scanned", a_pdf().with_picture(share=0.7)) == ("passed", [])
    assert said("pdf-scanned", a_pdf().with_picture(share=0.85)) == ("failed", ["scanned"])


def test_strips_of_one_scan_count_together():
    halves = a_pdf().with_picture(share=0.5).with_picture(share=0.5, before="q 1 0 0 1 297.5 0 cm").draw("Q")
    assert said("pdf-scanned", halves)[0] == "failed"


def test_one_scanned_page_among_many_is_for_a_person_to_judge():
    builder = a_pdf(4).with_picture(0)
    for page in (1, 2, 3):
        builder.with_text(page=page)
    assert said("pdf-scanned", builder) == ("cantTell", ["some"])


def test_a_blank_page_counts_for_nothing():
    assert judge("pdf-scanned", a_pdf()).outcome is Outcome.INAPPLICABLE
    assert judge("pdf-scanned", a_pdf(2).with_picture(1)).failed == 1


def test_a_described_poster_beside_tagged_text_is_no_scan():
    picture = Tag("Figure", content="q 595 0 0 842 0 0 cm /Im0 Do Q", entries={"/Alt": "A fox at night"})
    builder = a_pdf().with_picture(share=0.01).with_tags(Tag("P", "Hello"), picture)
    assert said("pdf-scanned", builder)[0] == "passed"


@pytest.mark.parametrize(
    "text",
    [
        {"mode": 3},
        {"colour": "/Gs gs 0 g"},
    ],
)
def test_a_text_layer_makes_a_scan_an_ocred_file(text):
    builder = a_pdf().with_picture().with_text(**text)
    builder.pdf.pages[0].obj.Resources.ExtGState = Dictionary(Gs=Dictionary(ca=0))
    assert said("pdf-ocred", builder) == ("failed", ["ocred"])
    assert said("pdf-scanned", builder)[0] == "passed"


def test_text_under_the_picture_is_a_text_layer():
    assert said("pdf-ocred", a_pdf().with_text().with_picture()) == ("failed", ["ocred"])


@pytest.mark.parametrize(("text", "outcome"), [("Foxes", "passed"), ("7", "cantTell")])
def test_a_tagged_title_on_a_picture_is_the_page_s_text(text, outcome):
    builder = a_pdf(4).with_picture(0).with_tags(Tag("H1", text), *(Tag("P", LOREM, page=page) for page in (1, 2, 3)))
    assert said("pdf-scanned", builder)[0] == outcome


@pytest.mark.parametrize("mask", ["SMask", "Mask"])
def test_text_under_a_watermark_with_a_mask_is_no_text_layer(mask):
    builder = a_pdf().with_text().with_picture()
    picture = builder.pdf.pages[0].obj.Resources.XObject.Im0
    picture[f"/{mask}"] = builder.pdf.make_stream(
        bytes(16), Subtype=Name.Image, Width=4, Height=4, ColorSpace=Name.DeviceGray, BitsPerComponent=8
    )
    assert said("pdf-ocred", builder) == ("passed", [])


def test_text_under_a_watermark_in_a_form_is_no_text_layer():
    builder = a_pdf().with_text().with_picture()
    resources = builder.pdf.pages[0].obj.Resources
    resources.XObject.Im0.SMask = builder.pdf.make_stream(
        bytes(16), Subtype=Name.Image, Width=4, Height=4, ColorSpace=Name.DeviceGray, BitsPerComponent=8
    )
    inner = Dictionary(XObject=Dictionary(Im0=resources.XObject.Im0))
    form = builder.pdf.make_stream(b"/Im0 Do", Subtype=Name.Form, BBox=[0, 0, 1, 1], Resources=inner)
    inner.XObject.Fm0 = form
    resources.XObject.Im0 = form
    assert said("pdf-ocred", builder) == ("passed", [])


def test_text_over_the_picture_is_no_text_layer():
    assert said("pdf-ocred", a_pdf().with_picture().with_text()) == ("passed", [])


def test_invisible_text_without_a_picture_is_no_ocr():
    assert said("pdf-ocred", a_pdf().with_text(mode=3)) == ("passed", [])


def test_one_ocred_page_among_many_is_for_a_person_to_judge():
    builder = a_pdf(4).with_picture(0).with_text(page=0, mode=3)
    for page in (1, 2, 3):
        builder.with_text(page=page)
    assert said("pdf-ocred", builder) == ("cantTell", ["some"])
    assert judge("pdf-ocred", a_pdf()).outcome is Outcome.INAPPLICABLE


def test_a_file_without_tags_is_untagged():
    assert said("pdf-untagged", a_pdf().with_text()) == ("failed", ["untagged"])


def test_a_tree_without_an_element_is_no_structure():
    assert said("pdf-untagged", a_pdf().with_text().with_tags()) == ("failed", ["untagged"])


def test_a_tagged_file_passes():
    assert said("pdf-untagged", a_tagged_pdf()) == ("passed", [])


@pytest.mark.parametrize("marked", [None, False])
def test_a_tree_that_nobody_is_told_of_is_a_weaker_finding(marked):
    result = judge("pdf-untagged", a_pdf().with_tags(Tag("P", LOREM), marked=marked))
    assert (result.outcome, [finding.reason for finding in result.findings]) == (Outcome.FAILED, ["unmarked"])
    assert 0 < result.failed_share < 0.5


def test_tags_that_own_none_of_the_text_are_hollow():
    assert said("pdf-untagged", a_pdf().with_text().with_tags(Tag("Document"))) == ("failed", ["hollow"])


def test_tags_that_own_a_part_of_the_text_are_for_a_person_to_judge():
    assert said("pdf-untagged", a_pdf().with_text().with_tags(Tag("P", "Foxes run"))) == ("cantTell", ["partly"])


def test_an_artifact_need_not_be_tagged():
    builder = a_pdf().draw("/Artifact BMC").with_text().draw("EMC").with_tags(Tag("P", LOREM))
    assert said("pdf-untagged", builder) == ("passed", [])


def test_a_scan_reports_itself_and_nothing_that_follows():
    document = PDF.read(
        a_pdf(4).with_picture(0).with_picture(1).with_picture(2).with_picture(3).build(),
        Context(name="x.pdf"),
    )
    outcomes = {result.rule_id: result.outcome for result in run(document, PDF.checks)}
    assert outcomes["pdf-scanned"] is Outcome.FAILED
    assert {outcomes[rule] for rule in STRUCTURE_RULES | {"pdf-untagged", "pdf-contrast", "pdf-unicode"}} == {
        Outcome.INAPPLICABLE
    }


def test_an_untagged_file_reports_nothing_that_follows():
    builder = a_pdf(4).with_text()
    builder.with_annotation(Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[1, 1, 9, 9]))
    document = PDF.read(builder.build(), Context(name="x.pdf"))
    outcomes = {result.rule_id: result.outcome for result in run(document, PDF.checks)}
    assert outcomes["pdf-untagged"] is Outcome.FAILED
    assert {outcomes[rule] for rule in STRUCTURE_RULES} == {Outcome.INAPPLICABLE}
