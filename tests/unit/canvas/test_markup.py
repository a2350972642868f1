"""Tags are found where a complete tokenizer finds them, on any input, in linear time."""

import re
import time

import pytest
import turbohtml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from curbcut.canvas.markup import tags


def found(html):
    return [(tag.name, tag.is_end, html[tag.start : tag.end]) for tag in tags(html)]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("", []),
        ("no tags < here > at <3 all", []),
        ("<p>x</p>", [("p", False, "<p>"), ("p", True, "</p>")]),
        ("<P CLASS=a>", [("p", False, "<P CLASS=a>")]),
        ("<br/>", [("br", False, "<br/>")]),
        ('<a title="a > b">', [("a", False, '<a title="a > b">')]),
        ("<!-- <a> --><b>", [("b", False, "<b>")]),
        ("<!--><b>", [("b", False, "<b>")]),
        ("<!---><b>", [("b", False, "<b>")]),
        ("<!-- x --!><b>", [("b", False, "<b>")]),
        ("<!-- never closed <b>", []),
        ("<!DOCTYPE html><b>", [("b", False, "<b>")]),
        ("<?php <b>", []),
        ("</ x><b>", [("b", False, "<b>")]),
        ("</><b>", [("b", False, "<b>")]),
        ("<script>a<b c='d'></script><i>", [("script", False, "<script>"), ("script", True, "</script>"), ("i", False, "<i>")]),
        ("<textarea><b></textareas></textarea >", [("textarea", False, "<textarea>"), ("textarea", True, "</textarea >")]),
        ("<svg><title/><a></svg>", [("svg", False, "<svg>"), ("title", False, "<title/>"), ("a", False, "<a>"), ("svg", True, "</svg>")]),
        ("<plaintext><b>", [("plaintext", False, "<plaintext>")]),
        ("<a href='x", []),
        ("<a", []),
        ("<a =b>", [("a", False, "<a =b>")]),
    ],
)  # fmt: skip
def test_tags_of_the_source(html, expected):
    assert found(html) == expected


def test_attributes_and_their_places():
    html = "<a\n HREF = 'x y' b=1 c \"=2/ href=second d=>"
    [tag] = tags(html)
    values = [(each.name, html[each.value_start : each.value_end]) for each in tag.attributes]
    assert values == [("href", "x y"), ("b", "1"), ("c", ""), ('"', "2/"), ("href", "second"), ("d", "")]
    href = tag.attribute("href")
    assert href is not None
    assert html[href.start : href.end] == "HREF = 'x y'"
    assert tag.attribute("absent") is None


PIECES = st.sampled_from(
    ["<", ">", "/", "=", '"', "'", " ", "\n", "a", "B", "p", "svg", "!", "--", "-", "?", "x", "href", "&amp;", "é", "\x00",
     "<!--", "-->", "</", "<a ", "<img", " src=", "<p>", "</p>"]
)  # fmt: skip


def of_a_complete_tokenizer(html):
    """Its tokenizer alone knows no raw text, so none is generated."""
    kinds = {turbohtml.TokenType.START_TAG: False, turbohtml.TokenType.END_TAG: True}
    return [(token.tag, kinds[token.type]) for token in turbohtml.tokenize(html) if token.type in kinds]


@settings(max_examples=600, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join))
@example("<a/ =b='>'>")
@example("<a b = >")
@example("</a b='>'>")
def test_same_tags_as_a_complete_tokenizer(html):
    ours = [(tag.name.replace("\x00", "\ufffd"), tag.is_end) for tag in tags(html)]
    assert ours == of_a_complete_tokenizer(html)


@pytest.mark.parametrize(
    "html",
    [
        "<" * 300_000,
        "<a " * 100_000,
        "<a b='" * 50_000,
        '<a b="' * 50_000 + '"',
        "<!--" * 100_000,
        "</" * 200_000,
        "<script>" * 40_000,
        "<style></style" * 30_000,
        "<a" + " " * 300_000,
        "<a" + " =" * 200_000 + ">",
        "<?" * 200_000,
    ],
    ids=lambda html: re.sub(r"\W", "_", html[:6]),
)
def test_hostile_input_takes_linear_time(html):
    started = time.process_time()
    for _ in tags(html):
        pass
    assert time.process_time() - started < 3.0
