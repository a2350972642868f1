"""office-contrast on Word documents: where colours come from, and what text stands on."""

import pytest
from tests.builders.office import STYLES, a_docx, paragraph, run, shape, table, text_box
from tests.unit.rules.office.judging import judge, said

from curbcut.documents.context import Context
from curbcut.documents.office import read
from curbcut.rules.office import OFFICE
from curbcut.rules.rule import Check
from curbcut.rules.runner import run_check

CONTRAST = "office-contrast"
GREY = '<w:color w:val="999999"/>'


def colour(value="auto", **theme):
    names = "".join(f' w:theme{name.capitalize()}="{each}"' for name, each in theme.items())
    return f'<w:color w:val="{value}"{names}/>'


@pytest.mark.parametrize(
    ("look", "expected"),
    [
        ("", ("passed", [])),
        (colour("auto"), ("passed", [])),
        (colour("767676"), ("passed", [])),
        (colour("777777"), ("failed", ["low"])),
        (colour("FF0000"), ("failed", ["low"])),
        (colour("949494") + '<w:sz w:val="36"/>', ("passed", [])),
        (colour("959595") + '<w:sz w:val="36"/>', ("failed", ["low"])),
        (colour("949494") + '<w:b/><w:sz w:val="28"/>', ("passed", [])),
        (colour("949494") + '<w:sz w:val="28"/>', ("failed", ["low"])),
        (colour("999999") + "<w:vanish/>", ("inapplicable", [])),
        (colour("FFFFFF") + '<w:highlight w:val="black"/>', ("passed", [])),
        (colour("000000") + '<w:highlight w:val="darkBlue"/>', ("failed", ["low"])),
        (colour("FFFFFF") + '<w:shd w:val="clear" w:fill="1F4E79"/>', ("passed", [])),
        (colour("FFFFFF") + '<w:shd w:val="solid" w:color="1F4E79" w:fill="auto"/>', ("passed", [])),
        (colour("FFFFFF") + '<w:shd w:val="nil" w:fill="1F4E79"/>', ("failed", ["low"])),
    ],
)
def test_colour_of_a_run(look, expected):
    assert said(CONTRAST, a_docx(paragraph("Words", look=look))) == expected


@pytest.mark.parametrize(
    ("theme", "expected"),
    [
        ({"color": "accent1"}, "passed"),
        ({"color": "accent2"}, "failed"),
        ({"color": "accent2", "shade": "80"}, "passed"),
        ({"color": "accent1", "tint": "66"}, "failed"),
        ({"color": "background1"}, "failed"),
        ({"color": "background1", "shade": "BF"}, "failed"),
        ({"color": "background1", "shade": "73"}, "passed"),
        ({"color": "text1"}, "passed"),
        ({"color": "hyperlink"}, "passed"),
    ],
)
def test_colour_of_the_theme_wins_over_the_cached_value(theme, expected):
    cached = "FFFFFF" if expected == "passed" else "000000"
    assert judge(CONTRAST, a_docx(paragraph("Words", look=colour(cached, **theme)))).outcome == expected


def test_the_colour_map_turns_text_and_background_around():
    settings = '<w:clrSchemeMapping w:t1="light1" w:bg1="dark1"/>'
    data = a_docx(paragraph("Words", look=colour("000000", color="text1")), settings=settings)
    assert said(CONTRAST, data) == ("failed", ["low"])


STYLE = (
    '<w:style w:type="paragraph" w:styleId="Pale"><w:name w:val="Pale"/><w:rPr><w:color w:val="CCCCCC"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Paler"><w:name w:val="Paler"/><w:basedOn w:val="Pale"/></w:style>'
    '<w:style w:type="character" w:styleId="Dark"><w:name w:val="Dark"/><w:rPr><w:color w:val="333333"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Box"><w:name w:val="Box"/><w:pPr><w:shd w:val="clear" w:fill="000000"/></w:pPr></w:style>'
)


@pytest.mark.parametrize(
    ("style", "look", "outcome"),
    [
        ("Pale", "", "failed"),
        ("Paler", "", "failed"),
        ("Paler", '<w:rStyle w:val="Dark"/>', "passed"),
        ("Paler", colour("auto"), "passed"),
        ("Box", colour("333333"), "failed"),
        ("Box", "", "passed"),
    ],
)
def test_colour_of_styles(style, look, outcome):
    data = a_docx(paragraph("Words", style=style, look=look), styles=STYLES + STYLE)
    assert judge(CONTRAST, data).outcome == outcome


@pytest.mark.parametrize(
    ("look", "outcome"), [("", "passed"), (colour("FFFFFF"), "passed"), (colour("333333"), "failed")]
)
def test_dark_cells(look, outcome):
    content = table(
        (paragraph("a", look=look), paragraph("b", look=look)),
        ("c", "d"),
        cell='<w:shd w:val="clear" w:fill="1F4E79"/>',
    )
    assert judge(CONTRAST, a_docx(content)).outcome == outcome


def test_colours_of_a_table_style():
    style = (
        '<w:style w:type="table" w:styleId="T"><w:name w:val="T"/><w:tblStylePr w:type="firstRow"><w:rPr><w:color w:val="999999"/></w:rPr>'
        '<w:tcPr><w:shd w:val="clear" w:fill="777777"/></w:tcPr></w:tblStylePr></w:style>'
    )
    for look, failed in (("04A0", 2), ("0480", 0)):
        content = table(
            ("a", "b"), ("c", "d"), properties='<w:tblStyle w:val="T"/>', look=f'<w:tblLook w:val="{look}"/>'
        )
        assert judge(CONTRAST, a_docx(content, styles=STYLES + style)).failed == failed


def test_page_background_counts_only_when_it_is_shown():
    background = '<w:background w:color="000000"/>'
    for settings, failed in (("", 0), ("<w:displayBackgroundShape/>", 1)):
        data = a_docx(paragraph("Words", look=colour("333333")), settings=settings)
        data = with_background(data, background)
        assert judge(CONTRAST, data).failed == failed


def with_background(data, background):
    from io import BytesIO
    from zipfile import ZipFile

    from tests.builders.office import pack

    with ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:body>", background.encode() + b"<w:body>")
    return pack(parts)


@pytest.mark.parametrize(
    ("fill", "look", "expected"),
    [
        ('<a:solidFill><a:srgbClr val="1F4E79"/></a:solidFill>', colour("FFFFFF"), ("passed", [])),
        ('<a:solidFill><a:srgbClr val="1F4E79"/></a:solidFill>', colour("333333"), ("failed", ["low"])),
        ("<a:noFill/>", colour("333333"), ("passed", [])),
        ("<a:blipFill/>", colour("333333"), ("cantTell", ["over-picture"])),
    ],
)
def test_fill_of_a_text_box(fill, look, expected):
    assert said(CONTRAST, a_docx(paragraph(shape(text_box("Words", fill, look))))) == expected


@pytest.mark.parametrize(
    ("content", "frame", "kind", "expected"),
    [
        (text_box("Words", "<a:noFill/>", colour("FFFFFF")), "anchor", "Shape", ("cantTell", ["over-picture"])),
        (text_box("Words", "<a:noFill/>", colour("FF0000")), "anchor", "Shape", ("failed", ["low"])),
        (text_box("Words", "<a:noFill/>", colour("FFFFFF")), "inline", "Shape", ("failed", ["low"])),
        (f"<wpg:wgp>{text_box('Words', '<a:noFill/>', colour('FFFFFF'))}</wpg:wgp>", "inline", "Group", ("cantTell", ["over-picture"])),
    ],
)  # fmt: skip
def test_text_of_the_page_s_colour_in_a_floating_box_stands_on_something(content, frame, kind, expected):
    data = a_docx(paragraph(shape(content, frame=frame, kind=f"wordprocessing{kind}")))
    assert said(CONTRAST, data) == expected


def test_neighbouring_runs_of_one_look_are_one_text():
    runs = [run("Pale ", GREY), run("words ", GREY), run("dark"), run(" ", GREY)]
    assert judge(CONTRAST, a_docx(paragraph(*runs))).failed == 1


def test_deleted_text_does_not_count():
    deleted = f'<w:del w:id="1"><w:r><w:rPr>{GREY}</w:rPr><w:delText>gone</w:delText></w:r></w:del>'
    assert said(CONTRAST, a_docx(f"<w:p>{deleted}</w:p>")) == ("inapplicable", [])


def test_looks_that_are_judged_once_count_as_each_text_does():
    pale, low = run("Pale foxes", colour("999999")), run("Red", colour("FF0000"))
    document = read(a_docx(*[paragraph(pale, run("Dark"), low) for _ in range(3)]), Context(name="foxes.docx"))
    [check] = [check for check in OFFICE.checks if check.rule.id == CONTRAST]
    assert run_check(document, check) == run_check(
        document, Check(check.rule, check.applicability, check.expectation, check.weigh, needs=check.needs)
    )
