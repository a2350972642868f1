from io import BytesIO

import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, String
from tests.builders.pdf import LOREM, Tag, a_tagged_pdf
from tests.unit.fixes.mending import change_of, findings_of, original_of, refusal_of

from curbcut.documents.errors import UnwritableDocumentError
from curbcut.documents.pdf import edits
from curbcut.fixes.catalogue import fixes_by_id
from curbcut.fixes.fix import FixRefusedError

BOX = "0.5 g 100 100 200 150 re f"
OTHER = "0.2 g 300 400 50 50 re f"


def a_figure(content=BOX, **entries):
    return Tag("Figure", content=content, entries={f"/{key}": value for key, value in entries.items()})


def with_parent_tree(pdf):
    """Give the page's marked content its way back to the elements (ISO 32000-1, 14.7.4.4)."""
    document = pdf.pdf.Root.StructTreeRoot.K[0]
    owners = pdf.pdf.make_indirect(Array(list(document.K)))
    pdf.pdf.Root.StructTreeRoot.ParentTree = pdf.pdf.make_indirect(Dictionary(Nums=Array([0, owners])))
    pdf.pdf.pages[0].obj.StructParents = 0
    return pdf


def figures_in(data):
    return original_of(data, kind="pdf").document.structure.of_roles("Figure")


def rules_in(data):
    return [rule for rule, _ in findings_of(original_of(data, kind="pdf"), "pdf")]


def pixels_of(data):
    page = pypdfium2.PdfDocument(BytesIO(data))[0]
    return page.render(scale=1).to_pil().tobytes()


def test_a_figure_is_described():
    source = a_tagged_pdf(Tag("P", LOREM), a_figure(), a_figure(OTHER)).build()
    change = change_of("describe-pdf-figure", source, "A box — 犬", kind="pdf", nth=1)
    assert change.data.startswith(source)
    assert [figure.alternative for figure in figures_in(change.data)] == ["", "A box — 犬"]
    assert pixels_of(change.data) == pixels_of(source)


def test_an_alternative_is_replaced():
    source = a_tagged_pdf(Tag("P", LOREM), a_figure(Alt=String("IMG_2041.JPG"))).build()
    change = change_of("describe-pdf-figure", source, "A box", kind="pdf")
    assert [edit.before for edit in change.edits] == ["IMG_2041.JPG"]
    assert [figure.alternative for figure in figures_in(change.data)] == ["A box"]


def test_a_figure_becomes_an_artifact():
    source = with_parent_tree(a_tagged_pdf(Tag("P", LOREM), a_figure(), a_figure(OTHER))).build()
    change = change_of("mark-pdf-figure-decorative", source, kind="pdf")
    assert change.data.startswith(source)
    assert rules_in(source).count("pdf-figure-alt") == 2
    assert rules_in(change.data) == ["pdf-figure-alt"]
    assert pixels_of(change.data) == pixels_of(source)
    document = original_of(change.data, kind="pdf").document
    tree = document.catalogue.StructTreeRoot
    assert [owner is None for owner in tree.ParentTree.Nums[1]] == [False, True, False]
    assert b"/Artifact BMC" in document.pages[0].Contents.read_bytes()


def a_paper():
    """Return a page with a paragraph and a drawing, and what a figure that owns the drawing is called."""
    return with_parent_tree(a_tagged_pdf(Tag("P", LOREM), a_figure()))


def as_artifact(pdf):
    source = pdf.build()
    change = change_of("mark-pdf-figure-decorative", source, kind="pdf")
    assert change.data.startswith(source)
    assert figures_in(change.data) == []
    assert pixels_of(change.data) == pixels_of(source)
    return original_of(change.data, kind="pdf").document


def test_a_mark_with_named_properties_is_found():
    pdf = a_paper()
    pdf._operators[0] = [line.replace("<</MCID 1>>", "/MC1") for line in pdf._operators[0]]
    pdf.pdf.pages[0].obj.Resources.Properties = Dictionary(MC1=Dictionary(MCID=1))
    document = as_artifact(pdf)
    assert b"/Artifact BMC" in document.pages[0].Contents.read_bytes()


@pytest.mark.parametrize("limits", [[0, 4], None])
def test_the_owner_is_taken_out_of_a_tree_with_branches(limits):
    pdf = a_paper()
    leaf = Dictionary(Nums=pdf.pdf.Root.StructTreeRoot.ParentTree.Nums)
    other = Dictionary(Limits=Array([5, 9]), Nums=Array([5, Array([])]))
    if limits is not None:
        leaf.Limits = Array(limits)
    kids = Array([pdf.pdf.make_indirect(other), pdf.pdf.make_indirect(leaf)])
    pdf.pdf.Root.StructTreeRoot.ParentTree = pdf.pdf.make_indirect(Dictionary(Kids=kids))
    document = as_artifact(pdf)
    owners = document.catalogue.StructTreeRoot.ParentTree.Kids[1].Nums[1]
    assert [owner is None for owner in owners] == [False, True]


def test_an_only_child_leaves_its_parent_empty():
    pdf = with_parent_tree(a_tagged_pdf(Tag("P", LOREM), Tag("Sect", kids=[a_figure()])))
    section = pdf.pdf.Root.StructTreeRoot.K[0].K[1]
    section.K = section.K[0]
    document = as_artifact(pdf)
    assert "/K" not in document.catalogue.StructTreeRoot.K[0].K[1]


def test_a_page_without_a_way_back_needs_none():
    document = as_artifact(a_tagged_pdf(Tag("P", LOREM), a_figure()))
    assert document.pages[0].get("/StructParents") is None


def test_a_mark_that_is_not_drawn_is_refused():
    pdf = a_paper()
    pdf._operators[0] = [line.replace("/MCID 1", "/MCID 7") for line in pdf._operators[0]]
    original = original_of(pdf.build(), kind="pdf")
    figure = original.document.structure.of_roles("Figure")[0]
    with pytest.raises(UnwritableDocumentError) as refused:
        edits.make_artifact(original.data, original.document, figure)
    assert refused.value.reason == "unwritable"


@pytest.mark.parametrize(
    "figure",
    [
        Tag("Figure", text="Words in the figure"),
        Tag("Figure", content=BOX, kids=[Tag("Span", content=OTHER)]),
        Tag("Figure", content=BOX, annotation=Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9])),
    ],
)
def test_more_than_a_drawing_stays_in_the_structure(figure):
    source = a_tagged_pdf(Tag("P", LOREM), figure).build()
    assert refusal_of("mark-pdf-figure-decorative", source, kind="pdf") in {"not-applicable", "unwritable"}


def test_a_figure_that_is_no_longer_there_is_not_written():

    finding = findings_of(
        original_of(a_tagged_pdf(Tag("P", LOREM), a_figure()).build(), kind="pdf"), "pdf", {"pdf-figure-alt"}
    )[0][1]
    other = original_of(a_tagged_pdf(Tag("P", LOREM), a_figure(OTHER)).build(), kind="pdf")
    with pytest.raises(FixRefusedError) as refused:
        fixes_by_id()["describe-pdf-figure"].prepare(other, finding, "A box")
    assert refused.value.reason == "moved"
