import pytest
from tests.unit.fixes.mending import change_of, mend, refusal_of


@pytest.mark.parametrize(
    ("source", "mended"),
    [
        ("<p>• one</p>\n<p>• two</p>", "<ul><li>one</li>\n<li>two</li></ul>"),
        ("<p>a</p><p class=k>&bull;&nbsp;one</p><p>&#8226; <b>two</b></p><p>b</p>",
         "<p>a</p><ul><li class=k>one</li><li><b>two</b></li></ul><p>b</p>"),
        ("<p>1. one</p><p>&nbsp;</p><p>2. two</p>", "<ol><li>one</li><li>two</li></ol>"),
        ("<p>(a) one</p><p>(b) two</p>", '<ol type="a"><li>one</li><li>two</li></ol>'),
        ("<p>i. one</p><p>ii. two</p>", '<ol type="i"><li>one</li><li>two</li></ol>'),
        ("<div>* one</div><div>* two</div>", "<ul><li>one</li><li>two</li></ul>"),
        ("<p><span>•<span>&nbsp; &nbsp;</span></span>one</p><p><span>•</span> two</p>",
         "<ul><li><span><span></span></span>one</li><li><span></span>two</li></ul>"),
    ],
)  # fmt: skip
def test_paragraphs_become_items(source, mended):
    assert mend("make-list", source) == mended


@pytest.mark.parametrize(
    ("source", "mended"),
    [
        ("<p>• one<br>• two</p>", "<ul><li>one</li><li>two</li></ul>"),
        ("<p class=k>Bring:<br>• one<br>• <b>two</b><br>and <i>more</i></p>",
         "<p class=k>Bring:</p><ul><li>one</li><li><b>two</b></li></ul><p class=k>and <i>more</i></p>"),
        ("<p id='x' class=k>• one<br><br/>• two<br />more</p>",
         "<ul><li>one</li><li>two</li></ul><p class=k>more</p>"),
        ("<div>Bring:<br>1) one<br>2) two<br>more</div>", "<div>Bring:<ol><li>one</li><li>two</li></ol>more</div>"),
        ("<table><td>• one<br>• two</td></table>", "<table><td><ul><li>one</li><li>two</li></ul></td></table>"),
    ],
)  # fmt: skip
def test_lines_between_breaks_become_items(source, mended):
    assert mend("make-list", source) == mended


def test_of_two_lists_in_one_paragraph_the_right_one_is_made():
    source = "<div>• one<br>• two<br>and<br>• three<br>• four<br>• five</div>"
    assert change_of("make-list", source, nth=1).data.decode() == (
        "<div>• one<br>• two<br>and<ul><li>three</li><li>four</li><li>five</li></ul></div>"
    )


def test_dashes_that_a_person_takes_for_a_list_become_one():
    source = "<p>- one</p><p>- two</p><p>- three</p>"
    assert mend("make-list", source) == "<ul><li>one</li><li>two</li><li>three</li></ul>"


@pytest.mark.parametrize(
    "source",
    [
        "<p>• one</p><img alt='A dog'><p>• two</p>",
        "<p>• one<br><img alt='A dog'><br>• two</p>",
        "<p><strong>• one<br>• two</strong></p>",
        "<p>• one<p>• two",
        "<p><b>1</b>. one</p><p><b>2</b>. two</p>",
    ],
)
def test_what_is_cut_through_is_left_to_the_editor(source):
    assert refusal_of("make-list", source) == "not-applicable"
