"""Roles that belong together."""

import pytest
from tests.builders.html import judge

INSIDE, OUTSIDE = ("passed", "inside"), ("failed", "outside")
PARTS, FOREIGN, TEXT = ("passed", "parts"), ("failed", "foreign"), ("failed", "text")


@pytest.mark.parametrize(
    ("source", "verdicts"),
    [
        ('<div role="list"><div role="listitem">x</div></div>', [INSIDE]),
        ('<ul><div role="listitem">x</div></ul>', [INSIDE]),
        ('<div role="list"><div><span><i role="listitem">x</i></span></div></div>', [INSIDE]),
        ('<div role="tablist"><div role="none"><b role="tab">x</b></div></div>', [INSIDE]),
        ('<p role="list" aria-owns="i"></p><p id="i" role="listitem">x</p>', [INSIDE]),
        ('<ul role="menu"><li role="menuitem">x</li></ul>', [INSIDE]),
        ('<div role="menu"><div role="group"><b role="menuitem">x</b></div></div>', [INSIDE]),
        ('<div role="grid"><div role="row"><b role="gridcell">x</b></div></div>', [INSIDE, INSIDE]),
        ('<div role="table"><div role="rowgroup"><p role="row">x</p></div></div>', [INSIDE, INSIDE]),
        ('<table><tr><td role="columnheader">x</td></tr></table>', [INSIDE]),
        ('<div role="tree"><p role="treeitem">x</p></div>', [INSIDE]),
        ('<div role="listitem">x</div>', [OUTSIDE]),
        ('<div role="tab">x</div>', [OUTSIDE]),
        ('<div role="list"><p><i role="listitem">x</i></p></div>', [OUTSIDE]),
        ('<div role="list"><div tabindex="0"><i role="listitem">x</i></div></div>', [OUTSIDE]),
        ('<div role="list"><div aria-live="polite"><i role="listitem">x</i></div></div>', [OUTSIDE]),
        ('<div role="listbox"><b role="menuitem">x</b></div>', [OUTSIDE]),
        ('<ul role="tablist"><li><b role="tab">x</b></li></ul>', [OUTSIDE]),
        ('<div role="list"></div><p role="listitem">x</p>', [OUTSIDE]),
        ('<ul><li role="listitem">x</li></ul>', []),
        ('<div role="listitem" hidden>x</div>', []),
        ('<div role="listitem" aria-hidden="true">x</div>', []),
        ('<div role="button">x</div>', []),
        ("<li>x</li>", []),
    ],
)
def test_the_whole_around_a_part(source, verdicts):
    assert judge("html-role-context-missing", source) == verdicts


@pytest.mark.parametrize(
    ("source", "verdicts"),
    [
        (
            '<div role="menu"><div role="group"><b role="menuitem">x</b><p role="group"><i role="menuitem">y</i></p></div></div>',
            [PARTS],
        ),
        (
            '<div role="menu"><div role="group"><b role="menuitem">x</b><p role="group"><i role="treeitem">y</i></p></div></div>',
            [FOREIGN],
        ),
        ('<div role="list"><p role="listitem">x</p></div>', [PARTS]),
        ('<ul role="list"><li>x</li></ul>', [PARTS]),
        ('<div role="list"><ul role="none"><li role="listitem">x</li></ul></div>', [PARTS]),
        ('<div role="list"></div>', [PARTS]),
        ('<div role="list"> <p hidden>x</p> <p role="listitem">x</p></div>', [PARTS]),
        ('<div role="list"><p aria-hidden="true">x</p><p role="listitem">x</p></div>', [PARTS]),
        ('<div role="list"><p inert>x</p><p role="listitem">x</p></div>', [PARTS]),
        ('<div role="list" aria-owns="i"></div><p id="i" role="listitem">x</p>', [PARTS]),
        ('<table role="table"><caption>x</caption><tr><td>x</td></tr></table>', [PARTS]),
        ('<div role="menu"><p role="menuitem">x</p><hr><p role="menuitemradio">x</p></div>', [PARTS]),
        ('<div role="listbox"><div role="group"><b role="option">x</b></div></div>', [PARTS]),
        ('<ul role="radiogroup"><li>x</li></ul>', []),
        ('<div role="list"><script>x</script><p role="listitem">x</p></div>', [PARTS]),
        ('<div role="list"><p>x</p></div>', [FOREIGN]),
        ('<div role="list"><p role="listitem">x</p><a href="/">x</a></div>', [FOREIGN]),
        ('<ul role="tablist"><li>x</li></ul>', [FOREIGN]),
        ('<div role="list" aria-owns="i"></div><p id="i">x</p>', [FOREIGN]),
        ('<div role="table"><b role="cell">x</b></div>', [FOREIGN]),
        ('<div role="list">x</div>', [TEXT]),
        ('<div role="row"><span>x</span></div>', [TEXT]),
        ('<div role="list" aria-busy="true">x</div>', []),
        ('<div aria-busy="true"><p role="list">x</p></div>', []),
        ('<div role="list" hidden>x</div>', []),
        ("<ul><p>x</p></ul>", []),
        ('<div role="button">x</div>', []),
    ],
)
def test_the_parts_of_a_whole(source, verdicts):
    assert judge("html-role-owned-elements-wrong", source) == verdicts
