"""Word documents with boxes, frames, alternate content, fields over paragraphs, and shades of every kind."""

import pytest
from tests.builders.office import LOREM, a_docx, drawing, field, heading, hyperlink, paragraph, run, shape, text_box
from tests.unit.rules.office.judging import failed_rules, said

CONTRAST = "office-contrast"
WHITE = '<w:color w:val="FFFFFF"/>'


def fill(colour):
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'


GRADIENT = '<a:gradFill><a:gsLst><a:gs><a:srgbClr val="202060"/></a:gs></a:gsLst></a:gradFill>'


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (text_box("Words", fill("202060"), WHITE), ("passed", [])),
        (text_box("Words", "<a:noFill/>", WHITE), ("failed", ["low"])),
        (text_box("Words", GRADIENT, WHITE), ("passed", [])),
        (text_box("Words", "<a:blipFill/>", WHITE), ("cantTell", ["over-picture"])),
        (
            text_box("Words", "", WHITE).replace(
                "<wps:txbx>",
                '<wps:style><a:fillRef idx="1"><a:srgbClr val="202060"/></a:fillRef></wps:style><wps:txbx>',
            ),
            ("passed", []),
        ),
    ],
)
def test_what_fills_a_text_box(content, expected):
    assert said(CONTRAST, a_docx(paragraph(shape(content)))) == expected


def vml_box(attributes, words="Words", look=WHITE):
    content = f"<w:txbxContent>{paragraph(words, look=look)}</w:txbxContent>"
    return f"<w:p><w:r><w:pict><v:shape {attributes}><v:textbox>{content}</v:textbox></v:shape></w:pict></w:r></w:p>"


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ('fillcolor="#202060 [3204]"', ("passed", [])),
        ('fillcolor="navy"', ("passed", [])),
        ('fillcolor="nonsense"', ("failed", ["low"])),
        ('fillcolor="navy" filled="f"', ("failed", ["low"])),
        ("", ("failed", ["low"])),
    ],
)
def test_what_fills_an_older_text_box(attributes, expected):
    assert said(CONTRAST, a_docx(vml_box(attributes))) == expected


def test_boxes_and_frames_float_and_watermarks_do_not():
    framed = paragraph("Words", properties="<w:framePr/>")
    initial = paragraph("W", properties='<w:framePr w:dropCap="drop"/>')
    watermark = vml_box('id="PowerPlusWaterMarkObject1"').replace("<v:textbox>", "<v:textpath/><v:textbox>")
    body = vml_box("") + framed + initial + watermark
    assert said("office-floating-content", a_docx(body))[1] == ["floating", "floating"]


def test_shade_of_a_paragraph_and_the_same_shade_of_a_run_are_one():
    shade = '<w:shd w:val="clear" w:fill="202060"/>'
    runs = run("One ", "<w:color w:val='000000'/>") + run("two", shade + "<w:color w:val='000000'/>")
    assert said(CONTRAST, a_docx(paragraph(runs, properties=shade))) == ("failed", ["low"])


def test_newer_content_of_a_body_counts_once():
    again = heading(3, "Again")
    body = (
        f"<mc:AlternateContent><mc:Choice>{again}</mc:Choice><mc:Fallback>{again}</mc:Fallback></mc:AlternateContent>"
    )
    control = f"<w:sdt><w:sdtContent>{heading(1)}</w:sdtContent></w:sdt>"
    assert failed_rules(a_docx(control + body)) == {"office-heading-order": 1}


def test_newer_content_of_a_paragraph_and_what_wraps_runs():
    red = run("Words", '<w:color w:val="FFFF00"/>')
    twice = f"<mc:AlternateContent><mc:Choice>{red}</mc:Choice><mc:Fallback>{red}</mc:Fallback></mc:AlternateContent>"
    assert said(CONTRAST, a_docx(paragraph(twice))) == ("failed", ["low"])
    assert said(CONTRAST, a_docx(paragraph(f"<w:smartTag><w:smartTagPr/>{red}</w:smartTag>"))) == ("failed", ["low"])


def test_tabs_and_breaks_are_read():
    tabbed = "<w:r><w:t>-</w:t><w:tab/><w:t>One</w:t></w:r>"
    assert said("office-list-faked", a_docx(paragraph(tabbed) * 2)) == ("failed", ["typed"])


def test_a_link_that_goes_on_in_the_next_paragraph_is_one_each():
    whole = field("HYPERLINK https://example.edu", "here")
    start, end = whole.split("here")
    body = f"<w:p>{start}click here</w:t></w:r></w:p><w:p><w:r><w:t>more{end}</w:p>"
    assert said("office-link-text", a_docx(body)) == ("failed", ["generic", "generic"])


def test_a_link_around_a_picture_and_text_before_a_field_result():
    picture = hyperlink("x").replace(run("x"), drawing('descr="A fox"'))
    code = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:t>code</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    assert said("office-link-text", a_docx(paragraph(picture))) == ("inapplicable", [])
    assert said(CONTRAST, a_docx(paragraph(code))) == ("inapplicable", [])


def test_very_many_looks_are_told_apart():
    runs = [run("a", f'<w:color w:val="{number:06X}"/><w:i/>') + "<w:proofErr/>" for number in range(5_100)]
    found = said(CONTRAST, a_docx(paragraph("".join(runs)), paragraph(LOREM, look='<w:color w:val="EEEEEE"/>')))
    assert found[0] == "failed"
