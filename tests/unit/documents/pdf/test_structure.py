"""The structure tree, roles, marked content."""

import pytest
from pikepdf import Array, Dictionary, Name, String
from tests.builders.pdf import Tag, a_pdf, a_tagged_pdf, link

from curbcut.documents.context import Context
from curbcut.documents.pdf import PdfDocument


def read(builder):
    return PdfDocument.read(builder.build(), Context(name="foxes.pdf"))


def roles(document):
    return [element.role for element in document.structure.elements]


def test_elements_come_in_document_order():
    document = read(a_tagged_pdf(Tag("Sect", kids=[Tag("H1", "One"), Tag("P", "Two")]), Tag("P", "Three")))
    assert roles(document) == ["Document", "Sect", "H1", "P", "P"]
    assert document.structure.elements[0].text() == "One Two Three"
    assert [element.text() for element in document.structure.of_roles("P")] == ["Two", "Three"]


@pytest.mark.parametrize(
    ("role_map", "role"),
    [
        ({"A": "P"}, "P"),
        ({"A": "B", "B": "C", "C": "H2"}, "H2"),
        ({"A": "B", "B": "A"}, "A"),
        ({"A": "Nothing"}, "Nothing"),
        ({"P": "H1"}, "A"),
        ({"A": "Title", "Title": "H1"}, "H1"),
        ({"A": "H7", "H7": "P"}, "P"),
        ({"A": "H7"}, "H7"),
        ({"A": "X0"} | {f"X{at}": f"X{at + 1}" for at in range(20)}, "X9"),
    ],
)
def test_the_role_map_is_followed_to_its_end(role_map, role):
    assert roles(read(a_pdf().with_tags(Tag("A", "x"), role_map=role_map)))[0] == role


def test_namespaces_of_pdf_2():
    own = Dictionary(
        NS=String("https://example.edu/ns"),
        RoleMapNS=Dictionary(chapter=Array([Name.H2, Dictionary(NS=String("http://iso.org/pdf2/ssn"))]), para=Name.P),
    )
    standard = Dictionary(NS=String("http://iso.org/pdf2/ssn"))
    tags = [
        Tag("chapter", "x", entries={"/NS": own}),
        Tag("para", "x", entries={"/NS": own}),
        Tag("Title", "x", entries={"/NS": standard}),
        Tag("odd", "x", entries={"/NS": own}),
    ]
    assert roles(read(a_pdf().with_tags(*tags))) == ["H2", "P", "Title", "odd"]


def test_replacements_stand_for_what_is_inside():
    figure = Tag("Figure", "x", entries={"/Alt": String("A fox")})
    span = Tag("Span", "f0x", entries={"/ActualText": String("fox")})
    document = read(a_tagged_pdf(Tag("P", "See", kids=[figure, span])))
    assert document.structure.of_roles("P")[0].text() == "See A fox fox"
    assert document.structure.of_roles("P")[0].drawn_text() == "See x f0x"


def test_where_an_element_is():
    document = read(a_tagged_pdf(Tag("P", "Foxes"), Tag("P", "Hares", page=1), pages=2))
    first, second = document.structure.of_roles("P")
    assert (first.place.page_number, second.place.page_number) == (1, 2)
    left, bottom, right, top = first.place.rectangle
    assert left == pytest.approx(72, abs=2)
    assert 735 < bottom < top < 760
    assert 90 < right < 120


def test_content_inside_a_form_is_told_from_that_of_the_page():
    builder = a_pdf()
    form = builder.pdf.make_stream(
        b"/P <</MCID 0>> BDC BT /F1 12 Tf 10 10 Td (Inside) Tj ET EMC", Type=Name.XObject, Subtype=Name.Form,
        BBox=Array([0, 0, 200, 50]), Resources=Dictionary(Font=Dictionary(F1=builder.font)),
    )  # fmt: skip
    builder.pdf.pages[0].obj.Resources.XObject = Dictionary(Fm0=form)
    builder.draw("/Fm0 Do").with_tags(Tag("P", "Outside"), Tag("P"))
    builder.pdf.Root.StructTreeRoot.K[1].K = Dictionary(Type=Name.MCR, MCID=0, Stm=form, Pg=builder.pdf.pages[0].obj)
    assert [element.text() for element in read(builder).structure.elements] == ["Outside", "Inside"]


def test_what_speaks_of_pages_that_are_gone_is_left_out():
    builder = a_tagged_pdf(
        Tag("Sect", kids=[Tag("Figure", "Foxes", page=1), Tag("P", "Hares")]),
        Tag("P", "x"),
        pages=2,
    )
    del builder.pdf.pages[1]
    builder._operators.pop()
    assert "Figure" not in roles(read(builder))
    assert "P" in roles(read(builder))


def test_annotations_know_their_element():
    document = read(a_tagged_pdf(link("Foxes")))
    [element] = document.structure.of_roles("Link")
    assert list(document.elements_of_annotations.values()) == [element]


@pytest.mark.parametrize(
    ("attributes", "found"),
    [
        (Dictionary(O=Name.Table, Scope=Name.Row), "/Row"),
        (Array([Dictionary(O=Name.Layout), 0, Dictionary(O=Name.Table, Scope=Name.Row), 1]), "/Row"),
        (Array([]), None),
        (Name.Scope, None),
    ],
)
def test_attributes(attributes, found):
    [element] = read(a_pdf().with_tags(Tag("TH", "x", entries={"/A": attributes}))).structure.elements
    assert element.attribute("/Scope") == found
