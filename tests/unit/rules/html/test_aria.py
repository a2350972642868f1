"""Roles, states and properties."""

import pytest
from tests.builders.html import judge

KNOWN, UNKNOWN = ("passed", "known"), ("failed", "unknown")
PERMITTED, PROHIBITED, UNSUPPORTED = ("passed", "permitted"), ("failed", "prohibited"), ("failed", "unsupported")
VALID, INVALID = ("passed", "valid"), ("failed", "invalid")
COMPLETE, MISSING, FOUND = ("passed", "complete"), ("failed", "missing"), ("passed", "found")


@pytest.mark.parametrize(
    ("source", "verdicts"),
    [
        ('<p aria-live="polite">x</p>', [KNOWN]),
        ('<p aria-live="polite" aria-atomic="true" hidden>x</p>', [KNOWN, KNOWN]),
        ('<p ARIA-LIVE="polite">x</p>', [KNOWN]),
        ('<svg><g aria-label="x"></g></svg>', [KNOWN]),
        ('<p aria-not-checked="true">x</p>', [UNKNOWN]),
        ('<p aria-="true">x</p>', [UNKNOWN]),
        ('<p aria-labeledby="x">x</p>', [UNKNOWN]),
        ('<p arialabel="x" data-aria-x="y">x</p>', []),
    ],
)
def test_an_attribute_that_exists(source, verdicts):
    assert judge("html-aria-attribute-unknown", source) == verdicts


@pytest.mark.parametrize(
    ("source", "verdicts"),
    [
        ('<button aria-pressed="false">x</button>', [PERMITTED]),
        ('<div role="button" aria-pressed="false">x</div>', [PERMITTED]),
        ('<div aria-busy="true">x</div>', [PERMITTED]),
        ('<p aria-disabled="true">x</p>', [PERMITTED]),
        ('<input type="checkbox" aria-checked="true">', [PERMITTED]),
        ('<input type="password" aria-required="true">', [PERMITTED]),
        ('<input type="date" aria-invalid="true" aria-required="true">', [PERMITTED, PERMITTED]),
        ('<a href="/" aria-expanded="false">x</a>', [PERMITTED]),
        ('<th aria-sort="ascending" scope="col">x</th>', []),
        ('<table><tr><th aria-sort="ascending">x</th></tr><tr><td>1</td></tr></table>', [PERMITTED]),
        ('<table role="grid"><tr><td aria-selected="true">x</td></tr></table>', [PERMITTED]),
        ('<section aria-label="x">x</section>', [PERMITTED]),
        ('<h2 aria-level="3">x</h2>', [PERMITTED]),
        ('<button role="none" aria-pressed="true">x</button>', [PERMITTED]),
        ('<svg role="img" aria-label="x"></svg>', [PERMITTED]),
        ('<svg aria-label="x"></svg>', [PERMITTED]),
        ('<label aria-label="x">y</label>', [PERMITTED]),
        ('<my-thing aria-label="x">y</my-thing>', [PERMITTED]),
        ('<header aria-label="x">y</header>', [PERMITTED]),
        ('<div role="separator" aria-valuenow="5">y</div>', [PERMITTED]),
        ('<summary aria-expanded="true">y</summary>', [PERMITTED]),
        ('<div aria-label="x">y</div>', [PROHIBITED]),
        ('<span aria-labelledby="x">y</span>', [PROHIBITED]),
        ('<p aria-label="x">y</p>', [PROHIBITED]),
        ('<strong aria-label="x">y</strong>', [PROHIBITED]),
        ('<code aria-label="x">y</code>', [PROHIBITED]),
        ('<mark aria-label="x">y</mark>', [PROHIBITED]),
        ('<div role="MARK" aria-label="">y</div>', [PROHIBITED]),
        ('<div role="mark" aria-description="x">y</div>', [PERMITTED]),
        ('<a aria-label="x">y</a>', [PROHIBITED]),
        ('<div role="paragraph" aria-label="x">y</div>', [PROHIBITED]),
        ('<div role="banana" aria-label="x">y</div>', [PROHIBITED]),
        ('<table><caption aria-label="x">y</caption></table>', [PROHIBITED]),
        ('<div role="none" aria-label="x">y</div>', [PROHIBITED]),
        ('<button aria-sort="none">x</button>', [UNSUPPORTED]),
        ('<div aria-checked="true">x</div>', [UNSUPPORTED]),
        ('<p aria-expanded="true">x</p>', [UNSUPPORTED]),
        ('<a href="/" aria-selected="true">x</a>', [UNSUPPORTED]),
        ('<ul aria-required="true"><li>x</li></ul>', [UNSUPPORTED]),
        ('<input aria-checked="true">', [UNSUPPORTED]),
        ('<video aria-checked="true"></video>', [UNSUPPORTED]),
        ('<abbr aria-checked="true">x</abbr>', [UNSUPPORTED]),
        ('<button aria-sort="none" hidden>x</button>', []),
        ('<button aria-sort="none" aria-hidden="true" style="display:none">x</button>', []),
        ('<div aria-banana="true">x</div>', []),
        ("<div>x</div>", []),
    ],
)
def test_an_attribute_that_is_permitted(source, verdicts):
    assert judge("html-aria-attribute-not-permitted", source) == verdicts


@pytest.mark.parametrize(
    ("name", "value", "verdicts"),
    [
        ("aria-checked", "mixed", [VALID]), ("aria-checked", "MIXED", [VALID]), ("aria-checked", "yes", [INVALID]),
        ("aria-required", "true", [VALID]), ("aria-required", "undefined", [INVALID]), ("aria-required", "", []),
        ("aria-expanded", "undefined", [VALID]), ("aria-expanded", "mixed", [INVALID]), ("aria-hidden", "yes", [INVALID]),
        ("aria-pressed", "undefined", [VALID]), ("aria-modal", "undefined", [INVALID]),
        ("aria-current", "page", [VALID]), ("aria-current", "banana", [INVALID]), ("aria-haspopup", "dialog", [VALID]),
        ("aria-orientation", "undefined", [VALID]), ("aria-live", "rude", [INVALID]), ("aria-sort", "other", [VALID]),
        ("aria-relevant", "text  additions", [VALID]), ("aria-relevant", "text banana", [INVALID]),
        ("aria-dropeffect", "copy move", [VALID]), ("aria-dropeffect", "copy, move", [INVALID]),
        ("aria-level", "3", [VALID]), ("aria-level", "3.0", [INVALID]), ("aria-level", "three", [INVALID]),
        ("aria-rowcount", "-1", [VALID]), ("aria-rowindex", "2.5", [INVALID]),
        ("aria-valuenow", "1.5", [VALID]), ("aria-valuenow", "-.5e3", [VALID]), ("aria-valuenow", "5%", [INVALID]),
        ("aria-valuetext", "5%", [VALID]), ("aria-label", " ", [VALID]),
        ("aria-activedescendant", "nowhere", [VALID]), ("aria-activedescendant", "a b", [INVALID]),
        ("aria-controls", "a b", [VALID]), ("aria-errormessage", "a", [VALID]), ("aria-errormessage", "a b", [INVALID]), ("aria-owns", " ", [INVALID]),
        ("aria-banana", "x", []),
    ],
)  # fmt: skip
def test_a_value(name, value, verdicts):
    assert judge("html-aria-value-invalid", f'<div {name}="{value}">x</div>') == verdicts


@pytest.mark.parametrize(
    ("rule", "attributes"),
    [
        ("html-aria-value-invalid", 'aria-hidden="yes"'),
        ("html-aria-attribute-not-permitted", 'aria-checked="true"'),
        ("html-role-invalid", 'role="banana"'),
        ("html-role-required-state-missing", 'role="checkbox"'),
        ("html-role-context-missing", 'role="listitem"'),
        ("html-role-owned-elements-wrong", 'role="list"'),
    ],
)
def test_elements_of_mathml_are_not_asked_about(rule, attributes):
    assert judge(rule, f"<math {attributes}><mi {attributes}>x</mi></math>") == []
    assert len(judge(rule, f"<math-field {attributes}>x</math-field>")) == 1


@pytest.mark.parametrize(
    ("source", "verdicts"),
    [
        ('<div role="button">x</div>', [VALID]),
        ('<div role="BUTTON">x</div>', [VALID]),
        ('<div role="banana button">x</div>', [VALID]),
        ('<section role="doc-abstract">x</section>', [VALID]),
        ('<svg role="graphics-document"></svg>', [VALID]),
        ('<div role="none" hidden></div>', []),
        ('<div role="banana">x</div>', [INVALID]),
        ('<div role="button,link">x</div>', [INVALID]),
        ('<div role="widget">x</div>', [INVALID]),
        ('<svg role="landmark"></svg>', [INVALID]),
        ('<div role="banana" style="position:absolute;left:-9999px">x</div>', [INVALID]),
        ('<div role="">x</div>', []),
        ('<div role=" ">x</div>', []),
        ('<div role="&nbsp;">x</div>', [INVALID]),
        ('<div role="none&nbsp;note">x</div>', [INVALID]),
        ('<div role="none\nnote">x</div>', [VALID]),
        ('<div role="banana" aria-hidden="true">x</div>', []),
        ('<div role="banana" style="display:none">x</div>', []),
        ("<div>x</div>", []),
    ],
)
def test_a_role(source, verdicts):
    assert judge("html-role-invalid", source) == verdicts


@pytest.mark.parametrize(
    ("source", "verdicts"),
    [
        ('<div role="checkbox" aria-checked="false">x</div>', [COMPLETE]),
        ('<div role="heading" aria-level="2">x</div>', [COMPLETE]),
        ('<h3 role="tab">x</h3>', [COMPLETE]),
        ('<div role="separator"></div>', [COMPLETE]),
        ('<div role="separator" tabindex="x"></div>', [COMPLETE]),
        ('<div role="option">x</div>', [COMPLETE]),
        ('<input type="checkbox" role="switch">', [COMPLETE]),
        ('<input type="checkbox" role="menuitemcheckbox">', [COMPLETE]),
        ('<div role="combobox" aria-expanded="false">x</div>', [COMPLETE]),
        ('<input role="combobox" aria-expanded="true" aria-controls="l">', [COMPLETE]),
        ('<div role="slider" aria-valuenow="2">x</div>', [COMPLETE]),
        ('<div role="scrollbar" aria-controls="c" aria-valuenow="2"></div>', [COMPLETE]),
        ('<div role="spinbutton">x</div>', [COMPLETE]),
        ('<div role="progressbar">x</div>', [COMPLETE]),
        ('<div role="switch">x</div>', [MISSING]),
        ('<div role="checkbox" aria-checked="">x</div>', [MISSING]),
        ('<div role="heading">x</div>', [MISSING]),
        ('<div role="radio">x</div>', [MISSING]),
        ('<div role="menuitemradio">x</div>', [MISSING]),
        ('<div role="slider" aria-valuemin="2">x</div>', [MISSING]),
        ('<div role="meter">x</div>', [MISSING]),
        ('<div role="scrollbar" aria-valuenow="2"></div>', [MISSING]),
        ('<div role="separator" tabindex="0"></div>', [MISSING]),
        ('<a href="/" role="separator">x</a>', [MISSING]),
        ('<div role="combobox">x</div>', [MISSING]),
        ('<input role="combobox" aria-expanded="true">', [MISSING]),
        ('<h2 role="heading">x</h2>', []),
        ('<input type="checkbox" role="checkbox">', []),
        ('<div role="switch" hidden>x</div>', []),
        ('<div role="switch" aria-hidden="true">x</div>', []),
        ('<button role="none">x</button>', []),
        ('<div role="banana">x</div>', []),
        ("<div>x</div>", []),
    ],
)
def test_the_states_that_a_role_needs(source, verdicts):
    assert judge("html-role-required-state-missing", source) == verdicts


@pytest.mark.parametrize(
    ("source", "verdicts"),
    [
        ('<input role="combobox" aria-expanded="true" aria-controls="l"><ul id="l"></ul>', [FOUND]),
        ('<input role="combobox" aria-expanded="true" aria-controls="k l"><ul id="l"></ul>', [FOUND]),
        ('<div role="scrollbar" aria-controls="l"></div><p id="l">x</p>', [FOUND]),
        ('<input list="q" aria-expanded="true" aria-controls="l"><p id="l">x</p>', [FOUND]),
        ('<input role="combobox" aria-expanded="true" aria-controls="l">', [MISSING]),
        ('<div role="scrollbar" aria-controls="l"></div><p id="L">x</p>', [MISSING]),
        ('<div role="scrollbar" aria-controls=""></div>', [MISSING]),
        ('<div role="scrollbar" aria-controls="l"></div><template><p id="l">x</p></template>', [MISSING]),
        ('<input role="combobox" aria-expanded="false" aria-controls="l">', []),
        ('<input role="combobox" aria-controls="l">', []),
        ('<button aria-expanded="true" aria-controls="l">x</button>', []),
        ('<div role="scrollbar"></div>', []),
    ],
)
def test_a_reference(source, verdicts):
    assert judge("html-aria-reference-missing", source) == verdicts
