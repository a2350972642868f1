"""Every rule on decks."""

import pytest
from tests.builders.office import (
    DECORATIVE,
    LAYOUT,
    LOREM,
    MASTER,
    NAMESPACES,
    TITLE,
    a_pptx,
    slide_frame,
    slide_picture,
    slide_shape,
    slide_table,
    slide_text,
)
from tests.unit.rules.office.judging import failed_rules, judge, said

ROWS = (("Year", "Foxes"), ("2024", "12"))


def of(rule_id, *slides, **options):
    return said(rule_id, a_pptx(*slides, **options), "foxes.pptx")


def test_a_good_deck_has_no_issue():
    slide = (
        TITLE
        + slide_shape(LOREM, placeholder='idx="1"')
        + slide_picture('descr="A red fox"')
        + slide_table(*ROWS, properties='firstRow="1"')
    )
    assert failed_rules(a_pptx(slide), "foxes.pptx") == {}


@pytest.mark.parametrize(
    ("shapes", "expected"),
    [
        (TITLE, ("passed", [])),
        (slide_shape("Foxes", placeholder='type="ctrTitle"'), ("passed", [])),
        (slide_shape("Foxes", placeholder='type="title" idx="4294967295"'), ("passed", [])),
        (slide_shape(placeholder='type="title"'), ("failed", ["empty"])),
        (slide_shape(" ", placeholder='type="title"'), ("failed", ["empty"])),
        (slide_shape("Foxes"), ("failed", ["absent"])),
        (slide_shape("Foxes", placeholder='type="body"'), ("failed", ["absent"])),
        (f"<p:grpSp><p:nvGrpSpPr/><p:grpSpPr/>{TITLE}</p:grpSp>", ("passed", [])),
    ],
)
def test_slide_title(shapes, expected):
    assert of("office-slide-title", shapes) == expected


def test_the_type_of_a_placeholder_comes_from_the_layout():
    layout = LAYOUT.replace('idx="1"', 'type="title" idx="7"')
    assert of("office-slide-title", slide_shape("Foxes", placeholder='idx="7"'), layout=layout) == ("passed", [])


def titled(text):
    return slide_shape(text, placeholder='type="title"')


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (("Foxes", "Cubs"), ("passed", [])),
        (("Foxes", " FOXES "), ("failed", ["shared"])),
        (("Foxes", "Foxes", "Foxes"), ("failed", ["shared", "shared"])),
        (("Foxes", "Foxes (cont.)"), ("passed", [])),
        ((" ", " "), ("inapplicable", [])),
    ],
)
def test_slides_that_share_a_title(titles, expected):
    assert of("office-slide-title-duplicate", *map(titled, titles)) == expected


def test_places_say_the_slide():
    finding = judge("office-slide-title", a_pptx(TITLE, slide_shape("x")), "foxes.pptx").findings[0]
    assert finding.place.slide_number == 2


BOX = (914_400, 914_400, 1_828_800, 457_200)
"""One inch from the left and the top of a slide that is 7.5 inches high; two inches wide, half an inch high."""

FRAMED = (72.0, 432.0, 216.0, 468.0)
PALE = (
    '<a:p><a:r><a:rPr sz="1200"><a:solidFill><a:srgbClr val="CCCCCC"/></a:solidFill></a:rPr><a:t>Pale</a:t></a:r></a:p>'
)
IN_A_GROUP = (
    '<p:grpSp><p:nvGrpSpPr><p:cNvPr id="3" name="G"/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="914400" y="914400"/>'
    '<a:ext cx="1828800" cy="457200"/><a:chOff x="0" y="0"/><a:chExt cx="100" cy="100"/></a:xfrm></p:grpSpPr>INSIDE</p:grpSp>'
)


@pytest.mark.parametrize(
    ("rule_id", "shapes", "rectangle"),
    [
        ("office-image-alt", slide_picture(box=BOX), FRAMED),
        ("office-image-alt", slide_picture(), None),
        (
            "office-image-alt",
            IN_A_GROUP.replace("INSIDE", slide_picture(box=(50, 0, 50, 100))),
            (144.0, 432.0, 216.0, 468.0),
        ),
        ("office-contrast", slide_shape(PALE, box=BOX), FRAMED),
        ("office-contrast", slide_shape(PALE), None),
    ],
)
def test_places_say_where_on_the_slide(rule_id, shapes, rectangle):
    [finding] = judge(rule_id, a_pptx(shapes), "foxes.pptx").findings
    assert finding.place.rectangle == rectangle


def test_a_placeholder_lies_where_its_layout_says():
    here = {"placeholder": 'type="title"'}
    layout = LAYOUT.replace(slide_shape(**here), slide_shape(**here, box=BOX))
    [finding] = judge("office-contrast", a_pptx(slide_shape(PALE, **here), layout=layout), "foxes.pptx").findings
    assert finding.place.rectangle == FRAMED


def test_a_deck_that_does_not_say_its_size_has_no_rectangles():
    [finding] = judge("office-image-alt", a_pptx(slide_picture(box=BOX), size=""), "foxes.pptx").findings
    assert finding.place.rectangle is None


def test_the_shape_after_a_text_is_not_where_the_text_is():
    deck = a_pptx(slide_shape(PALE, box=BOX) + slide_shape(PALE))
    first, second = judge("office-contrast", deck, "foxes.pptx").findings
    assert (first.place.rectangle, second.place.rectangle) == (FRAMED, None)


def group(properties=""):
    name = f'<p:nvGrpSpPr><p:cNvPr id="3" name="G" {properties}/></p:nvGrpSpPr><p:grpSpPr/>'
    return f"<p:grpSp>{name}{slide_picture()}{slide_picture()}</p:grpSp>"


@pytest.mark.parametrize(
    ("shapes", "expected"),
    [
        (slide_picture('descr="A red fox"'), ("passed", [])),
        (slide_picture(), ("failed", ["absent"])),
        (slide_picture(inner=DECORATIVE.replace("VALUE", "1")), ("passed", [])),
        (slide_picture(inner=DECORATIVE.replace("VALUE", "0")), ("failed", ["absent"])),
        (slide_frame("<c/>", "chart"), ("failed", ["absent"])),
        (slide_frame("<c/>", "chart", 'descr="Foxes a year"'), ("passed", [])),
        (slide_frame("<c/>", "diagram"), ("failed", ["absent"])),
        (slide_frame('<p:oleObj progId="Equation.3"/>', "ole"), ("failed", ["absent"])),
        (slide_table(*ROWS), ("inapplicable", [])),
        (slide_shape("Words"), ("inapplicable", [])),
        (slide_shape(fill="<a:blipFill/>"), ("failed", ["absent"])),
        (
            group('descr="Two foxes"'),
            ("passed", []),
        ),
        (
            group(),
            ("failed", ["absent", "absent"]),
        ),
    ],
)
def test_alternatives(shapes, expected):
    assert of("office-image-alt", shapes) == expected


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ('firstRow="1"', ("passed", [])),
        ('firstRow="true"', ("passed", [])),
        ('firstRow="0"', ("failed", ["unmarked"])),
        ('bandRow="1"', ("failed", ["unmarked"])),
    ],
)
def test_header_row(properties, expected):
    assert of("office-table-headers", slide_table(*ROWS, properties=properties)) == expected


def test_a_table_of_one_row_needs_no_header():
    assert of("office-table-headers", slide_table(("a", "b"))) == ("inapplicable", [])


@pytest.mark.parametrize(
    ("cell", "outcome"),
    [("", "passed"), ('gridSpan="2"', "failed"), ('vMerge="1"', "failed"), ('gridSpan="1"', "passed")],
)
def test_merged_cells(cell, outcome):
    assert of("office-merged-cells", slide_table(*ROWS, cell=cell))[0] == outcome


VIDEO = '<a:videoFile r:link="rIdVideo"/>'
CAPTIONS = '<p:extLst><p:ext><p14:media r:embed="rIdVideo"><p14:extLst><p:ext><p173:tracksInfo xmlns:p173="http://schemas.microsoft.com/office/powerpoint/2017/3/main"/></p:ext></p14:extLst></p14:media></p:ext></p:extLst>'


@pytest.mark.parametrize(
    ("media", "target", "expected"),
    [
        (VIDEO, "../media/film.mp4", ("failed", ["missing"])),
        (VIDEO + CAPTIONS, "../media/film.mp4", ("passed", [])),
        (VIDEO, "https://example.edu/film.mp4", ("cantTell", ["elsewhere"])),
        ('<a:audioFile r:link="rIdVideo"/>', "../media/film.mp4", ("cantTell", ["sound"])),
        ("", "../media/film.mp4", ("inapplicable", [])),
    ],
)
def test_captions(media, target, expected):
    links = {"rIdVideo": ("video", target)}
    parts = {"ppt/media/film.mp4": b"\0\0\0\x10ftypisom\0\0\0\0"}
    slide = slide_picture('descr="A film"', media=media)
    assert of("office-media-captions", slide, links=links, parts=parts) == expected


def box(text, left, top):
    return slide_shape(text, box=(left, top, 1000, 500))


@pytest.mark.parametrize(
    ("shapes", "expected"),
    [
        (box("a", 0, 0) + box("b", 0, 1000), ("passed", [])),
        (box("b", 0, 1000) + box("a", 0, 0), ("failed", ["differs"])),
        (box("a", 0, 0) + box("b", 0, 1000) + box("c", 2000, 0), ("passed", [])),
        (box("a", 0, 0) + box(" ", 0, 1000), ("inapplicable", [])),
    ],
)
def test_reading_order(shapes, expected):
    assert of("office-reading-order", shapes) == expected


@pytest.mark.parametrize(
    ("text", "defaults", "expected"),
    [
        ('<a:p><a:r><a:rPr lang="en-US"/><a:t>Words</a:t></a:r></a:p>', "", ("passed", [])),
        ("<a:p><a:r><a:t>Words</a:t></a:r></a:p>", "", ("failed", ["missing"])),
        ("<a:p><a:r><a:t>Words</a:t></a:r></a:p>", '<a:lvl1pPr><a:defRPr lang="en-US"/></a:lvl1pPr>', ("passed", [])),
        ('<a:p><a:r><a:rPr lang="klingon"/><a:t>Words</a:t></a:r></a:p>', "", ("failed", ["invalid"])),
    ],
)
def test_language(text, defaults, expected):
    assert of("office-language", slide_shape(text), defaults=defaults) == expected


def link(text, properties=""):
    return f'<a:p><a:r><a:rPr><a:hlinkClick r:id="rIdLink"/></a:rPr><a:t>{text}</a:t></a:r>{properties}</a:p>'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fox facts", ("passed", [])),
        ("Click here", ("failed", ["generic"])),
        ("https://example.edu/", ("failed", ["address"])),
    ],
)
def test_link_text(text, expected):
    links = {"rIdLink": ("hyperlink", "https://example.edu/")}
    assert of("office-link-text", slide_shape(link(text)), links=links) == expected


def test_faked_list():
    assert of("office-list-faked", slide_shape("- One", "- Two")) == ("failed", ["typed"])
    assert of("office-list-faked", slide_shape("One", "Two", placeholder='idx="1"')) == ("passed", [])
    assert of("office-list-faked", slide_shape("One", "Two")) == ("inapplicable", [])


def fill(value):
    name = "srgbClr" if len(value) == 6 and value[0] in "0123456789ABCDEF" else "schemeClr"
    return f'<a:solidFill><a:{name} val="{value}"/></a:solidFill>'


def coloured(value, text="Words"):
    return slide_text(text, fill(value))


WIDE = (0, 0, 9000, 9000)
INSIDE = (1000, 1000, 2000, 500)


MARKED = '<a:highlight><a:srgbClr val="{}"/></a:highlight>'


@pytest.mark.parametrize(
    ("shapes", "expected"),
    [
        (slide_shape(coloured("767676")), ("passed", [])),
        (slide_shape(coloured("BBBBBB")), ("failed", ["low"])),
        (slide_shape(coloured("accent2")), ("failed", ["low"])),
        (slide_shape(coloured("accent1")), ("passed", [])),
        (slide_shape("Words"), ("passed", [])),
        (slide_shape(coloured("FFFFFF"), fill=fill("1F4E79")), ("passed", [])),
        (slide_shape("Words", fill=fill("1F4E79")), ("failed", ["low"])),
        (slide_shape(fill=fill("1F4E79"), box=WIDE) + slide_shape(coloured("FFFFFF"), box=INSIDE), ("passed", [])),
        (slide_shape(fill=fill("1F4E79"), box=WIDE) + slide_shape("Words", box=INSIDE), ("failed", ["low"])),
        (
            slide_shape(fill=fill("1F4E79"), box=INSIDE) + slide_shape("Words", box=(1000, 1000, 4000, 500)),
            ("cantTell", ["unsure"]),
        ),
        (slide_picture(box=WIDE) + slide_shape("Words", box=INSIDE), ("cantTell", ["over-picture"])),
        (slide_shape("Words", fill="<a:blipFill/>"), ("cantTell", ["over-picture"])),
        (
            slide_shape(
                "Words",
                fill='<a:gradFill><a:gsLst><a:gs pos="0"><a:srgbClr val="FFFFFF"/></a:gs><a:gs pos="100000"><a:srgbClr val="222222"/></a:gs></a:gsLst></a:gradFill>',
            ),
            ("failed", ["low"]),
        ),
        (
            slide_shape(
                "Words",
                style='<p:style><a:fillRef idx="1"><a:schemeClr val="accent1"/></a:fillRef><a:fontRef idx="minor"><a:schemeClr val="lt1"/></a:fontRef></p:style>',
            ),
            ("passed", []),
        ),
        (slide_shape(slide_text("Words", "<a:noFill/>")), ("inapplicable", [])),
        (slide_shape(slide_text("Words", MARKED.format("FFFF00")), fill=fill("1F4E79")), ("passed", [])),
        (slide_shape(slide_text("Words", MARKED.format("1F4E79"))), ("failed", ["low"])),
    ],
)
def test_contrast(shapes, expected):
    assert of("office-contrast", shapes) == expected


@pytest.mark.parametrize(
    ("steps", "outcome"),
    [
        ('<a:lumMod val="75000"/>', "passed"),
        ('<a:lumMod val="40000"/><a:lumOff val="60000"/>', "failed"),
        ('<a:tint val="20000"/>', "failed"),
        ('<a:shade val="50000"/>', "passed"),
        ('<a:alpha val="20000"/>', "failed"),
    ],
)
def test_transforms_of_a_theme_colour(steps, outcome):
    colour = f'<a:solidFill><a:schemeClr val="accent5">{steps}</a:schemeClr></a:solidFill>'
    assert of("office-contrast", slide_shape(slide_text("Words", colour)))[0] == outcome


def test_backgrounds_of_slide_and_colour_map():
    dark = f"<p:bg><p:bgPr>{fill('tx1')}</p:bgPr></p:bg>"
    assert of("office-contrast", slide_shape("Words"), backgrounds={1: dark}) == ("failed", ["low"])
    turned = MASTER.replace('bg1="lt1" tx1="dk1"', 'bg1="dk1" tx1="lt1"')
    assert of("office-contrast", slide_shape("Words"), master=turned) == ("passed", [])


def test_placeholders_inherit_colour_and_size():
    pale = MASTER.replace('<a:schemeClr val="tx1"/>', '<a:srgbClr val="949494"/>')
    assert of("office-contrast", TITLE, master=pale) == ("passed", [])
    assert of("office-contrast", TITLE, master=pale.replace('sz="4400"', 'sz="1200"')) == ("failed", ["low"])
    own = LAYOUT.replace(
        "<a:lstStyle></a:lstStyle>",
        f"<a:lstStyle><a:lvl1pPr><a:defRPr>{fill('333333')}</a:defRPr></a:lvl1pPr></a:lstStyle>",
        1,
    )
    assert of("office-contrast", TITLE, master=pale.replace('sz="4400"', 'sz="1200"'), layout=own) == ("passed", [])


def test_text_of_the_master_is_judged_once():
    footer = slide_shape(coloured("F4B183", "University"), box=(0, 0, 100, 100))
    master = MASTER.replace("</p:spTree>", f"{footer}</p:spTree>")
    assert of("office-contrast", TITLE, TITLE, master=master) == ("failed", ["low"])


def test_cells_of_a_table_take_the_style_of_the_table():
    styles = (
        f'<a:tblStyleLst {NAMESPACES}><a:tblStyle styleId="{{1}}"><a:firstRow><a:tcTxStyle b="on"><a:schemeClr val="lt1"/></a:tcTxStyle>'
        f"<a:tcStyle><a:fill>{fill('accent2')}</a:fill></a:tcStyle></a:firstRow></a:tblStyle></a:tblStyleLst>"
    )
    table = slide_table(*ROWS, properties='firstRow="1"').replace(
        "/><a:tr>", "><a:tableStyleId>{1}</a:tableStyleId></a:tblPr><a:tr>", 1
    )
    from tests.builders.office import relationships

    parts = {
        "ppt/tableStyles.xml": styles,
        "ppt/_rels/presentation.xml.rels": relationships(
            {"s1": ("slide", "slides/slide1.xml"), "ts": ("tableStyles", "tableStyles.xml")}
        ),
    }
    assert of("office-contrast", table, parts=parts) == ("failed", ["low", "low"])
