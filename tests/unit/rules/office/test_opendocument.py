"""The rules on OpenDocument texts, decks and workbooks."""

import pytest
from tests.builders.office import LOREM, ODF_ENGLISH, ODF_NAMESPACES, an_opendocument
from tests.unit.rules.office.judging import failed_rules, said


def text(rule_id, body, **options):
    return said(rule_id, an_opendocument(body, **options), "foxes.odt")


def deck(rule_id, body, **options):
    return said(rule_id, an_opendocument(body, "presentation", **options), "foxes.odp")


def workbook(rule_id, body, **options):
    return said(rule_id, an_opendocument(body, "spreadsheet", **options), "foxes.ods")


def p(words, style=""):
    return f'<text:p text:style-name="{style}">{words}</text:p>'


def h(level, words="A heading"):
    return f'<text:h text:outline-level="{level}">{words}</text:h>'


def frame(inner="<draw:image/>", attributes=""):
    return f'<draw:frame draw:name="Image1" {attributes}>{inner}</draw:frame>'


def table(*rows, header=False):
    written = [
        "<table:table-row>"
        + "".join(f"<table:table-cell>{p(cell)}</table:table-cell>" for cell in row)
        + "</table:table-row>"
        for row in rows
    ]
    if header:
        written[0] = f"<table:table-header-rows>{written[0]}</table:table-header-rows>"
    return f"<table:table>{''.join(written)}</table:table>"


ROWS = (("Year", "Foxes"), ("2024", "12"))


def test_a_good_text_has_no_issue():
    body = (
        h(1) + p(LOREM * 4) + h(2) + table(*ROWS, header=True) + p(frame("<draw:image/><svg:desc>A red fox</svg:desc>"))
    )
    assert failed_rules(an_opendocument(body), "foxes.odt") == {}


def test_a_flat_file_is_read_too():
    flat = f"<office:document {ODF_NAMESPACES}><office:body><office:text>{h(2)}</office:text></office:body></office:document>"
    assert said("office-heading-start", flat.encode(), "foxes.fodt") == ("failed", ["deeper"])


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (frame(), ("failed", ["absent"])),
        (frame("<draw:image/><svg:desc>A fox</svg:desc>"), ("passed", [])),
        (frame("<draw:image/><svg:title>A fox</svg:title>"), ("passed", [])),
        (frame(attributes='loext:decorative="true"'), ("passed", [])),
        (frame("<draw:object/>"), ("failed", ["absent"])),
        (frame(f"<draw:text-box>{p('Words')}</draw:text-box>"), ("inapplicable", [])),
        (frame('<draw:object><math xmlns="http://www.w3.org/1998/Math/MathML"/></draw:object>'), ("inapplicable", [])),
    ],
)
def test_alternatives(content, expected):
    assert text("office-image-alt", p(content)) == expected


@pytest.mark.parametrize(
    ("levels", "order", "start"),
    [((1, 2), "passed", "passed"), ((2, 4), "failed", "failed"), ((), "inapplicable", "inapplicable")],
)
def test_headings(levels, order, start):
    body = "".join(map(h, levels))
    assert text("office-heading-order", body)[0] == order
    assert text("office-heading-start", body)[0] == start


def test_headings_missing():
    assert text("office-headings-missing", p(LOREM * 20)) == ("failed", ["missing"])
    assert text("office-headings-missing", h(1) + p(LOREM * 20)) == ("passed", [])


@pytest.mark.parametrize(("header", "expected"), [(True, ("passed", [])), (False, ("failed", ["unmarked"]))])
def test_header_row(header, expected):
    assert text("office-table-headers", table(*ROWS, header=header)) == expected


def test_merged_cells():
    merged = table(*ROWS).replace("<table:table-cell>", '<table:table-cell table:number-columns-spanned="2">', 1)
    assert text("office-merged-cells", merged) == ("failed", ["merged"])
    assert text("office-merged-cells", table(*ROWS)) == ("passed", [])


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Fox facts", ("passed", [])),
        ("here", ("failed", ["generic"])),
        ("https://example.edu/", ("failed", ["address"])),
    ],
)
def test_link_text(words, expected):
    assert text("office-link-text", p(f'<text:a xlink:href="https://example.edu/">{words}</text:a>')) == expected


def test_a_table_of_contents_raises_nothing():
    body = "<text:table-of-content><text:index-body>"
    link = '<text:p><text:a xlink:href="#x">here</text:a></text:p>'
    assert text("office-link-text", f"{body}{link}</text:index-body></text:table-of-content>") == ("inapplicable", [])


def style(properties, kind="text"):
    return f'<style:style style:name="S" style:family="paragraph"><style:{kind}-properties {properties}/></style:style>'


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ('fo:color="#767676"', ("passed", [])),
        ('fo:color="#bbbbbb"', ("failed", ["low"])),
        ('fo:color="#949494" fo:font-size="18pt"', ("passed", [])),
        ('fo:color="#ffffff" fo:background-color="#1f4e79"', ("passed", [])),
        ('fo:color="#bbbbbb" style:use-window-font-color="true"', ("passed", [])),
        ('fo:color="#bbbbbb" text:display="none"', ("inapplicable", [])),
    ],
)
def test_contrast(properties, expected):
    assert text("office-contrast", p("Words", "S"), automatic=style(properties)) == expected


def test_contrast_on_the_background_of_a_paragraph():
    automatic = style('fo:background-color="#1f4e79"', "paragraph")
    assert text(
        "office-contrast",
        p('<text:span text:style-name="T">x</text:span>', "S"),
        automatic=automatic
        + '<style:style style:name="T" style:family="text"><style:text-properties fo:color="#333333"/></style:style>',
    ) == ("failed", ["low"])


@pytest.mark.parametrize(("styles", "expected"), [("", ("failed", ["missing"]))])
def test_language(styles, expected):
    assert text("office-language", p(LOREM), styles=styles) == expected
    assert text("office-language", p(LOREM)) == ("passed", [])


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ('style:language-asian="ja" style:country-asian="JP" style:language-complex="ar"', ("passed", [])),
        ('style:language-asian="none" style:language-complex="ja"', ("failed", ["wrong"])),
        ("", ("failed", ["wrong"])),
    ],
)
def test_language_of_text_in_east_asian_script(language, expected):
    japanese = (
        "川は上流の谷から平野まで土砂を運び、そこで広い層になって堆積します。学生は野外実習でその層を測定します。" * 5
    )
    styles = ODF_ENGLISH.replace("fo:language", f"{language} fo:language")
    assert text("office-language-wrong", p(japanese), styles=styles) == expected


def test_title():
    assert text("office-title", "", title=None) == ("failed", ["missing"])
    assert text("office-title", "") == ("passed", [])


def test_faked_and_real_lists():
    assert text("office-list-faked", p("- One") + p("- Two")) == ("failed", ["typed"])
    assert text("office-list-faked", f"<text:list><text:list-item>{p('One')}</text:list-item></text:list>") == (
        "passed",
        [],
    )


def test_floating_text():
    box = f"<draw:text-box>{p('Read me')}</draw:text-box>"
    assert text("office-floating-content", p(frame(box, 'text:anchor-type="paragraph"'))) == ("failed", ["floating"])
    assert text("office-floating-content", p(frame(box, 'text:anchor-type="as-char"'))) == ("inapplicable", [])


def page(*frames):
    return f"<draw:page>{''.join(frames)}</draw:page>"


def title(words, attributes=""):
    return frame(f"<draw:text-box>{p(words)}</draw:text-box>", f'presentation:class="title" {attributes}')


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (page(title("Foxes")), ("passed", [])),
        (page(title("", 'presentation:placeholder="true"')), ("failed", ["empty"])),
        (page(), ("failed", ["absent"])),
        (page(title("Foxes")) + page(title("Cubs")), ("passed", [])),
    ],
)
def test_slide_title(content, expected):
    assert deck("office-slide-title", content) == expected


def test_slides_that_share_a_title():
    assert deck("office-slide-title-duplicate", page(title("Foxes")) * 2) == ("failed", ["shared"])


def test_a_film_cannot_be_known():
    film = frame('<draw:plugin xlink:href="film.mp4"/>')
    assert deck("office-media-captions", page(film)) == ("cantTell", ["elsewhere"])


def sheet(name, content):
    return f'<table:table table:name="{name}"><table:table-row>{content}</table:table-row></table:table>'


CELL = f"<table:table-cell>{p('a')}</table:table-cell>"


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("Foxes", CELL, ("passed", [])),
        ("Sheet1", CELL, ("failed", ["default"])),
        ("Foxes", "<table:table-cell/>", ("failed", ["blank"])),
    ],
)
def test_sheet_name(name, content, expected):
    assert workbook("office-sheet-name", sheet(name, content)) == expected


def test_merged_cells_of_a_sheet():
    merged = CELL.replace("cell>", 'cell table:number-rows-spanned="2">', 1)
    assert workbook("office-merged-cells", sheet("Foxes", merged)) == ("failed", ["merged"])
