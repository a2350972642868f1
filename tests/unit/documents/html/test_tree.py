"""The tree as columns: what stands in them, and that elements are views of them."""

import gc
import os

from tests.builders.html import a_document

from curbcut.documents.html import HtmlDocument, tree
from curbcut.documents.html.elements import Element, Elements
from curbcut.documents.html.parse import parent_of
from curbcut.documents.html.tree import NO_PARENT, Tree


def tree_of(source):
    return a_document(source).tree


def rows_of(tree, tag):
    return tree.by_tag[tag]


def test_columns_of_a_small_page():
    tree = tree_of("<p id=a>one<b>two</b></p>")
    assert tree.tags == ["html", "head", "body", "p", "b"]
    assert tree.parents == [NO_PARENT, 0, 0, 2, 3]
    assert tree.ends == [5, 2, 5, 5, 5]
    assert (tree.texts[4], tree.texts[3], tree.mixed) == ("two", None, {3: "one"})
    assert (tree.attributes, tree.by_attribute) == ({3: {"id": "a"}}, {"id": [3]})


def test_texts_that_a_comment_parts():
    tree = tree_of("<p>one<!-- -->two</p>")
    assert (tree.texts[3], tree.mixed, tree.text_in(3)) == ("onetwo", {}, "onetwo")


def test_parents_and_ends_agree_with_the_parser():
    tree = tree_of("<div><ul><li><b><i>a</i></b><li>b</ul></div><p>c<table><b>d<tr><td>e</table>f<br>")
    assert all(
        tree.nodes[parent] is parent_of(node) for node, parent in zip(tree.nodes[1:], tree.parents[1:], strict=True)
    )
    assert [end - row - 1 for row, end in zip(tree.rows, tree.ends, strict=True)] == [
        len(list(node.iter_elements())) for node in tree.nodes
    ]


def test_texts_inside_many_elements_are_those_inside_few(monkeypatch):
    html = "a<b>b<i>c</i></b>d<p></p><template><p>no</p></template><i>e<b></b>f</i><svg><title>g</title></svg>"
    few = tree_of(html)
    monkeypatch.setattr(tree, "_MANY", 0)
    many = tree_of(html)
    assert [many.text_in(index) for index in range(len(many.tags))] == [
        few.text_in(index) for index in range(len(few.tags))
    ]


def test_elements_inside_by_their_tags():
    document = a_document("<b><i><u></u></i><i></i></b><i></i>")
    bold = document.by_tag("b")[0].index
    assert document.tree.inside(bold, "i", "u", "p") == [bold + 1, bold + 3, bold + 2]


def test_children():
    tree = tree_of("<div>a<i>b<u>c</u></i>d<b>e</b></div>")
    [division] = rows_of(tree, "div")
    inner, other = rows_of(tree, "i")[0], rows_of(tree, "b")[0]
    assert tree.children(division) == [inner, other]
    assert tree.children_and_texts(division) == ["a", inner, "d", other]
    assert (tree.first_child(division, "b"), tree.first_child(division, "u")) == (other, None)
    assert tree.texts_in(division) == ["a", "b", "c", "d", "e"]


def test_what_is_inside_a_template_is_left_out():
    tree = tree_of("<template><p>a<template><b>b</b></template></template><i>c</i>")
    assert tree.tags == ["html", "head", "template", "body", "i"]
    assert (tree.children_and_texts(2), tree.text_in(2)) == ([], "")


def test_foreign_tags():
    tree = tree_of("<svg><title>a</title><foreignObject><p>b</p></foreignObject></svg><math><mi>x</mi></math>")
    assert tree.tags[3:] == ["svg", "svg:title", "svg:foreignObject", "p", "math", "math:mi"]


def test_html_amid_and_behind_foreign_elements():
    tree = tree_of(
        "<p><math><annotation-xml encoding=text/html><svg><g></g></svg><b>a</b></annotation-xml></math><g></g>"
    )
    assert tree.tags[4:] == ["math", "math:annotation-xml", "svg", "svg:g", "b", "g"]


def test_an_element_is_made_once():
    document = a_document("<p>a</p><p>b</p>")
    first, second = document.by_tag("p")
    assert document.elements[3] is first is document.elements.at(3)
    assert document.elements[3:] == [first, second]
    assert document.elements[-1] is second
    assert (len(document.elements), second.node.tag, list(second.texts())) == (5, "p", ["b"])


def test_the_engine_is_the_one_that_is_to_be_tested():
    is_compiled = not tree.__file__.endswith(".py")
    assert is_compiled == (os.environ.get("CURBCUT_ENGINE") == "compiled")


def test_a_released_document_needs_no_search_for_garbage():
    gc.collect()
    document = a_document("<p style='color: red'>a</p><table><tr><td>b</table>")
    assert document.body.children[0].text == "a"
    assert document.blocks[1].element.closest("table") is not None
    assert document.table_of(document.by_tag("table")[0]).cells
    assert document.text_groups[0].first.element.parent is document.body
    of_ours = (HtmlDocument, Element, Elements, Tree)
    gc.disable()
    try:
        document.release()
        del document
        # Compiled classes take no weak references; what lives is among what the collector watches.
        assert not [one for one in gc.get_objects() if isinstance(one, of_ours)]
    finally:
        gc.enable()


def test_what_a_page_holds():
    document = a_document('<p aria-label="x" style="">a</p>')
    assert document.holds == {"html", "head", "body", "p", "[aria-label]", "[style]", "[aria-*]"}
    assert "[aria-*]" not in a_document("<p>").holds


def test_elements_by_tag_or_attribute():
    document = a_document('<b>1</b><i role="x">2</i><u>3</u><b role="y">4</b>')
    assert [element.text for element in document.by_tag_or_attribute(("u", "b"), "role")] == ["1", "2", "3", "4"]
    assert [element.text for element in document.by_tag_or_attribute(("u",), "lang")] == ["3"]
    assert document.by_tag_or_attribute(("s",), "lang") == []
