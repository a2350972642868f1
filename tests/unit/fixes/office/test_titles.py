import pytest
from tests.unit.fixes.mending import change_of, findings_of, original_of, refusal_of
from tests.unit.fixes.packages import a_pptx, a_shape, parts_of

SLIDE = "ppt/slides/slide{}.xml"
EMPTY_BODY = '<p:sp><p:nvSpPr><p:cNvPr id="7" name="Title 6"/><p:cNvSpPr/><p:nvPr><p:ph type="ctrTitle"/></p:nvPr></p:nvSpPr><p:spPr/>{}</p:sp>'


def titles_in(data):
    return [slide.title for slide in original_of(data, kind="pptx").document.content.slides]


@pytest.mark.parametrize(
    "shape",
    [
        a_shape("", "title"),
        EMPTY_BODY.format(""),
        EMPTY_BODY.format("<p:txBody><a:bodyPr/></p:txBody>"),
        EMPTY_BODY.format("<p:txBody><a:bodyPr/><a:p/></p:txBody>"),
    ],
)
def test_an_empty_title_is_filled(shape):
    source = a_pptx(a_shape("Words", number=9) + shape)
    change = change_of("set-slide-title", source, "Foxes & dogs", kind="pptx")
    assert titles_in(change.data) == ["Foxes & dogs"]
    after = parts_of(change.data)[SLIDE.format(1)][0]
    assert after.count("<p:sp>") == 2
    assert [name for name, part in parts_of(source).items() if part[1] != parts_of(change.data)[name][1]] == [
        SLIDE.format(1)
    ]


def test_a_slide_without_a_title_gets_one_that_is_read_first():
    source = a_pptx(a_shape("Words", number=9), a_shape("Other", "title"))
    change = change_of("set-slide-title", source, "Foxes", kind="pptx")
    assert titles_in(change.data) == ["Foxes", "Other"]
    after = parts_of(change.data)[SLIDE.format(1)][0]
    assert after.index("Foxes") < after.index("Words")
    assert '<p:cNvPr id="10" name="Title 9"/>' in after
    assert not any(
        rule == "office-reading-order" for rule, _ in findings_of(original_of(change.data, kind="pptx"), "pptx")
    )


def test_an_empty_slide_gets_a_title():
    assert titles_in(change_of("set-slide-title", a_pptx(""), "Foxes", kind="pptx").data) == ["Foxes"]


def test_slides_that_share_a_title_are_numbered():
    source = a_pptx(*(a_shape(title, "title") for title in ("Foxes", "Dogs", "foxes", "Foxes")))
    change = change_of("number-slide-titles", source, kind="pptx", nth=0)
    assert titles_in(change.data) == ["Foxes", "Dogs", "foxes (2 of 3)", "Foxes"]
    last = change_of("number-slide-titles", source, kind="pptx", nth=1)
    assert titles_in(last.data) == ["Foxes", "Dogs", "foxes", "Foxes (3 of 3)"]


def test_a_title_has_words():
    assert refusal_of("set-slide-title", a_pptx(""), " ", kind="pptx") == "answer"


def test_a_title_that_nobody_could_read_is_refused():
    pale = "<a:defRPr><a:solidFill><a:srgbClr val='FFFFEE'/></a:solidFill></a:defRPr>"
    own = f"<p:txBody><a:bodyPr/><a:lstStyle><a:lvl1pPr>{pale}</a:lvl1pPr></a:lstStyle><a:p/></p:txBody>"
    assert refusal_of("set-slide-title", a_pptx(EMPTY_BODY.format(own)), "Foxes", kind="pptx") == "not-applicable"
    readable = own.replace("FFFFEE", "003366")
    assert titles_in(change_of("set-slide-title", a_pptx(EMPTY_BODY.format(readable)), "Foxes", kind="pptx").data)
