import pytest
from tests.unit.fixes.mending import mend, refusal_of


@pytest.mark.parametrize(
    ("source", "mended"),
    [
        ("<h2>a</h2><H4 class=x>b</H4>", "<h2>a</h2><h3 class=x>b</h3>"),
        ("<h2>a</h2><h4>b</h4><h5>c</h5><h4>d</h4><h2>e</h2><h3>f</h3>",
         "<h2>a</h2><h3>b</h3><h4>c</h4><h3>d</h3><h2>e</h2><h3>f</h3>"),
        ("<h6>a</h6><h4>b</h4><h5>c</h5><h2>d</h2>", "<h2>a</h2><h3>b</h3><h4>c</h4><h2>d</h2>"),
        ("<h3>a</h3><h4>b</h4><h3>c</h3><h4>d</h4>", "<h2>a</h2><h3>b</h3><h3>c</h3><h4>d</h4>"),
        ("<h1>a</h1><h2>b</h2><h1>c</h1>", "<h2>a</h2><h3>b</h3><h2>c</h2>"),
        ("<h3>a</h3><h3>b</h3><h4>c</h4>", "<h2>a</h2><h3>b</h3><h4>c</h4>"),
        ('<h2>a</h2><p role="heading" aria-level="4">b</p>', '<h2>a</h2><p role="heading" aria-level="3">b</p>'),
        ('<h2>a</h2><h2 aria-level="5">b</h2>', "<h2>a</h2><h3>b</h3>"),
    ],
)  # fmt: skip
def test_a_level_changes_with_the_headings_that_go_with_it(source, mended):
    assert mend("change-heading-level", source) == mended


def test_the_first_heading_of_a_file_becomes_its_title():
    page = "<!DOCTYPE html><html lang=en><title>t</title><body>{}</body></html>"
    source = page.format("<h2>a</h2><h2>b</h2><h3>c</h3>")
    assert mend("change-heading-level", source, origin="file") == page.format("<h1>a</h1><h2>b</h2><h3>c</h3>")


@pytest.mark.parametrize("answer", ["0", "7", "two"])
def test_a_level_is_one_of_six(answer):
    assert refusal_of("change-heading-level", "<h2>a</h2><h4>b</h4>", answer) == "answer"


@pytest.mark.parametrize(
    ("source", "mended"),
    [
        ("<p>a</p><h3>&nbsp;<br></h3><p>b</p>", "<p>a</p><p>b</p>"),
        ('<h3 id="x"> </h3>', '<div id="x"> </div>'),
        ('<h3><a name="x"></a></h3>', '<div><a name="x"></a></div>'),
        ('<p role="heading"></p>', "<p></p>"),
    ],
)
def test_an_empty_heading_goes(source, mended):
    assert mend("remove-empty-heading", source) == mended


def test_a_heading_with_a_picture_stays():
    assert refusal_of("remove-empty-heading", "<h3><img></h3>") == "not-applicable"


@pytest.mark.parametrize(
    ("before", "level"), [("", "h2"), ("<h2>a</h2>", "h3"), ("<h3>a</h3>", "h3"), ("<h1>a</h1>", "h2")]
)
def test_a_bold_paragraph_becomes_a_heading(before, level):
    source = f'{before}<p class="k"><strong>Week two</strong></p><p>We read a book.</p>'
    mended = f'{before}<{level} class="k"><strong>Week two</strong></{level}><p>We read a book.</p>'
    assert mend("make-heading", source, origin="file", rule_id="html-paragraph-as-heading") == mended


def test_a_paragraph_without_an_end_tag_stays():
    assert refusal_of("make-heading", "<p><b>Week two</b><p>We read a book.</p>", "2") == "not-applicable"


def test_a_long_heading_becomes_a_paragraph():
    text = "word " * 30
    assert mend("make-paragraph", f"<h2>{text}</h2>") == f"<p>{text}</p>"
