"""From bytes to text."""

import pytest

from curbcut.documents.errors import MalformedDocumentError
from curbcut.documents.html.encoding import decode

META = '<meta charset="{}">'


@pytest.mark.parametrize(
    ("data", "transport", "text"),
    [
        ("é".encode(), None, "é"),
        (b"\xe9", None, "é"),
        (b"\xef\xbb\xbf\xc3\xa9", "windows-1252", "é"),
        (b"\xff\xfe" + "é".encode("utf-16-le"), None, "é"),
        (b"\xfe\xff" + "é".encode("utf-16-be"), None, "é"),
        ("<p>é</p>".encode("utf-16-le"), None, "<p>é</p>"),
        ("<p>é</p>".encode("utf-16-be"), None, "<p>é</p>"),
        (b"\xcf\xf0", "windows-1251", "Пр"),
        (b"\xcf\xf0", " Windows-1251 ", "Пр"),
        (b"\xe9", "no-such-encoding", "é"),
        (b'<meta charset="iso-8859-2">\xb1', None, '<meta charset="iso-8859-2">ą'),
        (
            b"<META content='text/html; charset=shift_jis'>\x83\x65",
            None,
            "<META content='text/html; charset=shift_jis'>テ",
        ),
        (b"<!-- <meta charset=koi8-r> -->\xe9", None, "<!-- <meta charset=koi8-r> -->é"),
        (b"<meta charset=utf-16>\xc3\xa9", None, "<meta charset=utf-16>é"),
        (b"<meta charset=banana>\xc3\xa9", None, "<meta charset=banana>é"),
        (b"<meta charset=iso-8859-1>\x80", None, "<meta charset=iso-8859-1>€"),
        (b" " * 1024 + b"<meta charset=koi8-r>\xc3\xa9", None, " " * 1024 + "<meta charset=koi8-r>é"),
        ("éné".encode()[:-1], None, "én\ufffd"),
        (b"a\x00b" + b"c" * 30, None, "a\x00b" + "c" * 30),
        (b"", None, ""),
    ],
)
def test_decoding(data, transport, text):
    assert decode(data, transport) == text


@pytest.mark.parametrize(
    "data", [b"\x00" * 50, b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\x00\x00\x01\x00\x00\x00\x00\x00"]
)
def test_binary_data_is_no_page(data):
    with pytest.raises(MalformedDocumentError):
        decode(data)
