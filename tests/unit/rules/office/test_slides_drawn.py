"""Slides with groups, gradients, pictures beneath, fitted text, and tables in the style that programs know by heart."""

import pytest
from tests.builders.office import (
    THEME,
    TITLE,
    a_pptx,
    slide_picture,
    slide_shape,
    slide_table,
    slide_text,
    transform,
)
from tests.unit.rules.office.judging import said

CONTRAST = "office-contrast"
BOX = (0, 0, 1000, 1000)


def of(rule_id, *shapes, **options):
    return said(rule_id, a_pptx(*shapes, **options), "foxes.pptx")


def solid(colour, more=""):
    return f'<a:solidFill><a:srgbClr val="{colour}">{more}</a:srgbClr></a:solidFill>'


def words(colour, size=1200):
    return (
        slide_text("Foxes", f"<!-- {size} -->")
        .replace(f"<!-- {size} -->", solid(colour))
        .replace("<a:rPr ", f'<a:rPr sz="{size}" ')
    )


def group(*shapes, fill="", inner=(0, 0, 100, 100)):
    box = transform(BOX).replace(
        "</a:xfrm>",
        f'<a:chOff x="{inner[0]}" y="{inner[1]}"/><a:chExt cx="{inner[2]}" cy="{inner[3]}"/></a:xfrm>',
    )
    return f"<p:grpSp><p:grpSpPr>{box}{fill}</p:grpSpPr>{''.join(shapes)}</p:grpSp>"


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        (group(slide_shape(words("FFFFFF"), fill="<a:grpFill/>", box=BOX), fill=solid("000000")), ("passed", [])),
        (group(slide_shape(words("FFFFFF"), fill="<a:grpFill/>", box=BOX), fill=solid("EEEEEE")), ("failed", ["low"])),
        # The shape in the group lies over all of the slide's dark box once the group's scale is applied.
        (slide_shape(fill=solid("000000"), box=BOX) + group(slide_shape(words("FFFFFF"), box=(10, 10, 50, 50))), ("passed", [])),
        (slide_picture('descr="A fox"', box=BOX) + slide_shape(words("FFFFFF"), box=BOX), ("cantTell", ["over-picture"])),
        (slide_shape(words("FFFFFF"), fill="<a:blipFill/>", box=BOX), ("cantTell", ["over-picture"])),
        (slide_shape(words("FFFFFF"), fill=solid("000000", '<a:alpha val="90000"/>'), box=BOX), ("passed", [])),
        (slide_shape(words("FFFFFF"), fill=solid("000000", '<a:alpha val="5000"/>'), box=BOX), ("failed", ["low"])),
        (slide_picture('descr="A"', box=BOX) + slide_shape(words("FFFFFF"), fill=solid("000000", '<a:alpha val="5000"/>'), box=BOX), ("cantTell", ["over-picture"])),
        (slide_shape(words("777777"), fill="<a:gradFill><a:gsLst><a:gs><a:srgbClr val='FFFFFF'/></a:gs><a:gs><a:srgbClr val='808080'/></a:gs></a:gsLst></a:gradFill>", box=BOX), ("failed", ["low"])),
        (slide_shape(fill=solid("000000"), box=(0, 0, 300, 1000)) + slide_shape(words("FFFFFF"), box=BOX), ("cantTell", ["unsure"])),
    ],
)  # fmt: skip
def test_what_a_text_stands_on(tree, expected):
    assert of(CONTRAST, tree) == expected


def test_gradients_of_letters_count_at_their_worst():
    stops = "".join(f'<a:gs><a:srgbClr val="{colour}"/></a:gs>' for colour in ("000000", "EEEEEE"))
    text = words("000000").replace(solid("000000"), f"<a:gradFill><a:gsLst>{stops}</a:gsLst></a:gradFill>")
    assert of(CONTRAST, slide_shape(text)) == ("failed", ["low"])


def fitted(scale, size):
    return slide_shape(words("FF0000", size)).replace(
        "<a:bodyPr/>", f'<a:bodyPr><a:normAutofit fontScale="{scale}"/></a:bodyPr>'
    )


@pytest.mark.parametrize(
    ("scale", "size", "outcome"),
    [
        ("50000", 2400, "failed"),
        ("50%", 2400, "failed"),
        ("90000", 2400, "passed"),
        ("none", 2400, "passed"),
        ("0", 2400, "passed"),
    ],
)
def test_text_that_is_made_to_fit_is_smaller(scale, size, outcome):
    assert of(CONTRAST, fitted(scale, size))[0] == outcome


def test_levels_breaks_and_lists_of_a_shape():
    levels = '<a:lvl2pPr><a:buNone/><a:defRPr sz="1000"><a:solidFill><a:srgbClr val="EEEEEE"/></a:solidFill></a:defRPr></a:lvl2pPr>'
    second = slide_text("Two", paragraph_properties='<a:pPr lvl="1"/>')
    assert of(CONTRAST, slide_shape(slide_text("One"), second, list_style=levels)) == ("failed", ["low"])
    item = slide_text("One", paragraph_properties='<a:pPr><a:buChar char="o"/></a:pPr>')
    assert of("office-list-faked", slide_shape(item.replace("</a:r>", "</a:r><a:br/>"))) == ("passed", [])


def test_runs_of_a_link_are_one_link():
    click = '<a:hlinkClick r:id="k"/>'
    text = slide_text("click ", click).replace("</a:p>", "") + slide_text("here", click).replace("<a:p>", "")
    links = {"k": ("hyperlink", "https://example.edu")}
    assert of("office-link-text", TITLE + slide_shape(text), links=links) == ("failed", ["generic"])


MEDIUM_2 = "<a:tableStyleId>{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}</a:tableStyleId>"
EDGES = 'firstRow="1" lastRow="1" firstCol="1" lastCol="1" bandRow="1" bandCol="1"'


def styled_table(options, colour):
    table = slide_table(("Year", "Foxes", "Cubs"), ("2024", "12", "7"), ("2025", "13", "8"), properties=options)
    table = table.replace(f"<a:tblPr {options}/>", f"<a:tblPr {options}>{MEDIUM_2}</a:tblPr>")
    return table.replace('<a:rPr lang="en-US" >', f'<a:rPr lang="en-US">{solid(colour)}')


@pytest.mark.parametrize(
    ("options", "colour", "failed"),
    [("", "FFFFFF", 9), ('firstRow="1" bandRow="1"', "FFFFFF", 6), (EDGES, "FFFFFF", 1), (EDGES, "000000", 8)],
)
def test_the_style_that_every_table_has(options, colour, failed):
    theme = THEME.replace("1F4E79", "2F5597")
    found = of(CONTRAST, TITLE + styled_table(options, colour), parts={"ppt/theme/theme1.xml": theme})
    assert len(found[1]) == failed


def test_newer_content_counts_once_and_hidden_things_do_not():
    picture, hidden = slide_picture(), slide_picture('hidden="1"')
    choice = f'<mc:AlternateContent><mc:Choice Requires="p14">{picture}</mc:Choice><mc:Fallback>{picture}</mc:Fallback></mc:AlternateContent>'
    ink = '<p:contentPart><p14:nvContentPartPr><p14:cNvPr id="7" name="Ink 1"/></p14:nvContentPartPr></p:contentPart>'
    assert of("office-image-alt", TITLE + choice + hidden + ink) == ("failed", ["absent", "absent"])
    assert of("office-image-alt", TITLE + slide_shape(fill="<a:blipFill/>")) == ("failed", ["absent"])
