"""What a relative address in a page of a folder leads to."""

import pytest

from canvas_sandbox.seeds.folder_links import FolderLinks, Target

PATHS = {
    "index.html": Target("/courses/1/pages/start", is_file=False),
    "week1/intro.html": Target("/courses/1/pages/intro", is_file=False),
    "week1/index.html": Target("/courses/1/pages/week-1", is_file=False),
    "week1/My Picture.PNG": Target("/courses/1/files/11", is_file=True),
    "media/images/s1/a.png": Target("/courses/1/files/12", is_file=True),
    "media/notes.pdf": Target("/courses/1/files/13", is_file=True),
    "old/s2/b.png": Target("/courses/1/files/14", is_file=True),
    "new/s2/b.png": Target("/courses/1/files/15", is_file=True),
    "media/caf\u00e9.mp3": Target("/courses/1/files/16", is_file=True),
}


@pytest.fixture
def links():
    return FolderLinks(PATHS)


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("intro.html", "week1/intro.html"),
        ("./intro.html", "week1/intro.html"),
        ("../index.html", "index.html"),
        ("../../../index.html", "index.html"),
        ("/media/notes.pdf", "media/notes.pdf"),
        ("../media/notes.pdf?download=1", "media/notes.pdf"),
        ("My%20Picture.PNG", "week1/My Picture.PNG"),
        ("my picture.png", "week1/My Picture.PNG"),
        ("..\\media\\notes.pdf", "media/notes.pdf"),
        ("../media/cafe\u0301.mp3", "media/caf\u00e9.mp3"),
        ("../week1/", "week1/index.html"),
        ("../week1", "week1/index.html"),
        (".", "week1/index.html"),
        ("s1/a.png", "media/images/s1/a.png"),
        ("../images/s1/a.png", "media/images/s1/a.png"),
    ],
)
def test_an_address_that_is_found(links, address, path):
    assert links.find(address, "week1/page.html") == PATHS[path]


@pytest.mark.parametrize(
    "address",
    [
        "",
        "#top",
        "?page=2",
        "https://example.org/index.html",
        "//example.org/index.html",
        "mailto:a@example.org",
        "javascript:void(0)",
        "http://[",
        "missing.html",
        "notes.pdf",  # a bare name is not searched for
        "s2/b.png",  # two paths end so
        "a\x00b",
    ],
)
def test_an_address_that_is_left(links, address):
    assert links.find(address, "week1/page.html") is None


@pytest.mark.parametrize(
    ("source", "result"),
    [
        ('<img alt="x" src="My%20Picture.PNG">', '<img alt="x" src="/courses/1/files/11/preview">'),
        ("<IMG SRC=../media/notes.pdf>", "<IMG SRC=/courses/1/files/13/preview>"),
        ("<a href='../media/notes.pdf#p=2'>n</a>", "<a href='/courses/1/files/13/download?wrap=1'>n</a>"),
        ('<a href="intro.html#a&amp;b">n</a>', '<a href="/courses/1/pages/intro#a%26b">n</a>'),
        ('<video poster="My Picture.PNG" src="../media/caf&eacute;.mp3">', '<video poster="/courses/1/files/11/preview" src="/courses/1/files/16/download">'),
        ('<iframe src="intro.html"></iframe>', '<iframe src="/courses/1/pages/intro"></iframe>'),
        ('<a href="nowhere.html">n</a><p title="intro.html">', '<a href="nowhere.html">n</a><p title="intro.html">'),
        ('<!-- <a href="intro.html"> -->', '<!-- <a href="intro.html"> -->'),
    ],
)  # fmt: skip
def test_only_addresses_that_lead_into_the_folder_change(links, source, result):
    assert links.rewrite(source, "week1/page.html") == result
