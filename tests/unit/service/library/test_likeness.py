"""Which items of a copied course are those of the course that it was copied from."""

from types import SimpleNamespace

import pytest

from curbcut.service.library.likeness import is_same_content


def a_page(body, title="Foxes"):
    return SimpleNamespace(kind="page", title=title, body=body, is_file=False, fingerprint="")


def a_file(fingerprint):
    return SimpleNamespace(kind="file", title="Foxes", body="", is_file=True, fingerprint=fingerprint)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("<a href='/courses/1/pages/a'>x</a>", "<a href='/courses/2/pages/a'>x</a>", True),
        ("<a href='/courses/1/assignments/5'>x</a>", "<a href='/courses/2/assignments/9'>x</a>", True),
        ("<img src='/courses/1/files/5/preview'>", "<img src='/courses/2/files/51/preview'>", True),
        ("<a href='/courses/1/pages/a'>x</a>", "<a href='/courses/2/pages/b'>x</a>", False),
        ("<p>5</p>", "<p>6</p>", False),
        (" ", " ", False),
    ],
)
def test_texts_are_the_same_but_for_canvas_s_numbers(one, other, same):
    assert is_same_content(a_page(one), a_page(other)) is same


def test_items_with_another_title_are_others():
    assert not is_same_content(a_page("<p>x</p>"), a_page("<p>x</p>", title="Dens"))


def test_files_are_the_same_by_their_bytes_once_those_are_known():
    assert is_same_content(a_file("f1"), a_file("f1"))
    assert not is_same_content(a_file("f1"), a_file("f2"))
    assert not is_same_content(a_file(""), a_file(""))
