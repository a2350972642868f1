"""Paragraphs that are folded before a part is parsed: the same texts and looks as without, and anything unusual left alone."""

import pytest
from lxml import etree
from tests.builders.office import (
    NAMESPACES,
    a_docx,
    a_pptx,
    heading,
    paragraph,
    run,
    slide_shape,
    slide_table,
    slide_text,
    table,
    transform,
)

from curbcut.documents.context import Context
from curbcut.documents.errors import MalformedDocumentError
from curbcut.documents.office import read
from curbcut.documents.office.folding import SLIDES, WORD, fold
from curbcut.documents.office.folds import CELLS, MARK, PARAGRAPHS, RUNS, SHAPES, Folds, Fragments
from curbcut.documents.office.names import A, P, W

BOLD = "<w:b/>"


def a_part(*runs: str) -> bytes:
    return a_body(f"<w:p>{''.join(runs)}</w:p>")


def a_body(*blocks: str) -> bytes:
    return f"<w:document {NAMESPACES}><w:body>{''.join(blocks)}</w:body></w:document>".encode()


def said(folds: Folds, numbers: tuple[int, ...], texts: tuple[str, ...]) -> list[tuple[str | None, str]]:
    elements = [folds.fragments[number] for number in numbers]
    return [
        (None if each is None or not len(each) else each[0].tag, text)
        for each, text in zip(elements, texts, strict=True)
    ]


def folded(data: bytes) -> list[list[tuple[str | None, str]]]:
    """Of each folded paragraph: what its runs say of their look, and their text."""
    _, folds = fold(data, WORD, {})
    return [said(folds, numbers, texts) for group in folds.paragraphs for _, numbers, texts in group]


def test_neighbouring_paragraphs_become_one_element():
    source, folds = fold(a_body(paragraph(run("One")), paragraph(run("Two"), run(" three", BOLD))), WORD, {})
    assert f"<w:body><w:{PARAGRAPHS}>0</w:{PARAGRAPHS}></w:body>".encode() in source
    assert [texts for _, _, texts in folds.paragraphs[0]] == [("One",), ("Two", " three")]


def test_what_stands_between_paragraphs_stays():
    source, folds = fold(a_body(paragraph(run("One")), "<w:sdt/>", paragraph(run("Two"))), WORD, {})
    assert f"0</w:{PARAGRAPHS}><w:sdt/><w:{PARAGRAPHS}>1".encode() in source
    assert len(folds.paragraphs) == 2


def test_paragraphs_without_text_leave_nothing():
    source, folds = fold(
        a_body(paragraph(run("One")), "<w:p/>", "<w:p><w:pPr><w:b/></w:pPr></w:p>", paragraph(run("2"))), WORD, {}
    )
    assert len(folds.paragraphs[0]) == 2
    assert b"<w:p" not in source


def test_what_runs_and_paragraphs_say_is_kept_once():
    _, folds = fold(a_part(run("a", BOLD), run("b"), run("c", BOLD)), WORD, {})
    assert folds.paragraphs[0][0][:2] == (0, (1, 0, 1))
    assert len(folds.fragments) == 2


def test_parts_of_a_package_share_what_they_say():
    known: dict[str, Fragments] = {}
    _, one = fold(a_part(run("a", BOLD)), WORD, known)
    _, two = fold(a_part(run("b", "<w:i/>"), run("c", BOLD)), WORD, known)
    assert one.fragments is two.fragments
    assert two.paragraphs[0][0][1] == (2, 1)


def test_of_a_paragraph_with_anything_else_only_the_runs_are_folded():
    link = f'<w:hyperlink r:id="r1">{run("two")}</w:hyperlink>'
    source, folds = fold(a_part(run("One "), link, run(" three")), WORD, {})
    assert f'<w:p><w:{RUNS}>0</w:{RUNS}><w:hyperlink r:id="r1"><w:{RUNS}>1</w:{RUNS}></w:hyperlink>'.encode() in source
    assert [texts for _, texts in folds.runs] == [("One ",), ("two",), (" three",)]


def test_a_text_box_in_a_paragraph():
    box = f"<w:r><w:pict><v:textbox><w:txbxContent>{paragraph(run('in'))}</w:txbxContent></v:textbox></w:pict></w:r>"
    source, folds = fold(a_part(run("before"), box, run("after")), WORD, {})
    assert [texts for _, texts in folds.runs] == [("before",), ("after",)]
    assert [texts for _, _, texts in folds.paragraphs[0]] == [("in",)]
    assert etree.fromstring(source).findtext(f".//{W}txbxContent/{W}{PARAGRAPHS}") == "0"


@pytest.mark.parametrize(
    ("between", "texts"),
    [
        ('<w:bookmarkStart w:id="1" w:name="fox"/><w:bookmarkEnd w:id="1"/>', ("a", "b")),
        ('<w:proofErr w:type="spellStart"/>', ("a", "b")),
        ("<w:r><w:tab/></w:r>", ("a", "\t", "b")),
        ("<w:r><w:tab/><w:t>c</w:t></w:r>", ("a", "\tc", "b")),
        ('<w:r><w:rPr><w:b/></w:rPr><w:br w:type="page"/></w:r>', ("a", "\n", "b")),
        ("<w:r><w:lastRenderedPageBreak/></w:r>", ("a", "b")),
    ],
)
def test_what_may_stand_between_runs(between, texts):
    _, folds = fold(a_part(run("a"), between, run("b")), WORD, {})
    assert folds.paragraphs[0][0][2] == texts


def test_numbers_that_word_gives_paragraphs_and_runs_do_not_count():
    data = a_body(
        '<w:p w14:paraId="01A" w:rsidR="00B" w:rsidRDefault="00C"><w:pPr><w:jc/></w:pPr><w:r w:rsidRPr="00D"><w:t>a</w:t></w:r></w:p>'
    )
    assert folded(data) == []
    declared = data.replace(b"<w:document ", b'<w:document xmlns:w14="urn:w14" ')
    assert folded(declared) == [[(None, "a")]]


def test_long_parts_are_folded_in_stretches(monkeypatch):
    data = a_body(paragraph(run("One ", BOLD), run("two ", BOLD)), paragraph(run("three", BOLD)))
    whole = folded(data)
    monkeypatch.setattr("curbcut.documents.office.folding.STRETCH_BYTES", 1)
    assert len(whole) == 2
    assert folded(data) == whole


@pytest.mark.parametrize("text", ["Füchse 狐 🦊", "a & b < c > d", "a\r\nb"])
def test_texts_are_those_that_a_parser_reads(text):
    data = a_part(run(text))
    assert folded(data) == [[(None, etree.fromstring(data).findtext(f".//{W}t"))]]


@pytest.mark.parametrize(
    "source",
    [
        "<w:r><w:t>a</w:t><w:tab/></w:r>",
        '<w:r><w:rPr><w:b/><w:rPrChange w:id="1"><w:rPr/></w:rPrChange></w:rPr><w:t>a</w:t></w:r>',
        "<w:r><w:delText>a</w:delText></w:r>",
        "<w:r w:x='1'><w:t>a</w:t></w:r>",
        "<w:r><w:t>&#65;</w:t></w:r>",
        "<w:r><w:t>1 > 0</w:t></w:r>",
        "<w:r><w:t><This is</w:t></w:r>",
    ],
)
def test_runs_of_another_form_are_left(source):
    data = a_part(source)
    assert fold(data, WORD, {})[0] == data


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.replace(b"<w:p>", b"<w:p><!-- <w:r><w:t>x</w:t></w:r> -->"),
        lambda data: data.replace(b'<w:t xml:space="preserve">a', b'<w:t xml:space="preserve"><![CDATA[a]]>'),
        lambda data: data.replace(b"<w:p>", b'<w:p xmlns:w="urn:other">'),
        lambda data: data.replace(b"<w:p>", b"<w:p><?word a?>"),
        lambda data: data.replace(b"<w:p>", f"<w:{MARK}runs>0</w:{MARK}runs>".encode()),
        lambda data: b'<?xml version="1.0" encoding="ISO-8859-1"?>' + data,
        lambda data: data.replace(b"w:", b"word:").replace(b":w=", b":word="),
        lambda data: data.replace(b"<w:document", b"<w:document note='x'"),
        lambda data: data[1:],
        lambda data: data.replace(b">a<", b">\xff\xfe<"),
        lambda data: data.replace(b">a<", b">\x01<"),
        lambda data: data.replace(b">a<", ">\uffff<".encode()),
        lambda data: data.replace(b">a<", b">]]><"),
        lambda data: data + b"<w:p/>",
        lambda data: data.replace(b"<w:t ", b"<w:rPr><other:b/></w:rPr><w:t "),
    ],
)  # fmt: skip
def test_unusual_parts_are_left_as_they_are(change):
    data = change(a_part(run("a")))
    assert fold(data, WORD, {})[0] == data


def test_what_one_part_says_wrongly_is_forgotten():
    known: dict[str, Fragments] = {}
    assert fold(a_part(run("a", "<other:b/>")), WORD, known)[1].paragraphs == []
    assert fold(a_part(run("a", BOLD)), WORD, known)[1].paragraphs == [((0, (1,), ("a",)),)]
    assert fold(a_part(run("a", "<other:b/>")), WORD, known)[1].paragraphs == []


def test_a_declaration_changes_nothing():
    data = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + a_part(run("Why? a", BOLD))
    assert folded(data) == [[(W + "b", "Why? a")]]


def a_slide(*shapes: str) -> bytes:
    return f"<p:sld {NAMESPACES}><p:spTree>{''.join(shapes)}</p:spTree></p:sld>".encode()


@pytest.mark.parametrize(
    ("properties", "folds"),
    [
        ("", True),
        ("<a:rPr/>", True),
        ('<a:rPr lang="en-US" b="1"/>', True),
        ('<a:rPr lang="en-US"><a:solidFill><a:srgbClr val="FF0000"/></a:solidFill></a:rPr>', True),
        ("<a:rPr><a:rPr></a:rPr></a:rPr>", False),
    ],
)
def test_runs_of_slides(properties, folds):
    data = a_slide(f"<a:txBody><a:p><a:r>{properties}<a:t>Foxes</a:t></a:r></a:p></a:txBody>")
    assert bool(fold(data, SLIDES, {})[1].paragraphs) is folds


def plain_shape(x: int, text: str, name: str = "Box") -> str:
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{x}" name="{name}"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>{transform((x, 1, 2, 3))}</p:spPr>'
        f"<p:txBody><a:bodyPr/><a:lstStyle/>{text}</p:txBody></p:sp>"
    )


def test_shapes_that_differ_in_name_place_and_text_say_the_same():
    words = "<a:p><a:r><a:t>Foxes</a:t></a:r><a:br/><a:r><a:t>run</a:t></a:r><a:endParaRPr/></a:p>"
    source, folds = fold(
        a_slide(plain_shape(5, words), plain_shape(7, "<a:p><a:endParaRPr/></a:p>", "Other")), SLIDES, {}
    )
    assert f"<p:spTree><p:{SHAPES}>0</p:{SHAPES}></p:spTree>".encode() in source
    [(one, first, text), (other, second, empty)] = folds.shapes[0]
    assert one == other
    assert (first, second) == ((5, 1, 2, 3), (7, 1, 2, 3))
    assert [texts for _, _, texts in text] == [("Foxes", "\n", "run")]
    assert empty == ()
    element = folds.fragments[one]
    assert element is not None
    assert element.find(f"{P}spPr/{A}xfrm") is not None


@pytest.mark.parametrize(
    "change",
    [
        lambda shape: shape.replace('name="Box"', 'name="Box" descr="A fox"'),
        lambda shape: shape.replace('name="Box"', 'name="Box" hidden="1"'),
        lambda shape: shape.replace("</a:xfrm>", '</a:xfrm><a:blipFill><a:blip r:embed="r1"/></a:blipFill>'),
        lambda shape: shape.replace('<a:off x="5"', '<a:off x="five"'),
        lambda shape: shape.replace("</p:txBody>", "</p:txBody><p:extLst/>"),
        lambda shape: shape.replace("<a:r>", "<a:fld/><a:r>"),
    ],
)
def test_other_shapes_are_left(change):
    shape = change(plain_shape(5, "<a:p><a:r><a:t>Foxes</a:t></a:r></a:p>"))
    source, folds = fold(a_slide(shape), SLIDES, {})
    assert folds.shapes == []
    assert b"<p:sp>" in source


def test_shapes_under_another_prefix_are_left():
    data = a_slide(plain_shape(5, "<a:p><a:r><a:t>Foxes</a:t></a:r></a:p>")).replace(b'xmlns:p="', b'xmlns:p="urn:')
    assert fold(data, SLIDES, {})[1].shapes == []


def test_a_document_reads_the_same_either_way(monkeypatch):
    link = f'<w:hyperlink w:anchor="x">{run("a link")}</w:hyperlink>'
    body = [
        heading(1, "Foxes"),
        paragraph(run("Plain "), run("bold", BOLD), run(" & "), run("red", '<w:color w:val="FF0000"/>')),
        paragraph(
            run("Large", '<w:sz w:val="40"/>'), run("hidden", "<w:vanish/>"), run("de", '<w:lang w:val="de-DE"/>')
        ),
        paragraph(run("Words "), link, "<w:r><w:tab/></w:r>", run("more", BOLD)),
        table(["a", "b"], ["1", "2"]),
    ]
    deck = a_pptx(
        slide_shape(slide_text("Foxes", 'b="1"'), slide_text("in red", "<a:noFill/>"))
        + plain_shape(5, f"<a:p><a:pPr lvl='1'/>{slide_text('a &amp; b')}</a:p><a:p>{slide_text(' ')}</a:p>")
        + slide_table(["a", "b"], ["1", "2"])
    )
    for data, name in ((a_docx(*body), "a.docx"), (deck, "a.pptx")):
        quick = read(data, Context(name=name)).content
        with monkeypatch.context() as patch:
            patch.setattr("curbcut.documents.office.package.fold", lambda data, *_: (data, Folds()))
            assert read(data, Context(name=name)).content == quick


def test_a_damaged_part_is_refused_either_way():
    with pytest.raises(MalformedDocumentError, match="not well-formed"):
        read(a_docx(paragraph(run("a")) + "<w:p>"), Context(name="a.docx"))


def a_cell(text: str = "", properties: str = "", attributes: str = "") -> str:
    paragraph = f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p>" if text else "<a:p><a:endParaRPr/></a:p>"
    return f"<a:tc{attributes}><a:txBody><a:bodyPr/><a:lstStyle/>{paragraph}</a:txBody><a:tcPr{properties}/></a:tc>"


def test_neighbouring_plain_cells_become_one_element():
    row = a_cell("a") + a_cell() + a_cell("b", ' anchor="ctr"') + a_cell("c", attributes=' gridSpan="2"') + a_cell("d")
    source, folds = fold(a_slide(f"<a:tbl><a:tr>{row}</a:tr></a:tbl>"), SLIDES, {})
    assert f"<a:tr><a:{CELLS}>0,,1</a:{CELLS}><a:tc gridSpan".encode() in source
    assert f"<a:{CELLS}>3</a:{CELLS}></a:tr>".encode() in source
    assert len(folds.paragraphs) == 4


def test_a_cell_that_is_damaged_leaves_the_part_as_it_is():
    cell = a_cell("a", ' anchor="x" anchor="y"')
    data = a_slide(f"<a:tbl><a:tr>{cell}</a:tr></a:tbl>")
    assert fold(data, SLIDES, {})[0] == data
