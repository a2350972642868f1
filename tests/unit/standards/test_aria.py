"""The tables of WAI-ARIA."""

import pytest

from curbcut.standards import aria, autocomplete, html_roles, language_tags


@pytest.mark.parametrize("role", aria.ROLES.values(), ids=lambda role: role.name)
def test_a_role_is_consistent(role):
    assert role.own <= set(aria.ATTRIBUTES)
    assert role.required <= role.own
    assert role.prohibited <= set(aria.ATTRIBUTES)
    assert role.context <= set(aria.ROLES)
    assert role.owned <= set(aria.ROLES)
    assert aria.inherits_from(role.name, "roletype")
    assert aria.supported_attributes(role.name) >= role.own


def test_counts_of_the_standards():
    assert len([role for role in aria.ROLES if role.startswith("doc-")]) == 41
    assert len([role for role in aria.ROLES if role.startswith("graphics-")]) == 3
    assert set(aria.ATTRIBUTES) >= aria.GLOBAL_ATTRIBUTES
    assert set(aria.ROLES) >= aria.WIDGET_ROLES
    assert "widget" not in aria.ROLES


def test_inheritance():
    assert aria.inherits_from("columnheader", "cell")
    assert aria.inherits_from("doc-biblioref", "link")
    assert not aria.inherits_from("link", "button")
    assert not aria.inherits_from("", "link")
    assert "aria-colindex" in aria.supported_attributes("rowheader")
    assert "aria-checked" in aria.supported_attributes("switch")


def test_roles_of_elements_exist():
    assert set(html_roles.ROLE_BY_TAG.values()) | set(html_roles.ROLE_BY_INPUT_TYPE.values()) <= set(aria.ROLES)
    assert set(html_roles.ROLE_OF_ATTRIBUTES.values()) <= set(aria.ROLES)


@pytest.mark.parametrize(("tag", "subtag"), [("en-GB", "en"), (" FR ", "fr"), ("", ""), ("zh", "zh")])
def test_a_primary_subtag(tag, subtag):
    assert language_tags.primary_subtag(tag) == subtag


@pytest.mark.parametrize("tag", ["en", "EN", "haw", "zh-Hant", "sr-Latn-RS", "de-1996", "mo", "qtz", "en-a-b"])
def test_known_languages(tag):
    assert language_tags.is_known(tag)


@pytest.mark.parametrize(
    "tag", ["", "e", "xx", "eng", "qua1", "qq9", "i-klingon", "x-private", "en_GB", "é", "english", "fr FR"]
)
def test_unknown_languages(tag):
    assert not language_tags.is_known(tag)


def test_autocomplete_words():
    assert autocomplete.is_valid("section-a shipping work tel webauthn")
    assert not autocomplete.is_valid("")
