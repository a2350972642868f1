"""Form fields, labels and autocomplete."""

import pytest
from tests.builders.html import judge

NAMED, ABSENT, EMPTY_LABEL = ("passed", "named"), ("failed", "absent"), ("failed", "empty-label")
VALID, INVALID = ("passed", "valid"), ("failed", "invalid")


@pytest.mark.parametrize(
    ("source", "verdicts"),
    [
        ("<label>x<input></label>", [NAMED]),
        ('<label for="f">x</label><input id="f">', [NAMED]),
        ('<label for="f" hidden>x</label><input id="f">', [NAMED]),
        ('<input aria-label="x">', [NAMED]),
        ('<input title="x">', [NAMED]),
        ('<input placeholder="x">', [NAMED]),
        ('<input aria-labelledby="l"><p id="l">x</p>', [NAMED]),
        ('<label for="f"><img src="a.png" alt="x"></label><input id="f">', [NAMED]),
        ('<select aria-label="x"><option>y</option></select>', [NAMED]),
        ('<textarea placeholder="x"></textarea>', [NAMED]),
        ('<div role="textbox" aria-label="x"></div>', [NAMED]),
        ('<div role="checkbox" aria-checked="true">x</div>', [NAMED]),
        ("<label>x<input disabled></label>", [NAMED]),
        ("<p>x</p><input>", [ABSENT]),
        ("<input value='x'>", [ABSENT]),
        ('<input name="x" alt="x">', [ABSENT]),
        ('<label for="g">x</label><input id="f">', [ABSENT]),
        ("<select><option>x</option></select>", [ABSENT]),
        ('<div role="textbox">x</div>', [ABSENT]),
        ('<div role="slider" aria-valuenow="1">x</div>', [ABSENT]),
        ('<input type="range">', [ABSENT]),
        ('<input type="checkbox" placeholder="x">', [ABSENT]),
        ("<label>x<input disabled></label><input disabled>", [NAMED, ABSENT]),
        ("<label>first<input>second<input></label>", [NAMED, ABSENT]),
        ("<label><input></label>", [EMPTY_LABEL]),
        ('<label for="f"></label><input id="f">', [EMPTY_LABEL]),
        ('<label for="f"><b aria-hidden="true">x</b></label><input id="f">', [EMPTY_LABEL]),
        ('<input role="none">', [ABSENT]),
        ('<input id="a"><script>a.placeholder = "Name"</script>', [("cantTell", "scripted")]),
        ('<input type="hidden">', []),
        ("<input hidden>", []),
        ('<input aria-hidden="true">', []),
        ('<input type="submit"><button>x</button>', []),
        ('<input type="password">', []),
        ('<select role="none" disabled></select>', []),
    ],
)
def test_a_field(source, verdicts):
    assert judge("html-form-field-without-name", source) == verdicts


@pytest.mark.parametrize(
    ("value", "verdicts"),
    [
        ("name", [VALID]), ("NAME", [VALID]), (" email ", [VALID]), ("work email", [VALID]), ("shipping street-address", [VALID]),
        ("section-a billing home tel-national", [VALID]), ("username webauthn", [VALID]), ("bday-day", [VALID]),
        ("tel-local-prefix", [VALID]), ("pager impp", [VALID]), ("section- name", [VALID]),
        ("banana", [INVALID]), ("work name", [INVALID]), ("email work", [INVALID]), ("shipping", [INVALID]),
        ("billing shipping name", [INVALID]), ("work shipping email", [INVALID]), ("name webauthn webauthn", [INVALID]),
        ("webauthn", [INVALID]), ("name, email", [INVALID]), ("section-a", [INVALID]), ("name off", [INVALID]),
        ("none", [INVALID]), ("street address", [INVALID]), ("home\u00a0email", [INVALID]), ("\u00a0", [INVALID]),
        ("home\temail", [VALID]), ("mobile", [INVALID]),
        ("", []), (" ", []), ("off", []), (" ON ", []),
    ],
)  # fmt: skip
def test_an_autocomplete_value(value, verdicts):
    assert judge("html-autocomplete-invalid", f'<input autocomplete="{value}">') == verdicts


@pytest.mark.parametrize(
    ("source", "verdicts"),
    [
        ('<select autocomplete="x"></select>', [INVALID]),
        ('<textarea autocomplete="x"></textarea>', [INVALID]),
        ('<input autocomplete="x" style="position:absolute;left:-9999px">', [INVALID]),
        ('<input autocomplete="x" aria-hidden="true">', [INVALID]),
        ('<input autocomplete="x" aria-hidden="true" style="position:absolute;left:-9999px">', []),
        ('<input autocomplete="x" readonly>', [INVALID]),
        ('<input autocomplete="x" type="password" tabindex="-1">', [INVALID]),
        ('<input autocomplete="x" tabindex="-1">', [INVALID]),
        ('<input autocomplete="x" disabled>', []),
        ('<fieldset disabled><input autocomplete="x"></fieldset>', []),
        ('<input autocomplete="x" aria-disabled="true">', []),
        ('<div aria-disabled="true"><input autocomplete="x"></div>', []),
        ('<input autocomplete="x" type="button">', []),
        ('<input autocomplete="x" type="hidden">', []),
        ('<input autocomplete="x" hidden>', []),
        ('<input autocomplete="x" role="banner" tabindex="-1">', []),
        ('<form autocomplete="x"></form>', []),
        ('<button autocomplete="x">y</button>', []),
        ("<input>", []),
    ],
)
def test_where_autocomplete_counts(source, verdicts):
    assert judge("html-autocomplete-invalid", source) == verdicts


@pytest.mark.parametrize(
    ("source", "verdicts"),
    [
        ('<label>x<input type="date"></label>', [NAMED]),
        ('<input type="password" placeholder="x">', [NAMED]),
        ('<input type="file">', [ABSENT]),
        ('<input type="color">', [ABSENT]),
        ('<input type="date" hidden>', []),
        ("<input>", []),
        ('<input type="password" role="textbox">', []),
    ],
)
def test_a_field_without_a_role(source, verdicts):
    assert judge("html-input-without-label", source) == verdicts


@pytest.mark.parametrize(
    ("source", "verdicts"),
    [
        ('<label for="f">x</label><input id="f">', [("passed", "belongs")]),
        ('<label for="g">x</label><input id="f">', [("failed", "dangling")]),
        ("<label>x</label>", []),
        ('<label for="g" hidden>x</label>', []),
    ],
)
def test_a_label(source, verdicts):
    assert judge("html-label-for-nothing", source) == verdicts


@pytest.mark.parametrize(
    ("source", "verdicts"),
    [
        ('<a href="/" accesskey="a">x</a><a href="/" accesskey="b">y</a>', [("passed", "unique")] * 2),
        ('<a href="/" accesskey="a">x</a><a href="/" accesskey="A">y</a>', [("failed", "twice")] * 2),
        ('<a href="/" accesskey="a">x</a><a href="/" accesskey="a" hidden>y</a>', [("passed", "unique")]),
        ('<a href="/" accesskey="">x</a>', []),
    ],
)
def test_an_access_key(source, verdicts):
    assert judge("html-accesskey-duplicated", source) == verdicts
