"""The title and the own content of a page of somebody's site."""

import pytest

from canvas_sandbox.seeds.web_page import decoded, read_web_page


@pytest.mark.parametrize(
    ("source", "title"),
    [
        ("<title> A &amp;\n B </title><h1>C</h1>", "A & B"),
        ("<title> </title><h2>Second</h2><h1>First <b>one</b></h1>", "First one"),
        ("<body><h3>Third</h3>", "Third"),
        ("<svg><title>a drawing</title></svg><p>text", ""),
        ("", ""),
    ],
)
def test_title(source, title):
    assert read_web_page(source.encode()).title == title


def test_a_long_title_is_cut_to_what_canvas_takes():
    assert len(read_web_page(f"<title>{'x' * 400}</title>".encode()).title) == 255


@pytest.mark.parametrize(
    ("source", "body"),
    [
        ("<p>A <IMG SRC=x>fragment", "<p>A <IMG SRC=x>fragment"),
        ("<html><head><title>t</title></head><body class=a><p>x</p></body></html>", "<p>x</p>"),
        ("<title>t</title><p>x</p>", "<p>x</p>"),
        ("<body><div id=book-content><p>x</div><p>y</body>", "<p>x"),
        ("<body><div role=main>m</div>after</body>", "m"),
        ("<body><main>first</main><div role=main>second</div></body>", "first"),
        ("<body><nav><a href=i>up</a></nav><p>x</p><div role=navigation>next</div></body>", "<p>x</p>"),
        ("<body><nav>a<nav>b</nav>c</nav>x", "x"),
        ("<body><main><nav>part of it</nav>x</main>", "<nav>part of it</nav>x"),
        ("<body><main>never closed <b>x", "never closed <b>x"),
        ("<body>\r\n<p>x</p>\r\n<nav>n</nav>\rtail</body>", "\r\n<p>x</p>\r\n\rtail"),
        ("<body>\U0001f600<nav>n</nav>\U0001f600</body>", "\U0001f600\U0001f600"),
        ("", ""),
    ],
)
def test_own_content_keeps_its_characters(source, body):
    assert read_web_page(source.encode()).body == body


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("<p>é".encode(), "<p>é"),
        ("<p>é".encode("utf-8-sig"), "<p>é"),
        ("<p>é".encode("utf-16"), "<p>é"),
        ("<p>é“".encode("cp1252"), "<p>é“"),
        ('<meta charset="iso-8859-7"><p>ψ'.encode("iso-8859-7"), '<meta charset="iso-8859-7"><p>ψ'),
        ('<meta charset="shift_jis"><p>日本'.encode("shift_jis"), '<meta charset="shift_jis"><p>日本'),
        ('<meta charset="tis-620"><p>ไทย'.encode("cp874"), '<meta charset="tis-620"><p>ไทย'),
        ('<meta charset="iso-8859-8-i"><p>שלום'.encode("iso8859-8"), '<meta charset="iso-8859-8-i"><p>שלום'),
        (b'<meta charset="iso-2022-kr"><p>a', '<meta charset="iso-2022-kr"><p>a'),
        (b'<meta charset="x-user-defined"><p>a', '<meta charset="x-user-defined"><p>a'),
        (b"", ""),
    ],
)
def test_encoding(data, text):
    assert decoded(data) == text


@pytest.mark.parametrize(
    "data", [b"\x00\xff\xfe", b"%PDF-1.7 \x80", b"<" * 3000, b"<div>" * 20_000, b"<!--", b"<plaintext><nav>"]
)
def test_hostile_bytes_are_a_page_too(data):
    assert read_web_page(data).title == ""
