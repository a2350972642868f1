"""Hostile pages: whatever the bytes are, every rule answers."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from curbcut.documents.context import Context
from curbcut.documents.errors import MalformedDocumentError
from curbcut.documents.html import HtmlDocument
from curbcut.rules.html import HTML
from curbcut.rules.rule import Check
from curbcut.rules.runner import run

TAGS = [
    "a",
    "area",
    "audio",
    "b",
    "base",
    "body",
    "button",
    "caption",
    "col",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "em",
    "embed",
    "fieldset",
    "figure",
    "form",
    "frameset",
    "h1",
    "h2",
    "head",
    "header",
    "html",
    "i",
    "iframe",
    "img",
    "input",
    "label",
    "legend",
    "li",
    "link",
    "main",
    "map",
    "math",
    "meta",
    "meter",
    "noscript",
    "object",
    "ol",
    "option",
    "p",
    "param",
    "pre",
    "progress",
    "script",
    "section",
    "select",
    "span",
    "style",
    "summary",
    "svg",
    "table",
    "tbody",
    "td",
    "template",
    "textarea",
    "th",
    "thead",
    "title",
    "tr",
    "track",
    "ul",
    "video",
    "x-y",
]
NAMES = [
    "accesskey",
    "alt",
    "aria-busy",
    "aria-controls",
    "aria-hidden",
    "aria-label",
    "aria-labelledby",
    "aria-level",
    "aria-owns",
    "autocomplete",
    "class",
    "colspan",
    "content",
    "data",
    "for",
    "headers",
    "height",
    "hidden",
    "href",
    "http-equiv",
    "id",
    "inert",
    "lang",
    "name",
    "open",
    "role",
    "rowspan",
    "scope",
    "size",
    "span",
    "src",
    "srcdoc",
    "style",
    "summary",
    "tabindex",
    "title",
    "type",
    "value",
    "width",
    "xml:lang",
]
VALUES = (
    "", " ", "0", "-1", "9" * 30, "a", "a b", "b", "true", "none", "list", "listitem", "row", "table", "img", "button", "combobox",
    "menu", "heading", "refresh", "viewport", "display:none", "visibility:visible", "overflow:auto;height:10px", "submit", "image",
    "<a href=x>", "\x00", "\ud800", "é", "1;2", "url(", "data:,",
)  # fmt: skip

attributes = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(VALUES)), max_size=4).map(
    lambda pairs: "".join(f' {name}="{value}"' for name, value in pairs)
)
pieces = st.one_of(
    st.tuples(st.sampled_from(TAGS), attributes).map(lambda pair: f"<{pair[0]}{pair[1]}>"),
    st.sampled_from(TAGS).map(lambda tag: f"</{tag}>"),
    st.sampled_from(["text", " ", "\r\n", "&nbsp;", "&#0;", "<!--", "-->", "<![CDATA[", "<!DOCTYPE html>", "</", "<"]),
)
pages = st.lists(pieces, max_size=30).map("".join)


def check(data, origin="file"):
    document = HtmlDocument.read(data, Context(name="page.html", origin=origin))
    results = run(document, HTML.checks)
    assert len(results) == len(HTML.checks)
    assert all(finding.message for result in results for finding in result.findings)
    return document


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pages, st.sampled_from(["file", "editor"]))
def test_any_markup_is_answered(page, origin):
    document = check(page, origin)
    for element in document.elements:
        assert element.index < element.end <= len(document.elements)
        if element.spans is not None:
            span = element.spans.start_tag
            assert document.source[span.start] == "<"
            assert document.source[span.end - 1] == ">" or span.end == len(document.source)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pages, st.sampled_from(["file", "editor"]))
def test_what_a_rule_needs_and_what_it_surveys_is_what_it_applies_to(page, origin):
    document = HtmlDocument.read(page, Context(name="page.html", origin=origin))
    for each in HTML.checks:
        plain = Check(each.rule, each.applicability, each.expectation, each.weigh)
        assert run(document, [each]) == run(document, [plain]), each.rule.id


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.binary(max_size=300), st.text(max_size=200)))
def test_any_bytes_are_answered(data):
    try:
        check(data)
    except MalformedDocumentError:
        assert isinstance(data, bytes)


@pytest.mark.parametrize(
    "source",
    [
        "<div>" * 20_000,
        "<a href=x>" * 3_000,
        "<b><p>" * 1_500,
        "<table>" * 3_000,
        "<ul><li>" * 5_000,
        '<div role="list">' * 3_000,
        '<div role="button">' * 1_000,
        "<span aria-labelledby=x id=x>" * 500,
        "<label>" * 20_000 + "<input>",
        "<p " + " ".join(f"a{number}=1" for number in range(20_000)) + ">",
        "<p " + "class=a " * 5_000 + ">",
        "<table>" + "<tr><td colspan=1000 rowspan=65534>" * 60,
        "<details><summary>" * 1_000,
        "<iframe srcdoc='" + "<iframe srcdoc=" * 1_000 + "'>",
        "<select>" + "<option>x" * 5_000,
        f'<p style="color:{"(" * 900}">x',
        f'<p style="width:calc{"(1px + calc" * 900}(1px)">x',
        f"<style>p{{color:{'(' * 900}}}</style><p>x",
        f"<style>{':not(' * 150}p{')' * 150}{{color:red}}</style><p>x",
        "<style>" + "p{" * 900 + "</style><p>x",
        "<style>p{" + "@media all{" * 400 + "x " * 10_000 + "</style><p>x",
        f"<style>@media {'(' * 900}{{p{{color:red}}}}</style><p>x",
    ],
    ids=lambda source: source[:20],
)
def test_depth_and_width_are_no_limit(source):
    check(source)


def test_cycles_of_references_end():
    check('<p id="a" aria-labelledby="b" role="button">x</p><p id="b" aria-labelledby="a" role="button">y</p>')
    check('<label for="i" id="l"><b aria-labelledby="i">x</b></label><input id="i" aria-labelledby="l">')
    check(
        '<div id="a" role="list" aria-owns="b"><p id="c" role="listitem"></p></div><div id="b" role="list" aria-owns="a c"></div>'
    )
    check('<div id="a" aria-owns="b"></div><div id="b" aria-owns="a"><p role="listitem">x</p></div>')
