import pytest
from tests.unit.fixes.mending import change_of, mend, original_of, refusal_of, to_mend

from curbcut.documents.colours import contrast_ratio, parse_colour
from curbcut.fixes.catalogue import fixes_by_id

FIX = "change-text-colour"
ANSWER = "#0a5fa0"


@pytest.mark.parametrize(
    ("source", "mended"),
    [
        ('<p style="color:#ccc">Two words</p>', '<p style="color: #0A5FA0;">Two words</p>'),
        ("<p style='margin: 0; COLOR : #ccc!important ;font-size:12px'>Two words</p>",
         '<p style="margin: 0; font-size:12px; color: #0A5FA0 !important;">Two words</p>'),
        ('<p style="color:#ccc">Two words <b>and more</b></p>', '<p style="color: #0A5FA0;">Two words <b>and more</b></p>'),
        ('<p><font color="#cccccc">Two words</font></p>', '<p><font color="#cccccc" style="color: #0A5FA0;">Two words</font></p>'),
        ('<p style="background:url(&quot;a;b&quot;) #fff;color:#ddd">x</p><p style="color:#ccc">Two words</p>',
         '<p style="background:url(&quot;a;b&quot;) #fff;color:#ddd">x</p><p style="color: #0A5FA0;">Two words</p>'),
    ],
)  # fmt: skip
def test_a_text_gets_another_colour(source, mended):
    nth = len(source.split("url(")) - 1
    assert change_of(FIX, source, ANSWER, nth=nth).data.decode() == mended


@pytest.mark.parametrize("colour", ["#999999", "#ff8800", "#00aaff", "#77cc00", "#ff9999", "#ffffcc", "#ee0000"])
@pytest.mark.parametrize("background", ["#ffffff", "#eeeeee", "#0374B5", "#222222", "#808080"])
def test_the_proposal_stands_out_and_is_the_nearest(colour, background):
    source = f'<p style="background-color: {background}; color: {colour}">Some text</p>'
    original = original_of(source)
    try:
        finding = to_mend(FIX, original)
    except IndexError:
        assert contrast_ratio(parse_colour(colour), parse_colour(background)) >= 4.5 or colour == background
        return
    proposed = fixes_by_id()[FIX].propose(original, finding)
    assert 4.5 <= contrast_ratio(parse_colour(proposed), parse_colour(background)) < 5.3
    mend(FIX, source)


def test_large_text_needs_less():
    source = '<h2 style="color: #f80; font-size: 30px">Some text</h2>'
    original = original_of(source)
    proposed = fixes_by_id()[FIX].propose(original, to_mend(FIX, original))
    assert 3 <= contrast_ratio(parse_colour(proposed), parse_colour("#fff")) < 3.3


def test_a_gradient_is_met_at_all_its_stops():
    source = '<p style="background: linear-gradient(#fff, #ccc); color: #999">Some text</p>'
    original = original_of(source, origin="file")
    proposed = parse_colour(fixes_by_id()[FIX].propose(original, to_mend(FIX, original)))
    assert contrast_ratio(proposed, parse_colour("#ccc")) >= 4.5


def test_a_text_inside_is_not_made_unreadable():
    source = '<p style="color: #bbb">Two words <span style="background-color: #222">and more</span></p>'
    assert refusal_of(FIX, source, "#333333") == "not-applicable"


@pytest.mark.parametrize("answer", ["", "red", "#fff", "#12345g"])
def test_a_colour_is_six_digits(answer):
    assert refusal_of(FIX, '<p style="color:#ccc">Two words</p>', answer) == "answer"
