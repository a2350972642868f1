import pytest
from tests.unit.fixes.mending import change_of, findings_of, original_of, refusal_of
from tests.unit.fixes.packages import TEXT, a_pptx, an_odt, an_xlsx, parts_of
from tests.unit.fixes.packages import a_docx as a_bare_docx

DESCRIBE, DECORATE = "describe-office-picture", "mark-office-picture-decorative"
DRAWING = (
    '<w:p><w:r><w:drawing><wp:inline>{}<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="{}"/></pic:nvPicPr></pic:pic></a:graphicData></a:graphic></wp:inline>'
    "</w:drawing></w:r></w:p>"
)
PICTURE = "<p:pic><p:nvPicPr>{}<p:cNvPicPr/><p:nvPr/></p:nvPicPr><p:spPr/></p:pic>"
ANCHOR = "<xdr:twoCellAnchor><xdr:from><xdr:col>1</xdr:col><xdr:row>1</xdr:row></xdr:from><xdr:pic>{}</xdr:pic></xdr:twoCellAnchor>"
DECORATIVE = 'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'


def a_docx(body):
    return a_bare_docx(f"{body}<w:p><w:r><w:t>{TEXT}</w:t></w:r></w:p>")


def drawing(properties, name="Picture 1"):
    return DRAWING.format(properties, name)


def only_change(kind, source, fix, answer="", nth=0):
    """Return the one part that changed, as it was and as it is; the stored bytes of all others are as they were."""
    change = change_of(fix, source, answer, kind=kind, nth=nth)
    before, after = parts_of(source), parts_of(change.data)
    assert list(before) == list(after)
    [name] = [name for name in before if before[name][1] != after[name][1]]
    left = findings_of(original_of(change.data, kind=kind), kind)
    assert len(left) < len(findings_of(original_of(source, kind=kind), kind))
    return before[name][0], after[name][0]


@pytest.mark.parametrize(
    ("properties", "described"),
    [
        ('<wp:docPr id="1" name="Picture 1"/>', '<wp:docPr descr="A &quot;dog&quot; &amp; 犬" id="1" name="Picture 1"/>'),
        ("<wp:docPr id='1' name='Picture 1' descr=' ' ></wp:docPr>",
         "<wp:docPr id='1' name='Picture 1' descr=\"A &quot;dog&quot; &amp; 犬\" ></wp:docPr>"),
        ('<wp:docPr id="1" name="Picture 1" descr="IMG_2041.JPG"/>',
         '<wp:docPr id="1" name="Picture 1" descr="A &quot;dog&quot; &amp; 犬"/>'),
    ],
)  # fmt: skip
def test_a_picture_of_a_document_is_described(properties, described):
    before, after = only_change("docx", a_docx(drawing(properties)), DESCRIBE, 'A "dog" & 犬')
    assert after == before.replace(properties, described)


@pytest.mark.parametrize("nth", [0, 1, 2])
def test_of_pictures_with_one_name_the_right_one_is_described(nth):
    properties = '<wp:docPr id="1" name="Picture 1"/>'
    before, after = only_change("docx", a_docx(drawing(properties) * 3), DESCRIBE, "A dog", nth)
    # The three stand at one place, so that the first that lacks a text is the one that is meant.
    assert after == before.replace(properties, properties.replace(" id", ' descr="A dog" id', 1), 1)


@pytest.mark.parametrize("said", ["Foxes&#10;&#10;Description automatically generated", f"{'Foxes ' * 30}.png"])
def test_of_pictures_at_one_place_the_one_with_the_poor_text_is_described(said):
    poor = f'<wp:docPr id="2" name="Picture 2" descr="{said}"/>'
    source = a_docx(drawing('<wp:docPr id="1" name="Picture 1" descr="Two dogs at play"/>') + drawing(poor))
    before, after = only_change("docx", source, DESCRIBE, "A dog")
    assert after == before.replace(said, "A dog")


def test_a_picture_of_an_older_document_is_described():
    shape = '<v:shape id="x"><v:imagedata r:id="rId9"/></v:shape>'
    before, after = only_change("docx", a_docx(f"<w:p><w:r><w:pict>{shape}</w:pict></w:r></w:p>"), DESCRIBE, "A dog")
    assert after == before.replace('<v:shape id="x">', '<v:shape alt="A dog" id="x">')


def test_the_copy_for_older_programs_is_described_too():
    inner = drawing('<wp:docPr id="1" name="Picture 1"/>').removeprefix("<w:p><w:r>").removesuffix("</w:r></w:p>")
    body = (
        f'<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps">{inner}</mc:Choice><mc:Fallback><w:pict>'
        '<v:shape id="x"><v:imagedata/></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>'
    )
    before, after = only_change("docx", a_docx(body), DESCRIBE, "A dog")
    expected = before.replace("<wp:docPr id", '<wp:docPr descr="A dog" id')
    assert after == expected.replace("<v:shape id", '<v:shape alt="A dog" id')


@pytest.mark.parametrize(
    ("kind", "make"),
    [("pptx", lambda one: a_pptx(PICTURE.format(one))), ("xlsx", lambda one: an_xlsx(ANCHOR.format(one)))],
)
def test_a_picture_of_a_deck_and_of_a_workbook_is_described(kind, make):
    prefix = "p" if kind == "pptx" else "xdr:nvPicPr><xdr"
    properties = f'<{prefix}:cNvPr id="4" name="Picture 3"/>' + ("</xdr:nvPicPr>" if kind == "xlsx" else "")
    before, after = only_change(kind, make(properties), DESCRIBE, "A dog")
    assert after == before.replace(':cNvPr id="4"', ':cNvPr descr="A dog" id="4"')


@pytest.mark.parametrize(
    "properties",
    [
        '<p:cNvPr id="4" name="Picture 3"/>',
        '<p:cNvPr id="4" name="Picture 3"><a:hlinkClick r:id="rId5"/></p:cNvPr>',
        '<p:cNvPr id="4" name="Picture 3"><a:extLst><a:ext uri="{FF}"/></a:extLst></p:cNvPr>',
        '<p:cNvPr id="4" name="Picture 3" descr=""/>',
    ],
)
def test_a_picture_is_marked_as_decorative(properties):
    _, after = only_change("pptx", a_pptx(PICTURE.format(properties)), DECORATE)
    assert after.count(DECORATIVE) == 1
    assert after.count("<a:extLst") == 1
    assert 'descr="' not in after.replace('descr=""', "")


def test_an_older_picture_cannot_be_marked_as_decorative():
    body = '<w:p><w:r><w:pict><v:shape id="x"><v:imagedata/></v:shape></w:pict></w:r></w:p>'
    assert refusal_of(DECORATE, a_docx(body), kind="docx") == "unwritable"


def test_a_picture_that_cannot_be_told_from_another_is_left():
    # The reader knows one picture; the part has another one of the same name that is not shown in a text.
    hidden = "<w:p><w:r><w:drawing><wp:inline><wp:docPr id='2' name='Picture 1'/></wp:inline></w:drawing></w:r></w:p>"
    body = drawing('<wp:docPr id="1" name="Picture 1"/>') + hidden
    assert refusal_of(DESCRIBE, a_docx(body), "A dog", kind="docx") == "unwritable"


FRAME = f'<text:p>{TEXT}<draw:frame draw:name="Image1"><draw:image/>{{}}</draw:frame></text:p>'
BOX = (
    '<text:p><draw:frame draw:name="Image1"><draw:text-box><text:p>Words</text:p></draw:text-box></draw:frame></text:p>'
)


@pytest.mark.parametrize(
    ("inside", "described"),
    [
        ("", '<svg:desc xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0">A &lt;dog&gt;</svg:desc>'),
        ("<svg:desc/>", "<svg:desc>A &lt;dog&gt;</svg:desc>"),
        ("<svg:desc>IMG_2041.JPG</svg:desc>", "<svg:desc>A &lt;dog&gt;</svg:desc>"),
    ],
)
def test_a_picture_of_an_open_document_is_described(inside, described):
    before, after = only_change("odt", an_odt(FRAME.format(inside) + BOX), DESCRIBE, "A <dog>")
    assert after == before.replace(FRAME.format(inside), FRAME.format(described))


def test_a_picture_of_an_open_document_cannot_be_marked():
    assert refusal_of(DECORATE, an_odt(FRAME.format("")), kind="odt") == "unwritable"
