"""Documents, elements and their places."""

import pytest
from tests.builders.html import a_document, an_html_page, the_element

from curbcut.documents.context import Context
from curbcut.documents.errors import OversizedDocumentError
from curbcut.documents.html import HtmlDocument, parse, tree


@pytest.mark.parametrize(
    ("source", "origin", "is_whole"),
    [
        ("None<!DOCTYPE html><html><head><title>x</title></head><p>x", "file", True),
        ("Warning: x\n<html lang=en><p>x", "file", True),
        ("None<!DOCTYPE html><html><p>x", "editor", False),
        ("None <p>&lt;html&gt;", "file", False),
        (an_html_page(), "file", True),
        ("<!doctype html><p>x", "file", True),
        ("<html><p>x", "file", True),
        ("<head></head><p>x", "file", True),
        ("<body><p>x", "file", True),
        ("<p>x", "file", False),
        ("<title>x</title><p>x", "file", False),
        (an_html_page(), "editor", False),
    ],
)
def test_whole_pages_and_fragments(source, origin, is_whole):
    document = a_document(source, origin=origin)
    assert document.is_whole_page == is_whole


def test_elements_know_their_relatives():
    document = a_document("<div id=a>one<p>two</p><!-- no -->three<b><i>four</i></b></div><u></u>")
    outer = document.by_id["a"]
    assert [child if isinstance(child, str) else child.tag for child in outer.children] == ["one", "p", "three", "b"]
    assert [element.tag for element in outer.descendants()] == ["p", "b", "i"]
    assert [element.tag for element in outer.element_children] == ["p", "b"]
    assert outer.text == "onetwothreefour"
    inner = document.by_tag("i")[0]
    assert [element.tag for element in inner.ancestors()] == ["b", "div", "body", "html"]
    assert inner.closest("div", "body") is outer
    assert inner.closest("table") is None
    assert outer.contains(inner)
    assert not outer.contains(outer)
    assert not outer.contains(document.by_tag("u")[0])
    assert repr(inner) == f"<Element i {inner.index}>"


def test_indexes():
    document = a_document('<p id=a lang=en>x</p><h2 id=a>y</h2><p data-x id="">z</p>')
    assert [element.tag for element in document.by_tag("h2", "p")] == ["p", "h2", "p"]
    assert [element.tag for element in document.with_attribute("lang", "id")] == ["p", "h2", "p"]
    assert document.by_tag("table") == document.with_attribute("title") == []
    assert document.by_id["a"].tag == "p"
    assert [element.tag for element in document.ids["a"]] == ["p", "h2"]
    assert document.by_tag("p")[1].get("data-x") == ""
    assert document.by_tag("p")[1].get("title") is None


def test_attribute_values_are_as_written():
    element = the_element(
        '<output id="x" class=" a  b " for="c d" rel="e" accesskey="f g" sandbox="h" title="&lt;&eacute;">'
    )
    assert element.attributes == {
        "id": "x", "class": " a  b ", "for": "c d", "rel": "e", "accesskey": "f g", "sandbox": "h", "title": "<é",
    }  # fmt: skip


def test_foreign_elements_have_a_prefix():
    document = a_document("<svg><title>x</title><a xlink:href='/'></a></svg><math><mi>y</mi></math><title>z</title>")
    assert [element.tag for element in document.elements[3:]] == [
        "svg",
        "svg:title",
        "svg:a",
        "math",
        "math:mi",
        "title",
    ]
    assert [element.is_html for element in document.elements[3:]] == [False] * 5 + [True]


def test_a_place():
    source = '<h2>Before</h2>\r\n<div>\r\n  <p class="a">x</p><p>  some \r\n text</p></div>'
    document = a_document(source)
    place = document.by_tag("p")[1].place
    assert (place.line, place.column, place.heading) == (3, 21, "Before")
    assert place.selector == "html > body > div > p:nth-of-type(2)"
    assert place.excerpt == "<p> some text</p>"
    assert document.source[place.start : place.end] == "<p>"
    assert source[document.raw_offset(place.start) : document.raw_offset(place.end)] == "<p>"
    assert document.by_tag("p")[1].place is place


def test_selectors_have_at_most_twelve_steps_whoever_was_asked_before():
    document = a_document("<div>" * 20 + "<p><i>a</i></p><ul><li><b>b</b></li><li id=x><u>c</u></li></ul>")
    up = " > ".join(["div"] * 10)
    asked = {tag: document.by_tag(tag)[0].place.selector for tag in ("i", "b", "u", "ul")}
    assert asked == {
        "i": f"{up} > p > i",
        "b": f"{up.removeprefix('div > ')} > ul > li:nth-of-type(1) > b",
        "u": "#x > u",
        "ul": f"div > {up} > ul",
    }
    for tag, selector in asked.items():
        fresh = a_document(document.source)
        assert fresh.by_tag(tag)[0].place.selector == selector


def test_places_at_the_edges():
    assert the_element("<p>x</p>", "head").place.start is None
    assert the_element('<p title="' + "y" * 500 + '">x</p>', "p").place.excerpt.endswith("…")
    assert the_element('<b id="x"><i id="1y">z</i></b>', "i").place.selector == "#x > i"
    assert the_element("<h2>One</h2><h3>Two</h3>", "h2").place.heading is None
    assert the_element("<h2>One</h2><h3>Two</h3>", "h3").place.heading == "One"


def test_spans_of_tags_and_attributes():
    document = a_document('<p class="a" hidden>x</p><br>')
    spans = document.by_tag("p")[0].spans
    cut = [
        document.source[span.start : span.end] for span in (spans.start_tag, spans.end_tag, *spans.attributes.values())
    ]
    assert cut == ['<p class="a" hidden>', "</p>", 'class="a"', "hidden"]
    assert document.by_tag("br")[0].spans.end_tag is None
    assert document.by_tag("head")[0].spans is None


@pytest.mark.parametrize(("source", "raw"), [("ab", "ab"), ("a\nb", "a\rb"), ("a\n\nb\nc", "a\r\n\nb\r\nc")])
def test_offsets_of_line_ends(source, raw):
    document = HtmlDocument.read(raw, Context(name="x"))
    assert document.source == source
    for offset, character in enumerate(source):
        assert raw[document.raw_offset(offset)] == (
            character if character != "\n" else raw[document.raw_offset(offset)]
        )
    assert raw[document.raw_offset(len(source) - 1)] == source[-1]


def test_nested_pages_and_tab_stops():
    document = a_document(
        """<a href="/">x</a><p tabindex="-1">y</p><iframe srcdoc="<p id='z'>"></iframe><iframe src="/"></iframe>"""
    )
    assert [document.elements[index].tag for index in document.tab_stops] == ["a"]
    held, linked = document.by_tag("iframe")
    assert "z" in document.nested_page(held).by_id
    assert document.nested_page(linked) is None
    assert document.first_tab_stop_in(document.root, inclusive=False).tag == "a"
    assert document.first_tab_stop_in(document.by_tag("a")[0], inclusive=False) is None


def test_limits(monkeypatch):
    monkeypatch.setattr(parse, "MOST_CHARACTERS", 10)
    with pytest.raises(OversizedDocumentError, match="characters"):
        a_document("<p>too long</p>")
    monkeypatch.setattr(parse, "MOST_CHARACTERS", 1000)
    monkeypatch.setattr(tree, "MOST_ELEMENTS", 5)
    with pytest.raises(OversizedDocumentError, match="elements"):
        a_document("<p><p><p>")


def test_tree_construction_of_hard_cases():
    """What the parser must get right for us: implied tags, foster parenting, formatting that is closed out of order."""
    cases = {
        "<p>a<p>b": "html(head,body(p,p))",
        "<table><p>a<tr><td>b</table>": "html(head,body(p,table(tbody(tr(td)))))",
        "<b><p>a</b>b</p>": "html(head,body(b,p(b)))",
        "<ul><li>a<li>b</ul>": "html(head,body(ul(li,li)))",
        "<select><div>a</div><option>b": "html(head,body(select(div,option)))",
        "<a>1<a>2": "html(head,body(a,a))",
        "<svg><p>x": "html(head,body(svg,p))",
        "<h1>a<h2>b": "html(head,body(h1,h2))",
        "<button><button>x": "html(head,body(button,button))",
        "<frameset><frame></frameset>": "html(head,frameset(frame))",
    }
    assert {source: shape_of(a_document(source).root) for source in cases} == cases


def shape_of(element):
    inner = ",".join(shape_of(child) for child in element.element_children)
    return f"{element.tag}({inner})" if inner else element.tag
