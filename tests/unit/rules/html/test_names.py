"""Names of controls."""

import pytest
from tests.builders.html import judge

NAMED, ABSENT = ("passed", "named"), ("failed", "absent")


@pytest.mark.parametrize(
    ("source", "verdicts"),
    [
        ("<button>x</button>", [NAMED]),
        ('<button value="x" title="y"></button>', [NAMED]),
        ('<button><img src="a.png" alt="x"></button>', [NAMED]),
        ("<label>x<button></button></label>", [NAMED]),
        ('<input type="submit">', [NAMED]),
        ('<input type="RESET">', [NAMED]),
        ('<input type="button" value="x">', [NAMED]),
        ('<input type="submit" value="x">', [NAMED]),
        ('<span role="button" aria-label="x"></span>', [NAMED]),
        ('<button role="none">x</button>', [NAMED]),
        ("<button></button>", [ABSENT]),
        ('<button value="x"></button>', [ABSENT]),
        ('<button><img src="a.png" alt=""></button>', [ABSENT]),
        ('<button><span aria-hidden="true">x</span></button>', [ABSENT]),
        ('<input type="button">', [ABSENT]),
        ('<input type="submit" value="">', [ABSENT]),
        ('<span role="button"></span>', [ABSENT]),
        ('<button role="none" tabindex="0"></button>', [ABSENT]),
        ('<button style="position:absolute;left:-9999px"></button>', [ABSENT]),
        ('<button id="a"></button><script>a.textContent = "Play"</script>', [("cantTell", "scripted")]),
        ('<button id="a"></button><script>a.onclick = play</script>', [ABSENT]),
        ("<button hidden></button>", []),
        ('<p style="content-visibility: hidden"><button></button></p>', []),
        ("<select><button></button><option>x</select>", []),
        ('<button aria-hidden="true"></button>', []),
        ('<input type="image">', []),
        ('<button role="link"></button>', []),
        ('<a href="/">x</a>', []),
    ],
)
def test_a_button(source, verdicts):
    assert judge("html-button-without-name", source) == verdicts


@pytest.mark.parametrize(
    ("source", "verdicts"),
    [
        ('<input type="image" src="a.png" alt="Go">', [NAMED]),
        ('<input type="image" src="a.png" title="Go">', [NAMED]),
        ('<input type="image" src="a.png" aria-label="Go" alt="">', [NAMED]),
        ('<label>Go<input type="image" src="a.png"></label>', [NAMED]),
        ('<input type="image" src="a.png">', [ABSENT]),
        ('<input type=" image" src="a.png">', []),
        ('<input type="image" src="a.png" role="none">', [ABSENT]),
        ('<input type="image" src="a.png" role="none" disabled>', []),
        ('<input type="image" src="a.png" alt="">', [ABSENT]),
        ('<input type="image" src="a.png" value="Go">', [ABSENT]),
        ('<input type="image" src="a.png" alt="Submit Query">', [ABSENT]),
        ('<input type="image" src="a.png" hidden>', []),
        ('<input type="submit">', []),
    ],
)
def test_an_image_button(source, verdicts):
    assert judge("html-image-button-without-name", source) == verdicts


@pytest.mark.parametrize(
    ("source", "verdicts"),
    [
        ('<div role="menu"><p role="menuitem">x</p></div>', [NAMED]),
        ('<p role="menuitem" aria-label="x"></p>', [NAMED]),
        ('<p role="menuitem"></p>', [ABSENT]),
        ('<p role="menuitem"><img src="a.png" alt=""></p>', [ABSENT]),
        ('<p role="menuitem" hidden></p>', []),
        ('<p role="menuitemradio"></p>', []),
    ],
)
def test_a_menu_item(source, verdicts):
    assert judge("html-menu-item-without-name", source) == verdicts


@pytest.mark.parametrize(
    ("source", "verdicts"),
    [
        ("<details><summary>x</summary>y</details>", [NAMED]),
        ('<details open><summary><img src="a.png" alt="x"></summary>y</details>', [NAMED]),
        ('<details><summary title="x"></summary>y</details>', [NAMED]),
        ('<details><summary role="none">x</summary>y</details>', [NAMED]),
        ("<details><summary></summary>y</details>", [ABSENT]),
        ("<details><summary></summary><summary>x</summary>y</details>", [ABSENT]),
        ('<details><summary><b aria-hidden="true">x</b></summary>y</details>', [ABSENT]),
        ('<details><summary role="none"></summary>y</details>', [ABSENT]),
        ("<details open><div><summary></summary></div>y</details>", []),
        ('<details><summary role="heading" aria-level="2"></summary>y</details>', []),
        ("<details hidden><summary></summary>y</details>", []),
        ("<summary></summary>", []),
        ("<details>x</details>", []),
    ],
)
def test_a_summary(source, verdicts):
    assert judge("html-summary-without-name", source) == verdicts


@pytest.mark.parametrize(
    ("rule_id", "named", "unnamed", "other"),
    [
        ("html-meter-without-name", '<meter title="x">', "<meter>", "<meter hidden>"),
        ("html-progress-without-name", "<label>x<progress></label>", '<p role="progressbar">', "<p>"),
        ("html-dialog-without-name", '<dialog open aria-label="x">', "<dialog open>", "<dialog>"),
        ("html-tree-item-without-name", '<p role="treeitem">x', '<p role="treeitem">', "<p>"),
        ("html-tooltip-without-name", '<p role="tooltip">x', '<p role="tooltip">', '<p role="tooltip" hidden>'),
    ],
)
def test_other_roles_that_have_a_name(rule_id, named, unnamed, other):
    assert judge(rule_id, named) == [NAMED]
    assert judge(rule_id, unnamed) == [ABSENT]
    assert judge(rule_id, other) == []
