"""pdf-contrast."""

import pytest
from pikepdf import Array, Dictionary, Name
from tests.builders.pdf import LOREM, a_pdf
from tests.unit.rules.pdf.judging import judge, said

from curbcut.documents.pdf import backgrounds, budget, clipping
from curbcut.rules.rule import Outcome

RULE = "pdf-contrast"


@pytest.mark.parametrize(
    ("colour", "size", "expected"),
    [
        ("0 g", 12, "passed"),
        ("0.46 g", 12, "passed"),  # #757575, 4.6
        ("0.47 g", 12, "failed"),  # #787878, 4.4
        ("0.47 g", 18, "passed"),
        ("0.6 g", 18, "failed"),
        ("1 0 0 rg", 12, "failed"),
        ("0 0 0 0.5 k", 12, "failed"),
    ],
)
def test_text_on_paper(colour, size, expected):
    assert said(RULE, a_pdf().with_text("Foxes", colour=colour, size=size))[0] == expected


def test_bold_text_is_large_from_fourteen_points():
    builder = a_pdf().with_font(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/Helvetica-Bold"), Encoding=Name.WinAnsiEncoding)
    )
    assert said(RULE, builder.with_text("Foxes", colour="0.5 g", size=14))[0] == "passed"
    assert said(RULE, a_pdf().with_text("Foxes", colour="0.5 g", size=14))[0] == "failed"


def test_the_matrix_counts_for_the_size():
    small = a_pdf().draw("q 0.25 0 0 0.25 0 0 cm 0.5 g BT /F1 24 Tf 100 2000 Td (Foxes) Tj ET Q")
    large = a_pdf().draw("q 2 0 0 2 0 0 cm 0.5 g BT /F1 12 Tf 50 200 Td (Foxes) Tj ET Q")
    assert (said(RULE, small)[0], said(RULE, large)[0]) == ("failed", "passed")


def test_text_on_a_coloured_box():
    dark, light = "0 0 0.4 rg 50 600 500 200 re f", "0.9 0.95 1 rg 50 600 500 200 re f"
    assert said(RULE, a_pdf().draw(dark).with_text("Foxes", colour="1 g"))[0] == "passed"
    assert said(RULE, a_pdf().draw(dark).with_text("Foxes", colour="0.3 g"))[0] == "failed"
    assert said(RULE, a_pdf().draw(light).with_text("Foxes", colour="0.46 g"))[0] == "failed"


def test_the_finding_names_the_colours_and_the_place():
    [finding] = judge(RULE, a_pdf().draw("0 0 1 rg 50 600 500 200 re f").with_text("Foxes", colour="0.3 g")).findings
    assert "#0000FF" in finding.message
    assert finding.place.excerpt == "Foxes"
    left, bottom, right, top = finding.place.rectangle
    assert 70 < left < right < 120
    assert 730 < bottom < top < 765


def test_a_frame_is_no_background():
    assert said(RULE, a_pdf().draw("0 G 50 600 500 200 re S").with_text("Foxes"))[0] == "passed"


def test_text_inside_a_form_is_judged():
    builder = a_pdf()
    form = builder.pdf.make_stream(
        b"0.7 g BT /F1 12 Tf 10 10 Td (Foxes) Tj ET", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 200, 50]),
        Resources=Dictionary(Font=Dictionary(F1=builder.font)),
    )  # fmt: skip
    builder.pdf.pages[0].obj.Resources.XObject = Dictionary(Fm0=form)
    [finding] = judge(RULE, builder.draw("q 1 0 0 1 100 400 cm /Fm0 Do Q")).findings
    assert finding.place.rectangle[0] == pytest.approx(111, abs=2)
    assert finding.place.rectangle[1] == pytest.approx(410, abs=3)


@pytest.mark.parametrize(
    "hidden",
    [
        {"mode": 3},
        {"mode": 7},
        {"colour": "1 g"},
        {"text": "-----"},
        {"size": 2},
    ],
)
def test_what_nobody_reads_is_not_judged(hidden):
    assert (
        judge(RULE, a_pdf().with_text(**{"text": "Foxes", "colour": "0.7 g"} | hidden)).outcome is Outcome.INAPPLICABLE
    )


def test_text_under_a_box_is_not_judged():
    assert (
        judge(RULE, a_pdf().with_text("Foxes", colour="0.7 g").draw("0 0 1 rg 50 600 500 200 re f")).outcome
        is Outcome.INAPPLICABLE
    )


def test_text_in_the_colour_of_most_of_what_is_behind_it():
    mostly_white = "0.2 g 60 600 500 200 re f 1 g 80 600 500 200 re f"
    assert said(RULE, a_pdf().draw(mostly_white).with_text("Foxes and hares", colour="1 g")) == (
        "cantTell",
        ["over-picture"],
    )


def test_pieces_of_one_line_that_look_the_same_are_one_finding():
    pieces = "BT 0.7 g /F1 12 Tf 72 700 Td (Foxes) Tj ET BT 0.7 g /F1 12 Tf 110 700 Td (and) Tj ET BT 0.6 g /F1 12 Tf 140 700 Td (hares) Tj ET"
    findings = judge(RULE, a_pdf().draw(pieces)).findings
    assert ["".join(finding.place.excerpt.split()) for finding in findings] == ["Foxesand", "hares"]


def test_text_in_a_pattern_of_forms_without_a_matrix_or_font_is_answered():
    broken = "BT /F7 12 Tf 72 700 Td (Foxes) Tj ET /Nothing sh /P9 scn 0 0 9 9 re f"
    assert judge(RULE, a_pdf().draw(broken).with_text("Foxes")).outcome is Outcome.PASSED


def test_stroked_text_has_the_colour_of_its_line():
    assert said(RULE, a_pdf().draw("0.8 G").with_text("Foxes", mode=1, colour="0 g 0.8 G"))[0] == "failed"


def test_text_on_a_picture_of_very_many_colours(monkeypatch):
    monkeypatch.setattr(backgrounds, "MOST_COLOURS", 4)
    assert said(RULE, a_pdf().with_picture().with_text(LOREM, colour="0.5 g"))[0] == "cantTell"


def test_text_on_so_many_shapes_that_the_page_is_rendered(monkeypatch):
    monkeypatch.setattr(backgrounds, "MANY_GRAPHICS", 2)
    boxes = "0 0 0.4 rg 50 600 500 200 re f 0 g 10 10 9 9 re f 30 10 9 9 re f"
    assert said(RULE, a_pdf().draw(boxes).with_text("Foxes", colour="1 g"))[0] == "passed"


def test_text_over_a_picture_is_for_a_person_to_judge():
    assert said(RULE, a_pdf().with_picture().with_text(LOREM, colour="0.5 g"))[1][:1] == ["over-picture"]


@pytest.mark.parametrize(("pages", "reasons"), [(0, ["unmeasured"] * 2), (1, ["over-picture", "unmeasured"])])
def test_text_over_more_pictures_than_can_be_rendered(pages, reasons, monkeypatch):
    monkeypatch.setattr(budget, "MOST_RENDERED_PIXELS", pages * 2 * (595 * 842 + 16))
    builder = a_pdf(2)
    for page in range(2):
        builder.with_picture(page).with_text(LOREM[:60], page, colour="0.5 g")
    assert said(RULE, builder) == ("cantTell", reasons)


def test_text_under_a_picture_that_is_not_rendered_is_not_judged(monkeypatch):
    monkeypatch.setattr(budget, "MOST_RENDERED_PIXELS", 0)
    assert judge(RULE, a_pdf().with_text("Foxes").with_picture()).outcome is Outcome.INAPPLICABLE


def test_the_share_is_that_of_the_area():
    mixed = a_pdf().with_text(LOREM[:60]).with_text("Fox", colour="0.7 g", page=0)
    assert 0.01 < judge(RULE, mixed).failed_share < 0.2


def test_a_rotated_page_is_sampled_in_the_right_place():
    builder = (
        a_pdf()
        .draw("0 0 0.4 rg 50 600 500 200 re f")
        .with_text("Foxes", colour="1 g")
        .with_text("Hares", colour="0.3 g")
    )
    builder.pdf.pages[0].obj.Rotate = 90
    builder.pdf.pages[0].obj.CropBox = Array([20, 20, 575, 822])
    assert [finding.place.excerpt for finding in judge(RULE, builder).findings] == ["Hares"]


def test_no_text():
    assert judge(RULE, a_pdf()).outcome is Outcome.INAPPLICABLE


@pytest.mark.parametrize(("alpha", "expected"), [(1.0, "passed"), (0.4, "failed")])
def test_text_in_a_group_that_shines_through(alpha, expected):
    builder = a_pdf()
    resources = builder.pdf.pages[0].obj.Resources
    form = builder.pdf.make_stream(
        b"0 g BT /F1 12 Tf 72 700 Td (Foxes) Tj ET", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 595, 842],
        Resources=Dictionary(Font=resources.Font), Group=Dictionary(S=Name.Transparency),
    )  # fmt: skip
    resources.XObject = Dictionary(Fm0=form)
    resources.ExtGState = Dictionary(G0=Dictionary(ca=alpha))
    assert said(RULE, builder.draw("q /G0 gs /Fm0 Do Q"))[0] == expected


def with_layer(*, is_shown):
    builder = a_pdf()
    layer = builder.pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Answers"))
    off = Array([] if is_shown else [layer])
    builder.pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=off))
    builder.pdf.pages[0].obj.Resources.Properties = Dictionary(MC0=layer)
    return builder.draw("/OC /MC0 BDC").with_text("Foxes", colour="0.7 g").draw("EMC")


@pytest.mark.parametrize(("is_shown", "expected"), [(True, "failed"), (False, "inapplicable")])
def test_text_in_a_layer_that_is_switched_off_is_not_judged(is_shown, expected):
    assert said(RULE, with_layer(is_shown=is_shown))[0] == expected


@pytest.mark.parametrize(
    ("clip", "expected"),
    [
        ("300 300 20 20 re W n", "inapplicable"),
        ("60 600 20 200 re W n", "failed"),
        ("W n", "failed"),
    ],
)
def test_text_outside_its_clipping_path_is_not_judged(clip, expected):
    assert said(RULE, a_pdf().draw(clip).with_text("Foxes", colour="0.7 g"))[0] == expected


def test_a_clipping_path_of_very_many_segments_is_not_looked_at(monkeypatch):
    monkeypatch.setattr(clipping, "MOST_SEGMENTS", 2)
    assert said(RULE, a_pdf().draw("300 300 20 20 re W n").with_text("Foxes", colour="0.7 g"))[0] == "failed"


@pytest.mark.parametrize(("top", "expected"), [(700, "inapplicable"), (400, "failed")])
def test_light_text_under_a_white_box_is_not_judged(top, expected):
    assert said(RULE, a_pdf().with_text("Foxes", colour="0.7 g").draw(f"1 g 50 {top} 500 142 re f"))[0] == expected


def test_light_text_among_so_many_white_shapes_that_the_page_is_rendered(monkeypatch):
    monkeypatch.setattr(backgrounds, "MANY_GRAPHICS", 1)
    boxes = "1 g 10 10 9 9 re f 30 10 9 9 re f"
    assert said(RULE, a_pdf().draw(boxes).with_text("Foxes", colour="0.7 g"))[0] == "failed"


def test_light_text_that_may_be_hidden_on_a_page_that_is_not_rendered(monkeypatch):
    monkeypatch.setattr(budget, "MOST_RENDERED_PIXELS", 0)
    assert said(RULE, with_layer(is_shown=False)) == ("cantTell", ["unmeasured"])


def with_pattern(kind, *, in_form=False):
    builder = a_pdf()
    if kind == "tiling":
        pattern = builder.pdf.make_stream(
            b"0 0 0.5 rg 0 0 5 5 re f", Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1,
            BBox=Array([0, 0, 5, 5]), XStep=5, YStep=5, Resources=Dictionary(),
        )  # fmt: skip
    else:
        blue = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0, 0, 0.4]), C1=Array([0, 0, 0.5]), N=1)
        shading = Dictionary(
            ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=Array([0, 0, 600, 0]), Function=blue, Extend=[True, True]
        )
        pattern = Dictionary(Type=Name.Pattern, PatternType=2, Shading=shading)
    resources = builder.pdf.pages[0].obj.Resources
    resources.Pattern = Dictionary(P1=builder.pdf.make_indirect(pattern))
    if in_form:
        form = builder.pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
        form.Resources = Dictionary(Pattern=resources.Pattern, XObject=Dictionary(Fm0=form))
        resources.XObject = Dictionary(Fm0=form, Fm1=form)
        del resources.Pattern
    return builder


@pytest.mark.parametrize("kind", ["tiling", "shading"])
def test_text_filled_with_a_pattern_is_for_a_person_to_judge(kind):
    builder = with_pattern(kind).with_text("Foxes", colour="/Pattern cs /P1 scn", size=30)
    assert said(RULE, builder) == ("cantTell", ["pattern"])


@pytest.mark.parametrize("in_form", [False, True])
def test_text_in_the_grey_that_stands_for_a_pattern(in_form):
    assert said(RULE, a_pdf().with_text("Foxes", colour="0.74902 g"))[0] == "failed"
    assert said(RULE, with_pattern("tiling", in_form=in_form).with_text("Foxes", colour="0.74902 g"))[0] == "cantTell"


def test_white_text_on_a_page_with_patterns_is_as_hidden_as_elsewhere():
    assert judge(RULE, with_pattern("shading").with_text("Foxes", colour="1 g")).outcome is Outcome.INAPPLICABLE


@pytest.mark.parametrize(("colour", "expected"), [("0.9 g", "passed"), ("0.3 g", "failed")])
def test_text_on_a_box_filled_with_a_gradient(colour, expected):
    builder = with_pattern("shading").draw("/Pattern cs /P1 scn 50 600 500 200 re f")
    assert said(RULE, builder.with_text("Foxes", colour=colour))[0] == expected


@pytest.mark.parametrize(("unit", "expected"), [(2.0, "passed"), (1.0, "failed"), (-1, "failed"), (Name.Odd, "failed")])
def test_the_unit_of_the_page_counts_for_the_size(unit, expected):
    builder = a_pdf().with_text("Foxes", colour="0.5 g", size=9)
    builder.pdf.pages[0].obj.UserUnit = unit
    assert said(RULE, builder)[0] == expected
