"""pdf-unicode."""

import pytest
from pikepdf import Array, Dictionary, Name, String
from tests.builders.pdf import LOREM, a_pdf
from tests.unit.rules.pdf.judging import judge, said

from curbcut.rules.rule import Outcome

RULE = "pdf-unicode"
MAP = "/CIDInit /ProcSet findresource begin begincmap {} endcmap"


def simple(subtype="Type1", base="ABCDEF+Foxes", flags=32, **entries):
    font = Dictionary(
        Type=Name.Font, Subtype=Name(f"/{subtype}"), BaseFont=Name(f"/{base}"), FirstChar=32, LastChar=126, Widths=[500] * 95,
        FontDescriptor=Dictionary(Type=Name.FontDescriptor, FontName=Name(f"/{base}"), Flags=flags),
    )  # fmt: skip
    for key, value in entries.items():
        font[f"/{key}"] = value
    return font


def differences(*names, base=None):
    encoding = Dictionary(Type=Name.Encoding, Differences=Array([65, *(Name(f"/{name}") for name in names)]))
    if base:
        encoding.BaseEncoding = Name(f"/{base}")
    return encoding


def composite(ordering="Identity", encoding="Identity-H", **entries):
    descendant = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name("/ABCDEF+Foxes"),
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String(ordering), Supplement=0),
    )  # fmt: skip
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/ABCDEF+Foxes"), Encoding=Name(f"/{encoding}"),
        DescendantFonts=Array([descendant]),
    )  # fmt: skip
    for key, value in entries.items():
        font[f"/{key}"] = value
    return font


def with_map(builder, font, body):
    font.ToUnicode = builder.pdf.make_stream(MAP.format(body).encode())
    return font


def shown(font, text="ABCDABCDABCDABCDABCDABCD", unicode_map=None):
    builder = a_pdf()
    if unicode_map is not None:
        with_map(builder, font, unicode_map)
    return builder.with_font(font).with_text(text)


@pytest.mark.parametrize(
    "font",
    [
        simple(Encoding=Name.WinAnsiEncoding),
        simple("TrueType", flags=4, Encoding=Name.MacRomanEncoding),
        simple("TrueType", flags=32),
        simple(base="Helvetica", flags=32),
        simple(base="Symbol", flags=4),
        simple(base="ZapfDingbats", flags=4, Encoding=differences("a1", "a2", "a202", "a10")),
        simple(flags=4, Encoding=differences("Alpha", "f_f_i", "uni0041", "u1F600.alt", base="StandardEncoding")),
        simple("Type3", flags=4, FirstChar=65, LastChar=68, Widths=[1] * 4, Encoding=differences("A", "B", "C", "D")),
        composite("Japan1"),
        composite(encoding="UniGB-UCS2-H"),
        composite(ToUnicode=Name("/Identity-H")),
    ],
)
def test_codes_that_mean_text(font):
    assert said(RULE, shown(font)) == ("passed", [])


@pytest.mark.parametrize(
    "font",
    [
        composite(),
        simple("TrueType", flags=4),
        simple("Type3"),
        simple(flags=4),
        simple(Encoding=differences("g1", "g2", "c37", "glyph4")),
        simple("Type3", Encoding=differences("a0", "a1", "a2", "a3")),
    ],
)
def test_codes_that_mean_nothing(font):
    assert said(RULE, shown(font)) == ("failed", ["unknown"])


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("4 beginbfchar <41> <0041> <42> <0042> <43> <0043> <44> <00660066> endbfchar", "passed"),
        ("1 beginbfrange <41> <44> <0061> endbfrange", "passed"),
        ("1 beginbfrange <41> <44> [<0061> <0062> <0063> <D83DDE00>] endbfrange", "passed"),
        ("1 beginbfrange <41><44><0000> endbfrange 1 beginbfchar <44> <0044> endbfchar", "failed"),
        ("4 beginbfchar <41> <FFFD> <42> <FFFD> <43> <FFFD> <44> <FFFD> endbfchar", "failed"),
        ("4 beginbfchar <41> <FEFF> <42> <FFFE> <43> <0000> <44> <FFFD> endbfchar", "failed"),
        ("1 beginbfrange <41> <44> <E000> endbfrange", "failed"),
        ("1 beginbfrange <41> <44> <F041> endbfrange", "failed"),
        ("4 beginbfchar <41> <> <42> <> <43> <> <44> <> endbfchar", "failed"),
        ("1 beginbfrange <61> <64> <0061> endbfrange", "failed"),
        ("nothing", "failed"),
    ],
)
def test_a_map_to_unicode(body, expected):
    assert said(RULE, shown(simple("TrueType", flags=4), unicode_map=body))[0] == expected


@pytest.mark.parametrize(
    ("widths", "expected"),
    [
        (Array([0x4142, Array([500, 500]), 0x4344, 0x4345, 500]), "passed"),  # in the map: nobody looks at the page
        (Array([0x4142, 0x4345, 500]), "passed"),
        (Array([1, Array([500])]), "passed"),  # none of the codes that are drawn
        (Array([Name.Foxes, 1, 500]), "passed"),
        (Array([0x4142]), "passed"),
    ],
)
def test_the_widths_of_a_composite_font(widths, expected):
    font = composite()
    font.DescendantFonts[0].W = widths
    assert said(RULE, shown(font, unicode_map="1 beginbfrange <4142> <4345> <0061> endbfrange"))[0] == expected


def test_a_map_of_two_byte_codes():
    body = "1 beginbfrange <4142> <4344> <0041> endbfrange"
    assert said(RULE, shown(composite(), unicode_map=body)) == ("passed", [])


@pytest.mark.parametrize(
    ("ranges", "text", "body"),
    [
        ("1 begincodespacerange <00> <FF> endcodespacerange", "ABCABC", "1 beginbfrange <41> <43> <0061> endbfrange"),
        (
            "2 begincodespacerange <00> <42> <4300> <43FF> endcodespacerange", "ABCA",
            "2 beginbfchar <41> <0061> <42> <0062> endbfchar 1 beginbfchar <4341> <0063> endbfchar",
        ),
        ("1 begincodespacerange <41> <42> endcodespacerange", "ABC", "1 beginbfrange <41> <43> <0061> endbfrange"),
        ("begincodespacerange <00> <FFFF> endcodespacerange", "AB", "1 beginbfchar <4142> <0061> endbfchar"),
    ],
)  # fmt: skip
def test_codes_are_as_long_as_an_embedded_cmap_says(ranges, text, body):
    builder = a_pdf()
    font = with_map(builder, composite(), body)
    font.Encoding = builder.pdf.make_stream(ranges.encode(), Type=Name.CMap, CMapName=Name.OneByte)
    assert said(RULE, builder.with_font(font).with_text(text)) == ("passed", [])


def test_a_bad_map_beats_a_good_encoding():
    body = "1 beginbfrange <41> <44> <E000> endbfrange"
    assert said(RULE, shown(simple(Encoding=Name.WinAnsiEncoding), unicode_map=body))[0] == "failed"


def test_the_built_in_encoding_of_a_type_1_font():
    builder = a_pdf()
    for names, expected in ((("A", "B", "C", "D"), "passed"), (("x1", "x2", "x3", "x4"), "failed")):
        program = "".join(f"dup {65 + at} /{name} put\n" for at, name in enumerate(names)).encode() + b"eexec"
        font = simple(flags=4)
        font.FontDescriptor.FontFile = builder.pdf.make_stream(program)
        other = a_pdf()
        font.FontDescriptor.FontFile = other.pdf.make_stream(program)
        assert said(RULE, other.with_font(font).with_text("ABCDABCDABCDABCDABCD"))[0] == expected


@pytest.mark.parametrize(
    ("encoding", "outcome"),
    [(None, "passed"), (Name.WinAnsiEncoding, "failed"), (Dictionary(Differences=[]), "failed")],
)
def test_the_built_in_encoding_of_a_compact_font_names_control_codes_too(encoding, outcome):
    builder = a_pdf()
    font = simple(base="ABCDEF+CMSY10", flags=4, FirstChar=0, LastChar=126, Widths=[500] * 127)
    font.FontDescriptor.FontFile3 = builder.pdf.make_stream(b"", Subtype=Name.Type1C)
    if encoding is not None:
        font.Encoding = encoding
    assert said(RULE, builder.with_font(font).with_text("AB\x01\x14" * 6))[0] == outcome


def test_five_of_a_hundred_characters_may_be_lost():
    def mixed(lost):
        builder = a_pdf()
        builder.with_font(simple("Type3", Encoding=differences("g1")), "F2")
        builder.with_text("B" * (100 - lost)).draw(f"BT /F2 12 Tf 72 500 Td ({'A' * lost}) Tj ET")
        return builder

    assert said(RULE, mixed(5)) == ("passed", [])
    assert said(RULE, mixed(6)) == ("failed", ["unknown"])


def test_a_whole_font_without_unicode_is_an_issue_in_any_document():
    def mixed(lost):
        builder = a_pdf(3).with_font(simple("Type3", Encoding=differences("g1")), "F2")
        for page in range(3):
            builder.with_text(LOREM * 10, page)
        return builder.draw(f"BT /F2 12 Tf 72 100 Td ({'A' * lost}) Tj ET")

    assert said(RULE, mixed(19)) == ("passed", [])
    assert judge(RULE, mixed(20)).failed_share == pytest.approx(20 / 2500, rel=0.3)


def test_bullets_of_symbol_fonts_are_forgiven_until_they_are_much():
    def bullets(count, text):
        builder = a_pdf()
        font = with_map(builder, simple("TrueType", flags=4), "1 beginbfchar <41> <F0B7> endbfchar")
        return builder.with_font(font, "F2").with_text(text).draw(f"BT /F2 12 Tf 72 100 Td ({'A' * count}) Tj ET")

    assert said(RULE, bullets(25, LOREM * 10)) == ("passed", [])
    assert said(RULE, bullets(25, LOREM)) == ("failed", ["unknown"])


def test_a_font_inside_a_form():
    builder = a_pdf()
    form = builder.pdf.make_stream(
        b"BT /F9 12 Tf 10 10 Td [(ABCD) -20 (ABCDABCDABCDABCD)] TJ ET", Type=Name.XObject, Subtype=Name.Form,
        BBox=Array([0, 0, 200, 50]), Resources=Dictionary(Font=Dictionary(F9=simple("Type3", Encoding=differences("g1", "g2", "g3", "g4")))),
    )  # fmt: skip
    builder.pdf.pages[0].obj.Resources.XObject = Dictionary(Fm0=form)
    assert said(RULE, builder.draw("/Fm0 Do")) == ("failed", ["unknown"])


def test_a_font_that_draws_nothing_is_not_judged():
    assert judge(RULE, a_pdf().with_font(composite(), "F2").with_text()).outcome is Outcome.PASSED
    assert judge(RULE, a_pdf().with_font(composite())).outcome is Outcome.INAPPLICABLE


def test_characters_that_the_font_has_no_width_for_are_looked_at():
    font = simple("TrueType", flags=4)
    font.Widths = [500]
    font.FontDescriptor.MissingWidth = 500
    assert said(RULE, shown(font, unicode_map="1 beginbfchar <20> <0020> endbfchar"))[0] == "failed"
