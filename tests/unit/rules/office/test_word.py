"""Every rule on Word documents."""

import pytest
from tests.builders.office import (
    DECORATIVE,
    LOREM,
    STYLES,
    a_docx,
    a_pptx,
    a_xlsx,
    drawing,
    field,
    heading,
    hyperlink,
    paragraph,
    run,
    shape,
    table,
    text_box,
)
from tests.unit.rules.office.judging import failed_rules, judge, said

ALT = "office-image-alt"
HEADER = "<w:tblHeader/>"
ROWS = (("Year", "Foxes"), ("2024", "12"))


def test_a_good_document_has_no_issue():
    body = [
        heading(1),
        paragraph(*[LOREM] * 20),
        heading(2),
        table(*ROWS, header=HEADER),
        paragraph(hyperlink("Fox facts")),
    ]
    assert failed_rules(a_docx(*body, paragraph(drawing('descr="A red fox at night"')))) == {}


@pytest.mark.parametrize(
    ("properties", "inner", "expected"),
    [
        ('descr="A red fox"', "", ("passed", [])),
        ('title="A red fox"', "", ("passed", [])),
        ('descr=" "', "", ("failed", ["absent"])),
        ("", "", ("failed", ["absent"])),
        ("", DECORATIVE.replace("VALUE", "1"), ("passed", [])),
        ("", DECORATIVE.replace("VALUE", "0"), ("failed", ["absent"])),
        ('hidden="1"', "", ("inapplicable", [])),
    ],
)
def test_alternative_of_a_picture(properties, inner, expected):
    assert said(ALT, a_docx(paragraph(drawing(properties, inner)))) == expected


@pytest.mark.parametrize("caption", ["A fox", ""])
def test_a_picture_in_a_text_box_is_counted_once(caption):
    inner = f"<wps:wsp><wps:txbx><w:txbxContent>{paragraph(drawing())}{paragraph(caption)}</w:txbxContent></wps:txbx></wps:wsp>"
    assert said(ALT, a_docx(paragraph(shape(inner)))) == ("failed", ["absent"])
    picture = '<w:r><w:pict><v:shape><v:imagedata r:id="rId9"/></v:shape></w:pict></w:r>'
    box = f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{paragraph(picture)}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    assert said(ALT, a_docx(paragraph(box))) == ("failed", ["absent"])


@pytest.mark.parametrize("kind", ["chart", "diagram", "picture"])
def test_charts_and_diagrams_need_one_too(kind):
    assert said(ALT, a_docx(paragraph(drawing(kind=kind)))) == ("failed", ["absent"])


FILLED = '<a:blipFill><a:blip r:embed="rId9"/></a:blipFill>'
LINE = '<wps:wsp><wps:spPr><a:prstGeom prst="line"/></wps:spPr></wps:wsp>'
STAR = '<wps:wsp><wps:spPr><a:prstGeom prst="star5"/></wps:spPr></wps:wsp>'
PICTURE = '<pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="x" {}/></pic:nvPicPr></pic:pic>'


@pytest.mark.parametrize(
    ("content", "kind", "expected"),
    [
        (STAR, "wordprocessingShape", ("failed", ["absent"])),
        (LINE, "wordprocessingShape", ("inapplicable", [])),
        (text_box("Words"), "wordprocessingShape", ("inapplicable", [])),
        (text_box("Words", fill=FILLED), "wordprocessingShape", ("inapplicable", [])),
        (text_box(" ", fill=FILLED), "wordprocessingShape", ("failed", ["absent"])),
        (f"<wpg:wgp>{PICTURE.format('')}{PICTURE.format('')}</wpg:wgp>", "wordprocessingGroup", ("failed", ["absent"])),
        (
            "<wpg:wgp>" + PICTURE.format('descr="A fox"') + PICTURE.format('descr="A cub"') + "</wpg:wgp>",
            "wordprocessingGroup",
            ("passed", []),
        ),
        (f"<wpg:wgp>{text_box('Words')}</wpg:wgp>", "wordprocessingGroup", ("inapplicable", [])),
    ],
)
def test_shapes_are_counted_once_and_text_boxes_are_text(content, kind, expected):
    assert said(ALT, a_docx(paragraph(shape(content, kind=kind)))) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('<w:pict><v:shape><v:imagedata r:id="r"/></v:shape></w:pict>', ("failed", ["absent"])),
        ('<w:pict><v:shape alt="A fox"><v:imagedata r:id="r"/></v:shape></w:pict>', ("passed", [])),
        ('<w:pict><v:rect o:hr="t"><v:imagedata r:id="r"/></v:rect></w:pict>', ("inapplicable", [])),
        (
            '<w:pict><v:shape id="PowerPlusWaterMarkObject1"><v:textpath string="DRAFT"/></v:shape></w:pict>',
            ("inapplicable", []),
        ),
        (
            '<w:object><v:shape><v:imagedata r:id="r"/></v:shape><o:OLEObject ProgID="Equation.3"/></w:object>',
            ("failed", ["absent"]),
        ),
    ],
)
def test_older_pictures_and_objects(content, expected):
    assert said(ALT, a_docx(f"<w:p><w:r>{content}</w:r></w:p>")) == expected


def test_a_real_equation_needs_nothing():
    assert said(ALT, a_docx("<w:p><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath></w:p>")) == ("inapplicable", [])


def test_an_equation_object_is_named_as_one():
    data = a_docx(
        '<w:p><w:r><w:object><v:shape><v:imagedata r:id="r"/></v:shape><o:OLEObject ProgID="Equation.DSMT4"/></w:object></w:r></w:p>'
    )
    assert judge(ALT, data).findings[0].message == "The equation has no alternative text."


def test_a_picture_is_named_where_it_has_a_name():
    assert judge(ALT, a_docx(paragraph(drawing()))).findings[0].message.endswith("” has no alternative text.")


def test_headers_are_read_too():
    parts = {"word/header1.xml": a_header(paragraph(drawing()))}
    assert said(ALT, a_docx(parts=parts, more={"h": ("header", "header1.xml")})) == ("failed", ["absent"])


def a_header(content):
    from tests.builders.office import NAMESPACES

    return f"<w:hdr {NAMESPACES}>{content}</w:hdr>"


@pytest.mark.parametrize(
    ("alternative", "expected"),
    [
        ("A red fox at night", ("passed", [])),
        ("fox.png", ("failed", ["file-name"])),
        ("https://example.edu/fox.png", ("failed", ["file-name"])),
        ("Picture 1", ("failed", ["placeholder"])),
        ("image", ("failed", ["placeholder"])),
        ("IMG_1234.JPG", ("failed", ["placeholder"])),
        ("A fox. Description automatically generated", ("failed", ["machine"])),
        ("Image of a fox", ("cantTell", ["opening"])),
        ("A fox. " * 60, ("cantTell", ["long"])),
    ],
)
def test_quality_of_an_alternative(alternative, expected):
    data = a_docx(paragraph(drawing(f'descr="{alternative}"')))
    assert said("office-image-alt-quality", data) == expected


def test_without_an_alternative_its_quality_is_not_judged():
    assert said("office-image-alt-quality", a_docx(paragraph(drawing()))) == ("inapplicable", [])


LOOK = '<w:tblLook w:val="04A0"/>'
TABLE_STYLE = (
    '<w:style w:type="table" w:styleId="T"><w:name w:val="T"/><w:tblStylePr w:type="firstRow"><w:trPr><w:tblHeader/></w:trPr>'
    "</w:tblStylePr></w:style>"
)


@pytest.mark.parametrize(
    ("header", "look", "properties", "expected"),
    [
        ("<w:tblHeader/>", "", "", ("passed", [])),
        ('<w:tblHeader w:val="0"/>', LOOK, "", ("failed", ["option"])),
        ("", LOOK, "", ("failed", ["option"])),
        ("", '<w:tblLook w:firstRow="1"/>', "", ("failed", ["option"])),
        ("", '<w:tblLook w:val="0480" w:firstRow="0"/>', "", ("failed", ["unmarked"])),
        ("", "", "", ("failed", ["unmarked"])),
        ("", LOOK, '<w:tblStyle w:val="T"/>', ("passed", [])),
        ("", '<w:tblLook w:val="0480"/>', '<w:tblStyle w:val="T"/>', ("failed", ["unmarked"])),
    ],
)
def test_header_row(header, look, properties, expected):
    data = a_docx(table(*ROWS, header=header, look=look, properties=properties), styles=STYLES + TABLE_STYLE)
    assert said("office-table-headers", data) == expected


@pytest.mark.parametrize(
    "content",
    [
        table(("One", "row")),
        table(("One",), ("column",)),
        table((paragraph(LOREM) * 3, paragraph(LOREM) * 3), (paragraph(LOREM) * 3, ""), properties="<w:tblW/>"),
    ],
)
def test_layout_and_lines_need_no_header(content):
    assert said("office-table-headers", a_docx(content)) == ("inapplicable", [])


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (table(*ROWS), ("passed", [])),
        (table(*ROWS, cell='<w:gridSpan w:val="2"/>'), ("failed", ["merged"])),
        (table(*ROWS, cell='<w:gridSpan w:val="1"/>'), ("passed", [])),
        (table(*ROWS, cell="<w:vMerge/>"), ("failed", ["merged"])),
        (table(("a", "b"), ("c",)), ("failed", ["merged"])),
        (table(("a", "b"), ("c", table(("d",)))), ("failed", ["nested"])),
        ("", ("inapplicable", [])),
    ],
)
def test_merged_cells(content, expected):
    assert said("office-merged-cells", a_docx(content)) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Foxes of the campus", ("passed", [])),
        ("  ", ("failed", ["missing"])),
        (None, ("failed", ["missing"])),
        ("Microsoft Word - foxes.doc", ("failed", ["placeholder"])),
        ("Document1", ("failed", ["placeholder"])),
        ("foxes.docx", ("failed", ["placeholder"])),
        ("Documents of the fox court", ("passed", [])),
    ],
)
def test_title(title, expected):
    assert said("office-title", a_docx(title=title)) == expected


@pytest.mark.parametrize(
    ("defaults", "look", "expected"),
    [
        ('<w:lang w:val="en-US"/>', "", ("passed", [])),
        ("<w:lang/>", "", ("failed", ["missing"])),
        ("", "", ("failed", ["missing"])),
        ("", '<w:lang w:val="de-DE"/>', ("passed", [])),
        ('<w:lang w:val="x-none"/>', "", ("failed", ["missing"])),
        ('<w:lang w:val="english"/>', "", ("failed", ["invalid"])),
    ],
)
def test_language(defaults, look, expected):
    assert said("office-language", a_docx(paragraph("Words", look=look), defaults=defaults)) == expected


def test_language_of_nothing():
    assert said("office-language", a_docx(defaults="")) == ("inapplicable", [])


FILLER = "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et dolore magna. "
GERMAN = "Der schnelle braune Fuchs springt über den faulen Hund, während die Studierenden der Vorlesung ihre Aufgaben lesen. "


LINKS = (
    "An internal link and an external link. An external link to a popular website. An external link to a website with an anchor. "
    "An internal link to a section header. An internal link to a bookmark. A section for testing link targets. A bookmark right here."
)
"""The detector takes it for the language of Luxembourg."""
FILLED_IN = (
    "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et dolore. "
    * 4
)
JAPANESE = (
    "川は上流の谷から平野まで土砂を運び、そこで広い層になって堆積します。学生は野外実習でその層をGPSで測定します。" * 5
)
ARABIC = "يحمل النهر الرواسب من الوادي الأعلى إلى السهل حيث تستقر في طبقات واسعة يقيسها الطلاب في الأسبوع الثاني. " * 4


@pytest.mark.parametrize(
    ("text", "look", "expected"),
    [
        (LOREM * 4, "", ("passed", [])),
        (GERMAN * 4, "", ("failed", ["wrong"])),
        (GERMAN * 4, '<w:lang w:val="de-DE"/>', ("passed", [])),
        (GERMAN + "1 2 3 4 5 6 7 8 9 " * 20, "", ("passed", [])),
        (FILLED_IN, "", ("passed", [])),
        (LINKS, "", ("passed", [])),
        ("Test Document Section 1 Paragraph 1.1 Paragraph 1.2 " * 8, "", ("passed", [])),
        (LINKS, '<w:lang w:val="da-DK"/>', ("failed", ["wrong"])),
        (GERMAN[:80], "", ("inapplicable", [])),
        ("42 17 3.14 " * 40, "", ("passed", [])),
        (JAPANESE, '<w:lang w:eastAsia="ja-JP"/>', ("passed", [])),
        (JAPANESE, "", ("failed", ["wrong"])),
        (JAPANESE, '<w:lang w:eastAsia="x-none" w:bidi="ar-SA"/>', ("failed", ["wrong"])),
        (ARABIC, '<w:lang w:eastAsia="ja-JP" w:bidi="ar-SA"/>', ("passed", [])),
        (GERMAN * 4 + "日本", '<w:lang w:eastAsia="ja-JP"/>', ("failed", ["wrong"])),
        (FILLER * 4, "", ("passed", [])),
    ],
)
def test_wrong_language(text, look, expected):
    assert said("office-language-wrong", a_docx(paragraph(text, look=look))) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (hyperlink("Fox facts"), ("passed", [])),
        (hyperlink("click here"), ("failed", ["generic"])),
        (hyperlink("Click here."), ("failed", ["generic"])),
        (hyperlink("hier"), ("failed", ["generic"])),
        (hyperlink("https://example.edu/page"), ("failed", ["address"])),
        (hyperlink("www.example.edu"), ("failed", ["address"])),
        (hyperlink(" "), ("failed", ["empty"])),
        (hyperlink("fox@example.edu", "rIdMail"), ("inapplicable", [])),
        (hyperlink("3", anchor="note"), ("passed", [])),
        (hyperlink("here", anchor="_Toc123"), ("inapplicable", [])),
        (field('HYPERLINK "https://example.edu"', "here"), ("failed", ["generic"])),
        (field('HYPERLINK "https://example.edu"', "Fox facts"), ("passed", [])),
        (
            '<w:fldSimple w:instr="HYPERLINK &quot;https://example.edu&quot;"><w:r><w:t>here</w:t></w:r></w:fldSimple>',
            ("failed", ["generic"]),
        ),
        (field("PAGE", "3"), ("inapplicable", [])),
    ],
)
def test_link_text(content, expected):
    links = {"rIdMail": "mailto:fox@example.edu"}
    assert said("office-link-text", a_docx(paragraph(content), links=links)) == expected


def test_runs_of_a_link_are_one_link():
    link = f'<w:hyperlink r:id="rIdLink">{run("click ")}{run("here")}</w:hyperlink>'
    assert said("office-link-text", a_docx(paragraph(link))) == ("failed", ["generic"])


def test_a_table_of_contents_raises_nothing():
    begin, split, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    body = [
        f"<w:p>{begin}<w:r><w:instrText> TOC \\o </w:instrText></w:r>{split}{hyperlink('1')}</w:p>",
        f"<w:p>{hyperlink('here')}{end}</w:p>",
    ]
    assert said("office-link-text", a_docx(*body)) == ("inapplicable", [])


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("1. One", "2. Two"), ("failed", ["typed"])),
        (("- One", "- Two", "- Three"), ("failed", ["typed"])),
        (("•\tOne", "•\tTwo"), ("failed", ["typed"])),
        (("(a) One", "(b) Two"), ("failed", ["typed"])),
        (("1. One", "5. Five"), ("inapplicable", [])),
        (("- One",), ("inapplicable", [])),
        (("One", "Two"), ("inapplicable", [])),
    ],
)
def test_faked_list(texts, expected):
    assert said("office-list-faked", a_docx(*map(paragraph, texts))) == expected


def test_a_faked_list_in_a_cell():
    cell = "".join(paragraph(text) for text in ("- Gloves", "- Boots", "- Map"))
    assert said("office-list-faked", a_docx(table(("Year", "Kit"), (cell, "- 12")))) == ("failed", ["typed"])


def test_a_real_list():
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    assert said("office-list-faked", a_docx(paragraph("One", properties=number))) == ("passed", [])


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (shape(text_box("Read me"), frame="anchor"), ("failed", ["floating"])),
        (shape(text_box("Read me"), frame="inline"), ("inapplicable", [])),
        (shape(text_box(" "), frame="anchor"), ("inapplicable", [])),
        (drawing(frame="anchor"), ("inapplicable", [])),
    ],
)
def test_floating_content(content, expected):
    assert said("office-floating-content", a_docx(paragraph(content))) == expected


def test_documents_with_nothing_in_them():
    assert failed_rules(a_docx()) == {}
    assert failed_rules(a_pptx(), "foxes.pptx") == {}
    assert failed_rules(a_xlsx({}), "foxes.xlsx") == {}
    assert said("office-heading-faked", a_docx()) == ("inapplicable", [])
