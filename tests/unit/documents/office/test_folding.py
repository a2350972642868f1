"""Runs that are folded before a part is parsed: the same text and looks as without, and anything unusual left alone."""

import pytest
from lxml import etree
from tests.builders.office import NAMESPACES, a_docx, a_pptx, paragraph, run, slide_shape, slide_text

from curbcut.documents.context import Context
from curbcut.documents.errors import MalformedDocumentError
from curbcut.documents.office import read
from curbcut.documents.office.folding import FOLDED, SLIDES, WORD, fold
from curbcut.documents.office.names import W

BOLD = "<w:b/>"


def a_part(*runs: str) -> bytes:
    return f"<w:document {NAMESPACES}><w:body><w:p>{''.join(runs)}</w:p></w:body></w:document>".encode()


def pieces(data: bytes) -> list[list[tuple[str | None, str]]]:
    """Of each folded run: what its runs say of their look, and their text."""
    folded, folds = fold(data, WORD)
    found = []
    for element in etree.fromstring(folded).iter(W + "r"):
        number = element.get(FOLDED)
        if number is not None:
            said = folds.pieces(number, element[0].text or "")
            properties = [(folds.properties[each], text) for each, text in said]
            found.append([(None if each is None else each[0].tag, text) for each, text in properties])
    return found


def test_neighbours_become_one_element():
    assert pieces(a_part(run("One "), run("two", BOLD), run(" three", BOLD), run(" four"))) == [
        [(None, "One "), (W + "b", "two three"), (None, " four")]
    ]


def test_what_runs_say_of_their_look_is_kept_once():
    _, folds = fold(a_part(run("a", BOLD), run("b"), run("c", BOLD)), WORD)
    assert len(folds.properties) == 2


def test_runs_that_say_nothing_become_one_run():
    folded, folds = fold(a_part(run("One "), run("two")), WORD)
    assert b"<w:p><w:r><w:t>One two</w:t></w:r></w:p>" in folded
    assert not folds.runs


def test_long_parts_are_folded_in_stretches(monkeypatch):
    data = a_part(run("One ", BOLD), run("two ", BOLD), run("three", BOLD))
    whole = pieces(data)
    monkeypatch.setattr("curbcut.documents.office.folding.STRETCH_BYTES", 1)
    assert len(whole) == 1
    assert "".join(text for each in pieces(data) for _, text in each) == "One two three"


def test_lengths_are_those_of_characters():
    assert pieces(a_part(run("Füchse 狐"), run("🦊", BOLD))) == [[(None, "Füchse 狐"), (W + "b", "🦊")]]


def test_what_stands_between_ends_a_folded_run():
    found = pieces(a_part(run("a", BOLD), '<w:bookmarkEnd w:id="1"/>', run("b", BOLD)))
    assert found == [[(W + "b", "a")], [(W + "b", "b")]]


@pytest.mark.parametrize(
    "source",
    [
        run("a & b"),
        "<w:r><w:t>a</w:t><w:tab/></w:r>",
        '<w:r><w:rPr><w:b/><w:rPrChange w:id="1"><w:rPr/></w:rPrChange></w:rPr><w:t>a</w:t></w:r>',
        "<w:r><w:delText>a</w:delText></w:r>",
        "<w:r w:x='1'><w:t>a</w:t></w:r>",
    ],
)
def test_runs_of_another_form_are_left(source):
    data = a_part(source)
    assert fold(data, WORD)[0] == data


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.replace(b"<w:p>", b"<w:p><!-- <w:r><w:t>x</w:t></w:r> -->"),
        lambda data: data.replace(b'<w:t xml:space="preserve">a', b'<w:t xml:space="preserve"><![CDATA[a]]>'),
        lambda data: data.replace(b"<w:p>", b'<w:p xmlns:w="urn:other">'),
        lambda data: data.replace(b"<w:p>", b"<w:p><?word a?>"),
        lambda data: data.replace(b"<w:p>", f'<w:p {FOLDED} ="0">'.encode()),
        lambda data: b'<?xml version="1.0" encoding="ISO-8859-1"?>' + data,
        lambda data: data.replace(b"w:", b"word:").replace(b":w=", b":word="),
        lambda data: data.replace(b"<w:document", b"<w:document note='x'"),
        lambda data: data[1:],
        lambda data: data.replace(b">a<", b">\xff\xfe<"),
        lambda data: data.replace(b"<w:t ", b"<w:rPr><other:b/></w:rPr><w:t "),
    ],
)  # fmt: skip
def test_unusual_parts_are_left_as_they_are(change):
    data = change(a_part(run("a")))
    assert fold(data, WORD)[0] == data


def test_a_declaration_changes_nothing():
    data = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + a_part(run("Why? a", BOLD))
    assert pieces(data) == [[(W + "b", "Why? a")]]


@pytest.mark.parametrize(
    ("properties", "folds"),
    [
        ("", False),
        ("<a:rPr/>", True),
        ('<a:rPr lang="en-US" b="1"/>', True),
        ('<a:rPr lang="en-US"><a:solidFill><a:srgbClr val="FF0000"/></a:solidFill></a:rPr>', True),
        ("<a:rPr><a:rPr></a:rPr></a:rPr>", False),
    ],
)
def test_runs_of_slides(properties, folds):
    data = f"<p:sld {NAMESPACES}><a:p><a:r>{properties}<a:t>Foxes</a:t></a:r></a:p></p:sld>".encode()
    assert (fold(data, SLIDES)[0] != data) is folds


def test_a_document_reads_the_same_either_way(monkeypatch):
    body = [
        paragraph(run("Plain "), run("bold", BOLD), run(" & "), run("red", '<w:color w:val="FF0000"/>')),
        paragraph(
            run("Large", '<w:sz w:val="40"/>'), run("hidden", "<w:vanish/>"), run("de", '<w:lang w:val="de-DE"/>')
        ),
    ]
    deck = a_pptx(slide_shape(slide_text("Foxes", 'b="1"'), slide_text("in red", "<a:noFill/>")))
    for data, name in ((a_docx(*body), "a.docx"), (deck, "a.pptx")):
        folded = read(data, Context(name=name)).content
        with monkeypatch.context() as patch:
            patch.setattr("curbcut.documents.office.package.fold", lambda data, _: (data, fold(b"", WORD)[1]))
            assert read(data, Context(name=name)).content == folded


def test_a_damaged_part_is_refused_either_way():
    with pytest.raises(MalformedDocumentError, match="not well-formed"):
        read(a_docx(paragraph(run("a")) + "<w:p>"), Context(name="a.docx"))
