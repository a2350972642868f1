import pytest
from tests.unit.fixes.mending import mend, original_of

from curbcut.fixes.catalogue import fixes_by_id
from curbcut.fixes.fix import FixRefusedError
from curbcut.rules.results import Finding
from curbcut.rules.rule import Outcome


@pytest.mark.parametrize(
    ("nth", "source", "mended"),
    [
        (1, '<a href="#x">go</a><p id="x">a</p><p id="x">b</p>', '<a href="#x">go</a><p id="x">a</p><p id="x-2">b</p>'),
        (0, '<a href="#x">go</a><p id="x">a</p><p id="x">b</p>', '<a href="#x-2">go</a><p id="x-2">a</p><p id="x">b</p>'),
        (1, '<p id="x">a</p><p id=x>b</p><p id="x-2">c</p>', '<p id="x">a</p><p id="x-3">b</p><p id="x-2">c</p>'),
        (1, '<p id="x">a</p><p id=x>b</p><a href="/p#x-2">c</a>', '<p id="x">a</p><p id="x-3">b</p><a href="/p#x-2">c</a>'),
        (1, '<p id="x">a</p><p id=x>b</p><a name="x-2">c</a>', '<p id="x">a</p><p id="x-3">b</p><a name="x-2">c</a>'),
    ],
)  # fmt: skip
def test_an_element_gets_an_id_of_its_own(nth, source, mended):
    assert mend("rename-id", source, nth=nth) == mended


BLOCK = '<div><b id="{0}">Name</b><p aria-labelledby="y {0}" role="group">x</p></div>'


def test_a_copied_block_keeps_its_references_together():
    source = '<i id="y">y</i>' + BLOCK.format("x") * 2
    assert mend("rename-id", source, nth=1) == '<i id="y">y</i>' + BLOCK.format("x") + BLOCK.format("x-2")
    assert mend("rename-id", source, nth=0) == '<i id="y">y</i>' + BLOCK.format("x-2") + BLOCK.format("x")


@pytest.mark.parametrize(
    ("source", "mended"),
    [
        ('<p class="a" class="b">x</p>', '<p class="a">x</p>'),
        ("<p class=a\n CLASS = 'b' id=c>x</p>", "<p class=a id=c>x</p>"),
        ("<p title title>x</p>", "<p title>x</p>"),
        ("<p>y</p><p title='a' title>x</p>", "<p>y</p><p title='a'>x</p>"),
        ('<a href="/a>b" href=/c/d>x</a>', '<a href="/a>b">x</a>'),
    ],
)
def test_a_second_attribute_goes(source, mended):
    assert mend("remove-duplicate-attribute", source) == mended


@pytest.mark.parametrize(("fix", "reason"), [("rename-id", "not-applicable"), ("remove-duplicate-attribute", "moved")])
def test_what_stands_once_by_now_is_left(fix, reason):
    original = original_of('<p id="x">a</p>')
    finding = Finding(Outcome.FAILED, "twice", "", original.document.by_id["x"].place)
    with pytest.raises(FixRefusedError) as refused:
        fixes_by_id()[fix].prepare(original, finding)
    assert refused.value.reason == reason
