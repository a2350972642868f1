"""Tags and attributes are found where they stand, on hostile input too."""

import pytest
import turbohtml
from hypothesis import given, settings
from hypothesis import strategies as st

from canvas_sandbox.markup import Edit, Remark, apply, markup, tags

PIECES = (
    "<", ">", "<a ", "/", "<!--", "-->", "&amp;", "\r", "\n", "\r\n", " ", "=", '"', "'", "<script>", "</script>",
    "é", "😀", "<img src=x ", ' href="a&amp;b" ', "x=y ", "<![CDATA[", "]]>", "?", "<!doctype x>", "</p>", "<p>", "X", "\t",
    "/>", "<iframe>", "</iframe>", "<textarea>", "<math>", "<svg>", "<style>", "</style>", " onclick=x ", "<b x='1' x=2>",
)  # fmt: skip
HTML = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


def normalised(text):
    return text.replace("\r\n", "\n").replace("\r", "\n")


@settings(max_examples=400, deadline=None)
@given(HTML)
def test_places_are_those_of_the_tokenizer(html):
    wanted = [
        token
        for token in turbohtml.tokenize(html, capture_source=True, resolve_references=False)
        if token.type in {turbohtml.TokenType.START_TAG, turbohtml.TokenType.END_TAG}
    ]
    found = list(tags(html))
    assert [normalised(html[tag.start : tag.end]) for tag in found] == [token.source for token in wanted]
    for tag, token in zip(found, wanted, strict=True):
        if not tag.is_end:
            first = {}
            for name, value in token.attrs:
                first.setdefault(name, value or "")
            assert {item.name: item.value for item in tag.attributes if not item.is_double} == first


@settings(max_examples=400, deadline=None)
@given(HTML)
def test_what_is_found_does_not_overlap(html):
    end = 0
    for item in markup(html):
        assert end <= item.start < item.end <= len(html)
        end = item.end


@pytest.mark.parametrize(
    ("html", "raw"),
    [
        ('<a href="x&amp;y">', "x&amp;y"),
        ("<a href='x'>", "x"),
        ("<a href=x/>", "x/"),
        ("<a href>", ""),
        ("<a href = x>", "x"),
    ],
)
def test_a_value_is_found_inside_its_quotes(html, raw):
    [tag] = tags(html)
    attribute = tag.attribute("href")
    assert html[attribute.value_start : attribute.value_end] == raw


def test_script_and_comment_hold_no_tags():
    found = list(markup("<script><a></script><!-- <b> --><i>"))
    assert [getattr(item, "name", "remark") for item in found] == ["script", "script", "remark", "i"]
    assert isinstance(found[2], Remark)


def test_a_doubled_attribute_is_marked_and_the_first_counts():
    [tag] = tags("<a x=1 x=2&amp;3>")
    assert tag.value("x") == "1"
    assert [(item.value, item.is_double) for item in tag.attributes] == [("1", False), ("2&3", True)]


def test_a_further_attribute_goes_behind_the_last():
    for html, place in (("<img>", 4), ('<img src="x" />', 12), ("<img src=x/>", 11)):
        [tag] = tags(html)
        assert tag.end_of_attributes == place


def test_edits_leave_the_rest_alone():
    assert apply("abcdef", [Edit(4, 5, "X"), Edit(1, 2, "")]) == "acdXf"
    assert apply("abcdef", [Edit(1, 4, "-"), Edit(2, 3, "lost")]) == "a-ef"
    assert apply("abc", []) == "abc"
