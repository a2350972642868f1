"""What elements are called by, and who claims them."""

import pytest
from tests.builders.html_pages import a_page


@pytest.mark.parametrize(
    ("html", "owner"),
    [
        ("<b aria-owns=x></b><i id=x></i>", "b"),
        ("<b aria-owns='y x'></b><i id=x></i>", "b"),
        ("<b aria-owns=x></b><u aria-owns=x></u><i id=x></i>", "b"),
        ("<b aria-owns=y></b><i id=x></i>", None),
        ("<i id=x aria-owns=x></i>", None),
        ("<i id=x><b aria-owns=x></b></i>", None),
    ],
)
def test_who_claims_an_element(html, owner):
    page = a_page(html)
    [claimed] = page.by_tag("i")
    found = page.owners.get(claimed.index)
    assert (found and found.tag) == owner


def test_ids_that_the_parser_copies_are_written_once():
    page = a_page('<p><a id="x"/>one</p><p>two</p><b id="y"></b><b id="y"></b>')
    assert len(page.ids["x"]) > 1
    assert (page.written_ids["x"], page.written_ids["y"]) == (1, 2)


def test_access_keys_are_compared_without_case_and_blanks_and_only_where_shown():
    page = a_page("<a accesskey=A>x</a><a accesskey=' a'>y</a><a accesskey=a hidden>z</a><a accesskey=b>w</a>")
    assert page.access_keys == {"a": 2, "b": 1}
