"""pdf-figure-alt and pdf-figure-alt-quality."""

import pytest
from pikepdf import String
from tests.builders.pdf import LOREM, Tag, a_pdf, a_tagged_pdf
from tests.unit.rules.pdf.judging import judge, said

from curbcut.rules.rule import Outcome

DRAWING = "0 0 1 rg 100 100 80 60 re f"


def figure(role="Figure", content=DRAWING, kids=(), **entries):
    return Tag(role, content=content, kids=kids, entries={f"/{key}": String(value) for key, value in entries.items()})


@pytest.mark.parametrize("role", ["Figure", "Formula"])
@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ({"Alt": "A red fox"}, ("passed", [])),
        ({"ActualText": "E = mc2"}, ("passed", [])),
        ({"Alt": "  "}, ("failed", ["blank"])),
        ({"Alt": ""}, ("failed", ["blank"])),
        ({"ActualText": " "}, ("passed", [])),
        ({"ActualText": "", "Alt": " "}, ("passed", [])),
        ({}, ("failed", ["absent"])),
    ],
)
def test_alternative_of_a_figure(role, entries, expected):
    assert said("pdf-figure-alt", a_tagged_pdf(figure(role, **entries))) == expected


def test_a_role_mapped_figure_is_a_figure():
    builder = a_pdf().with_tags(figure("Bild"), role_map={"Bild": "Picture", "Picture": "Figure"})
    assert said("pdf-figure-alt", builder) == ("failed", ["absent"])


def test_a_figure_inside_a_described_one_needs_no_words_of_its_own():
    assert said("pdf-figure-alt", a_tagged_pdf(figure(Alt="A map", kids=[figure()])))[0] == "passed"
    assert judge("pdf-figure-alt", a_tagged_pdf(figure(kids=[figure(Alt="A map")]))).failed == 1


def test_a_figure_that_draws_nothing_is_not_judged():
    assert judge("pdf-figure-alt", a_tagged_pdf(figure(content="q Q"))).outcome is Outcome.INAPPLICABLE
    assert judge("pdf-figure-alt", a_tagged_pdf(figure(content="10 10 2 2 re f"))).outcome is Outcome.INAPPLICABLE
    assert judge("pdf-figure-alt", a_tagged_pdf(figure(content="10 10 4 2 re f"))).outcome is Outcome.FAILED


def test_a_figure_without_marked_content_is_judged():
    assert said("pdf-figure-alt", a_tagged_pdf(Tag("Figure"), Tag("P", LOREM))) == ("failed", ["absent"])


def test_a_picture_outside_the_tree_is_decoration():
    builder = a_pdf().with_picture(share=0.3, mark="Artifact").with_tags(Tag("P", LOREM))
    assert judge("pdf-figure-alt", builder).outcome is Outcome.INAPPLICABLE


def test_the_share_is_that_of_the_figures_and_the_place_is_the_drawing():
    result = judge("pdf-figure-alt", a_tagged_pdf(figure(), figure(Alt="Fox"), figure(Alt="Hare"), figure(Alt="Owl")))
    assert result.failed_share == 0.25
    assert result.findings[0].place.page_number == 1
    assert result.findings[0].place.rectangle == pytest.approx((100, 100, 180, 160), abs=1)


@pytest.mark.parametrize(
    ("alternative", "reasons"),
    [
        ("A red fox jumps over a dog", []),
        ("image", ["placeholder"]),
        ("Figure\0", ["placeholder"]),
        ("IMG_2041", ["placeholder"]),
        ("Flow chart", ["placeholder"]),
        ("Figure 3.", ["placeholder"]),
        ("Figure 3: foxes by year", []),
        ("Logo of the fox club", []),
        ("fox.png", ["file-name"]),
        ("A fox. Description automatically generated", ["machine"]),
        ("A fox jumps. " * 25, ["long"]),
    ],
)
def test_wording_of_an_alternative_is_advice(alternative, reasons):
    expected = "cantTell" if reasons else "passed"
    assert said("pdf-figure-alt-quality", a_tagged_pdf(figure(Alt=alternative))) == (expected, reasons)


def test_no_alternative_no_advice():
    assert judge("pdf-figure-alt-quality", a_tagged_pdf(figure())).outcome is Outcome.INAPPLICABLE


def test_a_frame_around_described_figures():
    """Chromium writes `figure` as a Figure around the picture's own and the caption."""
    caption = Tag("Caption", kids=[Tag("NonStruct", "Dens")])

    def framed(*kids):
        return said("pdf-figure-alt", a_tagged_pdf(Tag("Figure", kids=kids)))

    assert framed(figure(Alt="A map"), caption) == ("passed", [])
    assert framed(Tag("NonStruct", kids=[figure(ActualText="Map")])) == ("passed", [])
    assert framed(figure(), caption) == ("failed", ["absent", "absent"])
    assert framed(figure(Alt="A map"), figure()) == ("failed", ["absent", "absent"])
    assert framed(caption)[0] == "failed"
    assert framed(figure(Alt="A map"), Tag("P", "and words")) == ("failed", ["absent"])
